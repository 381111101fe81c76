//! Replies to a request in the API's own format.

use serde_json::{Map, Value};
use specwright_runtime::Report;
use specwright_runtime::complaint::{self, FieldNames};

use super::response::MockResponse;
use specwright::example;
use specwright::ir::{Api, Body, ErrorCode, Operation, ReplyBody, ServerCode, TokenExchange, Type};

/// A token, and the seconds that it is still valid.
#[derive(Debug, PartialEq)]
pub(crate) struct Issued {
    pub(crate) token: String,
    pub(crate) seconds: Option<u64>,
}

/// What the operation issues that calls send: a token.
pub(crate) fn token_exchange<'a>(api: &'a Api, operation: &Operation) -> Option<&'a TokenExchange> {
    let sources = api.auth.iter().flat_map(|auth| &auth.sources);
    sources.into_iter().find(|source| source.operation == operation.name)
}

/// What the operation issues that no call sends: a credential of the client.
pub(crate) fn other_exchange<'a>(api: &'a Api, operation: &Operation) -> Option<&'a TokenExchange> {
    let exchanges = api.credentials.iter().map(|credential| &credential.exchange);
    exchanges.into_iter().find(|exchange| exchange.operation == operation.name)
}

/// A success, with the first token or credential that the operation issues.
pub(super) fn first_success(api: &Api, operation: &Operation) -> MockResponse {
    match token_exchange(api, operation) {
        Some(exchange) => {
            token(api, operation, exchange, |seconds| Issued { token: "mock-token-1".to_owned(), seconds })
        }
        None => {
            let credential = other_exchange(api, operation);
            success(api, operation, credential.map(|exchange| (exchange, "mock-credential-1".to_owned())))
        }
    }
}

/// A success, with the credential that it issues, and the code of a success where replies have one.
pub(crate) fn success(
    api: &Api,
    operation: &Operation,
    issued: Option<(&TokenExchange, String)>,
) -> MockResponse {
    with_headers(api, operation, body_of_success(api, operation, operation.usual_success(), issued))
}

/// A success with a status, if the replies of the operation differ by status and one has this.
#[cfg(feature = "mock")]
pub(crate) fn with_status(api: &Api, operation: &Operation, status: u16) -> Option<MockResponse> {
    let success = operation.replies.iter().find(|success| success.status == status)?;
    let success = (status, success.ty.as_ref());
    Some(with_headers(api, operation, body_of_success(api, operation, success, None)))
}

/// The response with an example of each header that has a type.
fn with_headers(api: &Api, operation: &Operation, response: MockResponse) -> MockResponse {
    operation.reply_headers.iter().fold(response, |response, header| {
        let example = header.example.clone().unwrap_or_else(|| example::reply(api, &header.ty));
        let texts: Vec<String> = match &example {
            Value::Array(elements) => elements.iter().map(plain).collect(),
            one => vec![plain(one)],
        };
        response.with_header(&header.wire, texts.join(", "))
    })
}

/// A scalar as the text of a header.
fn plain(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

fn body_of_success(
    api: &Api,
    operation: &Operation,
    (status, ty): (u16, Option<&Type>),
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
    if matches!(status, 204 | 205) {
        return MockResponse::empty(status);
    }
    let mut body = example_of(api, ty);
    if let Some((exchange, token)) = issued {
        insert_token(&mut body, exchange, |seconds| Issued { token, seconds });
    }
    let mut body = if ty.is_some() { operation.in_envelope(body) } else { body };
    if let Some(ok) = &api.replies.ok {
        insert(&mut body, api.replies.code.as_deref(), code_value(ok));
        insert(&mut body, api.replies.message.as_deref(), Value::from("ok"));
    }
    MockResponse::json(status, &body)
}

/// A success of an operation that issues tokens: with the token that `issue` gives for a lifetime in seconds, and without
/// a code.
pub(crate) fn token(
    api: &Api,
    operation: &Operation,
    exchange: &TokenExchange,
    issue: impl FnOnce(Option<u64>) -> Issued,
) -> MockResponse {
    let mut body = example_of(api, operation.reply.as_ref());
    insert_token(&mut body, exchange, issue);
    with_headers(api, operation, MockResponse::json(200, &operation.in_envelope(body)))
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

fn example_of(api: &Api, ty: Option<&Type>) -> Value {
    ty.map_or_else(|| Value::Object(Map::new()), |ty| example::reply(api, ty))
}

/// The parameters or the body do not validate.
pub(crate) fn invalid(
    api: &Api,
    operation: &Operation,
    report: &Report,
    body: &[u8],
    number: u64,
) -> MockResponse {
    let judged = match operation.body {
        Body::Multipart => complaint::of_parts(report),
        Body::Empty | Body::Json | Body::Form | Body::NestedForm | Body::Text | Body::Bytes => report.clone(),
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
pub(crate) fn refused(
    api: &Api,
    error: Option<&ErrorCode>,
    status: u16,
    message: &str,
    number: u64,
) -> MockResponse {
    let status = if api.replies.ok.is_some() && error.is_some() { 200 } else { status };
    failure(api, status, error.map(|error| &error.code), message, number)
}

pub(crate) fn failure(
    api: &Api,
    status: u16,
    code: Option<&ServerCode>,
    message: &str,
    number: u64,
) -> MockResponse {
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
