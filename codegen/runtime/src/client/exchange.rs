//! What a token source may do: calls that need no token themselves.

use std::fmt;
use std::time::Duration;

use super::Core;
use crate::error::Error;
use crate::{BoxFuture, HttpRequest, HttpResponse, Operation, Request, TransportError, request};

/// A client for its own token source: it makes calls that need no token.
///
/// A token server of the program's own is asked through the client's transport:
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
    core: &'a Core,
    /// When the call that needs the token must end.
    until: Option<Duration>,
}

impl<'a> Exchange<'a> {
    pub(crate) fn new(core: &'a Core, until: Option<Duration>) -> Self {
        Self { core, until }
    }

    /// Calls an operation. One that needs a token fails.
    ///
    /// # Errors
    ///
    /// As any other call.
    pub fn call<Req: Request, Rep: Send>(
        self,
        operation: &'static Operation<Req, Rep>,
        request: &Req,
    ) -> BoxFuture<'a, Result<Rep, Error>> {
        let mut prepared = request::prepare(operation.spec(), request, false);
        if let Ok(prepared) = &mut prepared {
            // Whatever gives a token holds a secret.
            prepared.secret_reply = true;
            prepared.options.until = self.until;
        }
        Box::pin(async move {
            let answer = self.core.fetch(prepared, false, |body| operation.read(body)).await?;
            Ok(answer.value)
        })
    }

    /// Sends a request of the source's own making, to a token server for instance.
    ///
    /// # Errors
    ///
    /// When no reply came. A reply of any status is `Ok`.
    pub fn send(self, mut request: HttpRequest) -> BoxFuture<'a, Result<HttpResponse, TransportError>> {
        if let Some(left) = self.until.map(|until| until.saturating_sub(self.now())) {
            request.timeout = Some(request.timeout.map_or(left, |timeout| timeout.min(left)));
        }
        self.core.transport.send(request)
    }

    /// Whether the call that needs the token has run out of time.
    pub(crate) fn is_over(self) -> bool {
        self.until.is_some_and(|until| until <= self.now())
    }

    /// How much time has passed since some moment that stays the same while the program runs.
    pub fn now(self) -> Duration {
        self.core.transport.now()
    }
}

impl fmt::Debug for Exchange<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Exchange").field("api", &self.core.settings.api.name).finish_non_exhaustive()
    }
}
