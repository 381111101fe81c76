//! The state that the mock keeps between requests.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use serde_json::Value;

use super::exchange::Exchange;
use crate::judge::MockResponse;
use crate::judge::reply::Issued;
use specwright::ir::ServerCode;

/// Maximum number of requests that are remembered.
const REMEMBERED: usize = 100;

/// The state of the mock, shared by all connections.
#[derive(Debug)]
pub(super) struct State {
    started: Instant,
    memory: Mutex<Memory>,
}

impl Default for State {
    fn default() -> Self {
        Self { started: Instant::now(), memory: Mutex::default() }
    }
}

#[derive(Debug, Default)]
struct Memory {
    accepted: BTreeSet<String>,
    /// The issued tokens that are valid, each with the time of its end since the start, if it ends.
    issued: BTreeMap<String, Option<Duration>>,
    /// The current token of each operation that returns it until it expires.
    current: BTreeMap<String, String>,
    /// How far a test has advanced the clock.
    advanced: Duration,
    counter: u64,
    replies: Vec<PlannedReply>,
    next_errors: VecDeque<PlannedError>,
    exchanges: VecDeque<Exchange>,
}

/// An error that a test has planned for a later call.
#[derive(Clone, Debug)]
pub(super) struct PlannedError {
    pub(super) reply: ErrorReply,
    /// The operation that fails; if absent, the next call of any operation except a token exchange.
    pub(super) operation: Option<String>,
}

/// The reply to a call that a test makes fail.
#[derive(Clone, Debug)]
pub(super) enum ErrorReply {
    /// An error code. Without a status, the API's rules determine the status.
    Code { code: ServerCode, status: Option<u16> },
    /// A status without a code, as a gateway sends it.
    Status(u16),
}

/// A success that a test has planned.
#[derive(Clone, Debug)]
pub(super) struct PlannedReply {
    pub(super) target: Target,
    pub(super) response: MockResponse,
    pub(super) headers: Vec<(String, String)>,
    /// Whether it is the reply to every call, until it is replaced.
    pub(super) is_always: bool,
}

impl PlannedReply {
    pub(super) fn response(&self) -> MockResponse {
        let response = self.response.clone();
        self.headers
            .iter()
            .fold(response, |response, (name, value)| response.with_header(name, value.as_str()))
    }
}

/// What a planned reply answers.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Target {
    /// Calls of an operation.
    Operation(String),
    /// Requests of a path, by any method, also if no operation has it.
    Path(String),
}

/// Which token an operation returns.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Renewal {
    /// Another one each time.
    Always,
    /// The current one until it expires.
    Expired,
    /// Another one, and the current one ends.
    Forced,
}

impl State {
    /// A poisoned lock is used: every change below is complete before anything can panic.
    fn memory(&self) -> MutexGuard<'_, Memory> {
        self.memory.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A number that no earlier request was given.
    pub(super) fn next_number(&self) -> u64 {
        let mut memory = self.memory();
        memory.counter += 1;
        memory.counter
    }

    /// Accepts a token as valid until the mock ends.
    pub(super) fn accept(&self, token: String) {
        self.memory().accepted.insert(token);
    }

    /// The time since the start, with what tests have added to it.
    fn now(&self, memory: &Memory) -> Duration {
        self.started.elapsed().saturating_add(memory.advanced)
    }

    /// Issues a credential that no call sends.
    pub(super) fn issue_credential(&self) -> String {
        format!("mock-credential-{}", self.next_number())
    }

    /// Advances the clock, so that tokens expire.
    pub(super) fn advance(&self, time: Duration) {
        let mut memory = self.memory();
        memory.advanced = memory.advanced.saturating_add(time);
    }

    /// Issues a token of an operation that is valid for so many seconds, or returns its current one.
    pub(super) fn issue(&self, operation: &str, seconds: Option<u64>, renewal: Renewal) -> Issued {
        let mut memory = self.memory();
        let now = self.now(&memory);
        memory.issued.retain(|_, end| end.is_none_or(|end| end > now));
        if let Some(current) = memory.current.get(operation).cloned() {
            match (renewal, memory.issued.get(&current)) {
                (Renewal::Expired, Some(end)) => {
                    let left = end.map(|end| end.saturating_sub(now).as_secs().saturating_add(1));
                    return Issued { token: current, seconds: left.min(seconds) };
                }
                (Renewal::Forced, Some(_)) => {
                    memory.issued.remove(&current);
                }
                (Renewal::Always, _) | (Renewal::Expired | Renewal::Forced, None) => {}
            }
        }
        memory.counter += 1;
        let token = format!("mock-token-{}", memory.counter);
        memory
            .issued
            .insert(token.clone(), seconds.map(|seconds| now.saturating_add(Duration::from_secs(seconds))));
        if renewal != Renewal::Always {
            memory.current.insert(operation.to_owned(), token.clone());
        }
        Issued { token, seconds }
    }

    /// Whether the token was issued and has not expired, or is always accepted.
    pub(super) fn knows(&self, token: &str) -> bool {
        let memory = self.memory();
        let now = self.now(&memory);
        let is_alive = |end: &Option<Duration>| end.is_none_or(|end| end > now);
        memory.issued.get(token).is_some_and(is_alive) || memory.accepted.contains(token)
    }

    /// Whether any token is always accepted.
    pub(super) fn accepts_some(&self) -> bool {
        !self.memory().accepted.is_empty()
    }

    /// Invalidates every token that was issued; returns how many.
    pub(super) fn expire(&self) -> usize {
        std::mem::take(&mut self.memory().issued).len()
    }

    /// Plans the reply to later calls. One that is for every call replaces an earlier one of this kind.
    pub(super) fn reply_next(&self, reply: PlannedReply) {
        let mut memory = self.memory();
        if reply.is_always {
            memory.replies.retain(|planned| !planned.is_always || planned.target != reply.target);
        }
        memory.replies.push(reply);
    }

    /// The reply that is planned for a valid call: first those that are given once.
    pub(super) fn take_reply(&self, operation: Option<&str>, path: &str) -> Option<PlannedReply> {
        let mut memory = self.memory();
        let is_meant = |planned: &PlannedReply| match &planned.target {
            Target::Operation(name) => operation == Some(name),
            Target::Path(wanted) => wanted == path,
        };
        let once = memory.replies.iter().position(|planned| is_meant(planned) && !planned.is_always);
        match once {
            Some(index) => Some(memory.replies.remove(index)),
            None => memory.replies.iter().find(|planned| is_meant(planned)).cloned(),
        }
    }

    /// Plans an error for a later call.
    pub(super) fn fail_next(&self, error: PlannedError) {
        self.memory().next_errors.push_back(error);
    }

    /// Takes the error that is planned for this call.
    pub(super) fn take_error(&self, operation: &str, is_exchange: bool) -> Option<ErrorReply> {
        let mut memory = self.memory();
        let is_meant = |planned: &PlannedError| match &planned.operation {
            Some(name) => name == operation,
            None => !is_exchange,
        };
        let index = memory.next_errors.iter().position(is_meant)?;
        memory.next_errors.remove(index).map(|planned| planned.reply)
    }

    /// Remembers a request.
    pub(super) fn remember(&self, exchange: Exchange) {
        let mut memory = self.memory();
        if memory.exchanges.len() == REMEMBERED {
            memory.exchanges.pop_front();
        }
        memory.exchanges.push_back(exchange);
    }

    /// The last requests, oldest first.
    pub(super) fn exchanges(&self) -> Value {
        Value::Array(self.memory().exchanges.iter().map(Exchange::to_json).collect())
    }
}
