//! The dialect as a JSON schema, with which editors complete and explain keys.

use serde_json::{Map, Value, json};

use super::keys::{self, Holds, Key, Keys};
use crate::ir::ScalarKind;

/// The pattern of a name, a type or a path: no leading or trailing white space.
const WORD: &str = r"^\S(.*\S)?$";
/// The pattern of a text that is not blank.
const SENTENCE: &str = r"\S";
/// The pattern of a type that is not built in: a wrapped type, or the name of a type of the spec.
const TYPE: &str = r"^((list|map|box)\s*<.+>|[A-Z][A-Za-z0-9]*)$";
/// The schema of a file of a spec, with sorted keys for any features of `serde_json`.
pub(crate) fn schema() -> Value {
    let definitions: Map<String, Value> =
        keys::ALL.iter().map(|keys| (keys.id.to_owned(), mapping(keys))).collect();
    let kinds: Vec<Value> = keys::KINDS.iter().map(|(_, keys)| reference(keys)).collect();
    sorted(json!({
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "One file of a spec",
        "description": "An API, a model, a field group, a union, an enumeration, an operation, a family of events, or the list of accepted changes.",
        "oneOf": kinds,
        "definitions": definitions,
    }))
}

fn mapping(keys: &Keys) -> Value {
    let properties: Map<String, Value> =
        keys.iter().map(|key| (key.name.to_owned(), property(key))).collect();
    let required: Vec<_> = keys.iter().filter(|key| key.required).map(|key| key.name).collect();
    let mut mapping = json!({
        "title": keys.what,
        "type": "object",
        "properties": properties,
        "additionalProperties": false,
    });
    let Value::Object(entries) = &mut mapping else { return mapping };
    if !required.is_empty() {
        entries.insert("required".to_owned(), json!(required));
    }
    if keys.id == keys::UNION.id {
        let variants = json!({ "variants": named(json!({ "required": ["value"] })) });
        entries.insert("dependencies".to_owned(), json!({ "tag": { "properties": variants } }));
    }
    mapping
}

fn property(key: &Key) -> Value {
    let mut value = match (key.choices, key.holds) {
        ([], holds) => value(holds),
        (choices, Holds::Words) => list(json!({ "enum": choices })),
        (choices, _) => json!({ "enum": choices }),
    };
    let list = matches!(key.holds, Holds::Words | Holds::Scalars | Holds::List(_));
    let collection = key.holds.is_collection() && !matches!(key.holds, Holds::Texts | Holds::WordOrWords);
    let nothing = (!key.may_be_empty && collection)
        .then(|| (if list { "minItems" } else { "minProperties" }.to_owned(), json!(1)));
    match &mut value {
        // A reference has no siblings in this version of JSON Schema.
        Value::Object(found) if !found.contains_key("$ref") => {
            found.insert("description".to_owned(), key.doc.into());
            found.extend(nothing);
            value
        }
        _ => {
            let mut outer = Map::from_iter(nothing);
            outer.insert("description".to_owned(), key.doc.into());
            outer.insert("allOf".to_owned(), json!([value]));
            Value::Object(outer)
        }
    }
}

fn value(holds: Holds) -> Value {
    match holds {
        Holds::Text => json!({ "type": "string" }),
        Holds::Sentence => json!({ "type": "string", "pattern": SENTENCE }),
        Holds::Word => word(),
        Holds::Type => {
            let names = ScalarKind::ALL.map(ScalarKind::name);
            json!({ "anyOf": [{ "enum": names }, { "type": "string", "pattern": TYPE }] })
        }
        Holds::Words => list(word()),
        Holds::Texts => json!({ "anyOf": [{ "type": "string" }, list(json!({ "type": "string" }))] }),
        Holds::WordOrWords => {
            json!({ "anyOf": [word(), { "type": "array", "items": word(), "minItems": 1 }] })
        }
        Holds::Flag => json!({ "type": "boolean" }),
        Holds::True => json!({ "enum": [true] }),
        Holds::Count => json!({ "type": "integer", "minimum": 0 }),
        Holds::Number => json!({ "type": "number" }),
        Holds::Divisor => json!({ "type": "number", "exclusiveMinimum": 0 }),
        Holds::Scalar => scalar(),
        Holds::Scalars => list(scalar()),
        Holds::NamedScalars => named(scalar()),
        Holds::Conditions => named(json!({ "anyOf": [scalar(), list(scalar())] })),
        Holds::Facts => named(json!({ "anyOf": [scalar(), list(scalar()), reference(&super::keys::FACT)] })),
        Holds::Json => json!({}),
        Holds::One(keys) => reference(keys),
        Holds::List(keys) => list(reference(keys)),
        Holds::Named(keys) | Holds::Coded(keys) => named(reference(keys)),
    }
}

fn word() -> Value {
    json!({ "type": "string", "pattern": WORD })
}

fn scalar() -> Value {
    json!({ "type": ["string", "number", "boolean"] })
}

fn list(items: Value) -> Value {
    json!({ "type": "array", "items": items })
}

fn named(values: Value) -> Value {
    json!({ "type": "object", "additionalProperties": values })
}

fn reference(keys: &Keys) -> Value {
    json!({ "$ref": format!("#/definitions/{}", keys.id) })
}

fn sorted(value: Value) -> Value {
    match value {
        Value::Object(entries) => {
            let mut entries: Vec<_> = entries.into_iter().map(|(key, value)| (key, sorted(value))).collect();
            entries.sort_by(|(a, _), (b, _)| a.cmp(b));
            Value::Object(entries.into_iter().collect())
        }
        Value::Array(elements) => elements.into_iter().map(sorted).collect(),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => value,
    }
}

#[cfg(test)]
mod tests {
    use super::schema;

    #[test]
    fn every_reference_is_defined() {
        let schema = schema();
        let text = schema.to_string();
        let references = text.split("#/definitions/").skip(1).filter_map(|rest| rest.split('"').next());
        let mut count = 0;
        for name in references {
            assert!(schema["definitions"][name].is_object(), "{name}");
            count += 1;
        }
        assert!(count > 16);
        assert_eq!(schema["definitions"]["field"]["required"], serde_json::json!(["type"]));
        let max_bytes = &schema["definitions"]["warn"]["properties"]["max_bytes"];
        assert_eq!(max_bytes["minimum"], 0);
        let field = &schema["definitions"]["field"]["properties"];
        assert_eq!(field["multiple_of"]["exclusiveMinimum"], 0);
        assert_eq!(field["min"]["type"], "number");
    }

    #[test]
    fn every_key_has_a_description() {
        let schema = schema();
        for (name, definition) in schema["definitions"].as_object().unwrap() {
            for (key, property) in definition["properties"].as_object().unwrap() {
                assert!(
                    property["description"].as_str().is_some_and(|doc| doc.ends_with(['.', '…'])),
                    "{name}.{key}"
                );
            }
        }
    }
}
