//! Unions: an enum over the variants' models; a tag is only on the wire.

use std::collections::BTreeMap;

use proc_macro2::TokenStream;
use quote::quote;

use super::file::EmittedFile;
use super::types::{self, Direction, FieldTypes, Prelude, Std, ident};
use super::wire::{deserialize, only_if, read_impl, tag_ref};
use super::{aliases, docs, events, model, sample, secrets, validate};
use crate::ir::{Api, ModelId, TagValue, Type, Union, Variant};

pub(crate) fn emit(api: &Api, union: &Union, public_path: &str) -> EmittedFile<'static> {
    let mut items = vec![structure(api, union, public_path)];
    items.extend(conversions(api, union));
    if union.usage.request {
        items.extend(union.values.iter().filter_map(validate::rules_constant));
        items.push(check(api, union));
    }
    items.push(serialize(union));
    items.extend(read(api, union));
    if union.usage.request {
        items.extend(model::markers(api, &union.name, union.values.iter()));
    }
    EmittedFile {
        name: format!("{}.rs", union.module),
        spec_file: Some(union.file.clone()),
        feature: union.usage.only_event.then_some(events::FEATURE),
        doc: format!("{}.", docs::link(&union.name, "")),
        items: Box::new(items.into_iter()),
    }
}

fn structure(api: &Api, union: &Union, public_path: &str) -> TokenStream {
    let name = ident(&union.name);
    let text = docs::text(&union.docs, &format!("The union `{}`.", union.name));
    let of = if union.values.is_empty() { "the variants" } else { "those that are objects" };
    let text = match &union.tag {
        Some(tag) => format!("{text}\n\nThe key {} on the wire distinguishes {of}.", docs::code(tag)),
        None if union.variants.is_empty() => text,
        None => {
            let keys = union.variants.iter().map(|variant| docs::code(&variant.value.to_string()));
            let keys = keys.collect::<Vec<_>>().join(", ");
            format!(
                "{text}\n\nExactly one of these keys is present on the wire and distinguishes {of}: {keys}."
            )
        }
    };
    let text = match union.values.is_empty() {
        true => text,
        false => format!("{text}\n\nThe value is {}.", api.kinds(union)),
    };
    let doc = docs::comment(&docs::with_example(text, sample::union(api, union, public_path)));
    let variants = union.variants.iter().map(|variant| {
        let doc = docs::comment(&docs::text(&variant.docs, &format!("The variant `{}`.", variant.name)));
        let alias = aliases::of_variant(variant);
        let (variant_name, model) = (ident(&variant.name), ident(&api.models[variant.model].name));
        quote!(#doc #alias #variant_name(super::#model),)
    });
    let types = FieldTypes::of_values(api, union);
    let values = union.values.iter().map(|field| {
        let text = format!("{}\n\n{}", docs::text(&field.docs, ""), docs::value_facts(api, field));
        let (doc, name, ty) = (docs::comment(text.trim_start()), ident(&field.wire), types.value(field));
        let deprecated = docs::deprecated(&field.docs);
        quote!(#doc #deprecated #name(#ty),)
    });
    let unknown = is_open(union).then(|| {
        quote! {
            /// A variant that is not in the spec, as it was read. It cannot be sent.
            Unknown(rt::Unknown),
        }
    });
    quote! {
        #doc
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        #[allow(clippy::large_enum_variant, reason = "variants are as large as the spec makes them")]
        pub enum #name {
            #(#variants)*
            #(#values)*
            #unknown
        }
    }
}

/// Whether replies contain the union, which may have variants that are not in the spec.
fn is_open(union: &Union) -> bool {
    union.usage.reply
}

/// `From` for each model of a single variant, and for each value; for texts also from a `&str`.
fn conversions(api: &Api, union: &Union) -> Vec<TokenStream> {
    let name = ident(&union.name);
    let from = Prelude::in_file_of(&union.name).spell(Std::From);
    let mut counts: BTreeMap<ModelId, usize> = BTreeMap::new();
    union.variants.iter().for_each(|variant| *counts.entry(variant.model).or_default() += 1);
    let is_only = |variant: &&Variant| counts.get(&variant.model) == Some(&1);
    let types = FieldTypes::of_values(api, union);
    let values = union.values.iter().flat_map(|field| {
        let (variant_name, ty) = (ident(&field.wire), types.value(field));
        let of_text = (field.ty == Type::TEXT).then(|| {
            quote! {
                impl #from<&str> for #name {
                    fn from(value: &str) -> Self {
                        Self::#variant_name(value.into())
                    }
                }
            }
        });
        let of_value = quote! {
            impl #from<#ty> for #name {
                fn from(value: #ty) -> Self {
                    Self::#variant_name(value)
                }
            }
        };
        std::iter::once(of_value).chain(of_text)
    });
    union
        .variants
        .iter()
        .filter(is_only)
        .map(|variant| {
            let (variant_name, model) = (ident(&variant.name), ident(&api.models[variant.model].name));
            quote! {
                impl #from<super::#model> for #name {
                    fn from(variant: super::#model) -> Self {
                        Self::#variant_name(variant)
                    }
                }
            }
        })
        .chain(values)
        .collect()
}

fn check(api: &Api, union: &Union) -> TokenStream {
    let name = ident(&union.name);
    let arms = union.variants.iter().map(|variant| {
        let variant_name = ident(&variant.name);
        quote!(Self::#variant_name(variant) => rt::Check::check(variant, at, rules),)
    });
    let values = union.values.iter().map(|field| {
        let (name, rules) = (ident(&field.wire), validate::value_rules(field));
        quote!(Self::#name(value) => rt::Check::check(value, at, &#rules),)
    });
    let unknown = is_open(union).then(|| quote!(Self::Unknown(value) => at.unknown(value),));
    // An extra with one of these keys would name another variant.
    let keys: Vec<String> = match &union.tag {
        Some(tag) => vec![tag.clone()],
        None => union.variants.iter().map(|variant| variant.value.to_string()).collect(),
    };
    let secrets = secrets::of_union(api, union);
    let mutable = (!keys.is_empty() || is_open(union)).then(|| quote!(mut));
    let rules = if union.variants.is_empty() { quote!(_) } else { quote!(rules) };
    quote! {
        impl rt::Check for #name {
            fn check(&self, #mutable at: impl rt::Judge, #rules: &rt::Rules) {
                #(at.known(#keys);)*
                match self {
                    #(#arms)*
                    #(#values)*
                    #unknown
                }
            }

            #secrets
        }
    }
}

fn serialize(union: &Union) -> TokenStream {
    let (name, text) = (ident(&union.name), &union.name);
    let result = Prelude::in_file_of(&union.name).spell(Std::Result);
    let writes = only_if(union.usage.request);
    let arms = union.variants.iter().map(|variant| {
        let variant_name = ident(&variant.name);
        match &union.tag {
            Some(tag) => {
                let value = tag_ref(&variant.value);
                quote!(Self::#variant_name(variant) => rt::write::tagged((#tag, &#value), variant, serializer),)
            }
            None => quote!(Self::#variant_name(variant) => rt::write::object(variant, serializer),),
        }
    });
    let values = union.values.iter().map(|field| {
        let name = ident(&field.wire);
        let written = match types::form(field, Direction::Write) {
            Some(form) => quote!(&rt::write::As::<#form, _>::new(value)),
            None => quote!(value),
        };
        quote!(Self::#name(value) => rt::serde::Serialize::serialize(#written, serializer),)
    });
    let unknown = is_open(union).then(|| quote!(Self::Unknown(_) => Err(rt::write::unsendable(#text)),));
    quote! {
        #writes
        impl rt::serde::Serialize for #name {
            fn serialize<S: rt::serde::Serializer>(&self, serializer: S) -> #result<S::Ok, S::Error> {
                match self {
                    #(#arms)*
                    #(#values)*
                    #unknown
                }
            }
        }
    }
}

/// Whether a tag is a spelling of some variant.
fn is_listed(union: &Union, tag: &TagValue) -> bool {
    union.variants.iter().any(|variant| variant.value == *tag || variant.also_read.contains(tag))
}

fn read(api: &Api, union: &Union) -> [TokenStream; 2] {
    let (name, text) = (ident(&union.name), &union.name);
    let prelude = Prelude::in_file_of(&union.name);
    let reads = only_if(union.usage.reply);
    let arms = union.variants.iter().map(|variant| {
        let variant_name = ident(&variant.name);
        let tags = || std::iter::once(&variant.value).chain(&variant.also_read);
        let digits = tags().filter_map(|tag| match tag {
            TagValue::Int(number) if union.tolerate.digit_string => Some(TagValue::Text(number.to_string())),
            TagValue::Int(_) | TagValue::Text(_) => None,
        });
        let digits = digits.filter(|tag| !is_listed(union, tag));
        let tags = tags().map(tag_ref).chain(digits.map(|tag| tag_ref(&tag)));
        quote!(#(#tags)|* => tagged.model().map(Self::#variant_name),)
    });
    let other = if is_open(union) {
        quote!(_ => Ok(Self::Unknown(tagged.unknown())),)
    } else {
        quote!(_ => Err(tagged.refuse(#text)),)
    };
    // An event may have no tag, and in XML digits may be a text.
    let is_text = union.variants.iter().all(|variant| matches!(variant.value, TagValue::Text(_)));
    let is_event = api.events.iter().any(|events| api.unions[events.union].name == union.name);
    let find = ident(if is_event { "of_event" } else { "read" });
    let named = ident(if union.usage.event && is_text { "text_tag" } else { "tag" });
    let read = match &union.tag {
        Some(tag) => quote!(rt::read::Tagged::#find(node, #tag)?),
        None => {
            let keys = union.variants.iter().map(|variant| variant.value.to_string());
            quote!(rt::read::Tagged::by_key(node, &[#(#keys),*])?)
        }
    };
    let object = quote! {
        let tagged = #read;
        match tagged.#named() {
            #(#arms)*
            #other
        }
    };
    let body = if union.values.is_empty() { object } else { read_by_kind(api, union, &object) };
    [deserialize(&name, &reads), read_impl(&name, &prelude, &reads, &body)]
}

/// Reads a value by its kind; `object` reads one that is an object with known fields.
fn read_by_kind(api: &Api, union: &Union, object: &TokenStream) -> TokenStream {
    let values = union.values.iter().filter_map(|field| {
        let kind = ident(&format!("{:?}", field.ty.value_kind(&api.enums)?));
        let name = ident(&field.wire);
        let read = match types::form(field, Direction::Read) {
            Some(form) => quote!(<#form as rt::read::ReadForm<_>>::read(node)),
            None => quote!(rt::read::Read::read(node)),
        };
        Some(quote!(rt::read::ValueKind::#kind => #read.map(Self::#name),))
    });
    let object = (!union.variants.is_empty()).then(|| quote!(rt::read::ValueKind::Object => { #object }));
    let other = if is_open(union) {
        quote!(Ok(Self::Unknown(node.into())))
    } else {
        let expected = api.kinds(union);
        quote!(Err(node.of_other_kind(#expected)))
    };
    quote! {
        match node.kind() {
            #(#values)*
            #object
            _ => #other,
        }
    }
}
