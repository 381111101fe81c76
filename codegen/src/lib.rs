//! Compiles a YAML description of an HTTP API into a Rust client crate.
//!
//! The text goes one way:
//!
//! ```text
//! source ─▶ dialect ─▶ check ─▶ ir ─▶ emit ─▶ render ─▶ files
//!                                └──▶ interpret
//! ```
//!
//! It reads text and gives text; only the feature `build` touches files. The dialect is described in the README, and by the
//! [schema](spec_schema()) for editors. The package `specwright-workbench` lints, explains, compares and serves what
//! is checked here.
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

#[cfg(feature = "build")]
pub mod build;
mod change_kind;
pub mod check;
pub mod diagnostics;
// Hidden: these types mirror the keys of the dialect, so every new key changes them. The lints read them.
#[doc(hidden)]
pub mod dialect;
// Hidden: the tokens of the generated code, which every version may change. The comparison of two versions reads them.
#[doc(hidden)]
pub mod emit;
pub mod example;
mod generate;
pub mod interpret;
pub mod ir;
pub mod names;
mod options;
// Hidden: a helper that has nothing to do with APIs.
#[doc(hidden)]
pub mod parallel;
pub mod phrase;
mod prose;
mod render;
pub mod source;
pub mod suggest;
// Hidden: what the parser makes of a text. The layout of files reads it.
#[doc(hidden)]
pub mod yaml;

pub use change_kind::{ChangeKind, UnknownChangeKind};
pub use diagnostics::{Code, Diagnostic, Diagnostics};
pub use generate::{Generated, generate, generate_with};
pub use names::is_keyword;
pub use options::Options;
pub use render::GeneratedFile;
pub use source::Source;

/// The JSON schema of the dialect, for editors that complete and explain keys while a spec is written.
///
/// ```
/// let schema = specwright::spec_schema();
/// assert!(schema["definitions"]["field"]["properties"]["max_bytes"]["description"].is_string());
/// ```
pub fn spec_schema() -> serde_json::Value {
    dialect::schema()
}
