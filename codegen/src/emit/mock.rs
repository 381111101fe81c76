//! `mock.rs`: the mock, with one method for each operation, and the implementations that read requests back.

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::quote;
use specwright_runtime::ListStyle;

use super::file::EmittedFile;
use super::limits::list_style;
use super::operations::{self, OwnInput};
use super::types::{self, ident};
use super::{docs, sample, wire};
use crate::example;
use crate::ir::{Api, Field, Location, Need, Operation, ServerTemplate, TokenExchange};

/// `mock.rs`, compiled with the feature of that name.
pub(crate) fn emit<'a>(api: &'a Api, public_path: &str) -> EmittedFile<'a> {
    let mut items = vec![
        quote!(
            use super::operations;
        ),
        quote!(
            pub use rt::mock::{Expect, Fault};
        ),
        structure(api, public_path),
        tokens(api),
        implementation(api),
    ];
    items.push(dereference());
    let readers = operations::own_inputs(api).into_iter().map(|input| from_wire(api, &input));
    EmittedFile {
        name: "mock.rs".to_owned(),
        spec_file: None,
        feature: Some("mock"),
        doc: "A mock of the API for tests, with the feature `mock`.".to_owned(),
        items: Box::new(items.into_iter().chain(readers)),
    }
}

fn structure(api: &Api, public_path: &str) -> TokenStream {
    let text = format!(
        "A mock of the API `{}`: a transport that gives the answers of a test, and validates requests against the \
         spec. Each operation has a method that says what is expected of it; the rest is \
         that of the runtime's [`Mock`](rt::mock::Mock).\n\nWhen it is dropped, it fails the test for what was expected and did not come.",
        api.name
    );
    let doc = docs::comment(&docs::with_example(text, sample::mock(api, public_path)));
    quote! {
        #doc
        #[derive(Debug)]
        pub struct Mock {
            core: rt::mock::Mock<super::Client>,
        }
    }
}

fn implementation(api: &Api) -> TokenStream {
    let methods = api.operations.iter().map(|operation| method(api, operation));
    let core = match &api.server_template {
        Some(ServerTemplate { address, .. }) => quote!(with_server(&operations::API, #address, TOKENS)),
        None => quote!(new(&operations::API, TOKENS)),
    };
    quote! {
        impl Mock {
            /// A mock that expects nothing yet.
            #[must_use]
            #[allow(clippy::new_without_default)]
            pub fn new() -> Self {
                Self { core: rt::mock::Mock::#core }
            }

            #(#methods)*
        }
    }
}

fn tokens(api: &Api) -> TokenStream {
    let sources = api.auth.iter().flat_map(|auth| &auth.sources);
    let credentials = api.credentials.iter().map(|credential| &credential.exchange);
    let mut operations = BTreeSet::new();
    let exchanges = sources.chain(credentials).filter(|exchange| operations.insert(&exchange.operation));
    let tokens = exchanges.filter_map(|exchange| token_operation(api, exchange));
    quote! {
        /// The operations that issue tokens and other credentials, which are answered without being expected.
        static TOKENS: &[rt::mock::TokenOperation] = &[#(#tokens),*];
    }
}

fn token_operation(api: &Api, source: &TokenExchange) -> Option<TokenStream> {
    let operation = api.operation(&source.operation)?;
    let reply = operation.in_envelope(example::reply(api, operation.reply.as_ref()?)).to_string();
    let constant = ident(&operation.constant);
    let token = [operation.data.as_slice(), std::slice::from_ref(&source.token)].concat().join(".");
    let expires_in = match &source.expires_in {
        Some(expires_in) => quote!(Some(#expires_in)),
        None => quote!(None),
    };
    Some(quote! {
        rt::mock::TokenOperation {
            spec: *operations::#constant.spec(),
            reply: #reply,
            token: #token,
            expires_in: #expires_in,
        }
    })
}

fn method(api: &Api, operation: &Operation) -> TokenStream {
    let (name, constant) = (ident(&operation.name), ident(&operation.constant));
    let (request, reply) = types::signature(api, operation);
    let doc = docs::comment(&format!("Expects calls of {}.", docs::method(api, operation)));
    let deprecated = docs::deprecated(&operation.docs);
    quote! {
        #doc
        #deprecated
        pub fn #name(&self) -> rt::mock::Expect<#request, #reply> {
            self.core.expect(&operations::#constant)
        }
    }
}

/// So that the methods of the runtime's mock do not reserve names of operations.
fn dereference() -> TokenStream {
    quote! {
        impl ::core::ops::Deref for Mock {
            type Target = rt::mock::Mock<super::Client>;

            fn deref(&self) -> &Self::Target {
                &self.core
            }
        }
    }
}

fn from_wire(api: &Api, input: &OwnInput<'_>) -> TokenStream {
    let (ty, value) = match input {
        OwnInput::Whole(ty) => (types::whole(api, ty), quote!(wire.body())),
        OwnInput::Parameters(model) => {
            let name = ident(&model.name);
            let values = model.stored_fields().map(|field| (field, value(field)));
            let (bindings, fields) = wire::bound("wire", values);
            (quote!(super::#name), quote!(#bindings Ok(Self { #fields })))
        }
    };
    quote! {
        impl rt::mock::FromWire for #ty {
            fn from_wire(wire: &rt::mock::Wire<'_>) -> Result<Self, rt::mock::WireError> {
                #value
            }
        }
    }
}

fn value(field: &Field) -> TokenStream {
    let wire = &field.wire;
    match field.location {
        Location::Path => quote!(wire.path(#wire)?),
        Location::Query if field.style == ListStyle::Json => match field.presence.need {
            Need::Always => quote!(wire.required_query_json(#wire)?),
            Need::When(_) | Need::Optional => quote!(wire.query_json(#wire)?),
        },
        Location::Query if field.style != ListStyle::Repeated => {
            let style = list_style(field.style);
            quote!(wire.query_list(#wire, #style)?)
        }
        Location::Query => quote!(wire.query(#wire)?),
        Location::Header => quote!(wire.header(#wire)?),
        Location::Body if field.presence.need == Need::Optional => quote!(wire.optional_body()?),
        Location::Object | Location::Body => quote!(wire.body()?),
    }
}
