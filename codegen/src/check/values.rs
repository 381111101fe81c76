//! Converts scalars of the spec to values of a type.

use crate::dialect;
use crate::ir::{Arena, Enum, EnumValue, Scalar, ScalarForm, ScalarKind, TagValue, Type};

use crate::suggest;

/// Help for a type that has no single values.
const NO_PARTS: &str = "remove it: only scalars are possible here";

/// The error for a scalar that is not a value of the type.
pub(super) struct Misfit {
    /// What is expected: "an integer".
    pub(super) expected: String,
    /// How to correct it.
    pub(super) help: String,
}

/// The scalar as a value of the type.
pub(super) fn convert(ty: &Type, value: &dialect::Scalar, enums: &Arena<Enum>) -> Result<Scalar, Misfit> {
    match ty {
        Type::Scalar(kind) => scalar(*kind, value),
        Type::Enum(id) => enum_value(&enums[*id], value),
        Type::Nullable(inner) | Type::Boxed(inner) => convert(inner, value, enums),
        Type::Model(_) | Type::Union(_) => misfit("an object", Some(NO_PARTS.to_owned())),
        Type::List(_) => misfit("a list", Some(NO_PARTS.to_owned())),
        Type::Map(_) => misfit("a map", Some(NO_PARTS.to_owned())),
    }
}

fn scalar(kind: ScalarKind, value: &dialect::Scalar) -> Result<Scalar, Misfit> {
    use dialect::Scalar as Given;
    match (kind.form(), value) {
        (ScalarForm::Text, Given::Text(text)) => Ok(Scalar::Text(text.clone())),
        (ScalarForm::Text, other) => misfit("a string", Some(quote(other))),
        (ScalarForm::DigitSeconds, Given::Text(text)) if are_seconds(text) => Ok(Scalar::Text(text.clone())),
        (ScalarForm::DigitSeconds, other) => {
            misfit(kind.words(), matches!(other, Given::Int(_)).then(|| quote(other)))
        }
        (ScalarForm::Bool, Given::Bool(value)) => Ok(Scalar::Bool(*value)),
        (ScalarForm::Bool, other) => misfit("`true` or `false`", truth(other)),
        (ScalarForm::Float, Given::Int(number)) => float(*number as f64),
        (ScalarForm::Float, Given::Float(number)) => float(*number),
        (ScalarForm::Float, other) => misfit("a number", unquote(other)),
        (ScalarForm::Json, value) => Ok(plain(value)),
        (ScalarForm::Integer | ScalarForm::Seconds | ScalarForm::Milliseconds, value) => integer(kind, value),
        (ScalarForm::Parsed(parse), Given::Text(text)) => match parse(text) {
            Ok(()) => Ok(Scalar::Text(text.clone())),
            Err(reason) => {
                misfit(&format!("{}: {reason}", kind.words()), Some(format!("write {}", kind.words())))
            }
        },
        (ScalarForm::Parsed(_), Given::Bool(_) | Given::Int(_) | Given::Float(_)) | (ScalarForm::File, _) => {
            misfit(kind.words(), None)
        }
    }
}

fn integer(kind: ScalarKind, value: &dialect::Scalar) -> Result<Scalar, Misfit> {
    use dialect::Scalar as Given;
    let number = match value {
        Given::Int(number) => Some(*number),
        // An integer out of 128 bits is read as a fraction; the cast saturates.
        Given::Float(number) if number.abs() >= i128::MAX as f64 => Some(*number as i128),
        Given::Float(_) | Given::Bool(_) | Given::Text(_) => None,
    };
    let Some(number) = number else {
        let expected = if kind.is_integer() { "an integer" } else { kind.words() };
        return misfit(expected, unquote(value));
    };
    match kind.range() {
        Some((least, most)) if !(least..=most).contains(&number) => {
            misfit(&format!("an integer from {least} to {most}"), None)
        }
        Some(_) | None => Ok(Scalar::Int(number)),
    }
}

/// A scalar as in the spec, in backticks.
pub(super) fn show(value: &dialect::Scalar) -> String {
    match value {
        dialect::Scalar::Bool(value) => format!("`{value}`"),
        dialect::Scalar::Int(value) => format!("`{value}`"),
        dialect::Scalar::Float(value) => format!("`{value:?}`"),
        dialect::Scalar::Text(text) => format!("`\"{text}\"`"),
    }
}

/// A scalar as a tag or an enumeration's value, if it can be one.
pub(super) fn tag(value: &dialect::Scalar) -> Option<TagValue> {
    match value {
        dialect::Scalar::Int(number) => i64::try_from(*number).ok().map(TagValue::Int),
        dialect::Scalar::Text(text) => Some(TagValue::Text(text.clone())),
        dialect::Scalar::Bool(_) | dialect::Scalar::Float(_) => None,
    }
}

/// A tag as in the spec, in backticks.
pub(super) fn show_tag(value: &TagValue) -> String {
    format!("`{value}`")
}

/// A scalar as a key in a path.
pub(super) fn key_text(key: &dialect::Scalar) -> String {
    match key {
        dialect::Scalar::Bool(value) => value.to_string(),
        dialect::Scalar::Int(value) => value.to_string(),
        dialect::Scalar::Float(value) => value.to_string(),
        dialect::Scalar::Text(text) => text.clone(),
    }
}

fn float(number: f64) -> Result<Scalar, Misfit> {
    if number.is_finite() { Ok(Scalar::Float(number)) } else { misfit("a finite number", None) }
}

fn enum_value(of: &Enum, value: &dialect::Scalar) -> Result<Scalar, Misfit> {
    if of.values.is_empty() {
        // Missing values were reported.
        return Ok(plain(value));
    }
    let tag = tag(value);
    let known = |wanted: &TagValue| of.values.iter().find(|known| known.value == *wanted);
    if let Some(known) = tag.as_ref().and_then(known) {
        return Ok(match &known.value {
            TagValue::Int(number) => Scalar::Int((*number).into()),
            TagValue::Text(text) => Scalar::Text(text.clone()),
        });
    }
    misfit(&format!("one of the values of `{}`", of.name), help_with_value(&of.values, value))
}

/// The most similar value of the enumeration.
pub(super) fn help_with_value(values: &[EnumValue], given: &dialect::Scalar) -> Option<String> {
    let tag = tag(given)?;
    let same_digits = |value: &&EnumValue| value.value.to_string() == tag.to_string();
    if let Some(known) = values.iter().find(|value| value.also_read.contains(&tag)) {
        return Some(format!("write {}", show_tag(&known.value)));
    }
    if let Some(known) = values.iter().find(same_digits) {
        return Some(match &known.value {
            TagValue::Int(number) => format!("remove the quotes: {number}"),
            TagValue::Text(text) => format!("quote it: \"{text}\""),
        });
    }
    let known: Vec<String> = values.iter().map(|value| value.value.to_string()).collect();
    Some(suggest::help(&key_text(given), known.iter().map(String::as_str)))
}

/// Whether the text is one to ten decimal digits.
fn are_seconds(text: &str) -> bool {
    (1..=10).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn plain(value: &dialect::Scalar) -> Scalar {
    match value {
        dialect::Scalar::Bool(value) => Scalar::Bool(*value),
        dialect::Scalar::Int(value) => Scalar::Int(*value),
        dialect::Scalar::Float(value) => Scalar::Float(*value),
        dialect::Scalar::Text(text) => Scalar::Text(text.clone()),
    }
}

fn misfit<T>(expected: &str, help: Option<String>) -> Result<T, Misfit> {
    let help = help.unwrap_or_else(|| format!("write {expected}"));
    Err(Misfit { expected: expected.to_owned(), help })
}

/// Help for a value that looks like a boolean.
fn truth(value: &dialect::Scalar) -> Option<String> {
    match key_text(value).to_ascii_lowercase().as_str() {
        "true" => Some("write `true`, without quotes".to_owned()),
        "false" => Some("write `false`, without quotes".to_owned()),
        "yes" | "on" | "1" | "是" => Some("write `true`".to_owned()),
        "no" | "off" | "0" | "否" => Some("write `false`".to_owned()),
        _ => None,
    }
}

/// Help for a number or a boolean instead of a string.
fn quote(value: &dialect::Scalar) -> String {
    let bare = show(value);
    format!("quote it: \"{}\"", bare.trim_matches('`'))
}

/// Help for a quoted number instead of a number.
pub(super) fn unquote(value: &dialect::Scalar) -> Option<String> {
    match value {
        dialect::Scalar::Text(text) if text.parse::<f64>().is_ok_and(f64::is_finite) => {
            Some(dialect::zero_before(text).unwrap_or_else(|| format!("remove the quotes: {text}")))
        }
        dialect::Scalar::Text(text) => {
            let plain: String = text.chars().filter_map(plain_digit).collect();
            (!plain.is_empty() && text.chars().all(|c| plain_digit(c).is_some() || "_,' ".contains(c)))
                .then(|| format!("write `{plain}`"))
        }
        _ => None,
    }
}

/// The ASCII digit of a digit, full-width or not.
fn plain_digit(digit: char) -> Option<char> {
    let full_width =
        u32::from(digit).checked_sub(u32::from('０')).and_then(|digit| char::from_digit(digit, 10));
    full_width.or_else(|| digit.is_ascii_digit().then_some(digit))
}
