//! A token that an operation of the API gives, kept until shortly before it expires.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use super::fetch::{Fetch, Outcome, Waiting};
use super::flight::{Flight, Turn};
use crate::{AccessToken, BoxFuture, Exchange, Operation, Request, TokenError, TokenSource};

/// Fetches a token by an operation and keeps it.
///
/// Many calls that need a new token at once share one fetch of it, and any of them carries it on. It keeps to the
/// client's timeout and [`Retry`](crate::Retry), and ends at the deadline of the call that began it; calls that have
/// more time then begin another.
///
/// A token is renewed before it expires: five minutes before, or when a tenth of its life is left, whichever is later.
/// While it is renewed, other calls go on with the old one.
///
/// Several clients can share a source. A call waits for another client's fetch for two seconds, then begins its own: the
/// other may need the very thread that this one blocks.
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
    request: Arc<Req>,
    issued: fn(&Rep) -> Issued,
    flight: Arc<Flight>,
}

/// So long a call waits for the fetch of another client.
const PATIENCE: Duration = Duration::from_secs(2);

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
        Self { operation, request: Arc::new(request), issued, flight: Arc::default() }
    }
}

impl<Req: Request + Send + Sync, Rep: Send> Refreshing<Req, Rep> {
    /// Begins a fetch, which lasts until the deadline of the call that begins it.
    fn begin(&self, exchange: Exchange<'_>) -> Arc<Fetch> {
        let (operation, issued) = (self.operation, self.issued);
        let (request, flight) = (self.request.clone(), self.flight.clone());
        let (client, until) = (exchange.client().clone(), exchange.until());
        Fetch::new(exchange.client().clone(), |this| {
            Box::pin(async move {
                let exchange = Exchange::new(&client, until);
                let (fetched, next) = match exchange.attempt(operation, &request).await {
                    Ok(reply) => (usable(operation.spec().name, issued(&reply)), None),
                    Err((error, next)) => (Err(error.into()), next),
                };
                match (flight.land(&this, fetched, exchange.now()), next) {
                    (Err(error), Some(next)) => Outcome::CutShort { error, next },
                    (result, _) => Outcome::Ended(result),
                }
            })
        })
    }

    /// Waits for what comes of a fetch. `None`: it is another client's, and this call is to begin its own.
    async fn outcome(&self, fetch: Arc<Fetch>, exchange: Exchange<'_>) -> Option<Outcome> {
        let waiting = Waiting::new(fetch.clone(), exchange.client());
        if fetch.is_of(exchange.client()) {
            return Some(waiting.await);
        }
        let outcome = exchange.before(exchange.now().saturating_add(PATIENCE), waiting).await;
        if outcome.is_none() {
            self.flight.replace(&fetch);
        }
        outcome
    }
}

/// An empty token, if it were kept, would fail every call until it expires.
fn usable(operation: &str, issued: Issued) -> Result<(AccessToken, Option<Duration>), TokenError> {
    if issued.token.expose().is_empty() {
        return Err(TokenError::new(format!("{operation}: the token in the reply is empty")));
    }
    Ok((issued.token, issued.life))
}

impl<Req: Request + Send + Sync, Rep: Send> TokenSource for Refreshing<Req, Rep> {
    fn token<'a>(&'a self, exchange: Exchange<'a>) -> BoxFuture<'a, Result<AccessToken, TokenError>> {
        Box::pin(async move {
            loop {
                let fetch = match self.flight.turn(exchange.now(), || self.begin(exchange)) {
                    Turn::Token(token) => return Ok(token),
                    Turn::Wait(fetch) => fetch,
                };
                match self.outcome(fetch, exchange).await {
                    // Quicker calls have used it already.
                    Some(Outcome::Ended(Ok(token))) if self.flight.has_rejected(&token) => {}
                    Some(Outcome::Ended(result)) => return result,
                    Some(Outcome::CutShort { error, next }) if !exchange.lasts_beyond(next) => {
                        return Err(error);
                    }
                    Some(Outcome::CutShort { .. }) | None => {}
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
