//! What tells which variant or value something is: a union's tag, an enumeration's value.

use std::fmt;

use serde::de::{self, Deserializer, Error as _, Visitor};
use serde::{Deserialize, Serialize, Serializer};
use serde_json::{Map, Value};

use crate::Unknown;

/// A union's tag or an enumeration's value: an integer or a string. Only reading makes one, since an
/// [`Unknown`] can be made of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Tag {
    /// A JSON number without a fraction.
    #[non_exhaustive]
    Int(i64),
    /// A JSON string.
    #[non_exhaustive]
    Text(String),
}

impl Tag {
    /// To be matched against constants.
    pub fn as_ref(&self) -> TagRef<'_> {
        match self {
            Tag::Int(value) => TagRef::Int(*value),
            Tag::Text(text) => TagRef::Text(text),
        }
    }

    /// The error for a value that the spec does not know.
    pub fn refuse<E: de::Error>(&self, name: &str) -> E {
        E::custom(format_args!("{} is not a known value of {name}", self.as_ref()))
    }
}

impl<'de> Deserialize<'de> for Tag {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match Value::deserialize(deserializer)? {
            Value::String(text) => Ok(Tag::Text(text)),
            Value::Number(number) => number
                .as_i64()
                .map(Tag::Int)
                .ok_or_else(|| D::Error::custom(format_args!("expected an integer, found {number}"))),
            other => Err(D::Error::custom(format_args!("expected an integer or a string, found {other}"))),
        }
    }
}

/// The value of an enumeration of integers.
///
/// # Errors
///
/// When it is neither an integer nor a string.
pub fn tag<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Tag, D::Error> {
    Tag::deserialize(deserializer)
}

/// The value of an enumeration of strings. Where all is text, in paths, queries, headers and forms, digits too are a
/// string.
///
/// # Errors
///
/// When it is neither an integer nor a string.
pub fn text_tag<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Tag, D::Error> {
    deserializer.deserialize_newtype_struct(TEXT_TAG, TextTag)
}

/// What a deserializer of text is asked for in place of a number or a string. For others it means nothing.
pub(crate) const TEXT_TAG: &str = "specwright::text_tag";

struct TextTag;

impl<'de> Visitor<'de> for TextTag {
    type Value = Tag;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string")
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<Tag, D::Error> {
        Tag::deserialize(deserializer)
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Tag, E> {
        Ok(Tag::Text(text.to_owned()))
    }
}

impl From<Tag> for Unknown {
    fn from(tag: Tag) -> Self {
        Unknown::read(match tag {
            Tag::Int(value) => value.into(),
            Tag::Text(text) => text.into(),
        })
    }
}

/// A borrowed [`Tag`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TagRef<'a> {
    /// A JSON number without a fraction.
    Int(i64),
    /// A JSON string.
    Text(&'a str),
}

/// As it is sent in a path, a query or a header.
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

/// An object that has been read up to its tag.
#[derive(Debug)]
pub struct Tagged {
    key: &'static str,
    tag: Tag,
    fields: Map<String, Value>,
}

impl Tagged {
    /// Reads an object with the tag `key`.
    pub fn read<'de, D: Deserializer<'de>>(deserializer: D, key: &'static str) -> Result<Self, D::Error> {
        let mut fields = Map::deserialize(deserializer)?;
        let tag = fields.remove(key).ok_or_else(|| D::Error::missing_field(key))?;
        let tag = Tag::deserialize(tag).map_err(|error| D::Error::custom(format_args!("{key}: {error}")))?;
        Ok(Self { key, tag, fields })
    }

    /// The tag.
    pub fn tag(&self) -> TagRef<'_> {
        self.tag.as_ref()
    }

    /// The model that the tag names, read from the other fields.
    pub fn model<T: for<'de> Deserialize<'de>, E: de::Error>(self) -> Result<T, E> {
        T::deserialize(Value::Object(self.fields)).map_err(E::custom)
    }

    /// The whole object, for a tag that the spec does not know.
    pub fn unknown(mut self) -> Unknown {
        self.fields.insert(self.key.to_owned(), Unknown::from(self.tag).value().clone());
        Unknown::read(Value::Object(self.fields))
    }

    /// The error for a tag that the spec does not know.
    pub fn refuse<E: de::Error>(&self, name: &str) -> E {
        E::custom(format_args!("{}: {} names no variant of {name}", self.key, self.tag()))
    }
}
