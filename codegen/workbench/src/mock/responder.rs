//! From a request to its response, without I/O.

use std::sync::Arc;

use serde_json::Value;
use specwright_runtime::Report;

use super::exchange::Exchange;
use super::message::MockRequest;
use super::redact::Secrets;
use super::route::{self, PathValues, Route};
use super::state::State;
use super::{arguments, control, credential, multipart, nested_form, reply};
use crate::judge::reply::{invalid, other_exchange, success, token, token_exchange};
use crate::judge::{MockResponse, is_absent, plain, read_json, received, same_path};
use specwright::interpret::Interpreter;
use specwright::ir::{Api, Body, Model, Operation, TokenExchange, Type};

type Observer = Arc<dyn Fn(&Exchange) + Send + Sync>;

/// Answers the requests of an API, without I/O: [`Mock`](super::Mock) is this behind a socket. Clones share their
/// tokens, their planned errors and the requests that they remember.
///
/// ```
/// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/pets.rs"));
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use specwright::check::check;
/// use specwright_workbench::mock::{MockRequest, Responder};
///
/// let responder = Responder::new(check(&sources()).unwrap().api);
/// let reply = responder.respond(&MockRequest::new("POST", "/pets").body(r#"{"name":"小白"}"#));
/// assert_eq!(reply.status, 200);
/// let refused = responder.respond(&MockRequest::new("POST", "/pets").body("{}"));
/// assert_eq!(refused.status, 400); // a pet has a name
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct Responder {
    api: Arc<Api>,
    secrets: Arc<Secrets>,
    state: Arc<State>,
    observer: Option<Observer>,
    is_lenient: bool,
}

impl Responder {
    /// Creates a responder for this API.
    pub fn new(api: Api) -> Self {
        Self {
            secrets: Arc::new(Secrets::of(&api)),
            api: Arc::new(api),
            state: Arc::default(),
            observer: None,
            is_lenient: false,
        }
    }

    /// Accepts this token as valid, besides those that the API's own operations issue.
    #[must_use]
    pub fn accept_token(self, token: impl Into<String>) -> Self {
        self.state.accept(token.into());
        self
    }

    /// Accepts keys that the spec does not have.
    #[must_use]
    pub fn lenient(mut self) -> Self {
        self.is_lenient = true;
        self
    }

    /// Calls `observer` after each request to the API.
    #[must_use]
    pub fn on_request(mut self, observer: impl Fn(&Exchange) + Send + Sync + 'static) -> Self {
        self.observer = Some(Arc::new(observer));
        self
    }

    /// Answers one request.
    pub fn respond(&self, request: &MockRequest) -> MockResponse {
        if let Some(response) = control::respond(&self.api, request, &self.state) {
            return response;
        }
        let answer = self.answer(request);
        let kind = answer.operation.map_or(Body::Json, |operation| operation.body);
        let exchange = Exchange {
            method: request.method.clone(),
            target: self.secrets.target(request),
            operation: answer.operation.map(|operation| operation.name.clone()),
            request: match kind {
                Body::Multipart => self.secrets.parts(request),
                Body::Form | Body::NestedForm => self.secrets.body(&request.body, true),
                Body::Json | Body::Empty | Body::Text | Body::Bytes => {
                    self.secrets.body(&request.body, false)
                }
            },
            status: answer.response.status,
            reply: self.secrets.body(&answer.response.body, false),
            report: answer.report,
        };
        if let Some(observer) = &self.observer {
            observer(&exchange);
        }
        self.state.remember(exchange);
        answer.response
    }

    fn answer(&self, request: &MockRequest) -> Answer<'_> {
        let (api, number) = (&self.api, self.state.next_number());
        let candidates = match route::find(api, &request.method, request.path()) {
            Route::Operations(candidates) => candidates,
            Route::Unknown => {
                let planned = self.state.take_reply(None, request.path());
                return Answer::without_operation(match planned {
                    Some(planned) => planned.response(),
                    None => reply::unknown_path(api, request.path(), number),
                });
            }
            Route::OtherMethods(methods) => {
                return Answer::without_operation(reply::wrong_method(api, &methods, number));
            }
        };
        // Operations on one path are distinguished by the JSON body.
        let json =
            if candidates.len() > 1 { read_json(&request.body).unwrap_or_default() } else { Value::Null };
        let on_path: Vec<&Operation> = candidates.iter().map(|(operation, _)| *operation).collect();
        match same_path::choose(candidates, &json) {
            Some((operation, path)) => self.call(operation, &on_path, &path, request, number),
            None => Answer::without_operation(reply::unknown_path(api, request.path(), number)),
        }
    }

    fn call<'a>(
        &'a self,
        operation: &'a Operation,
        on_path: &[&Operation],
        path: &PathValues,
        request: &MockRequest,
        number: u64,
    ) -> Answer<'a> {
        let api = &self.api;
        let exchange = token_exchange(api, operation);
        let mut answer = Answer {
            operation: Some(operation),
            report: Report::new(),
            response: MockResponse::json(200, &Value::Null),
        };
        if let Some(error) = self.state.take_error(&operation.name, exchange.is_some()) {
            answer.response = reply::planned(api, operation, &error, number);
        } else if let Err(refusal) = credential::admit(api, operation, request, &self.state) {
            answer.response = reply::unauthorised(api, refusal, number);
        } else {
            answer.report = same_path::name_constants(self.validate(operation, path, request), on_path);
            answer.response = if answer.report.is_valid() {
                self.success(operation, exchange, request)
            } else {
                invalid(api, operation, &answer.report, &request.body, number)
            };
        }
        answer
    }

    /// The reply to a valid request: a planned one, one with a token, or an example.
    fn success(
        &self,
        operation: &Operation,
        exchange: Option<&TokenExchange>,
        request: &MockRequest,
    ) -> MockResponse {
        if let Some(planned) = self.state.take_reply(Some(&operation.name), request.path()) {
            return planned.response();
        }
        match exchange {
            Some(exchange) => token(&self.api, operation, exchange, |seconds| {
                self.state.issue(&operation.name, seconds, credential::renewal(exchange, request))
            }),
            None => {
                let credential = other_exchange(&self.api, operation);
                let issued = credential.map(|exchange| (exchange, self.state.issue_credential()));
                success(&self.api, operation, issued)
            }
        }
    }

    /// Validates the parameters and the body.
    fn validate(&self, operation: &Operation, path: &PathValues, request: &MockRequest) -> Report {
        let interpreter = Interpreter::new(&self.api);
        let interpreter = if self.is_lenient { interpreter.lenient() } else { interpreter };
        let mut report = Report::new();
        let credential = credential::query_key(&self.api).filter(|_| operation.auth);
        if let Some(values) = arguments::parameters(&self.api, operation, request, path, credential) {
            report = interpreter.parameters(operation, &values);
        }
        let body = match operation.body {
            Body::Form => Ok(arguments::form(&self.api, self.body_model(operation), &request.body)),
            Body::NestedForm => Ok(nested_form::read(&self.api, self.body_model(operation), &request.body)),
            Body::Multipart if request.body.is_empty() => Ok(Value::Null),
            Body::Multipart => multipart::parts(request)
                .map(|parts| arguments::parts(&self.api, self.body_model(operation), parts)),
            Body::Text | Body::Bytes => {
                let media_type = request.header_values("content-type").next().unwrap_or_default();
                let value = plain::value(&self.api, operation, &request.body, Some(media_type));
                value.unwrap_or_else(|| read_json(&request.body))
            }
            Body::Json | Body::Empty => read_json(&request.body),
        };
        // A form without fields has no bytes either, but a media type.
        let is_form = matches!(operation.body, Body::Form | Body::NestedForm)
            && request.header_values("content-type").next().is_some();
        if is_form || !is_absent(&self.api, operation, &request.body) {
            let found = received(&self.api, &interpreter, operation, body, &request.body);
            found.violations().iter().for_each(|violation| report.push(violation.clone()));
        }
        report
    }

    /// The model of the body, if it is a model.
    fn body_model(&self, operation: &Operation) -> Option<&Model> {
        match operation.body_type(&self.api) {
            Some(Type::Model(id)) => Some(&self.api.models[*id]),
            Some(
                Type::Scalar(_)
                | Type::Union(_)
                | Type::Enum(_)
                | Type::List(_)
                | Type::Map(_)
                | Type::Nullable(_)
                | Type::Boxed(_),
            )
            | None => None,
        }
    }
}

impl std::fmt::Debug for Responder {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Responder").field("api", &self.api.name).finish_non_exhaustive()
    }
}

/// A response, with the operation and the violations that led to it.
struct Answer<'a> {
    operation: Option<&'a Operation>,
    report: Report,
    response: MockResponse,
}

impl Answer<'_> {
    fn without_operation(response: MockResponse) -> Self {
        Self { operation: None, report: Report::new(), response }
    }
}
