//! The reference of the dialect is complete, and its examples are valid.
#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

use std::collections::BTreeSet;

use serde_json::Value;
use specwright::{Source, generate};

const REFERENCE: &str = include_str!("../../spec/README.md");

/// The YAML blocks, each as a file of one spec.
fn examples() -> Vec<Source> {
    let blocks = REFERENCE.split("```yaml\n").skip(1);
    let texts = blocks.map(|block| block.split("```").next().unwrap_or_default());
    texts.enumerate().map(|(number, text)| Source::new(format!("{number}.yaml"), text)).collect()
}

/// The keys of all mappings in the schema for editors.
fn keys(schema: &Value) -> BTreeSet<String> {
    let mappings = schema.get("definitions").and_then(Value::as_object).unwrap();
    let properties = mappings.values().filter_map(|mapping| mapping.get("properties")?.as_object());
    properties.flat_map(|properties| properties.keys().cloned()).collect()
}

/// The words in code spans.
fn words_in_code() -> BTreeSet<&'static str> {
    let prose = REFERENCE.split("```").step_by(2);
    let code = prose.flat_map(|prose| prose.split('`').skip(1).step_by(2));
    code.flat_map(|code| code.split(|c: char| !c.is_alphanumeric() && c != '_')).collect()
}

#[test]
fn every_key_is_described() {
    let keys = keys(&specwright::spec_schema());
    assert!(keys.len() > 50, "the schema has lost its keys: {keys:?}");
    let described = words_in_code();
    let missing: Vec<&String> = keys.iter().filter(|key| !described.contains(key.as_str())).collect();
    assert!(missing.is_empty(), "spec/README.md does not describe {missing:?}");
}

#[test]
fn the_examples_are_a_spec_without_problems() {
    let examples = examples();
    let found = match generate(&examples) {
        Ok(generated) => generated.warnings,
        Err(problems) => problems,
    };
    assert!(found.is_empty(), "{}", found.render(&examples, false));
}
