//! Addresses whose query is not shown, and percent-encoding.

use std::fmt;
use std::net::Ipv6Addr;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, PercentEncode, percent_encode_byte, utf8_percent_encode};

/// The address of a request. `Debug` and `Display` omit the query, which may contain a token, and anything before an
/// `@`.
///
/// ```
/// use specwright_runtime::Url;
///
/// let url = Url::parse("https://api.example.com/pets?access_token=t1")?;
/// assert_eq!((url.host(), url.path()), ("api.example.com", "/pets"));
/// assert_eq!(url.to_string(), "https://api.example.com/pets");
/// assert_eq!(url.expose_query(), Some("access_token=t1"));
/// # Ok::<(), specwright_runtime::UrlError>(())
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Url(String);

impl Url {
    /// Parses an absolute, percent-encoded address that begins with `https://` or `http://`.
    ///
    /// # Errors
    ///
    /// [`UrlError`] if the text is not such an address.
    pub fn parse(address: &str) -> Result<Self, UrlError> {
        let end = address.find(['?', '#']).unwrap_or(address.len());
        server(address.get(..end).unwrap_or_default())?;
        if address.bytes().all(|byte| byte.is_ascii_graphic()) {
            Ok(Self(address.to_owned()))
        } else {
            Err(UrlError::CHARACTER)
        }
    }

    /// Joins a server's address, an encoded path and encoded pairs.
    pub(crate) fn new(server: &str, path: &str, query: &[(String, String)]) -> Self {
        let mut url = format!("{server}{path}");
        let mut separator = if path.contains('?') { '&' } else { '?' };
        for (key, value) in query {
            url.push(separator);
            push_pair(&mut url, key, value);
            separator = '&';
        }
        Self(url)
    }

    /// The whole address with the query. It may contain a token: do not log it.
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// The host, with the port if it is given: `api.example.com`.
    pub fn host(&self) -> &str {
        host(&self.0)
    }

    /// The path, without the query.
    pub fn path(&self) -> &str {
        let rest = self.0.split_once("://").map_or(self.0.as_str(), |(_, rest)| rest);
        let rest = rest.split(['?', '#']).next().unwrap_or_default();
        rest.find('/').and_then(|start| rest.get(start..)).unwrap_or("/")
    }

    /// The query without its question mark, if there is one. It may contain a token.
    pub fn expose_query(&self) -> Option<&str> {
        self.0.split_once('?').map(|(_, query)| query)
    }
}

impl fmt::Display for Url {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let scheme = self.0.split_once("://").map_or("", |(scheme, _)| scheme);
        write!(f, "{scheme}://{}{}", self.host(), self.path())
    }
}

impl fmt::Debug for Url {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Url({self})")
    }
}

/// Why a text is not the address of a request. The text itself is not shown.
///
/// ```
/// use specwright_runtime::Url;
///
/// let error = Url::parse("ftp://example.com").unwrap_err();
/// assert_eq!(error.to_string(), "the address must begin with https:// or http://");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UrlError(&'static str);

impl UrlError {
    const CHARACTER: Self =
        Self("the address contains a space, a control character or a character outside ASCII");
    const PORT: Self = Self("the port must be a number up to 65535");
}

impl fmt::Display for UrlError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

impl std::error::Error for UrlError {}

/// The host of an address, with the port if it is given.
pub(crate) fn host(address: &str) -> &str {
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    authority.rsplit_once('@').map_or(authority, |(_, host)| host)
}

/// Checks the host, an IPv6 address in brackets or a name, and the port of an authority without user information.
fn check_authority(authority: &str) -> Result<(), UrlError> {
    let is_ipv6 = |host: &str| host.parse::<Ipv6Addr>().is_ok();
    let (host, port) = match authority.strip_prefix('[').map(|rest| rest.split_once(']')) {
        None => authority.split_once(':').unwrap_or((authority, "")),
        Some(Some((host, ""))) if is_ipv6(host) => (host, ""),
        Some(Some((host, rest))) if is_ipv6(host) => (host, rest.strip_prefix(':').ok_or(UrlError::PORT)?),
        Some(_) => return Err(UrlError("the address must have an IPv6 address between `[` and `]`")),
    };
    let is_in_name = |byte: u8| byte.is_ascii_alphanumeric() || b"-._".contains(&byte);
    let mut labels = host.strip_suffix('.').unwrap_or(host).split('.');
    if host.is_empty() {
        Err(UrlError("the address has no host"))
    } else if !authority.starts_with('[') && !host.bytes().all(is_in_name) {
        Err(UrlError("the host name contains a character that host names cannot have"))
    } else if labels.any(str::is_empty) {
        Err(UrlError("the host name has an empty label"))
    } else if !port.bytes().all(|byte| byte.is_ascii_digit())
        || !port.is_empty() && port.parse::<u16>().is_err()
    {
        Err(UrlError::PORT)
    } else {
        Ok(())
    }
}

/// The address of a server, without the slashes at its end.
pub(crate) fn server(address: &str) -> Result<String, UrlError> {
    let Some(rest) = ["https://", "http://"].iter().find_map(|scheme| address.strip_prefix(scheme)) else {
        return Err(UrlError("the address must begin with https:// or http://"));
    };
    let rest = rest.trim_end_matches('/');
    let authority = rest.split('/').next().unwrap_or_default();
    if rest.contains(['?', '#']) {
        Err(UrlError("the address must not have a query or a fragment"))
    } else if authority.contains('@') {
        Err(UrlError("the address must not contain a user name or a password"))
    } else if !rest.bytes().all(|byte| byte.is_ascii_graphic()) {
        Err(UrlError::CHARACTER)
    } else {
        check_authority(authority).map(|()| address.trim_end_matches('/').to_owned())
    }
}

/// The address of a server whose parts in braces are replaced by these values, by their names. A character of a value that
/// could end its part of the address is percent-encoded, so that a value never leads to another host.
///
/// ```
/// use specwright_runtime::server_address;
///
/// let address = |region| server_address("https://{region}.example.com/v1", &[("region", region)]);
/// assert_eq!(address("eu"), "https://eu.example.com/v1");
/// assert_eq!(address("evil.com/"), "https://evil.com%2F.example.com/v1"); // which the builder of a client refuses
/// ```
pub fn server_address(template: &str, values: &[(&str, &str)]) -> String {
    let mut address = String::with_capacity(template.len());
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        let (name, after) = after.split_once('}').unwrap_or((after, ""));
        let value = values.iter().find(|(known, _)| *known == name).map_or("", |(_, value)| value);
        address.push_str(before);
        address.extend(encode(value));
        rest = after;
    }
    address.push_str(rest);
    address
}

/// Everything but the unreserved characters of RFC 3986: letters, digits, `-`, `.`, `_`, `~`.
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// Percent-encodes everything but unreserved characters.
pub(crate) fn encode(text: &str) -> PercentEncode<'_> {
    utf8_percent_encode(text, RESERVED)
}

/// Percent-encodes also the characters of the separator behind the text, so that it is found where the text ends.
pub(crate) fn encode_beside(separator: &str, text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for piece in encode(text) {
        // A piece is one escape, or text without any.
        if piece.starts_with('%') || !piece.contains(|letter| separator.contains(letter)) {
            encoded.push_str(piece);
            continue;
        }
        for letter in piece.bytes() {
            match separator.as_bytes().contains(&letter) {
                true => encoded.push_str(percent_encode_byte(letter)),
                false => encoded.push(char::from(letter)),
            }
        }
    }
    encoded
}

/// Appends `key=value`, both percent-encoded.
pub(crate) fn push_pair(to: &mut String, key: &str, value: &str) {
    to.extend(encode(key));
    to.push('=');
    to.extend(encode(value));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_unreserved_characters_stay() {
        assert_eq!(encode("aZ09-._~").to_string(), "aZ09-._~");
        assert_eq!(encode("a b+c/d?e=f&g%票\n").to_string(), "a%20b%2Bc%2Fd%3Fe%3Df%26g%25%E7%A5%A8%0A");
    }

    #[test]
    fn the_query_is_not_shown() {
        let query = [("access_token".to_owned(), "MARK".to_owned()), ("名".to_owned(), "a b".to_owned())];
        let url = Url::new("https://u:MARK@api.example.com:8443/base", "/card/create", &query);
        assert_eq!(format!("{url}"), "https://api.example.com:8443/base/card/create");
        assert_eq!(format!("{url:?}"), "Url(https://api.example.com:8443/base/card/create)");
        assert_eq!(url.path(), "/base/card/create");
        assert_eq!(url.expose_query(), Some("access_token=MARK&%E5%90%8D=a%20b"));
        assert_eq!(Url::new("http://h", "/p?v=1", &query[1..]).expose(), "http://h/p?v=1&%E5%90%8D=a%20b");
        assert_eq!(Url::new("http://h", "", &[]).path(), "/");
    }

    #[test]
    fn a_separator_is_not_in_the_text_before_it() {
        assert_eq!(encode_beside(".", "a.b/.2E"), "a%2Eb%2F%2E2E");
        assert_eq!(encode_beside("2F", "a/2F"), "a%2F%32%46");
        assert_eq!(encode_beside("", "a.b"), "a.b");
    }

    #[test]
    fn a_value_in_the_address_of_a_server_leads_to_no_other_host() {
        let address = |value| server_address("https://{tenant}.example.com/{tenant}", &[("tenant", value)]);
        assert_eq!(server(&address("a-1")), Ok("https://a-1.example.com/a-1".to_owned()));
        for wrong in ["evil.com/", "evil.com#", "a@evil.com", "evil.com:80", "", "票", "a b", "evil.com\\"] {
            assert!(server(&address(wrong)).is_err(), "{wrong:?}: {}", address(wrong));
        }
        assert_eq!(server_address("https://{a.example.com", &[]), "https://");
    }

    #[test]
    fn a_server_is_scheme_host_and_path() {
        assert_eq!(server("https://api.example.com/"), Ok("https://api.example.com".to_owned()));
        for right in
            ["http://[::1]:8080/v1", "https://[2001:db8::1]", "http://h_1:", "https://H-1.example.:443"]
        {
            assert_eq!(server(right), Ok(right.to_owned()));
        }
        assert_eq!(server("http://127.0.0.1:80/v1"), Ok("http://127.0.0.1:80/v1".to_owned()));
        for wrong in [
            "api.example.com",
            "ftp://h",
            "https://",
            "https:///",
            "https:///x",
            "https://h?x",
            "https://u:p@h",
            "http://h h",
            "http://h:65536",
            "http://h:+1",
            "http://h:http",
            "http://:80",
            "http://::1",
            "http://[::1",
            "http://[::1]8080",
            "http://[::g]",
            "http://[]",
            "http://h]",
            "http://h%20/",
            "http://.",
            "http://.h",
            "http://h..example",
        ] {
            assert!(server(wrong).is_err(), "{wrong}");
        }
        assert_eq!(server("https://").unwrap_err().to_string(), "the address has no host");
    }
}
