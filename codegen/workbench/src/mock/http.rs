//! HTTP/1.1 on a stream: as much of it as clients of an API need.

use std::io::{self, Read, Write};

use super::message::{MockRequest, MockResponse};

/// How many bytes the request line and the headers may take.
const MAX_HEAD_BYTES: usize = 64 * 1024;
/// How many bytes a body may take.
const MAX_BODY_BYTES: usize = 1024 * 1024;
/// How many headers a request may have.
const MAX_HEADERS: usize = 128;

/// A request, and whether the connection stays open after its response.
pub(super) struct Incoming {
    pub(super) request: MockRequest,
    pub(super) keep_alive: bool,
}

/// Why no request could be read.
pub(super) enum Failure {
    /// The other side is gone or silent; nobody waits for an answer.
    Closed,
    /// What came is no request that can be answered otherwise.
    Refused(u16, &'static str),
}

impl From<io::Error> for Failure {
    fn from(_: io::Error) -> Self {
        Failure::Closed
    }
}

/// Reads requests from a stream, one after the other.
pub(super) struct Reader<S> {
    stream: S,
    /// Bytes that were read and belong to what comes next.
    buffer: Vec<u8>,
}

impl<S: Read + Write> Reader<S> {
    pub(super) fn new(stream: S) -> Self {
        Self { stream, buffer: Vec::new() }
    }

    /// The next request.
    pub(super) fn next(&mut self) -> Result<Incoming, Failure> {
        let head = self.head()?;
        if head.expects_continue {
            self.stream.write_all(b"HTTP/1.1 100 Continue\r\n\r\n")?;
        }
        let body = match head.body {
            Framing::Sized(size) => self.take(size)?,
            Framing::Chunked => self.chunks()?,
        };
        let request = MockRequest { method: head.method, target: head.target, headers: head.headers, body };
        Ok(Incoming { request, keep_alive: head.keep_alive })
    }

    /// The stream, when no more is to be read from it as HTTP.
    pub(super) fn into_stream(self) -> S {
        self.stream
    }

    /// Writes a response. A response to `HEAD` tells the size of its body and holds none.
    pub(super) fn write(
        &mut self,
        response: &MockResponse,
        keep_alive: bool,
        is_head: bool,
    ) -> io::Result<()> {
        let mut head = format!("HTTP/1.1 {} {}\r\n", response.status, reason(response.status));
        for (name, value) in &response.headers {
            head.push_str(&format!("{name}: {value}\r\n"));
        }
        let connection = if keep_alive { "keep-alive" } else { "close" };
        head.push_str(&format!(
            "content-length: {}\r\nconnection: {connection}\r\n\r\n",
            response.body.len()
        ));
        let mut bytes = head.into_bytes();
        if !is_head {
            bytes.extend_from_slice(&response.body);
        }
        self.stream.write_all(&bytes)?;
        self.stream.flush()
    }

    fn head(&mut self) -> Result<Head, Failure> {
        loop {
            if let Some((head, size)) = parse(&self.buffer)? {
                self.buffer.drain(..size);
                return Ok(head);
            }
            if self.buffer.len() > MAX_HEAD_BYTES {
                return Err(Failure::Refused(431, "the headers are too large"));
            }
            self.fill()?;
        }
    }

    /// So many bytes of body.
    fn take(&mut self, size: usize) -> Result<Vec<u8>, Failure> {
        while self.buffer.len() < size {
            self.fill()?;
        }
        Ok(self.buffer.drain(..size).collect())
    }

    fn chunks(&mut self) -> Result<Vec<u8>, Failure> {
        let mut body = Vec::new();
        loop {
            let size = self.chunk_size()?;
            if size > MAX_BODY_BYTES - body.len() {
                return Err(TOO_LARGE);
            }
            if size == 0 {
                break;
            }
            body.extend(self.take(size)?);
            if self.take(2)? != b"\r\n" {
                return Err(MALFORMED_CHUNK);
            }
        }
        // Trailers, up to an empty line.
        while !self.line()?.is_empty() {}
        Ok(body)
    }

    fn chunk_size(&mut self) -> Result<usize, Failure> {
        let line = self.line()?;
        let digits = line.split(|byte| *byte == b';').next().unwrap_or_default().trim_ascii();
        let text =
            std::str::from_utf8(digits).ok().filter(|text| text.bytes().all(|byte| byte.is_ascii_hexdigit()));
        text.and_then(|text| usize::from_str_radix(text, 16).ok()).ok_or(MALFORMED_CHUNK)
    }

    /// A line of the chunked coding, without its end.
    fn line(&mut self) -> Result<Vec<u8>, Failure> {
        loop {
            if let Some(end) = self.buffer.windows(2).position(|pair| pair == b"\r\n") {
                let mut line: Vec<u8> = self.buffer.drain(..end + 2).collect();
                line.truncate(end);
                return Ok(line);
            }
            if self.buffer.len() > MAX_HEAD_BYTES {
                return Err(MALFORMED_CHUNK);
            }
            self.fill()?;
        }
    }

    fn fill(&mut self) -> Result<(), Failure> {
        let mut bytes = [0; 16 * 1024];
        let count = self.stream.read(&mut bytes)?;
        match bytes.get(..count) {
            Some(read) if count > 0 => self.buffer.extend_from_slice(read),
            _ => return Err(Failure::Closed),
        }
        Ok(())
    }
}

const TOO_LARGE: Failure = Failure::Refused(413, "the body is too large");
const MALFORMED_CHUNK: Failure = Failure::Refused(400, "a chunk of the body is malformed");

struct Head {
    method: String,
    target: String,
    headers: Vec<(String, String)>,
    body: Framing,
    keep_alive: bool,
    expects_continue: bool,
}

enum Framing {
    Sized(usize),
    Chunked,
}

/// The head, if it is complete, and how many bytes it takes.
fn parse(bytes: &[u8]) -> Result<Option<(Head, usize)>, Failure> {
    let mut headers = [httparse::EMPTY_HEADER; MAX_HEADERS];
    let mut request = httparse::Request::new(&mut headers);
    let size = match request.parse(bytes) {
        Ok(httparse::Status::Complete(size)) => size,
        Ok(httparse::Status::Partial) => return Ok(None),
        Err(httparse::Error::TooManyHeaders) => {
            return Err(Failure::Refused(431, "there are too many headers"));
        }
        Err(_) => return Err(Failure::Refused(400, "this is not HTTP/1.1")),
    };
    let text = |value: &[u8]| String::from_utf8_lossy(value).into_owned();
    let headers: Vec<(String, String)> =
        request.headers.iter().map(|header| (header.name.to_owned(), text(header.value))).collect();
    let named = |name: &str| -> Vec<&str> {
        let values = headers.iter().filter(|(key, _)| key.eq_ignore_ascii_case(name));
        values.map(|(_, value)| value.trim()).collect()
    };
    let has = |name: &str, token: &str| {
        named(name).iter().any(|value| value.split(',').any(|part| part.trim().eq_ignore_ascii_case(token)))
    };
    let body = framing(&named("content-length"), &named("transfer-encoding"))?;
    let keep_alive = request.version == Some(1) && !has("connection", "close");
    let expects_continue = has("expect", "100-continue");
    let method = request.method.unwrap_or_default().to_owned();
    let target = origin_form(request.path.unwrap_or_default()).to_owned();
    Ok(Some((Head { method, target, body, keep_alive, expects_continue, headers }, size)))
}

fn framing(sizes: &[&str], codings: &[&str]) -> Result<Framing, Failure> {
    match (sizes, codings) {
        ([], []) => Ok(Framing::Sized(0)),
        ([], [coding]) if coding.eq_ignore_ascii_case("chunked") => Ok(Framing::Chunked),
        ([], _) => Err(Failure::Refused(501, "the only transfer coding here is `chunked`")),
        ([size, others @ ..], []) if others.iter().all(|other| other == size) => {
            let is_decimal = !size.is_empty() && size.bytes().all(|byte| byte.is_ascii_digit());
            if !is_decimal {
                return Err(Failure::Refused(400, "`content-length` is not a number"));
            }
            // A number that does not fit is too large as well.
            size.parse().ok().filter(|size| *size <= MAX_BODY_BYTES).map(Framing::Sized).ok_or(TOO_LARGE)
        }
        _ => Err(Failure::Refused(400, "the size of the body is told twice")),
    }
}

/// The target without scheme and host, which a client of a proxy sends.
fn origin_form(target: &str) -> &str {
    match target.split_once("://") {
        Some((scheme, rest)) if !scheme.starts_with('/') => {
            rest.find(['/', '?']).and_then(|start| rest.get(start..)).unwrap_or("/")
        }
        _ => target,
    }
}

fn reason(status: u16) -> &'static str {
    match status {
        200 => "OK",
        400 => "Bad Request",
        401 => "Unauthorized",
        404 => "Not Found",
        405 => "Method Not Allowed",
        413 => "Content Too Large",
        429 => "Too Many Requests",
        431 => "Request Header Fields Too Large",
        500 => "Internal Server Error",
        501 => "Not Implemented",
        503 => "Service Unavailable",
        _ => "",
    }
}
