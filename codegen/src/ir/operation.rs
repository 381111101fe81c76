//! Operations: how a request becomes HTTP, and what comes back.

use serde_json::Value;

use super::{Docs, Method, ModelId, Type};

/// One call of the API.
#[derive(Clone, Debug)]
pub struct Operation {
    /// The Rust method's name, also the spec's: `create_meeting_ticket`.
    pub name: String,
    /// The Rust constant's name: `CREATE_MEETING_TICKET`.
    pub constant: String,
    /// Its words.
    pub docs: Docs,
    /// The spec file it comes from.
    pub file: String,
    /// The HTTP method.
    pub method: Method,
    /// The path below the server's address, in parts; it begins with a slash.
    pub path: Vec<PathPart>,
    /// What the caller passes.
    pub input: Input,
    /// What is sent as the body.
    pub body: Body,
    /// What stands around the request in the body. Only with a JSON body.
    pub wrap: Option<Wrap>,
    /// What a success carries; `None` when nothing but the success itself.
    pub reply: Option<Type>,
    /// Whether the call carries the API's credential.
    pub auth: bool,
    /// Whether sending it twice does no more than sending it once.
    pub idempotent: bool,
}

impl Operation {
    /// The path as the spec writes it: `/stores/{store_id}`.
    pub fn path_template(&self) -> String {
        self.path
            .iter()
            .map(|part| match part {
                PathPart::Literal(text) => text.clone(),
                PathPart::Parameter(wire) => format!("{{{wire}}}"),
            })
            .collect()
    }
}

/// A piece of a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PathPart {
    /// Sent as it stands.
    Literal(String),
    /// The wire name of the field whose value is sent, percent-encoded.
    Parameter(String),
}

/// What the caller passes.
#[derive(Clone, Debug, PartialEq)]
pub enum Input {
    /// Nothing.
    None,
    /// The body's value itself: a model, a union, a list, a map or free JSON.
    Whole(Type),
    /// A model made for this operation: path, query and header parameters, and the body as its field `body`.
    Parameters(ModelId),
}

/// What is sent as the body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Body {
    /// Nothing.
    Empty,
    /// JSON, as raw UTF-8.
    Json,
    /// `application/x-www-form-urlencoded`; every field of the body's model is a scalar or a list of scalars.
    Form,
}

/// What stands around a request: constants, and one place for the request itself.
#[derive(Clone, Debug, PartialEq)]
pub struct Wrap {
    /// The whole body, with `null` where the request goes.
    pub template: Value,
    /// The keys that lead to the request, outermost first; at least one.
    pub path: Vec<String>,
}
