//! Whole documents.

use std::collections::BTreeSet;

use serde_json::Value;
use specwright::check::check;
use specwright_workbench::export::{Version, json_schemas, openapi, to_yaml};

use super::{api, mutations};

const APIS: [&str; 2] = ["spec", "codegen/tests/parcels/spec"];
const VERSIONS: [Version; 2] = [Version::V3_0, Version::V3_1];

fn references<'a>(value: &'a Value, found: &mut BTreeSet<&'a str>) {
    match value {
        Value::Object(entries) => {
            for (key, value) in entries {
                match (key.as_str(), value) {
                    ("$ref", Value::String(reference)) => drop(found.insert(reference)),
                    ("mapping", Value::Object(mapping)) => {
                        found.extend(mapping.values().filter_map(Value::as_str))
                    }
                    _ => references(value, found),
                }
            }
        }
        Value::Array(items) => items.iter().for_each(|item| references(item, found)),
        _ => {}
    }
}

#[test]
fn every_reference_is_resolved_and_every_component_is_used() {
    for folder in APIS {
        for version in VERSIONS {
            let document = openapi(&api(folder), version, Some("client")).to_value();
            let mut found = BTreeSet::new();
            references(&document, &mut found);
            for reference in &found {
                assert!(document.pointer(&reference[1..]).is_some_and(Value::is_object), "{reference}");
            }
            for name in document["components"]["schemas"].as_object().unwrap().keys() {
                assert!(found.contains(format!("#/components/schemas/{name}").as_str()), "{name}");
            }
        }
        for file in json_schemas(&api(folder)) {
            let schema = file.schema.to_value();
            let mut found = BTreeSet::new();
            references(&schema, &mut found);
            for reference in &found {
                assert!(schema.pointer(&reference[1..]).is_some_and(Value::is_object), "{reference}");
            }
        }
    }
}

#[test]
fn every_operation_is_in_the_document_once() {
    for folder in APIS {
        let api = api(folder);
        let document = openapi(&api, Version::V3_1, None).to_value();
        let mut found = Vec::new();
        let items = document["paths"].as_object().unwrap().values();
        for operation in items.flat_map(|item| item.as_object().unwrap().values()) {
            match &operation["x-operations"] {
                Value::Array(several) => found.extend(several.iter().map(|one| one["operationId"].clone())),
                _ => found.push(operation["operationId"].clone()),
            }
        }
        let mut found: Vec<&str> = found.iter().filter_map(Value::as_str).collect();
        found.sort_unstable();
        let expected: Vec<&str> = api.operations.iter().map(|operation| operation.name.as_str()).collect();
        assert_eq!(found, expected);
    }
}

/// The examples of bodies are valid by their own schemas.
#[test]
fn every_example_of_a_body_is_valid() {
    for folder in APIS {
        let api = api(folder);
        let document = openapi(&api, Version::V3_1, None).to_value();
        for schema in json_schemas(&api) {
            let Some(name) = schema.name.strip_suffix(".request") else { continue };
            let validator = jsonschema::draft202012::new(&schema.schema.to_value()).unwrap();
            let items = document["paths"].as_object().unwrap().values();
            let operations = items.flat_map(|item| item.as_object().unwrap().values());
            let contents = operations.flat_map(|operation| {
                let content = operation["requestBody"]["content"].as_object();
                let is_alone = operation["operationId"] == name;
                content.into_iter().flat_map(|content| content.values()).filter_map(move |content| {
                    if is_alone {
                        content.get("example")
                    } else {
                        content.get("examples")?.get(name)?.get("value")
                    }
                })
            });
            for example in contents {
                let problems: Vec<String> = validator
                    .iter_errors(example)
                    .map(|error| format!("{}: {error}", error.instance_path()))
                    .collect();
                assert!(problems.is_empty(), "{name}: {problems:#?}");
            }
        }
    }
}

#[test]
fn yaml_has_the_same_data() {
    for folder in APIS {
        let document = openapi(&api(folder), Version::V3_1, Some("client"));
        let read: Value = serde_yaml::from_str(&to_yaml(&document)).unwrap();
        assert_eq!(read, document.to_value());
    }
}

/// No key of a schema is unknown to OpenAPI 3.0, and none is there that it lacks.
#[test]
fn version_3_0_has_no_words_of_3_1() {
    let document = openapi(&super::checked(&mutations::undamaged()), Version::V3_0, None).to_value();
    let mut found = BTreeSet::new();
    keywords(&document["components"]["schemas"], &mut found);
    for word in ["const", "if", "then", "else", "examples", "$defs", "webhooks"] {
        assert!(!found.contains(word), "{word}");
    }
    assert!(check(&mutations::undamaged()).is_ok());
}

fn keywords<'a>(schemas: &'a Value, found: &mut BTreeSet<&'a str>) {
    for schema in schemas.as_object().unwrap().values() {
        schema_keywords(schema, found);
    }
}

fn schema_keywords<'a>(schema: &'a Value, found: &mut BTreeSet<&'a str>) {
    let Value::Object(entries) = schema else { return };
    for (key, value) in entries {
        found.insert(key);
        match key.as_str() {
            "properties" => keywords(value, found),
            "items" | "additionalProperties" | "not" => schema_keywords(value, found),
            "oneOf" | "anyOf" | "allOf" => {
                value.as_array().unwrap().iter().for_each(|schema| schema_keywords(schema, found));
            }
            "type" => assert!(value.is_string()),
            _ => {}
        }
    }
}
