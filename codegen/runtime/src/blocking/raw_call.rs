//! A blocking call by path, of what the spec does not know.

use std::time::Duration;

use serde_json::Value;

use super::wait::wait;
use crate::{Answer, Error, Retry};

/// A call by path, of what the spec does not know. It is made when it is sent.
#[derive(Debug)]
#[must_use = "a call does nothing until it is sent"]
pub struct RawCall(pub(super) crate::RawCall);

impl RawCall {
    /// Makes the call. It gives the reply as JSON; null where that has no body.
    ///
    /// # Errors
    ///
    /// As any other call; errors name it `POST /card/get`.
    pub fn send(self) -> Result<Value, Error> {
        self.detailed().map(|answer| answer.value)
    }

    /// Makes the call and tells more than the value: the status, the request id, the body as it came.
    ///
    /// # Errors
    ///
    /// As any other call; errors name it `POST /card/get`.
    pub fn detailed(self) -> Result<Answer<Value>, Error> {
        wait(self.0.detailed())
    }

    /// How long one attempt of this call may take. A request for its token keeps to the client's timeout, since other
    /// calls wait for it, too.
    pub fn timeout(self, timeout: Duration) -> Self {
        Self(self.0.timeout(timeout))
    }

    /// How long this call may take as a whole: the token, all attempts and the pauses between them. `None` is as long
    /// as it likes.
    pub fn deadline(self, deadline: impl Into<Option<Duration>>) -> Self {
        Self(self.0.deadline(deadline))
    }

    /// How often this call is sent, and how long it waits in between. A request for its token keeps to what the client
    /// has.
    pub fn retry(self, retry: Retry) -> Self {
        Self(self.0.retry(retry))
    }

    /// Lets this call be repeated even where HTTP does not say that it does no harm when it is done twice.
    pub fn allow_repeat(self) -> Self {
        Self(self.0.allow_repeat())
    }
}
