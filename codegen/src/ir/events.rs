//! Events that the server sends.

use super::{Docs, ModelId, UnionId};

/// A family of events. Its body is an object with the fields of the common model, the tag of the union, and the fields
/// of the variant; no two of them have the same name.
#[derive(Clone, Debug)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Events {
    /// The name in the spec: `card_events`.
    pub name: String,
    /// The Rust constant's name: `CARD_EVENTS`.
    pub constant: String,
    /// Its documentation.
    pub docs: Docs,
    /// The spec file it comes from.
    pub file: String,
    /// The format of the body.
    pub format: EventFormat,
    /// The model of the fields that all events have.
    pub common: ModelId,
    /// The union of the events.
    pub union: UnionId,
    /// The fields that are in headers of the request.
    pub headers: Vec<EventHeader>,
    /// The wire names of the fields that recognise an event; at least one, all different.
    pub duplicates: Vec<String>,
    /// What proves that the server sent it.
    pub signature: Signature,
    /// How it may be encrypted; only with [`Signature::SortedSha1`].
    pub envelope: Option<EventEnvelope>,
    /// The body of the answer that says that an event arrived.
    pub acknowledge: String,
}

/// A field of an event that is a header of the request rather than in the body: a scalar or an enumeration of the common
/// model, or the tag.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct EventHeader {
    /// The wire name of the field.
    pub field: String,
    /// The name of the header.
    pub header: String,
}

/// The format of an event.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub enum EventFormat {
    /// A JSON object.
    Json,
    /// XML, in which each field is an element of the root.
    Xml {
        /// The name of the root element.
        root: String,
    },
}

/// A scheme of signatures.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub enum Signature {
    /// SHA-1 of the sorted secret, timestamp and nonce; the names are of query parameters.
    SortedSha1 {
        /// The parameter with the signature.
        signature: String,
        /// The parameter with the time.
        timestamp: String,
        /// The parameter with a random value.
        nonce: String,
        /// The parameter that the answer to a check of the address repeats.
        echo: Option<String>,
    },
    /// HMAC-SHA256 of the body.
    HmacSha256 {
        /// The header with the signature.
        header: String,
        /// What precedes the signature.
        prefix: String,
        /// Whether it is in base64, not in hexadecimal.
        base64: bool,
    },
}

/// A scheme of encryption.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub enum EventEnvelope {
    /// AES-256-CBC of random bytes, the message with its length, and the receiver's id.
    AesCbcWithId {
        /// The field with the encrypted message.
        field: String,
        /// The query parameter with its signature.
        signature: String,
        /// The field of an answer with its signature.
        answer_signature: String,
        /// The field of an answer with its time.
        answer_timestamp: String,
        /// The field of an answer with a random value.
        answer_nonce: String,
    },
}
