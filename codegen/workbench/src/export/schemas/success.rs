//! What every success has in its body where the API has codes there.

use serde_json::Value;
use specwright::ir::ServerCode;

use super::{Schemas, constant};
use crate::export::node::{Node, Object};

/// An object with the code of a success, which it may lack, and a message. Empty where only the status counts.
pub(in crate::export) fn success(schemas: &Schemas<'_>) -> Object {
    let replies = &schemas.api.replies;
    let Some(ok) = &replies.ok else { return Object::new() };
    let code = constant(schemas.form, value(ok));
    let code = replies.code.iter().map(|path| (path, code.clone()));
    let message = replies.message.iter().map(|path| (path, Object::new().with("type", "string")));
    code.chain(message).fold(Object::new(), |object, (path, schema)| insert(object, path, schema, false))
}

/// An object schema with a property at a path.
pub(in crate::export) fn insert(
    object: Object,
    path: &[String],
    schema: Object,
    is_required: bool,
) -> Object {
    let Some((key, rest)) = path.split_first() else { return object };
    let mut properties = match object.get("properties") {
        Some(Node::Object(properties)) => properties.clone(),
        Some(Node::Value(_) | Node::List(_)) | None => Object::new(),
    };
    let inner = match (rest.is_empty(), properties.get(key)) {
        (true, _) => schema,
        (false, Some(Node::Object(inner))) => insert(inner.clone(), rest, schema, is_required),
        (false, _) => insert(Object::new().with("type", "object"), rest, schema, is_required),
    };
    properties.set(key, inner);
    let mut required = match object.get("required") {
        Some(Node::List(required)) => required.clone(),
        Some(Node::Value(_) | Node::Object(_)) | None => Vec::new(),
    };
    let key = Node::from(key);
    if is_required && !required.contains(&key) {
        required.push(key);
    }
    object.with("properties", properties).with_filled("required", required)
}

/// A code as JSON.
pub(in crate::export) fn value(code: &ServerCode) -> Value {
    match code {
        ServerCode::Int(code) => Value::from(*code),
        ServerCode::Text(code) => Value::from(code.as_str()),
    }
}
