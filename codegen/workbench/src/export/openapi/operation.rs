//! Operations.

use specwright::ir::{
    Advance, Api, Body, Failure, Field, Location, Operation, PagePath, Pages, ReplyBody, Success, Type,
};
use specwright::names::pascal;
use specwright_runtime::ListStyle;

use super::{request, responses, samples, security};
use crate::export::node::{Node, Object};
use crate::export::schemas::{Parts, Schemas, Side};
use crate::export::{dialect, text};

/// The operation of a path and a method.
pub(super) fn alone(schemas: &mut Schemas<'_>, operation: &Operation, public_path: Option<&str>) -> Object {
    let parameters: Vec<Object> =
        request::parameters(schemas, operation).map(|field| parameter(schemas, field, None)).collect();
    let body = request::body(schemas, operation);
    let responses = responses::of(schemas, &[operation]);
    Object::new()
        .with("operationId", operation.name.as_str())
        .with_filled("tags", tags(&[operation]))
        .with_some("summary", summary(operation))
        .with_some("description", text::of(&operation.docs, &[]))
        .with_some("deprecated", operation.docs.deprecated.is_some().then_some(true))
        .with_filled("parameters", parameters)
        .with_some("requestBody", body)
        .with("responses", responses)
        .with_some("security", security::of_operations(schemas.api, &[operation]))
        .with_filled("servers", own_server(operation))
        .and(extensions(schemas, operation))
        .with_filled("x-codeSamples", samples::of(schemas.api, operation, public_path))
}

/// The groups of operations, each once.
fn tags(operations: &[&Operation]) -> Vec<String> {
    let mut tags: Vec<String> = Vec::new();
    for group in operations.iter().filter_map(|operation| operation.group.as_ref()) {
        if !tags.contains(&group.name) {
            tags.push(group.name.clone());
        }
    }
    tags
}

fn own_server(operation: &Operation) -> Vec<Object> {
    operation.server.iter().map(|server| Object::new().with("url", server)).collect()
}

/// Several operations of one path and one method, which their bodies distinguish: one operation with alternatives.
pub(super) fn shared(
    schemas: &mut Schemas<'_>,
    operations: &[&Operation],
    id: &str,
    public_path: Option<&str>,
) -> Object {
    let api = schemas.api;
    let names: Vec<String> = operations.iter().map(|operation| format!("`{}`", operation.name)).collect();
    let listed = |operation: &&Operation| match operation.docs.doc.as_deref() {
        Some(doc) => format!("- `{}`: {}", operation.name, doc.trim()),
        None => format!("- `{}`", operation.name),
    };
    let listed: Vec<String> = operations.iter().map(listed).collect();
    let parameters = shared_parameters(schemas, operations);
    let body = request::shared(schemas, operations, &format!("{}Request", pascal(id)));
    let each: Vec<Object> = operations
        .iter()
        .map(|operation| {
            let own: Vec<Object> = request::parameters(schemas, operation)
                .map(|field| parameter(schemas, field, None))
                .collect();
            Object::new()
                .with("operationId", operation.name.as_str())
                .with_some("description", text::of(&operation.docs, &[]))
                // What all of them have is said of the whole.
                .with_some("parameters", (own != parameters).then_some(own))
                .with_some("x-auth", (!operation.auth).then_some(false))
                .and(extensions(schemas, operation))
        })
        .collect();
    let samples = operations.iter().flat_map(|operation| samples::of(api, operation, public_path));
    Object::new()
        .with("operationId", id)
        .with_filled("tags", tags(operations))
        .with("summary", format!("One of {}", names.join(", ")))
        .with("description", format!("The body decides which of these it is:\n\n{}", listed.join("\n")))
        .with_filled("parameters", parameters)
        .with_some("requestBody", body)
        .with("responses", responses::of(schemas, operations))
        .with_some("security", security::of_operations(api, operations))
        .with("x-operations", each)
        .with_filled("x-codeSamples", samples.collect::<Vec<_>>())
}

/// The parameters of several operations. What not all of them have is not required.
fn shared_parameters(schemas: &mut Schemas<'_>, operations: &[&Operation]) -> Vec<Object> {
    let mut parameters: Vec<(&Field, bool)> = Vec::new();
    for field in operations.iter().flat_map(|operation| request::parameters(schemas, operation)) {
        if !parameters.iter().any(|(known, _)| known.wire == field.wire && known.location == field.location) {
            let is_in = |operation: &&Operation| {
                request::parameters(schemas, operation).any(|other| other.wire == field.wire)
            };
            parameters.push((field, operations.iter().all(is_in)));
        }
    }
    parameters
        .into_iter()
        .map(|(field, of_all)| parameter(schemas, field, (!of_all).then_some(false)))
        .collect()
}

/// The first sentence of the documentation.
fn summary(operation: &Operation) -> Option<String> {
    let doc = operation.docs.doc.as_deref()?.trim();
    let line = doc.lines().next()?;
    let sentence = line.find(". ").and_then(|end| line.get(..end)).unwrap_or(line);
    Some(sentence.trim_end_matches('.').to_owned())
}

/// A parameter. `is_required` overrides what the field says.
fn parameter(schemas: &mut Schemas<'_>, field: &Field, is_required: Option<bool>) -> Object {
    let place = match field.location {
        Location::Path => "path",
        Location::Query => "query",
        Location::Header => "header",
        // Not a parameter; `request::parameters` has none of these.
        Location::Object | Location::Body => "query",
    };
    let parts = Parts::of(schemas, Side::Request, field);
    let is_required = is_required.unwrap_or(field.presence.need == specwright::ir::Need::Always);
    let (style, explode) = match field.style {
        ListStyle::Repeated | ListStyle::Brackets | ListStyle::Json => (None, None),
        ListStyle::Comma => (Some("form"), Some(false)),
        ListStyle::Space => (Some("spaceDelimited"), Some(false)),
        ListStyle::Pipe => (Some("pipeDelimited"), Some(false)),
    };
    let value = Object::new().with("schema", parts.schema).with_some("example", parts.example);
    let value = match field.style {
        ListStyle::Json => Object::new().with("content", Object::new().with("application/json", value)),
        ListStyle::Repeated | ListStyle::Brackets | ListStyle::Comma | ListStyle::Space | ListStyle::Pipe => {
            value
        }
    };
    Object::new()
        .with("name", field.style.key(&field.wire).into_owned())
        .with("in", place)
        .with_some("required", (is_required || field.location == Location::Path).then_some(true))
        .with_some("description", parts.description)
        .with_some("deprecated", parts.is_deprecated.then_some(true))
        .with_some("style", style)
        .with_some("explode", explode)
        .and(value)
        .and(parts.extensions)
}

/// What an operation has besides.
fn extensions(schemas: &Schemas<'_>, operation: &Operation) -> Object {
    let api = schemas.api;
    let name = |ty: Option<&Type>| ty.map(|ty| dialect::type_name(api, ty));
    let plain = operation.plain_body(api);
    let named = operation.body_type(api).filter(|_| plain.is_none());
    let group = operation.group.as_ref();
    let method = group.map(|group| &group.method).filter(|method| **method != operation.name);
    Object::new()
        .with_some("x-group", group.map(|group| &group.name))
        .with_some("x-name-in-group", method)
        .with_some("x-server", operation.server.as_ref())
        .with_some("x-request", name(named))
        .with_some("x-body", body(operation.body))
        .with_some("x-content-type", operation.content_type.as_ref())
        .and(plain.map(|field| dialect::stated(&field.limits.errors)).unwrap_or_default())
        .with_some("x-example", plain.and_then(|field| field.example.clone()))
        .with_some("x-optional-body", operation.has_optional_body(api).then_some(true))
        .with_some("x-wrap", operation.wrap.as_ref().map(request::template))
        .with_some("x-reply", name(operation.reply.as_ref()))
        .with_filled("x-replies", successes(api, &operation.replies))
        .with_some("x-data", (!operation.data.is_empty()).then(|| operation.data.join(".")))
        .with_some("x-no-content", operation.no_content.then_some(true))
        .with_some("x-reply-body", reply_body(operation.reply_body))
        .with_some("x-accept", operation.accept.as_ref())
        .with_filled("x-reply-headers", reply_headers(api, &operation.reply_headers))
        .with_filled("x-failures", failures(api, &operation.failures))
        .with_some("x-tolerate-unknown-keys", operation.tolerate_unknown_keys.then_some(true))
        .with("x-idempotent", operation.idempotent)
        .with_some("x-pages", operation.pages.as_ref().map(pages))
        .and(dialect::docs(&operation.docs))
}

/// The format of a body, if it is not JSON.
fn body(body: Body) -> Option<&'static str> {
    match body {
        Body::Empty | Body::Json => None,
        Body::Form => Some("form"),
        Body::NestedForm => Some("nested_form"),
        Body::Multipart => Some("multipart"),
        Body::Text => Some("text"),
        Body::Bytes => Some("bytes"),
    }
}

/// The format of the body of a success, if it is not JSON.
fn reply_body(body: ReplyBody) -> Option<&'static str> {
    match body {
        ReplyBody::Json => None,
        ReplyBody::Text => Some("text"),
        ReplyBody::Bytes => Some("bytes"),
    }
}

fn reply_headers(api: &Api, headers: &[Field]) -> Object {
    headers.iter().fold(Object::new(), |all, header| {
        let keys = Object::new()
            .with("type", dialect::type_name(api, &header.ty))
            .with_some("example", header.example.clone())
            .and(dialect::texts(&header.docs));
        all.with(header.wire.as_str(), keys)
    })
}

fn successes(api: &Api, successes: &[Success]) -> Object {
    successes.iter().fold(Object::new(), |all, success| {
        let ty = success.ty.as_ref().map(|ty| dialect::type_name(api, ty));
        let keys = Object::new().with_some("type", ty).and(dialect::texts(&success.docs));
        all.with(success.status.to_string(), keys)
    })
}

fn failures(api: &Api, failures: &[Failure]) -> Object {
    failures.iter().fold(Object::new(), |all, Failure { statuses, ty, docs }| {
        let failure = Object::new().with("type", dialect::type_name(api, ty)).and(dialect::texts(docs));
        all.with(statuses.to_string(), failure)
    })
}

fn pages(pages: &Pages) -> Object {
    let path = |path: &PagePath| Node::from(path.dotted());
    let keys = Object::new().with_some("items", (!pages.items.0.is_empty()).then(|| path(&pages.items)));
    let keys = match &pages.advance {
        Advance::Offset(offset) => keys.with("offset", path(offset)),
        Advance::Page(page) => keys.with("page", path(page)),
        Advance::Cursor { cursor, next } => keys.with("cursor", path(cursor)).with("next", path(next)),
        Advance::Link => keys.with("link", true),
    };
    keys.with_some("total", pages.total.as_ref().map(path)).with_some("more", pages.more.as_ref().map(path))
}
