//! Properties of the API as a whole: the api file, and checks over all operations and types.

pub(super) mod accepted;
pub(super) mod api;
pub(super) mod auth;
pub(super) mod classes;
pub(super) mod credentials;
pub(super) mod direction;
pub(super) mod errors;
pub(super) mod examples;
pub(super) mod files;
pub(super) mod forms;
pub(super) mod impossible;
pub(super) mod meanings;
pub(super) mod nested_forms;
pub(super) mod retry;
pub(super) mod secrets;
pub(super) mod server;
pub(super) mod usage;
pub(super) mod walk;
