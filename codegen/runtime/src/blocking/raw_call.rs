//! Blocking calls by path, of operations that are not in the spec.

use std::time::Duration;

use serde_json::Value;

use super::wait::wait;
use crate::{Answer, Error, Retry};

/// A call by path, of an operation that is not in the spec. It is made by [`send`](Self::send).
#[derive(Debug)]
#[must_use = "a call does nothing until it is sent"]
pub struct RawCall(pub(super) crate::RawCall);

impl RawCall {
    /// Makes the call. It returns the reply as JSON, or null if the reply has no body.
    ///
    /// # Errors
    ///
    /// As any other call; errors name it `POST /card/get`.
    pub fn send(self) -> Result<Value, Error> {
        self.detailed().map(|answer| answer.value)
    }

    /// Makes the call. The result has the status, the request id and the body besides the value.
    ///
    /// # Errors
    ///
    /// As any other call; errors name it `POST /card/get`.
    pub fn detailed(self) -> Result<Answer<Value>, Error> {
        wait(self.0.detailed())
    }

    /// Sets the maximum duration of an attempt of this call. The request for its token has the client's timeout, since
    /// other calls wait for it as well.
    pub fn timeout(self, timeout: Duration) -> Self {
        Self(self.0.timeout(timeout))
    }

    /// Sets the maximum duration of this call: the token, all attempts and the pauses between them. `None` removes the limit.
    pub fn deadline(self, deadline: impl Into<Option<Duration>>) -> Self {
        Self(self.0.deadline(deadline))
    }

    /// Sets the number of attempts of this call and the pauses between them. The request for its token has those of the
    /// client.
    pub fn retry(self, retry: Retry) -> Self {
        Self(self.0.retry(retry))
    }

    /// Allows repeating this call even if its method is not idempotent.
    pub fn allow_repeat(self) -> Self {
        Self(self.0.allow_repeat())
    }
}
