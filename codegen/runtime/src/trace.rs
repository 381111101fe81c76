//! Tracing of calls: a span for each call, an event for each attempt and each warning, and one if a call ends before an
//! attempt.
//!
//! No address, token or body is passed to this module: only the host, and what errors show.

use std::time::Duration;

use tracing::{Level, Span, event, span};

use crate::error::Error;
use crate::redact::one_line;
use crate::request::Prepared;
use crate::{CredentialKey, Sent, StoreError};

/// A completed attempt.
pub(crate) struct Attempt<'a> {
    pub(crate) number: u32,
    pub(crate) host: &'a str,
    pub(crate) took: Duration,
    pub(crate) outcome: Result<(u16, Option<&'a str>), &'a Error>,
}

/// The span of a call.
pub(crate) fn call(api: &str, request: &Result<Prepared, Error>) -> Span {
    let operation = match request {
        Ok(request) => Some(&*request.operation),
        Err(error) => error.operation(),
    };
    span!(Level::INFO, "call", api, operation)
}

/// The warnings of validation, or the error that prevents sending the request.
pub(crate) fn validated(request: &Result<Prepared, Error>) {
    match request {
        Ok(Prepared { operation, report, .. }) => {
            for warning in report.warnings() {
                event!(Level::WARN, operation = &**operation, warning = %warning, "the request has a warning");
            }
        }
        Err(error) => ended(error),
    }
}

/// The call ends without another attempt for a reason that no attempt has reported.
pub(crate) fn ended(error: &Error) {
    event!(
        Level::WARN,
        operation = error.operation(),
        code = error.code().map(tracing::field::display),
        class = error.class(),
        request_id = error.request_id(),
        sent = %shown(error.sent()),
        error = %one_line(&error.to_string()),
        "ended before an attempt"
    );
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

/// The store of credentials failed. A key contains no secret.
pub(crate) fn store(credential: &CredentialKey, error: &StoreError) {
    event!(Level::WARN, %credential, error = %one_line(&error.to_string()), "the credential store failed");
}

/// `no`, `maybe`, `yes`.
fn shown(sent: Sent) -> &'static str {
    match sent {
        Sent::No => "no",
        Sent::Maybe => "maybe",
        Sent::Yes => "yes",
    }
}
