//! What replies have besides their models: codes and messages.

use serde_json::Value;
use specwright::ir::{ErrorCode, Operation, ServerCode, Type};

use super::node::{Node, Object};
use super::schemas::success::{insert, success, value};
use super::schemas::{Schemas, Side};

/// The schema of the body of a success with a value of this type or, where errors have a status of 2xx, of either. `None` if nobody reads it.
pub(super) fn body(schemas: &mut Schemas<'_>, operation: &Operation, ty: Option<&Type>) -> Option<Object> {
    let reply = ty.map(|ty| schemas.of(Side::Reply, ty));
    let is_enveloped = !operation.data.is_empty();
    let reply = match is_enveloped {
        true => reply.map(|reply| {
            let envelope = Object::new().with("type", "object");
            insert(envelope, &operation.data, reply, !operation.no_content)
        }),
        false => reply,
    };
    if schemas.api.replies.ok.is_none() {
        return reply;
    }
    let reply = match is_enveloped {
        true => reply.map(|reply| Object::new().with("allOf", vec![reply, success(schemas)])),
        false => reply,
    };
    let success = reply.unwrap_or_else(|| schemas.other(Side::Reply, "Success", |schemas| success(schemas)));
    let failure = failure(schemas);
    Some(Object::new().with("oneOf", vec![success, failure]))
}

/// A reference to the schema of a failure. Its code, if it can have one at all, is not that of a success.
pub(super) fn failure(schemas: &mut Schemas<'_>) -> Object {
    schemas.other(Side::Reply, "Failure", |schemas| {
        let replies = &schemas.api.replies;
        let is_in_success = replies.ok.is_some();
        let message = Object::new().with("type", "string").with("description", "What is wrong.");
        let mut object = Object::new();
        if let Some(path) = &replies.code {
            object = insert(object, path, code(schemas), is_in_success);
        }
        if let Some(path) = &replies.message {
            object = insert(object, path, message, is_in_success);
        }
        Object::new()
            .with("type", "object")
            .with("description", "The server refuses the request.")
            .and(object)
    })
}

/// The code of a failure, with those that are known.
fn code(schemas: &Schemas<'_>) -> Object {
    let api = schemas.api;
    let all = || api.errors.iter().map(|error| &error.code).chain(&api.replies.ok);
    let integers = all().any(|code| matches!(code, ServerCode::Int(_)));
    let texts = all().any(|code| matches!(code, ServerCode::Text(_)));
    let ty = match (integers, texts) {
        (true, false) => Object::new().with("type", "integer").with("format", "int64"),
        (false, true) => Object::new().with("type", "string"),
        // Codes of both types, or no known ones. OpenAPI 3.0 has no list of types.
        (true, true) | (false, false) => Object::new(),
    };
    let description = |error: &ErrorCode| error.docs.doc.clone().unwrap_or_default();
    let not_ok = api.replies.ok.as_ref().map(|ok| Object::new().with("enum", vec![Node::Value(value(ok))]));
    ty.with("description", "What is wrong, as a code. Others than those of `x-enum` are added later.")
        .with_some("not", not_ok)
        .with_filled(
            "x-enum",
            api.errors.iter().map(|error| Node::Value(value(&error.code))).collect::<Vec<_>>(),
        )
        .with_filled("x-enum-varnames", api.errors.iter().map(|error| error.name.clone()).collect::<Vec<_>>())
        .with_filled("x-enum-descriptions", api.errors.iter().map(description).collect::<Vec<_>>())
}

/// An example of a success, with the code and a message, unless the operation issues tokens.
pub(super) fn example(schemas: &Schemas<'_>, operation: &Operation, ty: Option<&Type>) -> Option<Value> {
    let api = schemas.api;
    let mut example = match (ty, &api.replies.ok) {
        (Some(ty), _) => operation.in_envelope(specwright::example::reply(api, ty)),
        (None, Some(_)) => Value::Object(serde_json::Map::new()),
        (None, None) => return None,
    };
    let issues_tokens = api.auth.iter().flat_map(|auth| &auth.sources);
    if let (Some(ok), false) =
        (&api.replies.ok, issues_tokens.into_iter().any(|it| it.operation == operation.name))
    {
        put(&mut example, api.replies.code.as_deref(), value(ok));
        put(&mut example, api.replies.message.as_deref(), Value::from("ok"));
    }
    let is_object = !operation.data.is_empty() || matches!(ty, None | Some(Type::Model(_)));
    (is_object || api.replies.ok.is_none()).then_some(example)
}

/// Puts a value at a path of keys, unless something is there.
fn put(body: &mut Value, path: Option<&[String]>, value: Value) {
    let Some((last, parents)) = path.and_then(<[String]>::split_last) else { return };
    let mut place = body;
    for key in parents {
        let Value::Object(object) = place else { return };
        place = object.entry(key.as_str()).or_insert_with(|| Value::Object(serde_json::Map::new()));
    }
    if let Value::Object(object) = place {
        object.entry(last.clone()).or_insert(value);
    }
}
