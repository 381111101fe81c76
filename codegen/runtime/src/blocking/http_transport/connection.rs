//! A connection: a stream, and what was read from it and not yet used.

use std::io::{self, Read, Write};

use super::deadline::Deadline;
use super::stream::Stream;

/// So many bytes are read at once, at most.
const PIECE: usize = 16 * 1024;

/// A stream and what was read from it and not yet used.
pub(super) struct Connection {
    stream: Box<dyn Stream>,
    read: Vec<u8>,
    used: usize,
}

impl Connection {
    pub(super) fn new(stream: Box<dyn Stream>) -> Self {
        Self { stream, read: Vec::new(), used: 0 }
    }

    /// Begins an exchange that ends at this moment.
    pub(super) fn begin(&mut self, deadline: Deadline) {
        self.stream.begin(deadline);
    }

    /// Sends all of it.
    pub(super) fn send(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.stream.write_all(bytes)?;
        self.stream.flush()
    }

    /// Whether anything has left since the exchange was begun.
    pub(super) fn has_sent(&self) -> bool {
        self.stream.has_sent()
    }

    /// What was read and not yet used.
    pub(super) fn unused(&self) -> &[u8] {
        self.read.get(self.used..).unwrap_or_default()
    }

    /// So many bytes are used now.
    pub(super) fn consume(&mut self, count: usize) {
        self.used = self.used.saturating_add(count).min(self.read.len());
    }

    /// Reads more. It is false where the other end has ended the stream.
    pub(super) fn read_more(&mut self) -> io::Result<bool> {
        self.read.drain(..self.used);
        self.used = 0;
        let mut piece = [0; PIECE];
        let count = self.stream.read(&mut piece)?;
        self.read.extend_from_slice(piece.get(..count).unwrap_or_default());
        Ok(count > 0)
    }

    /// Whether another exchange can begin on it.
    pub(super) fn is_reusable(&mut self) -> bool {
        self.unused().is_empty() && self.stream.is_open()
    }

    /// The stream, if nothing was read that would be lost.
    pub(super) fn into_stream(self) -> Option<Box<dyn Stream>> {
        self.unused().is_empty().then_some(self.stream)
    }
}
