//! A token that an operation of the API gives, kept until shortly before it expires.

use std::fmt;
use std::time::Duration;

use super::flight::{Flight, Turn};
use crate::{AccessToken, BoxFuture, Exchange, Operation, Request, TokenError, TokenSource};

/// Fetches a token by an operation and keeps it.
///
/// Of many calls that need a new token at once, one fetches it and the others wait; if that call is dropped, one
/// of those takes over. A token is renewed before it expires: five minutes before, or when a tenth of its life
/// is left, whichever is later. While it is renewed, other calls go on with the old one.
///
/// ```
/// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/pets.rs"));
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let source = Refreshing::new(&ISSUE_TOKEN, (), |reply| {
///     Issued::new(reply["token"].as_str().unwrap_or_default(), reply["expires_in"].as_i64())
/// });
/// let transport = Canned(200, r#"{"token":"t1","expires_in":7200}"#);
/// let client = Client::builder(&PETS).token_source(source).transport(transport).build()?;
/// assert_eq!(run(client.token())?.expose(), "t1");
/// # Ok(())
/// # }
/// ```
pub struct Refreshing<Req: 'static, Rep: 'static> {
    operation: &'static Operation<Req, Rep>,
    request: Req,
    issued: fn(&Rep) -> Issued,
    flight: Flight,
}

/// A token as an operation gave it.
///
/// ```
/// use specwright_runtime::Issued;
///
/// let two_hours = Issued::new("t1", 7200);
/// let until_rejected = Issued::new("t2", None);
/// assert!(!format!("{two_hours:?} {until_rejected:?}").contains("t1")); // tokens are never shown
/// ```
#[derive(Clone, Debug)]
pub struct Issued {
    token: AccessToken,
    life: Option<Duration>,
}

impl Issued {
    /// A token and the seconds that it lives; without those, it lives until the server rejects it.
    pub fn new(token: impl Into<AccessToken>, seconds: impl Into<Option<i64>>) -> Self {
        let life = seconds.into().map(|seconds| Duration::from_secs(seconds.try_into().unwrap_or(0)));
        Self { token: token.into(), life }
    }
}

impl<Req: Request, Rep: Send> Refreshing<Req, Rep> {
    /// Fetches by this operation, which needs no token itself, with this request. `issued` picks the token out
    /// of the reply.
    pub fn new(operation: &'static Operation<Req, Rep>, request: Req, issued: fn(&Rep) -> Issued) -> Self {
        Self { operation, request, issued, flight: Flight::default() }
    }

    async fn fetch(&self, exchange: Exchange<'_>) -> Result<Issued, TokenError> {
        let reply = exchange.call(self.operation, &self.request).await?;
        let issued = (self.issued)(&reply);
        if issued.token.expose().is_empty() {
            // Kept, it would fail every call until it expires.
            let operation = self.operation.spec().name;
            return Err(TokenError::new(format!("{operation}: the token in the reply is empty")));
        }
        Ok(issued)
    }
}

impl<Req: Request + Send + Sync, Rep: Send> TokenSource for Refreshing<Req, Rep> {
    fn token<'a>(&'a self, exchange: Exchange<'a>) -> BoxFuture<'a, Result<AccessToken, TokenError>> {
        Box::pin(async move {
            match self.flight.turn(|| exchange.now()).await {
                Turn::Token(token) => Ok(token),
                Turn::Failed(error) => Err(error),
                Turn::Fetch(ticket) => {
                    let fetched = self.fetch(exchange).await;
                    if fetched.is_err() && exchange.is_over() {
                        // Its time ran out, not that of those who wait: dropping the ticket lets one of them try.
                        return fetched.map(|issued| issued.token);
                    }
                    ticket.land(fetched.map(|issued| (issued.token, issued.life)), exchange.now())
                }
            }
        })
    }

    fn invalidate(&self, rejected: &AccessToken) {
        self.flight.invalidate(rejected);
    }
}

impl<Req, Rep> fmt::Debug for Refreshing<Req, Rep> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Refreshing").field("operation", &self.operation.spec().name).finish_non_exhaustive()
    }
}
