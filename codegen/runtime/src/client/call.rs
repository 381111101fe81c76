//! One call, from its options to its answer.

use std::fmt;
use std::future::IntoFuture;
use std::sync::Arc;
use std::time::Duration;

use super::Core;
use crate::error::Error;
use crate::request::{self, Options, Prepared};
use crate::{BoxFuture, Operation, Report, Request, Retry};

/// A call that is made when it is awaited.
///
/// It borrows nothing, so that it can be spawned as a task.
///
/// ```
/// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/pets.rs"));
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use std::time::Duration;
///
/// let client = Client::builder(&PETS).token("a token").transport(Canned(200, r#"["Rex"]"#)).build()?;
/// run(async {
///     let names = client.call(&LIST_PETS, ()).deadline(Duration::from_secs(10)).retry(Retry::NEVER).await?;
///     assert_eq!(names, ["Rex"]);
/// #   Ok::<(), Error>(())
/// })?;
/// # Ok(())
/// # }
/// ```
#[must_use = "a call does nothing until it is awaited"]
pub struct Call<Req: 'static, Rep: 'static> {
    core: Arc<Core>,
    operation: &'static Operation<Req, Rep>,
    request: Req,
    skip_validation: bool,
    options: Options,
}

/// What came of a call, besides the value.
///
/// ```
/// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/pets.rs"));
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let client = Client::builder(&PETS).token("a token").transport(Canned(200, r#"["Rex"]"#)).build()?;
/// let answer = run(client.call(&LIST_PETS, ()).detailed())?;
/// assert_eq!((answer.value, answer.status), (vec!["Rex".to_owned()], 200));
/// assert!(answer.report.warnings().next().is_none());
/// assert_eq!(answer.body, br#"["Rex"]"#);
/// # Ok(())
/// # }
/// ```
#[non_exhaustive]
pub struct Answer<Rep> {
    /// The value.
    pub value: Rep,
    /// What validation found. It holds no error, but maybe warnings.
    pub report: Report,
    /// The status of the reply.
    pub status: u16,
    /// The id under which the server's people find the request, if a header told it.
    pub request_id: Option<String>,
    /// The reply's body as it came. `Debug` does not show it.
    pub body: Vec<u8>,
}

impl<Req: Request, Rep: Send> Call<Req, Rep> {
    pub(crate) fn new(core: Arc<Core>, operation: &'static Operation<Req, Rep>, request: Req) -> Self {
        Self { core, operation, request, skip_validation: false, options: Options::default() }
    }

    /// Sends the request even if it breaks its limits, which the server may have lifted.
    pub fn skip_validation(mut self) -> Self {
        self.skip_validation = true;
        self
    }

    /// How long one attempt of this call may take. A request for its token keeps to the client's timeout, since other
    /// calls wait for it, too.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.options.timeout = Some(timeout);
        self
    }

    /// How long this call may take as a whole: the token, all attempts and the pauses between them. `None` is as long
    /// as it likes.
    pub fn deadline(mut self, deadline: impl Into<Option<Duration>>) -> Self {
        self.options.deadline = Some(deadline.into());
        self
    }

    /// How often this call is sent, and how long it waits in between. A request for its token keeps to what the client
    /// has.
    pub fn retry(mut self, retry: Retry) -> Self {
        self.options.retry = Some(retry);
        self
    }

    /// Lets this call be repeated even where its operation may then be done twice.
    pub fn allow_repeat(mut self) -> Self {
        self.options.allow_repeat = true;
        self
    }

    /// Makes the call and tells more than the value: warnings, the request id, the body as it came.
    pub fn detailed(self) -> BoxFuture<'static, Result<Answer<Rep>, Error>> {
        let Self { core, operation, request, skip_validation, options } = self;
        let prepared = request::prepare(operation.spec(), &request, skip_validation)
            .map(|prepared| Prepared { options, code_only: operation.code_only(), ..prepared });
        Box::pin(async move { core.fetch(prepared, true, |body| operation.read(body)).await })
    }
}

impl<Req: Request, Rep: Send> IntoFuture for Call<Req, Rep> {
    type Output = Result<Rep, Error>;
    type IntoFuture = BoxFuture<'static, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        let answer = self.detailed();
        Box::pin(async move { answer.await.map(|answer| answer.value) })
    }
}

impl<Req, Rep> fmt::Debug for Call<Req, Rep> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Call").field("operation", &self.operation.spec().name).finish_non_exhaustive()
    }
}

impl<Rep: fmt::Debug> fmt::Debug for Answer<Rep> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Answer")
            .field("value", &self.value)
            .field("report", &self.report)
            .field("status", &self.status)
            .field("request_id", &self.request_id)
            .field("body_bytes", &self.body.len())
            .finish()
    }
}
