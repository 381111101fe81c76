//! Responses: of one operation, or of several that have one path and one method.

use std::collections::BTreeMap;

use specwright::ir::{Advance, Api, Method, Operation, Pages, ReplyBody, ReplyKind, Statuses, Type};

use crate::export::node::Object;
use crate::export::replies;
use crate::export::schemas::{Parts, Schemas, Side};

const WITHOUT_VALUE: &str = "A success without a value.";

/// The responses by their status.
pub(super) fn of(schemas: &mut Schemas<'_>, operations: &[&Operation]) -> Object {
    let api = schemas.api;
    let mut by_status: BTreeMap<u16, Vec<Sent<'_>>> = BTreeMap::new();
    for sent in operations.iter().flat_map(|operation| Sent::all(operation)) {
        by_status.entry(sent.status).or_default().push(sent);
    }
    let mut responses: BTreeMap<u16, Object> = BTreeMap::new();
    for (status, sent) in by_status {
        responses.insert(status, success(schemas, operations, &sent));
    }
    if operations.iter().any(|operation| operation.no_content) {
        let no_content = || Object::new().with("description", WITHOUT_VALUE);
        responses.entry(204).or_insert_with(no_content);
    }
    let responses = responses
        .into_iter()
        .fold(Object::new(), |responses, (status, response)| responses.with(status.to_string(), response));
    let failure = Object::new()
        .with("description", "A failure.")
        .with_filled("headers", headers(api, operations, false))
        .with_filled("content", failure(schemas, operations));
    described(schemas, operations, responses.with("default", failure))
}

/// A success of an operation.
struct Sent<'a> {
    operation: &'a Operation,
    status: u16,
    ty: Option<&'a Type>,
    doc: Option<&'a str>,
    has_body: bool,
}

impl<'a> Sent<'a> {
    /// All that an operation has, without that of `no_content`.
    fn all(operation: &'a Operation) -> Vec<Sent<'a>> {
        let has_body = operation.method != Method::Head;
        match operation.reply_kind() {
            ReplyKind::ByStatus(successes) => successes
                .iter()
                .map(|success| Sent {
                    operation,
                    status: success.status,
                    ty: success.ty.as_ref(),
                    doc: success.docs.doc.as_deref(),
                    has_body: has_body && !success.is_bodiless(),
                })
                .collect(),
            ReplyKind::Nothing
            | ReplyKind::Value(_)
            | ReplyKind::Optional(_)
            | ReplyKind::Text
            | ReplyKind::Bytes => {
                let ty = operation.reply.as_ref();
                vec![Sent { operation, status: 200, ty, doc: None, has_body }]
            }
        }
    }
}

/// The response with a status.
fn success(schemas: &mut Schemas<'_>, operations: &[&Operation], sent: &[Sent<'_>]) -> Object {
    let api = schemas.api;
    let description = match (sent, &api.replies.ok) {
        ([Sent { doc: Some(doc), .. }], _) => *doc,
        ([Sent { status: 204 | 205, .. }, ..], _) => WITHOUT_VALUE,
        (_, Some(_)) => "A success, or a failure with its code.",
        (_, None) => "A success.",
    };
    Object::new()
        .with("description", description)
        .with_filled("headers", headers(api, operations, true).and(typed_headers(schemas, operations)))
        .with_filled("content", content(schemas, sent))
}

fn headers(api: &Api, operations: &[&Operation], of_success: bool) -> Object {
    let text = |description: &str| {
        Object::new().with("description", description).with("schema", Object::new().with("type", "string"))
    };
    let mut headers = Object::new();
    if let Some(name) = &api.replies.request_id_header {
        headers.set(name, text("The id of the request."));
    }
    let leads_on =
        |operation: &&Operation| matches!(&operation.pages, Some(Pages { advance: Advance::Link, .. }));
    if of_success && operations.iter().any(leads_on) {
        headers.set("Link", text("Leads to the next page, with `rel=\"next\"` (RFC 8288)."));
    }
    headers
}

/// The headers that have a type; of those that several operations have, that of the first.
fn typed_headers(schemas: &mut Schemas<'_>, operations: &[&Operation]) -> Object {
    let mut headers = Object::new();
    for header in operations.iter().flat_map(|operation| &operation.reply_headers) {
        if headers.iter().any(|(known, _)| known.eq_ignore_ascii_case(&header.wire)) {
            continue;
        }
        let parts = Parts::of(schemas, Side::Reply, header);
        let described = Object::new()
            .with_some("description", parts.description)
            .with_some("deprecated", parts.is_deprecated.then_some(true))
            .with("schema", parts.schema)
            .with_some("example", parts.example);
        headers.set(header.wire.as_str(), described);
    }
    headers
}

/// The bodies of successes by their media types.
fn content(schemas: &mut Schemas<'_>, sent: &[Sent<'_>]) -> Object {
    let mut media: Vec<(String, Vec<Object>, &Sent<'_>)> = Vec::new();
    for one in sent.iter().filter(|sent| sent.has_body) {
        let text = Object::new().with("type", "string");
        let (own, schema) = match one.operation.reply_body {
            ReplyBody::Json => ("application/json", replies::body(schemas, one.operation, one.ty)),
            ReplyBody::Text => ("text/plain", Some(text)),
            ReplyBody::Bytes => ("application/octet-stream", Some(text.with("format", "binary"))),
        };
        let Some(schema) = schema else { continue };
        let own = one.operation.accept.as_deref().unwrap_or(own);
        match media.iter_mut().find(|(known, ..)| known == own) {
            Some((_, found, _)) if found.contains(&schema) => {}
            Some((_, found, _)) => found.push(schema),
            None => media.push((own.to_owned(), vec![schema], one)),
        }
    }
    media.into_iter().fold(Object::new(), |content, (media_type, found, first)| {
        let example = match first.operation.reply_body {
            ReplyBody::Json => replies::example(schemas, first.operation, first.ty),
            ReplyBody::Text | ReplyBody::Bytes => None,
        };
        let body = Object::new().with("schema", any_of(found)).with_some("example", example);
        content.with(media_type, body)
    })
}

/// The body of a failure that has a status of its own, and no type of its own.
fn failure(schemas: &mut Schemas<'_>, operations: &[&Operation]) -> Object {
    let replies = &schemas.api.replies;
    let is_read = operations.iter().any(|operation| operation.method != Method::Head);
    if replies.ok.is_some() || replies.code.is_none() && replies.message.is_none() || !is_read {
        return Object::new();
    }
    json(replies::failure(schemas))
}

/// The responses with the failures whose types the spec states.
fn described(schemas: &mut Schemas<'_>, operations: &[&Operation], responses: Object) -> Object {
    let mut found: Vec<(Statuses, String, Vec<Object>)> = Vec::new();
    for failure in operations.iter().flat_map(|operation| &operation.failures) {
        let schema = schemas.of(Side::Reply, &failure.ty);
        match found.iter_mut().find(|(statuses, ..)| *statuses == failure.statuses) {
            Some((_, _, known)) if known.contains(&schema) => {}
            Some((_, _, known)) => known.push(schema),
            None => {
                let doc = failure.docs.doc.as_deref().unwrap_or("A failure.");
                found.push((failure.statuses, doc.to_owned(), vec![schema]));
            }
        }
    }
    found.into_iter().fold(responses, |responses, (statuses, description, schemas)| {
        let response = Object::new().with("description", description).with("content", json(any_of(schemas)));
        responses.with(statuses.to_string(), response)
    })
}

/// The only one of the schemas, or any of them.
fn any_of(mut schemas: Vec<Object>) -> Object {
    match schemas.len() {
        0 | 1 => schemas.pop().unwrap_or_default(),
        2.. => Object::new().with("anyOf", schemas),
    }
}

fn json(schema: Object) -> Object {
    Object::new().with("application/json", Object::new().with("schema", schema))
}
