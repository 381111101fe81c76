//! Events that a server sends to the program: verified, decrypted and read, with the feature `events`.
//!
//! The generated crate describes each family of events with a constant, from which a program makes a [`Receiver`] with
//! the secrets that it shares with the server. A receiver performs no I/O: it is given the query, the headers and the
//! body of the request that arrived, whatever the web framework.
//!
//! ```
//! use specwright_runtime::events::{
//!     Delivery, Encoding, EventErrorKind, Events, EventsSpec, Format, Receiver, Signature,
//! };
//! # use specwright_runtime::read::{Error, Node, Object, Read, Tagged};
//! # struct Head { id: String }
//! # impl Read for Head {
//! #     fn read(node: Node<'_>) -> Result<Self, Error> {
//! #         Ok(Self { id: Object::of_reply("Head", node)?.required("id")? })
//! #     }
//! # }
//! # #[derive(PartialEq, Debug)]
//! # enum PetEvent { Adopted, Unknown }
//! # impl Read for PetEvent {
//! #     fn read(node: Node<'_>) -> Result<Self, Error> {
//! #         let tagged = Tagged::of_event(node, "type")?;
//! #         Ok(if tagged.tag().to_string() == "adopted" { Self::Adopted } else { Self::Unknown })
//! #     }
//! # }
//!
//! // Generated code has such a constant.
//! const PET_EVENTS: Events<Head, PetEvent> = Events::new(EventsSpec {
//!     name: "pet_events",
//!     format: Format::Json,
//!     signature: Signature::HmacSha256 { header: "X-Signature", prefix: "sha256=", encoding: Encoding::Hex },
//!     envelope: None,
//!     common: &["id"],
//!     duplicates: &["id"],
//!     acknowledgement: "",
//! });
//!
//! let receiver = Receiver::builder(&PET_EVENTS).secret("the shared secret").build()?;
//! let body = br#"{"id":"e1","type":"adopted"}"#;
//! let signature = "sha256=9b3c9f0b26a1f4db3aa9ee2ae0a2b1bc";
//! let error = receiver.receive(&Delivery::new(body).header("X-Signature", signature.as_bytes())).err();
//! assert_eq!(error.map(|error| error.kind()), Some(EventErrorKind::Signature));
//! # Ok::<(), specwright_runtime::events::EventError>(())
//! ```

mod delivery;
mod envelope;
mod error;
mod query;
mod received;
mod receiver;
mod scheme;
mod secrets;
#[cfg(feature = "mock")]
mod sent;
mod signature;
mod xml;

#[cfg(test)]
mod tests;

use std::fmt;
use std::marker::PhantomData;

pub use delivery::Delivery;
pub use error::{EventError, EventErrorKind};
pub use received::{EventKey, Received};
pub use receiver::Receiver;
pub use scheme::{Encoding, Envelope, EventsSpec, Format, Signature};
pub use secrets::ReceiverBuilder;
#[cfg(feature = "mock")]
pub use sent::SignedEvent;

/// The maximum number of bytes of an event, encrypted or not: 1 MiB. A longer one is refused before it is parsed.
pub const MAX_EVENT_BYTES: usize = 1024 * 1024;

/// A family of events: `C` is the model of the fields that all have, `E` the union of the others.
pub struct Events<C, E> {
    spec: EventsSpec,
    types: PhantomData<fn() -> (C, E)>,
}

impl<C, E> Events<C, E> {
    /// The family with this description.
    pub const fn new(spec: EventsSpec) -> Self {
        Self { spec, types: PhantomData }
    }

    /// The description.
    pub const fn spec(&self) -> &EventsSpec {
        &self.spec
    }
}

impl<C, E> fmt::Debug for Events<C, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.spec.fmt(f)
    }
}
