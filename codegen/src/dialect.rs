//! The YAML as a maintainer writes it, mirrored key by key. No logic, no resolved names.
//!
//! A key that is absent, or whose value was refused (and reported) while reading, is `None` or empty.
//! Mappings whose keys are free (fields, values, variants) keep the order of the file.

use crate::changes::Kind;
use crate::diagnostics::Code;

mod file;
mod item;
mod keys;
mod read;
mod schema;
mod text;

pub(crate) use crate::yaml::Scalar;
#[cfg(test)]
pub(crate) use keys::LINTS;
pub(crate) use read::{is_yaml, read};
pub(crate) use schema::schema;

/// One file: what it declares.
#[derive(Clone, Debug)]
pub(crate) enum Document {
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
pub(crate) type Mapping<T> = Vec<(String, T)>;

/// The elements of a list, each with its position; what was refused is left out.
pub(crate) type List<T> = Vec<(usize, T)>;

/// The words every documented thing can have.
#[derive(Clone, Debug, Default)]
pub(crate) struct Words {
    pub(crate) doc: Option<String>,
    pub(crate) note: Option<String>,
    pub(crate) section: Option<String>,
    pub(crate) since: Option<String>,
    pub(crate) deprecated: Option<String>,
    pub(crate) allow: List<Code>,
}

/// The file that describes the API as a whole. There is exactly one.
#[derive(Clone, Debug, Default)]
pub(crate) struct Api {
    pub(crate) api: String,
    pub(crate) words: Words,
    pub(crate) server: Option<String>,
    pub(crate) fallback_servers: List<String>,
    pub(crate) auth: Option<Auth>,
    pub(crate) reply: Option<Reply>,
    pub(crate) retry: Option<Retry>,
    pub(crate) text: Option<Text>,
    pub(crate) classes: Mapping<ErrorClass>,
    /// The key is the code, an integer or a string.
    pub(crate) errors: Vec<(Scalar, ErrorCode)>,
}

/// `auth:` exactly one of `query`, `header` and `bearer` must be set.
#[derive(Clone, Debug, Default)]
pub(crate) struct Auth {
    pub(crate) query: Option<String>,
    pub(crate) header: Option<String>,
    pub(crate) bearer: Option<bool>,
    pub(crate) refreshed_by: Option<String>,
    pub(crate) sources: Mapping<Source>,
}

/// One entry of `auth: { sources: … }`.
#[derive(Clone, Debug, Default)]
pub(crate) struct Source {
    pub(crate) operation: Option<String>,
    pub(crate) token: Option<String>,
    pub(crate) expires_in: Option<String>,
    pub(crate) words: Words,
}

/// `reply:` of the api file. `code` and `message` are keys, or dotted paths such as `error.code`.
#[derive(Clone, Debug, Default)]
pub(crate) struct Reply {
    pub(crate) code: Option<String>,
    pub(crate) message: Option<String>,
    pub(crate) ok: Option<Scalar>,
    pub(crate) request_id_in_message: Option<String>,
    pub(crate) request_id_header: Option<String>,
}

/// `retry:` of the api file.
#[derive(Clone, Debug, Default)]
pub(crate) struct Retry {
    pub(crate) wait: List<String>,
}

/// `text:` of the api file.
#[derive(Clone, Debug, Default)]
pub(crate) struct Text {
    pub(crate) forbid_control: Option<bool>,
}

/// One entry of `classes:`.
#[derive(Clone, Debug, Default)]
pub(crate) struct ErrorClass {
    pub(crate) words: Words,
}

/// One entry of `errors:`.
#[derive(Clone, Debug, Default)]
pub(crate) struct ErrorCode {
    pub(crate) name: Option<String>,
    pub(crate) class: Option<String>,
    pub(crate) field: Option<String>,
    pub(crate) rules: List<String>,
    pub(crate) pause_seconds: Option<u64>,
    pub(crate) words: Words,
}

/// `model:`
#[derive(Clone, Debug, Default)]
pub(crate) struct Model {
    pub(crate) model: String,
    pub(crate) words: Words,
    pub(crate) fields: Mapping<Field>,
    pub(crate) constructors: Mapping<Constructor>,
}

/// One field of a model or a variant, or one parameter of an operation.
#[derive(Clone, Debug, Default)]
pub(crate) struct Field {
    /// A type expression: `string`, `list<int>`, `map<Sku>`, `box<Filter>`, a name.
    pub(crate) ty: Option<String>,
    /// The Rust field's name, where the one made from the wire name will not do.
    pub(crate) name: Option<String>,
    pub(crate) required: Option<bool>,
    pub(crate) required_if: Option<Mapping<Wanted>>,
    pub(crate) required_unless: Option<Mapping<Wanted>>,
    pub(crate) forbidden_if: Option<Mapping<Wanted>>,
    pub(crate) nullable: Option<bool>,
    pub(crate) constant: Option<Scalar>,
    pub(crate) default: Option<Scalar>,
    pub(crate) limits: Limits,
    pub(crate) warn: Option<Limits>,
    /// `digit_string`, `single`.
    pub(crate) tolerate: List<String>,
    pub(crate) secret: Option<bool>,
    pub(crate) example: Option<serde_json::Value>,
    pub(crate) documented: Option<Documented>,
    pub(crate) words: Words,
}

/// The values that a condition asks for.
#[derive(Clone, Debug)]
pub(crate) enum Wanted {
    /// A single one, without brackets.
    One(Scalar),
    /// Any of a list.
    AnyOf(List<Scalar>),
}

/// The limits of a field, or of its `warn:`.
#[derive(Clone, Debug, Default)]
pub(crate) struct Limits {
    pub(crate) max_bytes: Option<u64>,
    pub(crate) min_bytes: Option<u64>,
    pub(crate) max_cjk: Option<u64>,
    pub(crate) max_chars: Option<u64>,
    pub(crate) min: Option<Scalar>,
    pub(crate) max: Option<Scalar>,
    pub(crate) min_items: Option<u64>,
    pub(crate) max_items: Option<u64>,
    pub(crate) pattern: Option<String>,
    /// The wire name of the field that must come before this one.
    pub(crate) after: Option<String>,
}

/// `documented:`
#[derive(Clone, Debug, Default)]
pub(crate) struct Documented {
    pub(crate) required: Option<bool>,
    pub(crate) ty: Option<String>,
    pub(crate) max_cjk: Option<u64>,
    pub(crate) max: Option<u64>,
    pub(crate) absent: bool,
}

/// One entry of `constructors:`.
#[derive(Clone, Debug, Default)]
pub(crate) struct Constructor {
    pub(crate) sets: Mapping<Scalar>,
    pub(crate) words: Words,
}

/// `union:`
#[derive(Clone, Debug, Default)]
pub(crate) struct Union {
    pub(crate) union: String,
    pub(crate) words: Words,
    pub(crate) tag: Option<String>,
    /// `other_variant_fields`.
    pub(crate) tolerate: List<String>,
    pub(crate) variants: Mapping<Variant>,
}

/// One entry of `variants:`. Exactly one of `fields` and `model` may be set; neither means no fields.
#[derive(Clone, Debug, Default)]
pub(crate) struct Variant {
    pub(crate) value: Option<Scalar>,
    pub(crate) also_read: List<Scalar>,
    pub(crate) fields: Option<Mapping<Field>>,
    pub(crate) model: Option<String>,
    pub(crate) words: Words,
}

/// `enum:`
#[derive(Clone, Debug, Default)]
pub(crate) struct Enum {
    pub(crate) name: String,
    pub(crate) words: Words,
    /// The key is the value on the wire, an integer or a string.
    pub(crate) values: Vec<(Scalar, EnumValue)>,
    pub(crate) extra: List<Scalar>,
    pub(crate) default: Option<Scalar>,
}

/// One entry of `values:`.
#[derive(Clone, Debug, Default)]
pub(crate) struct EnumValue {
    /// The Rust variant's name, where the one made from the value will not do.
    pub(crate) name: Option<String>,
    pub(crate) also_read: List<Scalar>,
    pub(crate) words: Words,
}

/// `operation:`
#[derive(Clone, Debug, Default)]
pub(crate) struct Operation {
    pub(crate) operation: String,
    pub(crate) words: Words,
    pub(crate) method: Option<String>,
    pub(crate) path: Option<String>,
    pub(crate) path_params: Mapping<Field>,
    pub(crate) query: Mapping<Field>,
    pub(crate) headers: Mapping<Field>,
    /// A type expression: what the body holds.
    pub(crate) request: Option<String>,
    /// `json` (the default) or `form`.
    pub(crate) body: Option<String>,
    pub(crate) wrap: Option<serde_json::Value>,
    /// A type expression: what a success holds.
    pub(crate) reply: Option<String>,
    pub(crate) auth: Option<bool>,
    pub(crate) idempotent: Option<bool>,
}

/// `accepted:`
#[derive(Clone, Debug, Default)]
pub(crate) struct Accepted {
    pub(crate) accepted: List<Acceptance>,
}

/// One entry of `accepted:`.
#[derive(Clone, Debug)]
pub(crate) struct Acceptance {
    pub(crate) change: Kind,
    /// What changed, as the comparison names it.
    pub(crate) at: String,
    pub(crate) reason: String,
}
