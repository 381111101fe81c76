//! An event that was received.

use std::fmt;

use serde_json::Value;

use crate::read::node::{Kind, Node};

/// An event whose signature is right.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Received<C, E> {
    /// The fields that all events have.
    pub common: C,
    /// The event itself. Events that are not in the spec, and messages that are not events, are kept as `Unknown`.
    pub event: E,
    /// What two deliveries of one event have in common.
    pub key: EventKey,
    /// Which of the secrets and of the keys it was verified and decrypted with.
    pub(super) opened_with: OpenedWith,
}

/// The indices of the secret and of the key that an event was opened with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct OpenedWith {
    pub(super) secret: usize,
    /// `None` if it was not encrypted.
    pub(super) key: Option<usize>,
}

/// What two deliveries of one event have in common: servers repeat a delivery that was not answered in time. A program
/// that has seen the key should answer as before and do nothing.
///
/// It can be stored as a text (`to_string`), of which the key is the same as long as the fields that the spec names are.
///
/// ```
/// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/pet_events.rs"));
/// # fn main() {
/// use specwright_runtime::events::Delivery;
///
/// let signature = b"sha256=18c99baf94af6c1a8325db6794d34a34a10dba49b88fa7c0752e3d702958f339";
/// let delivery = Delivery::new(br#"{"id":"e1","type":"adopted"}"#).header("X-Signature", signature);
/// let (first, again) = (receiver().receive(&delivery).unwrap(), receiver().receive(&delivery).unwrap());
/// assert_eq!(first.key, again.key);
/// assert_eq!(first.key.as_str(), "e1");
/// # }
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EventKey(String);

impl EventKey {
    /// The key as a text: the values of the fields, joined by line breaks.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The key of an object, from the values of these fields.
    pub(super) fn of(node: &Node<'_>, fields: &[&str]) -> Self {
        let mut key = String::with_capacity(96);
        for (index, field) in fields.iter().enumerate() {
            if index > 0 {
                key.push('\n');
            }
            match node.get(field).map(|node| &node.0) {
                None => {}
                // A value with a line break cannot be taken for two values.
                Some(Kind::Leaf(text) | Kind::Text(text)) if !text.contains(['\n', '\\']) => {
                    key.push_str(text)
                }
                Some(Kind::Leaf(text) | Kind::Text(text)) => {
                    key.push_str(&text.replace('\\', "\\\\").replace('\n', "\\n"));
                }
                Some(_) => {
                    key.push_str(&node.get(field).cloned().map(Value::from).unwrap_or_default().to_string())
                }
            }
        }
        Self(key)
    }
}

impl fmt::Display for EventKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
