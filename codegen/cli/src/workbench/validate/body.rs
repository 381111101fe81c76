//! Parses a body and finds every duplicate key.

use std::cell::RefCell;
use std::fmt;

use serde::de::{DeserializeSeed, MapAccess, SeqAccess, Visitor};
use serde_json::{Deserializer, Map, Number, Value};
use specwright::diagnostics::Position;
use specwright::ir;

/// A body that is JSON.
#[derive(Debug)]
pub(crate) struct Body<'t> {
    pub(crate) text: &'t str,
    /// The parsed value; of duplicate keys, the last value, as most servers do.
    pub(crate) value: Value,
    /// The wire path of each duplicate key.
    pub(crate) duplicates: Vec<String>,
}

/// The error for a body that is not JSON, and its position.
#[derive(Debug)]
pub(crate) struct Unreadable {
    pub(crate) problem: String,
    pub(crate) at: Position,
}

/// Parses a body. If the operation has no body, an empty text is null.
///
/// # Errors
///
/// If the body is not valid JSON.
pub(crate) fn read(bytes: &[u8], kind: ir::Body) -> Result<Body<'_>, Unreadable> {
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
            ir::Body::Empty => Ok(Body { text, value: Value::Null, duplicates: Vec::new() }),
            ir::Body::Json | ir::Body::Form | ir::Body::Multipart => Err(unreadable("the body is empty", 0)),
        };
    }
    parse(text).map_err(|error| {
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

fn parse(text: &str) -> serde_json::Result<Body<'_>> {
    let duplicates = RefCell::default();
    let mut json = Deserializer::from_str(text);
    let value = At { path: "", duplicates: &duplicates }.deserialize(&mut json)?;
    json.end()?;
    Ok(Body { text, value, duplicates: duplicates.into_inner() })
}

/// Deserializes the value at a path.
#[derive(Clone, Copy)]
struct At<'a> {
    path: &'a str,
    duplicates: &'a RefCell<Vec<String>>,
}

impl<'de> DeserializeSeed<'de> for At<'_> {
    type Value = Value;

    fn deserialize<D: serde::Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for At<'_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        Ok(Number::from_f64(value).map_or(Value::Null, Value::Number))
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_string<E>(self, value: String) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut elements: A) -> Result<Value, A::Error> {
        let mut list = Vec::new();
        loop {
            let path = format!("{}[{}]", self.path, list.len());
            match elements.next_element_seed(At { path: &path, ..self })? {
                Some(element) => list.push(element),
                None => return Ok(Value::Array(list)),
            }
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Value, A::Error> {
        let mut map = Map::new();
        while let Some(key) = entries.next_key::<String>()? {
            let path = if self.path.is_empty() { key.clone() } else { format!("{}.{key}", self.path) };
            let value = entries.next_value_seed(At { path: &path, ..self })?;
            if map.insert(key, value).is_some() {
                self.duplicates.borrow_mut().push(path);
            }
        }
        Ok(Value::Object(map))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn problem(bytes: &[u8]) -> String {
        read(bytes, ir::Body::Json).unwrap_err().problem
    }

    #[test]
    fn values_equal_those_of_the_parser() {
        let text =
            r#"{"a": [1, -1, 1.5, true, null, "票", {}, []], "b": {"c": 18446744073709551615}, "d": 1e2}"#;
        let body = read(text.as_bytes(), ir::Body::Json).unwrap();
        assert_eq!(body.value, serde_json::from_str::<Value>(text).unwrap());
        assert_eq!(body.duplicates, [""; 0]);
    }

    #[test]
    fn every_duplicate_key_is_found_at_its_path() {
        let text = r#"{"a": 1, "b": [{"c": 1, "c": {"x": 1, "x": 2}}], "a": 2, "a": 3}"#;
        let body = read(text.as_bytes(), ir::Body::Json).unwrap();
        assert_eq!(body.duplicates, ["b[0].c.x", "b[0].c", "a", "a"]);
        assert_eq!(body.value, json!({"a": 3, "b": [{"c": {"x": 2}}]}));
        assert_eq!(read(br#"{"a":1,"\u0061":2}"#, ir::Body::Json).unwrap().duplicates, ["a"]);
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
