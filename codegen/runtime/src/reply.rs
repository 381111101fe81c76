//! Whether a reply is a success, and which failure it is otherwise.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::fmt;
use std::time::Duration;

use serde_json::Value;
use serde_json::error::Category;

use crate::error::{ApiError, DecodeError, Error, FailureBody, HttpError};
use crate::named_field::named_field;
use crate::operation::ReplyForm;
use crate::read::Node;
use crate::read::node::Kind;
use crate::redact::{self, Redactor};
use crate::reply_body::{self, BodyError, ParsedBody, without_mark};
use crate::request::Prepared;
use crate::retry_after::retry_after;
use crate::settings::Settings;
use crate::{ApiSpec, HttpBody, HttpResponse, Method, ServerCode, link};

/// A success. The call's [`Sink`] has its value.
pub(crate) struct Reply {
    pub(crate) status: u16,
    pub(crate) request_id: Option<String>,
    /// The path and query of the link to the next page, or why it cannot be followed.
    pub(crate) link: Option<Result<String, &'static str>>,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
}

impl fmt::Debug for Reply {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Reply").field("status", &self.status).finish_non_exhaustive()
    }
}

/// A server's message.
#[derive(Default)]
struct Message {
    /// Its beginning, without secrets.
    cleaned: String,
    bytes: usize,
}

impl Message {
    fn shown(&self) -> String {
        redact::first_of_message(&self.cleaned, self.bytes)
    }
}

/// Reads the value of a success from its status and its body, which is parsed once and borrowed meanwhile.
pub(crate) type Sink<'a> = dyn FnMut(u16, ParsedBody<'_>) -> Result<(), BodyError> + Send + 'a;

/// Distinguishes success from failure, and reads the value of a success. The content type is ignored.
pub(crate) fn interpret(
    settings: &Settings,
    request: &Prepared,
    mut response: HttpResponse,
    sink: &mut Sink<'_>,
) -> Result<Reply, Error> {
    let compression = compression(&response);
    if compression.is_some() {
        response.body.clear();
    }
    let reader = Reader { settings, request, response: &response, redactor: OnceCell::new() };
    if let (Some(compression), 200..300) = (compression, response.status) {
        let compression = reader.redactor().excerpt(compression.as_bytes());
        return Err(reader.unreadable(format!("it is compressed ({compression}), which was not requested")));
    }
    let text = reader.text();
    let parsed = reply_body::parse(&text);
    let parsed = if reader.is_other() { reader.judge_other(parsed)? } else { reader.judge(parsed)? };
    sink(response.status, parsed).map_err(|error| reader.decode_error(&error))?;
    let request_id = reader.request_id("");
    let HttpResponse { status, body, headers } = response;
    let links = headers.iter().filter(|(name, _)| name.eq_ignore_ascii_case("link"));
    let link = link::next(links.map(|(_, value)| value.as_str()));
    let link = link.map(|target| link::below(target, request, settings));
    Ok(Reply { status, request_id, link, headers, body })
}

struct Reader<'a> {
    settings: &'a Settings,
    request: &'a Prepared,
    response: &'a HttpResponse,
    /// Created when a text is to be shown.
    redactor: OnceCell<Redactor>,
}

impl Reader<'_> {
    fn api(&self) -> &'static ApiSpec {
        self.settings.api
    }

    /// Whether the reply is a success that is not JSON.
    fn is_other(&self) -> bool {
        (200..300).contains(&self.response.status) && self.request.form != ReplyForm::Json
    }

    /// The body as text, of which it is known that it may be JSON.
    fn text(&self) -> Cow<'_, str> {
        if self.is_other() && self.api().replies.ok.is_none() {
            return Cow::Borrowed("");
        }
        reply_body::text(&self.response.body)
    }

    /// The body of a success that is not JSON, unless it is a failure in JSON.
    fn judge_other<'b>(&'b self, parsed: ParsedBody<'_>) -> Result<ParsedBody<'b>, Error> {
        if let (Some(ok), Ok(body)) = (&self.api().replies.ok, &parsed) {
            let code = at(body, self.api().replies.code).cloned().map(Value::from);
            if let Some(code) = code.as_ref().and_then(ServerCode::read).filter(|code| !ok.same(code)) {
                return Err(self.by_code(code, &self.message(body)));
            }
        }
        let bytes = &self.response.body;
        Ok(match self.request.form {
            ReplyForm::Bytes => Ok(Node(Kind::Bytes(Cow::Borrowed(bytes)))),
            ReplyForm::Json | ReplyForm::Text => match std::str::from_utf8(without_mark(bytes)) {
                Ok(text) => Ok(Node(Kind::Text(Cow::Borrowed(text)))),
                Err(_) => Err(BodyError::NotText),
            },
        })
    }

    /// The body of a success, or the failure that it reports.
    fn judge<'b>(&self, parsed: ParsedBody<'b>) -> Result<ParsedBody<'b>, Error> {
        let success = (200..300).contains(&self.response.status);
        if success && self.api().replies.ok.is_none() || self.has_no_body() {
            return if success { Ok(parsed) } else { Err(self.by_status(&Message::default())) };
        }
        let body = match parsed {
            Ok(body) => body,
            Err(error) if success => return Err(self.decode_error(&error)),
            Err(_) => return Err(self.by_status(&Message::default())),
        };
        if let Some(key) = repeated_key(&body, self.api().replies.code) {
            // Which of the codes is meant is not known.
            let problem = format!("the error code is ambiguous: `{key}` occurs twice");
            return Err(if success { self.unreadable(problem) } else { self.by_status(&Message::default()) });
        }
        let is_ok = |code: &ServerCode| self.api().replies.ok.as_ref().is_some_and(|ok| ok.same(code));
        let code = at(&body, self.api().replies.code).cloned().map(Value::from);
        match code.as_ref().and_then(ServerCode::read) {
            Some(code) if !is_ok(&code) => Err(self.by_code(code, &self.message(&body))),
            // A body that cannot have a code does not report success.
            _ if success && !body.is_object() && (self.request.code_only || !body.is_list()) => {
                Err(self.unreadable("it is JSON, but not an object".to_owned()))
            }
            _ if success => Ok(Ok(body)),
            _ => Err(self.by_status(&self.message(&body))),
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

    fn message(&self, body: &Node<'_>) -> Message {
        let message = match at(body, self.api().replies.message).cloned().map(Value::from) {
            None | Some(Value::Null) => return Message::default(),
            Some(Value::String(message)) => message,
            Some(other) => other.to_string(),
        };
        Message { cleaned: self.redactor().clean(&message), bytes: message.len() }
    }

    fn by_code(&self, code: ServerCode, message: &Message) -> Error {
        let known = self.api().known(&code);
        let meaning = known.map(|known| known.meaning(&self.request.operation));
        let pause = known.and_then(|known| known.pause_seconds).map(Duration::from_secs);
        let body = self.request.body.as_ref().and_then(HttpBody::bytes);
        let field_path = named_field(&self.api().replies, &code, &message.cleaned, body);
        let code = match code {
            ServerCode::Text(text) => ServerCode::Text(self.redactor().excerpt(text.as_bytes()).into()),
            number @ ServerCode::Int(_) => number,
        };
        Error::Api(Box::new(ApiError {
            operation: self.request.operation.clone(),
            code,
            name: known.map(|known| known.name),
            class: meaning.and_then(|meaning| meaning.class),
            request_id: self.request_id(&message.cleaned),
            message: message.shown(),
            fields: meaning.map_or(&[], |meaning| meaning.fields),
            field_path: field_path.map(|path| self.redactor().excerpt(path.as_bytes())),
            doc: meaning.map_or("", |meaning| meaning.doc),
            status: self.response.status,
            may_pass: self.api().may_pass(meaning.and_then(|meaning| meaning.class), self.response.status),
            retry_after: retry_after(self.response).or(pause),
            token_stays: false,
            body: FailureBody(self.response.body.clone()),
        }))
    }

    /// The body has no code. If the API reports errors by status, the spec may know the status.
    fn by_status(&self, message: &Message) -> Error {
        let status = self.response.status;
        let code = ServerCode::Int(status.into());
        if self.api().replies.ok.is_none() && self.api().known(&code).is_some() {
            return self.by_code(code, message);
        }
        Error::Http(Box::new(HttpError {
            operation: self.request.operation.clone(),
            status,
            excerpt: self.excerpt(),
            request_id: self.request_id(&message.cleaned),
            retry_after: retry_after(self.response),
            body: FailureBody(self.response.body.clone()),
        }))
    }

    /// From the header, or after one of its marks in the message.
    fn request_id(&self, message: &str) -> Option<String> {
        let replies = &self.api().replies;
        let in_header = replies.request_id_header.and_then(|name| self.response.header(name));
        let in_message = || {
            let mut marks = replies.request_id_in_message.iter();
            // At the end, since a message may quote the request before it.
            let (_, after) = marks.find_map(|mark| message.rsplit_once(mark))?;
            after.trim_start().split(|c: char| c.is_whitespace() || ",;)]}\"'".contains(c)).next()
        };
        let id = in_header.or_else(in_message).filter(|id| !id.is_empty())?;
        Some(self.redactor().excerpt(id.as_bytes()))
    }

    /// Why a body cannot be read.
    fn problem(&self, error: &BodyError) -> String {
        let error = match error {
            BodyError::Empty => return "it is empty".to_owned(),
            BodyError::NotText => return "it is not text in UTF-8".to_owned(),
            BodyError::Value(_) if self.request.secret_reply => {
                return "a value is missing or of the wrong type".to_owned();
            }
            BodyError::Value(error) => return self.redactor().message(&error.to_string()),
            BodyError::Json(error) => error,
        };
        let first = without_mark(&self.response.body).trim_ascii_start().first();
        match error.classify() {
            // The position is of no use if not even the beginning is JSON.
            Category::Syntax if !matches!(first, Some(b'{' | b'[' | b'"')) => "it is not JSON".to_owned(),
            // These messages quote nothing.
            Category::Syntax | Category::Eof => reply_body::json_problem(&self.response.body, error),
            // Parsing to a tree expects no type, and reads from memory.
            Category::Data | Category::Io => "it cannot be read".to_owned(),
        }
    }

    /// The beginning of the body. If the reply should have a new secret, nothing of it is shown.
    fn excerpt(&self) -> String {
        let body = without_mark(&self.response.body);
        match self.request.secret_reply {
            false => self.redactor().excerpt(body),
            true if is_page(body) => "(an HTML page)".to_owned(),
            true => String::new(),
        }
    }

    fn redactor(&self) -> &Redactor {
        self.redactor.get_or_init(|| self.settings.secrets.with(&self.request.redactor))
    }
}

/// The compression of the body, if it is compressed. A transport that decompresses it removes the header.
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

/// The first of the keys on the way to a value that occurs twice in its object.
fn repeated_key<'k>(body: &Node<'_>, keys: &[&'k str]) -> Option<&'k str> {
    let [key, rest @ ..] = keys else { return None };
    if body.has_twice(key) { Some(*key) } else { repeated_key(body.get(key)?, rest) }
}

fn is_page(body: &[u8]) -> bool {
    let begins_with = |tag: &[u8]| {
        body.trim_ascii_start().get(..tag.len()).is_some_and(|start| start.eq_ignore_ascii_case(tag))
    };
    begins_with(b"<html") || begins_with(b"<!doctype html")
}
