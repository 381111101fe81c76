//! Failures that the server reports, and replies that cannot be read.

use std::borrow::Cow;
use std::error::Error as StdError;
use std::fmt;
use std::time::Duration;

use super::FailureBody;
use crate::ServerCode;
use crate::api::code_and_name;
use crate::redact::one_line;

/// The API refused the call with an error code.
///
/// ```
/// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/pets.rs"));
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let client = Client::builder(&PETS).token("a token").transport(Canned(404, r#"{"code":"no_pets","message":"none"}"#)).build()?;
/// let error = run(async { client.call(&LIST_PETS, ()).await }).unwrap_err();
/// let refusal = error.api().ok_or("no refusal")?;
/// assert_eq!((refusal.name, refusal.class), (Some("NO_PETS"), Some("state")));
/// assert_eq!(
///     error.to_string(),
///     r#"list_pets: error no_pets (state), HTTP 404: "none"; Nobody has a pet"#
/// );
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ApiError {
    /// The operation.
    pub operation: Cow<'static, str>,
    /// The error code.
    pub code: ServerCode,
    /// Its name in the spec: `MISSING_TICKET_CLASS`; `None` for a code that the spec does not know.
    pub name: Option<&'static str>,
    /// Its class in the spec, for which a client has one reaction: `token`, `busy`, `payload`.
    pub class: Option<&'static str>,
    /// The server's message without secrets, at most its first 500 characters; empty if it sent none.
    pub message: String,
    /// The wire names of the fields that it is about; empty if it may be about any.
    pub fields: &'static [&'static str],
    /// The path on the wire of the field that the server's message names, where the spec states how it does:
    /// `card.meeting_ticket.base_info.title`.
    pub field_path: Option<String>,
    /// The spec's explanation; empty if it has none.
    pub doc: &'static str,
    /// The request id, which identifies the request in the server's logs.
    pub request_id: Option<String>,
    /// The status of the reply.
    pub status: u16,
    /// Whether the same request may succeed later, by the class of the code or else by the status.
    pub may_pass: bool,
    /// How long to wait before the next request: as the server states, else as the spec states for the code.
    pub retry_after: Option<Duration>,
    /// Whether the token was rejected, and the token source had no other: a fixed token cannot be renewed.
    pub token_stays: bool,
    pub(crate) body: FailureBody,
}

/// One line: ``create_pet: error 41014 MISSING_CLASS (payload): "no class"; field `class`; The class is missing;
/// request id 63a1``.
impl fmt::Display for ApiError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: error ", self.operation)?;
        code_and_name(f, &self.code, self.name)?;
        if let Some(class) = self.class {
            write!(f, " ({class})")?;
        }
        if !(200..300).contains(&self.status) && self.code != ServerCode::Int(self.status.into()) {
            write!(f, ", HTTP {}", self.status)?;
        }
        let message = one_line(&self.message);
        if !message.is_empty() {
            write!(f, ": \"{message}\"")?;
        }
        match (self.field_path.as_deref(), self.fields) {
            (Some(field), _) | (None, &[field]) => write!(f, "; field `{field}`")?,
            (None, []) => {}
            (None, fields) => write!(f, "; fields `{}`", fields.join("`, `"))?,
        }
        if !self.doc.is_empty() {
            write!(f, "; {}", one_line(self.doc).trim_end_matches(['.', '。']))?;
        }
        pause(f, self.retry_after)?;
        if self.token_stays {
            f.write_str("; the token source has no other token")?;
        }
        request_id(f, self.request_id.as_deref(), &message)
    }
}

impl StdError for ApiError {}

/// The status is a failure, and the body has no error code.
///
/// ```
/// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/pets.rs"));
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let client = Client::builder(&PETS).token("a token").transport(Canned(502, "<h1>Bad Gateway</h1>")).build()?;
/// let error = run(async { client.call(&LIST_PETS, ()).await }).unwrap_err();
/// assert!(matches!(&error, Error::Http(http) if http.status == 502));
/// assert!(error.is_retryable());
/// assert_eq!(error.to_string(), "list_pets: HTTP 502; body: <h1>Bad Gateway</h1>");
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct HttpError {
    /// The operation.
    pub operation: Cow<'static, str>,
    /// The status.
    pub status: u16,
    /// The beginning of the body on one line, without secrets; empty if there is none. If the reply should contain a
    /// secret, it only states whether the body is an HTML page.
    pub excerpt: String,
    /// The request id, which identifies the request in the server's logs.
    pub request_id: Option<String>,
    /// How long the server requires to wait before the next request.
    pub retry_after: Option<Duration>,
    pub(crate) body: FailureBody,
}

impl fmt::Display for HttpError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: HTTP {}", self.operation, self.status)?;
        if matches!(self.status, 301 | 302 | 303 | 307 | 308) {
            f.write_str(", a redirect, which is not followed")?;
        }
        body(f, &self.excerpt)?;
        pause(f, self.retry_after)?;
        request_id(f, self.request_id.as_deref(), "")
    }
}

impl StdError for HttpError {}

/// The reply does not match the spec. The server may have carried out the call.
///
/// ```
/// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/pets.rs"));
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let client = Client::builder(&PETS).token("a token").transport(Canned(200, r#"{"pets":[]}"#)).build()?;
/// let error = run(async { client.call(&LIST_PETS, ()).await }).unwrap_err();
/// assert!(matches!(error, Error::Decode(_)));
/// assert_eq!(error.sent(), Sent::Yes); // the server may have carried out the call
/// # Ok(())
/// # }
/// ```
#[derive(Debug)]
#[non_exhaustive]
pub struct DecodeError {
    /// The operation.
    pub operation: Cow<'static, str>,
    /// The status.
    pub status: u16,
    /// The error and its path.
    pub problem: String,
    /// The beginning of the body on one line, without secrets; empty if there is none. If the reply should contain a
    /// secret, it only states whether the body is an HTML page.
    pub excerpt: String,
    /// The request id, which identifies the request in the server's logs.
    pub request_id: Option<String>,
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: the reply cannot be read: {}", self.operation, one_line(&self.problem))?;
        body(f, &self.excerpt)?;
        request_id(f, self.request_id.as_deref(), "")
    }
}

impl StdError for DecodeError {}

fn body(f: &mut fmt::Formatter<'_>, excerpt: &str) -> fmt::Result {
    if excerpt.is_empty() { Ok(()) } else { write!(f, "; body: {excerpt}") }
}

fn pause(f: &mut fmt::Formatter<'_>, retry_after: Option<Duration>) -> fmt::Result {
    match retry_after {
        Some(retry_after) => write!(f, "; retry after {} s", retry_after.as_secs()),
        None => Ok(()),
    }
}

/// The request id, unless it has just been shown as part of the message.
fn request_id(f: &mut fmt::Formatter<'_>, id: Option<&str>, shown: &str) -> fmt::Result {
    match id {
        Some(id) if !shown.contains(id) => write!(f, "; request id {}", one_line(id)),
        _ => Ok(()),
    }
}
