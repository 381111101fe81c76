//! The generated validators and the interpreter report the same violations.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test may fail loudly")]
#![cfg(feature = "full-serde")]

mod common;

use std::collections::BTreeSet;

use proptest::prelude::*;
use serde_json::{Value, json};
use specwright::interpret;
use specwright::ir::Api;
use wechat_tickets::runtime::serde::de::DeserializeOwned;
use wechat_tickets::runtime::{At, Check, Report, Rules, validate};
use wechat_tickets::*;

/// A change of one place of a body, which is selected by these numbers at each level.
#[derive(Clone, Debug)]
struct Mutation {
    steps: Vec<usize>,
    change: Change,
}

#[derive(Clone, Debug)]
enum Change {
    Remove,
    Replace(Value),
    Insert(String, Value),
}

fn text() -> impl Strategy<Value = String> {
    let letter =
        prop_oneof![Just("a"), Just("7"), Just("票"), Just("，"), Just("𠮷"), Just("\n"), Just("\u{1}")];
    let short = prop::collection::vec(letter.clone(), 0..5).prop_map(|letters| letters.concat());
    let long = (letter, 1..60_usize).prop_map(|(letter, count)| letter.repeat(count));
    prop_oneof![short, long]
}

fn value() -> impl Strategy<Value = Value> {
    let known = prop::sample::select(vec![
        json!(null),
        json!(true),
        json!(false),
        json!(1.5),
        json!([]),
        json!({}),
        json!(["5排14号", "x"]),
        json!("Color081"),
        json!("CODE_TYPE_NONE"),
        json!("DATE_TYPE_FIX_TERM"),
        json!("1397577600"),
        json!("https://example.com"),
        json!({"type": 2, "fixed_term": 0, "fixed_begin_term": 3}),
        json!(u64::MAX),
    ]);
    prop_oneof![
        3 => known,
        3 => text().prop_map(Value::from),
        2 => (-2_i64..130).prop_map(Value::from),
        1 => (0_i64..20_000_000_000).prop_map(Value::from),
        1 => any::<i64>().prop_map(Value::from),
    ]
}

fn mutation() -> impl Strategy<Value = Mutation> {
    let change = prop_oneof![
        1 => Just(Change::Remove),
        4 => value().prop_map(Change::Replace),
        1 => ("[a-z_]{1,9}", value()).prop_map(|(key, value)| Change::Insert(key, value)),
    ];
    (prop::collection::vec(0..40_usize, 1..4), change).prop_map(|(steps, change)| Mutation { steps, change })
}

fn apply(value: &mut Value, steps: &[usize], change: &Change) {
    let [step, rest @ ..] = steps else { return };
    match value {
        Value::Object(object) if !object.is_empty() => {
            let key = object.keys().nth(step % object.len()).cloned().unwrap_or_default();
            let deeper = !rest.is_empty() && (object[&key].is_object() || object[&key].is_array());
            if deeper {
                return apply(&mut object[&key], rest, change);
            }
            match change {
                Change::Remove => drop(object.remove(&key)),
                Change::Replace(new) => drop(object.insert(key, new.clone())),
                Change::Insert(key, new) => drop(object.insert(key.clone(), new.clone())),
            }
        }
        Value::Array(list) if !list.is_empty() => {
            let index = step % list.len();
            match change {
                Change::Remove => drop(list.remove(index)),
                Change::Replace(new) => list[index] = new.clone(),
                Change::Insert(_, new) => list.push(new.clone()),
            }
        }
        _ => {}
    }
}

type Found = BTreeSet<(String, &'static str)>;

fn found<'a>(violations: impl Iterator<Item = &'a Violation>, prefix: &str) -> Found {
    let relative = |path: &str| path.strip_prefix(prefix).unwrap_or(path).to_owned();
    violations.map(|violation| (relative(&violation.path), violation.breach.rule())).collect()
}

fn agree<T: DeserializeOwned + Check>(
    api: &Api,
    operation: &str,
    request: &Value,
) -> Result<(), TestCaseError> {
    let operation = api.operation(operation).unwrap();
    let wire = operation.wrapped(request.clone());
    let judged = interpret::request(api, operation, &wire);
    let prefix = operation.wrap.as_ref().map_or(String::new(), |wrap| wrap.path.join(".") + ".");
    let mut errors = found(judged.errors(), &prefix);
    let mut warnings = found(judged.warnings(), &prefix);

    let Ok(parsed) = serde_json::from_value::<T>(request.clone()) else {
        prop_assert!(!errors.is_empty(), "does not parse, yet the interpreter accepts {wire}");
        return Ok(());
    };
    // Only in JSON: tolerated forms, and fields that the type keeps unread.
    warnings.retain(|(_, rule)| *rule != "tolerate");
    let mut unread: BTreeSet<String> = BTreeSet::new();
    errors.retain(|(path, rule)| *rule != "unknown_key" || !unread.insert(path.clone()));
    warnings.retain(|(path, rule)| {
        !matches!(*rule, "unknown_key" | "other_variant") || !unread.insert(path.clone())
    });

    // A single element has no index on the wire; in the type it is the first of a list.
    let bare = |(path, rule): (String, &'static str)| match path.strip_suffix("[0]") {
        Some(list) if request.get(list).is_some_and(|value| !value.is_array()) => (list.to_owned(), rule),
        _ => (path, rule),
    };
    let compiled = validate(&parsed);
    let mut reported = Report::new();
    At::ROOT.check(&parsed, &Rules::NONE, &mut reported);
    prop_assert_eq!(&compiled, &reported, "what only looks through {} lets it pass", wire);
    let compiled_errors: Found = found(compiled.errors(), "").into_iter().map(bare).collect();
    prop_assert_eq!(compiled_errors, errors, "errors of {}", wire);
    prop_assert_eq!(found(compiled.warnings(), ""), warnings, "warnings of {}", wire);
    prop_assert_eq!(compiled.extras().iter().cloned().collect::<BTreeSet<_>>(), unread, "extras of {}", wire);
    Ok(())
}

macro_rules! agreement {
    ($($operation:ident: $request:ty,)*) => {$(
        #[test]
        fn $operation() {
            let api = common::api();
            let name = stringify!($operation);
            let example = common::example(&api, name);
            agree::<$request>(&api, name, &example).unwrap();
            let mut runner = proptest::test_runner::TestRunner::new(ProptestConfig {
                cases: 512,
                failure_persistence: None,
                ..ProptestConfig::default()
            });
            let mutations = prop::collection::vec(mutation(), 1..5);
            runner
                .run(&mutations, |mutations| {
                    let mut request = example.clone();
                    for mutation in &mutations {
                        apply(&mut request, &mutation.steps, &mutation.change);
                    }
                    agree::<$request>(&api, name, &request)
                })
                .unwrap_or_else(|error| panic!("{error}"));
        }
    )*};
}

common::every_request!(agreement);
