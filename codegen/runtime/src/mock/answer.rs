//! The answers of the mock, in the form of the API.

use std::fmt;
use std::sync::Arc;

use serde_json::{Map, Value};

use super::wire::{Wire, WireError};
use crate::complaint::FieldNames;
use crate::operation::ReplyForm;
use crate::{
    ApiSpec, HttpResponse, KnownError, Report, Sent, ServerCode, TransportError, TransportErrorKind,
    complaint,
};

/// A failure of the connection.
///
/// ```
/// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/pets.rs"));
/// # use specwright_runtime::mock::*;
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let mock: Mock = Mock::new(&PETS, &[]);
/// let lists = mock.expect(&LIST_PETS).fault(Fault::MaybeSent).reply(vec!["Rex".to_owned()]);
/// let names = run(async { mock.client().call(&LIST_PETS, ()).await })?;
/// assert_eq!((names.len(), lists.count()), (1, 2)); // sent again, since listing does no harm
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Fault {
    /// No connection is made: nothing is sent. The client tries the next server, if the API has one.
    NotSent,
    /// The connection fails after the request was sent: it is not known whether it arrived.
    MaybeSent,
    /// No reply is received within the timeout, which passes on the mock's clock.
    TimedOut,
    /// The reply's body is incomplete.
    Truncated,
}

impl Fault {
    pub(super) fn error(self) -> TransportError {
        let (kind, sent) = match self {
            Fault::NotSent => (TransportErrorKind::Connect, Sent::No),
            Fault::MaybeSent => (TransportErrorKind::Io, Sent::Maybe),
            Fault::TimedOut => (TransportErrorKind::Timeout, Sent::Maybe),
            Fault::Truncated => (TransportErrorKind::Body, Sent::Yes),
        };
        TransportError::new(kind, sent).because("a fault of the mock")
    }
}

/// Makes a reply for a request.
type Make = dyn Fn(&Wire<'_>) -> Result<HttpResponse, WireError> + Send + Sync;

/// One planned answer.
#[derive(Clone)]
pub(super) enum Planned {
    Response { shown: String, response: HttpResponse },
    Error(ServerCode, Option<&'static str>),
    Made(Arc<Make>),
    Fault(Fault),
}

/// The answer, as messages describe it.
impl fmt::Display for Planned {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Planned::Response { shown, .. } => f.write_str(shown),
            Planned::Error(code, Some(name)) => write!(f, "error {code} {name}"),
            Planned::Error(code, None) => write!(f, "error {code}"),
            Planned::Made(_) => f.write_str("a reply made for the request"),
            Planned::Fault(fault) => write!(f, "the fault {fault:?}"),
        }
    }
}

/// Where the value of a success is in a reply.
#[derive(Clone, Copy, Default)]
pub(super) struct Place {
    pub(super) form: ReplyForm,
    /// The keys that lead to it, in JSON.
    pub(super) data: &'static [&'static str],
}

/// A success with this status and value.
pub(super) fn success(api: &ApiSpec, place: Place, status: u16, mut value: Value) -> HttpResponse {
    let data = place.data;
    if matches!(status, 204 | 205) {
        return HttpResponse::new(status, "");
    }
    match place.form {
        ReplyForm::Json => {}
        ReplyForm::Text | ReplyForm::Bytes => return other(place.form, value),
    }
    if !data.is_empty() {
        let mut body = Value::Object(Map::new());
        say(&mut body, data, value);
        value = body;
    }
    if let Some(ok) = &api.replies.ok {
        if value.is_null() {
            value = Value::Object(Map::new());
        }
        if !has(&value, api.replies.code) {
            say(&mut value, api.replies.code, code_value(ok));
        }
    }
    json(status, &value)
}

/// A success that is not JSON. Bytes are a list of numbers in JSON.
fn other(form: ReplyForm, value: Value) -> HttpResponse {
    let bytes = match value {
        Value::Null => Vec::new(),
        Value::String(text) => text.into_bytes(),
        Value::Array(bytes) => bytes.iter().filter_map(Value::as_u64).map(|byte| byte as u8).collect(),
        other => other.to_string().into_bytes(),
    };
    let media_type = match form {
        ReplyForm::Text => "text/plain; charset=utf-8",
        ReplyForm::Json | ReplyForm::Bytes => "application/octet-stream",
    };
    HttpResponse::new(200, bytes).with_header("Content-Type", media_type)
}

/// A failure with this code, in the form of the API. If the API reports failures by status and the code is not one, the
/// status is 400.
pub(super) fn error(api: &ApiSpec, code: &ServerCode, number: usize) -> HttpResponse {
    failure(api, code, api.known(code).map_or("an error of the mock", |known| known.name), number)
}

/// The token is rejected.
pub(super) fn unauthorised(api: &ApiSpec, number: usize) -> HttpResponse {
    let rejects = |known: &&KnownError| api.refreshed_by.is_some() && known.class == api.refreshed_by;
    match api.errors.iter().find(rejects) {
        Some(known) => error(api, &known.code, number),
        None => json(401, &Value::Object(Map::new())),
    }
}

/// The request is invalid: the code that fits best.
pub(super) fn refused(
    api: &ApiSpec,
    operation: &str,
    report: &Report,
    body: &[u8],
    number: usize,
) -> HttpResponse {
    let Some(known) = complaint::best(api.errors, report, operation) else {
        let lines: Vec<String> = report.errors().map(ToString::to_string).collect();
        return json(400, &Value::from(lines));
    };
    let names = FieldNames {
        path_at_end: api.replies.field_path_of.iter().any(|code| code.same(&known.code)),
        body_rest_after: api.replies.body_rest_after,
    };
    let message = complaint::message(Some(known), report, operation, names, body);
    failure(api, &known.code, &message, number)
}

fn failure(api: &ApiSpec, code: &ServerCode, message: &str, number: usize) -> HttpResponse {
    let by_status = code.as_int().and_then(|code| u16::try_from(code).ok());
    let status = match (&api.replies.ok, by_status) {
        (Some(_), _) => 200,
        (None, Some(status @ 400..=599)) => status,
        (None, _) => 400,
    };
    let id = format!("mock-{number}");
    let message = complaint::with_request_id(message, api.replies.request_id_in_message, &id, number);
    let mut body = Value::Object(Map::new());
    say(&mut body, api.replies.code, code_value(code));
    say(&mut body, api.replies.message, Value::from(message));
    let response = json(status, &body);
    match api.replies.request_id_header {
        Some(name) => response.with_header(name, id),
        None => response,
    }
}

pub(super) fn json(status: u16, body: &Value) -> HttpResponse {
    let body = if body.is_null() { String::new() } else { body.to_string() };
    HttpResponse::new(status, body).with_header("Content-Type", "application/json")
}

fn has(body: &Value, keys: &[&str]) -> bool {
    keys.iter().try_fold(body, |value, key| value.get(key)).is_some()
}

/// Inserts a value at a path of keys, creating objects. A value on the path that is not an object is left unchanged.
fn say(body: &mut Value, keys: &[&str], value: Value) {
    let (Some((first, rest)), Value::Object(object)) = (keys.split_first(), body) else { return };
    if rest.is_empty() {
        object.insert((*first).to_owned(), value);
    } else {
        say(object.entry(*first).or_insert_with(|| Value::Object(Map::new())), rest, value);
    }
}

fn code_value(code: &ServerCode) -> Value {
    match code {
        ServerCode::Int(code) => Value::from(*code),
        ServerCode::Text(code) => Value::from(code.as_ref()),
    }
}
