//! The body of a reply as JSON.

use std::borrow::Cow;

use serde_json::error::Category;

use crate::read::{self, Node};

/// A body, or why it is not JSON.
pub(crate) type ParsedBody<'a> = Result<Node<'a>, BodyError>;

/// Why a body cannot be read.
#[derive(Debug)]
pub(crate) enum BodyError {
    Empty,
    Json(serde_json::Error),
    /// The body should be text, and is not UTF-8.
    NotText,
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

/// Why a body is not JSON, with the column in characters; the parser counts bytes.
pub(crate) fn json_problem(body: &[u8], error: &serde_json::Error) -> String {
    let text = text(body);
    let line = text.split('\n').nth(error.line().saturating_sub(1)).unwrap_or_default();
    let before = line.bytes().take(error.column());
    // A character counts where its first byte is.
    let column = before.filter(|byte| !matches!(byte, 0x80..=0xBF)).count();
    let place = format!("line {} column {column}", error.line());
    if error.classify() == Category::Eof {
        return format!("it ends too early at {place}");
    }
    let problem = error.to_string();
    let counted = format!(" at line {} column {}", error.line(), error.column());
    format!("it is not JSON: {} at {place}", problem.strip_suffix(&counted).unwrap_or(&problem))
}

/// The bytes without a byte order mark.
pub(crate) fn without_mark(body: &[u8]) -> &[u8] {
    body.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(body)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters() {
        let problem = |body: &str| match parse(&text(body.as_bytes())) {
            Err(BodyError::Json(error)) => json_problem(body.as_bytes(), &error),
            other => panic!("{other:?}"),
        };
        assert_eq!(problem("{\"name\":\"票务\",}"), "it is not JSON: trailing comma at line 1 column 14");
        assert_eq!(problem("{\n \"票\": 01\n}"), "it is not JSON: invalid number at line 2 column 8");
        assert_eq!(problem("\u{feff}{\"票\": \"务"), "it ends too early at line 1 column 8");
        assert_eq!(problem("{"), "it ends too early at line 1 column 1");
    }
}
