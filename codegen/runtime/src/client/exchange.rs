//! The access of a token source to its client.

use std::fmt;
use std::future::Future;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use super::Core;
use crate::error::Error;
use crate::request::Prepared;
use crate::{BoxFuture, HttpRequest, HttpResponse, Operation, Request, TransportError, request};

/// The access of a token source to its client: calls that need no token, or, for a source of another credential
/// ([`Client::credential`](crate::Client::credential)), any calls.
///
/// A request to a token server of the program is sent by the client's transport:
///
/// ```
/// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/pets.rs"));
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// struct FromServer;
///
/// impl TokenSource for FromServer {
///     fn token<'a>(&'a self, exchange: Exchange<'a>) -> BoxFuture<'a, Result<AccessToken, TokenError>> {
///         Box::pin(async move {
///             let url = Url::parse("https://tokens.example.com/current").map_err(TokenError::new)?;
///             let reply = exchange.send(HttpRequest::new(Method::Get, url)).await.map_err(TokenError::new)?;
///             String::from_utf8(reply.body).map(AccessToken::from).map_err(TokenError::new)
///         })
///     }
/// }
///
/// let client = Client::builder(&PETS).token_source(FromServer).transport(Canned(200, "t1")).build()?;
/// assert_eq!(run(client.token())?.expose(), "t1");
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Copy)]
pub struct Exchange<'a> {
    core: &'a Arc<Core>,
    access: Access,
}

/// For whom an exchange is.
#[derive(Clone, Copy)]
pub(crate) struct Access {
    /// The deadline of the call that needs the token.
    pub(crate) until: Option<Duration>,
    /// Whether the calls of the exchange can have a token themselves.
    pub(crate) authorised: bool,
}

impl<'a> Exchange<'a> {
    pub(crate) fn new(core: &'a Arc<Core>, access: Access) -> Self {
        Self { core, access }
    }

    /// Calls an operation. A source of the client's tokens can call none that needs a token: it fails.
    ///
    /// # Errors
    ///
    /// As any other call.
    pub fn call<Req: Request, Rep: Send>(
        self,
        operation: &'static Operation<Req, Rep>,
        request: &Req,
    ) -> BoxFuture<'a, Result<Rep, Error>> {
        let prepared = self.prepare(operation, request);
        Box::pin(async move {
            let answer = self
                .core
                .fetch(prepared, self.access.authorised, |status, body| operation.read(status, body))
                .await?;
            Ok(answer.value)
        })
    }

    /// Calls an operation. An error has the moment of another attempt that the deadline of the call that needs the
    /// token prevented.
    pub(crate) async fn attempt<Req: Request, Rep: Send>(
        self,
        operation: &'static Operation<Req, Rep>,
        request: &Req,
    ) -> Result<Rep, (Error, Option<Duration>)> {
        let mut prepared = self.prepare(operation, request);
        let next = Arc::new(OnceLock::new());
        if let Ok(prepared) = &mut prepared {
            prepared.too_late = Some(next.clone());
        }
        match self
            .core
            .fetch(prepared, self.access.authorised, |status, body| operation.read(status, body))
            .await
        {
            Ok(answer) => Ok(answer.value),
            Err(error) => {
                let now = self.now();
                let is_over = (!self.lasts_beyond(now)).then_some(now);
                Err((error, next.get().copied().or(is_over)))
            }
        }
    }

    fn prepare<Req: Request, Rep>(
        self,
        operation: &'static Operation<Req, Rep>,
        request: &Req,
    ) -> Result<Prepared, Error> {
        let mut prepared = request::prepare(operation, request, false)?;
        // The reply contains a token.
        prepared.secret_reply = true;
        prepared.options.deadline = Some(None);
        prepared.options.until = self.access.until;
        Ok(prepared)
    }

    /// Sends any request, for example to a token server.
    ///
    /// # Errors
    ///
    /// If no reply was received. A reply of any status is `Ok`.
    pub fn send(self, mut request: HttpRequest) -> BoxFuture<'a, Result<HttpResponse, TransportError>> {
        if let Some(left) = self.access.until.map(|until| until.saturating_sub(self.now())) {
            request.timeout = Some(request.timeout.map_or(left, |timeout| timeout.min(left)));
        }
        self.core.transport.send(request)
    }

    /// The client.
    pub(crate) fn client(self) -> &'a Arc<Core> {
        self.core
    }

    /// The deadline of the call that needs the token.
    pub(crate) fn until(self) -> Option<Duration> {
        self.access.until
    }

    pub(crate) fn access(self) -> Access {
        self.access
    }

    /// The same with an earlier deadline.
    pub(crate) fn with_deadline(mut self, moment: Duration) -> Self {
        self.access.until = Some(self.access.until.map_or(moment, |until| until.min(moment)));
        self
    }

    /// Whether a request blocks the thread.
    pub(crate) fn blocks(self) -> bool {
        self.core.transport.blocks()
    }

    /// Waits.
    pub(crate) async fn sleep(self, duration: Duration) {
        self.core.transport.sleep(duration).await;
    }

    /// Whether this moment is before the deadline of the call that needs the token.
    pub(crate) fn lasts_beyond(self, moment: Duration) -> bool {
        self.access.until.is_none_or(|until| moment < until)
    }

    /// Waits for the future, at most until this moment.
    pub(crate) async fn before<T>(
        self,
        moment: Duration,
        future: impl Future<Output = T> + Unpin,
    ) -> Option<T> {
        self.core.before(moment, future).await
    }

    /// The time since a fixed moment of this run of the program.
    pub fn now(self) -> Duration {
        self.core.transport.now()
    }
}

impl fmt::Debug for Exchange<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Exchange").field("api", &self.core.settings.api.name).finish_non_exhaustive()
    }
}
