//! `reply_headers.rs`: a constant for each header of a reply that has a type, by which a program reads it from an answer.

use proc_macro2::TokenStream;
use quote::quote;

use super::file::EmittedFile;
use super::types::{self, ident};
use super::{docs, sample};
use crate::ir::{Api, Field, Operation, Type};

/// Whether any operation has such headers.
pub(crate) fn has_any(api: &Api) -> bool {
    api.operations.iter().any(|operation| !operation.reply_headers.is_empty())
}

pub(crate) fn emit<'a>(api: &'a Api, public_path: &str) -> Option<EmittedFile<'a>> {
    let modules = api.operations.iter().filter(|operation| !operation.reply_headers.is_empty());
    let doc = "The headers of replies, a module for each operation that has some. \
               [`Answer::typed_header`](rt::Answer::typed_header) reads them from the answer of a call.";
    has_any(api).then(|| EmittedFile {
        name: "reply_headers.rs".to_owned(),
        spec_file: None,
        feature: None,
        doc: docs::with_example(doc.to_owned(), sample::reply_header(api, public_path)),
        items: Box::new(modules.map(|operation| module(api, operation))),
    })
}

fn module(api: &Api, operation: &Operation) -> TokenStream {
    let name = ident(&operation.name);
    let doc = docs::comment(&format!("The headers of a reply to {}.", docs::method(api, operation)));
    let constants = operation.reply_headers.iter().map(|header| constant(api, header));
    quote! {
        #doc
        pub mod #name {
            use super::rt;
            #(#constants)*
        }
    }
}

fn constant(api: &Api, header: &Field) -> TokenStream {
    let (name, wire) = (ident(&constant_name(header)), &header.wire);
    let doc = docs::comment(&docs::header_text(header));
    let deprecated = docs::deprecated(&header.docs);
    let ty = value(api, &header.ty);
    let make = ident(if matches!(header.ty, Type::List(_)) { "list" } else { "new" });
    quote! {
        #doc
        #deprecated
        pub const #name: rt::ReplyHeader<#ty> = rt::ReplyHeader::#make(#wire);
    }
}

/// The name of the constant of a header: `X_RATE_LIMIT`.
pub(crate) fn constant_name(header: &Field) -> String {
    header.ident.to_uppercase()
}

/// A type in a module inside of the file's module.
fn value(api: &Api, ty: &Type) -> TokenStream {
    match ty {
        Type::List(inner) => {
            let inner = value(api, inner);
            quote!(Vec<#inner>)
        }
        Type::Enum(id) => {
            let name = ident(&api.enums[*id].name);
            quote!(super::super::#name)
        }
        Type::Scalar(kind) => types::scalar(*kind),
        // The check refuses others.
        Type::Model(_) | Type::Union(_) | Type::Map(_) | Type::Nullable(_) | Type::Boxed(_) => {
            types::whole(api, ty)
        }
    }
}
