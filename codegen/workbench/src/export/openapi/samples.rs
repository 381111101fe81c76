//! Examples of calls, as `x-codeSamples`.

use serde_json::Value;
use specwright::emit;
use specwright::ir::{Api, AuthPlace, Body, Field, Location, Operation, PathPart, Type};

use super::request;
use crate::export::node::Object;

/// A call in Rust by the generated client, and one by curl.
pub(super) fn of(api: &Api, operation: &Operation, public_path: Option<&str>) -> Vec<Object> {
    let sample = |lang: &str, source: String| {
        Object::new().with("lang", lang).with("label", operation.name.as_str()).with("source", source)
    };
    let rust = public_path.and_then(|path| emit::call_example(api, operation, path, false));
    rust.map(|rust| sample("Rust", rust)).into_iter().chain([sample("Shell", curl(api, operation))]).collect()
}

/// The command that sends the example.
fn curl(api: &Api, operation: &Operation) -> String {
    let mut lines =
        vec![format!("curl -X {} {}", operation.method.as_str(), quoted(&address(api, operation)))];
    match api.auth.as_ref().filter(|_| operation.auth).map(|auth| &auth.place) {
        Some(AuthPlace::Header(name)) => lines.push(format!("-H {}", quoted(&format!("{name}: CREDENTIAL")))),
        Some(AuthPlace::Prefixed(name, prefix)) => {
            lines.push(format!("-H {}", quoted(&format!("{name}: {prefix}CREDENTIAL"))));
        }
        Some(AuthPlace::Bearer) => lines.push(format!("-H {}", quoted("Authorization: Bearer CREDENTIAL"))),
        Some(AuthPlace::Basic) => lines.push("-u USER:PASSWORD".to_owned()),
        Some(AuthPlace::Cookie(name)) => lines.push(format!("-b {}", quoted(&format!("{name}=CREDENTIAL")))),
        Some(AuthPlace::Query(_)) | None => {}
    }
    for field in of_place(api, operation, &Location::Header) {
        lines.extend(
            texts(&value(field)).map(|text| format!("-H {}", quoted(&format!("{}: {text}", field.wire)))),
        );
    }
    lines.extend(body(api, operation));
    lines.join(" \\\n  ")
}

fn address(api: &Api, operation: &Operation) -> String {
    let path: String = operation
        .path
        .iter()
        .map(|part| match part {
            PathPart::Literal(text) => text.clone(),
            PathPart::Parameter(wire) => {
                let mut fields = of_place(api, operation, &Location::Path);
                let field = fields.find(|field| field.wire == *wire);
                field
                    .and_then(|field| texts(&value(field)).next())
                    .map(|text| encoded(&text))
                    .unwrap_or_default()
            }
        })
        .collect();
    let place = api.auth.as_ref().filter(|_| operation.auth).map(|auth| &auth.place);
    let credential = place.and_then(AuthPlace::query).map(|name| format!("{}=CREDENTIAL", encoded(name)));
    let parameters = of_place(api, operation, &Location::Query).flat_map(|field| {
        texts(&value(field))
            .map(|text| format!("{}={}", encoded(&field.wire), encoded(&text)))
            .collect::<Vec<_>>()
    });
    let query: Vec<String> = credential.into_iter().chain(parameters).collect();
    let mark = if query.is_empty() { "" } else { "?" };
    format!("{}{path}{mark}{}", api.server, query.join("&"))
}

fn body(api: &Api, operation: &Operation) -> Vec<String> {
    let example = request::example(api, operation);
    match (operation.body, example) {
        (Body::Json, Some(example)) => {
            let json = serde_json::to_string_pretty(&example).unwrap_or_default();
            vec!["-H 'Content-Type: application/json'".to_owned(), format!("-d {}", quoted(&json))]
        }
        (Body::Form, Some(Value::Object(fields))) => fields
            .iter()
            .flat_map(|(key, value)| {
                texts(value)
                    .map(|text| format!("--data-urlencode {}", quoted(&format!("{key}={text}"))))
                    .collect::<Vec<_>>()
            })
            .collect(),
        (Body::Multipart, _) => match operation.body_type(api) {
            Some(Type::Model(id)) => api.models[*id].fields.iter().flat_map(part).collect(),
            Some(
                Type::Scalar(_)
                | Type::Union(_)
                | Type::Enum(_)
                | Type::List(_)
                | Type::Map(_)
                | Type::Boxed(_),
            )
            | None => Vec::new(),
        },
        (Body::Json, None) => {
            vec!["-H 'Content-Type: application/json'".to_owned(), "-d @request.json".to_owned()]
        }
        (Body::Empty | Body::Form, _) => Vec::new(),
    }
}

/// The arguments for a part: a file by its name.
fn part(field: &Field) -> Vec<String> {
    let example = value(field);
    let elements = match example {
        Value::Array(elements) => elements,
        Value::Null => Vec::new(),
        other => vec![other],
    };
    let argument = |element: &Value| match element {
        Value::Object(file) => {
            let text = |key: &str| file.get(key).and_then(Value::as_str).unwrap_or_default();
            format!(
                "-F {}",
                quoted(&format!("{}=@{};type={}", field.wire, text("file_name"), text("media_type")))
            )
        }
        other => {
            format!("-F {}", quoted(&format!("{}={}", field.wire, texts(other).next().unwrap_or_default())))
        }
    };
    elements.iter().map(argument).collect()
}

fn of_place<'a>(
    api: &'a Api,
    operation: &'a Operation,
    place: &'a Location,
) -> impl Iterator<Item = &'a Field> {
    let model = match &operation.input {
        specwright::ir::Input::Parameters(id) => Some(&api.models[*id]),
        specwright::ir::Input::None | specwright::ir::Input::Whole(_) => None,
    };
    model.into_iter().flat_map(|model| &model.fields).filter(move |field| field.location == *place)
}

/// An example of a field; null for an optional one without.
fn value(field: &Field) -> Value {
    let constant = field.constant.as_ref().map(crate::export::dialect::scalar);
    let required = || (field.presence.need == specwright::ir::Need::Always).then(|| sample(&field.ty));
    constant.or_else(|| field.example.clone()).or_else(required).unwrap_or_default()
}

fn sample(ty: &Type) -> Value {
    ty.innermost().scalar().map(|kind| kind.sample()).unwrap_or_default()
}

/// The texts of a value in an address, a header or a form: one of each element of a list.
fn texts(value: &Value) -> impl Iterator<Item = String> {
    let one = |value: &Value| match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    let texts: Vec<String> = match value {
        Value::Null => Vec::new(),
        Value::Array(elements) => elements.iter().map(one).collect(),
        other => vec![one(other)],
    };
    texts.into_iter()
}

/// Percent-encoded, but for what is never special.
fn encoded(text: &str) -> String {
    text.bytes()
        .map(|byte| match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
                char::from(byte).to_string()
            }
            _ => format!("%{byte:02X}"),
        })
        .collect()
}

/// One argument of a shell.
fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', r"'\''"))
}
