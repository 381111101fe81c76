//! Where access tokens come from.

mod cache;
mod fetch;
mod refreshing;

use std::sync::Arc;

pub use refreshing::{Issued, Refreshing};

use crate::{AccessToken, BoxFuture, Exchange, TokenError};

/// Where a client gets its token.
///
/// A source is shared by all calls of a client, and an `Arc` of one by several clients. A program with a token
/// server of its own implements this:
///
/// ```
/// use specwright_runtime::{AccessToken, BoxFuture, Exchange, TokenError, TokenSource};
///
/// struct FromEnvironment;
///
/// impl TokenSource for FromEnvironment {
///     fn token<'a>(&'a self, _: Exchange<'a>) -> BoxFuture<'a, Result<AccessToken, TokenError>> {
///         Box::pin(async { std::env::var("API_TOKEN").map(AccessToken::from).map_err(TokenError::new) })
///     }
/// }
/// ```
pub trait TokenSource: Send + Sync {
    /// The token to go with the next call. `exchange` makes calls that need no token themselves.
    fn token<'a>(&'a self, exchange: Exchange<'a>) -> BoxFuture<'a, Result<AccessToken, TokenError>>;

    /// The server rejected this token. A source that keeps tokens forgets it, if it still is the one it keeps:
    /// of many calls rejected at once, only the first may lead to a new token.
    ///
    /// A source that keeps none need do nothing: a call that gets the rejected token again is not repeated.
    fn invalidate(&self, _rejected: &AccessToken) {}
}

impl<T: TokenSource + ?Sized> TokenSource for Arc<T> {
    fn token<'a>(&'a self, exchange: Exchange<'a>) -> BoxFuture<'a, Result<AccessToken, TokenError>> {
        (**self).token(exchange)
    }

    fn invalidate(&self, rejected: &AccessToken) {
        (**self).invalidate(rejected);
    }
}

/// The same token for ever: an API key, or a token that something else renews.
///
/// ```
/// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/pets.rs"));
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let client = Client::builder(&PETS).token_source(FixedToken::new("key")).transport(Canned(200, "[]")).build()?;
/// assert_eq!(run(client.token())?.expose(), "key");
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug)]
pub struct FixedToken(AccessToken);

impl FixedToken {
    /// Takes the token.
    pub fn new(token: impl Into<AccessToken>) -> Self {
        Self(token.into())
    }
}

impl TokenSource for FixedToken {
    fn token<'a>(&'a self, _: Exchange<'a>) -> BoxFuture<'a, Result<AccessToken, TokenError>> {
        Box::pin(std::future::ready(Ok(self.0.clone())))
    }
}
