//! Where in a body something stands.

use std::ops::Range;

use jsonc_parser::ast::{Object, Value};
use jsonc_parser::common::Ranged;
use jsonc_parser::{CollectOptions, ParseOptions, parse_to_ast};
use specwright::diagnostics::Position;

/// A body, to be asked where things stand.
pub(crate) struct Places<'t> {
    text: &'t str,
    root: Option<Value<'t>>,
}

impl<'t> Places<'t> {
    /// `text` is JSON; where it is none, everything stands at its beginning.
    pub(crate) fn of(text: &'t str) -> Places<'t> {
        let parsed = parse_to_ast(text, &CollectOptions::default(), &ParseOptions::default());
        Places { text, root: parsed.ok().and_then(|parsed| parsed.value) }
    }

    /// The value at a wire path, `a.b[0].c`. Where there is none, the brace of the object that lacks it.
    pub(crate) fn value(&self, path: &str) -> Position {
        self.place(path, |found| found.value)
    }

    /// The key at a wire path; of a key that stands twice, the last.
    pub(crate) fn key(&self, path: &str) -> Position {
        self.place(path, |found| found.key.unwrap_or(found.value))
    }

    fn place(&self, path: &str, choose: impl Fn(Found) -> Range<usize>) -> Position {
        match self.root.as_ref().map(|root| find(root, None, path)) {
            Some(found) => Position::of(self.text, choose(found)),
            None => Position::default(),
        }
    }
}

/// What a path leads to.
struct Found {
    key: Option<Range<usize>>,
    value: Range<usize>,
    /// How much of the path led nowhere, in bytes.
    left: usize,
}

fn find(value: &Value<'_>, key: Option<Range<usize>>, path: &str) -> Found {
    let whole = value.start()..value.end();
    if path.is_empty() {
        return Found { key, value: whole, left: 0 };
    }
    let inside = match value {
        Value::Object(object) => in_object(object, path),
        Value::Array(array) => index(path).and_then(|(position, rest)| {
            array.elements.get(position).map(|element| find(element, None, rest))
        }),
        _ => None,
    };
    let brace = whole.start..whole.end.min(whole.start + 1);
    inside.unwrap_or(Found { key: None, value: brace, left: path.len() })
}

/// A key may hold whatever a path has between its keys, so that every one is tried.
fn in_object(object: &Object<'_>, path: &str) -> Option<Found> {
    let properties = object.properties.iter().rev().filter_map(|property| {
        let rest = path.strip_prefix(property.name.as_str())?;
        let rest = match rest.strip_prefix('.') {
            Some(rest) => rest,
            None if rest.is_empty() || rest.starts_with('[') => rest,
            None => return None,
        };
        Some(find(&property.value, Some(property.name.start()..property.name.end()), rest))
    });
    // The last of those that lead equally far, which is the first one here.
    properties.reduce(|best, next| if next.left < best.left { next } else { best })
}

/// The position at the beginning of a path, `[0].c`, and what follows it.
fn index(path: &str) -> Option<(usize, &str)> {
    let (position, rest) = path.strip_prefix('[')?.split_once(']')?;
    Some((position.parse().ok()?, rest.strip_prefix('.').unwrap_or(rest)))
}

#[cfg(test)]
mod tests {
    use super::*;

    const BODY: &str =
        r#"{ "a": { "b": [ 1, { "c": "票" } ] }, "a.b": 2, "a.b[1].c": 3, "é": null, "d": 4, "d": 5 }"#;

    fn value(path: &str) -> &str {
        let at = Places::of(BODY).value(path);
        &BODY[at.byte_offset..at.end_byte_offset]
    }

    #[test]
    fn values_are_found_by_their_paths() {
        assert_eq!(value("a.b[0]"), "1");
        assert_eq!(value("\u{e9}"), "null");
        assert_eq!(value("d"), "5");
        assert_eq!(value(""), BODY);
        // A key may look like a path, and a path may lead to two values.
        assert_eq!(value("a.b[1].c"), "3");
        let last = Places::of(BODY).key("d");
        assert_eq!((last.byte_offset, last.end_byte_offset), (BODY.len() - 8, BODY.len() - 5));
    }

    #[test]
    fn what_is_missing_stands_at_the_object_that_lacks_it() {
        assert_eq!(Places::of(BODY).value("a.x").byte_offset, BODY.find("{ \"b\"").unwrap());
        assert_eq!(Places::of(BODY).value("a.b[1].x").byte_offset, BODY.find("{ \"c\"").unwrap());
        assert_eq!(value("x"), "{");
        assert_eq!(Places::of("no json").value("x"), Position::default());
    }
}
