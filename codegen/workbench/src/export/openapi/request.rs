//! Parameters and bodies of requests.

use serde_json::Value;
use specwright::ir::{Api, Body, Field, Input, LimitKind, Location, Need, Operation, Type, Wrap};
use specwright::names::pascal;
use specwright::{example, interpret};

use crate::export::node::{Node, Object};
use crate::export::schemas::{Parts, Schemas, Side, constant};

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
    Some(of(schemas.api, operation, schema, example(schemas.api, operation)))
}

/// The body of several operations.
pub(super) fn shared(schemas: &mut Schemas<'_>, operations: &[&Operation], name: &str) -> Option<Object> {
    let with_body = operations.iter().find(|operation| operation.body != Body::Empty)?;
    let schema = schemas.other(Side::Request, name, |schemas| {
        let bodies: Vec<Object> =
            operations.iter().filter_map(|operation| schema(schemas, operation)).collect();
        Object::new().with("oneOf", bodies)
    });
    let whole = of(schemas.api, with_body, schema, None);
    Some(with_examples(schemas.api, whole, operations))
}

fn of(api: &Api, operation: &Operation, schema: Object, example: Option<Value>) -> Object {
    let media_type = match operation.body {
        Body::Form | Body::NestedForm => "application/x-www-form-urlencoded",
        Body::Multipart => "multipart/form-data",
        Body::Json | Body::Empty => "application/json",
    };
    let content = Object::new()
        .with("schema", schema)
        .with_some("example", example)
        .with_filled("encoding", encoding(api, operation));
    Object::new()
        .with("required", is_required(api, operation))
        .with("content", Object::new().with(media_type, content))
}

/// An example of each operation, by its name.
fn with_examples(api: &Api, mut body: Object, operations: &[&Operation]) -> Object {
    let examples =
        operations.iter().fold(Object::new(), |examples, operation| match example(api, operation) {
            Some(value) => examples.with(operation.name.as_str(), Object::new().with("value", value)),
            None => examples,
        });
    if let Some(Node::Object(content)) = body.remove("content") {
        let content = content.iter().fold(Object::new(), |all, (media_type, content)| match content {
            Node::Object(content) => {
                all.with(media_type, content.clone().with_filled("examples", examples.clone()))
            }
            Node::Value(_) | Node::List(_) => all,
        });
        body.set("content", content);
    }
    body
}

fn is_required(api: &Api, operation: &Operation) -> bool {
    match &operation.input {
        Input::None => false,
        Input::Whole(_) => true,
        Input::Parameters(id) => {
            let body = api.models[*id].fields.iter().find(|field| field.location == Location::Body);
            body.is_some_and(|field| field.presence.need == Need::Always)
        }
    }
}

/// How the fields of a body that is not JSON are written.
fn encoding(api: &Api, operation: &Operation) -> Object {
    let Some(Type::Model(id)) = operation.body_type(api) else { return Object::new() };
    let fields = &api.models[*id].fields;
    match operation.body {
        Body::Multipart => media_types(fields),
        Body::NestedForm => nested(fields),
        Body::Empty | Body::Json | Body::Form => Object::new(),
    }
}

/// The names inside of objects and lists are in brackets.
fn nested(fields: &[Field]) -> Object {
    let is_nested = |field: &&Field| match &field.ty {
        Type::Scalar(_) | Type::Enum(_) => false,
        Type::Model(_) | Type::Union(_) | Type::List(_) | Type::Map(_) | Type::Boxed(_) => true,
    };
    fields.iter().filter(is_nested).fold(Object::new(), |parts, field| {
        parts.with(field.wire.as_str(), Object::new().with("style", "deepObject").with("explode", true))
    })
}

/// The media types of the files of a multipart body.
fn media_types(fields: &[Field]) -> Object {
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
        Input::Parameters(id) => {
            let fields = &schemas.api.models[*id].fields;
            let field = fields.iter().find(|field| field.location == Location::Body)?;
            Some(Parts::of(schemas, Side::Request, field).schema)
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
        Body::Empty | Body::Multipart => return None,
    }
    let body = operation.wrapped(example::value(api, operation.body_type(api)?));
    interpret::request(api, operation, &body).is_valid().then_some(body)
}
