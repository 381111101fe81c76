//! A schema and the interpreter give one verdict on a body wherever JSON Schema has words for the rule.

use std::collections::BTreeMap;
use std::sync::Mutex;

use jsonschema::Validator;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use proptest::test_runner::{RngAlgorithm, TestRng, TestRunner};
use serde_json::{Value, json};
use specwright::interpret::Interpreter;
use specwright::ir::{Api, Operation};
use specwright_runtime::{Breach, Number, Report};
use specwright_workbench::export::json_schemas;

use super::api;
use super::unsaid::{ONLY_READ, UNSAID, named};

/// How often each rule made the difference, by its side and name.
type Differences = BTreeMap<(&'static str, &'static str), usize>;

/// A body of an operation, and how it was changed.
struct Judge<'a> {
    interpreter: Interpreter<'a>,
    operation: &'a Operation,
    schema: Validator,
}

impl<'a> Judge<'a> {
    fn all(api: &'a Api) -> Vec<Judge<'a>> {
        let schemas = json_schemas(api);
        let judge = |operation: &'a Operation| {
            let name = format!("{}.request", operation.name);
            let schema = schemas.iter().find(|schema| schema.name == name)?.schema.to_value();
            assert!(jsonschema::draft202012::meta::is_valid(&schema), "{name}");
            let schema =
                jsonschema::draft202012::options().should_validate_formats(true).build(&schema).unwrap();
            Some(Judge { interpreter: Interpreter::new(api), operation, schema })
        };
        api.operations.iter().filter_map(judge).collect()
    }

    /// Fails on a difference that is not listed.
    fn compare(&self, body: &Value, differences: &mut Differences) -> Result<(), String> {
        let report = self.interpreter.request(self.operation, body);
        // Bounds of 64 bits are left to `format`, since some programs write them rounded.
        let is_of_type = |breach: &Breach| match breach {
            Breach::Max { limit: Number::Int(limit), .. } => *limit >= i128::from(i64::MAX),
            _ => false,
        };
        match (self.schema.is_valid(body), report.is_valid()) {
            (true, true) | (false, false) => return Ok(()),
            (true, false) => {
                let unsaid: Option<Vec<&'static str>> = report
                    .errors()
                    .filter(|error| !is_of_type(&error.breach))
                    .map(|error| named(&UNSAID, error.breach.rule()))
                    .collect();
                let Some(unsaid) = unsaid else { return Err(self.difference(body, &report)) };
                unsaid.into_iter().for_each(|rule| *differences.entry(("unsaid", rule)).or_default() += 1);
            }
            (false, true) => {
                let read = report.warnings().find_map(|warning| named(&ONLY_READ, warning.breach.rule()));
                let Some(read) = read else { return Err(self.difference(body, &report)) };
                *differences.entry(("only read", read)).or_default() += 1;
            }
        }
        Ok(())
    }

    fn difference(&self, body: &Value, report: &Report) -> String {
        let refusal = |error: jsonschema::ValidationError<'_>| format!("{}: {error}", error.instance_path());
        let refusals: Vec<String> = self.schema.iter_errors(body).map(refusal).collect();
        format!(
            "{}: {body:#}\nthe schema says: {refusals:#?}\nthe interpreter says:\n{report}",
            self.operation.name
        )
    }
}

/// An example of the body of an operation.
fn example(api: &Api, operation: &Operation) -> Value {
    let request = specwright::example::value(api, operation.body_type(api).unwrap());
    match &operation.wrap {
        None => request,
        Some(wrap) => {
            let mut whole = wrap.template.clone();
            *wrap.path.iter().fold(&mut whole, |value, key| value.get_mut(key).unwrap()) = request;
            whole
        }
    }
}

#[derive(Clone, Debug)]
enum Change {
    Remove,
    Set(Value),
    Add(&'static str),
    Twice,
    /// Another text where one is: this many CJK characters.
    Stretch(usize),
    /// A number in a string, and an element in place of a list.
    Loosen,
    /// A value from another place of the body.
    Copy(Index),
}

fn text() -> impl Strategy<Value = String> {
    let counts = vec![
        0, 1, 2, 3, 5, 6, 8, 9, 10, 12, 13, 15, 16, 18, 20, 24, 27, 28, 32, 36, 37, 54, 60, 128, 129, 3073,
    ];
    prop_oneof![
        (select(vec!["a", "é", "票", "😀", "7", "\u{1}", "\n", "A1"]), select(counts))
            .prop_map(|(text, count)| text.repeat(count)),
        select(vec![
            "true",
            "-1",
            "1.5",
            "0000000012",
            "99999999999",
            "2026-02-28",
            "2026-02-30",
            "2026-02-28T09:30:00Z",
            "2026-02-28T09:30:00.5+08:00",
            "2026-02-28 09:30",
            "AB12",
            "ab12",
            "411111111111",
            "0417",
            "TUBE",
            "tube",
            "crate",
            "box",
            "deposit",
            "night mail",
            "card",
            "credit_card",
            "pdf",
            "PDF",
            "SCENE_H5",
            "Color010",
            "QR_CARD",
            "DATE_TYPE_FIX_TERM",
            "http://a.example",
            ".",
            "..",
            " a",
        ])
        .prop_map(str::to_owned),
    ]
}

fn value() -> impl Strategy<Value = Value> {
    prop_oneof![
        text().prop_map(Value::String),
        select(vec![
            -1_i64,
            0,
            1,
            2,
            3,
            5,
            7,
            9,
            10,
            11,
            50,
            99,
            100,
            101,
            1000,
            1800,
            1801,
            2_147_483_646,
            2_147_483_647,
            2_147_483_648,
            9_999_999_999,
            10_000_000_000,
            i64::MAX,
            i64::MIN
        ])
        .prop_map(Value::from),
        Just(Value::from(u64::MAX)),
        select(vec![0.5, 0.01, 0.015, 31.5, 31.51, -0.5, 1.25]).prop_map(Value::from),
        select(vec![
            json!(null),
            json!(true),
            json!(false),
            json!([]),
            json!({}),
            json!([1, 1]),
            json!(["a", "b", "c", "d"]),
            json!({ "a": 1 })
        ]),
    ]
}

fn change() -> impl Strategy<Value = Change> {
    prop_oneof![
        2 => Just(Change::Remove),
        4 => value().prop_map(Change::Set),
        1 => select(vec!["unknown", "crane", "url_name_type", "number", "radius", "shop", "errcode"]).prop_map(Change::Add),
        1 => Just(Change::Twice),
        3 => (1_usize..70).prop_map(Change::Stretch),
        2 => Just(Change::Loosen),
        1 => any::<Index>().prop_map(Change::Copy),
    ]
}

/// The JSON pointers of all places.
fn places(value: &Value, at: String, found: &mut Vec<String>) {
    let escaped = |key: &str| key.replace('~', "~0").replace('/', "~1");
    match value {
        Value::Object(entries) => {
            for (key, inner) in entries {
                places(inner, format!("{at}/{}", escaped(key)), found);
            }
        }
        Value::Array(items) => {
            for (index, inner) in items.iter().enumerate() {
                places(inner, format!("{at}/{index}"), found);
            }
        }
        _ => {}
    }
    found.push(at);
}

fn apply(body: &mut Value, place: &Index, change: &Change) {
    let mut all = Vec::new();
    places(body, String::new(), &mut all);
    let pointer = place.get(&all[..]).clone();
    match change {
        Change::Set(value) => *body.pointer_mut(&pointer).unwrap() = value.clone(),
        Change::Stretch(count) => {
            if let Some(text @ Value::String(_)) = body.pointer_mut(&pointer) {
                *text = Value::from("票".repeat(*count));
            }
        }
        Change::Loosen => {
            let value = body.pointer_mut(&pointer).unwrap();
            match value {
                Value::Number(number) => *value = Value::from(number.to_string()),
                Value::Array(items) if items.len() == 1 => *value = items.remove(0),
                _ => {}
            }
        }
        Change::Copy(from) => {
            let copied = body.pointer(from.get(&all[..]).as_str()).unwrap().clone();
            *body.pointer_mut(&pointer).unwrap() = copied;
        }
        Change::Remove => {
            if let Some((parent, key)) = pointer.rsplit_once('/')
                && let Some(Value::Object(object)) = body.pointer_mut(parent)
            {
                object.remove(&key.replace("~1", "/").replace("~0", "~"));
            }
        }
        Change::Add(key) => {
            if let Some(Value::Object(object)) = body.pointer_mut(&pointer) {
                object.insert((*key).to_owned(), json!("x"));
            }
        }
        Change::Twice => {
            if let Some(Value::Array(items)) = body.pointer_mut(&pointer)
                && let Some(first) = items.first().cloned()
            {
                items.push(first);
            }
        }
    }
}

/// Judges changed examples of each operation; the differences, by rule.
fn differences(api: &Api, cases: u32) -> Differences {
    let judges = Judge::all(api);
    let examples: Vec<Value> = judges.iter().map(|judge| example(api, judge.operation)).collect();
    let found = Mutex::new(Differences::new());
    let changes = proptest::collection::vec((any::<Index>(), change()), 0..4);
    let config = ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() };
    let mut runner = TestRunner::new_with_rng(config, TestRng::deterministic_rng(RngAlgorithm::ChaCha));
    let outcome = runner.run(&(any::<Index>(), changes), |(which, changes)| {
        let which = which.index(judges.len());
        let mut body = examples[which].clone();
        changes.iter().for_each(|(place, change)| apply(&mut body, place, change));
        judges[which].compare(&body, &mut found.lock().unwrap()).map_err(TestCaseError::fail)
    });
    if let Err(error) = outcome {
        panic!("{error}");
    }
    found.into_inner().unwrap()
}

#[test]
fn the_schemas_of_an_api_with_all_constructs_agree_with_the_interpreter() {
    let found = differences(&api("codegen/tests/parcels/spec"), 8_000);
    println!("{found:#?}");
    // The changes reach what schemas cannot say.
    assert!(found.contains_key(&("unsaid", "max_bytes")) && found.contains_key(&("unsaid", "after")));
}

#[test]
fn the_schemas_of_a_large_api_agree_with_the_interpreter() {
    let found = differences(&api("spec"), 8_000);
    println!("{found:#?}");
    assert!(found.contains_key(&("unsaid", "max_bytes")) && found.contains_key(&("only read", "tolerate")));
}

#[test]
fn the_schemas_of_random_apis_agree_with_the_interpreter() {
    for api in super::random(40) {
        differences(&api, 300);
    }
}
