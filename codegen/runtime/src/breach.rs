//! The ways in which a value can break a rule, and what each says.

mod units;

use std::borrow::Cow;
use std::fmt;

use crate::measure::MIN_CJK_BYTES;
use units::{Bytes, Chars, CjkChars, Fits, Items, MadeOf, Shortened};

/// A number in a limit or a message.
///
/// ```
/// use specwright_runtime::{Number, is_less};
///
/// assert!(is_less(Number::Int(1), Number::Float(1.5)));
/// assert_eq!(serde_json::Value::from(Number::Int(7)), 7);
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Number {
    /// An integer of any kind the dialect has.
    Int(i128),
    /// A number with a fraction.
    Float(f64),
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Number::Int(value) => write!(f, "{value}"),
            Number::Float(value) => write!(f, "{value}"),
        }
    }
}

impl From<Number> for serde_json::Value {
    fn from(number: Number) -> Self {
        match number {
            Number::Int(value) => match (i64::try_from(value), u64::try_from(value)) {
                (Ok(value), _) => value.into(),
                (_, Ok(value)) => value.into(),
                _ => value.to_string().into(),
            },
            Number::Float(value) => value.into(),
        }
    }
}

/// How one value breaks one rule: the rule, its limit and what was found.
///
/// ```
/// use specwright_runtime::Breach;
///
/// let breach = Breach::MaxBytes { limit: 36, bytes: 39, chars: 13, cjk: 13, fits: 12 };
/// assert_eq!(breach.rule(), "max_bytes");
/// assert_eq!(
///     breach.to_string(),
///     "39 bytes (13 CJK characters), limit 36 bytes (12 CJK characters); the first 12 characters fit"
/// );
/// ```
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
#[allow(missing_docs, reason = "each variant's sentence below tells what its fields hold")]
pub enum Breach {
    /// Too many bytes of UTF-8.
    MaxBytes { limit: usize, bytes: usize, chars: usize, cjk: usize, fits: usize },
    /// Too few bytes of UTF-8.
    MinBytes { limit: usize, bytes: usize, chars: usize, cjk: usize },
    /// Too many CJK characters.
    MaxCjk { limit: usize, bytes: usize, cjk: usize, fits: usize },
    /// Too many characters.
    MaxChars { limit: usize, chars: usize, fits: usize },
    /// The text does not match the pattern.
    Pattern { pattern: Cow<'static, str> },
    /// The text holds a control character that JSON cannot carry unescaped.
    Control { character: char },
    /// A number below the minimum.
    Min { limit: Number, actual: Number },
    /// A number above the maximum.
    Max { limit: Number, actual: Number },
    /// A timestamp with more digits than Unix seconds have.
    Timestamp { actual: i128 },
    /// Too few elements.
    MinItems { limit: usize, items: usize },
    /// Too many elements.
    MaxItems { limit: usize, items: usize },
    /// The field is not there. `when` is the condition that asks for it, if it is not always required.
    Required { when: Option<Cow<'static, str>> },
    /// The field is there and must not be.
    Forbidden { when: Cow<'static, str> },
    /// The value does not come after that of another field.
    After { other: Cow<'static, str>, limit: Number, actual: Number },
    /// The value was seen in use but is not documented.
    Undocumented { value: Cow<'static, str> },
    /// The value is none of the known ones.
    UnknownValue { value: String, suggestion: Option<String> },
    /// Another JSON type was expected.
    Type { expected: Cow<'static, str>, found: Cow<'static, str> },
    /// Null, where a value or nothing was expected.
    Null,
    /// A field that the spec knows is set as one that it does not know.
    KnownKey,
    /// No such field.
    UnknownKey { suggestion: Option<String> },
    /// The field of another variant of the union.
    OtherVariant { variant: String },
    /// A value other than the only one allowed.
    Constant { expected: String, actual: String },
    /// A form that is read but should not be written.
    Tolerated { written: &'static str },
    /// The body is not JSON, or not what the operation takes at all.
    Body { problem: String },
}

impl Breach {
    /// The names of all rules that a body can break.
    #[doc(hidden)]
    pub const RULES: [&'static str; 21] = [
        "max_bytes",
        "min_bytes",
        "max_cjk",
        "max_chars",
        "pattern",
        "forbid_control",
        "min",
        "max",
        "timestamp",
        "min_items",
        "max_items",
        "required",
        "forbidden",
        "after",
        "unknown_value",
        "type",
        "null",
        "unknown_key",
        "other_variant",
        "const",
        "body",
    ];

    /// The rule's name, in the dialect's words where it is a key of the dialect.
    pub fn rule(&self) -> &'static str {
        match self {
            Breach::MaxBytes { .. } => "max_bytes",
            Breach::MinBytes { .. } => "min_bytes",
            Breach::MaxCjk { .. } => "max_cjk",
            Breach::MaxChars { .. } => "max_chars",
            Breach::Pattern { .. } => "pattern",
            Breach::Control { .. } => "forbid_control",
            Breach::Min { .. } => "min",
            Breach::Max { .. } => "max",
            Breach::Timestamp { .. } => "timestamp",
            Breach::MinItems { .. } => "min_items",
            Breach::MaxItems { .. } => "max_items",
            Breach::Required { .. } => "required",
            Breach::Forbidden { .. } => "forbidden",
            Breach::After { .. } => "after",
            Breach::Undocumented { .. } => "undocumented_value",
            Breach::UnknownValue { .. } => "unknown_value",
            Breach::Type { .. } => "type",
            Breach::Null => "null",
            Breach::KnownKey => "known_key",
            Breach::UnknownKey { .. } => "unknown_key",
            Breach::OtherVariant { .. } => "other_variant",
            Breach::Constant { .. } => "const",
            Breach::Tolerated { .. } => "tolerate",
            Breach::Body { .. } => "body",
        }
    }

    /// The limit, in the unit that the rule's name tells (bytes, CJK characters, characters, items, digits for
    /// a timestamp), where it is a number.
    pub fn limit(&self) -> Option<Number> {
        self.figures().map(|(limit, _)| limit)
    }

    /// What was found, in the limit's unit.
    pub fn actual(&self) -> Option<Number> {
        self.figures().map(|(_, actual)| actual)
    }

    /// The limit and what was found.
    fn figures(&self) -> Option<(Number, Number)> {
        match self {
            Breach::MaxBytes { limit, bytes: actual, .. }
            | Breach::MinBytes { limit, bytes: actual, .. }
            | Breach::MaxCjk { limit, cjk: actual, .. }
            | Breach::MaxChars { limit, chars: actual, .. }
            | Breach::MinItems { limit, items: actual }
            | Breach::MaxItems { limit, items: actual } => Some((count(*limit), count(*actual))),
            Breach::Min { limit, actual }
            | Breach::Max { limit, actual }
            | Breach::After { limit, actual, .. } => Some((*limit, *actual)),
            Breach::Timestamp { actual } => Some((Number::Int(10), Number::Int(digits(*actual)))),
            Breach::Pattern { .. }
            | Breach::Control { .. }
            | Breach::Required { .. }
            | Breach::Forbidden { .. }
            | Breach::Undocumented { .. }
            | Breach::UnknownValue { .. }
            | Breach::Type { .. }
            | Breach::Null
            | Breach::KnownKey
            | Breach::UnknownKey { .. }
            | Breach::OtherVariant { .. }
            | Breach::Constant { .. }
            | Breach::Tolerated { .. }
            | Breach::Body { .. } => None,
        }
    }

    /// How many characters from the start of a text that is too long would do.
    pub fn fits(&self) -> Option<usize> {
        match self {
            Breach::MaxBytes { fits, .. } | Breach::MaxCjk { fits, .. } | Breach::MaxChars { fits, .. } => {
                Some(*fits)
            }
            _ => None,
        }
    }
}

/// The sentence behind the path, without a full stop.
impl fmt::Display for Breach {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Breach::MaxBytes { limit, bytes, chars, cjk, fits } => {
                let (made_of, room) = (MadeOf { chars: *chars, cjk: *cjk }, CjkChars(limit / MIN_CJK_BYTES));
                write!(f, "{}{made_of}, limit {} ({room}){}", Bytes(*bytes), Bytes(*limit), Fits(*fits))
            }
            Breach::MinBytes { limit, bytes, chars, cjk } => {
                let made_of = MadeOf { chars: *chars, cjk: *cjk };
                write!(f, "{}{made_of}, at least {} needed", Bytes(*bytes), Bytes(*limit))
            }
            Breach::MaxCjk { limit, bytes, cjk, fits } => {
                write!(f, "{} ({}), limit {}{}", CjkChars(*cjk), Bytes(*bytes), CjkChars(*limit), Fits(*fits))
            }
            Breach::MaxChars { limit, chars, fits } => {
                write!(f, "{}, limit {}{}", Chars(*chars), Chars(*limit), Fits(*fits))
            }
            Breach::Pattern { pattern } => write!(f, "does not match the pattern `{pattern}`"),
            Breach::Control { character } => write!(
                f,
                "holds the control character U+{:04X}; of those below U+0020 only backspace, tab, newline, form feed and return can be sent",
                u32::from(*character)
            ),
            Breach::Min { limit, actual } => write!(f, "{actual} is less than the minimum, {limit}"),
            Breach::Max { limit, actual } => write!(f, "{actual} is more than the maximum, {limit}"),
            Breach::Timestamp { actual } => {
                let digits = digits(*actual);
                write!(f, "{actual} has {digits} digits, but Unix seconds have ten at most")?;
                match digits {
                    13 => f.write_str("; these are milliseconds: divide by 1000"),
                    16 => f.write_str("; these are microseconds: divide by 1000000"),
                    _ => Ok(()),
                }
            }
            Breach::MinItems { limit, items } => write!(f, "{}, at least {limit} needed", Items(*items)),
            Breach::MaxItems { limit, items } => write!(f, "{}, limit {limit}", Items(*items)),
            Breach::Required { when: None } => f.write_str("missing, but required"),
            Breach::Required { when: Some(when) } => write!(f, "missing, but required {when}"),
            Breach::Forbidden { when } => write!(f, "must not be given {when}"),
            Breach::After { other, limit, actual } => write!(f, "{actual} is not after {other}, {limit}"),
            Breach::Undocumented { value } => {
                write!(f, "`{value}` is not among the documented values, though it has been seen in use")
            }
            Breach::UnknownValue { value, suggestion } => {
                write!(f, "`{}` is not one of the known values", Shortened(value))?;
                did_you_mean(f, suggestion.as_deref())
            }
            Breach::Type { expected, found } => write!(f, "expected {expected}, found {found}"),
            Breach::Null => {
                f.write_str("null is not a value here; leave the key out where there is nothing to say")
            }
            Breach::KnownKey => f.write_str("set as an extra, though it is a field of the spec"),
            Breach::UnknownKey { suggestion } => {
                f.write_str("no such field")?;
                did_you_mean(f, suggestion.as_deref())
            }
            Breach::OtherVariant { variant } => {
                write!(f, "belongs to the variant `{variant}`; this one does not use it")
            }
            Breach::Constant { expected, actual } => {
                write!(f, "must be {expected}, found {}", Shortened(actual))
            }
            Breach::Tolerated { written } => write!(f, "may be read, but should be written as {written}"),
            Breach::Body { problem } => f.write_str(problem),
        }
    }
}

fn did_you_mean(f: &mut fmt::Formatter<'_>, suggestion: Option<&str>) -> fmt::Result {
    match suggestion {
        Some(suggestion) => write!(f, "; did you mean `{suggestion}`?"),
        None => Ok(()),
    }
}

fn count(value: usize) -> Number {
    // A `usize` has 64 bits at most.
    Number::Int(value as i128)
}

fn digits(value: i128) -> i128 {
    value.unsigned_abs().checked_ilog10().map_or(1, |log| i128::from(log) + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn every_breach() -> Vec<Breach> {
        let (limit, actual) = (Number::Int(1), Number::Int(0));
        let value = String::from("Color99");
        let suggestion = Some(String::from("Color090"));
        vec![
            Breach::MaxBytes { limit: 36, bytes: 39, chars: 13, cjk: 13, fits: 12 },
            Breach::MaxBytes { limit: 36, bytes: 37, chars: 37, cjk: 0, fits: 36 },
            Breach::MaxBytes { limit: 36, bytes: 38, chars: 14, cjk: 12, fits: 12 },
            Breach::MaxBytes { limit: 1, bytes: 3, chars: 1, cjk: 1, fits: 0 },
            Breach::MinBytes { limit: 6, bytes: 3, chars: 1, cjk: 1 },
            Breach::MinBytes { limit: 6, bytes: 1, chars: 1, cjk: 0 },
            Breach::MinBytes { limit: 6, bytes: 0, chars: 0, cjk: 0 },
            Breach::MaxCjk { limit: 2, bytes: 9, cjk: 3, fits: 2 },
            Breach::MaxChars { limit: 1, chars: 2, fits: 1 },
            Breach::Pattern { pattern: "^https?://".into() },
            Breach::Control { character: '\u{1}' },
            Breach::Min { limit, actual },
            Breach::Max { limit: Number::Float(0.5), actual: Number::Float(0.75) },
            Breach::Timestamp { actual: 13_975_776_000 },
            Breach::Timestamp { actual: 1_397_577_600_000 },
            Breach::Timestamp { actual: 1_397_577_600_000_000 },
            Breach::MinItems { limit: 2, items: 1 },
            Breach::MaxItems { limit: 2, items: 3 },
            Breach::Required { when: None },
            Breach::Required { when: Some("unless `is_cancel` is true".into()) },
            Breach::Forbidden { when: "when `kind` is 2".into() },
            Breach::After { other: "begin".into(), limit, actual },
            Breach::Undocumented { value: "Color081".into() },
            Breach::UnknownValue { value, suggestion: suggestion.clone() },
            Breach::UnknownValue { value: "长".repeat(100), suggestion: None },
            Breach::Type { expected: "a string".into(), found: "the number 1".into() },
            Breach::Null,
            Breach::KnownKey,
            Breach::UnknownKey { suggestion },
            Breach::UnknownKey { suggestion: None },
            Breach::OtherVariant { variant: "FixedTerm".into() },
            Breach::Constant { expected: "\"A\"".into(), actual: "\"B\"".into() },
            Breach::Tolerated { written: "a number" },
            Breach::Body { problem: "not JSON".into() },
        ]
    }

    #[test]
    fn messages() {
        let lines: Vec<String> = every_breach()
            .iter()
            .map(|breach| {
                let show = |number: Option<Number>| number.map_or("-".into(), |number| number.to_string());
                format!(
                    "{} (limit {}, actual {}): {breach}",
                    breach.rule(),
                    show(breach.limit()),
                    show(breach.actual())
                )
            })
            .collect();
        insta::assert_snapshot!(lines.join("\n"));
    }
}
