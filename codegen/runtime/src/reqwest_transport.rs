//! The transport over reqwest.

mod watched;

use std::time::Duration;

use reqwest::header::{CONTENT_LENGTH, HeaderMap, HeaderName, HeaderValue};

use crate::transport::times::{CONNECT_TIMEOUT, LONGEST_IDLE};
use crate::{
    BoxFuture, HttpRequest, HttpResponse, Method, Sent, Transport, TransportError, TransportErrorKind, tls,
};

use self::watched::Watch;

/// Carries requests with reqwest, HTTP/1.1, and rustls, trusting the certificates that the system trusts. It
/// needs a tokio runtime to run in, with its I/O and time turned on.
///
/// Connections are kept for later requests, for 15 s at most.
///
/// It follows no redirect and sends no `Referer`. Proxies are taken from the system and the environment. TLS is
/// done by the provider that the program installed in rustls, else, with the feature `rustls`, by ring.
///
/// ```
/// # #[cfg(feature = "rustls")] {
/// use specwright_runtime::ReqwestTransport;
///
/// // One transport for the clients of several APIs: they share its connections.
/// let transport = ReqwestTransport::new()?;
/// let another = transport.clone();
/// # drop(another);
/// # }
/// # Ok::<(), specwright_runtime::TransportError>(())
/// ```
#[derive(Clone, Debug)]
pub struct ReqwestTransport(reqwest::Client);

impl ReqwestTransport {
    /// Sets it up.
    ///
    /// # Errors
    ///
    /// [`TransportErrorKind::Tls`] where the program installed no TLS provider and the feature `rustls` is off,
    /// or where the system's certificates cannot be loaded.
    pub fn new() -> Result<Self, TransportError> {
        let client = reqwest::Client::builder()
            .tls_backend_preconfigured(tls::config()?)
            .redirect(reqwest::redirect::Policy::none())
            .referer(false)
            .retry(reqwest::retry::never())
            .connect_timeout(CONNECT_TIMEOUT)
            .pool_idle_timeout(LONGEST_IDLE)
            .build()
            .map_err(|error| {
                TransportError::new(TransportErrorKind::Tls, Sent::No).because(error.without_url())
            })?;
        Ok(Self(client))
    }

    async fn exchange(&self, request: HttpRequest) -> Result<HttpResponse, TransportError> {
        if tokio::runtime::Handle::try_current().is_err() {
            return Err(TransportError::new(TransportErrorKind::Request, Sent::No).because(NO_RUNTIME));
        }
        let (max_bytes, timeout) = (request.max_reply_bytes, request.timeout);
        let (request, watch) = build(request)?;
        // A kept connection may have been closed while the runtime did not run, or did something else: now it gets to
        // know.
        tokio::task::yield_now().await;
        let response =
            self.0.execute(request).await.map_err(|error| before_reply(error, timeout, watch.sent()))?;
        let status = response.status().as_u16();
        let headers = headers(response.headers());
        let body = read_body(response, max_bytes, timeout).await?;
        Ok(HttpResponse { status, headers, body })
    }
}

impl Transport for ReqwestTransport {
    fn send(&self, request: HttpRequest) -> BoxFuture<'_, Result<HttpResponse, TransportError>> {
        Box::pin(self.exchange(request))
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'_, ()> {
        Box::pin(async move { tokio::time::sleep(duration).await })
    }
}

/// What to do where there is no runtime.
const NO_RUNTIME: &str = "no tokio runtime: await the call inside of one, or use the blocking client";

fn build(request: HttpRequest) -> Result<(reqwest::Request, Watch), TransportError> {
    let wrong = || TransportError::new(TransportErrorKind::Request, Sent::No);
    // Neither error's text is passed on: it could hold a part of the address or of a value.
    let url = request.url.expose().parse().map_err(|_| wrong().because("the address is wrong"))?;
    let mut built = reqwest::Request::new(method(request.method), url);
    for (name, value) in &request.headers {
        let key = HeaderName::from_bytes(name.as_bytes())
            .map_err(|_| wrong().because(format!("`{name}` cannot be the name of a header")))?;
        let value = HeaderValue::from_bytes(value.as_bytes())
            .map_err(|_| wrong().because(format!("the value of the header `{name}` cannot stand in one")))?;
        built.headers_mut().append(key, value);
    }
    // Some servers refuse such a request with 411 if it does not say that there is no body.
    if request.body.is_none() && matches!(request.method, Method::Post | Method::Put | Method::Patch) {
        built.headers_mut().insert(CONTENT_LENGTH, HeaderValue::from_static("0"));
    }
    *built.timeout_mut() = request.timeout;
    let (body, watch) = watched::body(request.body);
    *built.body_mut() = body;
    Ok((built, watch))
}

fn method(method: Method) -> reqwest::Method {
    match method {
        Method::Get => reqwest::Method::GET,
        Method::Head => reqwest::Method::HEAD,
        Method::Post => reqwest::Method::POST,
        Method::Put => reqwest::Method::PUT,
        Method::Patch => reqwest::Method::PATCH,
        Method::Delete => reqwest::Method::DELETE,
        Method::Options => reqwest::Method::OPTIONS,
        Method::Trace => reqwest::Method::TRACE,
    }
}

fn headers(headers: &HeaderMap) -> Vec<(String, String)> {
    let text = |value: &HeaderValue| std::str::from_utf8(value.as_bytes()).map(str::to_owned).ok();
    headers.iter().filter_map(|(name, value)| Some((name.as_str().to_owned(), text(value)?))).collect()
}

async fn read_body(
    mut response: reqwest::Response,
    max_bytes: usize,
    timeout: Option<Duration>,
) -> Result<Vec<u8>, TransportError> {
    let too_large = || {
        let why = format!("more than {max_bytes} bytes");
        TransportError::new(TransportErrorKind::TooLarge, Sent::Yes).because(why)
    };
    let announced = response.content_length().map(usize::try_from);
    if announced.is_some_and(|bytes| bytes.is_ok_and(|bytes| bytes > max_bytes)) {
        return Err(too_large());
    }
    let mut body = Vec::new();
    while let Some(chunk) = response.chunk().await.map_err(|error| amid_reply(error, timeout))? {
        if chunk.len() > max_bytes - body.len() {
            return Err(too_large());
        }
        body.extend_from_slice(&chunk);
    }
    Ok(body)
}

/// An error before the reply's head was there.
fn before_reply(error: reqwest::Error, timeout: Option<Duration>, sent: Sent) -> TransportError {
    let (kind, sent) = match (error.is_connect(), error.is_timeout()) {
        (true, true) => return TransportError::no_connection_within(CONNECT_TIMEOUT),
        (false, true) => return TransportError::no_reply_within(timeout, sent),
        (true, false) => (TransportErrorKind::Connect, Sent::No),
        (false, false) if error.is_builder() => (TransportErrorKind::Request, Sent::No),
        (false, false) => (TransportErrorKind::Io, sent),
    };
    TransportError::new(kind, sent).because(error.without_url())
}

/// An error after the reply had begun.
fn amid_reply(error: reqwest::Error, timeout: Option<Duration>) -> TransportError {
    if error.is_timeout() {
        return TransportError::no_reply_within(timeout, Sent::Yes);
    }
    TransportError::new(TransportErrorKind::Body, Sent::Yes).because(error.without_url())
}
