//! `client.rs` and `blocking.rs`: the async and the blocking client, with one method for each operation.

use std::iter;

use proc_macro2::TokenStream;
use quote::quote;

use super::file::EmittedFile;
use super::pages::Paged;
use super::types::{self, ident};
use super::{aliases, credentials, docs, pages, reply_headers as headers, sample};
use crate::ir::{Api, Body, ErrorCode, Input, Meaning, Operation, ReplyKind, Statuses, Type};
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
    let methods = api.operations.iter().flat_map(|operation| {
        let method = method(api, operation, kind, public_path);
        iter::once(method).chain(pages_method(api, operation, kind, public_path))
    });
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

            #(#methods)*
        }
    };
    let uses = quote!(
        use super::operations;
    );
    let items = [uses, client, conversion, implementation];
    EmittedFile {
        name: name.to_owned(),
        spec_file: None,
        feature: kind.is_blocking.then_some("blocking"),
        doc: doc.to_owned(),
        items: Box::new(items.into_iter()),
    }
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
    let (name, constant) = (ident(&operation.name), ident(&operation.constant));
    let (request, reply) = types::signature(api, operation);
    let doc = if kind.is_blocking { blocking_doc(operation) } else { async_doc(api, operation, public_path) };
    let doc = docs::comment(&doc);
    let (alias, deprecated) = (aliases::of_operation(operation), docs::deprecated(&operation.docs));
    let (parameter, argument) = argument(operation, &request);
    let cfg = feature(operation);
    quote! {
        #doc
        #cfg
        #alias
        #deprecated
        #[must_use = #must_use]
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
        operation.name
    );
    let doc = docs::comment(&if kind.is_blocking {
        format!("{text} {}", as_async(&operation.pages_method()))
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

/// The first paragraph, and a link to the rest.
fn blocking_doc(operation: &Operation) -> String {
    let text = docs::text(&operation.docs, &format!("The operation `{}`.", operation.name));
    let summary = text.split("\n\n").next().filter(|first| prose::begins_with_paragraph(first));
    let summary = summary.map(|first| format!("{first}\n\n")).unwrap_or_default();
    format!("{summary}{}", as_async(&operation.name))
}

/// A link to the method of the async client.
fn as_async(method: &str) -> String {
    format!("As [`Client::{method}`](super::Client::{method}), without async.")
}

fn async_doc(api: &Api, operation: &Operation, public_path: &str) -> String {
    let text = docs::text(&operation.docs, &format!("The operation `{}`.", operation.name));
    let repeat = if operation.idempotent {
        "It is idempotent."
    } else {
        "Sending it twice may do it twice, so it is not repeated once it may have been done, unless the \
         call allows it."
    };
    let written = match operation.reply_kind() {
        ReplyKind::Bytes => {
            " [`write_to`](rt::Call::write_to) of the call writes the bytes while they arrive."
        }
        ReplyKind::Nothing
        | ReplyKind::Value(_)
        | ReplyKind::Optional(_)
        | ReplyKind::ByStatus(_)
        | ReplyKind::Text => "",
    };
    let text = format!(
        "{text}\n\n{}. {repeat}{written}\n\n# Errors\n\nAny [`Error`](rt::Error). An invalid request is not sent.{}",
        docs::code(&format!("{} {}", operation.method.as_str(), operation.path_template())),
        meanings(api, operation) + &failures(api, operation) + &reply_headers(operation),
    );
    docs::with_example(text, sample::operation(api, operation, public_path))
}

/// The headers of a reply that have a type.
fn reply_headers(operation: &Operation) -> String {
    let links = operation.reply_headers.iter().map(|header| {
        let (name, constant) = (docs::code(&header.wire), headers::constant_name(header));
        format!("[{name}](super::reply_headers::{}::{constant})", operation.name)
    });
    let links: Vec<String> = links.collect();
    if links.is_empty() {
        return String::new();
    }
    format!("\n\n# Headers\n\nThe [`Answer`](rt::Answer) of `.detailed()` has {}.", links.join(", "))
}

/// The types of the bodies of failures.
fn failures(api: &Api, operation: &Operation) -> String {
    let lines: Vec<String> = operation
        .failures
        .iter()
        .map(|failure| {
            let status = match failure.statuses {
                Statuses::Others => "any other status".to_owned(),
                statuses @ (Statuses::One(_) | Statuses::Range(_)) => statuses.to_string(),
            };
            let ty = match &failure.ty {
                Type::Model(id) => Some(&api.models[*id].name),
                Type::Union(id) => Some(&api.unions[*id].name),
                Type::Enum(_)
                | Type::Scalar(_)
                | Type::List(_)
                | Type::Map(_)
                | Type::Nullable(_)
                | Type::Boxed(_) => None,
            };
            let ty = match ty {
                Some(name) => format!("[`{name}`](super::{})", docs::target(name)),
                None => crate::phrase::ty(api, &failure.ty),
            };
            let doc = docs::text(&failure.docs, "");
            let first = doc.split("\n\n").next().filter(|first| !first.is_empty());
            let summary = first.filter(|first| prose::begins_with_paragraph(first));
            let summary = summary.map(|first| format!(": {}", first.replace('\n', " "))).unwrap_or_default();
            format!("- {status}: {ty}{summary}")
        })
        .collect();
    if lines.is_empty() {
        return String::new();
    }
    let read = "[`Error::failure`](rt::Error::failure)";
    format!("\n\nThese failures have a body that {read} reads:\n\n{}", lines.join("\n"))
}

/// The error codes that mean something else in this operation than in others.
fn meanings(api: &Api, operation: &Operation) -> String {
    let own = api.errors.iter().filter_map(|error| Some((error, error.meaning(&operation.name)?)));
    // The rules are for mocks.
    let differs = |error: &ErrorCode, meaning: &Meaning| {
        (&meaning.class, &meaning.fields, &meaning.docs) != (&error.class, &error.fields, &error.docs)
    };
    let lines: Vec<String> = own
        .filter(|(error, meaning)| differs(error, meaning))
        .map(|(error, meaning)| {
            let link = format!("[`ErrorCode::{0}`](super::ErrorCode::{0})", error.variant);
            let class = meaning.class.as_deref().map(|class| format!(", class {}", docs::code(class)));
            let fields = docs::fields(&meaning.fields).map(|fields| format!(", {fields}"));
            let grounds = class.unwrap_or_default() + &fields.unwrap_or_default();
            let doc = docs::text(&meaning.docs, "");
            let summary = doc.split("\n\n").next().filter(|first| prose::begins_with_paragraph(first));
            let summary = summary.map(|first| format!(": {}", first.replace('\n', " "))).unwrap_or_default();
            format!("- {link} ({}){grounds}{summary}", docs::code(&error.code.to_string()))
        })
        .collect();
    if lines.is_empty() {
        return String::new();
    }
    format!("\n\nIn this operation, these codes have a meaning of their own:\n\n{}", lines.join("\n"))
}
