//! Judges bodies by the schemas of an API, with the crate `jsonschema`, and by its spec: for each line of the file, which
//! `.ci/conformance/openapi/bodies.py` makes, with the verdict of jsonschema in Python.
//!
//! Arguments: the folder of the spec, and the file. Fails if two verdicts differ for another reason than a rule that JSON Schema
//! has no words for, and prints how often each of these rules made the difference.
#![allow(clippy::indexing_slicing, reason = "a program of the conformance checks may fail loudly")]

#[path = "../tests/export/unsaid.rs"]
mod unsaid;

use std::collections::{BTreeMap, HashMap};
use std::error::Error;
use std::fs;
use std::path::Path;

use jsonschema::Validator;
use serde_json::Value;
use specwright::interpret::Interpreter;
use specwright_workbench::export::json_schemas;
use unsaid::{ONLY_READ, UNSAID, named};

fn main() -> Result<(), Box<dyn Error>> {
    let [spec, file]: [String; 2] =
        std::env::args().skip(1).collect::<Vec<_>>().try_into().map_err(|_| "two arguments are needed")?;
    let sources = specwright::build::read_spec(Path::new(&spec))?;
    let checked = specwright::check::check(&sources).map_err(|problems| problems.render(&sources, false))?;
    let interpreter = Interpreter::new(&checked.api);
    let mut validators: HashMap<String, Validator> = HashMap::new();
    for schema in json_schemas(&checked.api) {
        if let Some(name) = schema.name.strip_suffix(".request") {
            validators.insert(name.to_owned(), jsonschema::validator_for(&schema.schema.to_value())?);
        }
    }
    let (mut counts, mut bodies, mut faults) = (BTreeMap::<&str, usize>::new(), 0, Vec::new());
    for line in fs::read_to_string(file)?.lines() {
        let entry: Value = serde_json::from_str(line)?;
        let [name, body, valid] = ["name", "body", "valid"].map(|key| entry.get(key).unwrap_or(&Value::Null));
        let name = name.as_str().unwrap_or_default();
        let (Some(operation), Some(validator)) = (checked.api.operation(name), validators.get(name)) else {
            return Err(format!("there is no `{name}`").into());
        };
        let is_valid = validator.is_valid(body);
        let report = interpreter.request(operation, body);
        let reasons: Option<Vec<&str>> = match (is_valid, report.is_valid()) {
            (true, true) | (false, false) => Some(Vec::new()),
            (true, false) => report.errors().map(|error| named(&UNSAID, error.breach.rule())).collect(),
            (false, true) => report
                .warnings()
                .find_map(|warning| named(&ONLY_READ, warning.breach.rule()))
                .map(|rule| vec![rule]),
        };
        bodies += 1;
        if *valid != is_valid || reasons.is_none() {
            faults.push(format!(
                "{name}: {body}: jsonschema in Python {valid}, in Rust {is_valid}
{report}"
            ));
        }
        reasons.into_iter().flatten().for_each(|rule| *counts.entry(rule).or_default() += 1);
    }
    println!(
        "jsonschema in Rust: {bodies} bodies, {} other verdicts than in Python or by the spec",
        faults.len()
    );
    println!(
        "rules that no keyword states, or forms that are only read, made a difference to the spec: {counts:?}"
    );
    if faults.is_empty() {
        Ok(())
    } else {
        Err(faults.into_iter().take(5).collect::<Vec<_>>().join("\n").into())
    }
}
