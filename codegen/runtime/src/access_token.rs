//! Access tokens.

use std::fmt;
use std::sync::Arc;

use crate::Secret;

/// The credential of a call: a token or an API key. It is never shown: `Debug` prints `[redacted]`, and there is no
/// `Display`.
///
/// ```
/// use specwright_runtime::AccessToken;
///
/// let token = AccessToken::new("t1");
/// assert_eq!(token.expose(), "t1");
/// assert_eq!(format!("{token:?}"), "[redacted]");
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct AccessToken(Arc<str>);

impl AccessToken {
    /// Creates a token.
    pub fn new(token: impl AsRef<str>) -> Self {
        Self(token.as_ref().into())
    }

    /// The token itself. Do not log it.
    pub fn expose(&self) -> &str {
        &self.0
    }

    pub(crate) fn shared(&self) -> &Arc<str> {
        &self.0
    }
}

impl fmt::Debug for AccessToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[redacted]")
    }
}

impl From<&str> for AccessToken {
    fn from(token: &str) -> Self {
        Self::new(token)
    }
}

impl From<String> for AccessToken {
    fn from(token: String) -> Self {
        Self(token.into())
    }
}

impl From<&Secret> for AccessToken {
    fn from(token: &Secret) -> Self {
        Self::new(token.expose())
    }
}

impl From<Secret> for AccessToken {
    fn from(token: Secret) -> Self {
        Self::new(token.expose())
    }
}
