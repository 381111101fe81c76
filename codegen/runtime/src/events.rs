//! Events that a server sends to the program: verified, decrypted and read, with the feature `events`.
//!
//! The generated crate describes each family of events with a constant, from which a program makes a [`Receiver`] with
//! the secrets that it shares with the server. A receiver performs no I/O: it is given the query, the headers and the
//! body of the request that arrived, whatever the web framework.
//!
//! ```
//! # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/pet_events.rs"));
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! use specwright_runtime::events::{Delivery, EventErrorKind};
//!
//! let receiver = Receiver::builder(&PET_EVENTS).secret("the shared secret").build()?;
//! let body = br#"{"id":"e1","type":"adopted"}"#;
//! let signature = b"sha256=18c99baf94af6c1a8325db6794d34a34a10dba49b88fa7c0752e3d702958f339";
//! let received = receiver.receive(&Delivery::new(body).header("X-Signature", signature))?;
//! assert_eq!((received.common.id.as_str(), received.event), ("e1", PetEvent::Adopted));
//!
//! let forged = Delivery::new(br#"{"id":"e2","type":"adopted"}"#).header("X-Signature", signature);
//! assert_eq!(receiver.receive(&forged).err().map(|error| error.kind()), Some(EventErrorKind::Signature));
//! # Ok(())
//! # }
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
///
/// ```
/// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/pet_events.rs"));
/// # fn main() {
/// assert_eq!(PET_EVENTS.spec().name, "pet_events");
/// # }
/// ```
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
