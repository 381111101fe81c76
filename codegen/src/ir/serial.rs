//! How a checked API is written and read again, where a type of its own does not say so.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};
use serde_json::Value;
use specwright_runtime::{LimitKind, ListStyle, Method, Number, Severity};

/// A kind of limit, by its key.
pub(super) mod kind {
    use super::*;

    pub(in crate::ir) fn serialize<S: Serializer>(kind: &LimitKind, to: S) -> Result<S::Ok, S::Error> {
        kind.key().serialize(to)
    }

    pub(in crate::ir) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<LimitKind, D::Error> {
        LimitKind::named(&String::deserialize(from)?)
            .ok_or_else(|| D::Error::custom("an unknown kind of limit"))
    }
}

/// A method, by its name.
pub(super) mod method {
    use super::*;

    pub(in crate::ir) fn serialize<S: Serializer>(method: &Method, to: S) -> Result<S::Ok, S::Error> {
        method.as_str().serialize(to)
    }

    pub(in crate::ir) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Method, D::Error> {
        let name = String::deserialize(from)?;
        let method = Method::ALL.iter().find(|method| method.as_str() == name);
        method.copied().ok_or_else(|| D::Error::custom("an unknown method"))
    }
}

/// A fraction, by its bits, since a text of it may be read as the one beside it.
pub(super) mod bits {
    use super::*;

    pub(in crate::ir) fn serialize<S: Serializer>(value: &f64, to: S) -> Result<S::Ok, S::Error> {
        value.to_bits().serialize(to)
    }

    pub(in crate::ir) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<f64, D::Error> {
        u64::deserialize(from).map(f64::from_bits)
    }
}

/// A value that may be absent and may be null.
pub(super) mod example {
    use super::*;

    pub(in crate::ir) fn serialize<S: Serializer>(value: &Option<Value>, to: S) -> Result<S::Ok, S::Error> {
        value.as_slice().serialize(to)
    }

    pub(in crate::ir) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Value>, D::Error> {
        Ok(Vec::<Value>::deserialize(from)?.pop())
    }
}

/// [`Number`] in the same words.
#[derive(Serialize, Deserialize)]
#[serde(remote = "Number")]
pub(super) enum NumberForm {
    Int(i128),
    Float(#[serde(with = "bits")] f64),
}

/// [`ListStyle`] in the same words.
#[derive(Serialize, Deserialize)]
#[serde(remote = "ListStyle")]
pub(super) enum ListStyleForm {
    Repeated,
    Brackets,
    Comma,
    Space,
    Pipe,
    Json,
}

/// [`Severity`] in the same words.
#[derive(Serialize, Deserialize)]
#[serde(remote = "Severity")]
pub(super) enum SeverityForm {
    Error,
    Warning,
}
