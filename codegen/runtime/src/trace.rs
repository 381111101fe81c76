//! What a call tells the program's log: a span around it, an event for each attempt and each warning.
//!
//! Nothing here knows an address, a token or a body: it is handed the host and what errors show anyway.

use std::time::Duration;

use tracing::{Level, Span, event, span};

use crate::error::Error;
use crate::{Report, Sent};

/// One attempt, after it.
pub(crate) struct Attempt<'a> {
    pub(crate) number: u32,
    pub(crate) host: &'a str,
    pub(crate) took: Duration,
    pub(crate) outcome: Result<(u16, Option<&'a str>), &'a Error>,
}

/// The span of a call.
pub(crate) fn call(api: &str, operation: &str) -> Span {
    span!(Level::INFO, "call", api, operation)
}

/// What validation warns of. The request is sent all the same.
pub(crate) fn warnings(operation: &str, report: &Report) {
    for warning in report.warnings() {
        event!(Level::WARN, operation, warning = %warning, "the request is doubtful");
    }
}

/// A success at `DEBUG`, a failure at `WARN`.
pub(crate) fn attempt(operation: &str, attempt: &Attempt<'_>) {
    let (number, host) = (attempt.number, attempt.host);
    let took_ms = u64::try_from(attempt.took.as_millis()).unwrap_or(u64::MAX);
    match attempt.outcome {
        Ok((status, request_id)) => {
            event!(Level::DEBUG, operation, attempt = number, host, status, request_id, took_ms, "answered");
        }
        Err(error) => event!(
            Level::WARN,
            operation,
            attempt = number,
            host,
            status = error.status(),
            code = error.code().map(tracing::field::display),
            class = error.class(),
            request_id = error.request_id(),
            took_ms,
            sent = %shown(error.sent()),
            error = %error,
            "failed"
        ),
    }
}

/// The call waits before its next attempt.
pub(crate) fn pause(operation: &str, pause: Duration) {
    let pause_ms = u64::try_from(pause.as_millis()).unwrap_or(u64::MAX);
    event!(Level::DEBUG, operation, pause_ms, "waiting before the next attempt");
}

/// `no`, `maybe`, `yes`.
fn shown(sent: Sent) -> &'static str {
    match sent {
        Sent::No => "no",
        Sent::Maybe => "maybe",
        Sent::Yes => "yes",
    }
}
