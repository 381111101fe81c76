//! Why a request is not an event.

use std::fmt;

/// Why a request was not accepted as an event, or a receiver cannot be built: one line, without secrets.
///
/// ```
/// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/pet_events.rs"));
/// # fn main() {
/// use specwright_runtime::events::{Delivery, EventErrorKind};
///
/// let error = receiver().receive(&Delivery::new(b"{}")).err().unwrap();
/// assert_eq!(error.kind(), EventErrorKind::Missing);
/// assert_eq!(error.to_string(), "pet_events: the header `X-Signature` is missing");
/// # }
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct EventError(Box<Inner>);

#[derive(Clone, PartialEq, Eq)]
struct Inner {
    events: &'static str,
    kind: EventErrorKind,
    message: String,
}

/// The kind of an [`EventError`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum EventErrorKind {
    /// The receiver lacks a secret, or has one that cannot be used.
    Receiver,
    /// The body has more than [`MAX_EVENT_BYTES`](super::MAX_EVENT_BYTES), or too many or too deeply nested elements.
    TooLarge,
    /// A part of the request that the scheme needs is missing, or occurs twice.
    Missing,
    /// The signature is wrong: the sender does not know the secret, or the request was changed on its way.
    Signature,
    /// The event is encrypted and the receiver has no key, or the other way round, or no key decrypts it.
    Encryption,
    /// The event is for another receiver.
    Id,
    /// The body is not of the format.
    Syntax,
    /// The event lacks a required field, or has one of another type.
    Fields,
}

impl EventError {
    pub(super) fn new(events: &'static str, kind: EventErrorKind, message: impl fmt::Display) -> Self {
        Self(Box::new(Inner { events, kind, message: message.to_string() }))
    }

    /// The kind.
    #[must_use]
    pub fn kind(&self) -> EventErrorKind {
        self.0.kind
    }

    /// The name of the family of events.
    #[must_use]
    pub fn events(&self) -> &'static str {
        self.0.events
    }
}

impl fmt::Display for EventError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.0.events, self.0.message)
    }
}

impl fmt::Debug for EventError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "EventError({:?}, {:?})", self.0.kind, self.to_string())
    }
}

impl std::error::Error for EventError {}
