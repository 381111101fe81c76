//! Failures before there is a reply.

use std::borrow::Cow;
use std::error::Error as StdError;
use std::fmt;

use super::TokenError;
use crate::{Report, Sent, TransportError};

/// The error of building a client.
///
/// ```
/// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/pets.rs"));
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let error = Client::builder(&PETS).transport(Canned(200, "[]")).user_agent("pets\n1").build().unwrap_err();
/// assert!(matches!(error, Error::Build(BuildError::UserAgent)));
/// # Ok(())
/// # }
/// ```
#[derive(Debug)]
#[non_exhaustive]
pub enum BuildError {
    /// There is no transport, and none is compiled in.
    NoTransport,
    /// The transport that is compiled in cannot be built.
    Transport(TransportError),
    /// The server's address is invalid.
    Server {
        /// The error.
        problem: crate::UrlError,
    },
    /// The user agent contains a character that headers cannot have.
    UserAgent,
    /// There is a credential store, and neither the builder nor the source of tokens names the account.
    NoAccount,
}

impl fmt::Display for BuildError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            BuildError::NoTransport => f.write_str(
                "the client has no transport: set one, or enable the feature `rustls` of its crate",
            ),
            BuildError::Transport(error) => write!(f, "the client's transport: {error}"),
            BuildError::Server { problem } => write!(f, "the client's server: {problem}"),
            BuildError::UserAgent => f.write_str(
                "the client's user agent contains a control character or a character outside ASCII",
            ),
            BuildError::NoAccount => f.write_str(
                "the client's credential store requires the name of the account: set it by the builder's `account`",
            ),
        }
    }
}

impl StdError for BuildError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match self {
            BuildError::Transport(error) => Some(error),
            BuildError::Server { problem } => Some(problem),
            BuildError::NoTransport | BuildError::UserAgent | BuildError::NoAccount => None,
        }
    }
}

/// A request that breaks its limits. Nothing was sent.
///
/// ```
/// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/pets.rs"));
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// static ADD_TIMES: Operation<Vec<Timestamp>, ()> = Operation::without_reply(OperationSpec {
///     name: "add_times",
///     method: Method::Post,
///     path: "/times",
///     body: Body::Json,
///     ..*LIST_PETS.spec()
/// });
///
/// let client = Client::builder(&PETS).token("a token").transport(Canned(200, "")).build()?;
/// let error = run(async { client.call(&ADD_TIMES, vec![Timestamp::from_unix_seconds(-1)]).await }).unwrap_err();
/// let Error::Invalid(invalid) = &error else { panic!("{error}") };
/// assert_eq!(invalid.report.violations()[0].path, "[0]");
/// assert_eq!(
///     error.to_string(),
///     "add_times: 1 value breaks the documented limits; nothing was sent\n  [0]: -1 is less than the minimum, 0"
/// );
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct InvalidRequest {
    /// The operation.
    pub operation: Cow<'static, str>,
    /// The errors and warnings.
    pub report: Report,
}

impl InvalidRequest {
    pub(crate) fn new(operation: impl Into<Cow<'static, str>>, report: Report) -> Self {
        Self { operation: operation.into(), report }
    }
}

/// A summary, and a line for each error.
impl fmt::Display for InvalidRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.report.errors().count() {
            1 => write!(f, "{}: 1 value breaks the documented limits; nothing was sent", self.operation)?,
            n => write!(f, "{}: {n} values break the documented limits; nothing was sent", self.operation)?,
        }
        self.report.errors().try_for_each(|violation| write!(f, "\n  {violation}"))
    }
}

impl StdError for InvalidRequest {}

/// A call without a token.
///
/// ```
/// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/pets.rs"));
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let client = Client::builder(&PETS).transport(Canned(200, "[]")).build()?; // no token source
/// let error = run(async { client.call(&LIST_PETS, ()).await }).unwrap_err();
/// assert_eq!(error.to_string(), "list_pets: no token, nothing was sent: the client has no token source");
/// # Ok(())
/// # }
/// ```
#[derive(Debug)]
#[non_exhaustive]
pub struct TokenFailure {
    /// The operation.
    pub operation: Cow<'static, str>,
    /// Whether the operation's own request was sent: it was if its token was rejected, or the server was busy, and
    /// there was no token for another attempt.
    pub sent: Sent,
    /// Why there is no token.
    pub source: TokenError,
}

impl fmt::Display for TokenFailure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let what = match self.sent {
            Sent::No => "no token, nothing was sent",
            Sent::Maybe => "it may have been sent, and there is no token to repeat it with",
            Sent::Yes => "it was sent, and there is no token to repeat it with",
        };
        write!(f, "{}: {what}: {}", self.operation, self.source)
    }
}

impl StdError for TokenFailure {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        Some(&self.source)
    }
}

/// A call that got no reply.
///
/// ```
/// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/pets.rs"));
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// struct Unplugged;
///
/// impl Transport for Unplugged {
///     fn send(&self, _: HttpRequest) -> BoxFuture<'_, Result<HttpResponse, TransportError>> {
///         Box::pin(async { Err(TransportError::new(TransportErrorKind::Connect, Sent::No)) })
///     }
///
///     fn sleep(&self, _: std::time::Duration) -> BoxFuture<'_, ()> {
///         Box::pin(async {})
///     }
/// }
///
/// let client = Client::builder(&PETS).token("a token").transport(Unplugged).build()?;
/// let error = run(async { client.call(&LIST_PETS, ()).await }).unwrap_err();
/// assert!(matches!(&error, Error::Transport(failure) if failure.host == "pets.example.com"));
/// assert_eq!(error.to_string(), "list_pets: pets.example.com: no connection; nothing was sent");
/// # Ok(())
/// # }
/// ```
#[derive(Debug)]
#[non_exhaustive]
pub struct TransportFailure {
    /// The operation.
    pub operation: Cow<'static, str>,
    /// The host that the request was for.
    pub host: String,
    /// Why no reply was received.
    pub source: TransportError,
}

impl fmt::Display for TransportFailure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}: {}; {}", self.operation, self.host, self.source, self.source.sent())
    }
}

impl StdError for TransportFailure {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        Some(&self.source)
    }
}
