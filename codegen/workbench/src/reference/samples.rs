//! Examples of what is on the wire: JSON and XML.

use std::fmt::Write as _;

use serde_json::{Map, Value};
use specwright::example;
use specwright::ir::{Api, Body, Events, Operation, Type, Variant};

/// JSON with an indentation of two spaces.
pub(super) fn pretty(value: &Value) -> String {
    format!("{value:#}")
}

/// The whole body of a request as JSON; `None` for a request without one, and for a form.
pub(super) fn body(api: &Api, operation: &Operation) -> Option<Value> {
    let content = example::value(api, operation.body_type(api)?);
    match operation.body {
        Body::Json => Some(operation.wrapped(content)),
        Body::Empty | Body::Form | Body::NestedForm | Body::Multipart => None,
    }
}

/// An example of an event: the fields that all of them have, the tag, and those of the variant.
pub(super) fn event(api: &Api, events: &Events, variant: &Variant) -> Map<String, Value> {
    let mut object = Map::new();
    let mut add = |value: Value| {
        if let Value::Object(fields) = value {
            object.extend(fields);
        }
    };
    add(example::reply(api, &Type::Model(events.common)));
    if let Some(tag) = &api.unions[events.union].tag {
        add(Value::Object(Map::from_iter([(tag.clone(), Value::from(&variant.value))])));
    }
    add(example::reply(api, &Type::Model(variant.model)));
    object
}

/// An object as XML: each field is an element, and each element of a list.
pub(super) fn xml(root: &str, object: &Map<String, Value>) -> String {
    let mut out = format!("<{root}>\n");
    for (name, value) in object {
        element(&mut out, 1, name, value);
    }
    let _ = write!(out, "</{root}>");
    out
}

fn element(out: &mut String, level: usize, name: &str, value: &Value) {
    let indentation = "  ".repeat(level);
    match value {
        Value::Array(elements) => elements.iter().for_each(|one| element(out, level, name, one)),
        Value::Object(object) => {
            let _ = writeln!(out, "{indentation}<{name}>");
            for (inner, value) in object {
                element(out, level + 1, inner, value);
            }
            let _ = writeln!(out, "{indentation}</{name}>");
        }
        Value::String(text) => {
            let _ = writeln!(out, "{indentation}<{name}>{}</{name}>", escaped(text));
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {
            let _ = writeln!(out, "{indentation}<{name}>{value}</{name}>");
        }
    }
}

/// A text in XML.
pub(super) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn elements_are_escaped() {
        let object = json!({ "a": "<&>", "b": [1, 2], "c": { "d": true } });
        let Value::Object(object) = object else { unreachable!() };
        let expected =
            "<r>\n  <a>&lt;&amp;&gt;</a>\n  <b>1</b>\n  <b>2</b>\n  <c>\n    <d>true</d>\n  </c>\n</r>";
        assert_eq!(xml("r", &object), expected);
    }
}
