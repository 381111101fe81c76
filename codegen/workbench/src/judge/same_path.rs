//! Operations on one path, which are distinguished by their bodies.

use serde_json::Value;
use specwright::ir::{Api, Operation};
use specwright::suggest;
use specwright_runtime::{Breach, Report, Severity, Violation};

/// The operations with the method and the path of this one, itself included.
pub(super) fn with<'a>(api: &'a Api, operation: &Operation) -> Vec<&'a Operation> {
    let is_same = |other: &&Operation| other.method == operation.method && other.path == operation.path;
    api.operations.iter().filter(is_same).collect()
}

/// The operation whose envelope matches the body best; the first of several equal ones. Each has what else is known of it.
pub(crate) fn choose<'a, T>(candidates: Vec<(&'a Operation, T)>, body: &Value) -> Option<(&'a Operation, T)> {
    let fit = |operation: &Operation| operation.wrap.as_ref().map_or(0, |wrap| fit(&wrap.template, body));
    // `max_by_key` returns the last of several maxima.
    candidates.into_iter().rev().max_by_key(|(operation, _)| fit(operation))
}

/// A report that names all values of a constant by which operations on one path are distinguished, where the body has
/// none of them: the rest of the report is about an operation that was not meant.
pub(crate) fn name_constants(report: Report, candidates: &[&Operation]) -> Report {
    let unknown = report.errors().find_map(|violation| {
        let Breach::Constant { actual, .. } = &violation.breach else { return None };
        let templates = candidates.iter().filter_map(|operation| operation.wrap.as_ref());
        let constants = templates.filter_map(|wrap| {
            violation.path.split('.').try_fold(&wrap.template, |template, key| template.get(key))
        });
        let mut known: Vec<String> = constants.map(Value::to_string).collect();
        known.sort_unstable();
        known.dedup();
        let expected = format!("one of {}", suggest::list(&known));
        (known.len() > 1 && !known.contains(actual)).then(|| {
            let breach = Breach::Constant { expected, actual: actual.clone() };
            Violation::new(violation.path.clone(), Severity::Error, breach)
        })
    });
    let Some(unknown) = unknown else { return report };
    let mut report = Report::new();
    report.push(unknown);
    report
}

/// How well a body matches a template: an equal constant counts more than a shared key.
fn fit(template: &Value, body: &Value) -> usize {
    match (template, body) {
        (Value::Object(template), Value::Object(body)) => {
            let shared = template.iter().filter_map(|(key, part)| Some((part, body.get(key)?)));
            shared.map(|(part, value)| 1 + fit(part, value)).sum()
        }
        (Value::Null, _) => 0,
        (constant, value) if constant == value => 10,
        _ => 0,
    }
}
