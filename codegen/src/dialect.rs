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
pub(crate) use item::zero_before;
#[cfg(test)]
pub(crate) use keys::LINTS;
pub use keys::key_names;
pub(crate) use keys::{BODIES, REPLY_BODIES};
pub use read::{is_yaml, read};
pub(crate) use schema::schema;

/// A file, by its declaration.
#[derive(Clone, Debug)]
pub enum Document {
    /// `api: …`
    Api(Api),
    /// `model: …`
    Model(Model),
    /// `field_group: …`
    FieldGroup(FieldGroup),
    /// `union: …`
    Union(Union),
    /// `enum: …`
    Enum(Enum),
    /// `operation: …`
    Operation(Operation),
    /// `events: …`
    Events(Events),
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
    pub server_variables: Mapping<ServerVariable>,
    pub fallback_servers: List<String>,
    pub auth: Option<Auth>,
    pub credentials: Mapping<Credential>,
    pub reply: Option<Reply>,
    pub retry: Option<Retry>,
    pub text: Option<Text>,
    pub tolerate_unknown_keys: Option<bool>,
    pub classes: Mapping<ErrorClass>,
    /// The key is the code, an integer or a string.
    pub errors: Vec<(Scalar, ErrorCode)>,
    pub groups: Mapping<Group>,
    pub walk: Option<Walk>,
}

/// One entry of `groups:`.
#[derive(Clone, Debug, Default)]
pub struct Group {
    pub words: Words,
}

/// One entry of `server_variables:`.
#[derive(Clone, Debug, Default)]
pub struct ServerVariable {
    pub default: Option<String>,
    /// The possible values; any, if there are none.
    pub values: List<String>,
    pub doc: Option<String>,
}

/// `walk:` of the api file.
#[derive(Clone, Debug, Default)]
pub struct Walk {
    pub doc: Option<String>,
    pub states: Mapping<WalkState>,
    pub steps: List<WalkStep>,
}

/// One entry of `walk: { states: … }`.
#[derive(Clone, Debug, Default)]
pub struct WalkState {
    pub doc: Option<String>,
}

/// One entry of `walk: { steps: … }`.
#[derive(Clone, Debug, Default)]
pub struct WalkStep {
    pub operations: List<String>,
    pub events: List<String>,
    pub from: List<String>,
    pub to: Option<String>,
    pub doc: Option<String>,
}

/// `auth:` Exactly one of `query`, `header`, `bearer`, `basic` and `cookie` must be set.
#[derive(Clone, Debug, Default)]
pub struct Auth {
    pub query: Option<String>,
    pub header: Option<String>,
    /// The text before the credential in the header.
    pub prefix: Option<String>,
    pub bearer: Option<bool>,
    pub basic: Option<bool>,
    pub cookie: Option<String>,
    pub refreshed_by: Option<String>,
    pub sources: Mapping<Source>,
}

/// One entry of `auth: { sources: … }`.
#[derive(Clone, Debug, Default)]
pub struct Source {
    pub operation: Option<String>,
    pub token: Option<String>,
    pub expires_in: Option<String>,
    pub renewed_by: Option<String>,
    pub words: Words,
}

/// One entry of `credentials:`.
#[derive(Clone, Debug, Default)]
pub struct Credential {
    pub operation: Option<String>,
    pub sets: Mapping<Scalar>,
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
    pub request_id_in_message: List<String>,
    pub request_id_header: Option<String>,
    pub field_path_of: List<Scalar>,
    pub body_rest_after: Option<String>,
    pub data: Option<String>,
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
    pub forbid_escapes: Option<bool>,
}

/// One entry of `classes:`.
#[derive(Clone, Debug, Default)]
pub struct ErrorClass {
    pub words: Words,
}

/// A name, or a list of names.
#[derive(Clone, Debug, Default)]
pub struct Names {
    /// Whether they are in brackets.
    pub is_list: bool,
    pub names: List<String>,
}

/// One entry of `errors:`.
#[derive(Clone, Debug, Default)]
pub struct ErrorCode {
    pub name: Option<String>,
    pub class: Option<String>,
    pub field: Names,
    pub rules: List<String>,
    pub pause_seconds: Option<u64>,
    pub by_operation: List<Meaning>,
    pub words: Words,
}

/// One entry of `by_operation:` of an error code. What is absent is that of the code.
#[derive(Clone, Debug, Default)]
pub struct Meaning {
    pub operations: List<String>,
    pub class: Option<String>,
    pub field: Names,
    pub rules: List<String>,
    /// `doc` and `note`.
    pub words: Words,
}

/// `model:`
#[derive(Clone, Debug, Default)]
pub struct Model {
    pub model: String,
    pub words: Words,
    /// The names of the field groups whose fields come before its own.
    pub include: List<String>,
    pub fields: Mapping<Field>,
    pub constructors: Mapping<Constructor>,
    /// Each with the reason.
    pub former_fields: Mapping<String>,
    pub rules: List<Rule>,
}

/// `field_group:`
#[derive(Clone, Debug, Default)]
pub struct FieldGroup {
    pub field_group: String,
    pub words: Words,
    pub fields: Mapping<Field>,
}

/// One entry of `rules:`.
#[derive(Clone, Debug, Default)]
pub struct Rule {
    pub when: Option<Mapping<Fact>>,
    pub then: Option<Mapping<Fact>>,
    /// `else`
    pub otherwise: Option<Mapping<Fact>>,
    pub at_least_one_of: List<String>,
    pub at_most_one_of: List<String>,
    pub exactly_one_of: List<String>,
    pub together: List<String>,
    pub max_items: Option<u64>,
    pub warn: bool,
    pub doc: Option<String>,
}

/// What is true, or required, of a field. The key is the field, or a dotted path to a field of a model inside.
#[derive(Clone, Debug)]
pub enum Fact {
    /// It has one of these values.
    Value(Wanted),
    /// It is present, is absent, or has a value within limits.
    Has { present: bool, absent: bool, limits: Limits },
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
    pub write_only: Option<bool>,
    pub nullable: Option<bool>,
    pub constant: Option<Scalar>,
    pub default: Option<Scalar>,
    pub limits: Limits,
    pub warn: Option<Limits>,
    /// The limits of the keys of a map.
    pub keys: Option<KeyLimits>,
    /// `digit_string`, `zero_fraction`, `single`.
    pub tolerate: List<String>,
    /// Other names of a part of a multipart body.
    pub also_read: List<String>,
    /// How a list is written in the query.
    pub style: Option<String>,
    pub secret: Option<bool>,
    pub discouraged: Option<String>,
    /// Whether an empty text is no use of the field.
    pub unless_empty: bool,
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

/// `keys:` of a field that is a map.
#[derive(Clone, Debug, Default)]
pub struct KeyLimits {
    pub limits: Limits,
    pub warn: Option<Limits>,
}

/// The value of a limit.
#[derive(Clone, Debug, PartialEq)]
pub enum Stated {
    Count(u64),
    Number(Scalar),
    Pattern(String),
    Flag,
    Words(List<String>),
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

/// One entry of `variants:`. At most one of `fields`, `model` and the type of `of_value` may be set; none means no fields.
#[derive(Clone, Debug, Default)]
pub struct Variant {
    pub value: Option<Scalar>,
    pub also_read: List<Scalar>,
    pub fields: Option<Mapping<Field>>,
    pub model: Option<String>,
    /// The type of a variant that is not an object, with its limits and its example.
    pub of_value: Field,
    pub words: Words,
}

impl Variant {
    /// Whether it is a value of a type, and no object with known fields.
    pub fn is_value(&self) -> bool {
        self.of_value.ty.is_some()
    }
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
    /// The group of operations that it belongs to.
    pub group: Option<String>,
    /// The name of its method in the group, if it is not its own.
    pub name_in_group: Option<String>,
    pub method: Option<String>,
    pub path: Option<String>,
    /// The server in place of that of the API.
    pub server: Option<String>,
    pub path_params: Mapping<Field>,
    pub query: Mapping<Field>,
    pub headers: Mapping<Field>,
    /// The type expression of the body.
    pub request: Option<String>,
    /// `json` (the default), `form`, `nested_form`, `multipart`, `text` or `bytes`.
    pub body: Option<String>,
    /// The content type of a body that is text.
    pub content_type: Option<String>,
    /// The limits of a body that is text or bytes.
    pub limits: Limits,
    /// An example of a body that is text.
    pub example: Option<serde_json::Value>,
    pub optional_body: bool,
    pub wrap: Option<serde_json::Value>,
    /// The type expression of a success.
    pub reply: Option<String>,
    /// The key is a status.
    pub replies: Vec<(Scalar, Success)>,
    /// `json` (the default), `text` or `bytes`.
    pub reply_body: Option<String>,
    /// The media type of a reply that is not JSON.
    pub accept: Option<String>,
    /// The key, or dotted path, of the reply's value; `false` for the whole body.
    pub data: Option<Scalar>,
    /// The headers of a success; a header has a type, an example and words.
    pub reply_headers: Mapping<Field>,
    pub no_content: bool,
    /// The key is a status, or `default`.
    pub failures: Vec<(Scalar, Failure)>,
    pub auth: Option<bool>,
    pub idempotent: Option<bool>,
    pub tolerate_unknown_keys: Option<bool>,
    pub pages: Option<Pages>,
}

/// One entry of `replies:`.
#[derive(Clone, Debug, Default)]
pub struct Success {
    /// The type expression of the value.
    pub ty: Option<String>,
    pub words: Words,
}

/// One entry of `failures:`.
#[derive(Clone, Debug, Default)]
pub struct Failure {
    /// The type expression of the body.
    pub ty: Option<String>,
    pub words: Words,
}

/// `pages:` of an operation. `items`, `next`, `total` and `more` are keys of the reply, or dotted paths; `offset`, `page` and
/// `cursor` are names of parameters or of fields of the body.
#[derive(Clone, Debug, Default)]
pub struct Pages {
    pub items: Option<String>,
    pub offset: Option<String>,
    pub page: Option<String>,
    pub cursor: Option<String>,
    pub next: Option<String>,
    pub link: Option<bool>,
    pub total: Option<String>,
    pub more: Option<String>,
}

impl Operation {
    /// Whether a success has a value that is JSON.
    pub(crate) fn has_value(&self) -> bool {
        self.reply.is_some() || self.replies.iter().any(|(_, success)| success.ty.is_some())
    }

    /// Whether the body is text or bytes, which have no type with a name.
    pub(crate) fn has_plain_body(&self) -> bool {
        matches!(self.body.as_deref(), Some("text" | "bytes"))
    }

    /// Whether the reply is text or bytes, which have no type with a name.
    pub(crate) fn has_plain_reply(&self) -> bool {
        matches!(self.reply_body.as_deref(), Some("text" | "bytes"))
    }

    /// Whether the input is a model made for this operation: it has more than a body, the body can be absent, or it has
    /// limits of its own.
    pub(crate) fn has_request_model(&self) -> bool {
        let has_parameters =
            !(self.path_params.is_empty() && self.query.is_empty() && self.headers.is_empty());
        has_parameters || self.has_plain_body() || (self.request.is_some() && self.optional_body)
    }
}

/// `events:`
#[derive(Clone, Debug, Default)]
pub struct Events {
    pub events: String,
    pub words: Words,
    /// `xml` or `json`.
    pub format: Option<String>,
    /// The name of the root element, if the format is XML.
    pub root: Option<String>,
    /// The model of the fields that all events have.
    pub common: Option<String>,
    /// The union of the other fields.
    pub event: Option<String>,
    /// The headers that have the values of fields, by the fields' wire names.
    pub headers: Mapping<String>,
    pub duplicates: List<String>,
    pub signature: Option<Signature>,
    pub envelope: Option<Envelope>,
    pub acknowledge: Option<String>,
}

/// `signature:` of events. Which keys it has besides `scheme` depends on that.
#[derive(Clone, Debug, Default)]
pub struct Signature {
    pub scheme: Option<String>,
    pub signature: Option<String>,
    pub timestamp: Option<String>,
    pub nonce: Option<String>,
    pub echo: Option<String>,
    pub header: Option<String>,
    pub prefix: Option<String>,
    pub encoding: Option<String>,
}

/// `envelope:` of events.
#[derive(Clone, Debug, Default)]
pub struct Envelope {
    pub scheme: Option<String>,
    pub field: Option<String>,
    pub signature: Option<String>,
    pub answer_signature: Option<String>,
    pub answer_timestamp: Option<String>,
    pub answer_nonce: Option<String>,
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
