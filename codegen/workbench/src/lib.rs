//! Works on an HTTP API that [`specwright`] has read and checked.
//!
//! | module | what it does |
//! |---|---|
//! | [`lint`](mod@lint) | warns of probable mistakes in a spec that compiles |
//! | [`explain`] | lists the rules of a field and where each is declared |
//! | [`format`](mod@format) | lays out the files of a spec |
//! | [`changes`] | compares two versions of a spec, with a verdict on each change |
//! | [`audit`] | compares a spec with the API's documentation, and drafts the missing parts |
//! | [`judge`] | judges the JSON body of a request, as `validate` and the mock server do |
//! //! | [`export`] | writes OpenAPI documents and JSON Schemas |
//! | [`reference`](mod@reference) | writes the reference of an API as Markdown |
//! | `import` | makes a spec of an OpenAPI document (feature `import`) |
//! | `mock` | serves the API on loopback (feature `mock`) |
//!
//! Each is a pure function of the sources and the checked API, except the server, which opens a socket.

pub mod audit;
pub mod changes;
mod curl;
pub mod explain;
pub mod export;
pub mod format;
#[cfg(feature = "import")]
pub mod import;
pub mod judge;
pub mod lint;
#[cfg(feature = "mock")]
pub mod mock;
mod origin;
pub mod reference;
mod yaml_text;

pub use lint::{lint, lint_checked};
