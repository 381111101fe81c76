//! The dialect as a JSON schema, with which an editor completes and explains keys.

use serde_json::{Map, Value, json};

use super::keys::{self, Holds, Keys};

/// The schema of one file of a spec.
pub(crate) fn schema() -> Value {
    let definitions: Map<String, Value> =
        keys::ALL.iter().map(|keys| (keys.id.to_owned(), mapping(keys))).collect();
    let kinds: Vec<Value> = keys::KINDS.iter().map(|(_, keys)| reference(keys)).collect();
    json!({
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "One file of a spec",
        "oneOf": kinds,
        "definitions": definitions,
    })
}

fn mapping(keys: &Keys) -> Value {
    let properties: Map<String, Value> = keys
        .iter()
        .map(|key| {
            // A reference may have no neighbours in this version of JSON Schema.
            let value = json!({ "description": key.doc, "allOf": [value(key.holds)] });
            (key.name.to_owned(), value)
        })
        .collect();
    let required: Vec<_> = keys.iter().filter(|key| key.required).map(|key| key.name).collect();
    json!({
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": false,
    })
}

fn value(holds: Holds) -> Value {
    let scalar = || json!({ "type": ["string", "number", "boolean"] });
    let list = |items: Value| json!({ "type": "array", "items": items });
    let named = |values: Value| json!({ "type": "object", "additionalProperties": values });
    match holds {
        Holds::Text | Holds::Word => json!({ "type": "string" }),
        Holds::Words => list(json!({ "type": "string" })),
        Holds::Flag => json!({ "type": "boolean" }),
        Holds::Count => json!({ "type": "integer", "minimum": 0 }),
        Holds::Scalar => scalar(),
        Holds::Scalars => list(scalar()),
        Holds::NamedScalars => named(scalar()),
        Holds::Conditions => named(json!({ "anyOf": [scalar(), list(scalar())] })),
        Holds::Json => json!({}),
        Holds::One(keys) => reference(keys),
        Holds::Named(keys) | Holds::Coded(keys) => named(reference(keys)),
    }
}

fn reference(keys: &Keys) -> Value {
    json!({ "$ref": format!("#/definitions/{}", keys.id) })
}

#[cfg(test)]
mod tests {
    use super::schema;

    #[test]
    fn every_reference_leads_somewhere() {
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
        assert_eq!(max_bytes["allOf"][0]["minimum"], 0);
    }
}
