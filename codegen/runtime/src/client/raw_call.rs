//! A call by path, of what the spec does not know.

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

/// A call by path, of what the spec does not know. It is made when it is awaited, and then gives the reply as JSON;
/// null where that has no body.
///
/// ```
/// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/pets.rs"));
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let client = Client::builder(&PETS).token("a token").transport(Canned(200, r#"["Rex"]"#)).build()?;
/// let call = client.call_raw(Method::Post, "/pets", Some(&"Rex".into()));
/// // Nobody but the program knows that it does no harm when it is done twice.
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

    /// How long one attempt of this call may take. A request for its token keeps to the client's timeout, since other
    /// calls wait for it, too.
    pub fn timeout(self, timeout: Duration) -> Self {
        self.with(|options| options.timeout = Some(timeout))
    }

    /// How long this call may take as a whole: the token, all attempts and the pauses between them. `None` is as long
    /// as it likes.
    pub fn deadline(self, deadline: impl Into<Option<Duration>>) -> Self {
        self.with(|options| options.deadline = Some(deadline.into()))
    }

    /// How often this call is sent, and how long it waits in between. A request for its token keeps to what the client
    /// has.
    pub fn retry(self, retry: Retry) -> Self {
        self.with(|options| options.retry = Some(retry))
    }

    /// Lets this call be repeated even where HTTP does not say that it does no harm when it is done twice.
    pub fn allow_repeat(self) -> Self {
        self.with(|options| options.allow_repeat = true)
    }

    /// Makes the call and tells more than the value: the status, the request id, the body as it came. The report is
    /// empty, since the spec knows no limits.
    pub fn detailed(self) -> BoxFuture<'static, Result<Answer<Value>, Error>> {
        let Self { core, prepared } = self;
        Box::pin(async move {
            let read = |body: ParsedBody<'_>| match body {
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
