//! Integers, fractions and timestamps.

use serde_json::Value;
use specwright_runtime::form::{float_in, integer_in, integer_of};
use specwright_runtime::{Breach, Check, Number, Report, Subject, Timestamp, check_number, is_less};

use super::Interpreter;
use super::describe::{found, wrong_type};
use super::limits::FieldRules;
use super::value_at::ValueAt;
use crate::ir::{JsonKind, ScalarKind, Tolerance, Type};

impl Interpreter<'_> {
    /// Checks a number or a timestamp.
    pub(super) fn number(
        &self,
        kind: ScalarKind,
        rules: &FieldRules<'_>,
        found: ValueAt<'_>,
        report: &mut Report,
    ) {
        match self.read_number(kind, rules.tolerate, found.value) {
            Err(breach) => found.error(breach, report),
            Ok(read) => {
                let mut inner = Report::new();
                match read.number {
                    Number::Int(seconds) if kind.is_timestamp() => {
                        check_timestamp(seconds, rules, found, &mut inner)
                    }
                    number => check_number(number, found.at, &rules.plain, &mut inner),
                }
                if let Some(written) = read.tolerated.filter(|_| inner.is_valid()) {
                    found.warning(Breach::Tolerated { written }, report);
                }
                inner.violations().iter().for_each(|violation| report.push(violation.clone()));
            }
        }
    }

    /// Whether it is a valid number without a tolerated form.
    pub(super) fn number_passes(&self, kind: ScalarKind, rules: &FieldRules<'_>, value: &Value) -> bool {
        match self.read_number(kind, Tolerance::default(), value) {
            Err(_) => false,
            Ok(Read { number: Number::Int(seconds), .. }) if kind.is_timestamp() => i64::try_from(seconds)
                .is_ok_and(|seconds| Timestamp::from_unix_seconds(seconds).passes(&rules.plain)),
            Ok(read) => rules.plain.pass_number(read.number),
        }
    }

    /// Reads the number of a value; the error is the breach.
    pub(super) fn read_number(
        &self,
        kind: ScalarKind,
        tolerate: Tolerance,
        value: &Value,
    ) -> Result<Read, Breach> {
        let in_string = |number| Read::tolerated(number, "a number");
        let refused = || wrong_type(self.api, &Type::Scalar(kind), value);
        match value {
            Value::Number(number) => match kind.json() {
                JsonKind::Integer => {
                    if let Some(integer) = integer_of(number).filter(|_| tolerate.zero_fraction) {
                        let read = |number| Read::tolerated(number, "a number without a fraction");
                        return in_range(kind, integer.into()).map(read);
                    }
                    let integer =
                        integer(value).ok_or_else(|| beyond_integers(value).unwrap_or_else(refused))?;
                    in_range(kind, integer).map(Read::plain)
                }
                JsonKind::Number => {
                    number.as_f64().map(|value| Read::plain(Number::Float(value))).ok_or_else(refused)
                }
                JsonKind::String | JsonKind::Boolean | JsonKind::File | JsonKind::Any => Err(refused()),
            },
            Value::String(text) => match kind.json() {
                JsonKind::Integer if tolerate.digit_string => {
                    let integer = if kind.is_timestamp() { digits(text) } else { integer_in(text) };
                    in_range(kind, integer.ok_or_else(refused)?).map(in_string)
                }
                JsonKind::Number if tolerate.digit_string => {
                    float_in(text).map(|value| in_string(Number::Float(value))).ok_or_else(refused)
                }
                JsonKind::String if kind.limits() == Some(Subject::Number) => {
                    digits(text).map(|digits| Read::plain(Number::Int(digits))).ok_or_else(refused)
                }
                JsonKind::Integer
                | JsonKind::Number
                | JsonKind::String
                | JsonKind::Boolean
                | JsonKind::File
                | JsonKind::Any => Err(refused()),
            },
            Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => Err(refused()),
        }
    }
}

/// A number as it was read.
#[derive(Clone, Copy, Debug)]
pub(super) struct Read {
    pub(super) number: Number,
    /// How it should be written, if it was read in a tolerated form.
    tolerated: Option<&'static str>,
}

impl Read {
    fn plain(number: Number) -> Self {
        Self { number, tolerated: None }
    }

    fn tolerated(number: Number, written: &'static str) -> Self {
        Self { number, tolerated: Some(written) }
    }
}

/// The runtime's check, including values out of the range of its timestamps.
fn check_timestamp(seconds: i128, rules: &FieldRules<'_>, found: ValueAt<'_>, report: &mut Report) {
    match i64::try_from(seconds) {
        Ok(seconds) => found.at.check(&Timestamp::from_unix_seconds(seconds), &rules.plain, report),
        Err(_) => found.error(Breach::Timestamp { actual: seconds }, report),
    }
}

/// A JSON number without a fraction.
fn integer(value: &Value) -> Option<i128> {
    value.as_i64().map(i128::from).or_else(|| value.as_u64().map(i128::from))
}

/// The breach of an integer that is out of the range of JSON integers.
fn beyond_integers(value: &Value) -> Option<Breach> {
    // 2⁶³: from here on, a number without a fraction is parsed as a fraction.
    const BEYOND: f64 = 9_223_372_036_854_775_808.0;
    let number = value.as_f64()?;
    (number.abs() >= BEYOND)
        .then(|| Breach::Type { expected: "an integer of 64 bits".into(), found: found(value).into() })
}

/// Parses decimal digits.
fn digits(text: &str) -> Option<i128> {
    integer_in(text).filter(|_| !text.starts_with('-'))
}

/// The integer, if it is in the range of its kind. A timestamp has rules of its own.
fn in_range(kind: ScalarKind, actual: i128) -> Result<Number, Breach> {
    let actual = Number::Int(actual);
    match kind.range().filter(|_| !kind.is_timestamp()) {
        Some((min, _)) if is_less(actual, Number::Int(min)) => {
            Err(Breach::Min { limit: Number::Int(min), actual })
        }
        Some((_, max)) if is_less(Number::Int(max), actual) => {
            Err(Breach::Max { limit: Number::Int(max), actual })
        }
        Some(_) | None => Ok(actual),
    }
}
