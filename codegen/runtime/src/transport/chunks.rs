//! The body of a reply that is written while it arrives.

use std::fmt;
use std::io::Write;

use super::{HttpResponse, Sent, TransportError, TransportErrorKind, header};

/// Takes the body of a success chunk by chunk: see [`Transport::send_to`](super::Transport::send_to).
pub struct Chunks<'w> {
    writer: &'w mut (dyn Write + Send),
    written: u64,
}

impl<'w> Chunks<'w> {
    pub(crate) fn new(writer: &'w mut (dyn Write + Send)) -> Self {
        Self { writer, written: 0 }
    }

    /// Whether the body of such a reply is to be passed on. That of a failure is read as a whole.
    pub fn takes(&self, status: u16, headers: &[(String, String)]) -> bool {
        takes(status, headers)
    }

    /// Writes a chunk.
    ///
    /// # Errors
    ///
    /// [`TransportErrorKind::Write`] if it cannot be written: the exchange is to end with this error.
    pub fn write(&mut self, chunk: &[u8]) -> Result<(), TransportError> {
        let failed = |error| TransportError::new(TransportErrorKind::Write, Sent::Yes).because(error);
        let mut left = chunk;
        while !left.is_empty() {
            let count = match self.writer.write(left) {
                Ok(0) => return Err(failed(std::io::ErrorKind::WriteZero.into())),
                Ok(count) => count.min(left.len()),
                Err(error) if error.kind() == std::io::ErrorKind::Interrupted => 0,
                Err(error) => return Err(failed(error)),
            };
            self.written += count as u64;
            left = left.get(count..).unwrap_or_default();
        }
        Ok(())
    }

    /// The number of bytes that were written.
    pub(crate) fn written(&self) -> u64 {
        self.written
    }

    /// Writes what a transport has not passed on, and counts for an error what was written.
    pub(crate) fn rest(
        &mut self,
        reply: Result<HttpResponse, TransportError>,
    ) -> Result<HttpResponse, TransportError> {
        let reply = reply.and_then(|mut response| {
            if takes(response.status, &response.headers) {
                self.write(&std::mem::take(&mut response.body))?;
            }
            Ok(response)
        });
        reply.map_err(|error| error.after_writing(self.written))
    }
}

impl fmt::Debug for Chunks<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Chunks").field("written", &self.written).finish_non_exhaustive()
    }
}

/// A body that is compressed, which no request asks for, is refused as a whole.
pub(crate) fn takes(status: u16, headers: &[(String, String)]) -> bool {
    let encoding = header(headers, "content-encoding").unwrap_or_default().trim();
    (200..300).contains(&status) && (encoding.is_empty() || encoding.eq_ignore_ascii_case("identity"))
}
