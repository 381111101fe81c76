//! The command line that sends the example of a request, for readers of the reference and of OpenAPI documents.

use std::fmt::Write as _;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use serde_json::Value;
use specwright::example;
use specwright::ir::{Api, AuthPlace, Body, Field, Input, Location, Need, Operation, PathPart};
use specwright_runtime::{ListStyle, nested_form};

use crate::judge::plain::media_types;

/// What stays as it is in an address.
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~');

/// The command. `json` is the JSON of the body, or `@` and the name of a file with it; another body is made of the examples.
pub(crate) fn command(api: &Api, operation: &Operation, json: &str) -> String {
    let mut lines =
        vec![format!("curl --request {} {}", operation.method.as_str(), quoted(&address(api, operation)))];
    for (field, value) in parameters(api, operation, &Location::Header) {
        for text in texts(&value) {
            lines.push(format!("--header {}", quoted(&format!("{}: {text}", field.wire))));
        }
    }
    lines.extend(credential(api, operation));
    match operation.body {
        Body::Empty => {}
        Body::Json => {
            lines.push(content_type("application/json"));
            let data = if json.starts_with('@') { json.to_owned() } else { quoted(json) };
            lines.push(format!("--data-binary {data}"));
        }
        Body::Form => lines.extend(parts(api, operation, "--data-urlencode")),
        Body::NestedForm => lines.extend(nested(api, operation)),
        Body::Multipart => lines.extend(parts(api, operation, "--form")),
        Body::Text => {
            lines.push(content_type(operation.text_content_type()));
            let text = example::body(api, operation).map(|value| texts(&value).concat());
            lines.push(format!("--data-raw {}", quoted(&text.unwrap_or_default())));
        }
        Body::Bytes => {
            lines.extend(media_types(api, operation).first().map(|media_type| content_type(media_type)));
            lines.push("--data-binary @file".to_owned());
        }
    }
    lines.join(" \\\n  ")
}

fn content_type(content_type: &str) -> String {
    format!("--header {}", quoted(&format!("Content-Type: {content_type}")))
}

/// The argument for a credential that is not in the query. Variables of the shell hold its parts.
fn credential(api: &Api, operation: &Operation) -> Option<String> {
    match &api.auth.as_ref().filter(|_| operation.auth)?.place {
        AuthPlace::Header(name) => Some(format!("--header \"{name}: $TOKEN\"")),
        AuthPlace::Prefixed(name, prefix) => Some(format!("--header \"{name}: {prefix}$TOKEN\"")),
        AuthPlace::Bearer => Some("--header \"Authorization: Bearer $TOKEN\"".to_owned()),
        AuthPlace::Basic => Some("--user \"$USER_NAME:$PASSWORD\"".to_owned()),
        AuthPlace::Cookie(name) => Some(format!("--cookie \"{name}=$TOKEN\"")),
        AuthPlace::Query(_) => None,
    }
}

/// The arguments for the fields of a body that is not JSON.
fn parts(api: &Api, operation: &Operation, option: &str) -> Vec<String> {
    let Some(Value::Object(object)) = example::body(api, operation) else {
        return Vec::new();
    };
    let argument = |key: &str, text: &str| format!("{option} {}", quoted(&format!("{key}={text}")));
    let fields = object.iter().map(|(key, value)| (key, texts(value)));
    fields.flat_map(|(key, texts)| texts.into_iter().map(move |text| argument(key, &text))).collect()
}

/// The arguments for the fields of a form with names in brackets.
fn nested(api: &Api, operation: &Operation) -> Vec<String> {
    let value = example::body(api, operation);
    let form = value.and_then(|value| nested_form(&value).ok()).unwrap_or_default();
    let pairs = form.split('&').filter(|pair| !pair.is_empty());
    let decoded = pairs.map(|pair| percent_decode_str(pair).decode_utf8_lossy());
    decoded.map(|pair| format!("--data-urlencode {}", quoted(&pair))).collect()
}

fn address(api: &Api, operation: &Operation) -> String {
    let in_path: Vec<_> = parameters(api, operation, &Location::Path);
    let mut address = operation.address(api).to_owned();
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
        let texts = if field.style == ListStyle::Json { vec![value.to_string()] } else { texts(&value) };
        for text in field.style.write(texts) {
            add(&field.style.key(&field.wire), &utf8_percent_encode(&text, ENCODED).to_string());
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
            let constant = field.constant.as_ref().map(Value::from);
            let needed = field.presence.need == Need::Always;
            let example = || field.example.clone().unwrap_or_else(|| example::value(api, &field.ty));
            constant.or_else(|| needed.then(example)).map(|value| (field, value))
        })
        .collect()
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

#[cfg(test)]
mod tests {
    use super::quoted;

    #[test]
    fn arguments_are_quoted() {
        assert_eq!(quoted("it's"), r"'it'\''s'");
    }
}
