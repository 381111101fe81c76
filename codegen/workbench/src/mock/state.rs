//! The state that the mock keeps between requests.

use std::collections::{BTreeSet, VecDeque};
use std::sync::{Mutex, MutexGuard, PoisonError};

use serde_json::Value;

use super::exchange::Exchange;
use specwright::ir::ServerCode;

/// Maximum number of requests that are remembered.
const REMEMBERED: usize = 100;

/// The state of the mock, shared by all connections.
#[derive(Debug, Default)]
pub(super) struct State(Mutex<Memory>);

#[derive(Debug, Default)]
struct Memory {
    accepted: BTreeSet<String>,
    issued: BTreeSet<String>,
    counter: u64,
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

impl State {
    /// A poisoned lock is used: every change below is complete before anything can panic.
    fn memory(&self) -> MutexGuard<'_, Memory> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
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

    /// Issues a token that is valid until all tokens are expired.
    pub(super) fn issue(&self) -> String {
        let token = format!("mock-token-{}", self.next_number());
        self.memory().issued.insert(token.clone());
        token
    }

    /// Issues a credential that no call sends.
    pub(super) fn issue_credential(&self) -> String {
        format!("mock-credential-{}", self.next_number())
    }

    /// Whether the token was issued or is always accepted.
    pub(super) fn knows(&self, token: &str) -> bool {
        let memory = self.memory();
        memory.issued.contains(token) || memory.accepted.contains(token)
    }

    /// Whether any token is always accepted.
    pub(super) fn accepts_some(&self) -> bool {
        !self.memory().accepted.is_empty()
    }

    /// Invalidates every token that was issued; returns how many.
    pub(super) fn expire(&self) -> usize {
        std::mem::take(&mut self.memory().issued).len()
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
