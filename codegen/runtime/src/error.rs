//! The errors of calls.

mod api;
mod failure;
mod request;
mod token;

use std::error::Error as StdError;
use std::fmt;
use std::time::Duration;

pub use api::{ApiError, DecodeError, HttpError};
pub(crate) use failure::FailureBody;
pub use request::{BuildError, InvalidRequest, TokenFailure, TransportFailure};
pub use token::TokenError;

use crate::{Sent, ServerCode};

/// Why a call failed.
///
/// Its `Display` is one line, except for [`Error::Invalid`], which has a line for each value. Tokens and secrets that
/// the client has sent are never shown, not even if the server repeats them in a reply to another call.
///
/// ```
/// # use specwright_runtime::Error;
/// fn advice(error: &Error) -> &'static str {
///     match error {
///         Error::Invalid(_) => "correct the values it lists",
///         Error::Api(error) if error.class == Some("quota") => "wait until tomorrow",
///         _ => "show it to somebody",
///     }
/// }
/// # let _ = advice;
/// ```
#[derive(Debug)]
#[non_exhaustive]
pub enum Error {
    /// The client cannot be built.
    Build(BuildError),
    /// The request breaks its limits. Nothing was sent.
    Invalid(InvalidRequest),
    /// There is no token.
    Token(TokenFailure),
    /// No reply was received.
    Transport(TransportFailure),
    /// The API refused the call with an error code.
    Api(Box<ApiError>),
    /// The status is a failure, and the body has no error code.
    Http(Box<HttpError>),
    /// The reply does not match the spec.
    Decode(Box<DecodeError>),
}

impl Error {
    /// The operation that failed; `None` if the client could not be built.
    pub fn operation(&self) -> Option<&str> {
        match self {
            Error::Build(_) => None,
            Error::Invalid(error) => Some(&error.operation),
            Error::Token(error) => Some(&error.operation),
            Error::Transport(error) => Some(&error.operation),
            Error::Api(error) => Some(&error.operation),
            Error::Http(error) => Some(&error.operation),
            Error::Decode(error) => Some(&error.operation),
        }
    }

    /// The API's refusal of the call, or of the call that should have returned its token.
    pub fn api(&self) -> Option<&ApiError> {
        match self {
            Error::Api(error) => Some(error),
            Error::Token(error) => error.source.call().and_then(Error::api),
            _ => None,
        }
    }

    /// The class of the API's error code: `token`, `busy`, `payload`.
    pub fn class(&self) -> Option<&'static str> {
        self.api().and_then(|error| error.class)
    }

    /// The API's error code.
    pub fn code(&self) -> Option<&ServerCode> {
        self.api().map(|error| &error.code)
    }

    /// The request id, which identifies the request in the server's logs.
    pub fn request_id(&self) -> Option<&str> {
        match self {
            Error::Api(error) => error.request_id.as_deref(),
            Error::Http(error) => error.request_id.as_deref(),
            Error::Decode(error) => error.request_id.as_deref(),
            Error::Token(error) => error.source.call().and_then(Error::request_id),
            Error::Build(_) | Error::Invalid(_) | Error::Transport(_) => None,
        }
    }

    /// The status of the reply, if one was received.
    pub fn status(&self) -> Option<u16> {
        match self {
            Error::Api(error) => Some(error.status),
            Error::Http(error) => Some(error.status),
            Error::Decode(error) => Some(error.status),
            Error::Token(error) => error.source.call().and_then(Error::status),
            Error::Build(_) | Error::Invalid(_) | Error::Transport(_) => None,
        }
    }

    /// Whether the same call may succeed later: the server could not be reached or was busy. The client has already
    /// retried as far as its [`Retry`](crate::Retry) allows. [`sent`](Self::sent) is whether another call may do
    /// something twice.
    pub fn is_retryable(&self) -> bool {
        match self {
            Error::Build(_) | Error::Invalid(_) | Error::Decode(_) => false,
            Error::Token(error) => error.source.is_retryable(),
            Error::Transport(error) => error.source.kind().may_pass(),
            Error::Api(error) => error.may_pass,
            Error::Http(error) => crate::retry::is_passing(error.status),
        }
    }

    /// How long to wait before the next request: as the server states, else as the spec states for the error code.
    pub fn retry_after(&self) -> Option<Duration> {
        match self {
            Error::Api(error) => error.retry_after,
            Error::Http(error) => error.retry_after,
            Error::Token(error) => error.source.call().and_then(Error::retry_after),
            Error::Build(_) | Error::Invalid(_) | Error::Transport(_) | Error::Decode(_) => None,
        }
    }

    /// Whether any attempt of the call reached the server.
    pub fn sent(&self) -> Sent {
        match self {
            Error::Build(_) | Error::Invalid(_) => Sent::No,
            Error::Token(error) => error.sent,
            Error::Transport(error) => error.source.sent(),
            Error::Api(_) | Error::Http(_) | Error::Decode(_) => Sent::Yes,
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Error::Build(error) => error.fmt(f),
            Error::Invalid(error) => error.fmt(f),
            Error::Token(error) => error.fmt(f),
            Error::Transport(error) => error.fmt(f),
            Error::Api(error) => error.fmt(f),
            Error::Http(error) => error.fmt(f),
            Error::Decode(error) => error.fmt(f),
        }
    }
}

impl StdError for Error {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match self {
            Error::Build(error) => error.source(),
            Error::Token(error) => Some(&error.source),
            Error::Transport(error) => Some(&error.source),
            Error::Invalid(_) | Error::Api(_) | Error::Http(_) | Error::Decode(_) => None,
        }
    }
}
