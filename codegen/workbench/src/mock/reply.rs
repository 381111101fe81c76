//! Replies in the API's own format.

use serde_json::{Map, Value};
use specwright_runtime::Report;
use specwright_runtime::complaint::{self, FieldNames};

use super::credential::Refusal;
use super::message::MockResponse;
use super::state::{ErrorReply, Issued};
use specwright::example;
use specwright::ir::{Api, Body, ErrorCode, Operation, ReplyBody, ServerCode, TokenExchange};
use specwright::suggest;

/// A success, with the credential that it issues, and the code of a success where replies have one.
pub(super) fn success(
    api: &Api,
    operation: &Operation,
    issued: Option<(&TokenExchange, String)>,
) -> MockResponse {
    let other = match operation.reply_body {
        ReplyBody::Json => None,
        ReplyBody::Text => Some((b"a text", "text/plain; charset=utf-8")),
        ReplyBody::Bytes => Some((b"\0bytes", "application/octet-stream")),
    };
    if let Some((body, media_type)) = other {
        return MockResponse::other(body, operation.accept.as_deref().unwrap_or(media_type));
    }
    let mut body = example_of(api, operation);
    if let Some((exchange, token)) = issued {
        insert_token(&mut body, exchange, |seconds| Issued { token, seconds });
    }
    let mut body = operation.in_envelope(body);
    if let Some(ok) = &api.replies.ok {
        insert(&mut body, api.replies.code.as_deref(), code_value(ok));
        insert(&mut body, api.replies.message.as_deref(), Value::from("ok"));
    }
    MockResponse::json(200, &body)
}

/// A success of an operation that issues tokens: with the token that `issue` gives for a lifetime in seconds, and without
/// a code.
pub(super) fn token(
    api: &Api,
    operation: &Operation,
    exchange: &TokenExchange,
    issue: impl FnOnce(Option<u64>) -> Issued,
) -> MockResponse {
    let mut body = example_of(api, operation);
    insert_token(&mut body, exchange, issue);
    MockResponse::json(200, &operation.in_envelope(body))
}

/// Puts what is issued for a lifetime in seconds into a reply.
fn insert_token(body: &mut Value, exchange: &TokenExchange, issue: impl FnOnce(Option<u64>) -> Issued) {
    if let Value::Object(object) = body {
        let lifetime = exchange.expires_in.as_ref().map(|expires_in| {
            object.get(expires_in).and_then(Value::as_u64).filter(|seconds| *seconds > 0).unwrap_or(7200)
        });
        let Issued { token, seconds } = issue(lifetime);
        object.insert(exchange.token.clone(), Value::from(token));
        if let Some(expires_in) = &exchange.expires_in {
            object.insert(expires_in.clone(), Value::from(seconds));
        }
    }
}

fn example_of(api: &Api, operation: &Operation) -> Value {
    operation.reply.as_ref().map_or_else(|| Value::Object(Map::new()), |ty| example::reply(api, ty))
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

/// No operation has the path.
pub(super) fn unknown_path(api: &Api, path: &str, number: u64) -> MockResponse {
    let paths: Vec<String> = api.operations.iter().map(Operation::path_template).collect();
    let near = suggest::nearest(path, paths.iter().map(String::as_str));
    let near = near.map(|near| format!("; did you mean `{near}`?")).unwrap_or_default();
    let message = format!("no operation has the path `{path}`{near}");
    refused(api, complaint::naming(&api.errors, "no_operation"), 404, &message, number)
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
pub(super) fn invalid(
    api: &Api,
    operation: &Operation,
    report: &Report,
    body: &[u8],
    number: u64,
) -> MockResponse {
    let judged = match operation.body {
        Body::Multipart => complaint::of_parts(report),
        Body::Empty | Body::Json | Body::Form => report.clone(),
    };
    let error = complaint::best(&api.errors, &judged, &operation.name);
    let names = FieldNames {
        path_at_end: error.is_some_and(|error| api.replies.field_path_of.contains(&error.code)),
        body_rest_after: api.replies.body_rest_after.as_deref(),
    };
    let message = complaint::message(error, report, &operation.name, names, body);
    refused(api, error, 400, &message, number)
}

/// A failure with its code, in the body of a 200 where the API reports errors so; without a code, by status.
fn refused(api: &Api, error: Option<&ErrorCode>, status: u16, message: &str, number: u64) -> MockResponse {
    let status = if api.replies.ok.is_some() && error.is_some() { 200 } else { status };
    failure(api, status, error.map(|error| &error.code), message, number)
}

/// An error that a test has planned.
pub(super) fn planned(api: &Api, operation: &Operation, error: &ErrorReply, number: u64) -> MockResponse {
    let message = "an error planned by a test";
    match error {
        ErrorReply::Status(status) => {
            let response = by_status(api, *status, message, number);
            let of_status = operation.failures.iter().find(|failure| failure.status == Some(*status));
            let of_others = || operation.failures.iter().find(|failure| failure.status.is_none());
            match of_status.or_else(of_others) {
                Some(failure) => response.with_json(&example::reply(api, &failure.ty)),
                None => response,
            }
        }
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
    let turn = usize::try_from(number).unwrap_or_default();
    let message = complaint::with_request_id(message, &replies.request_id_in_message, &request_id, turn);
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
