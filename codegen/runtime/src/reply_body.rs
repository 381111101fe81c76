//! The body of a reply as JSON.

use std::borrow::Cow;

use crate::read::{self, Node};

/// A body, or why it is not JSON.
pub(crate) type ParsedBody<'a> = Result<Node<'a>, BodyError>;

/// Why a body cannot be read.
#[derive(Debug)]
pub(crate) enum BodyError {
    Empty,
    Json(serde_json::Error),
    Value(read::Error),
}

impl From<read::Error> for BodyError {
    fn from(error: read::Error) -> Self {
        Self::Value(error)
    }
}

/// The text without a byte order mark. Bytes that are not UTF-8, as of a message in another encoding, are replaced, so that
/// the rest can be read.
pub(crate) fn text(body: &[u8]) -> Cow<'_, str> {
    let body = without_mark(body);
    // Validating all of it at once is faster than validating each string.
    std::str::from_utf8(body).map_or_else(|_| String::from_utf8_lossy(body), Cow::Borrowed)
}

pub(crate) fn parse(text: &str) -> ParsedBody<'_> {
    if text.as_bytes().trim_ascii_start().is_empty() {
        return Err(BodyError::Empty);
    }
    serde_json::from_str(text).map_err(BodyError::Json)
}

/// The bytes without a byte order mark.
pub(crate) fn without_mark(body: &[u8]) -> &[u8] {
    body.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(body)
}
