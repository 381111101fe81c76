//! Parameters and bodies of requests.

use serde_json::Value;
use specwright::ir::{Api, Body, Field, Input, LimitKind, Location, Operation, Type, Wrap};
use specwright::names::pascal;
use specwright::{example, interpret};

use crate::export::node::Object;
use crate::export::schemas::{Parts, Schemas, Side, constant};
use crate::judge::plain;

/// The parameters of an operation.
pub(super) fn parameters<'a>(
    schemas: &Schemas<'a>,
    operation: &Operation,
) -> impl Iterator<Item = &'a Field> + use<'a> {
    let fields: &'a [Field] = match &operation.input {
        Input::Parameters(id) => &schemas.api.models[*id].fields,
        Input::None | Input::Whole(_) => &[],
    };
    fields.iter().filter(|field| match field.location {
        Location::Path | Location::Query | Location::Header => true,
        Location::Object | Location::Body => false,
    })
}

/// The body of a request.
pub(super) fn body(schemas: &mut Schemas<'_>, operation: &Operation) -> Option<Object> {
    let schema = schema(schemas, operation)?;
    of(schemas.api, operation, schema, example(schemas.api, operation))
}

/// The body of several operations: a schema for each media type.
pub(super) fn shared(schemas: &mut Schemas<'_>, operations: &[&Operation], name: &str) -> Option<Object> {
    let api = schemas.api;
    let mut groups: Vec<(String, Vec<&Operation>)> = Vec::new();
    for operation in operations {
        for media_type in media_types(api, operation) {
            match groups.iter_mut().find(|(known, _)| *known == media_type) {
                Some((_, group)) => group.push(operation),
                None => groups.push((media_type, vec![operation])),
            }
        }
    }
    let mut content = Object::new();
    for (index, (media_type, group)) in groups.iter().enumerate() {
        let number = if index == 0 { String::new() } else { (index + 1).to_string() };
        let schema = schemas.other(Side::Request, &format!("{name}{number}"), |schemas| {
            let bodies: Vec<Object> =
                group.iter().filter_map(|operation| schema(schemas, operation)).collect();
            Object::new().with("oneOf", bodies)
        });
        let encoding = group.iter().fold(Object::new(), |all, operation| all.and(encoding(api, operation)));
        let of_type = Object::new()
            .with("schema", schema)
            .with_filled("encoding", encoding)
            .with_filled("examples", examples(api, group));
        content.set(media_type.as_str(), of_type);
    }
    let is_required = operations.iter().all(|operation| is_required(api, operation));
    let body = Object::new().with("required", is_required).with("content", content);
    (!groups.is_empty()).then_some(body)
}

fn of(api: &Api, operation: &Operation, schema: Object, example: Option<Value>) -> Option<Object> {
    let body = Object::new()
        .with("schema", schema)
        .with_some("example", example)
        .with_filled("encoding", encoding(api, operation));
    let media_types = media_types(api, operation).into_iter();
    let content = media_types.fold(Object::new(), |content, name| content.with(name, body.clone()));
    (!content.is_empty()).then_some(())?;
    Some(Object::new().with("required", is_required(api, operation)).with("content", content))
}

/// The media types that a body can have; none if there is no body.
fn media_types(api: &Api, operation: &Operation) -> Vec<String> {
    let one = |name: &str| vec![name.to_owned()];
    match operation.body {
        Body::Empty => Vec::new(),
        Body::Json => one("application/json"),
        Body::Form | Body::NestedForm => one("application/x-www-form-urlencoded"),
        Body::Multipart => one("multipart/form-data"),
        Body::Text => one(operation.text_content_type()),
        Body::Bytes => plain::media_types(api, operation),
    }
}

/// An example of each operation, by its name.
fn examples(api: &Api, operations: &[&Operation]) -> Object {
    operations.iter().fold(Object::new(), |examples, operation| match example(api, operation) {
        Some(value) => examples.with(operation.name.as_str(), Object::new().with("value", value)),
        None => examples,
    })
}

fn is_required(api: &Api, operation: &Operation) -> bool {
    operation.body != Body::Empty && !operation.has_optional_body(api)
}

/// How the fields of a body that is not JSON are written.
fn encoding(api: &Api, operation: &Operation) -> Object {
    let Some(Type::Model(id)) = operation.body_type(api) else { return Object::new() };
    let fields = &api.models[*id].fields;
    match operation.body {
        Body::Multipart => part_types(fields),
        Body::NestedForm => nested(fields),
        Body::Empty | Body::Json | Body::Form | Body::Text | Body::Bytes => Object::new(),
    }
}

/// The names inside of objects and lists are in brackets.
fn nested(fields: &[Field]) -> Object {
    let is_nested = |field: &&Field| match &field.ty {
        Type::Scalar(_) | Type::Enum(_) => false,
        Type::Model(_)
        | Type::Union(_)
        | Type::List(_)
        | Type::Map(_)
        | Type::Nullable(_)
        | Type::Boxed(_) => true,
    };
    fields.iter().filter(is_nested).fold(Object::new(), |parts, field| {
        parts.with(field.wire.as_str(), Object::new().with("style", "deepObject").with("explode", true))
    })
}

/// The media types of the files of a multipart body.
fn part_types(fields: &[Field]) -> Object {
    let fields = fields.iter().filter(|field| field.ty.is_file());
    fields.fold(Object::new(), |parts, field| {
        match field.limits.error(LimitKind::MediaTypes).map(|limit| limit.listed().join(", ")) {
            Some(types) => parts.with(field.wire.as_str(), Object::new().with("contentType", types)),
            None => parts,
        }
    })
}

/// The schema of a body: with its envelope, a component of its own.
pub(in crate::export) fn schema(schemas: &mut Schemas<'_>, operation: &Operation) -> Option<Object> {
    let request = |schemas: &mut Schemas<'_>| match &operation.input {
        Input::None => None,
        Input::Whole(ty) => Some(schemas.of(Side::Request, ty)),
        Input::Parameters(_) => {
            operation.body_field(schemas.api).map(|field| Parts::of(schemas, Side::Request, field).schema)
        }
    };
    match &operation.wrap {
        None => request(schemas),
        Some(wrap) => {
            let inner = request(schemas)?;
            let name = format!("{}Request", pascal(&operation.name));
            Some(schemas.other(Side::Request, &name, |schemas| {
                let path: Option<&[String]> = Some(&wrap.path);
                wrapped(schemas, &wrap.template, path, &inner)
            }))
        }
    }
}

/// The envelope, in which the request is at the path.
fn wrapped(schemas: &Schemas<'_>, template: &Value, path: Option<&[String]>, request: &Object) -> Object {
    match (template, path) {
        (_, Some([])) => request.clone(),
        (Value::Object(entries), _) => {
            let mut properties = Object::new();
            for (key, inner) in entries {
                let path = path.and_then(<[String]>::split_first).filter(|(next, _)| *next == key);
                properties.set(key, wrapped(schemas, inner, path.map(|(_, rest)| rest), request));
            }
            Object::new()
                .with("type", "object")
                .with("properties", properties)
                .with_filled("required", entries.keys().cloned().collect::<Vec<_>>())
                .with("additionalProperties", false)
        }
        (other, _) => constant(schemas.form, other.clone()),
    }
}

/// The envelope with `$request` in place of the request.
pub(super) fn template(wrap: &Wrap) -> Value {
    wrap.around(Value::from("$request"))
}

/// An example of a body, if the one that the spec's examples make is valid: conditions may require more of it.
pub(super) fn example(api: &Api, operation: &Operation) -> Option<Value> {
    match operation.body {
        Body::Json | Body::Form | Body::NestedForm => {}
        Body::Text => return example::body(api, operation),
        Body::Empty | Body::Multipart | Body::Bytes => return None,
    }
    let body = operation.wrapped(example::body(api, operation)?);
    interpret::request(api, operation, &body).is_valid().then_some(body)
}
