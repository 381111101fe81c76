//! What a reply says: success, or which failure.

use std::fmt;
use std::time::Duration;

use serde_json::Value;
use serde_json::error::Category;

use crate::error::{ApiError, DecodeError, Error, HttpError};
use crate::redact::Redactor;
use crate::request::Prepared;
use crate::retry_after::retry_after;
use crate::{ApiSpec, HttpResponse, Method, Operation, ServerCode};

/// A success whose body is still to be read.
pub(crate) struct Reply {
    pub(crate) status: u16,
    pub(crate) request_id: Option<String>,
    pub(crate) body: Vec<u8>,
    request: Prepared,
}

impl fmt::Debug for Reply {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Reply").field("status", &self.status).finish_non_exhaustive()
    }
}

/// Tells success from failure. The content type has no say in it.
pub(crate) fn interpret(
    api: &'static ApiSpec,
    request: &Prepared,
    mut response: HttpResponse,
) -> Result<Reply, Error> {
    let compression = compression(&response);
    if compression.is_some() {
        // Nobody could read it.
        response.body.clear();
    }
    let reader = Reader { api, request, response: &response };
    if let (Some(compression), 200..300) = (compression, response.status) {
        let compression = reader.redactor().clean(&compression);
        return Err(reader.unreadable(format!("it is compressed ({compression}), which was not asked for")));
    }
    reader.failure().map_or(Ok(()), Err)?;
    let request_id = reader.request_id("");
    let HttpResponse { status, body, .. } = response;
    Ok(Reply { status, request_id, body, request: request.clone() })
}

impl Reply {
    /// Reads the value that the operation promises.
    pub(crate) fn read<Req: ?Sized, Rep>(&self, operation: &Operation<Req, Rep>) -> Result<Rep, Error> {
        operation.read(without_mark(&self.body)).map_err(|error| {
            let request_id = self.request_id.clone();
            decode_error(&self.request, (self.status, &self.body), &error, request_id)
        })
    }

    /// Reads whatever JSON it is; null where there is nothing.
    pub(crate) fn read_json(&self) -> Result<Value, Error> {
        let body = without_mark(&self.body);
        if body.iter().all(u8::is_ascii_whitespace) {
            return Ok(Value::Null);
        }
        serde_json::from_slice(body).map_err(|error| {
            let request_id = self.request_id.clone();
            decode_error(&self.request, (self.status, &self.body), &error, request_id)
        })
    }
}

struct Reader<'a> {
    api: &'static ApiSpec,
    request: &'a Prepared,
    response: &'a HttpResponse,
}

impl Reader<'_> {
    fn failure(&self) -> Option<Error> {
        let success = (200..300).contains(&self.response.status);
        if success && self.api.replies.ok.is_none() || self.has_no_body() {
            return if success { None } else { Some(self.by_status("")) };
        }
        let body = match serde_json::from_slice::<Value>(without_mark(&self.response.body)) {
            Ok(body) => body,
            Err(error) if success => {
                let request_id = self.request_id("");
                let reply = (self.response.status, self.response.body.as_slice());
                return Some(decode_error(self.request, reply, &error, request_id));
            }
            Err(_) => return Some(self.by_status("")),
        };
        let message = self.message(&body);
        let is_ok = |code: &ServerCode| self.api.replies.ok.as_ref().is_some_and(|ok| ok.same(code));
        match at(&body, self.api.replies.code).and_then(ServerCode::read) {
            Some(code) if !is_ok(&code) => Some(self.by_code(code, message)),
            // What can hold no code does not say that all went well.
            _ if success && !(body.is_object() || body.is_array()) => {
                Some(self.unreadable("it is JSON, but no object".to_owned()))
            }
            _ if success => None,
            _ => Some(self.by_status(&message)),
        }
    }

    /// A success whose body cannot be one.
    fn unreadable(&self, problem: String) -> Error {
        Error::Decode(Box::new(DecodeError {
            operation: self.request.operation.clone(),
            status: self.response.status,
            problem,
            excerpt: excerpt(self.request, &self.response.body),
            request_id: self.request_id(""),
        }))
    }

    fn has_no_body(&self) -> bool {
        self.request.method == Method::Head || matches!(self.response.status, 204 | 205 | 304)
    }

    fn message(&self, body: &Value) -> String {
        match at(body, self.api.replies.message) {
            None | Some(Value::Null) => String::new(),
            Some(Value::String(message)) => self.redactor().clean(message),
            Some(other) => self.redactor().clean(&other.to_string()),
        }
    }

    fn by_code(&self, code: ServerCode, message: String) -> Error {
        let known = self.api.known(&code);
        let pause = known.and_then(|known| known.pause_seconds).map(Duration::from_secs);
        let code = match code {
            ServerCode::Text(text) => ServerCode::Text(self.redactor().clean(&text).into()),
            number @ ServerCode::Int(_) => number,
        };
        Error::Api(Box::new(ApiError {
            operation: self.request.operation.clone(),
            code,
            name: known.map(|known| known.name),
            class: known.and_then(|known| known.class),
            request_id: self.request_id(&message),
            message,
            field: known.and_then(|known| known.field),
            doc: known.map_or("", |known| known.doc),
            status: self.response.status,
            may_pass: self.api.may_pass(known.and_then(|known| known.class), self.response.status),
            retry_after: retry_after(self.response).or(pause),
            token_stays: false,
        }))
    }

    /// The body tells no code. Where the API tells its errors by status, the spec may know the status.
    fn by_status(&self, message: &str) -> Error {
        let status = self.response.status;
        let code = ServerCode::Int(status.into());
        if self.api.replies.ok.is_none() && self.api.known(&code).is_some() {
            return self.by_code(code, message.to_owned());
        }
        Error::Http(Box::new(HttpError {
            operation: self.request.operation.clone(),
            status,
            excerpt: excerpt(self.request, &self.response.body),
            request_id: self.request_id(message),
            retry_after: retry_after(self.response),
        }))
    }

    /// From the header, or from behind its mark in the message.
    fn request_id(&self, message: &str) -> Option<String> {
        let replies = &self.api.replies;
        let in_header = replies.request_id_header.and_then(|name| self.response.header(name));
        let in_message = || {
            let (_, after) = message.split_once(replies.request_id_in_message?)?;
            after.split(|c: char| c.is_whitespace() || ",;)]}\"'".contains(c)).next()
        };
        let id = in_header.or_else(in_message).filter(|id| !id.is_empty())?;
        Some(self.redactor().clean(id))
    }

    fn redactor(&self) -> &Redactor {
        &self.request.redactor
    }
}

/// How the body is compressed, if it is. A transport that undoes it removes the header.
fn compression(response: &HttpResponse) -> Option<String> {
    let encoding = response.header("content-encoding")?.trim();
    let is_plain =
        encoding.is_empty() || encoding.eq_ignore_ascii_case("identity") || response.body.is_empty();
    (!is_plain).then(|| encoding.to_owned())
}

/// The value that the keys lead to; none for no keys.
fn at<'a>(body: &'a Value, keys: &[&str]) -> Option<&'a Value> {
    if keys.is_empty() { None } else { keys.iter().try_fold(body, |value, key| value.get(key)) }
}

/// The body without a byte order mark.
fn without_mark(body: &[u8]) -> &[u8] {
    body.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(body)
}

fn decode_error(
    request: &Prepared,
    (status, body): (u16, &[u8]),
    error: &serde_json::Error,
    request_id: Option<String>,
) -> Error {
    Error::Decode(Box::new(DecodeError {
        operation: request.operation.clone(),
        status,
        problem: problem(request, body, error),
        excerpt: excerpt(request, body),
        request_id,
    }))
}

/// What is wrong with a body that could not be read.
fn problem(request: &Prepared, body: &[u8], error: &serde_json::Error) -> String {
    let first = without_mark(body).trim_ascii_start().first();
    let what = match (first, error.classify()) {
        (None, _) => return "it is empty".to_owned(),
        // Of what does not even begin like JSON, every place is wrong.
        (Some(first), Category::Syntax) if !matches!(first, b'{' | b'[' | b'"') => {
            return "it is not JSON".to_owned();
        }
        // These messages quote nothing.
        (_, Category::Syntax) => return format!("it is not JSON: {error}"),
        (_, Category::Data) if !request.secret_reply => return request.redactor.clean(&error.to_string()),
        (_, Category::Data) => "a value is missing or of the wrong type",
        (_, Category::Eof) => "it ends too early",
        (_, Category::Io) => "it cannot be read",
    };
    match (error.line(), error.column()) {
        (0, _) => what.to_owned(),
        (line, column) => format!("{what} at line {line} column {column}"),
    }
}

/// The beginning of a body. Where a new secret is to be expected, only a page for people is shown.
fn excerpt(request: &Prepared, body: &[u8]) -> String {
    let body = without_mark(body);
    let may_be_shown = !request.secret_reply || is_page(body);
    if may_be_shown { request.redactor.excerpt(body) } else { String::new() }
}

fn is_page(body: &[u8]) -> bool {
    let begins_with = |tag: &[u8]| {
        body.trim_ascii_start().get(..tag.len()).is_some_and(|start| start.eq_ignore_ascii_case(tag))
    };
    begins_with(b"<html") || begins_with(b"<!doctype html")
}
