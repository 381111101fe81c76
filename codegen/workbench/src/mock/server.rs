//! The responder on a socket.

use std::io::{self, Read};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, Shutdown, SocketAddr, TcpListener, TcpStream, ToSocketAddrs};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::json;

use super::connections::{Connection, Connections};
use super::exchange::Exchange;
use super::http::{Failure, Reader};
use super::message::{MockRequest, MockResponse};
use super::responder::Responder;
use specwright::ir::Api;

/// How long a silent connection is kept.
const PATIENCE: Duration = Duration::from_secs(30);
/// How long is waited for the other side to close after the last response.
const FAREWELL: Duration = Duration::from_secs(1);

/// The API on a socket, meant for loopback.
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
    connections: Connections,
}

impl Mock {
    /// Listens on `address`; port 0 picks a free one. Nothing is answered before [`serve`](Self::serve).
    ///
    /// # Errors
    ///
    /// When the address cannot be listened on.
    pub fn bind(api: Api, address: impl ToSocketAddrs) -> io::Result<Self> {
        let listener = TcpListener::bind(address)?;
        let address = listener.local_addr()?;
        Ok(Self { responder: Responder::new(api), listener, address, connections: Connections::default() })
    }

    /// Takes this token as valid, besides those that the API's own operations issue.
    #[must_use]
    pub fn accept_token(mut self, token: impl Into<String>) -> Self {
        self.responder = self.responder.accept_token(token);
        self
    }

    /// Calls `observer` after each request to the API, from the thread that serves it.
    #[must_use]
    pub fn on_request(mut self, observer: impl Fn(&Exchange) + Send + Sync + 'static) -> Self {
        self.responder = self.responder.on_request(observer);
        self
    }

    /// The address that it listens on.
    pub fn local_addr(&self) -> SocketAddr {
        self.address
    }

    /// Serves until [`shutdown`](Self::shutdown) is called from another thread, each connection on a thread of
    /// its own. Returns when all of them have ended. When there are very many of them, those that have been silent
    /// longest are closed.
    ///
    /// # Errors
    ///
    /// When the socket takes no more connections.
    pub fn serve(&self) -> io::Result<()> {
        thread::scope(|scope| {
            while !self.connections.is_closed() {
                let stream = match self.listener.accept() {
                    Ok((stream, _)) => stream,
                    Err(error) if is_passing(&error) => continue,
                    // The process may have as many files open as it is allowed: fewer connections will do.
                    Err(_) if self.connections.make_room() => continue,
                    Err(error) => {
                        self.connections.close();
                        return Err(error);
                    }
                };
                if let Some(connection) = self.connections.open(stream) {
                    let serve = move || self.converse(connection);
                    // Where no thread can be had, the connection closes as it is dropped.
                    drop(thread::Builder::new().spawn_scoped(scope, serve));
                }
            }
            Ok(())
        })
    }

    /// Ends [`serve`](Self::serve) and closes every connection. No request is answered afterwards.
    pub fn shutdown(&self) {
        self.connections.close();
        // Wakes the thread that waits for connections. Without a listener there is none to wake.
        drop(TcpStream::connect_timeout(&reachable(self.address), Duration::from_secs(1)));
    }

    /// Answers one request without a socket.
    pub fn respond(&self, request: &MockRequest) -> MockResponse {
        self.responder.respond(request)
    }

    /// Serves one connection to its end.
    fn converse(&self, connection: Connection<'_>) {
        let stream = connection.stream();
        let is_ready = stream.set_read_timeout(Some(PATIENCE)).is_ok()
            && stream.set_write_timeout(Some(PATIENCE)).is_ok()
            && stream.set_nodelay(true).is_ok();
        if !is_ready {
            return;
        }
        let mut reader = Reader::new(connection);
        while !self.connections.is_closed() {
            let (response, keep_alive, is_head) = match reader.next() {
                Ok(incoming) => {
                    let is_head = incoming.request.method == "HEAD";
                    (self.respond(&incoming.request), incoming.keep_alive, is_head)
                }
                Err(Failure::Refused(status, problem)) => {
                    (MockResponse::json(status, &json!({ "problem": problem })), false, false)
                }
                Err(Failure::Closed) => return,
            };
            if reader.write(&response, keep_alive, is_head).is_err() {
                return;
            }
            if !keep_alive {
                return finish(reader.into_stream());
            }
        }
    }
}

/// Ends a connection such that the last response arrives: to close it while something is still unread would
/// reset it.
fn finish(mut connection: Connection<'_>) {
    let stream = connection.stream();
    let is_ready =
        stream.shutdown(Shutdown::Write).is_ok() && stream.set_read_timeout(Some(FAREWELL)).is_ok();
    let end = Instant::now() + FAREWELL;
    let mut bytes = [0; 16 * 1024];
    while is_ready && Instant::now() < end && connection.read(&mut bytes).is_ok_and(|count| count > 0) {}
}

/// Whether the next connection may do better.
fn is_passing(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::ConnectionAborted | io::ErrorKind::ConnectionReset | io::ErrorKind::Interrupted
    )
}

/// An address to connect to where the mock listens on all of them.
fn reachable(address: SocketAddr) -> SocketAddr {
    let ip = match address.ip() {
        IpAddr::V4(ip) if ip.is_unspecified() => IpAddr::V4(Ipv4Addr::LOCALHOST),
        IpAddr::V6(ip) if ip.is_unspecified() => IpAddr::V6(Ipv6Addr::LOCALHOST),
        ip => ip,
    };
    SocketAddr::new(ip, address.port())
}
