//! The logic behind generated boundary tests.

use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use crate::{Check, Severity, validate};

/// A number on the other side of a limit: far enough from it to be another number, and to stay one when it is written
/// and read.
pub fn beyond(limit: f64, step: f64) -> f64 {
    limit + step * (limit.abs() * 1e-9).max(1.0)
}

/// A field, a value for it, and whether the rule, at this severity, must speak of it.
pub type Case<'a> = (&'a str, Value, Severity, &'a str, bool);

/// Puts each value into the example in place of the field, and tells of the cases where the rule speaks and
/// should not, or the other way round.
pub fn boundaries<T: DeserializeOwned + Check>(example: &str, cases: &[Case<'_>]) -> Vec<String> {
    cases.iter().filter_map(|case| failure::<T>(example, case)).collect()
}

fn failure<T: DeserializeOwned + Check>(example: &str, case: &Case<'_>) -> Option<String> {
    let (field, value, severity, rule, breaks) = case;
    let told = |problem: String| Some(format!("{field}, {rule}, {value}: {problem}"));
    let mut wire: Map<String, Value> = match serde_json::from_str(example) {
        Ok(wire) => wire,
        Err(error) => return told(error.to_string()),
    };
    wire.insert((*field).to_owned(), value.clone());
    let report = match serde_json::from_value::<T>(Value::Object(wire)) {
        Ok(model) => validate(&model),
        Err(error) => return told(error.to_string()),
    };
    let reported = report.violations().iter().any(|violation| {
        let concerned = violation.path.starts_with(field) && violation.severity == *severity;
        concerned && violation.breach.rule() == *rule
    });
    if reported == *breaks { None } else { told(format!("expected {breaks}, found {reported}\n{report}")) }
}
