//! Exports an API for programs that do not read the dialect: as OpenAPI, and as JSON Schema.
//!
//! `docs/export.md` describes how each part of the dialect is said there, and the keys `x-…` that hold what OpenAPI and JSON
//! Schema have no words for. Two checked APIs that differ have different documents.
//!
//! | module | contents |
//! |---|---|
//! | `node`, `yaml` | JSON with its keys in order, and the same as YAML |
//! | `names`, `portable` | unique names; which patterns mean the same everywhere |
//! | `text`, `dialect` | descriptions; the dialect's own words |
//! | `schemas` | types as schemas |
//! | `replies` | the success and the failure of a reply |
//! | `openapi`, `json_schema` | whole documents |

mod dialect;
mod json_schema;
mod names;
mod node;
mod openapi;
mod portable;
mod replies;
mod schemas;
mod text;
mod yaml;

use specwright::ir::{Api, ModelId, Rule};

pub use json_schema::{SchemaFile, json_schemas};
pub use node::{Node, Object};
pub use openapi::openapi;
pub use yaml::to_yaml;

#[cfg(feature = "import")]
pub(crate) use schemas::{is_added, scalar_kind};
#[cfg(feature = "import")]
pub(crate) use text::doc;

/// The key at the root of a document that says in which form its keys `x-…` are.
pub(crate) const OWN: &str = "x-specwright";

/// The form in which the keys `x-…` are. It changes when an importer could not read them as it does now.
pub(crate) const OWN_FORM: u32 = 1;

/// A version of OpenAPI.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Version {
    /// 3.0.3, which has no conditions and no webhooks.
    V3_0,
    /// 3.1.0
    V3_1,
}

/// What schemas are written for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    OpenApi3_0,
    OpenApi3_1,
    JsonSchema,
}

/// Whether JSON Schema has words for the whole rule, limits in bytes apart.
#[doc(hidden)]
pub fn is_said(api: &Api, model: ModelId, rule: &Rule) -> bool {
    schemas::is_said(api, model, rule)
}
