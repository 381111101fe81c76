//! What tests say to the mock.

use serde_json::{Value, json};

use super::message::{MockRequest, MockResponse};
use super::state::{NextError, Planned, State};
use specwright::ir::{Api, ServerCode};

/// Below this path stands what is no part of the API.
const PREFIX: &str = "/__mock/";

/// Answers a control request; `None` if it is none.
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
            &json!({ "problem": "there is `expire-tokens`, `next-error` and `requests`" }),
        ),
    })
}

fn wrong_method(allowed: &str) -> MockResponse {
    MockResponse::json(405, &json!({ "problem": format!("use {allowed}") })).with_header("allow", allowed)
}

fn next_error(api: &Api, body: &[u8]) -> Result<Planned, String> {
    let body: Value = serde_json::from_slice(body).map_err(|error| format!("not JSON: {error}"))?;
    let code = match body.get("code") {
        None => None,
        Some(Value::String(code)) => Some(ServerCode::Text(code.clone())),
        Some(code) => Some(ServerCode::Int(code.as_i64().ok_or("`code` must be an integer or a string")?)),
    };
    let operation = match body.get("operation") {
        None => None,
        Some(Value::String(name)) if api.operation(name).is_some() => Some(name.clone()),
        Some(other) => return Err(format!("no operation is called {other}")),
    };
    let status = match body.get("status") {
        None => None,
        Some(status) => {
            let status = status.as_u64().and_then(|status| u16::try_from(status).ok());
            let status = status.filter(|status| (200..=599).contains(status));
            Some(status.ok_or("`status` must be from 200 to 599")?)
        }
    };
    let error = match (code, status) {
        (Some(code), status) => NextError::Code { code, status },
        (None, Some(status @ 400..)) => NextError::Status(status),
        (None, _) => return Err("say a `code`, or a `status` from 400".to_owned()),
    };
    Ok(Planned { error, operation })
}
