//! The description of an API.

use std::borrow::Cow;
use std::fmt;

use serde_json::Value;

use crate::AuthPlace;

/// An API: its servers, its authentication and its errors.
///
/// An API of two operations, which the examples of this crate use, with a transport that needs no network:
///
/// ```
#[doc = include_str!("../docs/pets.rs")]
/// ```
#[derive(Debug)]
pub struct ApiSpec {
    /// The API's name in the spec.
    pub name: &'static str,
    /// The beginning of the `User-Agent` of its calls: `parcels/0.1.0`.
    pub user_agent: &'static str,
    /// Addresses without a slash at the end. A later one is used if nothing could be sent to an earlier one.
    pub servers: &'static [&'static str],
    /// The place of the credential; `None` for an API without one.
    pub auth: Option<AuthPlace>,
    /// The class of error codes after which a call is repeated once with a new token.
    pub refreshed_by: Option<&'static str>,
    /// The classes of error codes that are temporary.
    pub wait: &'static [&'static str],
    /// Whether the JSON of requests must not have escapes of characters from U+0080 on. Clients of this crate write none;
    /// mocks refuse them.
    pub forbid_escapes: bool,
    /// How replies report success, the error code and the message.
    pub replies: Replies,
    /// The documented error codes.
    pub errors: &'static [KnownError],
}

impl ApiSpec {
    /// Whether a failure is temporary: by its class, or by the status if the code has no class or the spec has no
    /// temporary classes.
    pub(crate) fn may_pass(&self, class: Option<&str>, status: u16) -> bool {
        match class {
            Some(class) if !self.wait.is_empty() => self.wait.contains(&class),
            _ => crate::retry::is_passing(status),
        }
    }

    /// The documented error at this index, for a generated enumeration in the same order.
    ///
    /// # Panics
    ///
    /// If there is none, which generated code never does.
    #[doc(hidden)]
    #[must_use]
    #[allow(clippy::indexing_slicing, reason = "the enumeration and the list are made from the same errors")]
    pub fn error_at(&self, position: usize) -> &'static KnownError {
        &self.errors[position]
    }

    /// The description of a code in the spec.
    pub(crate) fn known(&self, code: &ServerCode) -> Option<&'static KnownError> {
        self.errors.iter().find(|known| known.code.same(code))
    }
}

/// How replies report success, the error code and the message. A status outside 2xx is always a failure.
///
/// ```
/// use specwright_runtime::{Replies, ServerCode};
///
/// // {"error": {"code": 0, "message": "fine (rid: 63a1)"}}
/// let replies = Replies {
///     code: &["error", "code"],
///     message: &["error", "message"],
///     ok: Some(ServerCode::Int(0)),
///     request_id_in_message: &["rid: "],
///     request_id_header: None,
///     field_path_of: &[],
///     body_rest_after: None,
/// };
/// assert_eq!(replies.code.join("."), "error.code");
/// ```
#[derive(Clone, Debug)]
pub struct Replies {
    /// The keys that lead to the error code in the body; none if there is no code.
    pub code: &'static [&'static str],
    /// The keys that lead to the message in the body; none if there is no message.
    pub message: &'static [&'static str],
    /// The code that means success in a 2xx reply; `None` when the status alone decides.
    pub ok: Option<ServerCode>,
    /// The texts that can precede the request id inside the message: `rid: `, `hint: [`; the first that a message
    /// contains is used.
    pub request_id_in_message: &'static [&'static str],
    /// The reply header with the request id.
    pub request_id_header: Option<&'static str>,
    /// The codes whose message ends with the path of the field that they are about.
    pub field_path_of: &'static [ServerCode],
    /// The text behind which a message quotes the rest of the request's body, from the closing quotation mark of the key
    /// that the error is about.
    pub body_rest_after: Option<&'static str>,
}

/// The description of an error code.
///
/// ```
/// use specwright_runtime::{KnownError, ServerCode};
///
/// let code = ServerCode::Int(45009);
/// let known = KnownError::new(code, "DAILY_QUOTA_EXCEEDED", "The day's calls are used up.").class("quota");
/// assert_eq!(known.to_string(), "45009 DAILY_QUOTA_EXCEEDED");
/// ```
#[derive(Clone, Debug)]
pub struct KnownError {
    /// The code.
    pub code: ServerCode,
    /// Its name in the spec: `INVALID_CREDENTIAL`.
    pub name: &'static str,
    /// Its class, for which a client has one reaction: `token`, `busy`, `payload`.
    pub class: Option<&'static str>,
    /// The wire names of the fields that it is about; none if it may be about any.
    pub fields: &'static [&'static str],
    /// The rules whose violation it reports, by [`Breach::rule`](crate::Breach::rule), or `no_credential`, `not_get`,
    /// `not_post`; none if it may report any.
    pub rules: &'static [&'static str],
    /// The seconds to wait before the call is sent again. Such a code refuses a request without carrying it out, so
    /// that the call is repeated even if its operation is not idempotent.
    pub pause_seconds: Option<u64>,
    /// The spec's explanation; empty if it has none.
    pub doc: &'static str,
    /// What the code means in some operations, where that differs.
    pub by_operation: &'static [Meaning],
}

/// What an error code means in some operations.
///
/// ```
/// use specwright_runtime::{KnownError, Meaning};
///
/// static LOG_IN: [Meaning; 1] = [Meaning::new(&["log_in"], "The password is wrong.").class("account")];
///
/// let known = KnownError::int(401, "UNAUTHORIZED", "The token has expired.").class("token").by_operation(&LOG_IN);
/// assert_eq!(known.meaning("log_in").class, Some("account"));
/// assert_eq!(known.meaning("list_pets").class, Some("token"));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Meaning {
    /// The operations; none for all the others.
    pub operations: &'static [&'static str],
    /// As [`KnownError::class`](KnownError#structfield.class).
    pub class: Option<&'static str>,
    /// As [`KnownError::fields`](KnownError#structfield.fields).
    pub fields: &'static [&'static str],
    /// As [`KnownError::rules`](KnownError#structfield.rules).
    pub rules: &'static [&'static str],
    /// As [`KnownError::doc`](KnownError#structfield.doc).
    pub doc: &'static str,
}

/// What a code is about: setters that [`KnownError`] and [`Meaning`] share.
macro_rules! about {
    ($($name:ident)*) => {$(
        impl $name {
            /// Sets [`class`](Self#structfield.class).
            #[must_use]
            pub const fn class(mut self, class: &'static str) -> Self {
                self.class = Some(class);
                self
            }

            /// Sets [`fields`](Self#structfield.fields).
            #[must_use]
            pub const fn fields(mut self, fields: &'static [&'static str]) -> Self {
                self.fields = fields;
                self
            }

            /// Sets [`rules`](Self#structfield.rules).
            #[must_use]
            pub const fn rules(mut self, rules: &'static [&'static str]) -> Self {
                self.rules = rules;
                self
            }
        }
    )*};
}

about!(KnownError Meaning);

impl Meaning {
    /// A meaning without a class, fields and rules.
    pub const fn new(operations: &'static [&'static str], doc: &'static str) -> Self {
        Self { operations, class: None, fields: &[], rules: &[], doc }
    }
}

impl KnownError {
    /// An error without a class, fields, rules and a pause, which means the same in every operation.
    pub const fn new(code: ServerCode, name: &'static str, doc: &'static str) -> Self {
        let (class, fields, rules) = (None, &[], &[]);
        Self { code, name, class, fields, rules, pause_seconds: None, doc, by_operation: &[] }
    }

    /// What the code means in replies of an operation.
    #[must_use]
    pub fn meaning(&self, operation: &str) -> Meaning {
        let own = self.by_operation.iter().find(|meaning| meaning.operations.contains(&operation));
        own.copied().unwrap_or(Meaning {
            operations: &[],
            class: self.class,
            fields: self.fields,
            rules: self.rules,
            doc: self.doc,
        })
    }

    /// An error whose code is a number.
    pub const fn int(code: i64, name: &'static str, doc: &'static str) -> Self {
        Self::new(ServerCode::Int(code), name, doc)
    }

    /// An error whose code is a word.
    pub const fn text(code: &'static str, name: &'static str, doc: &'static str) -> Self {
        Self::new(ServerCode::text(code), name, doc)
    }

    /// Sets [`pause_seconds`](Self#structfield.pause_seconds).
    #[must_use]
    pub const fn pause_seconds(mut self, seconds: u64) -> Self {
        self.pause_seconds = Some(seconds);
        self
    }

    /// Sets [`by_operation`](Self#structfield.by_operation).
    #[must_use]
    pub const fn by_operation(mut self, meanings: &'static [Meaning]) -> Self {
        self.by_operation = meanings;
        self
    }
}

/// The code and the name: `40001 INVALID_CREDENTIAL`. A code that is equal to its name is shown once.
impl fmt::Display for KnownError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        code_and_name(f, &self.code, Some(self.name))
    }
}

/// A code that is a word is often equal to its name.
pub(crate) fn code_and_name(
    f: &mut fmt::Formatter<'_>,
    code: &ServerCode,
    name: Option<&str>,
) -> fmt::Result {
    write!(f, "{code}")?;
    match name {
        Some(name) if !name.eq_ignore_ascii_case(&code.to_string()) => write!(f, " {name}"),
        _ => Ok(()),
    }
}

/// An error code: a number, which may be in a string, or a word.
///
/// ```
/// use specwright_runtime::ServerCode;
///
/// assert_eq!(ServerCode::from(40001).as_int(), Some(40001));
/// assert_eq!(ServerCode::text("invalid_grant").to_string(), "invalid_grant");
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ServerCode {
    /// A number.
    Int(i64),
    /// A word.
    Text(Cow<'static, str>),
}

impl ServerCode {
    /// A code that is a word.
    pub const fn text(word: &'static str) -> Self {
        Self::Text(Cow::Borrowed(word))
    }

    /// The number, if it is one.
    pub const fn as_int(&self) -> Option<i64> {
        match self {
            ServerCode::Int(code) => Some(*code),
            ServerCode::Text(_) => None,
        }
    }

    /// The code of a value in a reply: a number in a string is a number, 0.0 is 0, null and an empty string are no
    /// code.
    pub(crate) fn read(value: &Value) -> Option<Self> {
        match value {
            Value::Null => None,
            Value::String(text) => match text.trim() {
                "" => None,
                text => Some(text.parse().map_or_else(|_| Self::Text(text.to_owned().into()), Self::Int)),
            },
            other => Some(whole(other).map_or_else(|| Self::Text(other.to_string().into()), Self::Int)),
        }
    }

    /// Whether both are written the same, as a number or as a string.
    pub(crate) fn same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Int(a), Self::Int(b)) => a == b,
            (Self::Text(a), Self::Text(b)) => a == b,
            (Self::Int(number), Self::Text(text)) | (Self::Text(text), Self::Int(number)) => {
                text.parse() == Ok(*number)
            }
        }
    }
}

impl fmt::Display for ServerCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ServerCode::Int(code) => code.fmt(f),
            ServerCode::Text(code) => code.fmt(f),
        }
    }
}

impl From<i64> for ServerCode {
    fn from(code: i64) -> Self {
        Self::Int(code)
    }
}

/// The integer value of a number, which may have a fraction of zero.
fn whole(value: &Value) -> Option<i64> {
    value.as_i64().or_else(|| value.as_f64().filter(|float| float.fract() == 0.0)?.to_string().parse().ok())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn codes_are_numbers_numbers_in_strings_or_words() {
        let read = |value| ServerCode::read(&value);
        assert_eq!(read(json!(40001)), Some(ServerCode::Int(40001)));
        assert_eq!(read(json!(" 40001 ")), Some(ServerCode::Int(40001)));
        assert_eq!(read(json!("-1")), Some(ServerCode::Int(-1)));
        assert_eq!(read(json!(0.0)), Some(ServerCode::Int(0)));
        assert_eq!(read(json!(-0.0)), Some(ServerCode::Int(0)));
        assert_eq!(read(json!(4.0001e4)), Some(ServerCode::Int(40001)));
        assert_eq!(read(json!(0.5)), Some(ServerCode::text("0.5")));
        assert_eq!(read(json!(u64::MAX)), Some(ServerCode::text("18446744073709551615")));
        assert!(matches!(read(json!(1e300)), Some(ServerCode::Text(_))));
        assert_eq!(read(json!("invalid_grant")), Some(ServerCode::text("invalid_grant")));
        assert_eq!(read(json!(true)), Some(ServerCode::text("true")));
        assert_eq!(read(json!(null)), None);
        assert_eq!(read(json!("")), None);
    }

    #[test]
    fn a_number_is_the_same_in_a_string() {
        assert!(ServerCode::Int(0).same(&ServerCode::text("0")));
        assert!(ServerCode::text("7").same(&ServerCode::Int(7)));
        assert!(!ServerCode::Int(0).same(&ServerCode::text("ok")));
    }
}
