//! Compiles a YAML description of an HTTP API into a Rust client crate.
//!
//! The text goes one way:
//!
//! ```text
//! source ─▶ dialect ─▶ check ─▶ ir ─▶ emit ─▶ render ─▶ files
//!                                └──▶ interpret, lint, audit, changes
//! ```
//!
//! It reads text and gives text; only the features `build` and `mock` touch files and sockets. The dialect is described in
//! the README, and by the [schema](spec_schema()) for editors.
//!
//! ```
//! use specwright::{Source, generate};
//!
//! let spec = [
//!     Source::new("api.yaml", "api: pets\nserver: https://pets.example\n"),
//!     Source::new("pet.yaml", "model: Pet\nfields: { name: { type: string, required: true, max_bytes: 12 } }\n"),
//!     Source::new("add_pet.yaml", "operation: add_pet\nmethod: POST\npath: /pets\nrequest: Pet\n"),
//! ];
//! match generate(&spec) {
//!     Ok(client) => assert!(client.files.iter().any(|file| file.contents.contains("pub fn add_pet("))),
//!     Err(problems) => panic!("{}", problems.render(&spec, false)), // every problem with its place
//! }
//! ```
//!
//! | feature | adds |
//! |---|---|
//! | `build` | reading a spec's folder and writing one file: what a `build.rs` needs |
//! | `mock` | the API on loopback, judged by the interpreter |

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
mod prose;
mod render;
pub mod source;
mod suggest;
mod yaml;

pub use diagnostics::{Code, Diagnostic, Diagnostics};
pub use generate::{Generated, generate, generate_with};
pub use lint::lint;
pub use names::is_keyword;
pub use options::Options;
pub use render::GeneratedFile;
pub use source::Source;
pub use suggest::nearest;

/// The JSON schema of the dialect, for editors that complete and explain keys while a spec is written.
///
/// ```
/// let schema = specwright::spec_schema();
/// assert!(schema["definitions"]["field"]["properties"]["max_bytes"]["description"].is_string());
/// ```
pub fn spec_schema() -> serde_json::Value {
    dialect::schema()
}
