//! The schema for editors agrees with the check on structural errors.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test may fail loudly")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use serde_yaml::Value;
use specwright::check::check;
use specwright::diagnostics::Severity;
use specwright::{Code, Source};

fn here(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

fn schema() -> jsonschema::Validator {
    jsonschema::draft7::new(&specwright::spec_schema()).unwrap()
}

/// The contents of a file; `None` if it is not valid YAML, or cannot be represented in JSON.
fn json(source: &Source) -> Option<serde_json::Value> {
    serde_yaml::from_slice(&source.bytes).ok()
}

/// The errors of a file in the schema.
fn refusal(schema: &jsonschema::Validator, source: &Source) -> Option<String> {
    match json(source) {
        None => Some("not to be read".to_owned()),
        Some(json) => schema.validate(&json).err().map(|error| error.to_string()),
    }
}

/// The kinds of errors that a schema always reports.
fn is_structural(code: Code) -> bool {
    // An enumeration of words is also structural.
    let words = [
        Code::UnknownTolerance,
        Code::UnknownMethod,
        Code::UnknownBody,
        Code::UnknownRule,
        Code::BadTypeExpression,
    ];
    code.as_str().starts_with("SW03") || words.contains(&code)
}

/// The kinds of errors that a schema reports in some cases: YAML outside of the dialect, names.
fn may_be_seen(code: Code) -> bool {
    code.as_str().starts_with("SW00") || matches!(code, Code::UnknownType | Code::BadName)
        // The schema knows the words of some keys, but not where they apply.
        || matches!(code, Code::BadStyle | Code::BadReplyBody)
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
fn it_accepts_every_file_of_a_valid_spec() {
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
fn it_rejects_structural_errors_of_the_check() {
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
        let mut structural = BTreeSet::new();
        for problem in problems.iter() {
            codes.entry(problem.place.file).or_default().push(problem.code);
            if problem.severity == Severity::Error && is_structural(problem.code) {
                structural.insert(problem.place.file);
            }
        }
        for (file, codes) in codes {
            let source = &sources[file];
            let refusal = refusal(&schema, source);
            if structural.contains(&file) {
                assert!(refusal.is_some(), "{}: {codes:?}", source.path);
                refused += 1;
            } else if codes.iter().all(|code| !may_be_seen(*code)) {
                assert_eq!(refusal, None, "{}: {codes:?}", source.path);
            }
        }
    }
    assert!(refused > 15, "{refused}");
}

/// The values that a value is changed to.
const VALUES: [&str; 12] =
    ["0", "-1", "1.5", "true", "text", "''", "' a'", "[]", "[a]", "{}", "{ a: 1 }", "~"];

/// Changes a value in one place at a time.
fn mutations(value: &Value, each: &mut dyn FnMut(Value)) {
    for new in VALUES {
        each(serde_yaml::from_str(new).unwrap());
    }
    match value {
        Value::Mapping(entries) => {
            for (key, inner) in entries {
                let mut without = entries.clone();
                without.remove(key);
                each(Value::Mapping(without.clone()));
                without.insert("unknown_key".into(), inner.clone());
                each(Value::Mapping(without));
                mutations(inner, &mut |new| {
                    let mut changed = entries.clone();
                    changed.insert(key.clone(), new);
                    each(Value::Mapping(changed));
                });
            }
        }
        Value::Sequence(items) => {
            for (position, item) in items.iter().enumerate() {
                mutations(item, &mut |new| {
                    let mut changed = items.clone();
                    changed[position] = new;
                    each(Value::Sequence(changed));
                });
            }
        }
        _ => {}
    }
}

/// A file of each kind with every key of the dialect except free JSON.
const FILES: [&str; 6] = [
    "api: shop\nserver: https://a.example\nfallback_servers: [https://b.example]\nauth: { header: X-Key, refreshed_by: token, sources: { Own: { operation: login, token: token, expires_in: left } } }\nreply: { code: code, message: message, request_id_header: X-Id }\nretry: { wait: [busy] }\ntext: { forbid_control: true, forbid_escapes: true }\nerrors: { 401: { name: STALE, class: token, field: size, by_operation: [{ operations: [login], class: account, note: b }] } }\n",
    "model: Card\ndoc: 票\nnote: 注\nallow: [{ code: SW0501, reason: 好 }]\nfields: { size: { type: int, required: true, min: 1, warn: { max: 9 }, tolerate: [digit_string], documented: { required: false, type: int } }, name: { type: string, required_if: { size: [1, 2] }, max_bytes: 9, max_cjk: 3, pattern: a, secret: true, nullable: true } }\nconstructors: { small: { sets: { size: 1 } } }\n",
    "union: Shape\ntag: kind\ntolerate: [other_variant_fields]\nvariants: { Round: { value: 1, also_read: [ROUND], fields: { size: { type: int } } }, Other: { value: 2, model: Card } }\n",
    "enum: Color\nvalues: { red: { doc: 红, name: Red, also_read: [RED] } }\nextra: [blue]\ndefault: red\n",
    "operation: login\nmethod: POST\npath: '/a/{id}'\npath_params: { id: { type: string } }\nquery: { size: { type: int } }\nheaders: { X-A: { type: string } }\nrequest: Card\nbody: json\nreply: Card\nauth: false\nidempotent: true\n",
    "accepted:\n  - { change: field-removed, at: Card.name, reason: 没有人用。 }\n",
];

#[test]
fn no_edited_file_with_a_structural_error_satisfies_the_schema() {
    let schema = schema();
    let (mut tried, mut refused, mut wrong) = (0, 0, Vec::new());
    for file in FILES {
        let right = Source::new("a.yaml", file);
        assert_eq!(refusal(&schema, &right), None);
        mutations(&serde_yaml::from_str(file).unwrap(), &mut |new| {
            let source = Source::new("a.yaml", serde_yaml::to_string(&new).unwrap());
            let Err(problems) = check(std::slice::from_ref(&source)) else { return };
            tried += 1;
            let structural = problems.iter().find(|one| one.code.as_str().starts_with("SW03"));
            let Some(problem) = structural else { return };
            refused += 1;
            if refusal(&schema, &source).is_none() {
                wrong.push(format!(
                    "{} {}:\n{}",
                    problem.code,
                    problem.message,
                    String::from_utf8_lossy(&source.bytes)
                ));
            }
        });
    }
    assert!(refused > 500, "{refused} of {tried}");
    wrong.truncate(12);
    assert!(wrong.is_empty(), "the schema accepts:\n{}", wrong.join("\n"));
}
