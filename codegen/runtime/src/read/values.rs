//! Reading scalars, lists and maps.

use std::collections::BTreeMap;
use std::fmt::Display;
use std::str::FromStr;

use serde_json::{Number, Value};

use super::node::{Kind, plain_value};
use super::{Error, Node, Read, ReadForm};
use crate::form::{Each, Plain, Values};
use crate::{Nullable, Secret, Text, Timestamp, TimestampMs};

/// The only text of a parameter.
fn single(texts: Vec<String>) -> Result<String, Error> {
    let mut texts = texts.into_iter();
    match (texts.next(), texts.next()) {
        (Some(text), None) => Ok(text),
        (None, _) => Err(Error::new("missing, but required")),
        (Some(_), Some(_)) => Err(Error::new("given more than once")),
    }
}

fn parsed<T: FromStr>(text: &str, what: &str) -> Result<T, Error> {
    text.parse().map_err(|_| Error::new(format_args!("expected {what}, found `{text}`")))
}

/// Reads a value that is parsed from a string.
///
/// # Errors
///
/// [`Error`] if the node is not a string, or the value cannot be parsed from it.
pub fn from_text<T: FromStr<Err: Display>>(node: Node<'_>, expected: &str) -> Result<T, Error> {
    let refused = |found: &dyn Display, reason| {
        Error::new(format_args!("expected {expected}, found {found}: {reason}"))
    };
    match &node.0 {
        Kind::Text(text) | Kind::Leaf(text) => text.parse().map_err(|reason| refused(&node, reason)),
        Kind::Plain(_) => {
            let text = String::read(node)?;
            text.parse().map_err(|reason| refused(&format_args!("`{text}`"), reason))
        }
        _ => Err(Error::expected(expected, &node)),
    }
}

fn number<T: FromStr>(node: Node<'_>, what: &str, convert: fn(&Number) -> Option<T>) -> Result<T, Error> {
    match node.0 {
        Kind::Number(number) => {
            convert(&number).ok_or_else(|| Error::expected(what, &Node(Kind::Number(number))))
        }
        Kind::Plain(texts) => parsed(&single(texts)?, "a number"),
        Kind::Leaf(text) => parsed(&text, "a number"),
        other => Err(Error::expected(what, &Node(other))),
    }
}

macro_rules! numbers {
    ($($number:ty, $what:literal, $convert:expr;)*) => {$(
        impl Read for $number {
            fn read(node: Node<'_>) -> Result<Self, Error> {
                number(node, $what, $convert)
            }
        }
    )*};
}

numbers! {
    i32, "an integer of 32 bits", |number| number.as_i64().and_then(|value| value.try_into().ok());
    i64, "an integer of 64 bits", Number::as_i64;
    u32, "an integer of 32 bits that is not negative", |number| number.as_u64().and_then(|value| value.try_into().ok());
    u64, "an integer of 64 bits that is not negative", Number::as_u64;
    f64, "a number", Number::as_f64;
}

impl Read for bool {
    fn read(node: Node<'_>) -> Result<Self, Error> {
        match node.0 {
            Kind::Bool(value) => Ok(value),
            Kind::Plain(texts) => parsed(&single(texts)?, "true or false"),
            // XML Schema has all four.
            Kind::Leaf(text) => match &*text {
                "1" => Ok(true),
                "0" => Ok(false),
                text => parsed(text, "0, 1, true or false"),
            },
            other => Err(Error::expected("true or false", &Node(other))),
        }
    }
}

impl Read for String {
    const TAKES_EMPTY: bool = true;

    fn read(node: Node<'_>) -> Result<Self, Error> {
        match node.0 {
            Kind::Text(text) | Kind::Leaf(text) => Ok(text.into_owned()),
            Kind::Plain(texts) => single(texts),
            other => Err(Error::expected("a string", &Node(other))),
        }
    }
}

impl<F> Read for Text<F> {
    const TAKES_EMPTY: bool = true;

    fn read(node: Node<'_>) -> Result<Self, Error> {
        String::read(node).map(Self::from)
    }
}

/// Errors do not show a value that should be a secret.
impl Read for Secret {
    const TAKES_EMPTY: bool = true;

    fn read(node: Node<'_>) -> Result<Self, Error> {
        String::read(node).map(Self::from).map_err(|_| Error::new("expected a string"))
    }
}

impl Read for Timestamp {
    fn read(node: Node<'_>) -> Result<Self, Error> {
        i64::read(node).map(Self::from_unix_seconds)
    }
}

impl Read for TimestampMs {
    fn read(node: Node<'_>) -> Result<Self, Error> {
        i64::read(node).map(Self::from_unix_millis)
    }
}

impl Read for Value {
    const TAKES_NULL: bool = true;
    const TAKES_EMPTY: bool = true;

    fn read(node: Node<'_>) -> Result<Self, Error> {
        match node.0 {
            Kind::Plain(texts) => single(texts).map(plain_value),
            other => Ok(Node(other).into()),
        }
    }
}

impl<T: Read> Read for Vec<T> {
    const TAKES_EMPTY: bool = T::TAKES_EMPTY;

    fn read(node: Node<'_>) -> Result<Self, Error> {
        Each::<Plain>::read(node)
    }
}

impl<T: Read> Read for BTreeMap<String, T> {
    fn read(node: Node<'_>) -> Result<Self, Error> {
        Values::<Plain>::read(node)
    }
}

impl<T: Read> Read for Nullable<T> {
    const TAKES_NULL: bool = true;

    fn read(node: Node<'_>) -> Result<Self, Error> {
        Option::read(node).map(Self::from)
    }
}

/// `None` for null and for an absent parameter.
impl<T: Read> Read for Option<T> {
    const TAKES_NULL: bool = true;

    fn read(node: Node<'_>) -> Result<Self, Error> {
        if node.represents_null() { Ok(None) } else { T::read(node).map(Some) }
    }
}

impl<T: Read> Read for Box<T> {
    const TAKES_NULL: bool = T::TAKES_NULL;
    const TAKES_EMPTY: bool = T::TAKES_EMPTY;

    fn read(node: Node<'_>) -> Result<Self, Error> {
        T::read(node).map(Self::new)
    }
}
