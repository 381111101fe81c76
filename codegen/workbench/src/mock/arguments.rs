//! The text of paths, queries, headers and forms as JSON that the interpreter can validate.

use serde_json::{Map, Value};
use specwright_runtime::{FilePart, ListStyle, Part, PartContent};

use super::message::MockRequest;
use super::route::PathValues;
use specwright::ir::{Api, Field, Input, JsonKind, Location, Model, Need, Operation, TagValue, Type};

/// The parameters of an operation as one object. `credential` is a query key that is not a parameter.
pub(super) fn parameters(
    api: &Api,
    operation: &Operation,
    request: &MockRequest,
    path: &PathValues,
    credential: Option<&str>,
) -> Option<Value> {
    let Input::Parameters(id) = &operation.input else {
        return None;
    };
    let model = &api.models[*id];
    let query = request.query();
    let mut object = Map::new();
    for field in &model.fields {
        let texts: Vec<&str> = match field.location {
            Location::Path => named(path, &field.wire),
            Location::Query => field.style.read(named(&query, &field.style.key(&field.wire))),
            Location::Header => request.header_values(&field.wire).collect(),
            Location::Body | Location::Object => continue,
        };
        let value = match (field.style, texts.as_slice()) {
            // The interpreter refuses what is not JSON.
            (ListStyle::Json, [text]) => {
                Some(serde_json::from_str(text).unwrap_or_else(|_| Value::from(*text)))
            }
            (ListStyle::Json, []) => None,
            _ => several(api, &field.ty, &texts).or_else(|| without_trace(field)),
        };
        object.extend(value.map(|value| (field.wire.clone(), value)));
    }
    // Unknown keys are kept: the interpreter reports them.
    for (key, value) in query {
        let is_key = |field: &Field| field.location == Location::Query && field.style.key(&field.wire) == key;
        if !model.fields.iter().any(is_key) && Some(key.as_str()) != credential {
            object.insert(key, Value::from(value));
        }
    }
    Some(Value::Object(object))
}

/// The fields of a form as an object.
pub(super) fn form(api: &Api, model: Option<&Model>, body: &[u8]) -> Value {
    let pairs: Vec<(String, String)> = form_urlencoded::parse(body).into_owned().collect();
    let mut object = Map::new();
    for (key, _) in &pairs {
        let texts = named(&pairs, key);
        let ty = model.and_then(|model| model.field(key)).map_or(&Type::TEXT, |field| &field.ty);
        if let Some(value) = several(api, ty, &texts) {
            object.insert(key.clone(), value);
        }
    }
    for field in model.iter().flat_map(|model| &model.fields) {
        if let (false, Some(value)) = (object.contains_key(&field.wire), without_trace(field)) {
            object.insert(field.wire.clone(), value);
        }
    }
    Value::Object(object)
}

/// The parts of a multipart body as an object: files as what describes them.
pub(super) fn parts(api: &Api, model: Option<&Model>, parts: Vec<Part>) -> Value {
    let ty = |name: &str| {
        let is_named =
            |field: &&Field| field.wire == name || field.also_read.iter().any(|other| other == name);
        let field = model.and_then(|model| model.fields.iter().find(is_named));
        field.map_or(&Type::TEXT, |field| &field.ty)
    };
    let mut object = Map::new();
    for part in &parts {
        if object.contains_key(&part.name) {
            continue;
        }
        let own = parts.iter().filter(|other| other.name == part.name);
        let (is_list, element) = match ty(&part.name) {
            Type::List(inner) => (true, &**inner),
            other => (false, other),
        };
        let mut values: Vec<Value> = own
            .map(|part| match &part.content {
                PartContent::Text(text) => one(api, element, text),
                PartContent::File(file) => described(file),
            })
            .collect();
        let value = match values.as_mut_slice() {
            [only] if !is_list => only.take(),
            _ => Value::Array(values),
        };
        object.insert(part.name.clone(), value);
    }
    for field in model.iter().flat_map(|model| &model.fields) {
        let is_there =
            std::iter::once(&field.wire).chain(&field.also_read).any(|name| object.contains_key(name));
        if let (false, Some(value)) = (is_there, without_trace(field)) {
            object.insert(field.wire.clone(), value);
        }
    }
    Value::Object(object)
}

/// What describes a file in JSON.
pub(super) fn described(file: &FilePart) -> Value {
    serde_json::json!({
        "file_name": file.file_name(),
        "media_type": file.media_type(),
        "bytes": file.content().len(),
    })
}

/// The value of a required field that leaves no trace: an empty list, or null.
fn without_trace(field: &Field) -> Option<Value> {
    match (&field.presence.need, &field.ty) {
        (Need::When(_) | Need::Optional, _) => None,
        (Need::Always, _) if field.nullable => Some(Value::Null),
        (Need::Always, Type::List(_)) => Some(Value::Array(Vec::new())),
        (Need::Always, _) => None,
    }
}

fn named<'p>(pairs: &'p [(String, String)], name: &str) -> Vec<&'p str> {
    pairs.iter().filter(|(key, _)| key == name).map(|(_, value)| value.as_str()).collect()
}

/// The value of a key with all its occurrences. A repeated key whose type is not a list becomes a list, which the
/// interpreter refuses.
fn several(api: &Api, ty: &Type, texts: &[&str]) -> Option<Value> {
    match (ty, texts) {
        (Type::Boxed(inner), _) => several(api, inner, texts),
        (_, []) => None,
        (Type::List(inner), texts) => Some(texts.iter().map(|text| one(api, inner, text)).collect()),
        (_, [text]) => Some(one(api, ty, text)),
        (_, texts) => Some(texts.iter().map(|text| one(api, ty, text)).collect()),
    }
}

/// The value that a text represents; a string if it does not represent a value of the type.
pub(super) fn one(api: &Api, ty: &Type, text: &str) -> Value {
    let is_number = match ty {
        Type::Scalar(kind) => match kind.json() {
            JsonKind::Integer | JsonKind::Number => true,
            JsonKind::Boolean => return text.parse::<bool>().map_or_else(|_| Value::from(text), Value::Bool),
            JsonKind::Any => return serde_json::from_str(text).unwrap_or_else(|_| Value::from(text)),
            JsonKind::String | JsonKind::File => false,
        },
        Type::Enum(id) => {
            let values = &api.enums[*id].values;
            values.first().is_some_and(|value| matches!(value.value, TagValue::Int(_)))
        }
        Type::Nullable(inner) | Type::Boxed(inner) => return one(api, inner, text),
        Type::Model(_) | Type::Union(_) | Type::List(_) | Type::Map(_) => false,
    };
    let number = is_number.then(|| serde_json::from_str::<serde_json::Number>(text).ok()).flatten();
    number.map_or_else(|| Value::from(text), Value::Number)
}
