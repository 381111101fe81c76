//! Compiles a YAML description of an HTTP API into a Rust client crate.
//!
//! The text goes one way:
//!
//! ```text
//! source ─▶ dialect ─▶ check ─▶ ir ─▶ emit ─▶ render ─▶ files
//!                                └──▶ interpret
//! ```

pub mod check;
pub mod diagnostics;
mod dialect;
pub mod interpret;
pub mod ir;
mod names;
pub mod phrase;
pub mod source;

pub use diagnostics::{Code, Diagnostic, Diagnostics};
pub use source::Source;
