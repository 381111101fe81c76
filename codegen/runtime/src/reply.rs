//! What a reply says: success, or which failure.

use std::cell::OnceCell;
use std::fmt;
use std::time::Duration;

use serde_json::Value;
use serde_json::error::Category;

use crate::error::{ApiError, DecodeError, Error, HttpError};
use crate::read::Node;
use crate::redact::Redactor;
use crate::reply_body::{self, BodyError, ParsedBody, without_mark};
use crate::request::Prepared;
use crate::retry_after::retry_after;
use crate::settings::Settings;
use crate::{ApiSpec, HttpResponse, Method, ServerCode};

/// A success. Its value is where the call's [`Sink`] has put it.
pub(crate) struct Reply {
    pub(crate) status: u16,
    pub(crate) request_id: Option<String>,
    pub(crate) body: Vec<u8>,
}

impl fmt::Debug for Reply {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Reply").field("status", &self.status).finish_non_exhaustive()
    }
}

/// Takes a success's value out of its body, which is parsed once and borrowed meanwhile.
pub(crate) type Sink<'a> = dyn FnMut(ParsedBody<'_>) -> Result<(), BodyError> + Send + 'a;

/// Tells success from failure, and reads the value of a success. The content type has no say in it.
pub(crate) fn interpret(
    settings: &Settings,
    request: &Prepared,
    mut response: HttpResponse,
    sink: &mut Sink<'_>,
) -> Result<Reply, Error> {
    let compression = compression(&response);
    if compression.is_some() {
        // Nobody could read it.
        response.body.clear();
    }
    let reader = Reader { settings, request, response: &response, redactor: OnceCell::new() };
    if let (Some(compression), 200..300) = (compression, response.status) {
        let compression = reader.redactor().clean(&compression);
        return Err(reader.unreadable(format!("it is compressed ({compression}), which was not asked for")));
    }
    let text = reply_body::text(&response.body);
    let parsed = reader.judge(reply_body::parse(&text))?;
    sink(parsed).map_err(|error| reader.decode_error(&error))?;
    let request_id = reader.request_id("");
    let HttpResponse { status, body, .. } = response;
    Ok(Reply { status, request_id, body })
}

struct Reader<'a> {
    settings: &'a Settings,
    request: &'a Prepared,
    response: &'a HttpResponse,
    /// Filled when something is to be shown.
    redactor: OnceCell<Redactor>,
}

impl Reader<'_> {
    fn api(&self) -> &'static ApiSpec {
        self.settings.api
    }

    /// The body of a success, or which failure it tells.
    fn judge<'b>(&self, parsed: ParsedBody<'b>) -> Result<ParsedBody<'b>, Error> {
        let success = (200..300).contains(&self.response.status);
        if success && self.api().replies.ok.is_none() || self.has_no_body() {
            return if success { Ok(parsed) } else { Err(self.by_status("")) };
        }
        let body = match parsed {
            Ok(body) => body,
            Err(error) if success => return Err(self.decode_error(&error)),
            Err(_) => return Err(self.by_status("")),
        };
        let message = || self.message(&body);
        let is_ok = |code: &ServerCode| self.api().replies.ok.as_ref().is_some_and(|ok| ok.same(code));
        let code = at(&body, self.api().replies.code).cloned().map(Value::from);
        match code.as_ref().and_then(ServerCode::read) {
            Some(code) if !is_ok(&code) => Err(self.by_code(code, message())),
            // What can hold no code does not say that all went well.
            _ if success && !body.is_compound() => {
                Err(self.unreadable("it is JSON, but no object".to_owned()))
            }
            _ if success => Ok(Ok(body)),
            _ => Err(self.by_status(&message())),
        }
    }

    /// A success whose body cannot be read.
    fn decode_error(&self, error: &BodyError) -> Error {
        self.unreadable(self.problem(error))
    }

    /// A success whose body cannot be one.
    fn unreadable(&self, problem: String) -> Error {
        Error::Decode(Box::new(DecodeError {
            operation: self.request.operation.clone(),
            status: self.response.status,
            problem,
            excerpt: self.excerpt(),
            request_id: self.request_id(""),
        }))
    }

    fn has_no_body(&self) -> bool {
        self.request.method == Method::Head || matches!(self.response.status, 204 | 205 | 304)
    }

    fn message(&self, body: &Node<'_>) -> String {
        match at(body, self.api().replies.message).cloned().map(Value::from) {
            None | Some(Value::Null) => String::new(),
            Some(Value::String(message)) => self.redactor().clean(&message),
            Some(other) => self.redactor().clean(&other.to_string()),
        }
    }

    fn by_code(&self, code: ServerCode, message: String) -> Error {
        let known = self.api().known(&code);
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
            may_pass: self.api().may_pass(known.and_then(|known| known.class), self.response.status),
            retry_after: retry_after(self.response).or(pause),
            token_stays: false,
        }))
    }

    /// The body tells no code. Where the API tells its errors by status, the spec may know the status.
    fn by_status(&self, message: &str) -> Error {
        let status = self.response.status;
        let code = ServerCode::Int(status.into());
        if self.api().replies.ok.is_none() && self.api().known(&code).is_some() {
            return self.by_code(code, message.to_owned());
        }
        Error::Http(Box::new(HttpError {
            operation: self.request.operation.clone(),
            status,
            excerpt: self.excerpt(),
            request_id: self.request_id(message),
            retry_after: retry_after(self.response),
        }))
    }

    /// From the header, or from behind its mark in the message.
    fn request_id(&self, message: &str) -> Option<String> {
        let replies = &self.api().replies;
        let in_header = replies.request_id_header.and_then(|name| self.response.header(name));
        let in_message = || {
            let (_, after) = message.split_once(replies.request_id_in_message?)?;
            after.split(|c: char| c.is_whitespace() || ",;)]}\"'".contains(c)).next()
        };
        let id = in_header.or_else(in_message).filter(|id| !id.is_empty())?;
        Some(self.redactor().clean(id))
    }

    /// What is wrong with a body that could not be read.
    fn problem(&self, error: &BodyError) -> String {
        let error = match error {
            BodyError::Empty => return "it is empty".to_owned(),
            BodyError::Value(_) if self.request.secret_reply => {
                return "a value is missing or of the wrong type".to_owned();
            }
            BodyError::Value(error) => return self.redactor().clean(&error.to_string()),
            BodyError::Json(error) => error,
        };
        let first = without_mark(&self.response.body).trim_ascii_start().first();
        match error.classify() {
            // Of what does not even begin like JSON, every place is wrong.
            Category::Syntax if !matches!(first, Some(b'{' | b'[' | b'"')) => "it is not JSON".to_owned(),
            // These messages quote nothing.
            Category::Syntax => format!("it is not JSON: {error}"),
            Category::Eof => format!("it ends too early at line {} column {}", error.line(), error.column()),
            // Parsing alone asks for no type and reads from memory.
            Category::Data | Category::Io => "it cannot be read".to_owned(),
        }
    }

    /// The beginning of the body. Where a new secret is to be expected, nothing of it is shown.
    fn excerpt(&self) -> String {
        let body = without_mark(&self.response.body);
        match self.request.secret_reply {
            false => self.redactor().excerpt(body),
            true if is_page(body) => "(an HTML page)".to_owned(),
            true => String::new(),
        }
    }

    fn redactor(&self) -> &Redactor {
        self.redactor.get_or_init(|| self.settings.secrets.beside(&self.request.redactor))
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
fn at<'b, 'a>(body: &'b Node<'a>, keys: &[&str]) -> Option<&'b Node<'a>> {
    if keys.is_empty() { None } else { keys.iter().try_fold(body, |value, key| value.get(key)) }
}

fn is_page(body: &[u8]) -> bool {
    let begins_with = |tag: &[u8]| {
        body.trim_ascii_start().get(..tag.len()).is_some_and(|start| start.eq_ignore_ascii_case(tag))
    };
    begins_with(b"<html") || begins_with(b"<!doctype html")
}
