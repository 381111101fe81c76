//! Connecting to a host by its name.

use std::io;
use std::net::{IpAddr, SocketAddr, TcpStream, ToSocketAddrs};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::Duration;

use super::deadline::Deadline;
use super::stream::Socket;
use crate::transport::times::CONNECT_TIMEOUT;

/// Connects to the first address of the host that answers. Each one gets half of the time that is left, and the last
/// one all of it.
pub(super) fn connect(host: &str, port: u16, deadline: Deadline) -> io::Result<Socket> {
    let mut addresses = resolve(host, port, deadline)?.into_iter().peekable();
    let mut failure = io::Error::new(io::ErrorKind::NotFound, "the host has no address");
    while let Some(address) = addresses.next() {
        let left = deadline.left()?.unwrap_or(CONNECT_TIMEOUT);
        let share = if addresses.peek().is_some() { left / 2 } else { left };
        match TcpStream::connect_timeout(&address, share.max(Duration::from_millis(1))) {
            Ok(tcp) => {
                // A request is written in one go, and is not to wait for company.
                tcp.set_nodelay(true)?;
                return Ok(Socket::new(tcp, deadline));
            }
            Err(error) => failure = error,
        }
    }
    Err(failure)
}

/// The addresses of a host. The system's lookup knows no time limit, so that a thread of its own waits for it.
fn resolve(host: &str, port: u16, deadline: Deadline) -> io::Result<Vec<SocketAddr>> {
    if let Ok(address) = host.parse::<IpAddr>() {
        return Ok(vec![SocketAddr::new(address, port)]);
    }
    let (sender, receiver) = mpsc::sync_channel(1);
    let host = host.to_owned();
    thread::Builder::new().name("lookup".to_owned()).spawn(move || {
        let found = (host.as_str(), port).to_socket_addrs();
        // Nobody waits any more where time ran out.
        let _ = sender.send(found.map(Vec::from_iter));
    })?;
    match receiver.recv_timeout(deadline.left()?.unwrap_or(CONNECT_TIMEOUT)) {
        Ok(found) => found,
        Err(RecvTimeoutError::Timeout) => Err(io::ErrorKind::TimedOut.into()),
        Err(RecvTimeoutError::Disconnected) => {
            Err(io::Error::other("the lookup of the host's name ended early"))
        }
    }
}
