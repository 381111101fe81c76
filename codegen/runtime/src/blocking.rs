//! A client that blocks its thread instead of being awaited. It needs no async runtime, and does no harm in one
//! beyond blocking.
//!
//! The same machine drives it as the async client: validation, tokens, repetitions and errors are the same, and
//! both can share a token source.

mod builder;
mod client;
mod raw_call;
mod transport;
mod ureq_transport;
mod wait;

pub use builder::ClientBuilder;
pub use client::{Call, Client};
pub use raw_call::RawCall;
pub use transport::Transport;
pub use ureq_transport::UreqTransport;
