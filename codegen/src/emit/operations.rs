//! `operations.rs`: the API and its operations as data, and the implementations of `Request`.

use std::iter;

use proc_macro2::{Literal, TokenStream};
use quote::quote;
use serde_json::Value;
use specwright_runtime::ListStyle;

use super::file::EmittedFile;
use super::limits::list_style;
use super::types::{self, ident};
use super::{docs, pages, sample, secrets, wire};
use crate::ir::{
    Api, AuthPlace, Body, ErrorCode, Field, Input, Location, Model, Need, Operation, ReplyKind, ServerCode,
    Type, Wrap,
};

pub(crate) fn emit<'a>(api: &'a Api, public_path: &str) -> EmittedFile<'a> {
    let constants = api
        .operations
        .iter()
        .flat_map(|operation| iter::once(constant(api, operation)).chain(pages::constant(api, operation)));
    let items = iter::once_with(|| specification(api))
        .chain(constants)
        .chain(requests(api))
        .chain(iter::once_with(|| each(api)));
    EmittedFile {
        name: "operations.rs".to_owned(),
        spec_file: None,
        feature: None,
        doc: docs::with_example(
            "The API and its operations as data: what the client's methods pass to the runtime.".to_owned(),
            sample::operations(api, public_path),
        ),
        items: Box::new(items),
    }
}

fn specification(api: &Api) -> TokenStream {
    let name = &api.name;
    let servers = std::iter::once(&api.server).chain(&api.fallback_servers);
    let auth = match api.auth.as_ref().map(|auth| &auth.place) {
        None => quote!(None),
        Some(AuthPlace::Query(name)) => quote!(Some(rt::AuthPlace::Query(#name))),
        Some(AuthPlace::Header(name)) => quote!(Some(rt::AuthPlace::Header(#name))),
        Some(AuthPlace::Prefixed(name, prefix)) => quote!(Some(rt::AuthPlace::Prefixed(#name, #prefix))),
        Some(AuthPlace::Bearer) => quote!(Some(rt::AuthPlace::Bearer)),
        Some(AuthPlace::Basic) => quote!(Some(rt::AuthPlace::Basic)),
        Some(AuthPlace::Cookie(name)) => quote!(Some(rt::AuthPlace::Cookie(#name))),
    };
    let refreshed_by = option(api.auth.as_ref().and_then(|auth| auth.refreshed_by.as_ref()));
    let (wait, forbid_escapes) = (&api.wait, api.forbid_escapes);
    let code = api.replies.code.iter().flatten();
    let message = api.replies.message.iter().flatten();
    let ok = match &api.replies.ok {
        Some(code) => {
            let code = server_code(code);
            quote!(Some(#code))
        }
        None => quote!(None),
    };
    let in_message = &api.replies.request_id_in_message;
    let in_header = option(api.replies.request_id_header.as_ref());
    let field_path_of = api.replies.field_path_of.iter().map(server_code);
    let body_rest_after = option(api.replies.body_rest_after.as_ref());
    let errors = api.errors.iter().map(known_error);
    quote! {
        /// The description of the API.
        pub static API: rt::ApiSpec = rt::ApiSpec {
            name: #name,
            user_agent: concat!(env!("CARGO_PKG_NAME"), "/", env!("CARGO_PKG_VERSION")),
            servers: &[#(#servers),*],
            auth: #auth,
            refreshed_by: #refreshed_by,
            wait: &[#(#wait),*],
            forbid_escapes: #forbid_escapes,
            replies: rt::Replies {
                code: &[#(#code),*],
                message: &[#(#message),*],
                ok: #ok,
                request_id_in_message: &[#(#in_message),*],
                request_id_header: #in_header,
                field_path_of: &[#(#field_path_of),*],
                body_rest_after: #body_rest_after,
            },
            errors: &[#(#errors),*],
        };
    }
}

/// The function by which tests do something with every operation.
fn each(api: &Api) -> TokenStream {
    let constants = api.operations.iter().map(|operation| ident(&operation.constant));
    quote! {
        /// Passes every operation to `visitor`, for tests that hold for all of them.
        #[cfg(all(feature = "mock", feature = "proptest"))]
        pub fn each(visitor: &mut impl rt::proptest::VisitOperation) {
            #(visitor.visit(&#constants);)*
        }
    }
}

fn known_error(error: &ErrorCode) -> TokenStream {
    let (name, doc) = (&error.name, error.docs.doc.as_deref().unwrap_or_default().trim());
    let new = match &error.code {
        ServerCode::Int(code) => {
            let code = Literal::i64_unsuffixed(*code);
            quote!(int(#code, #name, #doc))
        }
        ServerCode::Text(code) => quote!(text(#code, #name, #doc)),
    };
    let own = grounds(error.class.as_ref(), &error.fields, &error.rules);
    let pause = error.pause_seconds.map(|seconds| {
        let seconds = Literal::u64_unsuffixed(seconds);
        quote!(.pause_seconds(#seconds))
    });
    let meanings = error.by_operation.iter().map(|meaning| {
        let (operations, doc) = (&meaning.operations, meaning.docs.doc.as_deref().unwrap_or_default().trim());
        let grounds = grounds(meaning.class.as_ref(), &meaning.fields, &meaning.rules);
        quote!(rt::Meaning::new(&[#(#operations),*], #doc) #grounds)
    });
    let by_operation =
        (!error.by_operation.is_empty()).then(|| quote!(.by_operation(&const { [#(#meanings),*] })));
    quote!(rt::KnownError::#new #own #pause #by_operation)
}

/// The setters of a class, fields and rules.
fn grounds(class: Option<&String>, fields: &[String], rules: &[String]) -> TokenStream {
    let class = class.map(|class| quote!(.class(#class)));
    let fields = (!fields.is_empty()).then(|| quote!(.fields(&[#(#fields),*])));
    let rules = (!rules.is_empty()).then(|| quote!(.rules(&[#(#rules),*])));
    quote!(#class #fields #rules)
}

fn server_code(code: &ServerCode) -> TokenStream {
    match code {
        ServerCode::Int(value) => {
            let value = Literal::i64_unsuffixed(*value);
            quote!(rt::ServerCode::Int(#value))
        }
        ServerCode::Text(text) => quote!(rt::ServerCode::text(#text)),
    }
}

fn option(text: Option<&String>) -> TokenStream {
    match text {
        Some(text) => quote!(Some(#text)),
        None => quote!(None),
    }
}

fn constant(api: &Api, operation: &Operation) -> TokenStream {
    let (constant, name, path) = (ident(&operation.constant), &operation.name, operation.path_template());
    let (request, reply) = types::signature(api, operation);
    let method = ident(&heck::ToPascalCase::to_pascal_case(operation.method.as_str()));
    let (auth, idempotent, tolerate) =
        (operation.auth, operation.idempotent, operation.tolerate_unknown_keys);
    let body = match operation.body {
        Body::Empty => quote!(rt::Body::Empty),
        Body::Json => quote!(rt::Body::Json),
        Body::Form => quote!(rt::Body::Form),
        Body::NestedForm => quote!(rt::Body::NestedForm),
        Body::Multipart => quote!(rt::Body::Multipart),
        Body::Text => {
            let content_type = operation.text_content_type();
            quote!(rt::Body::Text(#content_type))
        }
        Body::Bytes => quote!(rt::Body::Bytes),
    };
    let wrap = match &operation.wrap {
        Some(wrap) => {
            let (before, after) = envelope(wrap);
            let path = &wrap.path;
            quote!(Some(rt::Wrap { before: #before, after: #after, path: &[#(#path),*] }))
        }
        None => quote!(None),
    };
    let doc = docs::comment(&format!(
        "{}, called by {}.",
        docs::code(&format!("{} {path}", operation.method.as_str())),
        docs::method(api, operation)
    ));
    let make = ident(match operation.reply_kind() {
        ReplyKind::Nothing => "without_reply",
        ReplyKind::Value(_) => "new",
        ReplyKind::Optional(_) => "optional",
        ReplyKind::ByStatus(_) => "by_status",
        ReplyKind::Text => "text",
        ReplyKind::Bytes => "bytes",
    });
    let accept = operation.accept.as_ref().map(|accept| quote!(.accept(#accept)));
    let server = operation.server.as_ref().map(|server| quote!(.server(#server)));
    let data = (!operation.data.is_empty()).then(|| {
        let keys = &operation.data;
        quote!(.data(&[#(#keys),*]))
    });
    let secret_reply = operation.reply_types().any(|ty| secrets::in_type(api, ty));
    quote! {
        #doc
        pub const #constant: rt::Operation<#request, #reply> = rt::Operation::#make(rt::OperationSpec {
            name: #name,
            method: rt::Method::#method,
            path: #path,
            auth: #auth,
            idempotent: #idempotent,
            tolerate_unknown_keys: #tolerate,
            secret_reply: #secret_reply,
            body: #body,
            wrap: #wrap,
        }) #data #accept #server;
    }
}

/// The JSON text before and after the request in the body.
fn envelope(wrap: &Wrap) -> (String, String) {
    let (mut before, mut after) = (String::new(), String::new());
    surround(&wrap.template, &wrap.path, &mut before, &mut after);
    (before, after)
}

fn surround(template: &Value, path: &[String], before: &mut String, after: &mut String) {
    let (Value::Object(keys), [next, rest @ ..]) = (template, path) else { return };
    before.push('{');
    let mut inner_after = String::new();
    let mut passed = false;
    for (key, value) in keys {
        let side = if passed { &mut inner_after } else { &mut *before };
        if passed || !side.ends_with('{') {
            side.push(',');
        }
        side.push_str(&Value::from(key.as_str()).to_string());
        side.push(':');
        if key == next {
            surround(value, rest, before, &mut inner_after);
            passed = true;
        } else {
            side.push_str(&value.to_string());
        }
    }
    after.push_str(&inner_after);
    after.push('}');
}

/// The input of an operation, if the runtime does not implement `Request` for it as for lists, maps and JSON.
pub(crate) enum OwnInput<'a> {
    Whole(&'a Type),
    Parameters(&'a Model),
}

/// The inputs of all operations, each once.
pub(crate) fn own_inputs(api: &Api) -> Vec<OwnInput<'_>> {
    let mut seen: Vec<&Type> = Vec::new();
    let mut inputs = Vec::new();
    for operation in &api.operations {
        match &operation.input {
            Input::Whole(ty @ (Type::Model(_) | Type::Union(_))) if !seen.contains(&ty) => {
                seen.push(ty);
                inputs.push(OwnInput::Whole(ty));
            }
            Input::Parameters(id) => inputs.push(OwnInput::Parameters(&api.models[*id])),
            Input::None | Input::Whole(_) => {}
        }
    }
    inputs
}

/// The implementations of `Request`.
fn requests(api: &Api) -> impl Iterator<Item = TokenStream> {
    own_inputs(api).into_iter().map(|input| match input {
        OwnInput::Whole(ty) => whole(api, ty),
        OwnInput::Parameters(model) => parameters(api, model),
    })
}

fn whole(api: &Api, ty: &Type) -> TokenStream {
    let parameters = parameters_method(files(api, ty, &quote!(self)).collect());
    let ty = types::whole(api, ty);
    quote! {
        impl rt::Request for #ty {
            #parameters

            fn body(&self) -> Option<&dyn rt::ToJson> {
                Some(self)
            }
        }
    }
}

/// The method that adds the parameters and files, unless there are none.
fn parameters_method(calls: Vec<TokenStream>) -> Option<TokenStream> {
    (!calls.is_empty()).then(|| {
        quote! {
            fn parameters(&self, parts: &mut rt::Parts) {
                #(#calls)*
            }
        }
    })
}

/// The statements that add the files of a multipart body.
fn files<'a>(api: &'a Api, ty: &Type, body: &'a TokenStream) -> impl Iterator<Item = TokenStream> + use<'a> {
    let fields = if let Type::Model(id) = ty { api.models[*id].fields.as_slice() } else { &[] };
    fields.iter().filter(|field| field.ty.is_file()).map(move |field| {
        let (wire, name) = (&field.wire, ident(&field.ident));
        quote!(parts.file(#wire, &#body.#name);)
    })
}

fn parameters(api: &Api, model: &Model) -> TokenStream {
    let name = ident(&model.name);
    let mut calls: Vec<TokenStream> = model.fields.iter().filter_map(parameter).collect();
    let body = match model.fields.iter().find(|field| field.location == Location::Body) {
        Some(field) if field.presence.need == Need::Optional => {
            let field_name = ident(&field.ident);
            let files: Vec<TokenStream> = files(api, &field.ty, &quote!(body)).collect();
            calls.extend(
                (!files.is_empty()).then(|| quote!(if let Some(body) = &self.#field_name { #(#files)* })),
            );
            quote!(self.#field_name.as_ref().map(|body| body as &dyn rt::ToJson))
        }
        Some(field) => {
            let field_name = ident(&field.ident);
            if field.ty.is_file() {
                let wire = &field.wire;
                calls.push(quote!(parts.file(#wire, &self.#field_name);));
            }
            calls.extend(files(api, &field.ty, &quote!(self.#field_name)));
            quote!(Some(&self.#field_name))
        }
        None => quote!(None),
    };
    let parameters = parameters_method(calls);
    quote! {
        impl rt::Request for super::#name {
            #parameters

            fn body(&self) -> Option<&dyn rt::ToJson> {
                #body
            }
        }
    }
}

fn parameter(field: &Field) -> Option<TokenStream> {
    let place = match field.location {
        Location::Path => ident("path"),
        Location::Query => ident("query"),
        Location::Header => ident("header"),
        Location::Object | Location::Body => return None,
    };
    let wire = &field.wire;
    let value = match &field.constant {
        Some(constant) => wire::plain_literal(constant),
        None => {
            let name = ident(&field.ident);
            quote!(&self.#name)
        }
    };
    if field.style == ListStyle::Json {
        return Some(match field.presence.need {
            Need::Always => quote!(parts.query_json(#wire, #value);),
            Need::When(_) | Need::Optional => {
                quote!(if let Some(value) = #value { parts.query_json(#wire, value); })
            }
        });
    }
    if field.style != ListStyle::Repeated {
        let style = list_style(field.style);
        return Some(quote!(parts.query_list(#wire, #value, #style);));
    }
    Some(quote!(parts.#place(#wire, #value);))
}
