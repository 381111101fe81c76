//! The head of a reply.

use std::io;

use super::connection::Connection;

/// So long is a head at most, and so long are all of one reply together, with those of interim replies.
const MAX_BYTES: usize = 64 * 1024;

/// So many headers are in a head at most.
const MAX_HEADERS: usize = 128;

/// The head of a reply.
#[derive(Debug)]
pub(super) struct Head {
    pub(super) status: u16,
    /// Names in lower case, and values. One that is not UTF-8 is left out.
    pub(super) headers: Vec<(String, String)>,
    pub(super) framing: Framing,
    /// Whether the connection stays open after the body.
    pub(super) keeps_open: bool,
}

/// How the end of a body is found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Framing {
    /// It has so many bytes.
    Length(u64),
    /// It comes in chunks, and the last one is empty.
    Chunked,
    /// The connection ends with it.
    UntilClosed,
}

/// Reads a head, and leaves out those of interim replies. `to_head`: the reply to a request by HEAD has no body.
pub(super) fn read(connection: &mut Connection, to_head: bool) -> io::Result<Head> {
    let mut bytes_left = MAX_BYTES;
    loop {
        match parse(connection.unused(), to_head)? {
            Some((length, head)) if length <= bytes_left => {
                connection.consume(length);
                bytes_left -= length;
                match head.status {
                    // After 101 another protocol follows, and no other head.
                    100 | 102..=199 => {}
                    _ => return Ok(head),
                }
            }
            None if connection.unused().len() <= bytes_left => {
                if !connection.read_more()? {
                    return Err(io::Error::new(io::ErrorKind::UnexpectedEof, "closed before a reply came"));
                }
            }
            _ => return Err(malformed("it is too long")),
        }
    }
}

/// What is wrong with it is not told in the server's words, which may hold a secret.
fn malformed(why: impl std::fmt::Display) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, format!("the head of the reply is malformed: {why}"))
}

/// The head at the beginning of the bytes, and its length; `None` if they end before it does.
fn parse(bytes: &[u8], to_head: bool) -> io::Result<Option<(usize, Head)>> {
    let mut headers = [httparse::EMPTY_HEADER; MAX_HEADERS];
    let mut reply = httparse::Response::new(&mut headers);
    let httparse::Status::Complete(length) = reply.parse(bytes).map_err(malformed)? else {
        return Ok(None);
    };
    let (status, version) = (reply.code.unwrap_or_default(), reply.version.unwrap_or_default());
    let lists = Lists(reply.headers);
    let (coding, announced) = (lists.transfer_coding()?, lists.content_length()?);
    let framing = match (coding, announced) {
        _ if to_head || matches!(status, 100..=199 | 204 | 304) => Framing::Length(0),
        (Coding::Chunked, _) => Framing::Chunked,
        (Coding::None, Some(bytes)) => Framing::Length(bytes),
        (Coding::None, None) => Framing::UntilClosed,
    };
    // Two lengths are how a reply is smuggled into another one's place.
    let is_plain = coding == Coding::None || announced.is_none() && version > 0;
    let stays = if version > 0 {
        !lists.contain("connection", "close")
    } else {
        lists.contain("connection", "keep-alive")
    };
    let text = |header: &httparse::Header<'_>| {
        Some((header.name.to_ascii_lowercase(), std::str::from_utf8(header.value).ok()?.to_owned()))
    };
    let headers = lists.0.iter().filter_map(text).collect();
    let keeps_open = stays && is_plain && framing != Framing::UntilClosed && status != 101;
    Ok(Some((length, Head { status, headers, framing, keeps_open })))
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Coding {
    None,
    Chunked,
}

/// Headers whose values are lists.
struct Lists<'h, 'b>(&'h [httparse::Header<'b>]);

impl Lists<'_, '_> {
    /// The elements of all headers of a name.
    fn elements<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a [u8]> {
        let named = self.0.iter().filter(move |header| header.name.eq_ignore_ascii_case(name));
        named.flat_map(|header| header.value.split(|byte| *byte == b',')).map(<[u8]>::trim_ascii)
    }

    fn contain(&self, name: &str, element: &str) -> bool {
        self.elements(name).any(|found| found.eq_ignore_ascii_case(element.as_bytes()))
    }

    fn transfer_coding(&self) -> io::Result<Coding> {
        let mut codings =
            self.elements("transfer-encoding").filter(|coding| !coding.eq_ignore_ascii_case(b"identity"));
        match (codings.next(), codings.next()) {
            (None, _) => Ok(Coding::None),
            (Some(coding), None) if coding.eq_ignore_ascii_case(b"chunked") => Ok(Coding::Chunked),
            _ => Err(malformed("the transfer coding is unknown")),
        }
    }

    /// The length, which may be told several times, but not in several ways.
    fn content_length(&self) -> io::Result<Option<u64>> {
        let number = |digits: &[u8]| {
            let digits = std::str::from_utf8(digits).ok()?;
            // `parse` would take a sign.
            digits.bytes().all(|byte| byte.is_ascii_digit()).then(|| digits.parse::<u64>().ok())?
        };
        let mut lengths = self.elements("content-length").map(number);
        match lengths.next() {
            None => Ok(None),
            Some(Some(first)) if lengths.all(|other| other == Some(first)) => Ok(Some(first)),
            Some(_) => Err(malformed("the length of the body is no number, or there are several")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn head(lines: &str) -> String {
        let bytes = format!("{}\r\n\r\n", lines.replace('|', "\r\n"));
        match parse(bytes.as_bytes(), false) {
            Ok(Some((length, head))) => {
                assert_eq!(length, bytes.len());
                format!("{} {:?}{}", head.status, head.framing, if head.keeps_open { " open" } else { "" })
            }
            Ok(None) => "partial".to_owned(),
            Err(error) => {
                assert!(!error.to_string().contains("MARK"), "{error}");
                "malformed".to_owned()
            }
        }
    }

    #[test]
    fn the_end_of_a_body_is_found() {
        for (lines, expected) in [
            ("HTTP/1.1 200 OK|Content-Length: 3", "200 Length(3) open"),
            ("HTTP/1.1 200|content-length:3|Content-Length: 3, 3", "200 Length(3) open"),
            ("HTTP/1.1 200 OK|Transfer-Encoding: Chunked", "200 Chunked open"),
            ("HTTP/1.1 200 OK|Transfer-Encoding: identity|Content-Length: 3", "200 Length(3) open"),
            ("HTTP/1.1 200 OK", "200 UntilClosed"),
            ("HTTP/1.1 200 OK|Transfer-Encoding: chunked|Content-Length: 3", "200 Chunked"),
            ("HTTP/1.0 200 OK|Transfer-Encoding: chunked|Connection: keep-alive", "200 Chunked"),
            ("HTTP/1.0 200 OK|Content-Length: 3", "200 Length(3)"),
            ("HTTP/1.0 200 OK|Content-Length: 3|Connection: Keep-Alive", "200 Length(3) open"),
            ("HTTP/1.1 200 OK|Content-Length: 3|Connection: x, Close", "200 Length(3)"),
            ("HTTP/1.1 101 Switching Protocols|Upgrade: x", "101 Length(0)"),
            ("HTTP/1.1 204 No Content|Content-Length: 3", "204 Length(0) open"),
            ("HTTP/1.1 304 Not Modified|Transfer-Encoding: chunked", "304 Length(0) open"),
            ("HTTP/1.1 999 Odd|Content-Length: 0", "999 Length(0) open"),
            ("HTTP/1.1 200 \u{FF}|X: \u{1F3AB}|Content-Length: 0", "200 Length(0) open"),
        ] {
            assert_eq!(head(lines), expected, "{lines}");
        }
        let bytes = b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\n";
        assert_eq!(parse(bytes, true).unwrap().unwrap().1.framing, Framing::Length(0));
    }

    #[test]
    fn what_is_no_head_is_refused() {
        for lines in [
            "HTTP/1.1 200 OK|Content-Length: MARK",
            "HTTP/1.1 200 OK|Content-Length: +3",
            "HTTP/1.1 200 OK|Content-Length: -3",
            "HTTP/1.1 200 OK|Content-Length: ",
            "HTTP/1.1 200 OK|Content-Length: 3, 4",
            "HTTP/1.1 200 OK|Content-Length: 3|Content-Length: 4",
            "HTTP/1.1 200 OK|Content-Length: 99999999999999999999",
            "HTTP/1.1 200 OK|Transfer-Encoding: MARK, chunked",
            "HTTP/1.1 200 OK|Transfer-Encoding: chunked, chunked",
            "HTTP/1.1 200 OK|X: 1| MARK",
            "HTTP/1.1 200 OK|X\0MARK: 1",
            "HTTP/1.1 MARK OK",
            "HTTP/2 200 OK",
            "<MARK>",
        ] {
            assert_eq!(head(lines), "malformed", "{lines}");
        }
        assert_eq!(head(&format!("HTTP/1.1 200 OK{}", "|X: 1".repeat(MAX_HEADERS + 1))), "malformed");
        assert_eq!(parse(b"HTTP/1.1 200 OK\r\nX: 1\r\n", false).unwrap().map(|_| ()), None);
    }

    #[test]
    fn a_value_that_is_not_utf8_is_left_out() {
        let bytes = b"HTTP/1.1 200 OK\r\nX: \xFF\r\nY: 1\r\n\r\n";
        let (_, head) = parse(bytes, false).unwrap().unwrap();
        assert_eq!(head.headers, [("y".to_owned(), "1".to_owned())]);
    }
}
