//! The values that select a variant of a union or a value of an enumeration.

use std::fmt;

use serde::{Serialize, Serializer};

/// A union's tag or an enumeration's value: an integer or a string.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TagRef<'a> {
    /// A JSON number without a fraction.
    Int(i64),
    /// A JSON string.
    Text(&'a str),
}

/// The text in a path, a query or a header.
impl fmt::Display for TagRef<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            TagRef::Int(value) => write!(f, "{value}"),
            TagRef::Text(text) => f.write_str(text),
        }
    }
}

impl Serialize for TagRef<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            TagRef::Int(value) => serializer.serialize_i64(*value),
            TagRef::Text(text) => serializer.serialize_str(text),
        }
    }
}
