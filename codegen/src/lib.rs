//! Compiles a YAML description of an HTTP API into a Rust client crate.
//!
//! Data flows in one direction:
//!
//! ```text
//! source ─▶ dialect ─▶ check ─▶ ir ─▶ emit ─▶ render ─▶ files
//!                                └──▶ interpret
//! ```
//!
//! It performs no I/O, except with the feature `build`. The dialect is described in `spec/README.md`, and by the
//! [schema](spec_schema()) for editors. The package `specwright-workbench` lints, explains, compares and serves checked
//! APIs.
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
//!     Err(problems) => panic!("{}", problems.render(&spec, false)), // every error with its position
//! }
//! ```
//!
//! | feature | adds |
//! |---|---|
//! | `build` | reading a spec's folder and writing one file, for a `build.rs` |
//! | `serde` | writing a checked [`Api`](ir::Api), and reading it again without the checks |

#[cfg(feature = "build")]
pub mod build;
mod change_kind;
pub mod check;
pub mod diagnostics;
// Hidden: these types mirror the keys of the dialect, so that every new key changes them. The lints use them.
#[doc(hidden)]
pub mod dialect;
// Hidden: the tokens of generated code, which may change in every version. The comparison of two versions uses them.
#[doc(hidden)]
pub mod emit;
pub mod example;
mod generate;
pub mod interpret;
pub mod ir;
pub mod names;
mod options;
// Hidden: a helper that is unrelated to APIs.
#[doc(hidden)]
pub mod parallel;
pub mod phrase;
// Hidden: texts of the spec as Markdown, which may change in every version. The reference uses it.
#[doc(hidden)]
pub mod prose;
mod render;
pub mod source;
pub mod suggest;
// Hidden: the parsed YAML. The formatter uses it.
#[doc(hidden)]
pub mod yaml;

pub use change_kind::{ChangeKind, UnknownChangeKind};
pub use diagnostics::{Code, Diagnostic, Diagnostics};
pub use generate::{Generated, generate, generate_with};
pub use names::is_keyword;
pub use options::Options;
pub use render::GeneratedFile;
pub use source::Source;

/// The JSON schema of the dialect, with which editors complete and explain keys.
///
/// ```
/// let schema = specwright::spec_schema();
/// assert!(schema["definitions"]["field"]["properties"]["max_bytes"]["description"].is_string());
/// ```
pub fn spec_schema() -> serde_json::Value {
    dialect::schema()
}
