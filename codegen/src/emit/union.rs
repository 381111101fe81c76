//! Unions: an enum over the variants' models; a tag is only on the wire.

use std::collections::BTreeMap;

use proc_macro2::TokenStream;
use quote::quote;

use super::file::EmittedFile;
use super::types::{Prelude, Std, ident};
use super::wire::{deserialize, only_if, read_impl, tag_ref};
use super::{aliases, docs, events, sample, secrets};
use crate::ir::{Api, ModelId, TagValue, Union, Variant};

pub(crate) fn emit(api: &Api, union: &Union, public_path: &str) -> EmittedFile<'static> {
    let mut items = vec![structure(api, union, public_path)];
    items.extend(conversions(api, union));
    if union.usage.request {
        items.push(check(api, union));
    }
    items.push(serialize(union));
    items.extend(read(api, union));
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
    let text = match &union.tag {
        Some(tag) => format!("{text}\n\nThe key {} on the wire distinguishes the variants.", docs::code(tag)),
        None => {
            let keys = union.variants.iter().map(|variant| docs::code(&variant.value.to_string()));
            let keys = keys.collect::<Vec<_>>().join(", ");
            format!(
                "{text}\n\nExactly one of these keys is present on the wire and distinguishes the variants: {keys}."
            )
        }
    };
    let doc = docs::comment(&docs::with_example(text, sample::union(api, union, public_path)));
    let variants = union.variants.iter().map(|variant| {
        let doc = docs::comment(&docs::text(&variant.docs, &format!("The variant `{}`.", variant.name)));
        let alias = aliases::of_variant(variant);
        let (variant_name, model) = (ident(&variant.name), ident(&api.models[variant.model].name));
        quote!(#doc #alias #variant_name(super::#model),)
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
            #unknown
        }
    }
}

/// Whether replies contain the union, which may have variants that are not in the spec.
fn is_open(union: &Union) -> bool {
    union.usage.reply
}

/// `From` for each model of a single variant.
fn conversions(api: &Api, union: &Union) -> Vec<TokenStream> {
    let name = ident(&union.name);
    let from = Prelude::in_file_of(&union.name).spell(Std::From);
    let mut counts: BTreeMap<ModelId, usize> = BTreeMap::new();
    union.variants.iter().for_each(|variant| *counts.entry(variant.model).or_default() += 1);
    let is_only = |variant: &&Variant| counts.get(&variant.model) == Some(&1);
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
        .collect()
}

fn check(api: &Api, union: &Union) -> TokenStream {
    let name = ident(&union.name);
    let arms = union.variants.iter().map(|variant| {
        let variant_name = ident(&variant.name);
        quote!(Self::#variant_name(variant) => rt::Check::check(variant, at, rules),)
    });
    let unknown = is_open(union).then(|| quote!(Self::Unknown(value) => at.unknown(value),));
    // An extra with one of these keys would name another variant.
    let keys: Vec<String> = match &union.tag {
        Some(tag) => vec![tag.clone()],
        None => union.variants.iter().map(|variant| variant.value.to_string()).collect(),
    };
    let secrets = secrets::of_union(api, union);
    quote! {
        impl rt::Check for #name {
            fn check(&self, mut at: impl rt::Judge, rules: &rt::Rules) {
                #(at.known(#keys);)*
                match self {
                    #(#arms)*
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
    let unknown = is_open(union).then(|| quote!(Self::Unknown(_) => Err(rt::write::unsendable(#text)),));
    quote! {
        #writes
        impl rt::serde::Serialize for #name {
            fn serialize<S: rt::serde::Serializer>(&self, serializer: S) -> #result<S::Ok, S::Error> {
                match self {
                    #(#arms)*
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
    let body = quote! {
        let tagged = #read;
        match tagged.#named() {
            #(#arms)*
            #other
        }
    };
    [deserialize(&name, &reads), read_impl(&name, &prelude, &reads, &body)]
}
