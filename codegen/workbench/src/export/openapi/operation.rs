//! Operations.

use specwright::ir::{Advance, Field, Location, Method, Operation, PagePath, Pages, ReplyBody, Type};
use specwright::names::pascal;
use specwright_runtime::ListStyle;

use super::{request, samples, security};
use crate::export::node::{Node, Object};
use crate::export::schemas::{Parts, Schemas, Side};
use crate::export::{dialect, replies, text};

/// The operation of a path and a method.
pub(super) fn alone(schemas: &mut Schemas<'_>, operation: &Operation, public_path: Option<&str>) -> Object {
    let parameters: Vec<Object> =
        request::parameters(schemas, operation).map(|field| parameter(schemas, field, None)).collect();
    let body = request::body(schemas, operation);
    let reply = replies::body(schemas, operation);
    let responses = responses(schemas, operation, reply);
    Object::new()
        .with("operationId", operation.name.as_str())
        .with_some("summary", summary(operation))
        .with_some("description", text::of(&operation.docs, &[]))
        .with_some("deprecated", operation.docs.deprecated.is_some().then_some(true))
        .with_filled("parameters", parameters)
        .with_some("requestBody", body)
        .with("responses", responses)
        .with_some("security", security::of_operations(schemas.api, &[operation]))
        .and(extensions(schemas, operation))
        .with_filled("x-codeSamples", samples::of(schemas.api, operation, public_path))
}

/// Several operations of one path and one method, which their bodies distinguish: one operation with alternatives.
pub(super) fn shared(
    schemas: &mut Schemas<'_>,
    operations: &[&Operation],
    id: &str,
    public_path: Option<&str>,
) -> Object {
    let [first, ..] = operations else { return Object::new() };
    let api = schemas.api;
    let names: Vec<String> = operations.iter().map(|operation| format!("`{}`", operation.name)).collect();
    let listed = |operation: &&Operation| match operation.docs.doc.as_deref() {
        Some(doc) => format!("- `{}`: {}", operation.name, doc.trim()),
        None => format!("- `{}`", operation.name),
    };
    let listed: Vec<String> = operations.iter().map(listed).collect();
    let parameters = shared_parameters(schemas, operations);
    let body = request::shared(schemas, operations, &format!("{}Request", pascal(id)));
    let mut replies: Vec<Object> = Vec::new();
    for reply in
        operations.iter().filter_map(|operation| replies::body(schemas, operation)).collect::<Vec<_>>()
    {
        if !replies.contains(&reply) {
            replies.push(reply);
        }
    }
    let reply = match replies.len() {
        0 | 1 => replies.pop(),
        _ => Some(Object::new().with("anyOf", replies)),
    };
    let each: Vec<Object> = operations
        .iter()
        .map(|operation| {
            Object::new()
                .with("operationId", operation.name.as_str())
                .with_some("description", text::of(&operation.docs, &[]))
                // What all of them need is said of the whole.
                .with_some("x-auth", (!operation.auth).then_some(false))
                .and(extensions(schemas, operation))
        })
        .collect();
    let samples = operations.iter().flat_map(|operation| samples::of(api, operation, public_path));
    Object::new()
        .with("operationId", id)
        .with("summary", format!("One of {}", names.join(", ")))
        .with("description", format!("The body decides which of these it is:\n\n{}", listed.join("\n")))
        .with_filled("parameters", parameters)
        .with_some("requestBody", body)
        .with("responses", responses(schemas, first, reply))
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

fn responses(schemas: &mut Schemas<'_>, operation: &Operation, body: Option<Object>) -> Object {
    let api = schemas.api;
    let body = body.filter(|_| operation.method != Method::Head);
    let example = replies::example(schemas, operation);
    let mut headers = Object::new();
    let text = |description: &str| {
        Object::new().with("description", description).with("schema", Object::new().with("type", "string"))
    };
    if let Some(name) = &api.replies.request_id_header {
        headers.set(name, text("The id of the request."));
    }
    if matches!(&operation.pages, Some(Pages { advance: Advance::Link, .. })) {
        headers.set("Link", text("Leads to the next page, with `rel=\"next\"` (RFC 8288)."));
    }
    let description = match api.replies.ok {
        Some(_) => "A success, or a failure with its code.",
        None => "A success.",
    };
    let success = Object::new()
        .with("description", description)
        .with_filled("headers", headers.clone())
        .with_some("content", content(operation, body, example));
    let failure = match (operation.method, &api.replies.ok) {
        (Method::Head, _) | (_, Some(_)) => None,
        (_, None) if api.replies.code.is_none() && api.replies.message.is_none() => None,
        (_, None) => Some(json(replies::failure(schemas), None)),
    };
    headers.remove("Link");
    let failure = Object::new()
        .with("description", "A failure.")
        .with_filled("headers", headers)
        .with_some("content", failure);
    let no_content = Object::new().with("description", "A success without a value.");
    let no_content = operation.no_content.then_some(no_content);
    let responses = Object::new().with("200", success).with_some("204", no_content).with("default", failure);
    operation.failures.iter().fold(responses, |responses, failure| {
        let status = failure.status.map_or("default".to_owned(), |status| status.to_string());
        let schema = schemas.of(Side::Reply, &failure.ty);
        let response = Object::new()
            .with("description", failure.docs.doc.as_deref().unwrap_or("A failure."))
            .with("content", json(schema, None))
            .with_filled("x-failure", dialect::texts(&failure.docs));
        responses.with(&status, response)
    })
}

fn reply_body(operation: &Operation) -> Option<&'static str> {
    match operation.reply_body {
        ReplyBody::Json => None,
        ReplyBody::Text => Some("text"),
        ReplyBody::Bytes => Some("bytes"),
    }
}

/// The body of a success, by its media type.
fn content(
    operation: &Operation,
    json_body: Option<Object>,
    example: Option<serde_json::Value>,
) -> Option<Object> {
    let text = Object::new().with("type", "string");
    let (media_type, schema) = match operation.reply_body {
        ReplyBody::Json => return json_body.map(|schema| json(schema, example)),
        ReplyBody::Text => ("text/plain", text),
        ReplyBody::Bytes => ("application/octet-stream", text.with("format", "binary")),
    };
    let media_type = operation.accept.as_deref().unwrap_or(media_type);
    Some(Object::new().with(media_type, Object::new().with("schema", schema)))
}

fn json(schema: Object, example: Option<serde_json::Value>) -> Object {
    let content = Object::new().with("schema", schema).with_some("example", example);
    Object::new().with("application/json", content)
}

/// What an operation has besides.
fn extensions(schemas: &Schemas<'_>, operation: &Operation) -> Object {
    let api = schemas.api;
    let name = |ty: Option<&Type>| ty.map(|ty| dialect::type_name(api, ty));
    Object::new()
        .with_some("x-request", name(operation.body_type(api)))
        .with_some("x-wrap", operation.wrap.as_ref().map(request::template))
        .with_some("x-reply", name(operation.reply.as_ref()))
        .with_some("x-data", (!operation.data.is_empty()).then(|| operation.data.join(".")))
        .with_some("x-no-content", operation.no_content.then_some(true))
        .with_some("x-reply-body", reply_body(operation))
        .with_some("x-accept", operation.accept.as_ref())
        .with_some("x-tolerate-unknown-keys", operation.tolerate_unknown_keys.then_some(true))
        .with("x-idempotent", operation.idempotent)
        .with_some("x-pages", operation.pages.as_ref().map(pages))
        .and(dialect::docs(&operation.docs))
}

fn pages(pages: &Pages) -> Object {
    let path = |path: &PagePath| Node::from(path.dotted());
    let keys = Object::new().with("items", path(&pages.items));
    let keys = match &pages.advance {
        Advance::Offset(offset) => keys.with("offset", path(offset)),
        Advance::Page(page) => keys.with("page", path(page)),
        Advance::Cursor { cursor, next } => keys.with("cursor", path(cursor)).with("next", path(next)),
        Advance::Link => keys.with("link", true),
    };
    keys.with_some("total", pages.total.as_ref().map(path)).with_some("more", pages.more.as_ref().map(path))
}
