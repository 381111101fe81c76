//! Descriptions of expected and actual values.

use std::borrow::Cow;

use serde_json::Value;
use specwright_runtime::Breach;

use crate::ir::{Api, TagValue, Type};

/// Maximum number of characters of a string in a message.
const SHOWN: usize = 40;

/// The breach for a value of another JSON type than `ty` requires.
pub(super) fn wrong_type(api: &Api, ty: &Type, value: &Value) -> Breach {
    Breach::Type { expected: expected(api, ty), found: found(value).into() }
}

/// The same for a secret.
pub(super) fn wrong_secret_type(api: &Api, ty: &Type, value: &Value) -> Breach {
    Breach::Type { expected: expected(api, ty), found: kind(value).into() }
}

/// The JSON type that `ty` requires.
pub(super) fn expected(api: &Api, ty: &Type) -> Cow<'static, str> {
    Cow::Borrowed(match ty {
        Type::Scalar(kind) => kind.expected(),
        Type::Union(id) if !api.unions[*id].values.is_empty() => return api.kinds(&api.unions[*id]).into(),
        Type::Model(_) | Type::Union(_) | Type::Map(_) => "an object",
        Type::Enum(id) => match api.enums[*id].values.first().map(|value| &value.value) {
            Some(TagValue::Int(_)) => "an integer",
            Some(TagValue::Text(_)) | None => "a string",
        },
        Type::List(_) => "a list",
        Type::Nullable(inner) | Type::Boxed(inner) => return expected(api, inner),
    })
}

/// A value with its JSON type: `the number 1`, `the string "a"`, `a list`.
pub(super) fn found(value: &Value) -> String {
    match value {
        Value::Null => "null".to_owned(),
        Value::Bool(value) => value.to_string(),
        Value::Number(number) => format!("the number {number}"),
        Value::String(text) => format!("the string {}", quoted(text)),
        Value::Array(_) | Value::Object(_) => kind(value).to_owned(),
    }
}

/// The JSON type of a value.
fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "true or false",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}

/// A string with quotes and JSON escapes, truncated if it is long.
fn quoted(text: &str) -> String {
    let shown: String = text.chars().take(SHOWN).collect();
    let dots = if shown.len() < text.len() { "…" } else { "" };
    format!("{}{dots}", Value::from(shown))
}
