//! Calls by path, of operations that are not in the spec.

use std::fmt;
use std::future::IntoFuture;
use std::sync::Arc;
use std::time::Duration;

use serde_json::Value;

use super::Answer;
use super::Core;
use crate::reply_body::{BodyError, ParsedBody};
use crate::request::{Options, Prepared};
use crate::{BoxFuture, Error, Retry};

/// A call by path, of an operation that is not in the spec. It is made when it is awaited, and returns the reply as
/// JSON, or null if the reply has no body.
///
/// ```
/// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/pets.rs"));
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let client = Client::builder(&PETS).token("a token").transport(Canned(200, r#"["Rex"]"#)).build()?;
/// let call = client.call_raw(Method::Post, "/pets", Some(&"Rex".into()));
/// // Only the program knows that repeating it is harmless.
/// let answer = run(call.allow_repeat().deadline(std::time::Duration::from_secs(5)).detailed())?;
/// assert_eq!((answer.status, &answer.value[0]), (200, &"Rex".into()));
/// assert_eq!(answer.body, br#"["Rex"]"#);
/// # Ok(())
/// # }
/// ```
#[must_use = "a call does nothing until it is awaited"]
pub struct RawCall {
    core: Arc<Core>,
    prepared: Result<Prepared, Error>,
}

impl RawCall {
    pub(crate) fn new(core: Arc<Core>, prepared: Result<Prepared, Error>) -> Self {
        Self { core, prepared }
    }

    fn with(mut self, change: impl FnOnce(&mut Options)) -> Self {
        if let Ok(prepared) = &mut self.prepared {
            change(&mut prepared.options);
        }
        self
    }

    /// Sets the maximum duration of an attempt of this call. The request for its token has the client's timeout, since
    /// other calls wait for it as well.
    pub fn timeout(self, timeout: Duration) -> Self {
        self.with(|options| options.timeout = Some(timeout))
    }

    /// Sets the maximum duration of this call: the token, all attempts and the pauses between them. `None` removes the limit.
    pub fn deadline(self, deadline: impl Into<Option<Duration>>) -> Self {
        self.with(|options| options.deadline = Some(deadline.into()))
    }

    /// Sets the number of attempts of this call and the pauses between them. The request for its token has those of the
    /// client.
    pub fn retry(self, retry: Retry) -> Self {
        self.with(|options| options.retry = Some(retry))
    }

    /// Allows repeating this call even if its method is not idempotent.
    pub fn allow_repeat(self) -> Self {
        self.with(|options| options.allow_repeat = true)
    }

    /// Makes the call. The result has the status, the request id and the body besides the value. The report is empty.
    pub fn detailed(self) -> BoxFuture<'static, Result<Answer<Value>, Error>> {
        let Self { core, prepared } = self;
        Box::pin(async move {
            let read = |_: u16, body: ParsedBody<'_>| match body {
                Err(BodyError::Empty) => Ok(Value::Null),
                body => body.map(Value::from),
            };
            core.fetch(prepared, true, read).await
        })
    }
}

impl IntoFuture for RawCall {
    type Output = Result<Value, Error>;
    type IntoFuture = BoxFuture<'static, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        let answer = self.detailed();
        Box::pin(async move { answer.await.map(|answer| answer.value) })
    }
}

impl fmt::Debug for RawCall {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let operation = self.prepared.as_ref().ok().map(|prepared| &prepared.operation);
        f.debug_struct("RawCall").field("operation", &operation).finish_non_exhaustive()
    }
}
