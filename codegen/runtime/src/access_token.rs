//! Access tokens.

use std::fmt;
use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

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

    /// Creates the credential of HTTP Basic authentication (RFC 7617). A user name has no colon; what follows the first
    /// one belongs to the password.
    ///
    /// ```
    /// use specwright_runtime::AccessToken;
    ///
    /// assert_eq!(AccessToken::basic("Aladdin", "open sesame").expose(), "Aladdin:open sesame");
    /// ```
    pub fn basic(user_name: &str, password: &str) -> Self {
        Self(format!("{user_name}:{password}").into())
    }

    /// The credential of HTTP Basic authentication from what follows `Basic ` in the header.
    ///
    /// ```
    /// use specwright_runtime::AccessToken;
    ///
    /// let credential = AccessToken::decode_basic("QWxhZGRpbjpvcGVuIHNlc2FtZQ==");
    /// assert_eq!(credential, Some(AccessToken::basic("Aladdin", "open sesame")));
    /// ```
    pub fn decode_basic(encoded: &str) -> Option<Self> {
        let text = String::from_utf8(STANDARD.decode(encoded).ok()?).ok()?;
        text.contains(':').then(|| text.into())
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
