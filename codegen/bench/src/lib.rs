//! The measured work: one request made by the generated client and by its peers, and specs of any size.
//!
//! Every side builds the same ticket, validates it with the same limits and writes the same JSON; a test compares
//! the bytes.

pub mod document;
pub mod events;
pub mod folder;
pub mod growth;
pub mod lengths;
pub mod loopback;
pub mod openapi;
pub mod ours;
pub mod peers;
pub mod sample;
pub mod scale;
pub mod schema;
pub mod usage;
pub mod works;

/// The client under its usual name, with which `ours` builds its ticket.
use wechat_tickets as generated;
