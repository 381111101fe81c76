//! Converting a value to a request.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use serde::Serialize;
use serde_json::Value;

use crate::error::{Error, InvalidRequest};
use crate::operation::ReplyForm;
use crate::redact::Redactor;
use crate::settings::Settings;
use crate::{
    At, Body, Breach, Check, HttpBody, Judge, Method, Operation, OperationSpec, Parts, Report, Retry, Rules,
    Severity, TextPlace, ToJson, multipart, urlencoded,
};

/// The content type of a JSON body.
const JSON: &str = "application/json; charset=utf-8";

/// The content type of a form.
const FORM: &str = "application/x-www-form-urlencoded";

/// The input of an operation. Generated code implements it.
///
/// ```
/// use specwright_runtime::{Check, Judge, Parts, Request, Rules, ToJson};
///
/// /// `DELETE /pets/{pet_id}?forever=…`
/// struct RemovePet {
///     pet_id: String,
///     forever: Option<bool>,
/// }
///
/// impl Check for RemovePet {
///     fn check(&self, _: impl Judge, _: &Rules) {}
/// }
///
/// impl Request for RemovePet {
///     fn parameters(&self, parts: &mut Parts) {
///         parts.path("pet_id", &self.pet_id);
///         parts.query("forever", &self.forever);
///     }
///
///     fn body(&self) -> Option<&dyn ToJson> {
///         None
///     }
/// }
///
/// assert!(RemovePet { pet_id: "7".to_owned(), forever: None }.body().is_none());
/// ```
pub trait Request: Check {
    /// Adds the path, query and header parameters.
    fn parameters(&self, _parts: &mut Parts) {}

    /// The value of the body, which may be wrapped.
    fn body(&self) -> Option<&dyn ToJson>;
}

/// No input.
impl Request for () {
    fn body(&self) -> Option<&dyn ToJson> {
        None
    }
}

impl Check for () {
    fn check(&self, _: impl Judge, _: &Rules) {}
}

impl Request for Value {
    fn body(&self) -> Option<&dyn ToJson> {
        Some(self)
    }
}

impl<T: Serialize + Check> Request for Vec<T> {
    fn body(&self) -> Option<&dyn ToJson> {
        Some(self)
    }
}

impl<T: Serialize + Check> Request for BTreeMap<String, T> {
    fn body(&self) -> Option<&dyn ToJson> {
        Some(self)
    }
}

/// The options of a call that override those of its client.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Options {
    pub(crate) timeout: Option<Duration>,
    /// `Some(None)` is no deadline.
    pub(crate) deadline: Option<Option<Duration>>,
    pub(crate) retry: Option<Retry>,
    pub(crate) allow_repeat: bool,
    /// The deadline of the call that needs the token which this call fetches.
    pub(crate) until: Option<Duration>,
}

/// A request without the server and the token.
#[derive(Clone)]
pub(crate) struct Prepared {
    pub(crate) operation: Cow<'static, str>,
    pub(crate) method: Method,
    pub(crate) path: String,
    pub(crate) query: Vec<(String, String)>,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Option<HttpBody>,
    pub(crate) auth: bool,
    pub(crate) secret_reply: bool,
    /// Whether no value is read from the reply.
    pub(crate) code_only: bool,
    /// The form of the body of a success.
    pub(crate) form: ReplyForm,
    /// The server that it has in place of those of the client.
    pub(crate) server: Option<&'static str>,
    pub(crate) idempotent: bool,
    pub(crate) options: Options,
    /// Receives the moment of another attempt that the deadline prevented.
    pub(crate) too_late: Option<Arc<OnceLock<Duration>>>,
    pub(crate) redactor: Redactor,
    /// The warnings of validation.
    pub(crate) report: Report,
}

impl Prepared {
    /// The servers to which it can be sent, in order of preference.
    pub(crate) fn servers<'s>(&self, settings: &'s Settings) -> Cow<'s, [String]> {
        match self.server.filter(|_| !settings.has_own_server) {
            Some(server) => Cow::Owned(vec![server.to_owned()]),
            None => Cow::Borrowed(&settings.servers),
        }
    }
}

/// The maximum number of bytes of path, query and headers of a request together, percent-encoded and without what the
/// client adds to them. Servers accept less, the least of them 8 KiB; addresses with more than 64 KiB cannot be sent.
pub const MAX_HEAD_BYTES: usize = 32 * 1024;

/// Validates a request as a call of the operation does. Paths of violations begin at the whole body, or are the names of
/// parameters.
///
/// ```
/// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/pets.rs"));
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// assert!(validate_request(&LIST_PETS, &()).is_valid());
/// # Ok(())
/// # }
/// ```
pub fn validate_request<Req: Request, Rep>(operation: &Operation<Req, Rep>, request: &Req) -> Report {
    check(operation.spec(), request)
}

/// Validates a request: its values, and whether path and headers can be sent.
pub(crate) fn check(spec: &OperationSpec, request: &impl Request) -> Report {
    let mut report = check_values(spec, request);
    if report.is_valid() {
        let mut parts = Parts::default();
        request.parameters(&mut parts);
        head(spec, &parts, &mut report);
        if spec.body == Body::NestedForm {
            // A key of a map can be one that has no place in brackets.
            write_body(spec, request, &parts, &mut report);
        }
    }
    report
}

fn check_values(spec: &OperationSpec, request: &impl Request) -> Report {
    let mut report = Report::new();
    if !request.passes(&Rules::NONE) {
        let keys = spec.wrap.map_or(&[][..], |wrap| wrap.path);
        below(At::ROOT, keys, &mut |at| at.check(request, &Rules::NONE, &mut report));
    }
    report
}

/// Calls `then` with the path of the keys.
fn below(at: At<'_>, keys: &[&str], then: &mut dyn FnMut(At<'_>)) {
    match keys {
        [] => then(at),
        [first, rest @ ..] => below(at.key(first), rest, then),
    }
}

/// Converts a value that is within its limits to a request. Without validation, only a value that cannot be sent at all
/// is an error.
pub(crate) fn prepare<Req: Request, Rep>(
    operation: &Operation<Req, Rep>,
    request: &Req,
    skip_validation: bool,
) -> Result<Prepared, Error> {
    let mut prepared = prepare_input(operation.spec(), request, skip_validation)?;
    prepared.code_only = operation.code_only();
    prepared.form = operation.form();
    prepared.server = operation.own_server();
    let accept = operation.accepted().map(|accept| ("Accept".to_owned(), accept.to_owned()));
    prepared.headers.extend(accept);
    Ok(prepared)
}

fn prepare_input(
    spec: &OperationSpec,
    request: &impl Request,
    skip_validation: bool,
) -> Result<Prepared, Error> {
    let mut report = if skip_validation { Report::new() } else { check_values(spec, request) };
    if !report.is_valid() {
        return Err(Error::Invalid(InvalidRequest::new(spec.name, report)));
    }
    let mut parts = Parts::default();
    request.parameters(&mut parts);
    request.secrets(&mut parts);

    let path = head(spec, &parts, &mut report);
    let body = write_body(spec, request, &parts, &mut report);
    if let Some((Some(content_type), _)) = &body {
        parts.headers.push(("Content-Type".to_owned(), content_type.to_string()));
    }
    if !report.is_valid() {
        return Err(Error::Invalid(InvalidRequest::new(spec.name, report)));
    }
    Ok(Prepared {
        operation: Cow::Borrowed(spec.name),
        method: spec.method,
        path,
        query: parts.query,
        headers: parts.headers,
        body: body.map(|(_, body)| body),
        auth: spec.auth,
        secret_reply: spec.secret_reply,
        code_only: false,
        form: ReplyForm::Json,
        server: None,
        idempotent: spec.idempotent,
        options: Options::default(),
        too_late: None,
        redactor: parts.redactor,
        report,
    })
}

/// A request of an operation that the spec does not know.
pub(crate) fn prepare_raw(method: Method, path: &str, body: Option<&Value>) -> Result<Prepared, Error> {
    let shown = path.split(['?', '#']).next().unwrap_or_default();
    let operation = Cow::Owned(format!("{method} {shown}"));
    if !path.starts_with('/') || path.contains('#') || !path.bytes().all(|byte| byte.is_ascii_graphic()) {
        let problem = "must begin with a slash and be percent-encoded, without a fragment".to_owned();
        let mut report = Report::new();
        At::ROOT.key("path").report(Severity::Error, Breach::Body { problem }, &mut report);
        return Err(Error::Invalid(InvalidRequest::new(operation, report)));
    }
    if path.len() > MAX_HEAD_BYTES {
        let mut report = Report::new();
        let breach = Breach::Head { limit: MAX_HEAD_BYTES, bytes: path.len() };
        At::ROOT.key("path").report(Severity::Error, breach, &mut report);
        return Err(Error::Invalid(InvalidRequest::new(operation, report)));
    }
    let content_type = body.map(|_| ("Content-Type".to_owned(), JSON.to_owned()));
    Ok(Prepared {
        operation,
        method,
        path: path.to_owned(),
        query: Vec::new(),
        headers: content_type.into_iter().collect(),
        body: body.map(|body| body.to_string().into_bytes().into()),
        auth: true,
        secret_reply: false,
        code_only: false,
        form: ReplyForm::Json,
        server: None,
        idempotent: method.is_idempotent(),
        options: Options::default(),
        too_late: None,
        redactor: Redactor::default(),
        report: Report::new(),
    })
}

/// The path with its parameters. Reports what cannot stand in it or in a header, and a head that is too large.
fn head(spec: &OperationSpec, parts: &Parts, report: &mut Report) -> String {
    let path = fill(spec.path, &parts.path, report);
    for (name, value) in &parts.headers {
        check_place(TextPlace::Header, name, value, report);
    }
    for (name, place, problem) in parts.unsendable.iter().copied() {
        At::ROOT.key(name).report(Severity::Error, Breach::Place { place, problem }, report);
    }
    let encoded = |text: &str| crate::url::encode(text).map(str::len).sum::<usize>();
    let query: usize = parts.query.iter().map(|(name, value)| encoded(name) + encoded(value) + 2).sum();
    let headers: usize = parts.headers.iter().map(|(name, value)| name.len() + value.len() + 4).sum();
    let bytes = path.len() + query + headers;
    if bytes > MAX_HEAD_BYTES {
        At::ROOT.report(Severity::Error, Breach::Head { limit: MAX_HEAD_BYTES, bytes }, report);
    }
    path
}

fn check_place(place: TextPlace, name: &str, value: &str, report: &mut Report) {
    if let Some(problem) = place.problem(value) {
        At::ROOT.key(name).report(Severity::Error, Breach::Place { place, problem }, report);
    }
}

/// Replaces the names in the path by the parameters.
fn fill(template: &str, parameters: &[(&'static str, String)], report: &mut Report) -> String {
    let mut path = String::with_capacity(template.len());
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        let begin = template.len() - after.len() - 1;
        let (name, after) = after.split_once('}').unwrap_or((after, ""));
        path.push_str(before);
        match parameters.iter().find(|(key, _)| *key == name) {
            None => At::ROOT.key(name).report(Severity::Error, Breach::Required { when: None }, report),
            Some((_, value)) => {
                let before = template.get(..begin).unwrap_or_default();
                check_place(TextPlace::in_path(before, after), name, value, report);
                path.push_str(&crate::url::encode_beside(separator(after), value));
            }
        }
        rest = after;
    }
    path.push_str(rest);
    path
}

/// The text that separates a parameter from the next one in its segment, given what follows it in the path; empty if it
/// is the last one.
pub(crate) fn separator(after: &str) -> &str {
    let segment = after.split('/').next().unwrap_or_default();
    segment.split_once('{').map_or("", |(separator, _)| separator)
}

/// The body and its content type, unless the transport determines that.
fn write_body(
    spec: &OperationSpec,
    request: &impl Request,
    parts: &Parts,
    report: &mut Report,
) -> Option<(Option<Cow<'static, str>>, HttpBody)> {
    let value = request.body()?;
    let written = match spec.body {
        Body::Empty => return None,
        Body::Json => write_json(spec, value).map(|body| (Some(JSON.into()), body.into())),
        Body::Form => urlencoded::write(value).map(|body| (Some(FORM.into()), body.into_bytes().into())),
        Body::NestedForm => {
            urlencoded::nested_form(value).map(|body| (Some(FORM.into()), body.into_bytes().into()))
        }
        Body::Text(content_type) => {
            write_text(value).map(|text| (Some(content_type.into()), text.into_bytes().into()))
        }
        Body::Bytes => {
            let file = parts.files.iter().find_map(|(_, files)| files.first())?;
            Ok((Some(file.media_type().to_owned().into()), file.content().to_vec().into()))
        }
        Body::Multipart => {
            multipart::write(value, &parts.files).map(|parts| (None, HttpBody::Multipart(parts)))
        }
    };
    written
        .map_err(|problem| {
            let keys = spec.wrap.map_or(&[][..], |wrap| wrap.path);
            let breach = Breach::Body { problem: problem.to_string() };
            below(At::ROOT, keys, &mut |at| at.report(Severity::Error, breach.clone(), report));
        })
        .ok()
}

/// The text that is a string in JSON.
fn write_text(value: &dyn ToJson) -> Result<String, serde_json::Error> {
    let mut json = Vec::new();
    value.write_json(&mut json)?;
    serde_json::from_slice(&json)
}

fn write_json(spec: &OperationSpec, value: &dyn ToJson) -> Result<Vec<u8>, serde_json::Error> {
    // Large enough for most requests, which are then written without another allocation.
    let mut body = Vec::with_capacity(1024);
    body.extend_from_slice(spec.wrap.map_or("", |wrap| wrap.before).as_bytes());
    value.write_json(&mut body)?;
    body.extend_from_slice(spec.wrap.map_or("", |wrap| wrap.after).as_bytes());
    Ok(body)
}
