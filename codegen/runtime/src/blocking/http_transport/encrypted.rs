//! TLS over another stream.

use std::io::{self, Read, Write};
use std::sync::Arc;

use rustls::pki_types::ServerName;
use rustls::{ClientConfig, ClientConnection, StreamOwned};

use super::deadline::Deadline;
use super::stream::Stream;

/// TLS over a stream, with a host that can prove its name.
pub(super) fn encrypted(
    tls: &Arc<ClientConfig>,
    host: &str,
    stream: Box<dyn Stream>,
) -> io::Result<Box<dyn Stream>> {
    let name = ServerName::try_from(host.to_owned())
        .map_err(|_| io::Error::other("no certificate can be for a host of this name"))?;
    let mut session = ClientConnection::new(tls.clone(), name).map_err(io::Error::other)?;
    let mut records = Records { stream, position: Position::default() };
    while session.is_handshaking() {
        session.complete_io(&mut records)?;
    }
    Ok(Box::new(StreamOwned::new(session, records)))
}

impl Stream for StreamOwned<ClientConnection, Records> {
    fn begin(&mut self, deadline: Deadline) {
        self.sock.begin(deadline);
    }

    fn has_sent(&self) -> bool {
        self.sock.has_sent()
    }

    /// What the session has taken from the socket is not to be seen there any more: bytes, and the other end's
    /// farewell.
    fn is_open(&mut self) -> bool {
        let state = self.conn.process_new_packets();
        let is_silent =
            state.is_ok_and(|state| state.plaintext_bytes_to_read() == 0 && !state.peer_has_closed());
        is_silent && self.sock.is_open()
    }
}

/// A stream of TLS records. It knows whether the last one came whole: the session keeps a part of one to itself.
struct Records {
    stream: Box<dyn Stream>,
    position: Position,
}

impl Read for Records {
    fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
        let count = self.stream.read(to)?;
        self.position.pass(to.get(..count).unwrap_or_default());
        Ok(count)
    }
}

impl Write for Records {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.stream.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.stream.flush()
    }
}

impl Stream for Records {
    fn begin(&mut self, deadline: Deadline) {
        self.stream.begin(deadline);
    }

    fn has_sent(&self) -> bool {
        self.stream.has_sent()
    }

    fn is_open(&mut self) -> bool {
        self.position.is_between_records() && self.stream.is_open()
    }
}

/// So many bytes are before the payload of a record; the last two of them are its length.
const HEADER: usize = 5;

/// A place in a sequence of records.
#[derive(Default)]
struct Position {
    /// So many bytes of the record that is under way have passed.
    passed: usize,
    /// How long its payload is, once its header has passed.
    payload: usize,
}

impl Position {
    fn pass(&mut self, mut bytes: &[u8]) {
        while let Some((first, rest)) = bytes.split_first() {
            if self.passed < HEADER {
                self.payload = (self.payload << 8 | usize::from(*first)) & 0xFFFF;
                self.passed += 1;
                bytes = rest;
            } else {
                let count = bytes.len().min(HEADER + self.payload - self.passed);
                self.passed += count;
                bytes = bytes.get(count..).unwrap_or_default();
            }
            if self.passed >= HEADER && self.passed == HEADER + self.payload {
                *self = Self::default();
            }
        }
    }

    fn is_between_records(&self) -> bool {
        self.passed == 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_end_of_a_record_is_found_in_whatever_pieces_it_comes() {
        let record = |payload: usize| {
            let length = u16::try_from(payload).unwrap().to_be_bytes();
            [&[0x17, 3, 3], &length[..], &vec![0x17; payload]].concat()
        };
        let (payloads, mut ends) = ([3, 0, 1, 16_640, 256], vec![0]);
        let mut bytes = Vec::new();
        for payload in payloads {
            bytes.extend(record(payload));
            ends.push(bytes.len());
        }
        for piece in [1, 2, 3, 5, 7, 4096, bytes.len()] {
            let (mut position, mut at) = (Position::default(), 0);
            for bytes in bytes.chunks(piece) {
                position.pass(bytes);
                at += bytes.len();
                assert_eq!(position.is_between_records(), ends.contains(&at), "{at}");
            }
        }
    }
}
