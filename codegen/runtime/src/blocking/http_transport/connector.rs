//! From an origin to a connection.

use std::io;
use std::sync::Arc;

use rustls::pki_types::ServerName;
use rustls::{ClientConfig, ClientConnection, StreamOwned};

use super::connection::Connection;
use super::deadline::Deadline;
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
        let stream = if origin.is_tls { self.encrypted(&origin.host, stream)? } else { stream };
        Ok(Connection::new(stream))
    }

    /// Asks the proxy to pass everything on, so that it sees of an encrypted exchange only who is spoken to.
    fn tunnel(&self, proxy: &Proxy, origin: &Origin, deadline: Deadline) -> io::Result<Box<dyn Stream>> {
        let plain: Box<dyn Stream> = Box::new(tcp::connect(&proxy.host, proxy.port, deadline)?);
        let stream = if proxy.is_tls { self.encrypted(&proxy.host, plain)? } else { plain };
        let mut connection = Connection::new(stream);
        connection.send(proxy.request(origin).as_bytes())?;
        match head::read(&mut connection, true)?.status {
            200..=299 => connection.into_stream().ok_or_else(|| io::Error::other("the proxy sends too much")),
            status => Err(io::Error::other(format!("the proxy answers {status}"))),
        }
    }

    fn encrypted(&self, host: &str, mut stream: Box<dyn Stream>) -> io::Result<Box<dyn Stream>> {
        let name = ServerName::try_from(host.to_owned())
            .map_err(|_| io::Error::other("no certificate can be for a host of this name"))?;
        let mut session = ClientConnection::new(self.tls.clone(), name).map_err(io::Error::other)?;
        while session.is_handshaking() {
            session.complete_io(&mut stream)?;
        }
        Ok(Box::new(StreamOwned::new(session, stream)))
    }
}
