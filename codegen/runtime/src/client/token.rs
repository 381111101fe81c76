//! Where access tokens come from.

mod cache;
mod credential;
mod fetch;
mod refreshing;
mod shared;

use std::sync::Arc;

pub use credential::Credential;
pub use refreshing::{Issued, Refreshing};

use crate::{AccessToken, BoxFuture, Exchange, TokenError};

/// The source of a client's tokens.
///
/// All calls of a client share a source; several clients can share an `Arc` of one. A program with its own token server
/// implements this:
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
    /// Returns the token for the next call. `exchange` makes calls that need no token.
    fn token<'a>(&'a self, exchange: Exchange<'a>) -> BoxFuture<'a, Result<AccessToken, TokenError>>;

    /// The server rejected this token. A source that stores a token drops it if it is this one: if many calls are
    /// rejected at once, only the first may cause a new token to be fetched.
    ///
    /// A source that stores none can ignore this: a call that gets the rejected token again is not repeated.
    fn invalidate(&self, _rejected: &AccessToken) {}

    /// The account that the tokens are for, which is part of their names in a
    /// [`CredentialStore`](crate::CredentialStore). It must not be a secret. `None` if the source does not know it.
    fn account(&self) -> Option<&str> {
        None
    }
}

impl<T: TokenSource + ?Sized> TokenSource for Arc<T> {
    fn token<'a>(&'a self, exchange: Exchange<'a>) -> BoxFuture<'a, Result<AccessToken, TokenError>> {
        (**self).token(exchange)
    }

    fn invalidate(&self, rejected: &AccessToken) {
        (**self).invalidate(rejected);
    }

    fn account(&self) -> Option<&str> {
        (**self).account()
    }
}

/// A token that does not change, such as an API key.
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
