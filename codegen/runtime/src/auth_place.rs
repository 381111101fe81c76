//! Where a request has its credential.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

#[cfg(feature = "mock")]
use crate::AccessToken;

/// The place of the credential in a request.
///
/// ```
/// use specwright_runtime::AuthPlace;
///
/// let place = AuthPlace::Query("access_token"); // …/pets?access_token=…
/// assert_ne!(place, AuthPlace::Header("X-Api-Key"));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AuthPlace {
    /// A query parameter of this name.
    Query(&'static str),
    /// A header of this name, whose value is the credential.
    Header(&'static str),
    /// A header of this name, whose value is this text followed by the credential.
    Prefixed(&'static str, &'static str),
    /// `Authorization: Bearer …`.
    Bearer,
    /// `Authorization: Basic …`: the credential is made by [`AccessToken::basic`](crate::AccessToken::basic).
    Basic,
    /// A cookie of this name.
    Cookie(&'static str),
}

impl AuthPlace {
    /// Why the credential cannot be sent here.
    pub(crate) fn problem(self, credential: &str) -> Option<&'static str> {
        let is = |allowed: fn(u8) -> bool| credential.bytes().all(allowed);
        match self {
            _ if credential.is_empty() => Some("the token is empty"),
            AuthPlace::Header(_) | AuthPlace::Prefixed(..) | AuthPlace::Bearer
                if !is(|byte| byte == b' ' || byte.is_ascii_graphic()) =>
            {
                Some("the token contains a control character or a character outside ASCII")
            }
            // The characters that RFC 6265 allows.
            AuthPlace::Cookie(_) if !is(|byte| byte.is_ascii_graphic() && !b"\",;\\".contains(&byte)) => {
                Some("the token contains a character that a cookie cannot have")
            }
            AuthPlace::Basic if !credential.contains(':') => {
                Some("the token is not made of a user name and a password, by `AccessToken::basic`")
            }
            AuthPlace::Basic if credential.contains(char::is_control) => {
                Some("the user name or the password contains a control character")
            }
            AuthPlace::Query(_)
            | AuthPlace::Header(_)
            | AuthPlace::Prefixed(..)
            | AuthPlace::Bearer
            | AuthPlace::Basic
            | AuthPlace::Cookie(_) => None,
        }
    }

    /// The header with the credential, if it is sent in one.
    pub(crate) fn header(self, credential: &str) -> Option<(String, String)> {
        let (name, value) = match self {
            AuthPlace::Query(_) => return None,
            AuthPlace::Header(name) => (name, credential.to_owned()),
            AuthPlace::Prefixed(name, prefix) => (name, format!("{prefix}{credential}")),
            AuthPlace::Bearer => ("Authorization", format!("Bearer {credential}")),
            AuthPlace::Basic => ("Authorization", format!("Basic {}", STANDARD.encode(credential))),
            AuthPlace::Cookie(name) => ("Cookie", format!("{name}={credential}")),
        };
        Some((name.to_owned(), value))
    }

    /// The credential that a request with these query parameters and headers carries.
    #[cfg(feature = "mock")]
    pub(crate) fn find<'a>(
        self,
        query: impl Fn(&str) -> Option<String>,
        header: impl Fn(&str) -> Option<&'a str>,
    ) -> Option<String> {
        match self {
            AuthPlace::Query(name) => query(name),
            AuthPlace::Header(name) => header(name).map(str::to_owned),
            AuthPlace::Prefixed(name, prefix) => header(name)?.strip_prefix(prefix).map(str::to_owned),
            AuthPlace::Bearer => header("authorization")?.strip_prefix("Bearer ").map(str::to_owned),
            AuthPlace::Basic => {
                let encoded = header("authorization")?.strip_prefix("Basic ")?;
                AccessToken::decode_basic(encoded).map(|basic| basic.expose().to_owned())
            }
            AuthPlace::Cookie(name) => {
                let mut cookies =
                    header("cookie")?.split(';').filter_map(|cookie| cookie.trim().split_once('='));
                cookies.find(|(key, _)| *key == name).map(|(_, value)| value.to_owned())
            }
        }
    }
}
