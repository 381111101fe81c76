//! The verdicts agree with three other judges for any edit: the generator, whose files change with the spec; the
//! surfaces of the two crates as a whole; and the interpreter, which validates requests by either spec.

use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use serde_json::{Map, Value};

use super::{Change, Effect, Kind, Side, collect, compare, trial};
use specwright::check::check;
use specwright::ir::{Api, Input, Operation, Type};
use specwright::source::Source;
use specwright::{example, interpret};

#[path = "../../../tests/support/mutations.rs"]
mod edits;

use edits::{damaged, undamaged};

/// All files of the client, without the lines that name the spec's files.
fn generated(sources: &[Source]) -> Vec<(String, String)> {
    let files = specwright::generate(sources).unwrap().files;
    files.into_iter().map(|file| (file.path, file.contents)).collect()
}

/// Requests that are valid, or nearly: examples, those without a key, and those with other values.
fn bodies(api: &Api, operation: &Operation) -> Vec<Value> {
    let Some(content) = content(api, operation) else { return Vec::new() };
    let whole = example::value(api, content);
    let mut bodies = vec![whole.clone()];
    vary(&whole, &mut |varied| bodies.push(varied));
    bodies.into_iter().map(|body| operation.wrapped(body)).collect()
}

fn content<'a>(api: &'a Api, operation: &'a Operation) -> Option<&'a Type> {
    match &operation.input {
        Input::Whole(ty) => Some(ty),
        Input::Parameters(id) => api.models[*id].field("body").map(|field| &field.ty),
        Input::None => None,
    }
}

/// All variations of a value in which one part is missing or changed.
fn vary(value: &Value, found: &mut dyn FnMut(Value)) {
    match value {
        Value::Object(entries) => {
            for (key, inner) in entries {
                let with = |inner: Option<Value>| {
                    let mut entries: Map<String, Value> = entries.clone();
                    match inner {
                        Some(inner) => entries.insert(key.clone(), inner),
                        None => entries.remove(key),
                    };
                    Value::Object(entries)
                };
                found(with(None));
                vary(inner, &mut |varied| found(with(Some(varied))));
            }
        }
        Value::Array(items) => {
            found(Value::Array(Vec::new()));
            found(Value::Array(items.iter().cycle().take(items.len() * 4).cloned().collect()));
            for (index, inner) in items.iter().enumerate() {
                vary(inner, &mut |varied| {
                    let mut items = items.clone();
                    items[index] = varied;
                    found(Value::Array(items));
                });
            }
        }
        Value::String(text) => {
            for changed in [String::new(), "票".repeat(11), "a".repeat(37), text.repeat(2), "1".to_owned()] {
                found(changed.into());
            }
            found(Value::Null);
        }
        Value::Number(_) => {
            for changed in [-1_i64, 0, 1, 6, 10, 3_000_000_000, 9_000_000_000_000] {
                found(changed.into());
            }
            found("1".into());
        }
        Value::Bool(value) => found((!value).into()),
        Value::Null => {}
    }
}

fn agree(old: &[Source], new: &[Source]) -> Result<Vec<Change>, TestCaseError> {
    let (old_api, new_api) = (check(old).unwrap().api, check(new).unwrap().api);
    let changes = compare(Side { sources: old, api: &old_api }, Side { sources: new, api: &new_api });
    let shown = || changes.iter().map(|change| format!("{change:#?}\n")).collect::<String>();

    prop_assert!(
        !changes.is_empty() || generated(old) == generated(new),
        "the files changed, and nothing is reported"
    );

    let differences = trial::whole(&old_api).differences(&trial::whole(&new_api));
    let breaks = differences.iter().any(|difference| difference.breaking);
    // A limit changes no item, but a `lit!` of a text that violates it does not compile.
    let is_limit = |kind| matches!(kind, Kind::LimitAdded | Kind::LimitTightened | Kind::LimitChanged);
    let reported =
        changes.iter().any(|change| change.rust.effect == Effect::Breaking && !is_limit(change.kind));
    prop_assert!(breaks == reported, "Rust breaks: {breaks}, {differences:#?}\n{}", shown());

    let worst = changes.iter().map(|change| change.wire.effect.max(change.limits.effect)).max();
    for before in &old_api.operations {
        let Some(after) = new_api.operation(&before.name) else { continue };
        for body in bodies(&old_api, before).into_iter().chain(bodies(&new_api, after)) {
            let was_valid = interpret::request(&old_api, before, &body).is_valid();
            let report = interpret::request(&new_api, after, &body);
            let least = match (was_valid, report.is_valid()) {
                (true, false) => Effect::Breaking,
                (false, true) => Effect::Compatible,
                _ => continue,
            };
            prop_assert!(worst >= Some(least), "{least} for {body}: {report:?}\n{}", shown());
        }
    }
    Ok(changes)
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 150,
        failure_persistence: None,
        max_global_rejects: 1_000_000,
        ..ProptestConfig::default()
    })]

    #[test]
    fn every_change_is_reported_and_none_is_understated(edited in damaged()) {
        let old = undamaged();
        if check(&edited).is_ok() {
            agree(&old, &edited)?;
            agree(&edited, &old)?;
        }
    }
}

#[test]
fn equal_specs_have_no_changes_and_enough_edits_are_valid() {
    let old = undamaged();
    assert_eq!(agree(&old, &old).unwrap(), []);
    let mut runner = TestRunner::deterministic();
    let edits = (0..100).map(|_| damaged().new_tree(&mut runner).unwrap().current());
    let right = edits.filter(|edited| check(edited).is_ok()).count();
    assert!(right >= 10, "only {right} of 100 edits result in a valid spec");
}

/// A spec with many fields, values and variants, whose names have a prefix.
fn large(prefix: &str, count: usize, fields: &str) -> Vec<Source> {
    let lines = |line: &dyn Fn(usize) -> String| (0..count).map(line).collect::<String>();
    let upper = prefix.to_uppercase();
    let fields = lines(&|n| format!("  {prefix}{n}: {{ type: string, doc: Number {n}.{fields} }}\n"));
    let values = lines(&|n| format!("  v{n}: {{ name: {upper}{n} }}\n"));
    let variants =
        lines(&|n| format!("  {upper}{n}: {{ value: v{n}, fields: {{ f{n}: {{ type: int }} }} }}\n"));
    [
        ("api.yaml", "api: large\nserver: https://large.example.com\n".to_owned()),
        ("send.yaml", "operation: send\nmethod: POST\npath: /send\nrequest: Sent\n".to_owned()),
        (
            "sent.yaml",
            format!("model: Sent\nfields:\n  kind: {{ type: Kind }}\n  pick: {{ type: Pick }}\n{fields}"),
        ),
        ("kind.yaml", format!("enum: Kind\nvalues:\n{values}")),
        ("pick.yaml", format!("union: Pick\ntag: tag\nvariants:\n{variants}")),
    ]
    .map(|(path, text)| Source::new(path, text))
    .to_vec()
}

/// The number of items that are compared to judge the changes from one spec to the other.
fn compared(old: &[Source], new: &[Source]) -> usize {
    let (old_api, new_api) = (checked(old), checked(new));
    collect(Side { sources: old, api: &old_api }, Side { sources: new, api: &new_api }).explained.compared
}

fn checked(sources: &[Source]) -> Api {
    match check(sources) {
        Ok(checked) => checked.api,
        Err(problems) => panic!("{}", problems.render(sources, false)),
    }
}

#[test]
fn work_is_linear_in_the_changes() {
    let work = |count| compared(&large("a", count, ""), &large("b", count, ""));
    let (few, many) = (work(10), work(40));
    assert!(few > 0 && many <= few * 5, "{few} items for 10 changes of each kind, {many} for 40");
}

#[test]
fn verdicts_do_not_depend_on_the_number_of_elements() {
    let required = ", required: true";
    for (old, new) in [
        (large("a", 30, ""), large("b", 30, "")),
        (large("a", 30, required), large("b", 30, required)),
        (large("a", 30, ""), large("a", 30, required)),
        (large("a", 30, required), large("a", 29, required)),
        (large("a", 4, required), large("a", 3, required)),
        (large("a", 9, required), large("a", 3, required)),
        (large("a", 9, ""), large("a", 10, required)),
    ] {
        agree(&old, &new).unwrap();
        agree(&new, &old).unwrap();
    }
    let changes = agree(&large("a", 30, ""), &large("b", 30, "")).unwrap();
    let renamed = |kind| changes.iter().filter(|change| change.kind == kind).count();
    assert_eq!([Kind::FieldRenamed, Kind::ValueRenamed, Kind::VariantRenamed].map(renamed), [30; 3]);
    assert_eq!(changes.len(), 90, "{changes:#?}");
}
