//! Parses a body.

use serde_json::Value;
use specwright::diagnostics::Position;
use specwright::ir;

/// A body that is JSON.
#[derive(Debug)]
pub(super) struct Body<'t> {
    pub(super) text: &'t str,
    /// The parsed value; of duplicate keys, the last value, as most servers do.
    pub(super) value: Value,
}

/// The error for a body that is not JSON, and its position.
#[derive(Debug)]
pub(super) struct Unreadable {
    pub(super) problem: String,
    pub(super) at: Position,
}

/// Parses a body. If the operation has no body, an empty text is null.
///
/// # Errors
///
/// If the body is not valid JSON.
pub(super) fn read(bytes: &[u8], kind: ir::Body) -> Result<Body<'_>, Unreadable> {
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let valid = error.valid_up_to();
        let before = bytes.get(..valid).map(String::from_utf8_lossy).unwrap_or_default();
        let problem = format!("the body is not UTF-8: invalid byte at offset {valid}");
        Unreadable { problem, at: Position::of(&before, valid..valid) }
    })?;
    let unreadable = |problem: &str, byte: usize| Unreadable {
        problem: problem.to_owned(),
        at: Position::of(text, byte..text.len().min(byte + 1)),
    };
    if text.starts_with('\u{feff}') {
        return Err(unreadable("the body begins with a byte order mark, which JSON does not allow", 0));
    }
    if text.trim_ascii().is_empty() {
        return match kind {
            ir::Body::Empty => Ok(Body { text, value: Value::Null }),
            ir::Body::Json
            | ir::Body::Form
            | ir::Body::NestedForm
            | ir::Body::Multipart
            | ir::Body::Text
            | ir::Body::Bytes => Err(unreadable("the body is empty", 0)),
        };
    }
    serde_json::from_str(text).map(|value| Body { text, value }).map_err(|error| {
        let byte = byte_of(text, &error);
        let at = Position::of(text, byte..byte);
        // The parser counts columns in bytes.
        let problem = error.to_string();
        let suffix = format!(" at line {} column {}", error.line(), error.column());
        let problem = problem.strip_suffix(&suffix).unwrap_or(&problem);
        let problem = format!("the body is not JSON: {problem} at line {} column {}", at.line, at.column);
        unreadable(&problem, byte)
    })
}

/// The byte offset of a parser's error, whose column is in bytes.
fn byte_of(text: &str, error: &serde_json::Error) -> usize {
    let lines = text.split_inclusive('\n').take(error.line().saturating_sub(1));
    lines.map(str::len).sum::<usize>() + error.column().saturating_sub(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problem(bytes: &[u8]) -> String {
        read(bytes, ir::Body::Json).unwrap_err().problem
    }

    #[test]
    fn invalid_json_is_an_error_with_a_reason() {
        let deep = "[".repeat(100_000);
        let texts: [&[u8]; 9] = [
            b"{\"a\": ",
            b"{'a': 1}",
            b"{\"a\": 1} {}",
            b"{\"a\": 01}",
            b"[1e999]",
            b"\"\\ud800\"",
            b"\xef\xbb\xbf{}",
            b"{\"a\": \"\xff\"}",
            deep.as_bytes(),
        ];
        let problems: Vec<String> = texts.iter().map(|text| problem(text)).collect();
        insta::assert_snapshot!(problems.join("\n"));
    }

    #[test]
    fn invalid_json_is_an_error_with_a_position() {
        let at = |bytes: &[u8]| {
            let Unreadable { problem, at } = read(bytes, ir::Body::Json).unwrap_err();
            // The message and the position use the same unit.
            let place = problem.split_once(" at line ").map(|(_, place)| place.to_owned());
            assert!(
                place.is_none_or(|place| place == format!("{} column {}", at.line, at.column)),
                "{problem}"
            );
            (at.line, at.column, at.byte_offset)
        };
        assert_eq!(at("{\"appid\":\"票务\",}".as_bytes()), (1, 15, 18));
        assert_eq!(at("{\n \"票\": 01\n}".as_bytes()), (2, 8, 11));
        assert_eq!(at("{\"票\": \"".as_bytes()), (1, 7, 8));
        assert_eq!(at(b"{\n\"a\": \"\xff\"}"), (2, 7, 8));
        assert_eq!(at("\u{feff}{}".as_bytes()), (1, 1, 0));
        assert_eq!(at(b" "), (1, 1, 0));
    }

    #[test]
    fn an_empty_text_is_valid_only_without_a_body() {
        assert_eq!(problem(b" \n"), "the body is empty");
        assert_eq!(read(b" \n", ir::Body::Empty).unwrap().value, Value::Null);
    }
}
