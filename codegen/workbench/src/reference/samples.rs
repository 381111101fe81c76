//! Examples of what is on the wire: JSON, XML and curl.

use std::fmt::Write as _;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Map, Value};
use specwright::example;
use specwright::ir::{
    Api, AuthPlace, Body, Events, Field, Input, Location, Need, Operation, PathPart, Scalar, Type, Variant,
    Wrap,
};

/// What stays as it is in an address.
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~');

/// The longest JSON that is part of a command line.
const SHORT_BODY: usize = 160;

/// JSON with an indentation of two spaces.
pub(super) fn pretty(value: &Value) -> String {
    format!("{value:#}")
}

/// The whole body of a request as JSON; `None` for a request without one, and for a form.
pub(super) fn body(api: &Api, operation: &Operation) -> Option<Value> {
    let content = example::value(api, operation.body_type(api)?);
    match operation.body {
        Body::Json => Some(match &operation.wrap {
            Some(wrap) => wrapped(wrap, content),
            None => content,
        }),
        Body::Empty | Body::Form | Body::Multipart => None,
    }
}

fn wrapped(wrap: &Wrap, content: Value) -> Value {
    let mut whole = wrap.template.clone();
    let mut place = &mut whole;
    for key in &wrap.path {
        match place.get_mut(key) {
            Some(inner) => place = inner,
            None => return whole,
        }
    }
    *place = content;
    whole
}

/// The command line that sends the example of a request.
pub(super) struct Command {
    pub(super) text: String,
    /// Whether the body is in the file `request.json`.
    pub(super) reads_file: bool,
}

pub(super) fn curl(api: &Api, operation: &Operation) -> Command {
    let mut lines =
        vec![format!("curl --request {} {}", operation.method.as_str(), quoted(&address(api, operation)))];
    let mut reads_file = false;
    for (field, value) in parameters(api, operation, &Location::Header) {
        for text in texts(&value) {
            lines.push(format!("--header {}", quoted(&format!("{}: {text}", field.wire))));
        }
    }
    match api.auth.as_ref().filter(|_| operation.auth).map(|auth| &auth.place) {
        Some(AuthPlace::Header(name)) => lines.push(format!("--header \"{name}: $TOKEN\"")),
        Some(AuthPlace::Prefixed(name, prefix)) => lines.push(format!("--header \"{name}: {prefix}$TOKEN\"")),
        Some(AuthPlace::Bearer) => lines.push("--header \"Authorization: Bearer $TOKEN\"".to_owned()),
        Some(AuthPlace::Basic) => lines.push("--user \"$USER_NAME:$PASSWORD\"".to_owned()),
        Some(AuthPlace::Cookie(name)) => lines.push(format!("--cookie \"{name}=$TOKEN\"")),
        Some(AuthPlace::Query(_)) | None => {}
    }
    if let Some(body) = body(api, operation) {
        lines.push("--header 'Content-Type: application/json'".to_owned());
        let text = body.to_string();
        reads_file = text.len() > SHORT_BODY;
        let data = if reads_file { "@request.json".to_owned() } else { quoted(&text) };
        lines.push(format!("--data-binary {data}"));
    } else if let Some(ty) = operation.body_type(api) {
        let option = if operation.body == Body::Multipart { "--form" } else { "--data-urlencode" };
        if let Value::Object(object) = example::value(api, ty) {
            lines.extend(object.iter().flat_map(|(key, value)| {
                texts(value)
                    .into_iter()
                    .map(move |text| format!("{option} {}", quoted(&format!("{key}={text}"))))
            }));
        }
    }
    Command { text: lines.join(" \\\n  "), reads_file }
}

fn address(api: &Api, operation: &Operation) -> String {
    let in_path: Vec<_> = parameters(api, operation, &Location::Path);
    let mut address = api.server.clone();
    for part in &operation.path {
        match part {
            PathPart::Literal(text) => address.push_str(text),
            PathPart::Parameter(wire) => {
                let value = in_path.iter().find(|(field, _)| field.wire == *wire);
                let text: String = value.map(|(_, value)| texts(value).concat()).unwrap_or_default();
                let _ = write!(address, "{}", utf8_percent_encode(&text, ENCODED));
            }
        }
    }
    let mut separator = '?';
    let mut add = |name: &str, text: &str| {
        let _ = write!(address, "{separator}{}={text}", utf8_percent_encode(name, ENCODED));
        separator = '&';
    };
    for (field, value) in parameters(api, operation, &Location::Query) {
        for text in texts(&value) {
            add(&field.wire, &utf8_percent_encode(&text, ENCODED).to_string());
        }
    }
    if let Some(AuthPlace::Query(name)) = api.auth.as_ref().filter(|_| operation.auth).map(|auth| &auth.place)
    {
        add(name, "TOKEN");
    }
    address
}

/// The parameters at a place that are always there or are constant, each with its example.
fn parameters<'a>(api: &'a Api, operation: &Operation, location: &Location) -> Vec<(&'a Field, Value)> {
    let Input::Parameters(id) = &operation.input else { return Vec::new() };
    let fields = api.models[*id].fields.iter().filter(|field| field.location == *location);
    fields
        .filter_map(|field| {
            let constant = field.constant.as_ref().map(scalar);
            let needed = field.presence.need == Need::Always;
            let example = || field.example.clone().unwrap_or_else(|| example::value(api, &field.ty));
            constant.or_else(|| needed.then(example)).map(|value| (field, value))
        })
        .collect()
}

fn scalar(scalar: &Scalar) -> Value {
    match scalar {
        Scalar::Bool(value) => Value::from(*value),
        Scalar::Int(value) => {
            i64::try_from(*value).map_or_else(|_| Value::from(value.to_string()), Value::from)
        }
        Scalar::Float(value) => Value::from(*value),
        Scalar::Text(text) => Value::from(text.as_str()),
    }
}

/// The texts of a value that is sent as text, one for each element of a list. A file is named.
fn texts(value: &Value) -> Vec<String> {
    match value {
        Value::String(text) => vec![text.clone()],
        Value::Array(elements) => elements.iter().flat_map(texts).collect(),
        Value::Object(file) => match (file.get("file_name"), file.get("media_type")) {
            (Some(Value::String(name)), Some(Value::String(ty))) => vec![format!("@{name};type={ty}")],
            _ => vec![value.to_string()],
        },
        Value::Null | Value::Bool(_) | Value::Number(_) => vec![value.to_string()],
    }
}

/// An argument for a POSIX shell.
fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', r"'\''"))
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
    fn arguments_and_elements_are_escaped() {
        assert_eq!(quoted("it's"), r"'it'\''s'");
        let object = json!({ "a": "<&>", "b": [1, 2], "c": { "d": true } });
        let Value::Object(object) = object else { unreachable!() };
        let expected =
            "<r>\n  <a>&lt;&amp;&gt;</a>\n  <b>1</b>\n  <b>2</b>\n  <c>\n    <d>true</d>\n  </c>\n</r>";
        assert_eq!(xml("r", &object), expected);
    }
}
