//! The body of a reply.

use std::io;

use super::connection::Connection;
use super::head::Framing;

/// So long are at most the extensions of all chunks together, and all trailers.
const MAX_LINES: usize = 16 * 1024;

/// A body, and whether the connection is where another reply can begin.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Body {
    pub(super) bytes: Vec<u8>,
    pub(super) is_at_end: bool,
}

/// Why there is no body.
#[derive(Debug)]
pub(super) enum BodyError {
    /// It is larger than it may be.
    TooLarge,
    /// It cannot be read to its end.
    Broken(io::Error),
}

impl From<io::Error> for BodyError {
    fn from(error: io::Error) -> Self {
        Self::Broken(error)
    }
}

/// Reads a body of at most so many bytes.
pub(super) fn read(
    connection: &mut Connection,
    framing: Framing,
    max_bytes: usize,
) -> Result<Body, BodyError> {
    let mut reader = Reader { connection, bytes: Vec::new(), max_bytes, extensions_room: MAX_LINES };
    let is_at_end = match framing {
        Framing::Length(length) => reader.length(length).map(|()| true),
        Framing::Chunked => reader.chunks(),
        Framing::UntilClosed => reader.until_closed().map(|()| false),
    }?;
    Ok(Body { bytes: reader.bytes, is_at_end })
}

struct Reader<'c> {
    connection: &'c mut Connection,
    bytes: Vec<u8>,
    max_bytes: usize,
    /// So long may the extensions of chunks that follow still be.
    extensions_room: usize,
}

impl Reader<'_> {
    /// So many bytes more.
    fn length(&mut self, length: u64) -> Result<(), BodyError> {
        let room = self.max_bytes.saturating_sub(self.bytes.len());
        let mut left =
            usize::try_from(length).ok().filter(|length| *length <= room).ok_or(BodyError::TooLarge)?;
        while left > 0 {
            self.some()?;
            left -= self.take(left);
        }
        Ok(())
    }

    fn until_closed(&mut self) -> Result<(), BodyError> {
        loop {
            self.take(usize::MAX);
            if self.bytes.len() > self.max_bytes {
                return Err(BodyError::TooLarge);
            }
            if !self.connection.read_more()? {
                return Ok(());
            }
        }
    }

    /// All chunks, and whether the trailers came to their end.
    fn chunks(&mut self) -> Result<bool, BodyError> {
        loop {
            match self.chunk_size()? {
                0 => return self.trailers(),
                size => self.length(size)?,
            }
            self.line_end()?;
        }
    }

    /// The size of the next chunk. Its extensions are passed over.
    fn chunk_size(&mut self) -> Result<u64, BodyError> {
        let no_number = || malformed("the size of a chunk is no number");
        loop {
            let line = self.connection.unused();
            let digits = line.iter().take_while(|byte| byte.is_ascii_hexdigit()).count();
            if digits == 0 && !line.is_empty() {
                // It would be taken for the zero that ends the body.
                return Err(no_number().into());
            }
            let (length, size) = match httparse::parse_chunk_size(line).map_err(|_| no_number())? {
                httparse::Status::Complete((length, size)) => (length, Some(size)),
                httparse::Status::Partial => (line.len(), None),
            };
            let extensions = length.saturating_sub(digits + "\r\n".len());
            let room = self.extensions_room.checked_sub(extensions);
            let room = room.ok_or_else(|| malformed("the extensions of its chunks are too long"))?;
            match size {
                Some(size) => {
                    self.extensions_room = room;
                    self.connection.consume(length);
                    return Ok(size);
                }
                None => self.more()?,
            }
        }
    }

    /// The end of the line after a chunk.
    fn line_end(&mut self) -> Result<(), BodyError> {
        while self.connection.unused().len() < 2 {
            self.more()?;
        }
        if !self.connection.unused().starts_with(b"\r\n") {
            return Err(malformed("a chunk is longer than its size").into());
        }
        self.connection.consume(2);
        Ok(())
    }

    /// What follows the last chunk; nothing of it is kept. Some servers hang up instead, which does no harm.
    fn trailers(&mut self) -> Result<bool, BodyError> {
        let mut room = MAX_LINES;
        loop {
            let line_end = self.connection.unused().iter().position(|byte| *byte == b'\n');
            let length = line_end.map_or(self.connection.unused().len(), |at| at + 1);
            let is_last = matches!(self.connection.unused().get(..length), Some(b"\r\n" | b"\n"));
            room = room.checked_sub(length).ok_or_else(|| malformed("its trailers are too long"))?;
            if line_end.is_some() {
                self.connection.consume(length);
                if is_last {
                    return Ok(true);
                }
            } else {
                room += length;
                if !self.connection.read_more()? {
                    return Ok(false);
                }
            }
        }
    }

    /// Moves at most so many bytes of what was read to the body.
    fn take(&mut self, at_most: usize) -> usize {
        let unused = self.connection.unused();
        let taken = unused.get(..at_most.min(unused.len())).unwrap_or_default();
        self.bytes.extend_from_slice(taken);
        let count = taken.len();
        self.connection.consume(count);
        count
    }

    /// Reads more if nothing is there.
    fn some(&mut self) -> io::Result<()> {
        if self.connection.unused().is_empty() { self.more() } else { Ok(()) }
    }

    /// Reads more; the body has not ended.
    fn more(&mut self) -> io::Result<()> {
        if self.connection.read_more()? {
            Ok(())
        } else {
            Err(io::Error::new(io::ErrorKind::UnexpectedEof, "closed before the end of the body"))
        }
    }
}

fn malformed(why: &str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, why)
}
