//! OpenAPI documents of others: with a further field, and of any size.

use serde_json::{Map, Value};

/// Where the keys of a document are names, beside those of its components.
const NAMED: [&str; 3] = ["paths", "webhooks", "x-webhooks"];

/// The document with one more field in its first schema that has fields; `None` if there is none. The rest of the text is the
/// same, for generators that keep its order.
pub fn with_field(document: &str) -> Option<String> {
    const FIELDS: &str = "\"properties\": {";
    let schemas = document.find("\"schemas\": {")?;
    let at = schemas + document.get(schemas..)?.find(FIELDS)? + FIELDS.len();
    let (before, after) = document.split_at_checked(at)?;
    Some(format!("{before} \"added_field\": {{ \"type\": \"string\" }},{after}"))
}

/// The document with everything `copies` times: paths, operations and components, each copy with names of its own.
pub fn copied(document: &Value, copies: usize) -> Value {
    let mut whole = document.clone();
    for copy in 1..copies {
        let mut other = document.clone();
        rename(&mut other, copy);
        for key in NAMED {
            extend(whole.get_mut(key), other.get_mut(key), |name| match name.strip_prefix('/') {
                Some(path) => format!("/copy{copy}/{path}"),
                None => named(name, copy),
            });
        }
        let Some(Value::Object(kinds)) = other.get_mut("components") else { continue };
        // A requirement names a scheme by its name alone.
        for (kind, components) in kinds.iter_mut().filter(|(kind, _)| *kind != "securitySchemes") {
            extend(whole["components"].get_mut(kind), Some(components), |name| named(name, copy));
        }
    }
    whole
}

fn extend(map: Option<&mut Value>, others: Option<&mut Value>, name: impl Fn(&str) -> String) {
    let (Some(Value::Object(map)), Some(Value::Object(others))) = (map, others) else { return };
    map.extend(std::mem::take(others).into_iter().map(|(key, value)| (name(&key), value)));
}

fn named(name: &str, copy: usize) -> String {
    format!("{name}-copy{copy}")
}

/// Gives references and operations the names of a copy.
fn rename(value: &mut Value, copy: usize) {
    match value {
        Value::String(text) => {
            let Some(path) = text.strip_prefix("#/components/") else { return };
            let mut keys: Vec<String> = path.split('/').map(str::to_owned).collect();
            if let Some(name) = keys.get_mut(1) {
                *name = named(name, copy);
            }
            *text = format!("#/components/{}", keys.join("/"));
        }
        Value::Array(values) => values.iter_mut().for_each(|value| rename(value, copy)),
        Value::Object(map) => rename_in(map, copy),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

fn rename_in(map: &mut Map<String, Value>, copy: usize) {
    for (key, value) in map {
        match value {
            Value::String(id) if key == "operationId" => *id = named(id, copy),
            value => rename(value, copy),
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_field_is_added_to_the_first_schema() {
        let document =
            r##"{ "schemas": { "A": { "properties": { "b": {} } }, "C": { "properties": { "d": {} } } } }"##;
        let changed: Value = serde_json::from_str(&with_field(document).unwrap()).unwrap();
        assert_eq!(
            changed["schemas"]["A"]["properties"],
            json!({ "added_field": { "type": "string" }, "b": {} })
        );
        assert_eq!(changed["schemas"]["C"]["properties"], json!({ "d": {} }));
        assert_eq!(with_field("{}"), None);
    }

    #[test]
    fn each_copy_refers_to_its_own_components() {
        let reply = |name: &str| json!({ "$ref": format!("#/components/schemas/{name}") });
        let document = json!({
            "paths": { "/a": { "get": { "operationId": "a", "reply": reply("A") } } },
            "components": { "schemas": { "A": { "items": reply("A") } }, "securitySchemes": { "key": {} } },
        });
        assert_eq!(copied(&document, 1), document);
        assert_eq!(
            copied(&document, 2),
            json!({
                "paths": {
                    "/a": { "get": { "operationId": "a", "reply": reply("A") } },
                    "/copy1/a": { "get": { "operationId": "a-copy1", "reply": reply("A-copy1") } },
                },
                "components": {
                    "schemas": { "A": { "items": reply("A") }, "A-copy1": { "items": reply("A-copy1") } },
                    "securitySchemes": { "key": {} },
                },
            })
        );
    }
}
