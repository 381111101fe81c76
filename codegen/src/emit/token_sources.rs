//! `token_sources.rs`: a token source for each operation that issues tokens.

use proc_macro2::TokenStream;
use quote::quote;

use super::constructors::constructors;
use super::file::EmittedFile;
use super::types::{self, FieldTypes, allow_placeholders, ident};
use super::{docs, sample};
use crate::ir::{Api, Field, Input, Model, Need, Operation, TokenExchange, Type};

pub(crate) fn emit(api: &Api, public_path: &str) -> Option<EmittedFile<'static>> {
    let sources = api.auth.iter().flat_map(|auth| &auth.sources);
    let items: Vec<TokenStream> = sources.flat_map(|source| source_items(api, source, public_path)).collect();
    (!items.is_empty()).then(|| EmittedFile {
        name: "token_sources.rs".to_owned(),
        spec_file: None,
        feature: None,
        doc: "Token sources that call operations of this API.".to_owned(),
        items: Box::new(items.into_iter()),
    })
}

fn source_items(api: &Api, source: &TokenExchange, public_path: &str) -> Vec<TokenStream> {
    let parts = api
        .operation(&source.operation)
        .and_then(|operation| Some((operation, request_model(api, operation)?)));
    match parts {
        Some((operation, model)) => one_source(api, source, operation, model, public_path),
        None => Vec::new(),
    }
}

/// The model of an operation's request.
pub(super) fn request_model<'a>(api: &'a Api, operation: &Operation) -> Option<&'a Model> {
    match &operation.input {
        Input::Parameters(id) | Input::Whole(Type::Model(id)) => Some(&api.models[*id]),
        Input::None | Input::Whole(_) => None,
    }
}

fn one_source(
    api: &Api,
    source: &TokenExchange,
    operation: &Operation,
    model: &Model,
    public_path: &str,
) -> Vec<TokenStream> {
    let (name, constant) = (ident(&source.name), ident(&operation.constant));
    let (request, reply) = types::signature(api, operation);
    let text = docs::text(&source.docs, &format!("Tokens from the operation `{}`.", operation.name));
    let text = format!(
        "{text}\n\nThe token is fetched when it is first needed, once for all calls that wait for it, and again \
         shortly before it expires or when the server rejects it."
    );
    let doc = docs::comment(&docs::with_example(text, sample::token_source(api, source, model, public_path)));
    let structure = quote! {
        #doc
        #[derive(Debug)]
        pub struct #name {
            inner: rt::Refreshing<#request, #reply>,
        }
    };
    let constructor = constructor(api, source, model);
    let issued = issued(api, source, operation);
    let account = account(model);
    let of_account = account.as_ref().map(|_| quote!(.account(account)));
    let account = account.map(|account| quote!(let account = #account;));
    let implementation = quote! {
        impl #name {
            #constructor

            /// Creates a source with this request.
            #[must_use]
            pub fn from_request(request: #request) -> Self {
                #account
                let issued = #issued;
                Self { inner: rt::Refreshing::new(&super::operations::#constant, request, issued) #of_account }
            }
        }
    };
    let source_implementation = quote! {
        impl rt::TokenSource for #name {
            fn token<'a>(
                &'a self,
                exchange: rt::Exchange<'a>,
            ) -> rt::BoxFuture<'a, Result<rt::AccessToken, rt::TokenError>> {
                rt::TokenSource::token(&self.inner, exchange)
            }

            fn invalidate(&self, rejected: &rt::AccessToken) {
                rt::TokenSource::invalidate(&self.inner, rejected);
            }

            fn account(&self) -> Option<&str> {
                rt::TokenSource::account(&self.inner)
            }
        }
    };
    vec![structure, implementation, source_implementation]
}

/// The constructor, with the arguments of the request's constructor.
fn constructor(api: &Api, source: &TokenExchange, model: &Model) -> Option<TokenStream> {
    let constructor =
        constructors(api, model).into_iter().find(|constructor| constructor.function == "new")?;
    let (module, model_name) = (ident(&model.module), ident(&model.name));
    let types = FieldTypes::from_outside(api, model);
    let (parameters, arguments, placeholders) = if constructor.by_position {
        let names: Vec<_> = constructor.required.iter().map(|field| ident(&field.ident)).collect();
        let parameters = constructor.required.iter().zip(&names).map(|(field, name)| {
            let (ty, _) = types.argument(field, name);
            quote!(#name: #ty)
        });
        let placeholders = allow_placeholders(constructor.required.iter().map(|field| field.ident.as_str()));
        (quote!(#(#parameters),*), quote!(#(#names),*), placeholders)
    } else {
        let arguments = ident(&constructor.arguments);
        (quote!(required: super::#module::#arguments), quote!(required), None)
    };
    let doc = docs::comment(&format!("Creates a `{}` with these arguments of its request.", source.name));
    Some(quote! {
        #doc
        #[must_use]
        #placeholders
        pub fn new(#parameters) -> Self {
            Self::from_request(super::#model_name::new(#arguments))
        }
    })
}

/// The account that a request names: its required texts that are not secret.
fn account(model: &Model) -> Option<TokenStream> {
    let names_it = |field: &&Field| {
        field.ty == Type::TEXT && field.presence.need == Need::Always && !field.secret && !field.nullable
    };
    let names: Vec<_> = model.stored_fields().filter(names_it).map(|field| ident(&field.ident)).collect();
    match names.as_slice() {
        [] => None,
        [name] => Some(quote!(request.#name.to_string())),
        names => Some(quote!([#(request.#names.as_str()),*].join(","))),
    }
}

/// The function that takes the token and its lifetime from the reply.
pub(super) fn issued(api: &Api, source: &TokenExchange, operation: &Operation) -> TokenStream {
    let (_, reply) = types::signature(api, operation);
    let token = token(api, operation, &source.token);
    let expires_in = match &source.expires_in {
        Some(wire) => {
            let field = ident_of(api, operation, wire);
            quote!(reply.#field)
        }
        None => quote!(None),
    };
    quote!(|reply: &#reply| rt::Issued::new(#token, #expires_in))
}

/// The reply's token as an argument of `Issued::new`.
fn token(api: &Api, operation: &Operation, wire: &str) -> TokenStream {
    let name = ident_of(api, operation, wire);
    let reply = match &operation.reply {
        Some(Type::Model(id)) => Some(&api.models[*id]),
        _ => None,
    };
    let is_secret = reply
        .is_some_and(|model| !model.usage.request && model.field(wire).is_some_and(|field| field.secret));
    if is_secret { quote!(&reply.#name) } else { quote!(reply.#name.as_str()) }
}

/// The Rust name of a field of the operation's reply.
fn ident_of(api: &Api, operation: &Operation, wire: &str) -> proc_macro2::Ident {
    let field = match &operation.reply {
        Some(Type::Model(id)) => api.models[*id].field(wire),
        _ => None,
    };
    ident(field.map_or(wire, |field| field.ident.as_str()))
}
