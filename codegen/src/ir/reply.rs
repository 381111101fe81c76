//! Replies, error codes and authorisation.

use std::fmt;

use specwright_runtime::complaint::Complaint;

use super::{Docs, Scalar};

/// How a reply reports errors. A status outside 2xx is always an error.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Replies {
    /// The keys that lead to the error code in the body.
    pub code: Option<Vec<String>>,
    /// The keys that lead to the message in the body.
    pub message: Option<Vec<String>>,
    /// The code that means success in a 2xx reply; `None` if only the status counts.
    pub ok: Option<ServerCode>,
    /// The texts that can precede the request id inside the message: `rid: `, `hint: [`.
    pub request_id_in_message: Vec<String>,
    /// The reply header with the request id.
    pub request_id_header: Option<String>,
    /// The codes whose message ends with the path of the field that they are about; all are error codes of the API.
    pub field_path_of: Vec<ServerCode>,
    /// The text behind which a message quotes the rest of the request's body, from the closing quotation mark of the key
    /// that the error is about.
    pub body_rest_after: Option<String>,
}

/// An error code of the API. An integer is equal to its decimal digits in a string.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub enum ServerCode {
    /// A JSON number, or an HTTP status.
    Int(i64),
    /// A JSON string.
    Text(String),
}

/// The code without quotes.
impl fmt::Display for ServerCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ServerCode::Int(value) => value.fmt(f),
            ServerCode::Text(text) => f.write_str(text),
        }
    }
}

/// A class of error codes.
#[derive(Clone, Debug)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct ErrorClass {
    /// Its name.
    pub name: String,
    /// Its documentation.
    pub docs: Docs,
}

/// An error code of the API.
#[derive(Clone, Debug)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct ErrorCode {
    /// The code.
    pub code: ServerCode,
    /// The Rust variant's name: `InvalidCredential`.
    pub variant: String,
    /// The name in the spec: `INVALID_CREDENTIAL`.
    pub name: String,
    /// Its class, for which a client has one reaction: `token`, `busy`, `payload`. Any word of the spec.
    pub class: Option<String>,
    /// The wire names of the fields that it is about.
    pub fields: Vec<String>,
    /// The rules whose violation it reports; none if it may report any.
    pub rules: Vec<String>,
    /// The seconds to wait before the call is repeated.
    pub pause_seconds: Option<u64>,
    /// Its documentation.
    pub docs: Docs,
    /// Its meanings in operations where they differ; each operation is in at most one.
    pub by_operation: Vec<Meaning>,
}

/// What an error code means in some operations, completed by what it means elsewhere.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Meaning {
    /// The names of the operations; at least one.
    pub operations: Vec<String>,
    /// The class there.
    pub class: Option<String>,
    /// The wire names of the fields that it is about there.
    pub fields: Vec<String>,
    /// The rules whose violation it reports there; none if it may report any.
    pub rules: Vec<String>,
    /// The documentation there.
    pub docs: Docs,
}

impl ErrorCode {
    /// What it means in an operation, if that differs.
    pub fn meaning(&self, operation: &str) -> Option<&Meaning> {
        self.by_operation.iter().find(|meaning| meaning.operations.iter().any(|name| name == operation))
    }

    /// The classes that it has, each once: its own first, then those that it has in some operations.
    pub fn classes(&self) -> Vec<&str> {
        let mut classes: Vec<&str> = self.class.as_deref().into_iter().collect();
        for class in self.by_operation.iter().filter_map(|meaning| meaning.class.as_deref()) {
            if !classes.contains(&class) {
                classes.push(class);
            }
        }
        classes
    }
}

impl Complaint for ErrorCode {
    fn class(&self, operation: &str) -> Option<&str> {
        self.meaning(operation).map_or(&self.class, |meaning| &meaning.class).as_deref()
    }

    fn fields(&self, operation: &str) -> &[impl AsRef<str>] {
        self.meaning(operation).map_or(&self.fields, |meaning| &meaning.fields)
    }

    fn names_rule(&self, operation: &str, rule: &str) -> Option<bool> {
        let rules = self.meaning(operation).map_or(&self.rules, |meaning| &meaning.rules);
        (!rules.is_empty()).then(|| rules.iter().any(|named| named == rule))
    }
}

/// How calls are authorised.
#[derive(Clone, Debug)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Auth {
    /// The place of the credential.
    pub place: AuthPlace,
    /// The class of error codes after which a call is repeated once with a new token.
    pub refreshed_by: Option<String>,
    /// The token sources that call an operation of this API, in the spec's order.
    pub sources: Vec<TokenExchange>,
}

/// A credential that a program asks its client for. No call sends it.
#[derive(Clone, Debug)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Credential {
    /// The operation that returns it, which may need the API's credential. Its name is that of the client's method:
    /// `api_ticket`.
    pub exchange: TokenExchange,
    /// The wire names and values of the fields of the operation's request, which make it valid.
    pub sets: Vec<(String, Scalar)>,
}

/// The place of the credential.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub enum AuthPlace {
    /// A query parameter of this name.
    Query(String),
    /// A header of this name with the credential as its value.
    Header(String),
    /// A header of this name whose value is this text, followed by the credential.
    Prefixed(String, String),
    /// `Authorization: Bearer …`.
    Bearer,
    /// `Authorization: Basic …`, of a user name and a password.
    Basic,
    /// A cookie of this name.
    Cookie(String),
}

impl AuthPlace {
    /// The name of the parameter, the header or the cookie.
    pub fn name(&self) -> &str {
        match self {
            AuthPlace::Query(name)
            | AuthPlace::Header(name)
            | AuthPlace::Prefixed(name, _)
            | AuthPlace::Cookie(name) => name,
            AuthPlace::Bearer | AuthPlace::Basic => "Authorization",
        }
    }

    /// The name of the query parameter, if it is one.
    pub fn query(&self) -> Option<&str> {
        match self {
            AuthPlace::Query(name) => Some(name),
            AuthPlace::Header(_)
            | AuthPlace::Prefixed(..)
            | AuthPlace::Bearer
            | AuthPlace::Basic
            | AuthPlace::Cookie(_) => None,
        }
    }
}

/// An operation that returns a credential. That of a token source needs no token itself.
#[derive(Clone, Debug)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct TokenExchange {
    /// The name of the Rust type of a token source: `StableToken`.
    pub name: String,
    /// Its documentation.
    pub docs: Docs,
    /// The operation's name. Its reply is a model, and so is the input of a token source.
    pub operation: String,
    /// The wire name of the reply's field with the token: a required text.
    pub token: String,
    /// The wire name of the reply's field with the token's lifetime in seconds: an integer.
    pub expires_in: Option<String>,
    /// The wire name of the request's field, a `bool`, that ends the current token. Without it the operation returns the
    /// current token until it expires. `None` for an operation whose every call issues another token.
    pub renewed_by: Option<String>,
}
