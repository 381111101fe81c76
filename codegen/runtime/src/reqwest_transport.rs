//! The transport over reqwest.

mod body;
#[cfg(feature = "multipart")]
mod multipart;

use std::future::{Future, ready};
use std::time::Duration;

use reqwest::header::{CONTENT_LENGTH, HeaderMap, HeaderName, HeaderValue};

use crate::{
    BoxFuture, Chunks, HttpBody, HttpRequest, HttpResponse, Method, Sent, Transport, TransportError,
    TransportErrorKind, tls,
};

use self::body::SendState;
#[cfg(feature = "multipart")]
use self::multipart::encode;
use crate::transport::chunks::takes;

/// How long connecting may take, so that there is time left for another server.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);

/// How long an idle connection is kept. Many servers close theirs after a minute, and some after 20 s.
const MAX_IDLE: Duration = Duration::from_secs(15);

/// Sends requests with reqwest, HTTP/1.1, and rustls, trusting the certificates that the system trusts. It needs a
/// tokio runtime with I/O and time enabled.
///
/// Connections are kept for later requests, for at most 15 s.
///
/// It follows no redirect and sends no `Referer`. Proxies are taken from the system and the environment. TLS is
/// done by the provider that the program installed in rustls, else, with the feature `rustls`, by ring.
///
/// A request that got no reply is known not to have been sent ([`Sent::No`]) if no connection was made, or if its body
/// was never read. A request without a body, once there is a connection, may have been sent ([`Sent::Maybe`]).
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
    /// Builds the transport.
    ///
    /// # Errors
    ///
    /// [`TransportErrorKind::Tls`] if the program installed no TLS provider and the feature `rustls` is off,
    /// or if the system's certificates cannot be loaded.
    pub fn new() -> Result<Self, TransportError> {
        let client = reqwest::Client::builder()
            .tls_backend_preconfigured(tls::config()?)
            .redirect(reqwest::redirect::Policy::none())
            .referer(false)
            .retry(reqwest::retry::never())
            .connect_timeout(CONNECT_TIMEOUT)
            .pool_idle_timeout(MAX_IDLE)
            .build()
            .map_err(|error| {
                TransportError::new(TransportErrorKind::Tls, Sent::No).because(error.without_url())
            })?;
        Ok(Self(client))
    }

    /// Sends a request, and passes on the body of a success if there is something to pass it to.
    pub(crate) async fn exchange(
        &self,
        request: HttpRequest,
        chunks: Option<impl PassOn>,
    ) -> Result<HttpResponse, TransportError> {
        if tokio::runtime::Handle::try_current().is_err() {
            return Err(TransportError::new(TransportErrorKind::Runtime, Sent::No).because(NO_RUNTIME));
        }
        let (max_bytes, timeout) = (request.max_reply_bytes, request.timeout);
        let (request, send_state) = build(&self.0, request)?;
        // A kept connection may have been closed while the runtime was busy: its task notices now.
        tokio::task::yield_now().await;
        let response =
            self.0.execute(request).await.map_err(|error| before_reply(error, timeout, send_state.sent()))?;
        let status = response.status().as_u16();
        let headers = headers(response.headers());
        let body = match chunks.filter(|_| takes(status, &headers)) {
            Some(chunks) => pass_on(response, chunks, timeout).await.map(|()| Vec::new())?,
            None => read_body(response, max_bytes, timeout).await?,
        };
        Ok(HttpResponse { status, headers, body })
    }
}

impl Transport for ReqwestTransport {
    fn send(&self, request: HttpRequest) -> BoxFuture<'_, Result<HttpResponse, TransportError>> {
        Box::pin(self.exchange(request, None::<&mut Chunks<'_>>))
    }

    fn send_to<'a>(
        &'a self,
        request: HttpRequest,
        chunks: &'a mut Chunks<'_>,
    ) -> BoxFuture<'a, Result<HttpResponse, TransportError>> {
        Box::pin(self.exchange(request, Some(chunks)))
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'_, ()> {
        Box::pin(async move { tokio::time::sleep(duration).await })
    }
}

/// What to do if there is no runtime.
const NO_RUNTIME: &str = "no tokio runtime: await the call inside of one, or use the blocking client";

fn build(
    client: &reqwest::Client,
    request: HttpRequest,
) -> Result<(reqwest::Request, SendState), TransportError> {
    let wrong = || TransportError::new(TransportErrorKind::Request, Sent::No);
    // The text of neither error is shown: it could contain a part of the address or of a value.
    let url = request.url.expose().parse().map_err(|_| wrong().because("the address is invalid"))?;
    let mut built = reqwest::Request::new(method(request.method), url);
    for (name, value) in &request.headers {
        let key = HeaderName::from_bytes(name.as_bytes())
            .map_err(|_| wrong().because(format!("`{name}` is not a valid name of a header")))?;
        let value = HeaderValue::from_bytes(value.as_bytes()).map_err(|_| {
            wrong()
                .because(format!("the value of the header `{name}` has a character that headers cannot have"))
        })?;
        built.headers_mut().append(key, value);
    }
    // Some servers refuse such a request with 411 if it does not state that there is no body.
    if request.body.is_none() && matches!(request.method, Method::Post | Method::Put | Method::Patch) {
        built.headers_mut().insert(CONTENT_LENGTH, HeaderValue::from_static("0"));
    }
    *built.timeout_mut() = request.timeout;
    match request.body {
        None => {}
        Some(HttpBody::Bytes(bytes)) => {
            *built.body_mut() = Some(bytes).filter(|bytes| !bytes.is_empty()).map(Into::into);
        }
        Some(HttpBody::Multipart(parts)) => built = encode(client, built, parts)?,
    }
    let (body, send_state) = body::observed(built.body_mut().take());
    *built.body_mut() = body;
    Ok((built, send_state))
}

#[cfg(not(feature = "multipart"))]
fn encode(
    _: &reqwest::Client,
    _: reqwest::Request,
    _: Vec<crate::Part>,
) -> Result<reqwest::Request, TransportError> {
    let why = "to send files, enable the feature `multipart`";
    Err(TransportError::new(TransportErrorKind::Request, Sent::No).because(why))
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
    while let Some(chunk) = response.chunk().await.map_err(|error| within_reply(error, timeout))? {
        if chunk.len() > max_bytes - body.len() {
            return Err(too_large());
        }
        body.extend_from_slice(&chunk);
    }
    Ok(body)
}

/// What takes the chunks of a body.
pub(crate) trait PassOn: Send {
    /// Takes a chunk; until then, no other is read.
    fn pass_on(&mut self, chunk: &[u8]) -> impl Future<Output = Result<(), TransportError>> + Send;
}

impl PassOn for &mut Chunks<'_> {
    fn pass_on(&mut self, chunk: &[u8]) -> impl Future<Output = Result<(), TransportError>> + Send {
        ready(self.write(chunk))
    }
}

async fn pass_on(
    mut response: reqwest::Response,
    mut chunks: impl PassOn,
    timeout: Option<Duration>,
) -> Result<(), TransportError> {
    while let Some(chunk) = response.chunk().await.map_err(|error| within_reply(error, timeout))? {
        chunks.pass_on(&chunk).await?;
    }
    Ok(())
}

/// An error before the reply's head was received.
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

/// An error after the reply's head.
fn within_reply(error: reqwest::Error, timeout: Option<Duration>) -> TransportError {
    if error.is_timeout() {
        return TransportError::no_reply_within(timeout, Sent::Yes);
    }
    TransportError::new(TransportErrorKind::Body, Sent::Yes).because(error.without_url())
}
