//! Integers, fractions and timestamps.

use serde_json::Value;
use specwright_runtime::{Breach, Check, Number, Report, Timestamp, check_number};

use super::Interpreter;
use super::describe::{found, wrong_type};
use super::found::Found;
use super::limits::FieldRules;
use crate::ir::{IntKind, TimestampForm, Tolerance, Type};

impl Interpreter<'_> {
    /// Judges a number or a timestamp.
    pub(super) fn number(&self, ty: &Type, rules: &FieldRules<'_>, found: Found<'_>, report: &mut Report) {
        match self.read_number(ty, rules.tolerate, found.value) {
            Err(breach) => found.error(breach, report),
            Ok(read) => {
                let mut inner = Report::new();
                match (ty, read.number) {
                    (Type::Timestamp(_), Number::Int(seconds)) => {
                        check_timestamp(seconds, rules, found, &mut inner)
                    }
                    (_, number) => check_number(number, found.at, &rules.plain, &mut inner),
                }
                if read.tolerated && inner.is_valid() {
                    found.warning(Breach::Tolerated { written: "a number" }, report);
                }
                inner.violations().iter().for_each(|violation| report.push(violation.clone()));
            }
        }
    }

    /// Whether it is a number as it is written, and keeps all limits.
    pub(super) fn number_passes(&self, ty: &Type, rules: &FieldRules<'_>, value: &Value) -> bool {
        match (ty, self.read_number(ty, Tolerance::default(), value)) {
            (_, Err(_)) => false,
            (Type::Timestamp(_), Ok(Read { number: Number::Int(seconds), .. })) => i64::try_from(seconds)
                .is_ok_and(|seconds| Timestamp::from_unix_seconds(seconds).passes(&rules.plain)),
            (_, Ok(read)) => rules.plain.pass_number(read.number),
        }
    }

    /// The number that the value of a type is, or why it is none.
    pub(super) fn read_number(&self, ty: &Type, tolerate: Tolerance, value: &Value) -> Result<Read, Breach> {
        let refused = || wrong_type(self.api, ty, value);
        let integer =
            |value: &Value| integer(value).ok_or_else(|| beyond_integers(value).unwrap_or_else(refused));
        match (ty, value) {
            (Type::Boxed(inner), _) => self.read_number(inner, tolerate, value),
            (Type::Int(kind), Value::Number(_)) => in_range(*kind, integer(value)?).map(Read::plain),
            (Type::Timestamp(TimestampForm::Number), Value::Number(_)) => {
                integer(value).map(|seconds| Read::plain(Number::Int(seconds)))
            }
            (Type::Timestamp(TimestampForm::Digits), Value::String(text)) => {
                digits(text).map(|seconds| Read::plain(Number::Int(seconds))).ok_or_else(refused)
            }
            (Type::Float, Value::Number(number)) => {
                number.as_f64().map(|value| Read::plain(Number::Float(value))).ok_or_else(refused)
            }
            (Type::Int(kind), Value::String(text)) if tolerate.digit_string => {
                in_range(*kind, digits(text).ok_or_else(refused)?).map(Read::tolerated)
            }
            (Type::Timestamp(TimestampForm::Number), Value::String(text)) if tolerate.digit_string => {
                digits(text).map(|seconds| Read::tolerated(Number::Int(seconds))).ok_or_else(refused)
            }
            (Type::Float, Value::String(text)) if tolerate.digit_string => {
                let value = digits(text).and_then(|value| u64::try_from(value).ok()).ok_or_else(refused)?;
                Ok(Read::tolerated(Number::Float(value as f64)))
            }
            _ => Err(refused()),
        }
    }
}

/// A number as it was read.
#[derive(Clone, Copy, Debug)]
pub(super) struct Read {
    pub(super) number: Number,
    /// Whether it stood in a string where a number should.
    tolerated: bool,
}

impl Read {
    fn plain(number: Number) -> Self {
        Self { number, tolerated: false }
    }

    fn tolerated(number: Number) -> Self {
        Self { number, tolerated: true }
    }
}

/// The runtime's check, also for what its timestamps cannot hold.
fn check_timestamp(seconds: i128, rules: &FieldRules<'_>, found: Found<'_>, report: &mut Report) {
    match i64::try_from(seconds) {
        Ok(seconds) => found.at.check(&Timestamp::from_unix_seconds(seconds), &rules.plain, report),
        Err(_) => found.error(Breach::Timestamp { actual: seconds }, report),
    }
}

/// A JSON number without a fraction.
fn integer(value: &Value) -> Option<i128> {
    value.as_i64().map(i128::from).or_else(|| value.as_u64().map(i128::from))
}

/// The breach of a whole number that is too great to be read as an integer at all.
fn beyond_integers(value: &Value) -> Option<Breach> {
    // 2 to the power of 63: from here on a number without a fraction point is read as a fraction.
    const BEYOND: f64 = 9_223_372_036_854_775_808.0;
    let number = value.as_f64()?;
    (number.abs() >= BEYOND)
        .then(|| Breach::Type { expected: "an integer of 64 bits".into(), found: found(value).into() })
}

/// Decimal digits and nothing else.
fn digits(text: &str) -> Option<i128> {
    let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if digits { text.parse().ok() } else { None }
}

/// The integer, if its kind can hold it.
fn in_range(kind: IntKind, actual: i128) -> Result<Number, Breach> {
    let (min, max) = kind.range();
    if actual < min {
        Err(Breach::Min { limit: Number::Int(min), actual: Number::Int(actual) })
    } else if actual > max {
        Err(Breach::Max { limit: Number::Int(max), actual: Number::Int(actual) })
    } else {
        Ok(Number::Int(actual))
    }
}
