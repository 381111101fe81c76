//! Examples of what is on the wire: JSON and XML.

use std::fmt::Write as _;

use serde_json::{Map, Value};
use specwright::example::{self, InOrder};
use specwright::ir::{Api, Body, EventFormat, Events, Operation, Type, Variant};

/// JSON with an indentation of two spaces.
pub(super) fn pretty(value: InOrder<'_>) -> String {
    // Nothing of it can fail to be written.
    serde_json::to_string_pretty(&value).unwrap_or_default()
}

/// The whole body of a request as JSON, on several lines and on one; `None` for a request without one, and for a form.
pub(super) fn body(api: &Api, operation: &Operation) -> Option<(String, String)> {
    let content = example::body(api, operation)?;
    match operation.body {
        Body::Json => {
            let body = operation.wrapped(content);
            let in_order = InOrder::request(api, operation, &body);
            Some((pretty(in_order), serde_json::to_string(&in_order).unwrap_or_default()))
        }
        Body::Empty | Body::Form | Body::NestedForm | Body::Multipart | Body::Text | Body::Bytes => None,
    }
}

/// The body of a success as JSON.
pub(super) fn reply(api: &Api, operation: &Operation, ty: &Type) -> String {
    let body = operation.in_envelope(example::reply(api, ty));
    pretty(InOrder::reply(api, operation, ty, &body))
}

/// An example of an event in its format.
pub(super) fn event(api: &Api, events: &Events, variant: &Variant) -> String {
    let object = Value::Object(event_object(api, events, variant));
    let common = &api.models[events.common].fields;
    let in_order = InOrder::event(api, common, &api.unions[events.union], variant, &object);
    match &events.format {
        EventFormat::Json => pretty(in_order),
        EventFormat::Xml { root } => xml(root, in_order),
    }
}

/// The fields in the body that all events have, the tag, and those of the variant.
fn event_object(api: &Api, events: &Events, variant: &Variant) -> Map<String, Value> {
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
    events.headers.iter().for_each(|header| drop(object.remove(&header.field)));
    object
}

/// An object as XML: each field is an element, and each element of a list.
fn xml(root: &str, object: InOrder<'_>) -> String {
    let mut out = format!("<{root}>\n");
    for (name, value) in object.entries() {
        element(&mut out, 1, name, value);
    }
    let _ = write!(out, "</{root}>");
    out
}

fn element(out: &mut String, level: usize, name: &str, in_order: InOrder<'_>) {
    let indentation = "  ".repeat(level);
    match in_order.value() {
        Value::Array(_) => in_order.elements().into_iter().for_each(|one| element(out, level, name, one)),
        Value::Object(_) => {
            let _ = writeln!(out, "{indentation}<{name}>");
            for (inner, value) in in_order.entries() {
                element(out, level + 1, inner, value);
            }
            let _ = writeln!(out, "{indentation}</{name}>");
        }
        Value::String(text) => {
            let _ = writeln!(out, "{indentation}<{name}>{}</{name}>", escaped(text));
        }
        value @ (Value::Null | Value::Bool(_) | Value::Number(_)) => {
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
    use specwright::Source;
    use specwright::check::check;

    use super::*;

    #[test]
    fn elements_are_escaped() {
        let sources = [
            Source::new("api.yaml", "api: a\nserver: https://a.example"),
            Source::new("ping.yaml", "operation: ping\nmethod: GET\npath: /a"),
        ];
        let api = check(&sources).map_err(|wrong| wrong.render(&sources, false)).unwrap().api;
        let object = json!({ "a": "<&>", "b": [1, 2], "c": { "d": true } });
        let expected =
            "<r>\n  <a>&lt;&amp;&gt;</a>\n  <b>1</b>\n  <b>2</b>\n  <c>\n    <d>true</d>\n  </c>\n</r>";
        assert_eq!(xml("r", InOrder::of(&api, &Type::JSON, &object)), expected);
    }
}
