//! A token that is fetched by an operation of the API and kept until shortly before it expires.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use super::cache::{Fetched, Lookup, TokenCache};
use super::fetch::{Fetch, Outcome, Waiter};
use super::shared::{Failure, Shared};
use crate::{AccessToken, BoxFuture, Exchange, Operation, Request, TokenError, TokenSource, retry};

/// Fetches a token by an operation and keeps it.
///
/// Concurrent calls that need a new token share one fetch of it, which each of them polls. It uses the client's timeout
/// and [`Retry`](crate::Retry), and ends at the deadline of the call that began it; calls with a later deadline then
/// begin another.
///
/// A token is renewed before it expires: five minutes before, or when a tenth of its lifetime is left, whichever is
/// later. Meanwhile other calls use the old one.
///
/// If the client has a [`CredentialStore`](crate::CredentialStore), the token is taken from it, or fetched and put there: one
/// fetch for all processes that share the store. That fetch of a blocking client ends after 28 s, whatever its timeout and
/// its deadline.
///
/// Several clients can share a source. A call waits at most two seconds for the fetch of another client, then begins its
/// own: the other client may need the thread that this call blocks.
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
    /// The names of the token in a store, and of the account that it is for.
    name: &'static str,
    account: Option<String>,
    /// The part of the owner of its leases that differs between processes.
    owner: u128,
    cache: Arc<TokenCache>,
}

/// How long a call waits for the fetch of another client.
const MAX_WAIT_FOR_OTHER_CLIENT: Duration = Duration::from_secs(2);

/// A token as an operation returned it.
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
    /// A token and its lifetime in seconds. Without a lifetime, it is used until the server rejects it.
    pub fn new(token: impl Into<AccessToken>, seconds: impl Into<Option<i64>>) -> Self {
        let life = seconds.into().map(|seconds| Duration::from_secs(seconds.try_into().unwrap_or(0)));
        Self { token: token.into(), life }
    }
}

impl<Req: Request, Rep: Send> Refreshing<Req, Rep> {
    /// Fetches by this operation, which needs no token itself, with this request. `issued` takes the token from the
    /// reply.
    pub fn new(operation: &'static Operation<Req, Rep>, request: Req, issued: fn(&Rep) -> Issued) -> Self {
        Self {
            operation,
            request: Arc::new(request),
            issued,
            name: operation.spec().name,
            account: None,
            owner: u128::from(retry::random()) << 64 | u128::from(retry::random()),
            cache: Arc::default(),
        }
    }

    /// Sets the name of the token in a store. The default is the name of the operation.
    #[must_use]
    pub fn named(mut self, name: &'static str) -> Self {
        self.name = name;
        self
    }

    /// Sets the account that the token is for, which must not be a secret: the name of the token in a store contains it.
    #[must_use]
    pub fn account(mut self, account: impl Into<String>) -> Self {
        self.account = Some(account.into());
        self
    }
}

impl<Req: Request + Send + Sync, Rep: Send> Refreshing<Req, Rep> {
    /// Begins a fetch, which ends at the deadline of the call that begins it.
    fn begin(&self, exchange: Exchange<'_>) -> Arc<Fetch> {
        let (operation, issued, name) = (self.operation, self.issued, self.name);
        let (request, cache) = (self.request.clone(), self.cache.clone());
        let (client, access) = (exchange.client().clone(), exchange.access());
        let owner = self.owner;
        Fetch::new(exchange.client().clone(), |this| {
            Box::pin(async move {
                let exchange = Exchange::new(&client, access);
                let fetch = |exchange| issue(operation, &request, issued, exchange);
                let result = match client.shared(name) {
                    None => fetch(exchange).await.map(|(token, lifetime)| Fetched::new(token, lifetime)),
                    Some((store, key)) => {
                        let (owner, rejected) = (lease_owner(owner), cache.rejected());
                        let shared = Shared { store, key: &key, owner: &owner, rejected, exchange };
                        shared.obtain(fetch).await
                    }
                };
                let (fetched, next) = match result {
                    Ok(fetched) => (Ok(fetched), None),
                    Err((error, next)) => (Err(error), next),
                };
                match (cache.complete(&this, fetched, exchange.now()), next) {
                    (Err(error), Some(next)) => Outcome::CutShort { error, next },
                    (result, _) => Outcome::Complete(result),
                }
            })
        })
    }

    /// Waits for a fetch. `None` if it is another client's and took too long.
    async fn outcome(&self, fetch: Arc<Fetch>, exchange: Exchange<'_>) -> Option<Outcome> {
        let waiter = Waiter::new(fetch.clone(), exchange.client());
        if fetch.is_of(exchange.client()) {
            return Some(waiter.await);
        }
        let outcome = exchange.before(exchange.now().saturating_add(MAX_WAIT_FOR_OTHER_CLIENT), waiter).await;
        if outcome.is_none() {
            self.cache.abandon(&fetch);
        }
        outcome
    }
}

/// Makes the call that returns the token and its lifetime.
async fn issue<Req: Request, Rep: Send>(
    operation: &'static Operation<Req, Rep>,
    request: &Req,
    issued: fn(&Rep) -> Issued,
    exchange: Exchange<'_>,
) -> Result<(AccessToken, Option<Duration>), Failure> {
    match exchange.attempt(operation, request).await {
        Ok(reply) => usable(operation.spec().name, issued(&reply)).map_err(|error| (error, None)),
        Err((error, next)) => Err((error.into(), next)),
    }
}

/// The owner of a lease. A process that was forked has the number of its parent's source, but another id.
fn lease_owner(source: u128) -> String {
    #[cfg(target_family = "wasm")]
    let process = 0;
    #[cfg(not(target_family = "wasm"))]
    let process = std::process::id();
    format!("{process}-{source:032x}")
}

/// An empty token would fail every call until it expires.
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
                let fetch = match self.cache.look_up(exchange.now(), || self.begin(exchange)) {
                    Lookup::Token(token) => return Ok(token),
                    Lookup::Fetch(fetch) => fetch,
                };
                match self.outcome(fetch, exchange).await {
                    // Other calls have already used it.
                    Some(Outcome::Complete(Ok(token))) if self.cache.has_rejected(&token) => {}
                    Some(Outcome::Complete(result)) => return result,
                    Some(Outcome::CutShort { error, next }) if !exchange.lasts_beyond(next) => {
                        return Err(error);
                    }
                    Some(Outcome::CutShort { .. }) | None => {}
                }
            }
        })
    }

    fn invalidate(&self, rejected: &AccessToken) {
        self.cache.invalidate(rejected);
    }

    fn account(&self) -> Option<&str> {
        self.account.as_deref()
    }
}

impl<Req, Rep> fmt::Debug for Refreshing<Req, Rep> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Refreshing").field("operation", &self.operation.spec().name).finish_non_exhaustive()
    }
}
