//! The secrets of a receiver.

use std::fmt;
use std::marker::PhantomData;

use super::envelope::{KEY_CHARACTERS, Key};
use super::{EventError, EventErrorKind, Events, EventsSpec, Receiver};
use crate::Secret;

/// What a receiver shares with the server.
#[derive(Clone)]
pub(super) struct Secrets {
    pub(super) secrets: Vec<Secret>,
    pub(super) keys: Vec<Key>,
    pub(super) id: String,
}

/// Builds a [`Receiver`].
///
/// ```
/// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/pet_events.rs"));
/// # fn main() {
/// let error = Receiver::builder(&PET_EVENTS).secret("").build().err().unwrap();
/// assert_eq!(error.to_string(), "pet_events: a secret of the signature is empty, so that anyone could sign");
/// # }
/// ```
pub struct ReceiverBuilder<C, E> {
    spec: EventsSpec,
    secrets: Vec<Secret>,
    keys: Vec<Secret>,
    id: Option<String>,
    types: PhantomData<fn() -> (C, E)>,
}

impl<C, E> ReceiverBuilder<C, E> {
    pub(super) fn new(events: &Events<C, E>) -> Self {
        Self { spec: *events.spec(), secrets: Vec::new(), keys: Vec::new(), id: None, types: PhantomData }
    }

    /// The secret of the signature. While it is being replaced, the new one first, then the old one.
    #[must_use]
    pub fn secret(mut self, secret: impl Into<Secret>) -> Self {
        self.secrets.push(secret.into());
        self
    }

    /// The key of the encryption, 43 characters of base64. While it is being replaced, the new one first, then the old
    /// one: both are tried, and an answer is encrypted with the one that worked. A receiver with a key accepts nothing
    /// that is not encrypted.
    #[must_use]
    pub fn key(mut self, key: impl Into<Secret>) -> Self {
        self.keys.push(key.into());
        self
    }

    /// The receiver's id, which an encrypted event must have.
    #[must_use]
    pub fn id(mut self, id: impl Into<String>) -> Self {
        self.id = Some(id.into());
        self
    }

    /// The receiver.
    ///
    /// # Errors
    ///
    /// [`EventErrorKind::Receiver`] if there is no secret or an empty one, a key is not one, there is a key without an id
    /// or an id without a key, or the events are never encrypted.
    pub fn build(self) -> Result<Receiver<C, E>, EventError> {
        let refuse = |message: &dyn fmt::Display| {
            Err(EventError::new(self.spec.name, EventErrorKind::Receiver, message))
        };
        if self.secrets.is_empty() {
            return refuse(&"the secret of the signature is missing: call `secret`");
        }
        if self.secrets.iter().any(|secret| secret.expose().is_empty()) {
            return refuse(&"a secret of the signature is empty, so that anyone could sign");
        }
        if self.spec.envelope.is_none() && (!self.keys.is_empty() || self.id.is_some()) {
            return refuse(&"these events are never encrypted: remove `key` and `id`");
        }
        let mut keys = Vec::with_capacity(self.keys.len());
        for key in &self.keys {
            let Some(key) = Key::parse(key.expose()) else {
                let characters = key.expose().chars().count();
                return refuse(&format_args!(
                    "a key must be {KEY_CHARACTERS} characters of base64, A-Z, a-z, 0-9, + and /, without padding; this \
                     one has {characters} characters"
                ));
            };
            keys.push(key);
        }
        let id = self.id.unwrap_or_default();
        if keys.is_empty() != id.is_empty() {
            return refuse(if id.is_empty() {
                &"a key requires the receiver's id, which every encrypted event has: call `id`"
            } else {
                &"the id is compared with that of encrypted events only: call `key`, or remove `id`"
            });
        }
        Ok(Receiver::new(self.spec, Secrets { secrets: self.secrets, keys, id }))
    }
}

impl<C, E> fmt::Debug for ReceiverBuilder<C, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ReceiverBuilder").field("events", &self.spec.name).finish_non_exhaustive()
    }
}
