//! Calls of operations.

use std::fmt;
use std::future::IntoFuture;
use std::io::Write;
use std::sync::Arc;
use std::time::Duration;

use super::Core;
use crate::error::{Error, TransportFailure};
use crate::request::{self, Options, Prepared};
use crate::{BoxFuture, Chunks, Operation, Report, Request, Retry, TransportError};

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
    /// The path and query that replace those of the request: the link to a page.
    link: Option<String>,
}

/// The result of a call: its value, and details.
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
    /// The warnings of validation.
    pub report: Report,
    /// The status of the reply.
    pub status: u16,
    /// The request id, which identifies the request in the server's logs, if a header had one.
    pub request_id: Option<String>,
    /// The names and values of the reply's headers. `Debug` does not show them.
    pub headers: Vec<(String, String)>,
    /// The reply's body as it was received. `Debug` does not show it.
    pub body: Vec<u8>,
    /// The path and query of the link to the next page, or why it cannot be followed.
    pub(crate) link: Option<Result<String, &'static str>>,
}

impl<Rep> Answer<Rep> {
    /// The value of a header of the reply, such as `Location` or `ETag`, as a text; of those that the spec has,
    /// [`typed_header`](Answer::typed_header) is of their type. Names are compared ignoring case.
    ///
    /// ```
    /// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/pets.rs"));
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let client = Client::builder(&PETS).token("a token").transport(Canned(200, r#"["Rex"]"#)).build()?;
    /// let answer = run(client.call(&LIST_PETS, ()).detailed())?;
    /// assert_eq!(answer.header("ETag"), None); // the server sent none
    /// # Ok(())
    /// # }
    /// ```
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }
}

impl<Req: Request, Rep: Send> Call<Req, Rep> {
    pub(crate) fn new(core: Arc<Core>, operation: &'static Operation<Req, Rep>, request: Req) -> Self {
        Self { core, operation, request, skip_validation: false, options: Options::default(), link: None }
    }

    /// Sends the request even if it breaks its limits, which the server may have lifted.
    pub fn skip_validation(mut self) -> Self {
        self.skip_validation = true;
        self
    }

    /// Sets the maximum duration of an attempt of this call. The request for its token has the client's timeout, since
    /// other calls wait for it as well.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.options.timeout = Some(timeout);
        self
    }

    /// Sets the maximum duration of this call: the token, all attempts and the pauses between them. `None` removes the limit.
    pub fn deadline(mut self, deadline: impl Into<Option<Duration>>) -> Self {
        self.options.deadline = Some(deadline.into());
        self
    }

    /// Sets the number of attempts of this call and the pauses between them. The request for its token has those of the
    /// client.
    pub fn retry(mut self, retry: Retry) -> Self {
        self.options.retry = Some(retry);
        self
    }

    /// Allows repeating this call even if its operation may then be done twice.
    pub fn allow_repeat(mut self) -> Self {
        self.options.allow_repeat = true;
        self
    }

    /// Calls this path with its query, instead of those of the request.
    pub(crate) fn link(mut self, link: Option<String>) -> Self {
        self.link = link;
        self
    }

    /// Makes the call. The result has the warnings, the request id and the body besides the value.
    pub fn detailed(self) -> BoxFuture<'static, Result<Answer<Rep>, Error>> {
        let (core, operation, prepared) = self.prepared();
        Box::pin(async move { core.fetch(prepared, true, |status, body| operation.read(status, body)).await })
    }

    /// The parts of the call, and its request as it is sent.
    fn prepared(self) -> (Arc<Core>, &'static Operation<Req, Rep>, Result<Prepared, Error>) {
        let Self { core, operation, request, skip_validation, options, link } = self;
        let mut prepared = request::prepare(operation, &request, skip_validation);
        if let Ok(prepared) = &mut prepared {
            prepared.options = options;
        }
        if let (Ok(prepared), Some(link)) = (&mut prepared, link) {
            prepared.path = link;
            prepared.query.clear();
        }
        (core, operation, prepared)
    }
}

impl<Req: Request> Call<Req, Vec<u8>> {
    /// Makes the call, and writes the bytes while they arrive: the memory that it takes does not grow with the reply. The value is the
    /// number of bytes, and [`Answer::body`] is empty. [`max_reply_bytes`](crate::ClientBuilder::max_reply_bytes) does not count, but
    /// the timeout and the deadline do.
    ///
    /// The call is repeated only as long as nothing was written; an error says
    /// [how many bytes were](crate::TransportError::written). Writing blocks the thread. Where a success and a failure have the same
    /// status, or the client's transport passes nothing on, the reply is read as a whole first.
    ///
    /// ```
    /// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/pets.rs"));
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// static PICTURE: Operation<(), Vec<u8>> = Operation::bytes(*LIST_PETS.spec());
    ///
    /// let client = Client::builder(&PETS).token("a token").transport(Canned(200, "a picture")).build()?;
    /// let mut file = Vec::new(); // or a file
    /// let answer = run(client.call(&PICTURE, ()).write_to(&mut file))?;
    /// assert_eq!((answer.value, file.as_slice()), (9, &b"a picture"[..]));
    /// # Ok(())
    /// # }
    /// ```
    pub fn write_to<'w>(
        self,
        writer: &'w mut (impl Write + Send),
    ) -> BoxFuture<'w, Result<Answer<u64>, Error>> {
        let (core, _, prepared) = self.prepared();
        Box::pin(async move {
            let mut chunks = Chunks::new(writer);
            // Only the whole body says whether it is a failure.
            let is_whole = core.settings.api.replies.ok.is_some();
            let passed = (!is_whole).then_some(&mut chunks);
            let called = prepared.as_ref().map(|prepared| {
                let servers = prepared.servers(&core.settings);
                let host = servers.first().map_or("", |server| crate::url::host(server));
                (prepared.operation.clone(), host.to_owned())
            });
            let (operation, host) = called.unwrap_or_default();
            let answer = core.fetch_to(prepared, true, |_, _| Ok(()), passed).await?;
            let left = if is_whole { answer.body.as_slice() } else { &[] };
            let failed = |source: TransportError, written| {
                let source = source.after_writing(written);
                Error::Transport(TransportFailure { operation, host, source })
            };
            chunks.write(left).map_err(|error| failed(error, chunks.written()))?;
            let Answer { value: (), report, status, request_id, headers, body: _, link } = answer;
            let (value, body) = (chunks.written(), Vec::new());
            Ok(Answer { value, report, status, request_id, headers, body, link })
        })
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
