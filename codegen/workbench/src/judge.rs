//! Judges the JSON body of a request: every problem with its place in the text, and the reply of the mock server.

mod body;
mod place;
pub(crate) mod plain;
pub(crate) mod reply;
mod response;
pub(crate) mod same_path;
mod verdict;

use serde_json::{Map, Value};
use specwright::interpret::Interpreter;
use specwright::ir::{Api, Body, Operation};
use specwright_runtime::{Breach, Report, Severity, Violation, json_text};

pub use place::Places;
pub use response::MockResponse;
pub use verdict::{Problem, Verdict};

/// Judges many bodies.
///
/// ```
/// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/pets.rs"));
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use specwright::check::check;
/// use specwright_workbench::judge::Judge;
///
/// let api = check(&sources()).unwrap().api;
/// let add_pet = api.operation("add_pet").ok_or("no such operation")?;
/// let judge = Judge::new(&api);
/// let verdict = judge.verdict(add_pet, b"{\n  \"name\": null\n}");
/// assert_eq!((verdict.errors[0].path.as_str(), verdict.errors[0].at.line), ("name", 2));
/// assert_eq!(judge.reply(add_pet, b"", br#"{"name":"Tom"}"#).map(|reply| reply.status), Some(200));
/// # Ok(())
/// # }
/// ```
#[derive(Debug)]
pub struct Judge<'a> {
    api: &'a Api,
    interpreter: Interpreter<'a>,
}

impl<'a> Judge<'a> {
    /// Creates a judge.
    pub fn new(api: &'a Api) -> Self {
        Self { api, interpreter: Interpreter::new(api) }
    }

    /// Accepts keys that the spec does not have, with a warning.
    #[must_use]
    pub fn lenient(self) -> Self {
        Self { interpreter: self.interpreter.lenient(), ..self }
    }

    /// Every problem of a body. A body that is text or bytes is given as it is sent, a form or a multipart body is given as the JSON object of its fields.
    pub fn verdict(&self, operation: &Operation, body: &[u8]) -> Verdict {
        let mut verdict = Verdict::new(&operation.name);
        if let Some(value) = plain::value(self.api, operation, body, None) {
            let places = Places::of("");
            match value {
                Ok(value) => verdict.report(&self.interpreter.request(operation, &value), &places),
                Err(problem) => verdict.not_a_body(body::Unreadable { problem, at: places.value("") }),
            }
            return verdict;
        }
        match body::read(body, operation.body) {
            Err(_) if is_absent(self.api, operation, body.trim_ascii()) => {}
            Ok(body) => {
                let places = Places::of(body.text);
                verdict.faults(&json_text::faults(body.text, self.api.forbid_escapes), &places);
                verdict.report(&self.interpreter.request(operation, &body.value), &places);
            }
            Err(unreadable) => verdict.not_a_body(unreadable),
        }
        verdict
    }

    /// Every problem of the path, query and header parameters, which are given as a JSON object with their wire names. An
    /// empty text is an object without any.
    pub fn parameters(&self, operation: &Operation, values: &[u8]) -> Verdict {
        let mut verdict = Verdict::new(&operation.name);
        let values = if values.trim_ascii().is_empty() { b"{}" } else { values };
        match body::read(values, Body::Json) {
            Ok(values) => {
                let report = self.interpreter.parameters(operation, &values.value);
                verdict.report(&report, &Places::of(values.text));
            }
            Err(unreadable) => verdict.not_a_body(unreadable),
        }
        verdict
    }

    /// The reply of the mock server to a request with these parameters and this body, as [`parameters`](Judge::parameters) and
    /// [`verdict`](Judge::verdict) read them. `None` if the operation does not send JSON and the text is not JSON, since no such
    /// body could be sent.
    ///
    /// Operations on one path are distinguished by the body, so that the reply may be that of another operation.
    pub fn reply(&self, operation: &Operation, parameters: &[u8], body: &[u8]) -> Option<MockResponse> {
        let body = if body.trim_ascii().is_empty() { b"" } else { body };
        let read = read_json(body);
        let (operation, found) = match operation.body {
            Body::Json | Body::Empty => {
                let on_path = same_path::with(self.api, operation);
                let candidates = on_path.iter().map(|operation| (*operation, ())).collect();
                let chosen = same_path::choose(candidates, read.as_ref().unwrap_or(&Value::Null));
                let chosen = chosen.map_or(operation, |(chosen, ())| chosen);
                let report = match is_absent(self.api, chosen, body) {
                    true => Report::new(),
                    false => received(self.api, &self.interpreter, chosen, read, body),
                };
                (chosen, same_path::name_constants(report, &on_path))
            }
            Body::Form | Body::NestedForm | Body::Multipart if is_absent(self.api, operation, body) => {
                (operation, Report::new())
            }
            Body::Form | Body::NestedForm | Body::Multipart => {
                (operation, self.interpreter.request(operation, &read.ok()?))
            }
            Body::Text | Body::Bytes => {
                let value = plain::value(self.api, operation, body, None)?;
                (operation, self.interpreter.request(operation, &value.ok()?))
            }
        };
        let values = if parameters.trim_ascii().is_empty() { b"{}" } else { parameters };
        let mut report = self.interpreter.parameters(operation, &read_json(values).unwrap_or_default());
        found.violations().iter().for_each(|violation| report.push(violation.clone()));
        Some(if report.is_valid() {
            reply::first_success(self.api, operation)
        } else {
            reply::invalid(self.api, operation, &report, body, 1)
        })
    }
}

/// The violations of a body that is not absent, as a server receives it: `body` is its value, or why it has none.
pub(crate) fn received(
    api: &Api,
    interpreter: &Interpreter<'_>,
    operation: &Operation,
    body: Result<Value, String>,
    bytes: &[u8],
) -> Report {
    let mut report = Report::new();
    if operation.body == Body::Json
        && body.is_ok()
        && let Ok(text) = std::str::from_utf8(bytes)
    {
        let faults = json_text::faults(text, api.forbid_escapes);
        faults.into_iter().for_each(|fault| report.push(fault.violation));
    }
    match body {
        Ok(body) => {
            let found = interpreter.request(operation, &body);
            let is_needed = matches!(operation.body, Body::Json | Body::Multipart);
            if is_needed && bytes.is_empty() && !found.is_valid() {
                report.push(Violation::new("", Severity::Error, Breach::NoBody));
                return report;
            }
            found.violations().iter().for_each(|violation| report.push(violation.clone()));
        }
        Err(problem) => {
            if operation.body == Body::Multipart {
                // A body that is not multipart has no parts.
                let found = interpreter.request(operation, &Value::Object(Map::new()));
                found.violations().iter().for_each(|violation| report.push(violation.clone()));
            }
            report.push(Violation::new("", Severity::Error, Breach::Body { problem }));
        }
    }
    report
}

/// Whether a request has no body, and need not have one.
pub(crate) fn is_absent(api: &Api, operation: &Operation, body: &[u8]) -> bool {
    body.is_empty() && operation.has_optional_body(api)
}

/// A body as JSON; null if it is empty.
pub(crate) fn read_json(body: &[u8]) -> Result<Value, String> {
    if body.is_empty() {
        return Ok(Value::Null);
    }
    serde_json::from_slice(body).map_err(|error| format!("not JSON: {error}"))
}
