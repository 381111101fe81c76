//! A credential with its lifetime, and its form in a store.

use std::error::Error as StdError;
use std::fmt;
use std::time::Duration;

use crate::AccessToken;

/// The beginning of a stored value, which the number of its form follows.
const MARK: &str = "specwright-credential ";

/// The number of the form that this version writes and reads.
const FORMAT: &str = "1";

/// A credential as a store has it. `Debug` does not show the credential.
///
/// Its lifetime is that of the server; the time that is left is measured by the store, so that the clocks of the machines
/// need not agree.
///
/// ```
/// use std::time::Duration;
/// use specwright_runtime::StoredCredential;
///
/// let stored = StoredCredential::new("t1", Duration::from_secs(7200));
/// assert_eq!(stored.left(), Some(Duration::from_secs(7200)));
/// assert!(!format!("{stored:?}").contains("t1"));
///
/// // As a store does.
/// let value = stored.encode();
/// let read = StoredCredential::decode(&value, Duration::from_secs(60))?;
/// assert_eq!((read.token().expose(), read.lifetime()), ("t1", stored.lifetime()));
/// assert_eq!(read.left(), Some(Duration::from_secs(60)));
/// # Ok::<(), specwright_runtime::UnknownFormat>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredCredential {
    token: AccessToken,
    lifetime: Option<Duration>,
    left: Option<Duration>,
}

impl StoredCredential {
    /// A credential that was just fetched. Without a lifetime, it is used until the server rejects it.
    pub fn new(token: impl Into<AccessToken>, lifetime: impl Into<Option<Duration>>) -> Self {
        let lifetime = lifetime.into();
        Self { token: token.into(), lifetime, left: lifetime }
    }

    /// The same credential after this time.
    #[must_use]
    pub fn after(mut self, time: Duration) -> Self {
        self.left = self.left.map(|left| left.saturating_sub(time));
        self
    }

    /// The credential.
    pub fn token(&self) -> &AccessToken {
        &self.token
    }

    /// For how long the credential is valid in all; `None` for one that is used until the server rejects it.
    pub fn lifetime(&self) -> Option<Duration> {
        self.lifetime
    }

    /// For how long the credential is still valid.
    pub fn left(&self) -> Option<Duration> {
        self.left
    }

    /// Whether it expires later than the other.
    pub fn is_newer_than(&self, other: &Self) -> bool {
        match (self.left, other.left) {
            (Some(own), Some(other)) => own > other,
            (None, other) => other.is_some(),
            (Some(_), None) => false,
        }
    }

    /// The value that a store holds: the number of its form, the lifetime and the credential. It contains the credential, so
    /// that a store may encrypt it.
    pub fn encode(&self) -> Vec<u8> {
        let lifetime = self.lifetime.map(|lifetime| lifetime.as_millis().to_string()).unwrap_or_default();
        format!("{MARK}{FORMAT}\n{lifetime}\n{}", self.token.expose()).into_bytes()
    }

    /// Reads a value that a store holds. `left` is the time until it expires there.
    ///
    /// # Errors
    ///
    /// If the value has a form that this version does not know.
    pub fn decode(value: &[u8], left: impl Into<Option<Duration>>) -> Result<Self, UnknownFormat> {
        let parts = std::str::from_utf8(value).ok().and_then(|value| value.strip_prefix(MARK));
        let mut lines = parts.unwrap_or_default().splitn(3, '\n');
        match (lines.next(), lines.next().map(milliseconds), lines.next()) {
            (Some(FORMAT), Some(Some(lifetime)), Some(token)) if !token.is_empty() => {
                Ok(Self { token: token.into(), lifetime, left: left.into() })
            }
            (format, ..) => {
                let is_number = |format: &&str| format.len() < 6 && format.parse::<u32>().is_ok();
                Err(UnknownFormat(format.filter(is_number).map(str::to_owned)))
            }
        }
    }
}

/// A lifetime in milliseconds, which may be empty.
fn milliseconds(text: &str) -> Option<Option<Duration>> {
    if text.is_empty() {
        return Some(None);
    }
    text.parse().ok().map(Duration::from_millis).map(Some)
}

/// A stored value has a form that this version does not know.
///
/// ```
/// use specwright_runtime::StoredCredential;
///
/// let error = StoredCredential::decode(b"specwright-credential 2\n{}", None).unwrap_err();
/// assert_eq!(error.to_string(), "the stored value has the format 2, and this version reads the format 1");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownFormat(Option<String>);

impl fmt::Display for UnknownFormat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0.as_deref().filter(|format| *format != FORMAT) {
            Some(format) => {
                write!(
                    f,
                    "the stored value has the format {format}, and this version reads the format {FORMAT}"
                )
            }
            None => f.write_str("the stored value is not a credential"),
        }
    }
}

impl StdError for UnknownFormat {}

#[cfg(test)]
mod tests {
    use super::*;

    const HOUR: Duration = Duration::from_secs(3600);

    #[test]
    fn a_value_is_read_as_it_was_written() {
        for (token, lifetime) in
            [("t1", Some(HOUR)), ("with\nlines\n", None), ("票", Some(Duration::MAX / 2))]
        {
            let stored = StoredCredential::new(token, lifetime);
            let read = StoredCredential::decode(&stored.encode(), stored.left());
            if lifetime.is_some_and(|lifetime| u64::try_from(lifetime.as_millis()).is_err()) {
                read.unwrap_err();
            } else {
                assert_eq!(read, Ok(stored));
            }
        }
    }

    #[test]
    fn another_value_is_not_misread() {
        for (value, said) in [
            ("specwright-credential 2\n3600000\nT", "the format 2"),
            ("specwright-credential 12\n{}", "the format 12"),
            ("specwright-credential 1\n3600000\n", "not a credential"),
            ("specwright-credential 1\n1h\nT", "not a credential"),
            ("specwright-credential 1\nT", "not a credential"),
            ("specwright-credential SECRET", "not a credential"),
            ("SECRET", "not a credential"),
            ("", "not a credential"),
        ] {
            let error = StoredCredential::decode(value.as_bytes(), HOUR).unwrap_err().to_string();
            assert!(error.contains(said) && !error.contains("SECRET"), "{value:?}: {error}");
        }
        StoredCredential::decode(b"specwright-credential 1\n\n\xFF", None).unwrap_err();
    }

    #[test]
    fn what_expires_later_is_newer() {
        let stored = |left: Option<u64>| StoredCredential::new("t", left.map(Duration::from_secs));
        for (own, other, is_newer) in [
            (Some(2), Some(1), true),
            (Some(1), Some(1), false),
            (Some(1), Some(2), false),
            (None, Some(1), true),
            (None, None, false),
            (Some(1), None, false),
        ] {
            assert_eq!(stored(own).is_newer_than(&stored(other)), is_newer, "{own:?} {other:?}");
        }
        assert_eq!(stored(Some(3)).after(HOUR).left(), Some(Duration::ZERO));
    }
}
