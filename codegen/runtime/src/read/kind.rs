//! The kind of a value, by which a union of values distinguishes its variants.

use std::fmt;

use serde_json::Value;

use super::node::Kind;
use super::{Error, Node};

/// The kind of a JSON value. Integers and fractions are one kind.
///
/// ```
/// use specwright_runtime::read::ValueKind;
///
/// assert_eq!(ValueKind::of(&serde_json::json!([1])), ValueKind::List);
/// assert_eq!(ValueKind::Number.to_string(), "a number");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum ValueKind {
    /// Null.
    Null,
    /// `true` or `false`.
    Boolean,
    /// A number.
    Number,
    /// A string.
    String,
    /// An array.
    List,
    /// An object.
    Object,
}

impl ValueKind {
    /// The kind of a value.
    pub fn of(value: &Value) -> Self {
        match value {
            Value::Null => Self::Null,
            Value::Bool(_) => Self::Boolean,
            Value::Number(_) => Self::Number,
            Value::String(_) => Self::String,
            Value::Array(_) => Self::List,
            Value::Object(_) => Self::Object,
        }
    }
}

/// With an article: "a list".
impl fmt::Display for ValueKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Null => "null",
            Self::Boolean => "true or false",
            Self::Number => "a number",
            Self::String => "a string",
            Self::List => "a list",
            Self::Object => "an object",
        })
    }
}

impl Node<'_> {
    /// The kind of the value.
    pub fn kind(&self) -> ValueKind {
        match &self.0 {
            Kind::Null => ValueKind::Null,
            Kind::Bool(_) => ValueKind::Boolean,
            Kind::Number(_) => ValueKind::Number,
            Kind::Text(_) | Kind::Plain(_) | Kind::Leaf(_) | Kind::Bytes(_) => ValueKind::String,
            Kind::List(_) | Kind::Files(_) => ValueKind::List,
            Kind::Object(_) | Kind::Form(_) => ValueKind::Object,
        }
    }

    /// The error for a value of another kind than the expected ones.
    pub fn of_other_kind(&self, expected: &str) -> Error {
        Error::expected(expected, self)
    }
}
