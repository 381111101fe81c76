//! `client.rs`: the client, one method for each operation.

use proc_macro2::TokenStream;
use quote::quote;

use super::types::ident;
use super::{EmittedFile, docs, operations};
use crate::ir::{Api, Input, Operation};

pub(crate) fn emit(api: &Api) -> EmittedFile {
    let methods = api.operations.iter().map(|operation| method(api, operation));
    let name = &api.name;
    let client_doc = docs::comment(&format!(
        "A client of the API `{name}`. Cloning it is cheap; the clones share connections and token.\n\n\
         A call returns a [`Call`](rt::Call), which is awaited: `client.operation(request).await?`."
    ));
    let client = quote! {
        #client_doc
        #[derive(Clone, Debug)]
        pub struct Client {
            core: rt::Client,
        }
    };
    let conversion = quote! {
        impl From<rt::Client> for Client {
            fn from(core: rt::Client) -> Self {
                Self { core }
            }
        }
    };
    let implementation = quote! {
        impl Client {
            /// Starts to build a client.
            pub fn builder() -> rt::ClientBuilder<Self> {
                rt::ClientBuilder::new(&operations::API)
            }

            /// The part that is the same for every API.
            #[must_use]
            pub fn core(&self) -> &rt::Client {
                &self.core
            }

            #(#methods)*
        }
    };
    EmittedFile {
        name: "client.rs".to_owned(),
        spec_file: None,
        doc: "[`Client`].".to_owned(),
        items: vec![
            quote!(
                use super::operations;
            ),
            client,
            conversion,
            implementation,
        ],
    }
}

fn method(api: &Api, operation: &Operation) -> TokenStream {
    let (name, constant) = (ident(&operation.name), ident(&operation.constant));
    let (request, reply) = operations::signature(api, operation);
    let text = docs::text(&operation.docs, &format!("The operation `{}`.", operation.name));
    let repeat = if operation.idempotent {
        "Sending it twice does no more than sending it once."
    } else {
        "Sending it twice may do it twice, so it is not repeated once it may have been sent, unless the \
         call allows it."
    };
    let doc = docs::comment(&format!(
        "{text}\n\n`{} {}`. {repeat}\n\n# Errors\n\nEvery [`Error`](rt::Error) there is; an invalid request is not sent.",
        operation.method.as_str(),
        operation.path_template(),
    ));
    let deprecated = docs::deprecated(&operation.docs);
    let (parameter, argument) = match operation.input {
        Input::None => (quote!(), quote!(())),
        Input::Whole(_) | Input::Parameters(_) => (quote!(, request: #request), quote!(request)),
    };
    quote! {
        #doc
        #deprecated
        #[must_use = "a call does nothing until it is awaited"]
        pub fn #name(&self #parameter) -> rt::Call<#request, #reply> {
            self.core.call(&operations::#constant, #argument)
        }
    }
}
