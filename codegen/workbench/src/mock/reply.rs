//! Replies in the API's own format.

use serde_json::{Map, Value};
use specwright_runtime::Report;
use specwright_runtime::complaint;

use super::credential::Refusal;
use super::message::MockResponse;
use super::state::ErrorReply;
use specwright::example;
use specwright::ir::{Api, ErrorCode, Operation, ServerCode, TokenExchange};

/// A success. A token that the operation issues is put into the field of the reply that holds it.
pub(super) fn success(
    api: &Api,
    operation: &Operation,
    issued: Option<(&TokenExchange, String)>,
) -> MockResponse {
    let mut body =
        operation.reply.as_ref().map_or_else(|| Value::Object(Map::new()), |ty| example::reply(api, ty));
    if let (Some((exchange, token)), Value::Object(object)) = (issued, &mut body) {
        object.insert(exchange.token.clone(), Value::from(token));
        if let Some(expires_in) = &exchange.expires_in {
            let seconds = object.get(expires_in).and_then(Value::as_i64).filter(|seconds| *seconds > 0);
            object.insert(expires_in.clone(), Value::from(seconds.unwrap_or(7200)));
        }
    }
    if let Some(ok) = &api.replies.ok {
        insert(&mut body, api.replies.code.as_deref(), code_value(ok));
        insert(&mut body, api.replies.message.as_deref(), Value::from("ok"));
    }
    MockResponse::json(200, &body)
}

/// The credential is missing, unknown or expired.
pub(super) fn unauthorised(api: &Api, refusal: Refusal, number: u64) -> MockResponse {
    let class = api.auth.as_ref().and_then(|auth| auth.refreshed_by.as_deref());
    let of_class =
        || class.and_then(|class| api.errors.iter().find(|error| error.class.as_deref() == Some(class)));
    let (error, message) = match refusal {
        Refusal::Missing => {
            (complaint::naming(&api.errors, "no_credential").or_else(of_class), "the credential is missing")
        }
        Refusal::Invalid => (of_class(), "the credential is unknown or expired"),
    };
    refused(api, error, 401, message, number)
}

/// The path exists for other methods only.
pub(super) fn wrong_method(api: &Api, methods: &[&str], number: u64) -> MockResponse {
    let rule = match methods {
        ["GET"] => Some("not_get"),
        ["POST"] => Some("not_post"),
        _ => None,
    };
    let error = rule.and_then(|rule| complaint::naming(&api.errors, rule));
    let methods = methods.join(", ");
    let response = refused(api, error, 405, &format!("this path accepts {methods}"), number);
    response.with_header("allow", methods)
}

/// The parameters or the body do not validate.
pub(super) fn invalid(api: &Api, report: &Report, number: u64) -> MockResponse {
    let lines: Vec<String> = report.errors().map(ToString::to_string).collect();
    refused(api, complaint::best(&api.errors, report), 400, &lines.join("; "), number)
}

/// A failure with its code, in the body of a 200 where the API reports errors so; without a code, by status.
fn refused(api: &Api, error: Option<&ErrorCode>, status: u16, message: &str, number: u64) -> MockResponse {
    let status = if api.replies.ok.is_some() && error.is_some() { 200 } else { status };
    failure(api, status, error.map(|error| &error.code), message, number)
}

/// An error that a test has planned.
pub(super) fn planned(api: &Api, error: &ErrorReply, number: u64) -> MockResponse {
    let message = "an error planned by a test";
    match error {
        ErrorReply::Status(status) => by_status(api, *status, message, number),
        ErrorReply::Code { code, status } => {
            let known = api.errors.iter().find(|known| known.code == *code);
            let message = known.map_or(message, |known| known.name.as_str());
            let status = status.unwrap_or_else(|| match (&api.replies.ok, code) {
                (Some(_), _) => 200,
                (None, ServerCode::Int(code)) => {
                    u16::try_from(*code).ok().filter(|status| (400..=599).contains(status)).unwrap_or(400)
                }
                (None, ServerCode::Text(_)) => 400,
            });
            failure(api, status, Some(code), message, number)
        }
    }
}

/// A failure that HTTP itself has a status for.
pub(super) fn by_status(api: &Api, status: u16, message: &str, number: u64) -> MockResponse {
    failure(api, status, None, message, number)
}

fn failure(api: &Api, status: u16, code: Option<&ServerCode>, message: &str, number: u64) -> MockResponse {
    let replies = &api.replies;
    let request_id = format!("mock-{number}");
    let mut body = Value::Object(Map::new());
    if let Some(code) = code {
        insert(&mut body, replies.code.as_deref(), code_value(code));
    }
    let message = match &replies.request_id_in_message {
        Some(before) => format!("{message} {before}{request_id}"),
        None => message.to_owned(),
    };
    let fallback = ["message".to_owned()];
    insert(&mut body, Some(replies.message.as_deref().unwrap_or(&fallback)), Value::from(message));
    let response = MockResponse::json(status, &body);
    match &replies.request_id_header {
        Some(name) => response.with_header(name, request_id),
        None => response,
    }
}

/// Puts a value at a path of keys and creates the objects on the way. Values that are not objects stay as they are.
fn insert(body: &mut Value, path: Option<&[String]>, value: Value) {
    let Some((last, parents)) = path.and_then(<[String]>::split_last) else {
        return;
    };
    let mut place = body;
    for key in parents {
        let Value::Object(object) = place else { return };
        place = object.entry(key.as_str()).or_insert_with(|| Value::Object(Map::new()));
    }
    if let Value::Object(object) = place {
        object.insert(last.clone(), value);
    }
}

fn code_value(code: &ServerCode) -> Value {
    match code {
        ServerCode::Int(code) => Value::from(*code),
        ServerCode::Text(code) => Value::from(code.as_str()),
    }
}
