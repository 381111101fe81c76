//! Errors of token sources.

use std::error::Error as StdError;
use std::fmt;
use std::sync::Arc;

use super::Error;
use crate::StoreError;

/// An error of a token source. It can be cloned, since all calls that waited for one token get the same error.
///
/// ```
/// use specwright_runtime::TokenError;
///
/// let error = TokenError::new("the vault is sealed");
/// assert_eq!(error.to_string(), "the vault is sealed");
/// assert!(error.call().is_none()); // not caused by a call of the API
/// ```
#[derive(Clone, Debug)]
pub struct TokenError(Cause);

#[derive(Clone, Debug)]
enum Cause {
    NoSource,
    OutOfTime,
    Call(Arc<Error>),
    Store(StoreError),
    Other(Arc<dyn StdError + Send + Sync>),
}

impl TokenError {
    /// An error of a program's own source. It must not contain a secret.
    pub fn new(source: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        Self(Cause::Other(Arc::from(source.into())))
    }

    /// The client has no token source.
    pub(crate) fn no_source() -> Self {
        Self(Cause::NoSource)
    }

    /// The deadline of the call passed before there was a token.
    pub(crate) fn out_of_time() -> Self {
        Self(Cause::OutOfTime)
    }

    /// The store of credentials failed, and no valid credential is known.
    pub(crate) fn of_store(error: StoreError) -> Self {
        Self(Cause::Store(error))
    }

    pub(crate) fn is_retryable(&self) -> bool {
        match &self.0 {
            Cause::Call(error) => error.is_retryable(),
            Cause::OutOfTime | Cause::Store(_) => true,
            Cause::NoSource | Cause::Other(_) => false,
        }
    }

    /// The error of the store of credentials, if no valid credential was known.
    pub fn store(&self) -> Option<&StoreError> {
        match &self.0 {
            Cause::Store(error) => Some(error),
            Cause::NoSource | Cause::OutOfTime | Cause::Call(_) | Cause::Other(_) => None,
        }
    }

    /// The error of the call that should have returned the token.
    pub fn call(&self) -> Option<&Error> {
        match &self.0 {
            Cause::Call(error) => Some(error),
            Cause::NoSource | Cause::OutOfTime | Cause::Store(_) | Cause::Other(_) => None,
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
            Cause::OutOfTime => f.write_str("none was fetched before the call's deadline"),
            Cause::Call(error) => error.fmt(f),
            Cause::Store(error) => error.fmt(f),
            Cause::Other(error) => error.fmt(f),
        }
    }
}

/// `Display` shows the error of a call, so that its own source is the next.
impl StdError for TokenError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match &self.0 {
            Cause::NoSource | Cause::OutOfTime => None,
            Cause::Call(error) => error.source(),
            Cause::Store(error) => error.source(),
            Cause::Other(error) => Some(error.as_ref()),
        }
    }
}
