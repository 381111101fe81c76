//! Verifies, decrypts and reads events.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;
use std::time::SystemTime;

use serde_json::{Value, json};

use super::envelope::{self, Opened};
use super::received::OpenedWith;
use super::secrets::Secrets;
use super::{
    Delivery, Encoding, Envelope, EventError, EventErrorKind, EventKey, Events, EventsSpec, Format,
    MAX_EVENT_BYTES, Received, ReceiverBuilder, Signature, query, signature, xml,
};
use crate::read::node::{Kind, Node};
use crate::read::{self, Read};
use crate::{Secret, Timestamp};

/// Verifies, decrypts and reads the events of a family. See the [module](super).
///
/// ```
/// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/pet_events.rs"));
/// # fn main() {
/// assert_eq!(receiver().acknowledgement(), "ok");
/// assert!(!format!("{:?}", receiver()).contains("secret")); // which it has, and does not show
/// # }
/// ```
pub struct Receiver<C, E> {
    pub(super) spec: EventsSpec,
    pub(super) secrets: Secrets,
    types: PhantomData<fn() -> (C, E)>,
}

impl<C, E> Receiver<C, E> {
    /// A builder, which takes the secrets.
    #[must_use]
    pub fn builder(events: &Events<C, E>) -> ReceiverBuilder<C, E> {
        ReceiverBuilder::new(events)
    }

    pub(super) fn new(spec: EventsSpec, secrets: Secrets) -> Self {
        Self { spec, secrets, types: PhantomData }
    }

    /// The body of the answer that says that an event arrived. A server that does not get it in time repeats the event.
    #[must_use]
    pub fn acknowledgement(&self) -> &'static str {
        self.spec.acknowledgement
    }

    /// Answers the check that a server makes before it sends events to an address: the body of the answer, if the
    /// request is signed.
    ///
    /// # Errors
    ///
    /// [`EventErrorKind::Missing`] or [`EventErrorKind::Signature`]; [`EventErrorKind::Receiver`] if the server of these
    /// events makes no such check.
    pub fn answer_check(&self, delivery: &Delivery<'_>) -> Result<String, EventError> {
        match self.spec.signature {
            Signature::SortedSha1 { signature, timestamp, nonce, echo: Some(echo) } => {
                self.verify_sorted(delivery, [signature, timestamp, nonce], None)?;
                query::parameter(self.spec.name, delivery, echo).map(Cow::into_owned)
            }
            Signature::SortedSha1 { echo: None, .. } | Signature::HmacSha256 { .. } => {
                Err(self
                    .error(EventErrorKind::Receiver, "the server of these events does not check addresses"))
            }
        }
    }

    /// Encrypts the answer to an event with the key that the event was encrypted with, and signs it. The answer to an
    /// event that was not encrypted is returned as it is. An [acknowledgement](Self::acknowledgement) need not be encrypted.
    ///
    /// # Errors
    ///
    /// [`EventErrorKind::Receiver`] if another receiver, with fewer keys, received the event; [`EventErrorKind::Encryption`]
    /// if the operating system has no random bytes.
    pub fn answer(&self, received: &Received<C, E>, content: &str) -> Result<String, EventError> {
        let (Some(key), Some(envelope)) = (received.opened_with.key, self.spec.envelope) else {
            return Ok(content.to_owned());
        };
        let Envelope::AesCbcWithId { field, answer_signature, answer_timestamp, answer_nonce, .. } = envelope;
        let now = Timestamp::from(SystemTime::now()).unix_seconds().to_string();
        let sealed = self.seal(OpenedWith { key: Some(key), ..received.opened_with }, content, &now)?;
        let object = json!({
            field: sealed.encrypted, answer_signature: sealed.signature, answer_timestamp: now, answer_nonce: sealed.nonce,
        });
        Ok(self.write(&object))
    }

    /// An object in the format of the events.
    pub(super) fn write(&self, object: &Value) -> String {
        match self.spec.format {
            Format::Json => object.to_string(),
            Format::Xml { root } => xml::write(root, object),
        }
    }

    /// Encrypts and signs a message.
    pub(super) fn seal(
        &self,
        with: OpenedWith,
        message: &str,
        timestamp: &str,
    ) -> Result<Sealed, EventError> {
        let key = with.key.and_then(|key| self.secrets.keys.get(key));
        let (Some(key), Some(secret)) = (key, self.secrets.secrets.get(with.secret)) else {
            return Err(self.error(EventErrorKind::Receiver, "this receiver has no such key"));
        };
        let mut random = [0; 24];
        let encrypted = getrandom::fill(&mut random)
            .ok()
            .and_then(|()| envelope::seal(key, random.first_chunk()?, message, &self.secrets.id));
        let Some(encrypted) = encrypted else {
            return Err(self.error(EventErrorKind::Encryption, "the message cannot be encrypted"));
        };
        let nonce = random.last_chunk().map_or(0, |bytes| u64::from_le_bytes(*bytes)).to_string();
        let signature = signature::sorted_sha1([secret.expose(), timestamp, &nonce, &encrypted]);
        Ok(Sealed { encrypted, signature, nonce })
    }

    /// The signed body of a delivery, decrypted if it was encrypted.
    fn open<'a>(&self, delivery: &Delivery<'a>) -> Result<(Cow<'a, str>, OpenedWith), EventError> {
        if delivery.body.len() > MAX_EVENT_BYTES {
            let message =
                format!("the body has {} bytes, at most {MAX_EVENT_BYTES} are read", delivery.body.len());
            return Err(self.error(EventErrorKind::TooLarge, message));
        }
        let text = || {
            std::str::from_utf8(delivery.body).map_err(|error| {
                self.error(EventErrorKind::Syntax, format_args!("the body is not UTF-8: {error}"))
            })
        };
        match self.spec.signature {
            Signature::SortedSha1 { signature, timestamp, nonce, .. } => {
                let names = [signature, timestamp, nonce];
                if let Some(envelope) = self.spec.envelope.filter(|_| !self.secrets.keys.is_empty()) {
                    let (message, with) = self.decrypt(delivery, text()?, names, envelope)?;
                    return Ok((Cow::Owned(message), with));
                }
                let secret = self.verify_sorted(delivery, names, None)?;
                Ok((Cow::Borrowed(text()?), OpenedWith { secret, key: None }))
            }
            Signature::HmacSha256 { header, prefix, encoding } => {
                let found = query::header(self.spec.name, delivery, header)?;
                let found = found.strip_prefix(prefix.as_bytes()).unwrap_or_default();
                let found = match encoding {
                    Encoding::Hex => Cow::Owned(found.to_ascii_lowercase()),
                    Encoding::Base64 => Cow::Borrowed(found),
                };
                let secret = self.secret_of(&found, header, "header", |secret| {
                    signature::hmac_sha256(secret, delivery.body, encoding)
                })?;
                Ok((Cow::Borrowed(text()?), OpenedWith { secret, key: None }))
            }
        }
    }

    /// Verifies a signature of sorted values, and returns the index of the secret.
    fn verify_sorted(
        &self,
        delivery: &Delivery<'_>,
        [signature, timestamp, nonce]: [&str; 3],
        encrypted: Option<&str>,
    ) -> Result<usize, EventError> {
        let parameter = |name| query::parameter(self.spec.name, delivery, name);
        let (found, timestamp, nonce) = (parameter(signature)?, parameter(timestamp)?, parameter(nonce)?);
        self.secret_of(found.as_bytes(), signature, "query parameter", |secret| match encrypted {
            Some(encrypted) => signature::sorted_sha1([secret.expose(), &timestamp, &nonce, encrypted]),
            None => signature::sorted_sha1([secret.expose(), &timestamp, &nonce]),
        })
    }

    /// The index of the secret with which the signature is right.
    fn secret_of(
        &self,
        found: &[u8],
        name: &str,
        place: &str,
        signed: impl Fn(&Secret) -> String,
    ) -> Result<usize, EventError> {
        let is_right = |secret: &Secret| signature::are_equal(&signed(secret), found);
        self.secrets.secrets.iter().position(is_right).ok_or_else(|| {
            let message = format!(
                "the signature in the {place} `{name}` is wrong: the secret differs from the server's, or the request was \
                 changed or made by someone else"
            );
            self.error(EventErrorKind::Signature, message)
        })
    }

    fn decrypt(
        &self,
        delivery: &Delivery<'_>,
        body: &str,
        [_, timestamp, nonce]: [&str; 3],
        envelope: Envelope,
    ) -> Result<(String, OpenedWith), EventError> {
        let Envelope::AesCbcWithId { field, signature, .. } = envelope;
        let encrypted = self.field(body, field)?;
        let secret = self.verify_sorted(delivery, [signature, timestamp, nonce], Some(&encrypted))?;
        let refuse = |message: &dyn fmt::Display| Err(self.error(EventErrorKind::Encryption, message));
        let Some(mut bytes) = envelope::decode(&encrypted) else {
            return refuse(&format_args!("`{field}` is not base64 of whole blocks of 16 bytes"));
        };
        let mut foreign = None;
        let last = self.secrets.keys.len().saturating_sub(1);
        for (index, key) in self.secrets.keys.iter().enumerate() {
            let bytes = if index == last { std::mem::take(&mut bytes) } else { bytes.clone() };
            match envelope::open(key, bytes) {
                Some(Opened { message, id }) if id == self.secrets.id => {
                    return Ok((message, OpenedWith { secret, key: Some(index) }));
                }
                Some(Opened { id, .. }) => foreign = Some(id.chars().take(64).collect::<String>()),
                None => {}
            }
        }
        match (foreign, self.secrets.keys.len()) {
            (Some(id), _) => {
                let message =
                    format!("the event is for the receiver {id:?}, and this one is {:?}", self.secrets.id);
                Err(self.error(EventErrorKind::Id, message))
            }
            (None, 1) => {
                refuse(&"the key does not decrypt the event: is it the one that the server has now?")
            }
            (None, count) => refuse(&format_args!("none of the {count} keys decrypts the event")),
        }
    }

    /// The text of a field of a body that is not verified yet.
    fn field(&self, body: &str, field: &str) -> Result<String, EventError> {
        let text = |node: &Node<'_>| match node.get(field) {
            Some(Node(Kind::Leaf(text) | Kind::Text(text))) => Some(text.clone().into_owned()),
            _ => None,
        };
        self.with_tree(body, |node| Ok(text(&node)))?.ok_or_else(|| {
            let message = format!(
                "the event has no `{field}`: it is not encrypted, which a receiver with a key does not accept"
            );
            self.error(EventErrorKind::Encryption, message)
        })
    }

    /// Parses a body.
    fn with_tree<T>(
        &self,
        body: &str,
        read: impl FnOnce(Node<'_>) -> Result<T, EventError>,
    ) -> Result<T, EventError> {
        match self.spec.format {
            Format::Json => match serde_json::from_str::<Node<'_>>(body) {
                Ok(node) => read(node),
                Err(error) => {
                    Err(self.error(EventErrorKind::Syntax, format_args!("the body is not JSON: {error}")))
                }
            },
            Format::Xml { root } => {
                let refuse = |(kind, message): xml::Problem| self.error(kind, message);
                let document = xml::parse(body).map_err(refuse)?;
                read(xml::fields(&document, root).map_err(refuse)?)
            }
        }
    }

    fn error(&self, kind: EventErrorKind, message: impl fmt::Display) -> EventError {
        EventError::new(self.spec.name, kind, message)
    }
}

impl<C: Read, E: Read> Receiver<C, E> {
    /// The event of a delivery: its signature is verified first, then it is decrypted and read.
    ///
    /// Without encryption, [`Signature::SortedSha1`] proves that the query was made by someone who knows the secret, and
    /// nothing about the body: anyone who has seen one signed request can send another body with its query.
    ///
    /// # Errors
    ///
    /// An [`EventError`] that names the problem.
    pub fn receive(&self, delivery: &Delivery<'_>) -> Result<Received<C, E>, EventError> {
        let (body, opened_with) = self.open(delivery)?;
        let (common, event, key) = self.with_tree(&body, |mut node| {
            for (field, header) in self.spec.headers {
                let text = query::optional_header(self.spec.name, delivery, header)?;
                node.set(field, text.map(str::to_owned));
            }
            let key = EventKey::of(&node, self.spec.duplicates);
            let (common, rest) = node.split(self.spec.common);
            let read = read::reply(|| Ok((C::read(common)?, E::read(rest)?)));
            let (common, event) =
                read.map_err(|error: read::Error| self.error(EventErrorKind::Fields, error))?;
            Ok((common, event, key))
        })?;
        Ok(Received { common, event, key, opened_with })
    }
}

/// An encrypted message and its signature.
pub(super) struct Sealed {
    pub(super) encrypted: String,
    pub(super) signature: String,
    pub(super) nonce: String,
}

impl<C, E> fmt::Debug for Receiver<C, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Receiver").field("events", &self.spec.name).finish_non_exhaustive()
    }
}
