//! Errors of transports, and whether the request had reached the server.

use std::error::Error as StdError;
use std::fmt;
use std::time::Duration;

/// Whether a request reached the server.
///
/// ```
/// use specwright_runtime::Sent;
///
/// // The maximum is the most certain of several attempts.
/// assert_eq!([Sent::No, Sent::Maybe].into_iter().max(), Some(Sent::Maybe));
/// assert_eq!(Sent::Maybe.to_string(), "it may have been sent");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Sent {
    /// No: no byte of it was sent. Of a request without a body this is known only if no connection was made.
    No,
    /// It is not known: no reply was received, or the head of one was incomplete or malformed.
    Maybe,
    /// Yes: a reply was received, or at least its head, with status and headers.
    Yes,
}

/// `nothing was sent`, `it may have been sent`, `it was sent`.
impl fmt::Display for Sent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Sent::No => "nothing was sent",
            Sent::Maybe => "it may have been sent",
            Sent::Yes => "it was sent",
        })
    }
}

/// The kind of a transport's error.
///
/// ```
/// use specwright_runtime::TransportErrorKind;
///
/// assert_eq!(TransportErrorKind::Timeout.to_string(), "timed out");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum TransportErrorKind {
    /// The request cannot be sent.
    Request,
    /// No connection could be made.
    Connect,
    /// TLS cannot be configured.
    Tls,
    /// The transport's thread or runtime is missing or has ended.
    Runtime,
    /// The timeout was reached.
    Timeout,
    /// The reply's body was incomplete.
    Body,
    /// The reply's body exceeds the maximum number of bytes.
    TooLarge,
    /// Another failure of the connection.
    Io,
    /// The program's writer failed that takes the body of the reply.
    Write,
}

impl TransportErrorKind {
    /// Whether the same request may succeed later.
    pub(crate) fn may_pass(self) -> bool {
        match self {
            Self::Connect | Self::Timeout | Self::Body | Self::Io => true,
            Self::Request | Self::Tls | Self::Runtime | Self::TooLarge | Self::Write => false,
        }
    }
}

impl fmt::Display for TransportErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            TransportErrorKind::Request => "the request cannot be sent",
            TransportErrorKind::Connect => "no connection",
            TransportErrorKind::Tls => "TLS cannot be set up",
            TransportErrorKind::Runtime => "the transport cannot run",
            TransportErrorKind::Timeout => "timed out",
            TransportErrorKind::Body => "the reply is incomplete",
            TransportErrorKind::TooLarge => "the reply is too large",
            TransportErrorKind::Io => "the connection failed",
            TransportErrorKind::Write => "the reply cannot be written",
        })
    }
}

/// Why no reply was received, and whether the request was sent.
///
/// Its `Display` is one line with the innermost cause: `no connection: Connection refused (os error 111)`.
///
/// ```
/// use specwright_runtime::{Sent, TransportError, TransportErrorKind};
///
/// let error = TransportError::new(TransportErrorKind::Connect, Sent::No).because("no route to the host");
/// assert_eq!(error.to_string(), "no connection: no route to the host");
/// assert_eq!(error.sent(), Sent::No);
/// ```
#[derive(Debug)]
pub struct TransportError {
    kind: TransportErrorKind,
    sent: Sent,
    written: u64,
    source: Option<Box<dyn StdError + Send + Sync>>,
}

impl TransportError {
    /// An error of a transport. Its source must not contain the query of the address.
    pub fn new(kind: TransportErrorKind, sent: Sent) -> Self {
        Self { kind, sent, written: 0, source: None }
    }

    /// Sets the source of the error.
    #[must_use]
    pub fn because(mut self, source: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        self.source = Some(source.into());
        self
    }

    /// No connection was made within this time.
    #[cfg(feature = "reqwest")]
    pub(crate) fn no_connection_within(time: Duration) -> Self {
        let why = format!("no connection within {:?}", whole_millis(time));
        Self::new(TransportErrorKind::Timeout, Sent::No).because(why)
    }

    /// No complete reply was received within this time.
    pub(crate) fn no_reply_within(time: Option<Duration>, sent: Sent) -> Self {
        let error = Self::new(TransportErrorKind::Timeout, sent);
        match time {
            Some(time) => error.because(format!("no complete reply within {:?}", whole_millis(time))),
            None => error,
        }
    }

    /// The kind of the error.
    pub fn kind(&self) -> TransportErrorKind {
        self.kind
    }

    /// Whether the request was sent.
    pub fn sent(&self) -> Sent {
        self.sent
    }

    /// How many bytes of the body were written before, of a call that [writes it](crate::Call::write_to).
    pub fn written(&self) -> u64 {
        self.written
    }

    /// The same error after these bytes of the body were written.
    pub(crate) fn after_writing(mut self, written: u64) -> Self {
        self.written = written;
        self
    }

    /// The same error after earlier attempts.
    pub(crate) fn after(mut self, earlier: Sent) -> Self {
        self.sent = self.sent.max(earlier);
        self
    }

    /// Replaces the source by its cleaned text, if `clean` changes it.
    pub(crate) fn cleaned(mut self, clean: impl Fn(&str) -> String) -> Self {
        if let Some(source) = &self.source {
            let shown = format!("{} {source:?}", chain(source.as_ref()));
            if clean(&shown) != shown {
                self.source = Some(clean(&innermost(source.as_ref())).into());
            }
        }
        self
    }
}

/// Rounded up to milliseconds: the rest of a deadline has many digits.
fn whole_millis(time: Duration) -> Duration {
    const MILLI: u64 = 1_000_000;
    match u64::from(time.subsec_nanos()) % MILLI {
        0 => time,
        part => time.saturating_add(Duration::from_nanos(MILLI - part)),
    }
}

/// The texts of an error and of all its sources.
fn chain(error: &(dyn StdError + 'static)) -> String {
    let mut text = error.to_string();
    let mut next = error.source();
    while let Some(error) = next {
        text = format!("{text}: {error} {error:?}");
        next = error.source();
    }
    text
}

/// The text of the last source.
fn innermost(error: &(dyn StdError + 'static)) -> String {
    let mut last = error;
    while let Some(source) = last.source() {
        last = source;
    }
    last.to_string()
}

impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.source {
            Some(source) => write!(f, "{}: {}", self.kind, innermost(source.as_ref()))?,
            None => self.kind.fmt(f)?,
        }
        match self.written {
            0 => Ok(()),
            1 => f.write_str("; 1 byte was written"),
            written => write!(f, "; {written} bytes were written"),
        }
    }
}

impl StdError for TransportError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.source.as_deref().map(|source| source as _)
    }
}

#[cfg(all(test, feature = "reqwest"))]
mod tests {
    use super::*;

    #[test]
    fn times_are_shown_in_whole_milliseconds() {
        for (nanos, shown) in [
            (123_688_558, "124ms"),
            (1, "1ms"),
            (30_000_000_000, "30s"),
            (29_999_999_999, "30s"),
            (1_500_000_000, "1.5s"),
        ] {
            let time = Duration::from_nanos(nanos);
            let no_reply = TransportError::no_reply_within(Some(time), Sent::Maybe);
            assert_eq!(no_reply.to_string(), format!("timed out: no complete reply within {shown}"));
            let no_connection = TransportError::no_connection_within(time);
            assert_eq!(no_connection.to_string(), format!("timed out: no connection within {shown}"));
        }
    }
}
