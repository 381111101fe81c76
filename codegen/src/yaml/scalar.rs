//! Scalars, with the types that `serde_yaml` gives them.

use std::borrow::Cow;
use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, Error, Visitor};

use super::Node;

/// A value that is not a mapping, a list or null.
#[derive(Clone, Debug, PartialEq)]
pub enum Scalar {
    /// `true` or `false`.
    Bool(bool),
    /// An integer of up to 128 bits.
    Int(i128),
    /// A number with a fraction or an exponent.
    Float(f64),
    /// Anything else.
    Text(String),
}

impl fmt::Display for Scalar {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Scalar::Bool(value) => value.fmt(f),
            Scalar::Int(value) => value.fmt(f),
            Scalar::Float(value) => value.fmt(f),
            Scalar::Text(value) => value.fmt(f),
        }
    }
}

/// The data of an unquoted scalar, as `serde_yaml` reads it.
pub(super) fn plain(text: Cow<'_, str>) -> Node {
    // The most common forms are handled here, since `serde_yaml` creates a whole parser each time.
    match text.as_ref() {
        "true" => return Node::Scalar(Scalar::Bool(true)),
        "false" => return Node::Scalar(Scalar::Bool(false)),
        text if is_short_number(text) => {
            if let Ok(number) = text.parse() {
                return Node::Scalar(Scalar::Int(number));
            }
        }
        _ => {}
    }
    if may_be_typed(&text)
        && let Ok(Typed(node)) = serde_yaml::from_str(&text)
    {
        return node;
    }
    Node::Scalar(Scalar::Text(text.into_owned()))
}

/// Whether it is a decimal number of at most 18 digits without a leading zero.
fn is_short_number(text: &str) -> bool {
    matches!(text.as_bytes(), [b'1'..=b'9', rest @ ..] if rest.len() < 18 && rest.iter().all(u8::is_ascii_digit))
}

/// Whether the text may be something other than a string: a number, `null`, `True`. False for most texts.
fn may_be_typed(text: &str) -> bool {
    const WORDS: [&str; 3] = ["null", "true", "false"];
    text.starts_with(|c: char| matches!(c, '~' | '+' | '-' | '.' | '0'..='9')) && !text.contains([' ', '\n'])
        || WORDS.iter().any(|word| word.eq_ignore_ascii_case(text))
}

/// A scalar or null.
struct Typed(Node);

impl<'de> Deserialize<'de> for Typed {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Typed, D::Error> {
        deserializer.deserialize_any(TypedVisitor)
    }
}

struct TypedVisitor;

impl Visitor<'_> for TypedVisitor {
    type Value = Typed;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a YAML scalar")
    }

    fn visit_unit<E: Error>(self) -> Result<Typed, E> {
        Ok(Typed(Node::Null))
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Typed, E> {
        Ok(Typed(Node::Scalar(Scalar::Bool(value))))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Typed, E> {
        self.visit_i128(value.into())
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Typed, E> {
        self.visit_i128(value.into())
    }

    fn visit_i128<E: Error>(self, value: i128) -> Result<Typed, E> {
        Ok(Typed(Node::Scalar(Scalar::Int(value))))
    }

    fn visit_u128<E: Error>(self, value: u128) -> Result<Typed, E> {
        match i128::try_from(value) {
            Ok(value) => self.visit_i128(value),
            Err(_) => self.visit_f64(value as f64),
        }
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Typed, E> {
        Ok(Typed(Node::Scalar(Scalar::Float(value))))
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Typed, E> {
        Ok(Typed(Node::Scalar(Scalar::Text(value.to_owned()))))
    }
}
