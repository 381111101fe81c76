//! Why there is no token.

use std::error::Error as StdError;
use std::fmt;
use std::sync::Arc;

use crate::Error;

/// Why there is no token. It can be cloned, since all calls that waited for one token learn of one failure.
#[derive(Clone, Debug)]
pub struct TokenError(Cause);

#[derive(Clone, Debug)]
enum Cause {
    NoSource,
    Call(Arc<Error>),
    Other(Arc<dyn StdError + Send + Sync>),
}

impl TokenError {
    /// A source's own reason. It must not speak of a secret.
    pub fn new(source: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        Self(Cause::Other(Arc::from(source.into())))
    }

    /// The client has no token source.
    pub(crate) fn no_source() -> Self {
        Self(Cause::NoSource)
    }

    /// The call that should have given the token, if it failed.
    pub fn call(&self) -> Option<&Error> {
        match &self.0 {
            Cause::Call(error) => Some(error),
            Cause::NoSource | Cause::Other(_) => None,
        }
    }
}

impl From<Error> for TokenError {
    fn from(error: Error) -> Self {
        Self(Cause::Call(Arc::new(error)))
    }
}

impl fmt::Display for TokenError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Cause::NoSource => f.write_str("the client has no token source"),
            Cause::Call(error) => error.fmt(f),
            Cause::Other(error) => error.fmt(f),
        }
    }
}

/// A call that failed has been told in full, so that only what lies behind it is left to tell.
impl StdError for TokenError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match &self.0 {
            Cause::NoSource => None,
            Cause::Call(error) => error.source(),
            Cause::Other(error) => Some(error.as_ref()),
        }
    }
}
