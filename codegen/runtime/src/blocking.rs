//! A client that blocks the calling thread instead of being awaited. It needs no async runtime. Inside one it works as
//! well, and blocks that runtime's thread.
//!
//! Validation, tokens, retries, errors and the transport are those of the async client; the transport runs on a [thread
//! of its own](HttpTransport). Both clients can share a token source:
//!
//! ```
//! # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/pets.rs"));
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let source = std::sync::Arc::new(FixedToken::new("t1"));
//! let client = Client::builder(&PETS).token_source(source.clone()).transport(Canned(200, "[]")).build()?;
//! let blocking = blocking::Client::builder(&PETS).token_source(source).build()?;
//! assert_eq!(run(client.token())?, blocking.token()?);
//! # Ok(())
//! # }
//! ```

mod builder;
mod client;
mod http_transport;
mod pages;
mod raw_call;
mod transport;
mod wait;

pub use builder::ClientBuilder;
pub use client::{Call, Client};
pub use http_transport::HttpTransport;
pub use pages::{Items, Pages};
pub use raw_call::RawCall;
pub use transport::Transport;
