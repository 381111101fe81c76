//! `client.rs` and `blocking.rs`: the async and the blocking client, with one method for each operation.

mod about;

use std::iter;

use proc_macro2::TokenStream;
use quote::quote;

use super::file::EmittedFile;
use super::pages::Paged;
use super::types::{self, ident};
use super::{aliases, credentials, docs, pages, sample};
use crate::ir::{Api, Body, Group, Input, Operation, Type};
use crate::prose;

/// The differences between the two clients.
struct Kind {
    is_blocking: bool,
    /// The runtime's client that this one wraps.
    runtime: TokenStream,
    /// How a call is made, for the documentation.
    call: &'static str,
    /// The path of the client below the crate's root.
    client: &'static str,
    /// The suffix of a call.
    end: &'static str,
    /// The text of `must_use`.
    must_use: &'static str,
    /// The text of `must_use` for pages.
    next_page: &'static str,
    /// The return type of a function that makes a call itself and returns this type.
    outcome: fn(TokenStream) -> TokenStream,
}

/// `client.rs`.
pub(crate) fn emit(api: &Api, public_path: &str) -> EmittedFile<'static> {
    let kind = Kind {
        is_blocking: false,
        runtime: quote!(rt),
        call: "A call returns a [`Call`](rt::Call), which is awaited: `client.operation(request).await?`.",
        client: "Client",
        end: ".await",
        must_use: "a call does nothing until it is awaited",
        next_page: "no page is requested until `next` is awaited",
        outcome: |value| quote!(rt::BoxFuture<'static, Result<#value, rt::Error>>),
    };
    file(api, &kind, "client.rs", "[`Client`].", public_path)
}

/// `blocking.rs`, compiled with the feature of that name.
pub(crate) fn emit_blocking(api: &Api, public_path: &str) -> EmittedFile<'static> {
    let kind = Kind {
        is_blocking: true,
        runtime: quote!(rt::blocking),
        call: "A call returns a [`Call`](rt::blocking::Call), which is sent: `client.operation(request).send()?`. \
               It blocks the thread and needs no async runtime; inside of one, it does no harm but that.",
        client: "blocking::Client",
        end: ".send()",
        must_use: "a call does nothing until it is sent",
        next_page: "no page is requested until `next` is called",
        outcome: |value| quote!(Result<#value, rt::Error>),
    };
    file(api, &kind, "blocking.rs", "The client without async, with the feature `blocking`.", public_path)
}

fn file(api: &Api, kind: &Kind, name: &str, doc: &str, public_path: &str) -> EmittedFile<'static> {
    let methods = methods(api, None, kind, public_path);
    let groups = api.groups.iter().map(|group| accessor(api, group, kind, public_path));
    let runtime = &kind.runtime;
    let (fields, values) = (credentials::fields(api), credentials::values(api));
    let text = format!(
        "A client of the API `{}`. Cloning it is cheap; the clones share connections and token.\n\n{}",
        api.name, kind.call
    );
    let sample = sample::client(api, kind.client, kind.end, public_path);
    let client_doc = docs::comment(&docs::with_example(text, sample));
    let client = quote! {
        #client_doc
        #[derive(Clone, Debug)]
        pub struct Client {
            core: #runtime::Client,
            #(#fields)*
        }
    };
    let conversion = quote! {
        impl From<#runtime::Client> for Client {
            fn from(core: #runtime::Client) -> Self {
                Self { core, #(#values)* }
            }
        }
    };
    let raw = raw(api, kind, public_path);
    let token = api.auth.is_some().then(|| token(api, kind, public_path));
    let outcome = (kind.outcome)(quote!(rt::AccessToken));
    let link = kind.is_blocking.then_some(as_async as fn(&str) -> String);
    let credentials = credentials::methods(api, &outcome, link, public_path);
    let implementation = quote! {
        impl Client {
            /// Starts to build a client.
            pub fn builder() -> #runtime::ClientBuilder<Self> {
                #runtime::ClientBuilder::new(&operations::API)
            }

            /// The part that is the same for every API.
            #[must_use]
            pub fn core(&self) -> &#runtime::Client {
                &self.core
            }

            #raw

            #token

            #(#credentials)*

            #(#groups)*

            #(#methods)*
        }
    };
    let handles: Vec<TokenStream> =
        api.groups.iter().flat_map(|group| handle(api, group, kind, public_path)).collect();
    let uses = quote!(
        use super::operations;
    );
    let items = [uses, client, conversion, implementation];
    EmittedFile {
        name: name.to_owned(),
        spec_file: None,
        feature: kind.is_blocking.then_some("blocking"),
        doc: doc.to_owned(),
        items: Box::new(items.into_iter().chain(handles)),
    }
}

/// The methods for the operations of a group, or for those that belong to none.
fn methods(
    api: &Api,
    group: Option<&str>,
    kind: &Kind,
    public_path: &str,
) -> impl Iterator<Item = TokenStream> {
    let is_in =
        move |operation: &&Operation| operation.group.as_ref().map(|group| group.name.as_str()) == group;
    api.operations.iter().filter(is_in).flat_map(move |operation| {
        let method = method(api, operation, kind, public_path);
        iter::once(method).chain(pages_method(api, operation, kind, public_path))
    })
}

/// The method of the client that returns the operations of a group.
fn accessor(api: &Api, group: &Group, kind: &Kind, public_path: &str) -> TokenStream {
    let (name, handle) = (ident(&group.name), ident(&group.type_name));
    let text = docs::text(&group.docs, &format!("The operations of the group `{}`.", group.name));
    let doc = docs::comment(&if kind.is_blocking {
        let summary = text.split("\n\n").next().filter(|first| prose::begins_with_paragraph(first));
        summary.unwrap_or("The operations of the group.").to_owned()
    } else {
        let first = api
            .operations
            .iter()
            .find(|operation| operation.group.as_ref().is_some_and(|own| own.name == group.name));
        docs::with_example(text, first.and_then(|operation| sample::operation(api, operation, public_path)))
    });
    let deprecated = docs::deprecated(&group.docs);
    quote! {
        #doc
        #deprecated
        #[must_use]
        pub fn #name(&self) -> #handle<'_> {
            #handle { core: &self.core }
        }
    }
}

/// The type with the operations of a group, which costs nothing.
fn handle(api: &Api, group: &Group, kind: &Kind, public_path: &str) -> [TokenStream; 2] {
    let (handle, runtime) = (ident(&group.type_name), &kind.runtime);
    let doc = docs::comment(&format!(
        "The operations of the group `{0}`, which [`Client::{0}`] returns.",
        group.name
    ));
    let methods = methods(api, Some(&group.name), kind, public_path);
    let declared = quote! {
        #doc
        #[derive(Clone, Copy, Debug)]
        pub struct #handle<'a> {
            core: &'a #runtime::Client,
        }
    };
    let implementation = quote! {
        impl #handle<'_> {
            #(#methods)*
        }
    };
    [declared, implementation]
}

/// `call_raw`, for operations that are not in the spec.
fn raw(api: &Api, kind: &Kind, public_path: &str) -> TokenStream {
    let runtime = &kind.runtime;
    let text = "Calls an operation that is not in the spec, with the API's token, retries and error codes. The \
                body is not checked against any limit.\n\n\
                `path` is relative to the server's address and percent-encoded; it may have a query. The \
                reply is null where it has no body. Only what HTTP calls idempotent is repeated once it may have been \
                sent, unless the call allows it. Errors name it by method and path: `POST /some/path`.";
    let doc = docs::comment(&if kind.is_blocking {
        as_async("call_raw")
    } else {
        let sample = sample::raw(api, public_path);
        docs::with_example(text.to_owned(), Some(sample))
    });
    quote! {
        #doc
        pub fn call_raw(
            &self,
            method: rt::Method,
            path: &str,
            body: Option<&rt::serde_json::Value>,
        ) -> #runtime::RawCall {
            self.core.call_raw(method, path, body)
        }
    }
}

/// `token` and `invalidate_token`, for other requests of the program.
fn token(api: &Api, kind: &Kind, public_path: &str) -> TokenStream {
    let token = (kind.outcome)(quote!(rt::AccessToken));
    let text = "The token of the next call, for requests that the program sends by other means. It is \
                fetched if there is none.\n\n\
                # Errors\n\n\
                [`Error::Token`](rt::Error::Token) when there is no token source, or it has no token.";
    let (token_doc, invalidate_doc) = if kind.is_blocking {
        (as_async("token"), as_async("invalidate_token"))
    } else {
        let sample = sample::token(api, public_path);
        let invalidate = "Reports that a server rejected this token. If it is still the current one, the next call fetches another.";
        (docs::with_example(text.to_owned(), Some(sample)), invalidate.to_owned())
    };
    let (token_doc, invalidate_doc) = (docs::comment(&token_doc), docs::comment(&invalidate_doc));
    quote! {
        #token_doc
        pub fn token(&self) -> #token {
            self.core.token()
        }

        #invalidate_doc
        pub fn invalidate_token(&self, rejected: &rt::AccessToken) {
            self.core.invalidate_token(rejected);
        }
    }
}

fn method(api: &Api, operation: &Operation, kind: &Kind, public_path: &str) -> TokenStream {
    let Kind { runtime, must_use, .. } = kind;
    let (name, constant) = (ident(operation.method_name()), ident(&operation.constant));
    let (request, reply) = types::signature(api, operation);
    let doc = if kind.is_blocking {
        about::of_blocking(api, operation)
    } else {
        about::of_async(api, operation, public_path)
    };
    let doc = docs::comment(&doc);
    let (alias, deprecated) = (aliases::of_operation(operation), docs::deprecated(&operation.docs));
    let (parameter, argument) = argument(operation, &request);
    let cfg = feature(operation);
    let trait_method = types::allow_trait_method(operation.method_name());
    quote! {
        #doc
        #cfg
        #alias
        #deprecated
        #[must_use = #must_use]
        #trait_method
        pub fn #name(&self #parameter) -> #runtime::Call<#request, #reply> {
            self.core.call(&operations::#constant, #argument)
        }
    }
}

/// The parameter of a method with the request, and what the method passes on.
fn argument(operation: &Operation, request: &TokenStream) -> (TokenStream, TokenStream) {
    match operation.input {
        Input::None => (quote!(), quote!(())),
        // A model of a variant is a request as well.
        Input::Whole(Type::Union(_)) => (quote!(, request: impl Into<#request>), quote!(request.into())),
        Input::Whole(_) | Input::Parameters(_) => (quote!(, request: #request), quote!(request)),
    }
}

/// The condition of a method whose calls only a feature can send.
fn feature(operation: &Operation) -> Option<TokenStream> {
    (operation.body == Body::Multipart).then(|| quote!(#[cfg(feature = "multipart")]))
}

/// The method for the pages of an operation's list.
fn pages_method(api: &Api, operation: &Operation, kind: &Kind, public_path: &str) -> Option<TokenStream> {
    let (Paged { method, constant, item }, _) = pages::of(api, operation)?;
    let Kind { runtime, next_page, .. } = kind;
    let (request, reply) = types::signature(api, operation);
    let text = format!(
        "The pages of [`{0}`](Self::{0}), each by a call of its own; `items()` gives their items.",
        operation.method_name()
    );
    let doc = docs::comment(&if kind.is_blocking {
        format!("{text} As {}, without async.", docs::method_link(api, operation, &operation.pages_method()))
    } else {
        let errors =
            "Each page as the call: any [`Error`](rt::Error). After an error there are no more pages.";
        let text = format!("{text}\n\n# Errors\n\n{errors}");
        docs::with_example(text, sample::pages(api, operation, public_path))
    });
    let deprecated = docs::deprecated(&operation.docs);
    let name = ident(&operation.constant);
    let (parameter, argument) = argument(operation, &request);
    let cfg = feature(operation);
    Some(quote! {
        #doc
        #cfg
        #deprecated
        #[must_use = #next_page]
        pub fn #method(&self #parameter) -> #runtime::Pages<#request, #reply, #item> {
            self.core.pages(&operations::#name, &operations::#constant, #argument)
        }
    })
}

/// A link to the method of the async client.
fn as_async(method: &str) -> String {
    format!("As [`Client::{method}`](super::Client::{method}), without async.")
}
