//! Enumerations: closed in requests, open in replies.

use proc_macro2::TokenStream;
use quote::quote;

use super::file::EmittedFile;
use super::types::{Prelude, Std, ident};
use super::wire::{deserialize, only_if, read_impl, tag_ref};
use super::{aliases, docs, events, sample};
use crate::ir::{Enum, EnumValue, TagValue};

pub(crate) fn emit(choice: &Enum, public_path: &str) -> EmittedFile<'static> {
    let mut items = vec![structure(choice, public_path), wire_value(choice)];
    if choice.usage.request {
        items.push(check(choice));
    }
    items.push(display(choice));
    items.push(plain(choice));
    items.push(serialize(choice));
    items.extend(read(choice));
    EmittedFile {
        name: format!("{}.rs", choice.module),
        spec_file: Some(choice.file.clone()),
        feature: choice.usage.only_event.then_some(events::FEATURE),
        doc: format!("{}.", docs::link(&choice.name, "")),
        items: Box::new(items.into_iter()),
    }
}

/// Whether replies contain the enumeration, which may have values that are not in the spec.
fn is_open(choice: &Enum) -> bool {
    choice.usage.reply
}

fn structure(choice: &Enum, public_path: &str) -> TokenStream {
    let name = ident(&choice.name);
    let default = choice.default.as_ref().map(|default| {
        format!("\n\nThe server assumes {} if no value is given.", docs::code(&default.to_string()))
    });
    let text = docs::text(&choice.docs, &format!("The enumeration `{}`.", choice.name));
    let doc = docs::comment(&docs::with_example(
        text + &default.unwrap_or_default(),
        sample::enumeration(choice, public_path),
    ));
    let variants = choice.values.iter().map(variant);
    let (derives, unknown) = if is_open(choice) {
        let unknown = quote! {
            /// A value that is not in the spec. It cannot be sent.
            Unknown(rt::Unknown),
        };
        (quote!(Clone, Debug, PartialEq), Some(unknown))
    } else {
        (quote!(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash), None)
    };
    quote! {
        #doc
        #[derive(#derives)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants)*
            #unknown
        }
    }
}

fn variant(value: &EnumValue) -> TokenStream {
    let wire = docs::code(&value.value.to_string());
    let mut text = docs::text(&value.docs, &format!("The value {wire}."));
    text.push_str(&format!("\n\nWire value {wire}."));
    if value.extra {
        text.push_str(" It is in use but not documented, so validation reports a warning.");
    }
    let (doc, alias) = (docs::comment(&text), aliases::of_value(value));
    let name = ident(&value.name);
    quote!(#doc #alias #name,)
}

fn wire_value(choice: &Enum) -> TokenStream {
    let name = ident(&choice.name);
    let arms = choice.values.iter().map(|value| {
        let (variant, tag) = (ident(&value.name), tag_ref(&value.value));
        quote!(Self::#variant => #tag,)
    });
    let unknown = is_open(choice).then(|| quote!(Self::Unknown(value) => value.as_tag(),));
    let documented = choice.values.iter().filter(|value| !value.extra).map(|value| ident(&value.name));
    quote! {
        impl #name {
            /// Every documented value.
            pub const DOCUMENTED: &'static [Self] = &[#(Self::#documented),*];

            /// The value on the wire.
            #[must_use]
            pub fn as_wire(&self) -> rt::read::TagRef<'_> {
                match self {
                    #(#arms)*
                    #unknown
                }
            }
        }
    }
}

fn check(choice: &Enum) -> TokenStream {
    let name = ident(&choice.name);
    let extra: Vec<_> =
        choice.values.iter().filter(|value| value.extra).map(|value| ident(&value.name)).collect();
    let undocumented = (!extra.is_empty()).then(|| {
        quote! {
            if matches!(self, #(Self::#extra)|*) {
                at.undocumented(self.as_wire());
            }
        }
    });
    let unknown = is_open(choice).then(|| {
        quote! {
            if let Self::Unknown(value) = self {
                at.unknown(value);
            }
        }
    });
    if undocumented.is_none() && unknown.is_none() {
        return quote! {
            impl rt::Check for #name {
                fn check(&self, _: impl rt::Judge, _: &rt::Rules) {}
            }
        };
    }
    quote! {
        impl rt::Check for #name {
            fn check(&self, mut at: impl rt::Judge, _: &rt::Rules) {
                #undocumented
                #unknown
            }
        }
    }
}

fn display(choice: &Enum) -> TokenStream {
    let name = ident(&choice.name);
    quote! {
        /// The value on the wire.
        impl ::core::fmt::Display for #name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                ::core::fmt::Display::fmt(&self.as_wire(), f)
            }
        }
    }
}

fn plain(choice: &Enum) -> TokenStream {
    let name = ident(&choice.name);
    let prelude = Prelude::in_file_of(&choice.name);
    let (vec, string) = (prelude.spell(Std::Vec), prelude.spell(Std::String));
    quote! {
        impl rt::write::Plain for #name {
            fn plain(&self) -> #vec<#string> {
                rt::write::Plain::plain(&self.as_wire())
            }
        }
    }
}

fn serialize(choice: &Enum) -> TokenStream {
    let (name, text) = (ident(&choice.name), &choice.name);
    let result = Prelude::in_file_of(&choice.name).spell(Std::Result);
    let writes = only_if(choice.usage.request);
    let body = if is_open(choice) {
        quote! {
            match self {
                Self::Unknown(_) => Err(rt::write::unsendable(#text)),
                known => rt::serde::Serialize::serialize(&known.as_wire(), serializer),
            }
        }
    } else {
        quote!(rt::serde::Serialize::serialize(&self.as_wire(), serializer))
    };
    quote! {
        #writes
        impl rt::serde::Serialize for #name {
            fn serialize<S: rt::serde::Serializer>(&self, serializer: S) -> #result<S::Ok, S::Error> {
                #body
            }
        }
    }
}

fn read(choice: &Enum) -> [TokenStream; 2] {
    let (name, text) = (ident(&choice.name), &choice.name);
    let prelude = Prelude::in_file_of(&choice.name);
    let reads = only_if(choice.usage.reply);
    let arms = choice.values.iter().map(|value| {
        let variant = ident(&value.name);
        let tags = std::iter::once(&value.value).chain(&value.also_read).map(tag_ref);
        quote!(#(#tags)|* => Ok(Self::#variant),)
    });
    let is_text = choice.values.iter().any(|value| matches!(value.value, TagValue::Text(_)));
    let tag = ident(if is_text { "text_tag" } else { "tag" });
    let other = if is_open(choice) {
        quote!(_ => Ok(Self::Unknown(node.into())),)
    } else {
        quote!(_ => Err(node.refuse(#text)),)
    };
    let body = quote! {
        match node.#tag()? {
            #(#arms)*
            #other
        }
    };
    [deserialize(&name, &reads), read_impl(&name, &prelude, &reads, &body)]
}
