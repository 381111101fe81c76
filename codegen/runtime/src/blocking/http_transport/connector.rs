//! From an origin to a connection.

use std::io;
use std::sync::Arc;

use rustls::ClientConfig;

use super::connection::Connection;
use super::deadline::Deadline;
use super::encrypted::encrypted;
use super::head;
use super::proxy::{Proxies, Proxy};
use super::stream::Stream;
use super::target::Origin;
use super::tcp;

/// What it takes to connect to anybody.
pub(super) struct Connector {
    tls: Arc<ClientConfig>,
    proxies: Proxies,
}

impl Connector {
    pub(super) fn new(tls: Arc<ClientConfig>, proxies: Proxies) -> Self {
        Self { tls, proxies }
    }

    /// A connection on which an exchange can begin: through the proxy, if there is one, and with TLS, if it is asked
    /// for.
    pub(super) fn connect(&self, origin: &Origin, deadline: Deadline) -> io::Result<Connection> {
        let stream: Box<dyn Stream> = match self.proxies.of(origin)? {
            Some(proxy) => self.tunnel(proxy, origin, deadline)?,
            None => Box::new(tcp::connect(&origin.host, origin.port, deadline)?),
        };
        let stream = if origin.is_tls { encrypted(&self.tls, &origin.host, stream)? } else { stream };
        Ok(Connection::new(stream))
    }

    /// Asks the proxy to pass everything on, so that it sees of an encrypted exchange only who is spoken to.
    fn tunnel(&self, proxy: &Proxy, origin: &Origin, deadline: Deadline) -> io::Result<Box<dyn Stream>> {
        let plain: Box<dyn Stream> = Box::new(tcp::connect(&proxy.host, proxy.port, deadline)?);
        let stream = if proxy.is_tls { encrypted(&self.tls, &proxy.host, plain)? } else { plain };
        let mut connection = Connection::new(stream);
        connection.send(proxy.request(origin).as_bytes())?;
        match head::read(&mut connection, true)?.status {
            200..=299 => connection.into_stream().ok_or_else(|| io::Error::other("the proxy sends too much")),
            status => Err(io::Error::other(format!("the proxy answers {status}"))),
        }
    }
}
