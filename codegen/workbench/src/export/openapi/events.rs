//! Events as webhooks.

use specwright::ir::{EventEnvelope, EventFormat, EventHeader, Events, Signature, TagValue, Type};
use specwright::names::pascal;

use crate::export::node::{Node, Object};
use crate::export::schemas::{Schemas, Side, model_extensions, tolerated};
use crate::export::{dialect, text};

/// The properties of a body that are headers.
const IN_HEADERS: &str = "x-properties";

/// Which of them are required.
const IN_HEADERS_REQUIRED: &str = "x-required";

/// The webhooks by the names of the families.
pub(super) fn webhooks(schemas: &mut Schemas<'_>) -> Object {
    let families: &[Events] = &schemas.api.events;
    families.iter().fold(Object::new(), |all, events| {
        let item = Object::new().with("post", webhook(schemas, events));
        all.with(&events.name, item)
    })
}

fn webhook(schemas: &mut Schemas<'_>, events: &Events) -> Object {
    let media_type = match &events.format {
        EventFormat::Json => "application/json",
        EventFormat::Xml { .. } => "application/xml",
    };
    let content = Object::new().with("schema", schema(schemas, events));
    let body = Object::new().with("required", true).with("content", Object::new().with(media_type, content));
    let answer = Object::new().with("description", "Says that the event arrived.");
    let answer = match events.acknowledge.as_str() {
        "" => answer,
        text => {
            let content =
                Object::new().with("schema", Object::new().with("type", "string")).with("example", text);
            answer.with("content", Object::new().with("text/plain", content))
        }
    };
    Object::new()
        .with("operationId", events.name.as_str())
        .with("tags", vec![super::WEBHOOKS])
        .with_some("summary", events.docs.doc.as_deref().and_then(|doc| doc.lines().next()))
        .with_some("description", text::of(&events.docs, &[]))
        .with_some("deprecated", events.docs.deprecated.is_some().then_some(true))
        .with("parameters", [proof(events), headers(schemas, events)].concat())
        .with("requestBody", body)
        .with("responses", Object::new().with("200", answer))
        .with("security", Vec::<Object>::new())
        .and(extensions(schemas, events))
        .and(dialect::docs(&events.docs))
}

fn extensions(schemas: &Schemas<'_>, events: &Events) -> Object {
    let api = schemas.api;
    let (format, root) = match &events.format {
        EventFormat::Json => ("json", None),
        EventFormat::Xml { root } => ("xml", Some(root)),
    };
    Object::new()
        .with("x-format", format)
        .with_some("x-root", root)
        .with("x-common", dialect::type_name(api, &Type::Model(events.common)))
        .with_filled("x-common-docs", dialect::texts(&api.models[events.common].docs))
        .with_filled("x-common-model", model_extensions(&api.models[events.common]))
        .with("x-event", dialect::type_name(api, &Type::Union(events.union)))
        .with_filled("x-headers", named_headers(events))
        .with("x-duplicates", events.duplicates.clone())
        .with("x-signature", signature(&events.signature))
        .with_some("x-envelope", events.envelope.as_ref().map(envelope))
        .with_some("x-acknowledge", Some(events.acknowledge.as_str()).filter(|text| !text.is_empty()))
}

fn signature(of: &Signature) -> Object {
    match of {
        Signature::SortedSha1 { signature, timestamp, nonce, echo } => Object::new()
            .with("scheme", "sorted_sha1")
            .with("signature", signature.as_str())
            .with("timestamp", timestamp.as_str())
            .with("nonce", nonce.as_str())
            .with_some("echo", echo.as_ref()),
        Signature::HmacSha256 { header, prefix, base64 } => Object::new()
            .with("scheme", "hmac_sha256")
            .with("header", header.as_str())
            .with("prefix", prefix.as_str())
            .with("encoding", if *base64 { "base64" } else { "hex" }),
    }
}

fn envelope(of: &EventEnvelope) -> Object {
    let EventEnvelope::AesCbcWithId { field, signature, answer_signature, answer_timestamp, answer_nonce } =
        of;
    Object::new()
        .with("scheme", "aes_cbc_with_id")
        .with("field", field.as_str())
        .with("signature", signature.as_str())
        .with("answer_signature", answer_signature.as_str())
        .with("answer_timestamp", answer_timestamp.as_str())
        .with("answer_nonce", answer_nonce.as_str())
}

/// The headers by the fields that they hold.
fn named_headers(events: &Events) -> Object {
    events
        .headers
        .iter()
        .fold(Object::new(), |all, EventHeader { field, header }| all.with(field, header.as_str()))
}

/// The headers that hold fields.
fn headers(schemas: &mut Schemas<'_>, events: &Events) -> Vec<Object> {
    let union = &schemas.api.unions[events.union];
    let other = body(schemas, events, union.variants.len());
    let parameter = |EventHeader { field, header }: &EventHeader| {
        let is_tag = union.tag.as_ref() == Some(field);
        let schema = match other.get(IN_HEADERS) {
            // Of other events, it has no known value.
            Some(Node::Object(fields)) if !is_tag => fields.get(field).cloned(),
            _ => None,
        };
        let is_required = match other.get(IN_HEADERS_REQUIRED) {
            Some(Node::List(names)) => names.contains(&field.into()),
            _ => false,
        };
        Object::new()
            .with("name", header.as_str())
            .with("in", "header")
            .with("required", is_tag || is_required)
            .with("description", format!("The field `{field}`."))
            .with("schema", schema.unwrap_or_else(|| Object::new().with("type", "string").into()))
    };
    events.headers.iter().map(parameter).collect()
}

/// The schema of the body of an event.
fn body(schemas: &mut Schemas<'_>, events: &Events, index: usize) -> Object {
    let schema = schemas.event(events.common, events.union, index);
    let is_header = |name: &str| events.headers.iter().any(|header| header.field == name);
    let (mut body, mut properties, mut required) = (Object::new(), Object::new(), Vec::new());
    let mut order: Vec<&str> = Vec::new();
    for (key, node) in schema.iter() {
        let node = match (key, node) {
            ("properties", Node::Object(fields)) => {
                let in_headers = fields.iter().filter(|(name, _)| is_header(name));
                order = fields.iter().map(|(name, _)| name).collect();
                properties = in_headers.fold(properties, |all, (name, field)| all.with(name, field.clone()));
                let in_body = fields.iter().filter(|(name, _)| !is_header(name));
                in_body.fold(Object::new(), |all, (name, field)| all.with(name, field.clone())).into()
            }
            ("required", Node::List(names)) => {
                let is_moved = |name: &Node| properties.iter().any(|(known, _)| *name == known.into());
                let (moved, rest): (Vec<Node>, Vec<Node>) = names.iter().cloned().partition(is_moved);
                required = moved;
                rest.into()
            }
            (_, node) => node.clone(),
        };
        body = body.with_filled(key, node);
    }
    if properties.is_empty() {
        return schema;
    }
    body.with_filled(IN_HEADERS, properties)
        .with_filled(IN_HEADERS_REQUIRED, required)
        .with("x-field-order", order)
}

/// What proves who sent an event.
fn proof(events: &Events) -> Vec<Object> {
    let parameter = |place: &str, name: &str, description: &str| {
        Object::new()
            .with("name", name)
            .with("in", place)
            .with("required", true)
            .with("description", description)
            .with("schema", Object::new().with("type", "string"))
    };
    match &events.signature {
        Signature::SortedSha1 { signature, timestamp, nonce, .. } => vec![
            parameter("query", signature, "SHA-1 of the sorted secret, timestamp and random value."),
            parameter("query", timestamp, "When it was signed."),
            parameter("query", nonce, "A random value."),
        ],
        Signature::HmacSha256 { header, prefix, base64 } => {
            let encoding = if *base64 { "base64" } else { "hexadecimal" };
            let after = if prefix.is_empty() { String::new() } else { format!(", after `{prefix}`") };
            let words = format!("HMAC-SHA256 of the body in {encoding}{after}.");
            vec![parameter("header", header, &words)]
        }
    }
}

/// One of the events: an object with what all have, the tag, and what the event has. Others are added later.
pub(in crate::export) fn schema(schemas: &mut Schemas<'_>, events: &Events) -> Object {
    let name = pascal(&events.name);
    schemas.other(Side::Reply, &name, |schemas| {
        let api = schemas.api;
        let union = &api.unions[events.union];
        let mut bodies: Vec<Object> = (0..union.variants.len())
            .map(|index| {
                let variant =
                    union.variants.get(index).map(|variant| variant.name.as_str()).unwrap_or_default();
                let head = name.clone();
                schemas
                    .other(Side::Reply, &format!("{head}{variant}"), |schemas| body(schemas, events, index))
            })
            .collect();
        bodies.push(schemas.other(Side::Reply, &format!("{name}Other"), |schemas| {
            body(schemas, events, union.variants.len())
        }));
        let known: Vec<Node> = union
            .variants
            .iter()
            .flat_map(|variant| std::iter::once(&variant.value).chain(&variant.also_read))
            .map(|tag: &TagValue| Node::Value(tag.into()))
            .collect();
        // Without the tag in the body, it may be that of several events.
        let is_told_apart = events.headers.iter().all(|header| union.tag.as_ref() != Some(&header.field));
        let root = match &events.format {
            EventFormat::Json => None,
            EventFormat::Xml { root } => Some(Object::new().with("name", root.as_str())),
        };
        Object::new()
            .with_some("description", text::of(&union.docs, &[]))
            .with(if is_told_apart { "oneOf" } else { "anyOf" }, bodies)
            .with_some("xml", root)
            .with_some("x-tag", union.tag.as_ref())
            .with_filled("x-tolerate", tolerated(union.tolerate))
            .with("x-enum", known)
            .and(dialect::docs(&union.docs))
    })
}
