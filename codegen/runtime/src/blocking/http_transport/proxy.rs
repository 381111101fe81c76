//! The proxies that the environment names.

use std::io;
use std::net::IpAddr;

use super::target::Origin;
use crate::url::{decode, host_and_port};

/// A proxy for each kind of server, and who is spoken to without.
pub(super) struct Proxies {
    http: Option<Named>,
    https: Option<Named>,
    exceptions: Vec<Exception>,
}

/// A proxy that is named, and cannot always be used.
type Named = Result<Proxy, Unusable>;

#[derive(Clone, Copy)]
struct Unusable;

/// A proxy that passes everything on.
pub(super) struct Proxy {
    pub(super) is_tls: bool,
    pub(super) host: String,
    pub(super) port: u16,
    authorization: Option<String>,
}

impl Proxies {
    /// Those of the variables that most programs know: `HTTPS_PROXY`, `HTTP_PROXY`, `ALL_PROXY` and `NO_PROXY`, also in
    /// lower case.
    pub(super) fn from_environment() -> Self {
        Self::from_variables(|name| std::env::var(name).ok())
    }

    pub(super) fn from_variables(variable: impl Fn(&str) -> Option<String>) -> Self {
        let value = |name: &str| {
            let value = variable(name).or_else(|| variable(&name.to_ascii_lowercase()))?;
            (!value.trim().is_empty()).then(|| value.trim().to_owned())
        };
        let named = |name: &str| value(name).or_else(|| value("ALL_PROXY")).map(|value| Proxy::parse(&value));
        // In a CGI program, that variable is a header of whoever sends it.
        let is_cgi = variable("REQUEST_METHOD").is_some();
        let exceptions = value("NO_PROXY").unwrap_or_default();
        Self {
            http: named(if is_cgi { "ALL_PROXY" } else { "HTTP_PROXY" }),
            https: named("HTTPS_PROXY"),
            exceptions: exceptions.split(',').filter_map(Exception::parse).collect(),
        }
    }

    /// The proxy to this server.
    ///
    /// # Errors
    ///
    /// One is named that cannot be used.
    pub(super) fn of(&self, origin: &Origin) -> io::Result<Option<&Proxy>> {
        let named = if origin.is_tls { &self.https } else { &self.http };
        if self.exceptions.iter().any(|exception| exception.matches(&origin.host)) {
            return Ok(None);
        }
        match named {
            None => Ok(None),
            Some(Ok(proxy)) => Ok(Some(proxy)),
            // Its address is not told: it may hold a password.
            Some(Err(Unusable)) => Err(io::Error::other(
                "the proxy that the environment names cannot be used: it must be `http://host:port` or `https://host:port`",
            )),
        }
    }
}

impl Proxy {
    /// `http://user:password@host:port`, of which host alone must be there.
    fn parse(address: &str) -> Named {
        let (scheme, rest) = address.split_once("://").unwrap_or(("http", address));
        let is_tls = match scheme.to_ascii_lowercase().as_str() {
            "http" => false,
            "https" => true,
            _ => return Err(Unusable),
        };
        let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
        let (user, authority) = match authority.rsplit_once('@') {
            Some((user, authority)) => (Some(user), authority),
            None => (None, authority),
        };
        let (host, port) = host_and_port(authority).map_err(|_| Unusable)?;
        Ok(Self {
            is_tls,
            host: host.to_owned(),
            port: port.unwrap_or(if is_tls { 443 } else { 80 }),
            authorization: user.map(basic),
        })
    }

    /// Asks it to pass on what follows.
    pub(super) fn request(&self, origin: &Origin) -> String {
        let authority = origin.authority();
        let authorization = match &self.authorization {
            Some(credentials) => format!("Proxy-Authorization: Basic {credentials}\r\n"),
            None => String::new(),
        };
        format!("CONNECT {authority} HTTP/1.1\r\nHost: {authority}\r\n{authorization}\r\n")
    }
}

/// `user:password`, each percent-encoded, as the header has them.
fn basic(user: &str) -> String {
    let (user, password) = user.split_once(':').unwrap_or((user, ""));
    base64(&[decode(user), b":".to_vec(), decode(password)].concat())
}

fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for group in bytes.chunks(3) {
        let number =
            (0..3).fold(0, |number, at| number << 8 | usize::from(group.get(at).copied().unwrap_or(0)));
        for at in 0..4 {
            let digit = DIGITS.get(number >> (18 - 6 * at) & 63).copied().unwrap_or(b'=');
            text.push(char::from(if at > group.len() { b'=' } else { digit }));
        }
    }
    text
}

/// Who is spoken to without a proxy.
enum Exception {
    Everybody,
    /// The network's address and how many of its bits count.
    Network(IpAddr, u32),
    /// A domain and all below it.
    Domain(String),
}

impl Exception {
    fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let (address, bits) = match text.split_once('/') {
            Some((address, bits)) => (address, bits.parse().ok()?),
            None => (text, u32::MAX),
        };
        if text == "*" {
            return Some(Self::Everybody);
        }
        if let Ok(address) = address.trim_matches(['[', ']']).parse() {
            return Some(Self::Network(address, bits));
        }
        let domain = text.strip_prefix('*').unwrap_or(text).trim_matches('.');
        (!domain.is_empty()).then(|| Self::Domain(domain.to_ascii_lowercase()))
    }

    fn matches(&self, host: &str) -> bool {
        match self {
            Self::Everybody => true,
            Self::Network(network, bits) => match (network, host.parse()) {
                (IpAddr::V4(network), Ok(IpAddr::V4(host))) => {
                    let differs = (network.to_bits() ^ host.to_bits()).leading_zeros();
                    differs >= (*bits).min(32)
                }
                (IpAddr::V6(network), Ok(IpAddr::V6(host))) => {
                    let differs = (network.to_bits() ^ host.to_bits()).leading_zeros();
                    differs >= (*bits).min(128)
                }
                _ => false,
            },
            Self::Domain(domain) => {
                let host = host.to_ascii_lowercase();
                let above = host.strip_suffix(domain.as_str());
                above.is_some_and(|above| above.is_empty() || above.ends_with('.'))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The proxy to a server where the environment is this.
    fn proxy(environment: &[(&str, &str)], server: &str) -> String {
        let variable = |name: &str| {
            environment.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).to_owned())
        };
        let (scheme, host) = server.split_once("://").unwrap();
        let origin = Origin { is_tls: scheme == "https", host: host.to_owned(), port: 1 };
        match Proxies::from_variables(variable).of(&origin) {
            Ok(None) => "none".to_owned(),
            Ok(Some(proxy)) => format!(
                "{}{}:{}{}",
                if proxy.is_tls { "tls " } else { "" },
                proxy.host,
                proxy.port,
                proxy.authorization.as_ref().map_or(String::new(), |text| format!(" {text}"))
            ),
            Err(error) => {
                assert!(!error.to_string().contains("MARK"), "{error}");
                "unusable".to_owned()
            }
        }
    }

    #[test]
    fn each_kind_of_server_has_its_own() {
        let both = [("HTTPS_PROXY", "http://a:1"), ("http_proxy", "b:2"), ("ALL_PROXY", "c:3")];
        assert_eq!(proxy(&both, "https://h"), "a:1");
        assert_eq!(proxy(&both, "http://h"), "b:2");
        assert_eq!(proxy(&[("all_proxy", "https://c")], "http://h"), "tls c:443");
        assert_eq!(proxy(&[("ALL_PROXY", "c")], "https://h"), "c:80");
        assert_eq!(proxy(&[("HTTP_PROXY", "b:2")], "https://h"), "none");
        assert_eq!(proxy(&[("HTTP_PROXY", "b:2"), ("REQUEST_METHOD", "GET")], "http://h"), "none");
        assert_eq!(proxy(&[("HTTPS_PROXY", " ")], "https://h"), "none");
        assert_eq!(proxy(&[], "https://h"), "none");
    }

    #[test]
    fn one_that_cannot_be_used_is_not_passed_by() {
        for address in
            ["socks5://MARK@p:1", "http://MARK@", "http://MARK@p:x", "http://u:MARK@[::1", "ftp://p"]
        {
            assert_eq!(proxy(&[("ALL_PROXY", address)], "https://h"), "unusable", "{address}");
        }
    }

    #[test]
    fn the_password_is_told_to_the_proxy() {
        assert_eq!(
            proxy(&[("HTTPS_PROXY", "http://u%40h:p%3Aw@[::1]:8/")], "https://h"),
            "::1:8 dUBoOnA6dw=="
        );
        let asked = Proxy::parse("http://u@p").map_err(|_| ()).unwrap();
        let origin = Origin { is_tls: true, host: "::1".to_owned(), port: 443 };
        assert_eq!(
            asked.request(&origin),
            "CONNECT [::1]:443 HTTP/1.1\r\nHost: [::1]:443\r\nProxy-Authorization: Basic dTo=\r\n\r\n"
        );
        for (bytes, text) in
            [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("\u{FF}\u{FB}?", "w7/Duz8=")]
        {
            assert_eq!(base64(bytes.as_bytes()), text);
        }
    }

    #[test]
    fn some_are_spoken_to_without() {
        let list = "a.example, .b.example,*.c.example ,10.0.0.0/8,192.168.0.1,[fe80::]/10,x/y,,";
        let environment = [("ALL_PROXY", "p:1"), ("NO_PROXY", list)];
        for host in [
            "a.example",
            "x.A.example",
            "b.example",
            "x.b.example",
            "x.c.example",
            "10.1.2.3",
            "192.168.0.1",
            "fe80::1",
        ] {
            assert_eq!(proxy(&environment, &format!("http://{host}")), "none", "{host}");
        }
        for host in ["example", "xa.example", "11.0.0.1", "192.168.0.2", "::1"] {
            assert_eq!(proxy(&environment, &format!("http://{host}")), "p:1", "{host}");
        }
        assert_eq!(proxy(&[("ALL_PROXY", "p:1"), ("no_proxy", "*")], "http://h"), "none");
    }
}
