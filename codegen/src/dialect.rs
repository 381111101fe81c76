//! The YAML of a spec as data, key by key. No logic, no resolved names.
//!
//! A key that is absent, or whose value was rejected (and reported) while reading, is `None` or empty.
//! Mappings with arbitrary keys (fields, values, variants) keep the order of the file.

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

/// A file, by its declaration.
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

/// A mapping with arbitrary keys, as `(key, value)`, in order; keys are unique.
pub type Mapping<T> = Vec<(String, T)>;

/// The elements of a list, each with its index; rejected ones are omitted.
pub type List<T> = Vec<(usize, T)>;

/// The documentation of an item.
#[derive(Clone, Debug, Default)]
pub struct Words {
    pub doc: Option<String>,
    pub note: Option<String>,
    pub section: Option<String>,
    pub since: Option<String>,
    pub deprecated: Option<String>,
    pub allow: List<Code>,
}

/// The api file, which describes the API as a whole. A spec has exactly one.
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

/// `auth:` Exactly one of `query`, `header` and `bearer` must be set.
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

/// A field of a model or a variant, or a parameter of an operation.
#[derive(Clone, Debug, Default)]
pub struct Field {
    /// A type expression: `string`, `list<int>`, `map<Sku>`, `box<Filter>`, a name.
    pub ty: Option<String>,
    /// The name of the Rust field, if it is not the one made from the wire name.
    pub name: Option<String>,
    pub required: Option<bool>,
    pub required_if: Option<Mapping<Wanted>>,
    pub required_unless: Option<Mapping<Wanted>>,
    pub forbidden_if: Option<Mapping<Wanted>>,
    pub forbidden_unless: Option<Mapping<Wanted>>,
    /// Whether only replies have it.
    pub read_only: Option<bool>,
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

/// The values of a condition.
#[derive(Clone, Debug)]
pub enum Wanted {
    /// A single value, without brackets.
    One(Scalar),
    /// A list of alternatives.
    AnyOf(List<Scalar>),
}

/// The limits of a field, or of its `warn:`.
#[derive(Clone, Debug, Default)]
pub struct Limits {
    /// The stated limits, in the order of their kinds; kinds are unique.
    pub stated: Vec<(LimitKind, Stated)>,
    /// The wire name of the field that must be less than this one.
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
    /// The value of a limit, by kind.
    pub fn get(&self, kind: LimitKind) -> Option<&Stated> {
        self.stated.iter().find(|(stated, _)| *stated == kind).map(|(_, value)| value)
    }

    /// The value of a limit that is a count, by kind.
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
    /// The key whose value names the variant; without it, a key that only one variant has does.
    pub tag: Option<String>,
    /// The fields that every variant has, before its own.
    pub fields: Mapping<Field>,
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
    /// The name of the Rust variant, if it is not the one made from the value.
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
    /// The type expression of the body.
    pub request: Option<String>,
    /// `json` (the default) or `form`.
    pub body: Option<String>,
    pub wrap: Option<serde_json::Value>,
    /// The type expression of a success.
    pub reply: Option<String>,
    pub auth: Option<bool>,
    pub idempotent: Option<bool>,
}

impl Operation {
    /// Whether the input has more than a body.
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
    /// The name of what changed, as in the comparison.
    pub at: String,
    pub reason: String,
}
