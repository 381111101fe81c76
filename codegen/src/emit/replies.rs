//! `replies.rs`: an enum for each operation whose successes differ by status.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::file::EmittedFile;
use super::types::{self, ident};
use super::wire::only_if;
use super::{docs, sample};
use crate::ir::{Api, Operation, Success};

/// The names of the enums.
pub(crate) fn names(api: &Api) -> impl Iterator<Item = String> {
    api.operations.iter().filter_map(Operation::reply_enum)
}

pub(crate) fn emit<'a>(api: &'a Api, public_path: &str) -> Option<EmittedFile<'a>> {
    names(api).next()?;
    let sample = public_path.to_owned();
    let items = api.operations.iter().filter_map(move |operation| {
        let name = operation.reply_enum()?;
        Some([
            structure(api, operation, &name, &sample),
            by_status(operation, &name),
            serialize(operation, &name),
        ])
    });
    Some(EmittedFile {
        name: "replies.rs".to_owned(),
        spec_file: None,
        feature: None,
        doc: "The replies of operations whose successes differ by status.".to_owned(),
        items: Box::new(items.flatten()),
    })
}

fn structure(api: &Api, operation: &Operation, name: &str, public_path: &str) -> TokenStream {
    let text = format!("What {} returns, by the status of the success.", docs::method(api, operation));
    let doc = docs::comment(&docs::with_example(text, sample::by_status(operation, public_path)));
    let name = ident(name);
    let variants = operation.replies.iter().map(|success| {
        let text = docs::text(&success.docs, "");
        let doc = docs::comment(format!("{text}\n\nThe status {}.", success.status).trim_start());
        let variant = ident(&success.variant());
        let value = success.ty.as_ref().map(|ty| {
            let ty = types::whole(api, ty);
            quote!((#ty))
        });
        quote!(#doc #variant #value,)
    });
    quote! {
        #doc
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        #[allow(clippy::large_enum_variant, reason = "variants are as large as the spec makes them")]
        pub enum #name {
            #(#variants)*
            /// A success with a status that is not in the spec.
            Unknown(rt::UnknownReply),
        }
    }
}

fn by_status(operation: &Operation, name: &str) -> TokenStream {
    let name = ident(name);
    let usual = Literal::u16_unsuffixed(operation.usual_success().0);
    let status = |success: &Success| Literal::u16_unsuffixed(success.status);
    let reads = operation.replies.iter().map(|success| {
        let (status, variant) = (status(success), ident(&success.variant()));
        match success.ty {
            Some(_) => quote!(#status => reply.value().map(Self::#variant),),
            None => quote!(#status => Ok(Self::#variant),),
        }
    });
    let statuses = operation.replies.iter().map(|success| {
        let (status, variant) = (status(success), ident(&success.variant()));
        match success.ty {
            Some(_) => quote!(Self::#variant(_) => #status,),
            None => quote!(Self::#variant => #status,),
        }
    });
    quote! {
        impl rt::ByStatus for #name {
            const USUAL_STATUS: u16 = #usual;

            fn read(reply: rt::Success<'_>) -> Result<Self, rt::ReplyError> {
                match reply.status() {
                    #(#reads)*
                    _ => reply.unknown().map(Self::Unknown),
                }
            }

            fn status(&self) -> u16 {
                match self {
                    #(#statuses)*
                    Self::Unknown(reply) => reply.status(),
                }
            }
        }
    }
}

/// What a mock writes: the value, or null.
fn serialize(operation: &Operation, name: &str) -> TokenStream {
    let name = ident(name);
    let writes = only_if(false);
    let arms = operation.replies.iter().map(|success| {
        let variant = ident(&success.variant());
        match success.ty {
            Some(_) => {
                quote!(Self::#variant(value) => rt::serde::Serialize::serialize(value, serializer),)
            }
            None => quote!(Self::#variant => serializer.serialize_unit(),),
        }
    });
    quote! {
        #writes
        impl rt::serde::Serialize for #name {
            fn serialize<S: rt::serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                match self {
                    #(#arms)*
                    Self::Unknown(reply) => rt::serde::Serialize::serialize(reply, serializer),
                }
            }
        }
    }
}
