//! What replies have in common, error codes and how calls are authorised.

use std::fmt;

use specwright_runtime::complaint::Complaint;

use super::Docs;

/// How a reply says that a call failed. A status outside 2xx always does.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Replies {
    /// The keys that lead to the error code in the body.
    pub code: Option<Vec<String>>,
    /// The keys that lead to the message in the body.
    pub message: Option<Vec<String>>,
    /// The code that means success in a 2xx reply; `None` when the status alone decides.
    pub ok: Option<ServerCode>,
    /// The text before the request id inside the message: `rid: `.
    pub request_id_in_message: Option<String>,
    /// The reply header that holds the request id.
    pub request_id_header: Option<String>,
}

/// An error code as the API spells it. An integer matches its decimal digits in a string, too.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ServerCode {
    /// A JSON number, or an HTTP status.
    Int(i64),
    /// A JSON string.
    Text(String),
}

/// The code itself, without quotes.
impl fmt::Display for ServerCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ServerCode::Int(value) => value.fmt(f),
            ServerCode::Text(text) => f.write_str(text),
        }
    }
}

/// What a class of error codes means.
#[derive(Clone, Debug)]
pub struct ErrorClass {
    /// Its name, by which the codes are of it.
    pub name: String,
    /// Its words.
    pub docs: Docs,
}

/// What one error code means.
#[derive(Clone, Debug)]
pub struct ErrorCode {
    /// The code.
    pub code: ServerCode,
    /// The Rust variant's name: `InvalidCredential`.
    pub variant: String,
    /// The name as the spec has it: `INVALID_CREDENTIAL`.
    pub name: String,
    /// What a client does about it: `token`, `busy`, `payload`. Free words of the spec.
    pub class: Option<String>,
    /// The wire name of the field it complains of.
    pub field: Option<String>,
    /// The rules whose breach it tells of; none where it may be any.
    pub rules: Vec<String>,
    /// The seconds to wait before the call is sent again.
    pub pause_seconds: Option<u64>,
    /// Its words.
    pub docs: Docs,
}

impl Complaint for ErrorCode {
    fn class(&self) -> Option<&str> {
        self.class.as_deref()
    }

    fn field(&self) -> Option<&str> {
        self.field.as_deref()
    }

    fn names_rule(&self, rule: &str) -> Option<bool> {
        (!self.rules.is_empty()).then(|| self.rules.iter().any(|named| named == rule))
    }
}

/// How calls are authorised.
#[derive(Clone, Debug)]
pub struct Auth {
    /// Where the credential stands.
    pub place: AuthPlace,
    /// The class of error codes that means: get a new token, repeat once.
    pub refreshed_by: Option<String>,
    /// Token sources that an operation of this API feeds, in the spec's order.
    pub sources: Vec<TokenExchange>,
}

/// Where the credential stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AuthPlace {
    /// A query parameter of this name.
    Query(String),
    /// A header of this name, holding the bare credential.
    Header(String),
    /// `Authorization: Bearer …`.
    Bearer,
}

/// A token source fed by an operation that needs no token itself.
#[derive(Clone, Debug)]
pub struct TokenExchange {
    /// The Rust type's name: `StableToken`.
    pub name: String,
    /// Its words.
    pub docs: Docs,
    /// The operation's name. Its input is a model, its reply a model.
    pub operation: String,
    /// The wire name of the reply's field that holds the token: required, text.
    pub token: String,
    /// The wire name of the reply's field that holds the seconds the token lives: an integer.
    pub expires_in: Option<String>,
}
