//! Why there is no token.

use std::error::Error as StdError;
use std::fmt;
use std::sync::Arc;

use crate::Error;

/// Why there is no token. It can be cloned, since all calls that waited for one token learn of one failure.
///
/// ```
/// use specwright_runtime::TokenError;
///
/// let error = TokenError::new("the vault is sealed");
/// assert_eq!(error.to_string(), "the vault is sealed");
/// assert!(error.call().is_none()); // no call of the API was to blame
/// ```
#[derive(Clone, Debug)]
pub struct TokenError(Cause);

#[derive(Clone, Debug)]
enum Cause {
    NoSource,
    OutOfTime,
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

    /// The time of the call that asked for it ran out.
    pub(crate) fn out_of_time() -> Self {
        Self(Cause::OutOfTime)
    }

    pub(crate) fn is_retryable(&self) -> bool {
        match &self.0 {
            Cause::Call(error) => error.is_retryable(),
            Cause::OutOfTime => true,
            Cause::NoSource | Cause::Other(_) => false,
        }
    }

    /// The call that should have given the token, if it failed.
    pub fn call(&self) -> Option<&Error> {
        match &self.0 {
            Cause::Call(error) => Some(error),
            Cause::NoSource | Cause::OutOfTime | Cause::Other(_) => None,
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
            Cause::OutOfTime => f.write_str("none came before the call's deadline"),
            Cause::Call(error) => error.fmt(f),
            Cause::Other(error) => error.fmt(f),
        }
    }
}

/// A call that failed has been told in full, so that only what lies behind it is left to tell.
impl StdError for TokenError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match &self.0 {
            Cause::NoSource | Cause::OutOfTime => None,
            Cause::Call(error) => error.source(),
            Cause::Other(error) => Some(error.as_ref()),
        }
    }
}
