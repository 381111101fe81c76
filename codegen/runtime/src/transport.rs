//! What carries requests: a trait, so that a program can bring its own HTTP client and tests can bring none.

use std::error::Error as StdError;
use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, OnceLock};
use std::time::{Duration, Instant};

use crate::{Method, Url};

/// A future on the heap that can be sent to another thread.
///
/// ```
/// use specwright_runtime::BoxFuture;
///
/// fn seven<'a>() -> BoxFuture<'a, u8> {
///     Box::pin(async { 7 })
/// }
/// # drop(seven());
/// ```
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// Sends requests and waits.
///
/// It must follow no redirect and send no `Referer`: the address may hold a token. A reply of any status is `Ok`. A
/// body that is compressed although the request's `Accept-Encoding` forbids it is left as it is, or decompressed
/// within the bound and its `Content-Encoding` removed.
///
/// ```
/// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/pets.rs"));
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use std::sync::Mutex;
/// use std::time::Duration;
///
/// /// Keeps the hosts and paths of the requests that another transport carries.
/// struct Recorded<T> {
///     inner: T,
///     paths: Mutex<Vec<String>>,
/// }
///
/// impl<T: Transport> Transport for Recorded<T> {
///     fn send(&self, request: HttpRequest) -> BoxFuture<'_, Result<HttpResponse, TransportError>> {
///         // `Display` of an address leaves out the query, which may hold a token.
///         self.paths.lock().unwrap().push(request.url.to_string());
///         self.inner.send(request)
///     }
///
///     fn sleep(&self, duration: Duration) -> BoxFuture<'_, ()> {
///         self.inner.sleep(duration)
///     }
/// }
///
/// let transport = Recorded { inner: Canned(200, "[]"), paths: Mutex::default() };
/// let transport = std::sync::Arc::new(transport);
/// let client = Client::builder(&PETS).token("a token").transport(transport.clone()).build()?;
/// run(async { client.call(&LIST_PETS, ()).await })?;
/// assert_eq!(*transport.paths.lock().unwrap(), ["https://pets.example.com/pets"]);
/// # Ok(())
/// # }
/// ```
pub trait Transport: Send + Sync {
    /// Sends a request and reads the whole reply, at most [`HttpRequest::max_reply_bytes`] of it, within
    /// [`HttpRequest::timeout`].
    fn send(&self, request: HttpRequest) -> BoxFuture<'_, Result<HttpResponse, TransportError>>;

    /// Waits.
    fn sleep(&self, duration: Duration) -> BoxFuture<'_, ()>;

    /// Ends after so long, unless the call has got its token before: the alarm at a call's deadline. Where `sleep`
    /// only pretends to wait, this had better never end.
    fn alarm(&self, duration: Duration) -> BoxFuture<'_, ()> {
        self.sleep(duration)
    }

    /// How much time has passed since some moment that stays the same while the program runs. Where the standard
    /// library has no clock, as on `wasm32-unknown-unknown`, a transport brings its own.
    fn now(&self) -> Duration {
        since_start()
    }
}

/// The standard library's clock, from the first time that anybody asked.
pub(crate) fn since_start() -> Duration {
    static START: OnceLock<Instant> = OnceLock::new();
    START.get_or_init(Instant::now).elapsed()
}

impl<T: Transport + ?Sized> Transport for Arc<T> {
    fn send(&self, request: HttpRequest) -> BoxFuture<'_, Result<HttpResponse, TransportError>> {
        (**self).send(request)
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'_, ()> {
        (**self).sleep(duration)
    }

    fn alarm(&self, duration: Duration) -> BoxFuture<'_, ()> {
        (**self).alarm(duration)
    }

    fn now(&self) -> Duration {
        (**self).now()
    }
}

/// A request as it goes over the wire. `Debug` shows neither the query, nor what headers and body hold.
///
/// ```
/// use specwright_runtime::{HttpRequest, Method, Url};
///
/// let mut request = HttpRequest::new(Method::Get, Url::parse("https://tokens.example.com/current?key=k1")?);
/// request.headers.push(("Accept".to_owned(), "text/plain".to_owned()));
/// assert_eq!(request.header("accept"), Some("text/plain"));
/// assert!(!format!("{request:?}").contains("k1"));
/// # Ok::<(), specwright_runtime::UrlError>(())
/// ```
#[derive(Clone)]
#[non_exhaustive]
pub struct HttpRequest {
    /// The method.
    pub method: Method,
    /// The address.
    pub url: Url,
    /// Names and values. They hold no control character.
    pub headers: Vec<(String, String)>,
    /// The body, if there is one.
    pub body: Option<Vec<u8>>,
    /// How long the whole exchange may take; `None` for as long as it likes.
    pub timeout: Option<Duration>,
    /// How many bytes of a reply's body are taken, after decompression. A longer one is an error.
    pub max_reply_bytes: usize,
}

impl HttpRequest {
    /// A request without headers, body and timeout, for a token source that asks a server of its own.
    pub fn new(method: Method, url: Url) -> Self {
        Self { method, url, headers: Vec::new(), body: None, timeout: None, max_reply_bytes: MAX_REPLY_BYTES }
    }

    /// The value of a header, whose name is compared without regard to case.
    pub fn header(&self, name: &str) -> Option<&str> {
        header(&self.headers, name)
    }
}

/// How many bytes of a reply's body are taken unless the client says otherwise: 8 MiB.
///
/// ```
/// use specwright_runtime::MAX_REPLY_BYTES;
///
/// assert_eq!(MAX_REPLY_BYTES, 8_388_608);
/// ```
pub const MAX_REPLY_BYTES: usize = 8 * 1024 * 1024;

impl fmt::Debug for HttpRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HttpRequest")
            .field("method", &self.method)
            .field("url", &self.url)
            .field("headers", &Names(&self.headers))
            .field("body_bytes", &self.body.as_ref().map(Vec::len))
            .field("timeout", &self.timeout)
            .field("max_reply_bytes", &self.max_reply_bytes)
            .finish()
    }
}

/// A reply as it came over the wire. `Debug` does not show what headers and body hold.
///
/// ```
/// use specwright_runtime::HttpResponse;
///
/// let reply = HttpResponse::new(503, "busy").with_header("Retry-After", "3");
/// assert_eq!(reply.header("retry-after"), Some("3"));
/// ```
#[derive(Clone)]
#[non_exhaustive]
pub struct HttpResponse {
    /// The status.
    pub status: u16,
    /// Names and values. A value that is not UTF-8 may be left out.
    pub headers: Vec<(String, String)>,
    /// The body, decompressed.
    pub body: Vec<u8>,
}

impl HttpResponse {
    /// A reply without headers.
    pub fn new(status: u16, body: impl Into<Vec<u8>>) -> Self {
        Self { status, headers: Vec::new(), body: body.into() }
    }

    /// With a header.
    #[must_use]
    pub fn with_header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.headers.push((name.into(), value.into()));
        self
    }

    /// The value of a header, whose name is compared without regard to case.
    pub fn header(&self, name: &str) -> Option<&str> {
        header(&self.headers, name)
    }
}

impl fmt::Debug for HttpResponse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HttpResponse")
            .field("status", &self.status)
            .field("headers", &Names(&self.headers))
            .field("body_bytes", &self.body.len())
            .finish()
    }
}

fn header<'a>(headers: &'a [(String, String)], name: &str) -> Option<&'a str> {
    headers.iter().find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
}

/// The names of headers, without their values.
struct Names<'a>(&'a [(String, String)]);

impl fmt::Debug for Names<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.0.iter().map(|(name, _)| name)).finish()
    }
}

/// Whether a request reached the server.
///
/// ```
/// use specwright_runtime::Sent;
///
/// // The surest of several attempts counts.
/// assert_eq!([Sent::No, Sent::Maybe].into_iter().max(), Some(Sent::Maybe));
/// assert_eq!(Sent::Maybe.to_string(), "it may have been sent");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Sent {
    /// No: nothing of it left.
    No,
    /// Nobody knows.
    Maybe,
    /// Yes: a reply, or a part of one, came back.
    Yes,
}

/// `nothing was sent`, `it may have been sent`, `it was sent`.
impl fmt::Display for Sent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Sent::No => "nothing was sent",
            Sent::Maybe => "it may have been sent",
            Sent::Yes => "it was sent",
        })
    }
}

/// What a transport could not do.
///
/// ```
/// use specwright_runtime::TransportErrorKind;
///
/// assert_eq!(TransportErrorKind::Timeout.to_string(), "timed out");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum TransportErrorKind {
    /// The request cannot be sent as it is.
    Request,
    /// No connection came about.
    Connect,
    /// TLS cannot be set up.
    Tls,
    /// Time ran out.
    Timeout,
    /// The reply's body broke off.
    Body,
    /// The reply's body has more bytes than are taken.
    TooLarge,
    /// Anything else on the way.
    Io,
}

impl TransportErrorKind {
    /// Whether the same request may get through later.
    pub(crate) fn may_pass(self) -> bool {
        match self {
            Self::Connect | Self::Timeout | Self::Body | Self::Io => true,
            Self::Request | Self::Tls | Self::TooLarge => false,
        }
    }
}

impl fmt::Display for TransportErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            TransportErrorKind::Request => "the request cannot be sent as it is",
            TransportErrorKind::Connect => "no connection",
            TransportErrorKind::Tls => "TLS cannot be set up",
            TransportErrorKind::Timeout => "timed out",
            TransportErrorKind::Body => "the reply broke off",
            TransportErrorKind::TooLarge => "the reply is too large",
            TransportErrorKind::Io => "the connection failed",
        })
    }
}

/// Why no reply came, and whether the request was sent.
///
/// Its `Display` is one line with the innermost cause: `no connection: Connection refused (os error 111)`.
///
/// ```
/// use specwright_runtime::{Sent, TransportError, TransportErrorKind};
///
/// let error = TransportError::new(TransportErrorKind::Connect, Sent::No).because("no route to the host");
/// assert_eq!(error.to_string(), "no connection: no route to the host");
/// assert_eq!(error.sent(), Sent::No);
/// ```
#[derive(Debug)]
pub struct TransportError {
    kind: TransportErrorKind,
    sent: Sent,
    source: Option<Box<dyn StdError + Send + Sync>>,
}

impl TransportError {
    /// An error of a transport. The source must not speak of the address's query.
    pub fn new(kind: TransportErrorKind, sent: Sent) -> Self {
        Self { kind, sent, source: None }
    }

    /// With what lies behind it.
    #[must_use]
    pub fn because(mut self, source: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        self.source = Some(source.into());
        self
    }

    /// The time for connecting ran out.
    #[cfg(any(feature = "reqwest", feature = "blocking"))]
    pub(crate) fn no_connection_within(time: Duration) -> Self {
        let why = format!("no connection within {time:?}");
        Self::new(TransportErrorKind::Timeout, Sent::No).because(why)
    }

    /// The time for the whole exchange ran out.
    #[cfg(any(feature = "reqwest", feature = "blocking"))]
    pub(crate) fn no_reply_within(time: Option<Duration>, sent: Sent) -> Self {
        let error = Self::new(TransportErrorKind::Timeout, sent);
        match time {
            Some(time) => error.because(format!("no whole reply within {time:?}")),
            None => error,
        }
    }

    /// What could not be done.
    pub fn kind(&self) -> TransportErrorKind {
        self.kind
    }

    /// Whether the request was sent.
    pub fn sent(&self) -> Sent {
        self.sent
    }

    /// The same where something was sent earlier.
    pub(crate) fn after(mut self, earlier: Sent) -> Self {
        self.sent = self.sent.max(earlier);
        self
    }

    /// The same with a source that is the text `clean` makes of it, where that differs.
    pub(crate) fn cleaned(mut self, clean: impl Fn(&str) -> String) -> Self {
        if let Some(source) = &self.source {
            let shown = format!("{} {source:?}", chain(source.as_ref()));
            if clean(&shown) != shown {
                self.source = Some(clean(&innermost(source.as_ref())).into());
            }
        }
        self
    }
}

/// Everything that an error and what lies behind it say.
fn chain(error: &(dyn StdError + 'static)) -> String {
    let mut text = error.to_string();
    let mut next = error.source();
    while let Some(error) = next {
        text = format!("{text}: {error} {error:?}");
        next = error.source();
    }
    text
}

/// What the last error of a chain says.
fn innermost(error: &(dyn StdError + 'static)) -> String {
    let mut last = error;
    while let Some(source) = last.source() {
        last = source;
    }
    last.to_string()
}

impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.source {
            Some(source) => write!(f, "{}: {}", self.kind, innermost(source.as_ref())),
            None => self.kind.fmt(f),
        }
    }
}

impl StdError for TransportError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.source.as_deref().map(|source| source as _)
    }
}
