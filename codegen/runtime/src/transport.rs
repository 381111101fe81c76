//! The transport of requests: a trait, so that programs can use another HTTP client, and tests none.

pub(crate) mod chunks;
mod error;

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, OnceLock};
use std::time::{Duration, Instant};

use crate::{HttpBody, Method, Url};

pub use chunks::Chunks;
pub use error::{Sent, TransportError, TransportErrorKind};

/// A boxed future that can be sent to another thread.
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
/// It must follow no redirect and send no `Referer`: the address may contain a token. A reply of any status is `Ok`. A
/// body that is compressed although the request's `Accept-Encoding` forbids it is returned unchanged, or decompressed
/// within the limit and its `Content-Encoding` removed.
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
///         // `Display` of an address omits the query, which may contain a token.
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

    /// Sends a request, as [`send`](Self::send) does, and passes the body of a reply that `chunks` [takes](Chunks::takes) on while
    /// it arrives; the returned reply has no body then, and [`HttpRequest::max_reply_bytes`] does not count for it. By default,
    /// the whole body is returned.
    fn send_to<'a>(
        &'a self,
        request: HttpRequest,
        chunks: &'a mut Chunks<'_>,
    ) -> BoxFuture<'a, Result<HttpResponse, TransportError>> {
        let _ = chunks;
        self.send(request)
    }

    /// Waits.
    fn sleep(&self, duration: Duration) -> BoxFuture<'_, ()>;

    /// Resolves after this duration, which bounds how long a call waits for its token. If `sleep` returns without
    /// waiting, this should never resolve.
    fn alarm(&self, duration: Duration) -> BoxFuture<'_, ()> {
        self.sleep(duration)
    }

    /// The time since a fixed moment of this run of the program. If the standard library has no clock, as on
    /// `wasm32-unknown-unknown`, a transport must implement this.
    fn now(&self) -> Duration {
        since_start()
    }

    /// Whether the futures of `send` and `sleep` block the thread that polls them, so that nothing else can be done
    /// meanwhile.
    fn blocks(&self) -> bool {
        false
    }
}

/// The time since the first call of this function.
pub(crate) fn since_start() -> Duration {
    static START: OnceLock<Instant> = OnceLock::new();
    START.get_or_init(Instant::now).elapsed()
}

impl<T: Transport + ?Sized> Transport for Arc<T> {
    fn send(&self, request: HttpRequest) -> BoxFuture<'_, Result<HttpResponse, TransportError>> {
        (**self).send(request)
    }

    fn send_to<'a>(
        &'a self,
        request: HttpRequest,
        chunks: &'a mut Chunks<'_>,
    ) -> BoxFuture<'a, Result<HttpResponse, TransportError>> {
        (**self).send_to(request, chunks)
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

    fn blocks(&self) -> bool {
        (**self).blocks()
    }
}

/// A request as it is sent. `Debug` shows neither the query, nor the values of headers, nor the body.
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
    /// Names and values, without control characters.
    pub headers: Vec<(String, String)>,
    /// The body, if there is one. A transport that cannot send a multipart body returns an error of the kind
    /// [`TransportErrorKind::Request`].
    pub body: Option<HttpBody>,
    /// Maximum duration of the whole exchange; `None` for no limit.
    pub timeout: Option<Duration>,
    /// Maximum number of bytes of the reply's body, after decompression. A longer one is an error.
    pub max_reply_bytes: usize,
}

impl HttpRequest {
    /// A request without headers, body and timeout, for a token source with a server of its own.
    pub fn new(method: Method, url: Url) -> Self {
        Self { method, url, headers: Vec::new(), body: None, timeout: None, max_reply_bytes: MAX_REPLY_BYTES }
    }

    /// The value of a header. Names are compared ignoring case.
    pub fn header(&self, name: &str) -> Option<&str> {
        header(&self.headers, name)
    }

    /// The bytes of the body; `None` if there is no body or it is multipart.
    pub fn bytes(&self) -> Option<&[u8]> {
        self.body.as_ref()?.bytes()
    }
}

/// Default maximum number of bytes of a reply's body: 8 MiB.
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
            .field("body_bytes", &self.body.as_ref().map(HttpBody::len))
            .field("timeout", &self.timeout)
            .field("max_reply_bytes", &self.max_reply_bytes)
            .finish()
    }
}

/// A reply as it was received. `Debug` shows neither the values of headers nor the body.
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
    /// Names and values. A value that is not UTF-8 may be omitted.
    pub headers: Vec<(String, String)>,
    /// The body, decompressed.
    pub body: Vec<u8>,
}

impl HttpResponse {
    /// A reply without headers.
    pub fn new(status: u16, body: impl Into<Vec<u8>>) -> Self {
        Self { status, headers: Vec::new(), body: body.into() }
    }

    /// Adds a header.
    #[must_use]
    pub fn with_header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.headers.push((name.into(), value.into()));
        self
    }

    /// The value of a header. Names are compared ignoring case.
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
