//! The blocking transport: HTTP/1.1 over the sockets of the standard library.

mod body;
#[cfg(test)]
mod connecting_tests;
mod connection;
mod connector;
mod deadline;
mod encrypted;
mod exchange;
mod head;
mod pool;
mod proxy;
#[cfg(test)]
mod reply_tests;
mod request;
mod stream;
mod target;
mod tcp;

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use rustls::ClientConfig;

use self::connector::Connector;
use self::deadline::{Deadline, is_over};
use self::exchange::Exchange;
use self::pool::Pool;
use self::proxy::Proxies;
use self::target::Target;
use super::Transport;
use crate::transport::times::CONNECT_TIMEOUT;
use crate::{HttpRequest, HttpResponse, Sent, TransportError, TransportErrorKind, tls};

/// Carries requests by HTTP/1.1 over the sockets of the standard library, with TLS by rustls, trusting the
/// certificates that the system trusts. It needs no async runtime, and can be used in one.
///
/// It follows no redirect, sends no `Referer` and logs nothing. A proxy is taken from the environment (`HTTPS_PROXY`,
/// `HTTP_PROXY`, `ALL_PROXY`, and `NO_PROXY` for those who are spoken to without), when the transport is set up. TLS is
/// done by the provider that the program installed in rustls, else by ring.
///
/// Connections are kept for later requests, for 15 s at most, and none over which more came than the reply. A request
/// that finds its connection closed before any of it could be sent takes another one. It is not sent twice: where a kept
/// connection ends after that and before a reply, the error says [`Sent::Maybe`].
///
/// ```
/// use specwright_runtime::blocking::HttpTransport;
///
/// // One transport for the clients of several APIs: they share its connections.
/// let transport = HttpTransport::new()?;
/// let another = transport.clone();
/// # drop(another);
/// # Ok::<(), specwright_runtime::TransportError>(())
/// ```
#[derive(Clone)]
pub struct HttpTransport(Arc<Inner>);

struct Inner {
    connector: Connector,
    pool: Pool,
}

impl HttpTransport {
    /// Sets it up.
    ///
    /// # Errors
    ///
    /// [`TransportErrorKind::Tls`] where the system's certificates cannot be loaded.
    pub fn new() -> Result<Self, TransportError> {
        Ok(Self::with(tls::config()?, Proxies::from_environment()))
    }

    fn with(tls: ClientConfig, proxies: Proxies) -> Self {
        let connector = Connector::new(Arc::new(tls), proxies);
        Self(Arc::new(Inner { connector, pool: Pool::default() }))
    }
}

impl Transport for HttpTransport {
    fn send(&self, request: HttpRequest) -> Result<HttpResponse, TransportError> {
        let Inner { connector, pool } = &*self.0;
        let encoded =
            Target::of(&request.url).and_then(|target| Some((request::encode(&request, &target)?, target)));
        let Some((bytes, Target { origin, .. })) = encoded else {
            let error = TransportError::new(TransportErrorKind::Request, Sent::No);
            return Err(error.because("the address or a header is wrong"));
        };
        let deadline = Deadline::after(request.timeout);
        let exchange = Exchange { request: &request, bytes: &bytes, deadline };
        let kept = std::iter::from_fn(|| pool.take(&origin)).map(|connection| exchange.run(connection));
        // One that nothing could be sent over had died unnoticed.
        let mut over_kept = kept.skip_while(|outcome| matches!(outcome, Err(error) if has_died(error)));
        let (response, connection) = match over_kept.next() {
            Some(outcome) => outcome?,
            None => {
                let connection = connector.connect(&origin, deadline.or_after(CONNECT_TIMEOUT));
                exchange.run(connection.map_err(|error| no_connection(error, request.timeout))?)?
            }
        };
        if let Some(connection) = connection {
            pool.put(origin, connection);
        }
        Ok(response)
    }
}

fn has_died(error: &TransportError) -> bool {
    error.sent() == Sent::No && error.kind() != TransportErrorKind::Timeout
}

/// An error before there was a connection: nothing can have been sent.
fn no_connection(error: std::io::Error, timeout: Option<Duration>) -> TransportError {
    if is_over(&error) {
        return TransportError::no_connection_within(timeout.unwrap_or(CONNECT_TIMEOUT).min(CONNECT_TIMEOUT));
    }
    TransportError::new(TransportErrorKind::Connect, Sent::No).because(error)
}

impl fmt::Debug for HttpTransport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HttpTransport").finish_non_exhaustive()
    }
}
