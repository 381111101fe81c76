//! Where a request goes.

use crate::Url;
use crate::url::host_and_port;

/// Who is spoken to. Connections to the same one are alike.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Origin {
    pub(super) is_tls: bool,
    /// A name, or an IP address without brackets.
    pub(super) host: String,
    pub(super) port: u16,
}

impl Origin {
    /// Host and port, as an address has them.
    pub(super) fn authority(&self) -> String {
        format!("{}:{}", self.bracketed_host(), self.port)
    }

    /// The same without the port that goes without saying.
    pub(super) fn host_header(&self) -> String {
        let usual = if self.is_tls { 443 } else { 80 };
        if self.port == usual { self.bracketed_host() } else { self.authority() }
    }

    fn bracketed_host(&self) -> String {
        if self.host.contains(':') { format!("[{}]", self.host) } else { self.host.clone() }
    }
}

/// Who is spoken to, and what is asked for.
pub(super) struct Target {
    pub(super) origin: Origin,
    pub(super) path_and_query: String,
}

impl Target {
    /// `None` for an address that no request can go to.
    pub(super) fn of(url: &Url) -> Option<Self> {
        let address = url.expose();
        let (is_tls, rest) = match address.strip_prefix("https://") {
            Some(rest) => (true, rest),
            None => (false, address.strip_prefix("http://")?),
        };
        let rest = rest.split('#').next()?;
        let (authority, path) = rest.split_at_checked(rest.find(['/', '?']).unwrap_or(rest.len()))?;
        let (host, port) = host_and_port(authority).ok()?;
        if !path.bytes().all(|byte| byte.is_ascii_graphic()) {
            return None;
        }
        let slash = if path.starts_with('/') { "" } else { "/" };
        let port = port.unwrap_or(if is_tls { 443 } else { 80 });
        Some(Self {
            origin: Origin { is_tls, host: host.to_owned(), port },
            path_and_query: format!("{slash}{path}"),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(address: &str) -> String {
        match Target::of(&Url::new(address, "", &[])) {
            None => "none".to_owned(),
            Some(Target { origin, path_and_query }) => {
                format!("{} {} {}", origin.authority(), origin.host_header(), path_and_query)
            }
        }
    }

    #[test]
    fn an_address_is_taken_apart() {
        for (address, expected) in [
            ("https://h/p?q=1#f", "h:443 h /p?q=1"),
            ("http://h", "h:80 h /"),
            ("http://h?q=/@:", "h:80 h /?q=/@:"),
            ("http://h:443", "h:443 h:443 /"),
            ("https://h:443/", "h:443 h /"),
            ("http://[::1]:8080/p", "[::1]:8080 [::1]:8080 /p"),
            ("https://[::1]/p", "[::1]:443 [::1] /p"),
            ("http://127.0.0.1:1/", "127.0.0.1:1 127.0.0.1:1 /"),
        ] {
            assert_eq!(shown(address), expected, "{address}");
        }
    }

    #[test]
    fn what_no_request_can_go_to_is_none() {
        for address in [
            "ftp://h",
            "h",
            "http://",
            "http://:80",
            "http://h:x",
            "http://h:65536",
            "http://[::1",
            "http://[::g]/",
            "http://u:p@h/",
            "http://h/a b",
            "http://h/\r\nX: 1",
            "http://h\r\nX: 1/",
            "http://h/票",
        ] {
            assert_eq!(shown(address), "none", "{address}");
        }
    }
}
