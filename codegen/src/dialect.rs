//! The YAML as a maintainer writes it, mirrored key by key. No logic, no resolved names.
//!
//! A key that is absent, or whose value was refused (and reported) while reading, is `None` or empty.
//! Mappings whose keys are free (fields, values, variants) keep the order of the file.

use specwright_runtime::LimitKind;

use crate::change_kind::ChangeKind;
use crate::diagnostics::Code;

mod file;
pub mod foreign;
mod item;
mod keys;
mod read;
mod schema;
mod text;

pub use crate::yaml::Scalar;
#[cfg(test)]
pub(crate) use keys::LINTS;
pub use read::{is_yaml, read};
pub(crate) use schema::schema;

/// One file: what it declares.
#[derive(Clone, Debug)]
pub enum Document {
    /// `api: …`
    Api(Api),
    /// `model: …`
    Model(Model),
    /// `union: …`
    Union(Union),
    /// `enum: …`
    Enum(Enum),
    /// `operation: …`
    Operation(Operation),
    /// `accepted: …`
    Accepted(Accepted),
}

/// An ordered mapping with free keys, as `(key, value)`; no key occurs twice.
pub type Mapping<T> = Vec<(String, T)>;

/// The elements of a list, each with its position; what was refused is left out.
pub type List<T> = Vec<(usize, T)>;

/// The words every documented thing can have.
#[derive(Clone, Debug, Default)]
pub struct Words {
    pub doc: Option<String>,
    pub note: Option<String>,
    pub section: Option<String>,
    pub since: Option<String>,
    pub deprecated: Option<String>,
    pub allow: List<Code>,
}

/// The file that describes the API as a whole. There is exactly one.
#[derive(Clone, Debug, Default)]
pub struct Api {
    pub api: String,
    pub words: Words,
    pub server: Option<String>,
    pub fallback_servers: List<String>,
    pub auth: Option<Auth>,
    pub reply: Option<Reply>,
    pub retry: Option<Retry>,
    pub text: Option<Text>,
    pub classes: Mapping<ErrorClass>,
    /// The key is the code, an integer or a string.
    pub errors: Vec<(Scalar, ErrorCode)>,
}

/// `auth:` exactly one of `query`, `header` and `bearer` must be set.
#[derive(Clone, Debug, Default)]
pub struct Auth {
    pub query: Option<String>,
    pub header: Option<String>,
    pub bearer: Option<bool>,
    pub refreshed_by: Option<String>,
    pub sources: Mapping<Source>,
}

/// One entry of `auth: { sources: … }`.
#[derive(Clone, Debug, Default)]
pub struct Source {
    pub operation: Option<String>,
    pub token: Option<String>,
    pub expires_in: Option<String>,
    pub words: Words,
}

/// `reply:` of the api file. `code` and `message` are keys, or dotted paths such as `error.code`.
#[derive(Clone, Debug, Default)]
pub struct Reply {
    pub code: Option<String>,
    pub message: Option<String>,
    pub ok: Option<Scalar>,
    pub request_id_in_message: Option<String>,
    pub request_id_header: Option<String>,
}

/// `retry:` of the api file.
#[derive(Clone, Debug, Default)]
pub struct Retry {
    pub wait: List<String>,
}

/// `text:` of the api file.
#[derive(Clone, Debug, Default)]
pub struct Text {
    pub forbid_control: Option<bool>,
}

/// One entry of `classes:`.
#[derive(Clone, Debug, Default)]
pub struct ErrorClass {
    pub words: Words,
}

/// One entry of `errors:`.
#[derive(Clone, Debug, Default)]
pub struct ErrorCode {
    pub name: Option<String>,
    pub class: Option<String>,
    pub field: Option<String>,
    pub rules: List<String>,
    pub pause_seconds: Option<u64>,
    pub words: Words,
}

/// `model:`
#[derive(Clone, Debug, Default)]
pub struct Model {
    pub model: String,
    pub words: Words,
    pub fields: Mapping<Field>,
    pub constructors: Mapping<Constructor>,
}

/// One field of a model or a variant, or one parameter of an operation.
#[derive(Clone, Debug, Default)]
pub struct Field {
    /// A type expression: `string`, `list<int>`, `map<Sku>`, `box<Filter>`, a name.
    pub ty: Option<String>,
    /// The Rust field's name, where the one made from the wire name will not do.
    pub name: Option<String>,
    pub required: Option<bool>,
    pub required_if: Option<Mapping<Wanted>>,
    pub required_unless: Option<Mapping<Wanted>>,
    pub forbidden_if: Option<Mapping<Wanted>>,
    pub forbidden_unless: Option<Mapping<Wanted>>,
    pub nullable: Option<bool>,
    pub constant: Option<Scalar>,
    pub default: Option<Scalar>,
    pub limits: Limits,
    pub warn: Option<Limits>,
    /// `digit_string`, `single`.
    pub tolerate: List<String>,
    pub secret: Option<bool>,
    pub example: Option<serde_json::Value>,
    pub documented: Option<Documented>,
    pub words: Words,
}

/// The values that a condition asks for.
#[derive(Clone, Debug)]
pub enum Wanted {
    /// A single one, without brackets.
    One(Scalar),
    /// Any of a list.
    AnyOf(List<Scalar>),
}

/// The limits of a field, or of its `warn:`.
#[derive(Clone, Debug, Default)]
pub struct Limits {
    /// The limits that are stated, in the order of their kinds; no kind occurs twice.
    pub stated: Vec<(LimitKind, Stated)>,
    /// The wire name of the field that must come before this one.
    pub after: Option<String>,
}

/// The value of a limit.
#[derive(Clone, Debug, PartialEq)]
pub enum Stated {
    Count(u64),
    Number(Scalar),
    Pattern(String),
    Flag,
}

impl Limits {
    /// The value of a kind of limit.
    pub fn get(&self, kind: LimitKind) -> Option<&Stated> {
        self.stated.iter().find(|(stated, _)| *stated == kind).map(|(_, value)| value)
    }

    /// The value of a kind of limit that is a count.
    pub fn count(&self, kind: LimitKind) -> Option<u64> {
        if let Some(Stated::Count(count)) = self.get(kind) { Some(*count) } else { None }
    }
}

/// `documented:`
#[derive(Clone, Debug, Default)]
pub struct Documented {
    pub required: Option<bool>,
    pub ty: Option<String>,
    pub max_cjk: Option<u64>,
    pub max: Option<u64>,
    pub absent: bool,
}

/// One entry of `constructors:`.
#[derive(Clone, Debug, Default)]
pub struct Constructor {
    pub sets: Mapping<Scalar>,
    pub words: Words,
}

/// `union:`
#[derive(Clone, Debug, Default)]
pub struct Union {
    pub union: String,
    pub words: Words,
    pub tag: Option<String>,
    /// `other_variant_fields`.
    pub tolerate: List<String>,
    pub variants: Mapping<Variant>,
}

/// One entry of `variants:`. Exactly one of `fields` and `model` may be set; neither means no fields.
#[derive(Clone, Debug, Default)]
pub struct Variant {
    pub value: Option<Scalar>,
    pub also_read: List<Scalar>,
    pub fields: Option<Mapping<Field>>,
    pub model: Option<String>,
    pub words: Words,
}

/// `enum:`
#[derive(Clone, Debug, Default)]
pub struct Enum {
    pub name: String,
    pub words: Words,
    /// The key is the value on the wire, an integer or a string.
    pub values: Vec<(Scalar, EnumValue)>,
    pub extra: List<Scalar>,
    pub default: Option<Scalar>,
}

/// One entry of `values:`.
#[derive(Clone, Debug, Default)]
pub struct EnumValue {
    /// The Rust variant's name, where the one made from the value will not do.
    pub name: Option<String>,
    pub also_read: List<Scalar>,
    pub words: Words,
}

/// `operation:`
#[derive(Clone, Debug, Default)]
pub struct Operation {
    pub operation: String,
    pub words: Words,
    pub method: Option<String>,
    pub path: Option<String>,
    pub path_params: Mapping<Field>,
    pub query: Mapping<Field>,
    pub headers: Mapping<Field>,
    /// A type expression: what the body holds.
    pub request: Option<String>,
    /// `json` (the default) or `form`.
    pub body: Option<String>,
    pub wrap: Option<serde_json::Value>,
    /// A type expression: what a success holds.
    pub reply: Option<String>,
    pub auth: Option<bool>,
    pub idempotent: Option<bool>,
}

impl Operation {
    /// Whether the caller passes more than a body.
    pub(crate) fn has_parameters(&self) -> bool {
        !(self.path_params.is_empty() && self.query.is_empty() && self.headers.is_empty())
    }
}

/// `accepted:`
#[derive(Clone, Debug, Default)]
pub struct Accepted {
    pub accepted: List<Acceptance>,
}

/// One entry of `accepted:`.
#[derive(Clone, Debug)]
pub struct Acceptance {
    pub change: ChangeKind,
    /// What changed, as the comparison names it.
    pub at: String,
    pub reason: String,
}
