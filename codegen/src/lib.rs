//! Compiles a YAML description of an HTTP API into a Rust client crate.
//!
//! The text goes one way:
//!
//! ```text
//! source ─▶ dialect ─▶ check ─▶ ir ─▶ emit ─▶ render ─▶ files
//!                                └──▶ interpret, lint, audit, changes
//! ```

pub mod audit;
#[cfg(feature = "build")]
pub mod build;
pub mod changes;
pub mod check;
pub mod diagnostics;
mod dialect;
mod emit;
pub mod example;
pub mod explain;
pub mod format;
mod generate;
pub mod interpret;
pub mod ir;
pub mod lint;
#[cfg(feature = "mock")]
pub mod mock;
mod names;
mod options;
mod origin;
mod parallel;
pub mod phrase;
mod render;
pub mod source;
mod suggest;
mod yaml;

pub use diagnostics::{Code, Diagnostic, Diagnostics};
pub use generate::{Generated, generate, generate_with};
pub use lint::lint;
pub use options::Options;
pub use render::GeneratedFile;
pub use source::Source;
pub use suggest::nearest;

/// The JSON schema of the dialect, for editors that complete and explain keys while a spec is written.
pub fn spec_schema() -> serde_json::Value {
    dialect::schema()
}
