//! The credentials that a program asks its client for: a field of the client and two methods for each.

use proc_macro2::TokenStream;
use quote::quote;

use super::types::ident;
use super::{docs, model, sample, token_sources};
use crate::ir::{Api, Credential, Operation};

/// The fields of the client.
pub(super) fn fields(api: &Api) -> Vec<TokenStream> {
    with_operation(api)
        .map(|(credential, _)| {
            let name = ident(&credential.exchange.name);
            quote!(#name: rt::Credential,)
        })
        .collect()
}

/// Their initial values.
pub(super) fn values(api: &Api) -> Vec<TokenStream> {
    with_operation(api)
        .map(|(credential, operation)| {
            let text = &credential.exchange.name;
            let (name, constant) = (ident(text), ident(&operation.constant));
            let request = match token_sources::request_model(api, operation) {
                Some(request) => model::with_values(api, request, &credential.sets),
                None => quote!(()),
            };
            let issued = token_sources::issued(api, &credential.exchange, operation);
            quote! {
                #name: rt::Credential::new(#text, rt::Refreshing::new(&operations::#constant, #request, #issued)),
            }
        })
        .collect()
}

/// The methods that return it and reject it. `outcome` is the type of the first one's result, `link` the documentation of a
/// method that another client has as well.
pub(super) fn methods(
    api: &Api,
    outcome: &TokenStream,
    link: Option<fn(&str) -> String>,
    public_path: &str,
) -> Vec<TokenStream> {
    let methods = with_operation(api).map(|(credential, operation)| {
        let name = &credential.exchange.name;
        let invalidate = format!("invalidate_{name}");
        let (text, invalidate_text) = match link {
            Some(link) => (link(name), link(&invalidate)),
            None => texts(api, credential, operation, public_path),
        };
        let (doc, invalidate_doc) = (docs::comment(&text), docs::comment(&invalidate_text));
        let deprecated = docs::deprecated(&credential.exchange.docs);
        let (name, invalidate) = (ident(name), ident(&invalidate));
        quote! {
            #doc
            #deprecated
            pub fn #name(&self) -> #outcome {
                self.core.credential(&self.#name)
            }

            #invalidate_doc
            #deprecated
            pub fn #invalidate(&self, rejected: &rt::AccessToken) {
                self.#name.invalidate(rejected);
            }
        }
    });
    methods.collect()
}

/// The documentation of the two methods.
fn texts(
    api: &Api,
    Credential { exchange, .. }: &Credential,
    operation: &Operation,
    public_path: &str,
) -> (String, String) {
    let text = docs::text(&exchange.docs, &format!("The credential `{}`.", exchange.name));
    let text = format!(
        "{text}\n\nIt is fetched by [`{0}`](Self::{0}) when it is first needed, once for all that wait for it, and again \
         shortly before it expires. The clones of a client share it; with a credential store, other clients do, too. No \
         call sends it.\n\n# Errors\n\n[`Error::Token`](rt::Error::Token) when it cannot be fetched.",
        operation.name
    );
    let invalidate = format!(
        "Reports that somebody rejected this credential. If it is still the current one, the next call of \
         [`{0}`](Self::{0}) fetches another.",
        exchange.name
    );
    (docs::with_example(text, Some(sample::credential(api, &exchange.name, public_path))), invalidate)
}

/// The credentials with their operations.
fn with_operation(api: &Api) -> impl Iterator<Item = (&Credential, &Operation)> {
    let operation = |credential: &Credential| api.operation(&credential.exchange.operation);
    api.credentials.iter().filter_map(move |credential| Some((credential, operation(credential)?)))
}
