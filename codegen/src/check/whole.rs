//! What concerns the API as a whole: its file, and what only all operations and types together decide.

pub(super) mod accepted;
pub(super) mod api;
pub(super) mod auth;
pub(super) mod classes;
pub(super) mod errors;
pub(super) mod examples;
pub(super) mod retry;
pub(super) mod secrets;
pub(super) mod usage;
