//! The control endpoints, by which tests configure the mock.

use serde_json::{Value, json};

use super::message::{MockRequest, MockResponse};
use super::state::{ErrorReply, PlannedError, State};
use specwright::ir::{Api, ServerCode};

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
        ("GET", "requests") => MockResponse::json(200, &state.exchanges()),
        (_, "expire-tokens" | "next-error") => wrong_method("POST"),
        (_, "requests") => wrong_method("GET"),
        _ => MockResponse::json(
            404,
            &json!({ "problem": "unknown control endpoint; known: `expire-tokens`, `next-error`, `requests`" }),
        ),
    })
}

fn wrong_method(allowed: &str) -> MockResponse {
    MockResponse::json(405, &json!({ "problem": format!("use {allowed}") })).with_header("allow", allowed)
}

/// The keys of the body of `next-error`.
const KEYS: [&str; 3] = ["code", "operation", "status"];

fn next_error(api: &Api, body: &[u8]) -> Result<PlannedError, String> {
    let body: Value = serde_json::from_slice(body).map_err(|error| format!("not JSON: {error}"))?;
    let body = body.as_object().ok_or("not a JSON object")?;
    if let Some(key) = body.keys().find(|key| !KEYS.contains(&key.as_str())) {
        return Err(format!("unknown key `{key}`; known: {}", quoted(KEYS)));
    }
    let code = body.get("code").map(|code| known_code(api, code)).transpose()?;
    let operation = match body.get("operation") {
        None => None,
        Some(Value::String(name)) if api.operation(name).is_some() => Some(name.clone()),
        Some(other) => {
            let names = api.operations.iter().map(|operation| operation.name.as_str());
            return Err(format!("unknown operation {other}; known: {}", quoted(names)));
        }
    };
    let status = match body.get("status") {
        None => None,
        Some(status) => {
            let status = status.as_u64().and_then(|status| u16::try_from(status).ok());
            let status = status.filter(|status| (200..=599).contains(status));
            Some(status.ok_or("`status` must be an integer from 200 to 599")?)
        }
    };
    let reply = match (code, status) {
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
