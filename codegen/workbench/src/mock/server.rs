//! The responder behind a socket: HTTP/1.1 by hyper, on one thread.

use std::io;
use std::mem;
use std::net::{SocketAddr, TcpListener, ToSocketAddrs};
use std::panic;
use std::thread;
use std::time::Duration;

use http_body_util::{BodyExt, Full, LengthLimitError, Limited};
use hyper::body::{Body, Bytes, Incoming};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Request, Response, http};
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use serde_json::json;
use tokio::sync::watch;
use tokio::time::{sleep, timeout};

use super::exchange::Exchange;
use super::message::MockRequest;
use super::responder::Responder;
use crate::judge::MockResponse;
use specwright::ir::Api;

/// Maximum number of bytes of a request line and its headers.
const MAX_HEAD_BYTES: usize = 64 * 1024;
/// Maximum number of bytes of a request body.
const MAX_BODY_BYTES: usize = 16 * 1024 * 1024;
/// Maximum number of headers of a request: more than [`specwright_runtime::MAX_HEAD_BYTES`] have room for.
const MAX_HEADERS: usize = 8192;
/// How long a client may take to send the head or the body of a request.
const READ_TIMEOUT: Duration = Duration::from_secs(30);
/// How long the rest of a body that is too large is read and dropped: closing the connection while the client is
/// still writing would reset it before the client has read the response.
const DRAIN_TIMEOUT: Duration = Duration::from_secs(1);
/// How long to wait before accepting again after the process ran out of file descriptors.
const ACCEPT_PAUSE: Duration = Duration::from_millis(20);

/// A server for the API, meant for loopback.
///
/// ```
/// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/pets.rs"));
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use std::io::{Read, Write};
/// use specwright::check::check;
/// use specwright_workbench::mock::Mock;
///
/// let mock = Mock::bind(check(&sources()).unwrap().api, "127.0.0.1:0")?; // any free port
/// let address = mock.local_addr();
/// std::thread::scope(|scope| -> std::io::Result<()> {
///     scope.spawn(|| mock.serve());
///     let mut connection = std::net::TcpStream::connect(address)?;
///     connection.write_all(b"GET /nothing HTTP/1.1\r\nHost: pets\r\nConnection: close\r\n\r\n")?;
///     let mut reply = String::new();
///     connection.read_to_string(&mut reply)?;
///     assert!(reply.starts_with("HTTP/1.1 404 "), "{reply}");
///     mock.shutdown();
///     Ok(())
/// })?;
/// # Ok(())
/// # }
/// ```
#[derive(Debug)]
pub struct Mock {
    responder: Responder,
    listener: TcpListener,
    address: SocketAddr,
    is_shut_down: watch::Sender<bool>,
}

impl Mock {
    /// Listens on `address`; port 0 selects a free port. No request is answered before [`serve`](Self::serve) is called.
    ///
    /// # Errors
    ///
    /// Returns an error if the address cannot be bound.
    pub fn bind(api: Api, address: impl ToSocketAddrs) -> io::Result<Self> {
        let listener = TcpListener::bind(address)?;
        listener.set_nonblocking(true)?;
        let address = listener.local_addr()?;
        let is_shut_down = watch::Sender::new(false);
        Ok(Self { responder: Responder::new(api), listener, address, is_shut_down })
    }

    /// Accepts this token as valid, besides those that the API's own operations issue.
    #[must_use]
    pub fn accept_token(mut self, token: impl Into<String>) -> Self {
        self.responder = self.responder.accept_token(token);
        self
    }

    /// Accepts keys that the spec does not have.
    #[must_use]
    pub fn lenient(mut self) -> Self {
        self.responder = self.responder.lenient();
        self
    }

    /// Calls `observer` after each request to the API, on the thread that serves all connections: no other request
    /// is answered until it returns.
    #[must_use]
    pub fn on_request(mut self, observer: impl Fn(&Exchange) + Send + Sync + 'static) -> Self {
        self.responder = self.responder.on_request(observer);
        self
    }

    /// The address that the server listens on.
    pub fn local_addr(&self) -> SocketAddr {
        self.address
    }

    /// Serves until [`shutdown`](Self::shutdown) is called from another thread. Blocks the calling thread.
    ///
    /// The number of connections is limited by the file descriptors of the process only. When these are used up, idle
    /// connections are closed to accept new ones.
    ///
    /// # Errors
    ///
    /// Returns an error if the event loop cannot be created.
    pub fn serve(&self) -> io::Result<()> {
        // On a thread of its own, since the caller's may already run an async runtime, which cannot be nested.
        thread::scope(|scope| match scope.spawn(|| self.run()).join() {
            Ok(result) => result,
            Err(payload) => panic::resume_unwind(payload),
        })
    }

    /// Ends [`serve`](Self::serve) and closes every connection. No request is answered afterwards.
    pub fn shutdown(&self) {
        self.is_shut_down.send_replace(true);
    }

    /// Answers one request without a socket.
    pub fn respond(&self, request: &MockRequest) -> MockResponse {
        self.responder.respond(request)
    }

    fn run(&self) -> io::Result<()> {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_io().enable_time().build()?;
        // Every connection is a task of the runtime and ends with it.
        runtime.block_on(async {
            let listener = tokio::net::TcpListener::from_std(self.listener.try_clone()?)?;
            tokio::spawn(accept(listener, self.responder.clone()));
            let shut_down =
                self.is_shut_down.subscribe().wait_for(|is_shut_down| *is_shut_down).await.map(drop);
            shut_down.map_err(io::Error::other)
        })
    }
}

/// Accepts connections and serves each in a task of its own.
async fn accept(listener: tokio::net::TcpListener, responder: Responder) {
    let mut http = http1::Builder::new();
    // A client that has closed its sending side still receives the response.
    http.half_close(true).max_buf_size(MAX_HEAD_BYTES).max_headers(MAX_HEADERS);
    http.timer(TokioTimer::new()).header_read_timeout(READ_TIMEOUT);
    let mut open = GracefulShutdown::new();
    loop {
        match listener.accept().await {
            Ok((stream, _)) => {
                // Without this option responses are slower, but the same.
                drop(stream.set_nodelay(true));
                let responder = responder.clone();
                let service = service_fn(move |request| respond(responder.clone(), request));
                let connection = http.serve_connection(TokioIo::new(stream), service);
                tokio::spawn(open.watch(connection));
            }
            Err(error) if is_of_one_connection(&error) => {}
            // The process is out of file descriptors: idle connections are closed, the others after their response.
            Err(_) => {
                drop(mem::take(&mut open));
                sleep(ACCEPT_PAUSE).await;
            }
        }
    }
}

/// Whether the error says nothing about the next connection.
fn is_of_one_connection(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::ConnectionAborted | io::ErrorKind::ConnectionReset | io::ErrorKind::Interrupted
    )
}

async fn respond(responder: Responder, request: Request<Incoming>) -> http::Result<Response<Full<Bytes>>> {
    let (head, body) = request.into_parts();
    let text = |value: &[u8]| String::from_utf8_lossy(value).into_owned();
    let headers = head.headers.iter().map(|(name, value)| (name.to_string(), text(value.as_bytes())));
    // A client of a proxy sends a whole URL.
    let target = head.uri.path_and_query().map_or("/", |target| target.as_str());
    let response = match read(body).await {
        Ok(body) => responder.respond(&MockRequest {
            method: head.method.to_string(),
            target: target.to_owned(),
            headers: headers.collect(),
            body,
        }),
        Err((status, problem)) => MockResponse::json(status, &json!({ "problem": problem })),
    };
    let builder = Response::builder().status(response.status);
    let builder = response.headers.iter().fold(builder, |builder, (name, value)| builder.header(name, value));
    builder.body(Full::from(response.body))
}

/// The request body, or the status and the message of the refusal.
async fn read(mut body: Incoming) -> Result<Vec<u8>, (u16, &'static str)> {
    let is_too_large = if body.size_hint().lower() > MAX_BODY_BYTES as u64 {
        true
    } else {
        match timeout(READ_TIMEOUT, Limited::new(&mut body, MAX_BODY_BYTES).collect()).await {
            Ok(Ok(body)) => return Ok(body.to_bytes().into()),
            Ok(Err(error)) => error.is::<LengthLimitError>(),
            Err(_) => return Err((408, "the body is not complete")),
        }
    };
    if !is_too_large {
        return Err((400, "the body is malformed"));
    }
    let drain = async { while let Some(Ok(_)) = body.frame().await {} };
    drop(timeout(DRAIN_TIMEOUT, drain).await);
    Err((413, "the body is too large"))
}
