//! The checked API: every name is resolved, every limit is proven.
//!
//! Only [`crate::check`] creates these types, and only from a spec without errors. With the feature `serde`, an [`Api`] can be
//! written and read again by the same version of this crate; the form is not a public interface. The emitters and the interpreter
//! rely on every invariant documented here and need neither a `Result` nor a panic.
//!
//! No type is `#[non_exhaustive]`, so that code outside this crate that matches on every kind stops compiling when
//! one is added.

mod arena;
mod conditions;
mod docs;
pub(crate) mod ends;
mod events;
mod kinds;
mod limits;
mod operation;
mod pages;
mod reply;
mod scalar;
#[cfg(feature = "serde")]
mod serial;
mod server;
mod types;
mod walk;

pub(crate) use arena::Beside;
pub use arena::{Arena, EnumId, Id, ModelId, Named, UnionId};
pub(crate) use conditions::is_within;
pub use conditions::{Choice, Condition, Demand, FieldPath, Is, Rule};
pub use docs::{Docs, Documented};
pub use events::{EventEnvelope, EventFormat, EventHeader, Events, Signature};
pub use limits::{Bound, Limit, Limits, Pattern, PatternShape};
pub(crate) use limits::{Effect, counted, least, most};
pub use operation::{
    Body, Failure, Group, InGroup, Input, Operation, PathPart, ReplyBody, ReplyKind, Statuses, Success, Wrap,
};
pub use pages::{Advance, PagePath, Pages};
pub use reply::{
    Auth, AuthPlace, Credential, ErrorClass, ErrorCode, Meaning, Replies, ServerCode, TokenExchange,
};
pub use scalar::{JsonKind, RustType, ScalarForm, ScalarKind};
pub use server::{ServerTemplate, ServerVariable};
pub use specwright_runtime::{LimitKind, Method, Number, Severity};
pub use types::{
    Constructor, Enum, EnumValue, Field, Location, Model, Need, Order, Presence, Scalar, TagValue, Tolerance,
    Type, Union, UnionTolerance, Usage, Variant,
};
pub use walk::{Walk, WalkEvent, WalkState, WalkStep};

/// An API, ready to be emitted or interpreted.
///
/// ```
/// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/pets.rs"));
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let api = specwright::check::check(&sources()).unwrap().api;
/// assert_eq!((api.name.as_str(), api.server.as_str()), ("pets", "https://pets.example"));
/// let pet = &api.models[api.models.named("Pet").ok_or("no pet")?];
/// assert_eq!(pet.fields[0].wire, "name");
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Api {
    /// The name in the api file: `parcels`.
    pub name: String,
    /// Its documentation.
    pub docs: Docs,
    /// The api file, as it was passed in.
    pub file: String,
    /// The base address of the first server, without a trailing slash.
    pub server: String,
    /// The variables of that address, which has their defaults; `None` if it has none.
    pub server_template: Option<ServerTemplate>,
    /// Base addresses of the same API, in order of preference.
    pub fallback_servers: Vec<String>,
    /// How calls are authorised; `None` if no call is.
    pub auth: Option<Auth>,
    /// The credentials that a program asks its client for, in the spec's order.
    pub credentials: Vec<Credential>,
    /// How a reply reports errors.
    pub replies: Replies,
    /// The classes of temporary errors, each once, in the spec's order.
    pub wait: Vec<String>,
    /// Whether text must not contain control characters other than backspace, tab, newline, form feed and return.
    pub forbid_control: bool,
    /// Whether the JSON of requests must not have escapes of characters from U+0080 on.
    pub forbid_escapes: bool,
    /// The documented classes of error codes, in the spec's order.
    pub classes: Vec<ErrorClass>,
    /// The error codes, in the spec's order.
    pub errors: Vec<ErrorCode>,
    /// All models, including those of variants and of operations' parameters, sorted by name.
    pub models: Arena<Model>,
    /// All unions, sorted by name.
    pub unions: Arena<Union>,
    /// All enumerations, sorted by name.
    pub enums: Arena<Enum>,
    /// The groups of operations, in the spec's order; each has an operation.
    pub groups: Vec<Group>,
    /// All operations, sorted by name.
    pub operations: Vec<Operation>,
    /// All families of events, sorted by name.
    pub events: Vec<Events>,
    /// The way through the API, for its reference.
    pub walk: Option<Walk>,
}

impl Api {
    /// The field at the end of a path, with its model.
    pub fn at_path(&self, model: ModelId, path: &FieldPath) -> Option<(&Model, &Field)> {
        let (last, objects) = path.names().split_last()?;
        let mut model = &self.models[model];
        for wire in objects {
            let Type::Model(inner) = model.field(wire)?.ty.innermost() else { return None };
            model = &self.models[*inner];
        }
        Some((model, model.field(last)?))
    }

    /// The group of operations with this name.
    pub fn group(&self, name: &str) -> Option<&Group> {
        self.groups.iter().find(|group| group.name == name)
    }

    /// The operation with this name.
    pub fn operation(&self, name: &str) -> Option<&Operation> {
        self.operations.iter().find(|operation| operation.name == name)
    }

    /// Whether the client waits and sends a call again that failed with this error, as the runtime decides: by the class,
    /// or by the status where the error has no class or the spec names no classes to wait for.
    pub fn waits_for(&self, error: &ErrorCode) -> bool {
        match &error.class {
            Some(class) if !self.wait.is_empty() => self.wait.contains(class),
            Some(_) | None => matches!(error.code, ServerCode::Int(408 | 429 | 500 | 502 | 503 | 504)),
        }
    }
}
