//! What bytes go through, and a socket as the simplest of it.

use std::io::{self, Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use super::deadline::Deadline;

/// A way for bytes to the server and back.
pub(super) trait Stream: Read + Write + Send {
    /// From now on, reading and writing end at this moment, and what is written counts anew.
    fn begin(&mut self, deadline: Deadline);

    /// Whether anything has left since it was begun.
    fn has_sent(&self) -> bool;

    /// Whether the other end has neither closed it nor sent anything unasked.
    fn is_open(&mut self) -> bool;
}

/// A socket of which each operation ends in time.
pub(super) struct Socket {
    tcp: TcpStream,
    deadline: Deadline,
    has_sent: bool,
}

impl Socket {
    pub(super) fn new(tcp: TcpStream, deadline: Deadline) -> Self {
        Self { tcp, deadline, has_sent: false }
    }

    /// Does it with the time that is left, and again if a signal interrupts it.
    fn in_time(
        &mut self,
        set_timeout: impl Fn(&TcpStream, Option<Duration>) -> io::Result<()>,
        mut operate: impl FnMut(&mut TcpStream) -> io::Result<usize>,
    ) -> io::Result<usize> {
        loop {
            let left = self.deadline.left()?;
            match set_timeout(&self.tcp, left) {
                // macOS says so where the other end has hung up, which the operation itself tells better.
                Err(error) if error.kind() == io::ErrorKind::InvalidInput => {}
                other => other?,
            }
            match operate(&mut self.tcp) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => {
                    return Err(io::ErrorKind::TimedOut.into());
                }
                other => return other,
            }
        }
    }
}

impl Read for Socket {
    fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
        self.in_time(TcpStream::set_read_timeout, |tcp| tcp.read(to))
    }
}

impl Write for Socket {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let count = self.in_time(TcpStream::set_write_timeout, |tcp| tcp.write(bytes))?;
        self.has_sent |= count > 0;
        Ok(count)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Stream for Socket {
    fn begin(&mut self, deadline: Deadline) {
        self.deadline = deadline;
        self.has_sent = false;
    }

    fn has_sent(&self) -> bool {
        self.has_sent
    }

    fn is_open(&mut self) -> bool {
        let is_silent = || {
            let seen = self.tcp.peek(&mut [0]);
            seen.is_err_and(|error| error.kind() == io::ErrorKind::WouldBlock)
        };
        self.tcp.set_nonblocking(true).is_ok() && is_silent() && self.tcp.set_nonblocking(false).is_ok()
    }
}
