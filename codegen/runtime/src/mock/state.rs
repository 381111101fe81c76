//! The state of the mock: expectations, requests, tokens, the clock.

use std::collections::{BTreeSet, VecDeque};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use serde_json::{Map, Value};

use super::TokenOperation;
use super::answer::{self, Planned};
use super::plain;
use super::route::Route;
use super::wire::{Wire, WireError};
use crate::{
    ApiSpec, Body, Breach, HttpRequest, HttpResponse, Report, Sent, Severity, TransportError,
    TransportErrorKind, Violation, complaint,
};

/// Validates a request of an operation.
pub(super) type Judge = dyn Fn(&Wire<'_>) -> Result<Report, WireError> + Send + Sync;

/// Whether an expectation takes a request.
type Condition = dyn Fn(&Wire<'_>) -> bool + Send + Sync;

/// The state that a mock and its transports share.
pub(super) struct State {
    pub(super) api: &'static ApiSpec,
    /// The address of the server with its variables, if it has some.
    pub(super) template: Option<&'static str>,
    tokens: &'static [TokenOperation],
    inner: Mutex<Inner>,
}

/// The part that requests change.
#[derive(Default)]
pub(super) struct Inner {
    expectations: Vec<Expectation>,
    pub(super) received: Vec<HttpRequest>,
    pub(super) pauses: Vec<Duration>,
    now: Duration,
    /// The tokens that were used or issued, and those of them that are rejected.
    known_tokens: BTreeSet<String>,
    dead_tokens: BTreeSet<String>,
    issued: u32,
    unexpected: Vec<String>,
    /// Whether keys that the spec does not have are accepted.
    pub(super) is_lenient: bool,
}

/// How a request is answered.
pub(super) enum Decision {
    Response(HttpResponse),
    /// To be answered without the lock, since it may call code of the test.
    Planned {
        planned: Planned,
        route: Box<Route>,
        path: Vec<(String, String)>,
        /// The number of the request.
        number: usize,
        /// The headers of the answer besides its own.
        headers: Vec<(String, String)>,
    },
    /// The request is not expected; the text describes it.
    Unexpected(String),
}

impl State {
    pub(super) fn new(
        api: &'static ApiSpec,
        template: Option<&'static str>,
        tokens: &'static [TokenOperation],
    ) -> Self {
        Self { api, template, tokens, inner: Mutex::default() }
    }

    /// After a panic in another test, the state can still be read.
    pub(super) fn lock(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The expectations that were not met, and the calls that were not expected. Each is reported once.
    pub(super) fn problems(&self) -> Vec<String> {
        let mut inner = self.lock();
        let missing: Vec<String> = inner.expectations.iter_mut().filter_map(Expectation::missing).collect();
        missing.into_iter().chain(std::mem::take(&mut inner.unexpected)).collect()
    }

    pub(super) fn decide(&self, request: &HttpRequest) -> Decision {
        let mut inner = self.lock();
        inner.received.push(request.clone());
        let number = inner.received.len();
        let token = credential(self.api, request);
        let dead = token.as_ref().is_some_and(|token| inner.dead_tokens.contains(token));
        inner.known_tokens.extend(token);
        let mut name = None;
        let is_lenient = inner.is_lenient;
        for expectation in &mut inner.expectations {
            let Some(path) = expectation.route.matches(self.api, request) else { continue };
            if expectation.route.auth && dead {
                return Decision::Response(answer::unauthorised(self.api, number));
            }
            if let Some(decision) = expectation.take(self.api, (number, request), path, is_lenient) {
                return decision;
            }
            name = Some(expectation.route.name.clone());
        }
        if let Some(operation) = self.token_operation(request) {
            let issued = inner.issue(operation);
            // A reply with a token has no code.
            if !operation.spec.auth {
                return Decision::Response(answer::json(200, &issued));
            }
            if dead {
                return Decision::Response(answer::unauthorised(self.api, number));
            }
            return Decision::Response(answer::success(self.api, answer::Place::default(), 200, issued));
        }
        let what = match name {
            Some(name) => format!("{name}: one more call than there are answers"),
            None => format!("{} {}: a call that is not expected", request.method, request.url.path()),
        };
        inner.unexpected.push(what.clone());
        Decision::Unexpected(what)
    }

    fn token_operation(&self, request: &HttpRequest) -> Option<&'static TokenOperation> {
        let route =
            |operation: &TokenOperation| Route { template: self.template, ..Route::of(&operation.spec) };
        self.tokens.iter().find(|operation| route(operation).matches(self.api, request).is_some())
    }
}

impl Inner {
    pub(super) fn add(&mut self, expectation: Expectation) -> usize {
        self.expectations.push(expectation);
        self.expectations.len() - 1
    }

    /// `index` is what `add` gave.
    pub(super) fn expectation<T>(&mut self, index: usize, then: impl FnOnce(&mut Expectation) -> T) -> T {
        match self.expectations.get_mut(index) {
            Some(expectation) => then(expectation),
            None => unreachable!("expectations are never removed"),
        }
    }

    pub(super) fn now(&self) -> Duration {
        self.now
    }

    pub(super) fn advance(&mut self, time: Duration) {
        self.now = self.now.saturating_add(time);
    }

    pub(super) fn expire_tokens(&mut self) {
        self.dead_tokens = self.known_tokens.clone();
    }

    fn issue(&mut self, operation: &TokenOperation) -> Value {
        self.issued += 1;
        let token = format!("mock-token-{}", self.issued);
        let mut reply: Value = serde_json::from_str(operation.reply).unwrap_or_default();
        if let Some((object, key)) = object_with(&mut reply, operation.token) {
            object.insert(key.to_owned(), Value::from(token.as_str()));
            if let Some(key) = operation.expires_in {
                object.insert(key.to_owned(), Value::from(7200));
            }
        }
        self.known_tokens.insert(token);
        reply
    }
}

/// The object that has the key, and that key. A key with dots that the object does not have leads through objects.
fn object_with<'a>(reply: &'a mut Value, path: &'a str) -> Option<(&'a mut Map<String, Value>, &'a str)> {
    let mut object = reply.as_object_mut()?;
    let mut key = path;
    while let Some((outer, inner)) = key.split_once('.').filter(|_| !object.contains_key(key)) {
        object = object.get_mut(outer)?.as_object_mut()?;
        key = inner;
    }
    Some((object, key))
}

/// An expected operation and its answers.
pub(super) struct Expectation {
    pub(super) route: Route,
    judge: Box<Judge>,
    pub(super) when: Option<Box<Condition>>,
    answers: VecDeque<Answer>,
    pub(super) answered: Vec<HttpRequest>,
    pub(super) refused: Vec<Report>,
}

/// A planned answer.
struct Answer {
    planned: Planned,
    times: Times,
    /// The headers besides its own.
    headers: Vec<(String, String)>,
}

/// How many times an answer is given.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Times {
    Exactly(usize),
    Any,
}

impl Expectation {
    pub(super) fn new(route: Route, judge: Box<Judge>) -> Self {
        let (answered, refused) = (Vec::new(), Vec::new());
        Self { route, judge, when: None, answers: VecDeque::new(), answered, refused }
    }

    pub(super) fn plan(&mut self, planned: Planned) {
        self.answers.push_back(Answer { planned, times: Times::Exactly(1), headers: Vec::new() });
    }

    pub(super) fn repeat(&mut self, times: Times) {
        if let Some(last) = self.answers.back_mut() {
            last.times = times;
        }
    }

    /// Adds headers to the last answer.
    pub(super) fn add_headers(&mut self, headers: impl IntoIterator<Item = (String, String)>) {
        if let Some(last) = self.answers.back_mut() {
            last.headers.extend(headers);
        }
    }

    /// Reads back what was answered.
    pub(super) fn read<T>(
        &self,
        api: &ApiSpec,
        read: impl Fn(&Wire<'_>) -> Result<T, WireError>,
    ) -> Result<Vec<T>, WireError> {
        let read = |request| {
            let path = self.route.matches(api, request).unwrap_or_default();
            read(&Wire::new(request, &self.route, path))
        };
        self.answered.iter().map(read).collect()
    }

    /// The next answer, if it accepts the request and has one left; or that the request is invalid.
    fn take(
        &mut self,
        api: &ApiSpec,
        (number, request): (usize, &HttpRequest),
        path: Vec<(String, String)>,
        is_lenient: bool,
    ) -> Option<Decision> {
        while let Some(Answer { times: Times::Exactly(0), .. }) = self.answers.front() {
            self.answers.pop_front();
        }
        let Answer { planned, times, headers } = self.answers.front_mut()?;
        let wire = Wire::new(request, &self.route, path.clone());
        let mut report = wire.faults(api.forbid_escapes);
        let judged = (self.judge)(&wire).unwrap_or_else(|error| unreadable(&error));
        judged.violations().iter().for_each(|violation| report.push(violation.clone()));
        judged.extras().iter().for_each(|path| report.push_extra(path.clone()));
        if !(is_lenient || self.route.tolerate_unknown_keys) {
            refuse_extras(&mut report);
        }
        if !report.is_valid() {
            let judged = match self.route.body {
                Body::Multipart => complaint::of_parts(&report),
                Body::Empty | Body::Json | Body::Form | Body::NestedForm | Body::Text(_) | Body::Bytes => {
                    report.clone()
                }
            };
            let body = request.bytes().unwrap_or_default();
            let response = answer::refused(api, &self.route.name, &judged, body, number);
            self.refused.push(report);
            return Some(Decision::Response(response));
        }
        if !self.when.as_ref().is_none_or(|when| when(&wire)) {
            return None;
        }
        if let Times::Exactly(left) = times {
            *left -= 1;
        }
        self.answered.push(request.clone());
        let (planned, headers) = (planned.clone(), headers.clone());
        Some(Decision::Planned { planned, route: Box::new(self.route.clone()), path, number, headers })
    }

    /// The answers that were not requested, and a possible reason.
    fn missing(&mut self) -> Option<String> {
        let left = self.answers.iter().filter_map(|Answer { planned, times, .. }| match times {
            Times::Exactly(0) | Times::Any => None,
            Times::Exactly(1) => Some(planned.to_string()),
            Times::Exactly(left) => Some(format!("{planned} ({left} times)")),
        });
        let left: Vec<String> = left.collect();
        self.answers.clear();
        if left.is_empty() {
            return None;
        }
        let answered = match self.answered.len() {
            0 => "never answered".to_owned(),
            1 => "answered once".to_owned(),
            n => format!("answered {n} times"),
        };
        let mut line = format!("{}: {answered}; not requested: {}", self.route.name, left.join(", "));
        for report in &self.refused {
            line.push_str("\n    a request was refused because it violates limits:");
            report.errors().for_each(|error| line.push_str(&format!("\n      {error}")));
        }
        Some(line)
    }
}

fn unreadable(error: &WireError) -> Report {
    let mut report = Report::new();
    report.push(Violation::new("", Severity::Error, error.breach()));
    report
}

/// Reports the keys that the spec does not have as violations.
fn refuse_extras(report: &mut Report) {
    for path in report.extras().to_vec() {
        report.push(Violation::new(path, Severity::Error, Breach::UnknownKey { suggestion: None }));
    }
}

/// The token that the request carries.
fn credential(api: &ApiSpec, request: &HttpRequest) -> Option<String> {
    let query = plain::pairs(request.url.expose_query().unwrap_or_default());
    let query = |name: &str| query.iter().find(|(key, _)| key == name).map(|(_, token)| token.clone());
    api.auth?.find(query, |name| request.header(name))
}

/// The error for a request that no expectation accepts. It is not retried.
pub(super) fn unexpected(what: &str) -> TransportError {
    let said = format!("the mock did not expect it: {what}");
    TransportError::new(TransportErrorKind::Request, Sent::No).because(said)
}
