//! A request as bytes.

use super::target::Target;
use crate::{HttpRequest, Method};

/// The request as it goes over the wire. `None` where a header cannot be written: what would end its line early
/// would begin a header, or a request, of somebody else's.
pub(super) fn encode(request: &HttpRequest, target: &Target) -> Option<Vec<u8>> {
    let has = |name| request.header(name).is_some();
    let mut lines = vec![format!("{} {} HTTP/1.1", request.method, target.path_and_query)];
    if !has("host") {
        lines.push(format!("Host: {}", target.origin.host_header()));
    }
    if !has("accept") {
        lines.push("Accept: */*".to_owned());
    }
    for (name, value) in &request.headers {
        if !is_name(name) || !is_value(value) {
            return None;
        }
        // How long the body is is told below, and it is not sent in any other way.
        if !["content-length", "transfer-encoding"].iter().any(|own| name.eq_ignore_ascii_case(own)) {
            lines.push(format!("{name}: {value}"));
        }
    }
    // Some servers refuse a request with 411 if it does not say that there is no body.
    let expects_body = matches!(request.method, Method::Post | Method::Put | Method::Patch);
    if let Some(bytes) = request.body.as_ref().map(Vec::len).or(expects_body.then_some(0)) {
        lines.push(format!("Content-Length: {bytes}"));
    }
    let mut encoded = lines.join("\r\n").into_bytes();
    encoded.extend_from_slice(b"\r\n\r\n");
    encoded.extend_from_slice(request.body.as_deref().unwrap_or_default());
    Some(encoded)
}

/// A token of RFC 9110.
fn is_name(name: &str) -> bool {
    let is_token = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
    !name.is_empty() && name.bytes().all(is_token)
}

fn is_value(value: &str) -> bool {
    !value.bytes().any(|byte| byte.is_ascii_control() && byte != b'\t')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Url;

    fn encoded(adjust: impl FnOnce(&mut HttpRequest)) -> Option<String> {
        let mut request = HttpRequest::new(Method::Get, Url::parse("http://[::1]:8080/p?q=1").unwrap());
        adjust(&mut request);
        let target = Target::of(&request.url).unwrap();
        Some(String::from_utf8(encode(&request, &target)?).unwrap())
    }

    fn with(name: &str, value: &str) -> Option<String> {
        encoded(|request| request.headers.push((name.to_owned(), value.to_owned())))
    }

    #[test]
    fn a_request_is_a_head_and_a_body() {
        let bare = "GET /p?q=1 HTTP/1.1\r\nHost: [::1]:8080\r\nAccept: */*\r\n\r\n";
        assert_eq!(encoded(|_| {}).unwrap(), bare);
        let full = encoded(|request| {
            request.method = Method::Post;
            request.headers.push(("accept".to_owned(), "text/plain".to_owned()));
            request.headers.push(("host".to_owned(), "h".to_owned()));
            request.headers.push(("X-Name".to_owned(), "票\t1".to_owned()));
            request.body = Some(b"{}".to_vec());
        });
        let expected = "POST /p?q=1 HTTP/1.1\r\naccept: text/plain\r\nhost: h\r\nX-Name: 票\t1\r\nContent-Length: 2\r\n\r\n{}";
        assert_eq!(full.unwrap(), expected);
    }

    #[test]
    fn the_length_is_told_once() {
        for method in [Method::Post, Method::Put, Method::Patch] {
            let empty = encoded(|request| request.method = method).unwrap();
            assert!(empty.ends_with("\r\nContent-Length: 0\r\n\r\n"), "{empty}");
        }
        for (name, value) in [("content-length", "7"), ("Transfer-Encoding", "chunked")] {
            assert_eq!(with(name, value), encoded(|_| {}));
        }
    }

    #[test]
    fn a_header_cannot_become_two() {
        for (name, value) in [
            ("X", "1\r\nY: 2"),
            ("X", "1\n"),
            ("X", "1\r"),
            ("X", "\0"),
            ("X", "\x7F"),
            ("X\r\nY", "1"),
            ("X:", "1"),
            ("X Y", "1"),
            ("", "1"),
            ("票", "1"),
        ] {
            assert_eq!(with(name, value), None, "{name:?}: {value:?}");
        }
    }
}
