//! What the mock remembers between requests.

use std::collections::{BTreeSet, VecDeque};
use std::sync::{Mutex, MutexGuard, PoisonError};

use serde_json::Value;

use super::exchange::Exchange;
use specwright::ir::ServerCode;

/// How many requests are remembered.
const REMEMBERED: usize = 100;

/// What the mock remembers, shared by all connections.
#[derive(Debug, Default)]
pub(super) struct State(Mutex<Memory>);

#[derive(Debug, Default)]
struct Memory {
    accepted: BTreeSet<String>,
    issued: BTreeSet<String>,
    counter: u64,
    next_errors: VecDeque<Planned>,
    exchanges: VecDeque<Exchange>,
}

/// An error that a test asked for.
#[derive(Clone, Debug)]
pub(super) struct Planned {
    pub(super) error: NextError,
    /// The operation that is to fail; the next call of any but a token exchange if absent.
    pub(super) operation: Option<String>,
}

/// What the next call is answered with.
#[derive(Clone, Debug)]
pub(super) enum NextError {
    /// An error code. The status is given where the API's own rules should not decide.
    Code { code: ServerCode, status: Option<u16> },
    /// A bare status, as a gateway answers.
    Status(u16),
}

impl State {
    /// A thread that panicked with the lock leaves nothing half done that could not be used.
    fn memory(&self) -> MutexGuard<'_, Memory> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A number that no request before had.
    pub(super) fn next_number(&self) -> u64 {
        let mut memory = self.memory();
        memory.counter += 1;
        memory.counter
    }

    /// Takes a token as valid until the mock ends.
    pub(super) fn accept(&self, token: String) {
        self.memory().accepted.insert(token);
    }

    /// Makes a token that is valid until all are expired.
    pub(super) fn issue(&self) -> String {
        let token = format!("mock-token-{}", self.next_number());
        self.memory().issued.insert(token.clone());
        token
    }

    /// Whether the token was issued or is always accepted.
    pub(super) fn knows(&self, token: &str) -> bool {
        let memory = self.memory();
        memory.issued.contains(token) || memory.accepted.contains(token)
    }

    /// Whether some token is always accepted.
    pub(super) fn accepts_some(&self) -> bool {
        !self.memory().accepted.is_empty()
    }

    /// Forgets every token that was issued, and says how many.
    pub(super) fn expire(&self) -> usize {
        std::mem::take(&mut self.memory().issued).len()
    }

    /// Answers a later call with an error.
    pub(super) fn fail_next(&self, error: Planned) {
        self.memory().next_errors.push_back(error);
    }

    /// The error that a test asked for this call.
    pub(super) fn take_error(&self, operation: &str, is_exchange: bool) -> Option<NextError> {
        let mut memory = self.memory();
        let is_meant = |planned: &Planned| match &planned.operation {
            Some(name) => name == operation,
            None => !is_exchange,
        };
        let index = memory.next_errors.iter().position(is_meant)?;
        memory.next_errors.remove(index).map(|planned| planned.error)
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
