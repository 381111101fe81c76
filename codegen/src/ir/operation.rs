//! Operations: the request and its reply.

use std::fmt;

use serde_json::Value;

use super::{Api, Docs, Field, Location, Method, ModelId, Need, Pages, Type};
use crate::names;

/// An operation of the API.
#[derive(Clone, Debug)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Operation {
    /// The name in the spec and of the Rust method: `create_meeting_ticket`.
    pub name: String,
    /// The Rust constant's name: `CREATE_MEETING_TICKET`.
    pub constant: String,
    /// The group that it belongs to; `None` if its method is one of the client itself.
    pub group: Option<InGroup>,
    /// Its documentation.
    pub docs: Docs,
    /// The spec file it comes from.
    pub file: String,
    /// The HTTP method.
    #[cfg_attr(feature = "serde", serde(with = "super::serial::method"))]
    pub method: Method,
    /// The server that it has in place of those of the API.
    pub server: Option<String>,
    /// The parts of the path below the server's address; it begins with a slash.
    pub path: Vec<PathPart>,
    /// The input.
    pub input: Input,
    /// The kind of the body.
    pub body: Body,
    /// The content type of a body that is text.
    pub content_type: Option<String>,
    /// The envelope of the request. Only with a JSON body.
    pub wrap: Option<Wrap>,
    /// The type of a success that is JSON, whatever its status; `None` if it has no value.
    pub reply: Option<Type>,
    /// The successes by their status in ascending order, where they differ: at least two, and `reply` is `None` then.
    pub replies: Vec<Success>,
    /// The form of the body of a success.
    pub reply_body: ReplyBody,
    /// The media type that a reply that is not JSON should have.
    pub accept: Option<String>,
    /// The keys that lead to the value of a success in the body, outermost first; none if it is the whole body.
    pub data: Vec<String>,
    /// Whether a success can also have no value: no body, or null.
    pub no_content: bool,
    /// The headers of a success that have a type; each can be absent.
    pub reply_headers: Vec<Field>,
    /// The bodies of failures, all of other statuses.
    pub failures: Vec<Failure>,
    /// Whether the call sends the API's credential.
    pub auth: bool,
    /// Whether it is idempotent: sending it twice has the effect of sending it once.
    pub idempotent: bool,
    /// Whether a key of the body that the spec does not have is a warning, and no error.
    pub tolerate_unknown_keys: bool,
    /// How to go on to the next page; `None` if the reply is not a page of a list.
    pub pages: Option<Pages>,
}

/// The place of an operation in a group.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct InGroup {
    /// The name of the group, which the api file has.
    pub name: String,
    /// The name of the operation's method in the group: `create`.
    pub method: String,
}

/// A group of operations, which the client has as a method that returns them: `client.cards().create(…)`.
#[derive(Clone, Debug)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Group {
    /// The name in the spec and of the client's method: `cards`.
    pub name: String,
    /// The name of the Rust type with its methods: `CardsOperations`.
    pub type_name: String,
    /// Its documentation.
    pub docs: Docs,
}

impl Operation {
    /// The name of the method that calls it, of the client or of its group.
    pub fn method_name(&self) -> &str {
        self.group.as_ref().map_or(&self.name, |group| &group.method)
    }

    /// The name of the method for the pages of the list: `list_cards_pages`.
    pub fn pages_method(&self) -> String {
        format!("{}_pages", self.method_name())
    }

    /// A method of the operation as the client has it: `cards().create`, or the method's name if it is in no group.
    pub fn on_client(&self, method: &str) -> String {
        match &self.group {
            Some(group) => format!("{}().{method}", group.name),
            None => method.to_owned(),
        }
    }

    /// The whole body of a request, in its envelope if it has one.
    pub fn wrapped(&self, request: Value) -> Value {
        match &self.wrap {
            Some(wrap) => wrap.around(request),
            None => request,
        }
    }

    /// The body of a success with this value.
    pub fn in_envelope(&self, value: Value) -> Value {
        let around = |value, key: &String| Value::from_iter([(key.clone(), value)]);
        self.data.iter().rev().fold(value, around)
    }

    /// The header `Content-Type` of a body that is text.
    pub fn text_content_type(&self) -> &str {
        self.content_type.as_deref().unwrap_or("text/plain; charset=utf-8")
    }

    /// The type of the body.
    pub fn body_type<'a>(&'a self, api: &'a Api) -> Option<&'a Type> {
        match &self.input {
            Input::None => None,
            Input::Whole(ty) => Some(ty),
            Input::Parameters(_) => self.body_field(api).map(|field| &field.ty),
        }
    }

    /// Whether a request can have no body although the operation has one.
    pub fn has_optional_body(&self, api: &Api) -> bool {
        self.body_field(api).is_some_and(|field| field.presence.need == Need::Optional)
    }

    /// The field of the input that is the body; `None` if there is no body, or if the whole input is the body.
    pub fn body_field<'a>(&self, api: &'a Api) -> Option<&'a Field> {
        match &self.input {
            Input::None | Input::Whole(_) => None,
            Input::Parameters(id) => {
                api.models[*id].fields.iter().find(|field| field.location == Location::Body)
            }
        }
    }

    /// The body as a field of the input, if it is text or bytes.
    pub fn plain_body<'a>(&self, api: &'a Api) -> Option<&'a Field> {
        match self.body {
            Body::Text | Body::Bytes => self.body_field(api),
            Body::Empty | Body::Json | Body::Form | Body::NestedForm | Body::Multipart => None,
        }
    }

    /// The address of its first server.
    pub fn address<'a>(&'a self, api: &'a Api) -> &'a str {
        self.server.as_ref().unwrap_or(&api.server)
    }

    /// What a success has.
    pub fn reply_kind(&self) -> ReplyKind<'_> {
        match (&self.reply, self.reply_body) {
            _ if !self.replies.is_empty() => ReplyKind::ByStatus(&self.replies),
            (Some(ty), _) if self.no_content => ReplyKind::Optional(ty),
            (Some(ty), _) => ReplyKind::Value(ty),
            (None, ReplyBody::Json) => ReplyKind::Nothing,
            (None, ReplyBody::Text) => ReplyKind::Text,
            (None, ReplyBody::Bytes) => ReplyKind::Bytes,
        }
    }

    /// The types of the values of successes.
    pub fn success_types(&self) -> impl Iterator<Item = &Type> {
        self.reply.iter().chain(self.replies.iter().filter_map(|success| success.ty.as_ref()))
    }

    /// The types of all that a reply has: the values of successes, their headers, and the bodies of failures.
    pub fn reply_types(&self) -> impl Iterator<Item = &Type> {
        let headers = self.reply_headers.iter().map(|header| &header.ty);
        self.success_types().chain(headers).chain(self.failures.iter().map(|failure| &failure.ty))
    }

    /// The success that stands for all of them, in examples and mocks: its status and its type. Of those that differ by
    /// status, it is the first with a value.
    pub fn usual_success(&self) -> (u16, Option<&Type>) {
        let with_value = self.replies.iter().find(|success| success.ty.is_some());
        match with_value.or(self.replies.first()) {
            Some(success) => (success.status, success.ty.as_ref()),
            None => (200, self.reply.as_ref()),
        }
    }

    /// The name of the enum of its successes, if they differ by status: `CreateCardReply`.
    pub fn reply_enum(&self) -> Option<String> {
        (!self.replies.is_empty()).then(|| names::reply_enum(&self.name))
    }

    /// The path in the spec: `/stores/{store_id}`.
    pub fn path_template(&self) -> String {
        self.path
            .iter()
            .map(|part| match part {
                PathPart::Literal(text) => text.clone(),
                PathPart::Parameter(wire) => format!("{{{wire}}}"),
            })
            .collect()
    }

    /// The wire names of the parameters in the path, in the order of the path.
    pub fn path_parameters(&self) -> impl Iterator<Item = &str> {
        self.path.iter().filter_map(|part| match part {
            PathPart::Literal(_) => None,
            PathPart::Parameter(wire) => Some(wire.as_str()),
        })
    }
}

/// A part of a path.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub enum PathPart {
    /// Literal text.
    Literal(String),
    /// The wire name of a field, whose percent-encoded value is sent.
    Parameter(String),
}

/// The input of an operation.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub enum Input {
    /// None.
    None,
    /// The value of the body: a model, a union, a list, a map or JSON.
    Whole(Type),
    /// A model created for this operation: path, query and header parameters, and the body as its field `body`, which is
    /// optional if the body can be absent.
    Parameters(ModelId),
}

/// The kind of a body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub enum Body {
    /// None.
    Empty,
    /// JSON in UTF-8.
    Json,
    /// `application/x-www-form-urlencoded`; every field of the body's model is a scalar or a list of scalars.
    Form,
    /// `application/x-www-form-urlencoded` with names in brackets; nothing in the body's model is a file or any JSON.
    NestedForm,
    /// `multipart/form-data`; every field of the body's model is a scalar, a file, or a list of these.
    Multipart,
    /// Text in UTF-8: the body is a string, as a field of the input.
    Text,
    /// Bytes: the body is a file, as a field of the input.
    Bytes,
}

/// What a success has.
#[derive(Clone, Copy, Debug)]
pub enum ReplyKind<'a> {
    /// Nothing that anyone reads.
    Nothing,
    /// A value in JSON.
    Value(&'a Type),
    /// A value in JSON, or nothing.
    Optional(&'a Type),
    /// What depends on the status.
    ByStatus(&'a [Success]),
    /// Text.
    Text,
    /// Bytes.
    Bytes,
}

/// What a success with one status has.
#[derive(Clone, Debug)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Success {
    /// The status, from 200 to 299.
    pub status: u16,
    /// The type of its value; `None` if it has none.
    pub ty: Option<Type>,
    /// What the success means.
    pub docs: Docs,
}

impl Success {
    /// Whether HTTP allows no body with its status.
    pub fn is_bodiless(&self) -> bool {
        matches!(self.status, 204 | 205)
    }

    /// The name of its variant: the reason phrase that is registered for the status.
    ///
    /// ```
    /// use specwright::ir::{Docs, Success};
    ///
    /// let variant = |status| Success { status, ty: None, docs: Docs::default() }.variant();
    /// assert_eq!((variant(204).as_str(), variant(299).as_str()), ("NoContent", "Status299"));
    /// ```
    pub fn variant(&self) -> String {
        let registered = match self.status {
            200 => "Ok",
            201 => "Created",
            202 => "Accepted",
            203 => "NonAuthoritativeInformation",
            204 => "NoContent",
            205 => "ResetContent",
            206 => "PartialContent",
            207 => "MultiStatus",
            208 => "AlreadyReported",
            226 => "ImUsed",
            other => return format!("Status{other}"),
        };
        registered.to_owned()
    }
}

/// The body of a failure, which a program can read from the error.
#[derive(Clone, Debug)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Failure {
    /// The statuses.
    pub statuses: Statuses,
    /// The type of the body.
    pub ty: Type,
    /// What the failure means.
    pub docs: Docs,
}

/// The statuses of a failure. One that several have counts for the first of these kinds.
///
/// ```
/// use specwright::ir::Statuses;
///
/// assert_eq!(Statuses::Range(4).to_string(), "4XX");
/// assert_eq!(Statuses::of([Statuses::Others, Statuses::Range(4), Statuses::One(404)], 409), Some(Statuses::Range(4)));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub enum Statuses {
    /// One status.
    One(u16),
    /// All statuses that begin with this digit.
    Range(u8),
    /// All other statuses.
    Others,
}

impl Statuses {
    /// Those among `stated` that count for a status.
    pub fn of(stated: impl IntoIterator<Item = Statuses>, status: u16) -> Option<Statuses> {
        let rank = |statuses: &Statuses| match statuses {
            Statuses::One(one) => (*one == status).then_some(0),
            Statuses::Range(first) => (u16::from(*first) == status / 100).then_some(1),
            Statuses::Others => Some(2),
        };
        let ranked = stated.into_iter().filter_map(|statuses| Some((rank(&statuses)?, statuses)));
        ranked.min_by_key(|(rank, _)| *rank).map(|(_, statuses)| statuses)
    }
}

/// As in the spec and in OpenAPI: `404`, `4XX` or `default`.
impl fmt::Display for Statuses {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Statuses::One(status) => status.fmt(f),
            Statuses::Range(first) => write!(f, "{first}XX"),
            Statuses::Others => f.write_str("default"),
        }
    }
}

/// The form of the body of a success.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub enum ReplyBody {
    /// JSON in UTF-8, or nothing that anyone reads.
    #[default]
    Json,
    /// Text in UTF-8.
    Text,
    /// Bytes.
    Bytes,
}

/// The envelope of a request: constants, and one place for the request.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Wrap {
    /// The whole body, with `null` in place of the request.
    pub template: Value,
    /// The keys that lead to the request, outermost first; at least one.
    pub path: Vec<String>,
}

impl Wrap {
    /// The whole body of a request.
    pub fn around(&self, request: Value) -> Value {
        let mut body = self.template.clone();
        if let Some(place) = self.path.iter().try_fold(&mut body, |value, key| value.get_mut(key)) {
            *place = request;
        }
        body
    }
}
