//! The moment at which an exchange must have ended.

use std::io;
use std::time::{Duration, Instant};

/// A moment, or never.
#[derive(Clone, Copy, Debug)]
pub(super) struct Deadline(Option<Instant>);

impl Deadline {
    /// After so long. One that ends after the clock does is none.
    pub(super) fn after(time: Option<Duration>) -> Self {
        Self(time.and_then(|time| Instant::now().checked_add(time)))
    }

    /// This one, or after so long if that is earlier.
    pub(super) fn or_after(self, time: Duration) -> Self {
        Self(self.0.into_iter().chain(Self::after(Some(time)).0).min())
    }

    /// How much time is left, more than none; `None` for as long as it likes.
    pub(super) fn left(self) -> io::Result<Option<Duration>> {
        let left = self.0.map(|at| at.saturating_duration_since(Instant::now()));
        if left == Some(Duration::ZERO) { Err(io::ErrorKind::TimedOut.into()) } else { Ok(left) }
    }
}

/// Whether time ran out.
pub(super) fn is_over(error: &io::Error) -> bool {
    error.kind() == io::ErrorKind::TimedOut
}
