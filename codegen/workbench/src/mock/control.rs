//! The control endpoints, by which tests configure the mock.

use std::time::Duration;

use serde_json::{Map, Value, json};

use super::message::MockRequest;
use super::state::{ErrorReply, PlannedError, PlannedReply, State, Target};
use crate::judge::MockResponse;
use crate::judge::reply::with_status;
use specwright::ir::{Api, Operation, ServerCode};
use specwright_runtime::TextPlace;

/// The prefix of paths that are not part of the API.
const PREFIX: &str = "/__mock/";

/// Answers a control request; `None` if the request is not one.
pub(super) fn respond(api: &Api, request: &MockRequest, state: &State) -> Option<MockResponse> {
    let action = request.path().strip_prefix(PREFIX)?;
    Some(match (request.method.as_str(), action) {
        ("POST", "expire-tokens") => MockResponse::json(200, &json!({ "expired": state.expire() })),
        ("POST", "next-error") => match next_error(api, &request.body) {
            Ok(error) => {
                state.fail_next(error);
                MockResponse::json(200, &json!({}))
            }
            Err(problem) => MockResponse::json(400, &json!({ "problem": problem })),
        },
        ("POST", "next-reply") => match next_reply(api, &request.body) {
            Ok(reply) => {
                state.reply_next(reply);
                MockResponse::json(200, &json!({}))
            }
            Err(problem) => MockResponse::json(400, &json!({ "problem": problem })),
        },
        ("POST", "advance") => match seconds(&request.body) {
            Ok(seconds) => {
                state.advance(Duration::from_secs(seconds));
                MockResponse::json(200, &json!({}))
            }
            Err(problem) => MockResponse::json(400, &json!({ "problem": problem })),
        },
        ("GET", "requests") => MockResponse::json(200, &state.exchanges()),
        (_, "expire-tokens" | "next-error" | "next-reply" | "advance") => wrong_method("POST"),
        (_, "requests") => wrong_method("GET"),
        _ => MockResponse::json(
            404,
            &json!({ "problem": format!("unknown control endpoint; known: {}", quoted(ENDPOINTS)) }),
        ),
    })
}

fn wrong_method(allowed: &str) -> MockResponse {
    MockResponse::json(405, &json!({ "problem": format!("use {allowed}") })).with_header("allow", allowed)
}

/// The names of all endpoints.
const ENDPOINTS: [&str; 5] = ["advance", "expire-tokens", "next-error", "next-reply", "requests"];

/// The keys of the body of `next-error`.
const ERROR_KEYS: [&str; 3] = ["code", "operation", "status"];

/// The keys of the body of `next-reply`.
const REPLY_KEYS: [&str; 6] = ["always", "headers", "operation", "path", "reply", "status"];

/// The body of a control request, which has no other keys.
fn object(body: &[u8], keys: &[&str]) -> Result<Map<String, Value>, String> {
    let body: Value = serde_json::from_slice(body).map_err(|error| format!("not JSON: {error}"))?;
    let Value::Object(body) = body else { return Err("not a JSON object".to_owned()) };
    match body.keys().find(|key| !keys.contains(&key.as_str())) {
        Some(key) => Err(format!("unknown key `{key}`; known: {}", quoted(keys.iter().copied()))),
        None => Ok(body),
    }
}

fn seconds(body: &[u8]) -> Result<u64, String> {
    let body = object(body, &["seconds"])?;
    body.get("seconds").and_then(Value::as_u64).ok_or("`seconds` must be a non-negative integer".to_owned())
}

/// The operation that a body names, if it names one.
fn operation_of(api: &Api, body: &Map<String, Value>) -> Result<Option<String>, String> {
    match body.get("operation") {
        None => Ok(None),
        Some(Value::String(name)) if api.operation(name).is_some() => Ok(Some(name.clone())),
        Some(other) => {
            let names = api.operations.iter().map(|operation| operation.name.as_str());
            Err(format!("unknown operation {other}; known: {}", quoted(names)))
        }
    }
}

/// The status that a body names, if it names one.
fn status_of(body: &Map<String, Value>) -> Result<Option<u16>, String> {
    let Some(status) = body.get("status") else { return Ok(None) };
    let status = status.as_u64().and_then(|status| u16::try_from(status).ok());
    let status = status.filter(|status| (200..=599).contains(status));
    status.map(Some).ok_or("`status` must be an integer from 200 to 599".to_owned())
}

/// The headers that a body names, if it names some.
fn headers_of(body: &Map<String, Value>) -> Result<Vec<(String, String)>, String> {
    let wrong = || "`headers` must be an object of strings that a header can have".to_owned();
    let Some(headers) = body.get("headers") else { return Ok(Vec::new()) };
    let headers = headers.as_object().ok_or_else(wrong)?;
    let header = |(name, value): (&String, &Value)| {
        let value = value.as_str().filter(|value| TextPlace::Header.problem(value).is_none())?;
        let is_name = name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
        (is_name && !name.is_empty()).then(|| (name.clone(), value.to_owned()))
    };
    headers.iter().map(|one| header(one).ok_or_else(wrong)).collect()
}

fn next_reply(api: &Api, body: &[u8]) -> Result<PlannedReply, String> {
    let mut body = object(body, &REPLY_KEYS)?;
    let target = match (operation_of(api, &body)?, body.get("path")) {
        (Some(name), None) => Target::Operation(name),
        (None, Some(Value::String(path))) if path.starts_with('/') => Target::Path(path.clone()),
        (None, Some(_)) => return Err("`path` must be a string that begins with a slash".to_owned()),
        (None, None) | (Some(_), Some(_)) => {
            return Err("exactly one of `operation` and `path` is required".to_owned());
        }
    };
    let is_always = match body.get("always") {
        None => false,
        Some(Value::Bool(always)) => *always,
        Some(_) => return Err("`always` must be `true` or `false`".to_owned()),
    };
    let status = status_of(&body)?;
    let headers = headers_of(&body)?;
    let operation = match &target {
        Target::Operation(name) => api.operation(name),
        Target::Path(_) => None,
    };
    let usual = operation.map_or(200, |operation| operation.usual_success().0);
    let response = match body.remove("reply") {
        Some(reply) => MockResponse::json(status.unwrap_or(usual), &reply),
        None => example(api, operation, status)?,
    };
    Ok(PlannedReply { target, response, headers, is_always })
}

/// The example of a success with one of several statuses.
fn example(api: &Api, operation: Option<&Operation>, status: Option<u16>) -> Result<MockResponse, String> {
    let operation = operation.filter(|operation| !operation.replies.is_empty());
    let example = operation.zip(status).and_then(|(operation, status)| with_status(api, operation, status));
    example.ok_or_else(|| match operation {
        Some(operation) => {
            let statuses = operation.replies.iter().map(|success| success.status.to_string());
            let statuses = statuses.collect::<Vec<_>>().join(", ");
            format!("`reply` is required, the JSON of the reply, or one of these as its `status`: {statuses}")
        }
        None => "`reply` is required: the JSON of the reply".to_owned(),
    })
}

fn next_error(api: &Api, body: &[u8]) -> Result<PlannedError, String> {
    let body = object(body, &ERROR_KEYS)?;
    let code = body.get("code").map(|code| known_code(api, code)).transpose()?;
    let operation = operation_of(api, &body)?;
    let status = status_of(&body)?;
    let reply = match (code, status) {
        (Some(_), Some(200..=299)) if api.replies.ok.is_none() => {
            return Err(
                "`status` must be at least 300: a 2xx status is a success, whatever its body has".to_owned()
            );
        }
        (Some(code), status) => ErrorReply::Code { code, status },
        (None, Some(status @ 400..)) => ErrorReply::Status(status),
        (None, _) => return Err("either `code` or a `status` of at least 400 is required".to_owned()),
    };
    Ok(PlannedError { reply, operation })
}

/// The error code of the spec that is written like this.
fn known_code(api: &Api, code: &Value) -> Result<ServerCode, String> {
    let code = match code {
        Value::String(code) => ServerCode::Text(code.clone()),
        code => ServerCode::Int(code.as_i64().ok_or("`code` must be an integer or a string")?),
    };
    if api.errors.iter().any(|error| error.code == code) {
        return Ok(code);
    }
    let known: Vec<String> = api.errors.iter().map(|error| shown(&error.code)).collect();
    let known = if known.is_empty() { "none".to_owned() } else { known.join(", ") };
    Err(format!("unknown code {}; known: {known}", shown(&code)))
}

/// The code as JSON.
fn shown(code: &ServerCode) -> String {
    match code {
        ServerCode::Int(code) => code.to_string(),
        ServerCode::Text(code) => Value::from(code.as_str()).to_string(),
    }
}

fn quoted<'n>(names: impl IntoIterator<Item = &'n str>) -> String {
    names.into_iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}
