//! Bodies with expected verdicts, validated by the interpreter.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test may fail loudly")]

#[path = "support/spec.rs"]
mod spec;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use serde::Deserialize;
use serde_json::Value;
use specwright::interpret::Interpreter;
use specwright_runtime::Report;

#[derive(Deserialize)]
struct File {
    base: Value,
    cases: Vec<Case>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    name: String,
    #[serde(default, deserialize_with = "present")]
    body: Option<Value>,
    #[serde(default)]
    remove: Vec<String>,
    #[serde(default)]
    set: BTreeMap<String, Value>,
    #[serde(default)]
    repeat: BTreeMap<String, (String, usize)>,
    #[serde(default)]
    errors: Vec<String>,
    #[serde(default)]
    warnings: Vec<String>,
}

/// A body of null is present.
fn present<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Option<Value>, D::Error> {
    Value::deserialize(deserializer).map(Some)
}

impl Case {
    fn body(&self, base: &Value) -> Value {
        let mut body = self.body.clone().unwrap_or_else(|| base.clone());
        for pointer in &self.remove {
            let (parent, key) = parent(&mut body, pointer);
            assert!(parent.remove(key).is_some(), "{}: nothing is at {pointer}", self.name);
        }
        for (pointer, value) in &self.set {
            let (parent, key) = parent(&mut body, pointer);
            parent.insert(key.to_owned(), value.clone());
        }
        for (pointer, (text, count)) in &self.repeat {
            let (parent, key) = parent(&mut body, pointer);
            parent.insert(key.to_owned(), Value::from(text.repeat(*count)));
        }
        body
    }

    /// The difference between the report and the expectation, if any.
    fn difference(&self, report: &Report) -> Option<String> {
        let found = |violations: Vec<&str>| -> BTreeSet<String> {
            violations.into_iter().map(str::to_owned).collect()
        };
        let errors = found(report.errors().map(|violation| violation.path.as_str()).collect());
        let warnings = found(report.warnings().map(|violation| violation.path.as_str()).collect());
        // Warnings are ignored if there is an error.
        let warnings: BTreeSet<String> = warnings.difference(&errors).cloned().collect();
        let expected_errors: BTreeSet<String> = self.errors.iter().cloned().collect();
        let expected_warnings: BTreeSet<String> = self.warnings.iter().cloned().collect();
        (errors != expected_errors || warnings != expected_warnings).then(|| {
            format!(
                "{}\n  expected errors {expected_errors:?}, warnings {expected_warnings:?}\n{report}\n",
                self.name
            )
        })
    }
}

fn parent<'b, 'p>(
    body: &'b mut Value,
    pointer: &'p str,
) -> (&'b mut serde_json::Map<String, Value>, &'p str) {
    let (parent, key) = pointer.rsplit_once('/').unwrap();
    (body.pointer_mut(parent).unwrap().as_object_mut().unwrap(), key)
}

#[test]
fn every_verdict_is_as_expected() {
    let api = spec::api("../spec");
    let interpreter = Interpreter::new(&api);
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../generated-client/tests/payloads");
    let (mut differences, mut count) = (Vec::new(), 0);
    for operation in &api.operations {
        let Ok(text) = fs::read_to_string(folder.join(format!("{}.json", operation.name))) else {
            continue;
        };
        let file: File = serde_json::from_str(&text).unwrap();
        for case in &file.cases {
            count += 1;
            let report = interpreter.request(operation, &case.body(&file.base));
            differences.extend(case.difference(&report).map(|text| format!("{}: {text}", operation.name)));
        }
    }
    assert!(count > 500, "only {count} cases were found");
    assert!(differences.is_empty(), "{}", differences.join("\n"));
}

#[test]
fn the_bodies_of_the_examples_are_valid() {
    let api = spec::api("../spec");
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../generated-client/tests/bodies");
    let mut count = 0;
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_stem().unwrap().to_str().unwrap();
        let body: Value = serde_json::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
        let report = specwright::interpret::request(&api, api.operation(name).unwrap(), &body);
        assert!(report.is_empty(), "{name}:\n{report}");
        count += 1;
    }
    assert_eq!(count, 7);
}
