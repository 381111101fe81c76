//! What can go wrong with a call, and what is known about it.

mod api;
mod request;
mod token;

use std::error::Error as StdError;
use std::fmt;
use std::time::Duration;

pub use api::{ApiError, DecodeError, HttpError};
pub use request::{BuildError, InvalidRequest, TokenFailure, TransportFailure};
pub use token::TokenError;

use crate::{Sent, ServerCode};

/// Why a call failed.
///
/// Its `Display` is one line that tells all that matters, only [`Error::Invalid`] has a line for each value. No
/// token and no secret that went through the client is ever shown, not even where the server repeats it in a reply to
/// another call.
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
    /// No token could be had.
    Token(TokenFailure),
    /// No reply came.
    Transport(TransportFailure),
    /// The API refused, and told why.
    Api(Box<ApiError>),
    /// The status tells a failure, and the body no code.
    Http(Box<HttpError>),
    /// The reply is not what the spec says.
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

    /// The API's refusal: of the call itself, or of the one that should have given its token.
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

    /// The id under which the server's people find the request.
    pub fn request_id(&self) -> Option<&str> {
        match self {
            Error::Api(error) => error.request_id.as_deref(),
            Error::Http(error) => error.request_id.as_deref(),
            Error::Decode(error) => error.request_id.as_deref(),
            Error::Token(error) => error.source.call().and_then(Error::request_id),
            Error::Build(_) | Error::Invalid(_) | Error::Transport(_) => None,
        }
    }

    /// The status of the reply, if one came.
    pub fn status(&self) -> Option<u16> {
        match self {
            Error::Api(error) => Some(error.status),
            Error::Http(error) => Some(error.status),
            Error::Decode(error) => Some(error.status),
            Error::Token(error) => error.source.call().and_then(Error::status),
            Error::Build(_) | Error::Invalid(_) | Error::Transport(_) => None,
        }
    }

    /// Whether the same call may succeed later: the server could not be reached or was busy. Whether calling again
    /// may do something twice, [`sent`](Self::sent) tells. A client has tried again by itself as far as its
    /// [`Retry`](crate::Retry) allows.
    pub fn is_retryable(&self) -> bool {
        match self {
            Error::Build(_) | Error::Invalid(_) | Error::Decode(_) => false,
            Error::Token(error) => error.source.is_retryable(),
            Error::Transport(error) => error.source.kind().may_pass(),
            Error::Api(error) => error.may_pass,
            Error::Http(error) => crate::retry::is_passing(error.status),
        }
    }

    /// How long to wait before the next request: the server's own word, else the spec's about the error code.
    pub fn retry_after(&self) -> Option<Duration> {
        match self {
            Error::Api(error) => error.retry_after,
            Error::Http(error) => error.retry_after,
            Error::Token(error) => error.source.call().and_then(Error::retry_after),
            Error::Build(_) | Error::Invalid(_) | Error::Transport(_) | Error::Decode(_) => None,
        }
    }

    /// Whether the operation's request reached the server, in any of its attempts.
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
