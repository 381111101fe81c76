//! The schema for editors agrees with the check: a file that one refuses for its structure, the other does too.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test may fail loudly")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use specwright::check::check;
use specwright::{Code, Source};

fn here(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

fn schema() -> jsonschema::Validator {
    jsonschema::draft7::new(&specwright::spec_schema()).unwrap()
}

/// What a file holds; `None` where it is no YAML, or none that JSON could hold.
fn json(source: &Source) -> Option<serde_json::Value> {
    serde_yaml::from_slice(&source.bytes).ok()
}

/// What the schema says against a file.
fn refusal(schema: &jsonschema::Validator, source: &Source) -> Option<String> {
    match json(source) {
        None => Some("not to be read".to_owned()),
        Some(json) => schema.validate(&json).err().map(|error| error.to_string()),
    }
}

/// The kinds of problems that a schema can see.
fn is_structural(code: Code) -> bool {
    // An enumeration of words is part of the structure, too.
    let words = [Code::UnknownTolerance, Code::UnknownMethod, Code::UnknownBody, Code::BadTypeExpression];
    code.as_str().starts_with("SW03") || words.contains(&code)
}

/// The kinds of problems that a schema can see in some cases: in YAML that the dialect leaves out, in names.
fn may_be_seen(code: Code) -> bool {
    code.as_str().starts_with("SW00") || matches!(code, Code::UnknownType | Code::BadName)
}

#[test]
fn it_is_a_schema() {
    assert!(jsonschema::draft7::meta::is_valid(&specwright::spec_schema()));
}

#[test]
fn it_is_committed_beside_the_spec() {
    let committed = fs::read_to_string(here("../spec/spec.schema.json")).unwrap_or_default();
    let wanted = format!("{:#}\n", specwright::spec_schema());
    assert_eq!(committed, wanted, "it is stale: run `cargo xtask regen`");
}

#[test]
fn it_accepts_every_file_of_a_right_spec() {
    let schema = schema();
    for folder in ["../spec", "tests/parcels/spec"] {
        let sources = specwright::build::read_spec(&here(folder)).unwrap();
        assert!(sources.len() > 10);
        for source in &sources {
            assert_eq!(refusal(&schema, source), None, "{}", source.path);
        }
    }
}

#[test]
fn it_refuses_whatever_the_check_refuses_for_its_structure() {
    let schema = schema();
    let mut refused = 0;
    for entry in fs::read_dir(here("tests/fixtures/diagnostics")).unwrap() {
        let folder = entry.unwrap().path();
        let Ok(sources) = specwright::build::read_spec(&folder) else { continue };
        let problems = match check(&sources) {
            Ok(checked) => checked.warnings,
            Err(problems) => problems,
        };
        let mut codes: BTreeMap<usize, Vec<Code>> = BTreeMap::new();
        for problem in problems.iter() {
            codes.entry(problem.place.file).or_default().push(problem.code);
        }
        for (file, codes) in codes {
            let source = &sources[file];
            let refusal = refusal(&schema, source);
            if codes.iter().any(|code| is_structural(*code)) {
                assert!(refusal.is_some(), "{}: {codes:?}", source.path);
                refused += 1;
            } else if codes.iter().all(|code| !may_be_seen(*code)) {
                assert_eq!(refusal, None, "{}: {codes:?}", source.path);
            }
        }
    }
    assert!(refused > 15, "{refused}");
}
