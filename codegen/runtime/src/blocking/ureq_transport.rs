//! The blocking transport over ureq.

use std::io::{self, Read};
use std::sync::Arc;
use std::time::{Duration, Instant};

use rustls::crypto::CryptoProvider;
use ureq::http::{self, HeaderMap};
use ureq::tls::{RootCerts, TlsConfig};
use ureq::{Agent, Body, Timeout};

use super::Transport;
use crate::{HttpRequest, HttpResponse, Method, Sent, TransportError, TransportErrorKind};

/// How long connecting may take, so that there is time left for another server.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);

/// Carries requests with ureq, HTTP/1.1, and rustls, trusting the certificates that the system trusts. It needs
/// no async runtime, and can be used in one.
///
/// It follows no redirect and sends no `Referer`. A proxy is taken from the environment. TLS is done by the
/// provider that the program installed in rustls, else by ring.
///
/// At the level `trace` of the crate `log`, and only there, ureq itself writes whole addresses and what comes back,
/// both of which can hold a token: a program that logs that much leaves the targets `ureq` and `ureq_proto` out.
///
/// ```
/// use specwright_runtime::blocking::UreqTransport;
///
/// // One transport for the clients of several APIs: they share its connections.
/// let transport = UreqTransport::new()?;
/// let another = transport.clone();
/// # drop(another);
/// # Ok::<(), specwright_runtime::TransportError>(())
/// ```
#[derive(Clone, Debug)]
pub struct UreqTransport(Agent);

impl UreqTransport {
    /// Sets it up.
    ///
    /// # Errors
    ///
    /// There is none so far; a TLS provider that cannot be used will be one.
    pub fn new() -> Result<Self, TransportError> {
        let provider = CryptoProvider::get_default()
            .cloned()
            .unwrap_or_else(|| Arc::new(rustls::crypto::ring::default_provider()));
        let tls = TlsConfig::builder()
            .unversioned_rustls_crypto_provider(provider)
            .root_certs(RootCerts::PlatformVerifier)
            .build();
        let config = Agent::config_builder()
            .tls_config(tls)
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .save_redirect_history(false)
            .timeout_connect(Some(CONNECT_TIMEOUT))
            .build();
        Ok(Self(config.new_agent()))
    }
}

impl Transport for UreqTransport {
    fn send(&self, mut request: HttpRequest) -> Result<HttpResponse, TransportError> {
        let body = request.body.take();
        let max_bytes = request.max_reply_bytes;
        let head = head(&request, body.is_some())?;
        // One that ends after the clock does is none, and ureq would panic.
        let timeout = request.timeout.filter(|timeout| Instant::now().checked_add(*timeout).is_some());
        let response = match body {
            Some(body) => self.run(head.map(|()| body), timeout),
            None => self.run(head, timeout),
        };
        let response = response.map_err(|error| before_reply(error, timeout))?;
        let status = response.status().as_u16();
        let headers = headers(response.headers());
        let body = read_body(response, max_bytes, timeout)?;
        Ok(HttpResponse { status, headers, body })
    }
}

impl UreqTransport {
    fn run(
        &self,
        request: http::Request<impl ureq::AsSendBody>,
        timeout: Option<Duration>,
    ) -> Result<http::Response<Body>, ureq::Error> {
        self.0.run(self.0.configure_request(request).timeout_global(timeout).build())
    }
}

fn head(request: &HttpRequest, has_body: bool) -> Result<http::Request<()>, TransportError> {
    let mut built = http::Request::builder().method(method(request.method)).uri(request.url.expose());
    for (name, value) in &request.headers {
        built = built.header(name.as_str(), value.as_bytes());
    }
    // Some servers refuse such a request with 411 if it does not say that there is no body.
    if !has_body && matches!(request.method, Method::Post | Method::Put | Method::Patch) {
        built = built.header(http::header::CONTENT_LENGTH, "0");
    }
    // The error's text could hold a part of the address or of a value.
    built.body(()).map_err(|_| {
        TransportError::new(TransportErrorKind::Request, Sent::No).because("the address or a header is wrong")
    })
}

fn method(method: Method) -> http::Method {
    match method {
        Method::Get => http::Method::GET,
        Method::Head => http::Method::HEAD,
        Method::Post => http::Method::POST,
        Method::Put => http::Method::PUT,
        Method::Patch => http::Method::PATCH,
        Method::Delete => http::Method::DELETE,
        Method::Options => http::Method::OPTIONS,
        Method::Trace => http::Method::TRACE,
    }
}

fn headers(headers: &HeaderMap) -> Vec<(String, String)> {
    let text = |value: &http::HeaderValue| std::str::from_utf8(value.as_bytes()).map(str::to_owned).ok();
    headers.iter().filter_map(|(name, value)| Some((name.as_str().to_owned(), text(value)?))).collect()
}

fn read_body(
    response: http::Response<Body>,
    max_bytes: usize,
    timeout: Option<Duration>,
) -> Result<Vec<u8>, TransportError> {
    let limit = u64::try_from(max_bytes).unwrap_or(u64::MAX);
    let body = response.into_body();
    let mut read = Vec::new();
    let announced_too_large = body.content_length().is_some_and(|bytes| bytes > limit);
    if !announced_too_large {
        let mut bounded = body.into_reader().take(limit.saturating_add(1));
        bounded.read_to_end(&mut read).map_err(|error| amid_reply(error, timeout))?;
    }
    if announced_too_large || read.len() > max_bytes {
        let why = format!("more than {max_bytes} bytes");
        return Err(TransportError::new(TransportErrorKind::TooLarge, Sent::Yes).because(why));
    }
    Ok(read)
}

/// An error before the reply's head was there.
fn before_reply(error: ureq::Error, timeout: Option<Duration>) -> TransportError {
    use TransportErrorKind::{Connect, Io, Request};
    let (kind, sent) = match &error {
        // Their texts hold the address.
        ureq::Error::BadUri(_) | ureq::Error::Http(_) | ureq::Error::RequireHttpsOnly(_) => {
            return TransportError::new(Request, Sent::No).because("the address or a header is wrong");
        }
        ureq::Error::BodyExceedsLimit(_) => (Request, Sent::No),
        ureq::Error::Timeout(Timeout::Resolve | Timeout::Connect) => {
            return TransportError::no_connection_within(CONNECT_TIMEOUT);
        }
        ureq::Error::Timeout(_) => return TransportError::no_reply_within(timeout, Sent::Maybe),
        ureq::Error::HostNotFound
        | ureq::Error::ConnectionFailed
        | ureq::Error::InvalidProxyUrl
        | ureq::Error::ConnectProxyFailed(_)
        | ureq::Error::Tls(_)
        | ureq::Error::TlsRequired
        | ureq::Error::Pem(_)
        | ureq::Error::Rustls(_) => (Connect, Sent::No),
        ureq::Error::Io(error) if never_connected(error) => (Connect, Sent::No),
        _ => (Io, Sent::Maybe),
    };
    TransportError::new(kind, sent).because(error)
}

/// Whether this happens only before anything can be sent: without an address or a connection, or with a server
/// that shows a wrong certificate.
fn never_connected(error: &io::Error) -> bool {
    let refused = matches!(
        error.kind(),
        io::ErrorKind::ConnectionRefused
            | io::ErrorKind::AddrNotAvailable
            | io::ErrorKind::HostUnreachable
            | io::ErrorKind::NetworkUnreachable
    );
    let tls = error.get_ref().and_then(|inner| inner.downcast_ref::<rustls::Error>());
    refused || unresolved(error) || matches!(tls, Some(rustls::Error::InvalidCertificate(_)))
}

/// Whether the host's name has no address. The standard library has no kind for it: Unix tells it in words,
/// Windows by number.
fn unresolved(error: &io::Error) -> bool {
    let windows = cfg!(windows) && error.raw_os_error().is_some_and(|code| (11_001..=11_004).contains(&code));
    windows || error.to_string().contains("lookup address")
}

/// An error after the reply had begun.
fn amid_reply(error: io::Error, timeout: Option<Duration>) -> TransportError {
    match ureq::Error::from(error) {
        ureq::Error::Timeout(_) => TransportError::no_reply_within(timeout, Sent::Yes),
        error => TransportError::new(TransportErrorKind::Body, Sent::Yes).because(error),
    }
}
