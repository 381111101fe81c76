//! Positions of values in a body.

use std::cell::OnceCell;
use std::collections::HashMap;
use std::ops::Range;

use jsonc_parser::ast::Value;
use jsonc_parser::common::Ranged;
use jsonc_parser::{CollectOptions, ParseOptions, parse_to_ast};
use specwright::diagnostics::Position;
use specwright::source::Lines;

/// Positions in a body, which is parsed at the first look-up.
pub struct Places<'t> {
    text: &'t str,
    found: OnceCell<Index<'t>>,
}

/// The parsed positions.
struct Index<'t> {
    lines: Lines<'t>,
    /// By wire path; empty if the text is not JSON.
    spots: HashMap<String, Spot>,
}

/// The byte ranges of a value, and of its key if it has one.
struct Spot {
    key: Option<Range<usize>>,
    value: Range<usize>,
}

impl<'t> Places<'t> {
    /// `text` is JSON; if it is not, every position is its beginning.
    pub fn of(text: &'t str) -> Places<'t> {
        Places { text, found: OnceCell::new() }
    }

    /// The position of the value at a wire path, `a.b[0].c`; of a missing value, that of its object's brace.
    pub fn value(&self, path: &str) -> Position {
        self.place(path, |spot| spot.value.clone())
    }

    /// The position of the key at a wire path; of duplicate keys, the last.
    pub fn key(&self, path: &str) -> Position {
        self.place(path, |spot| spot.key.as_ref().unwrap_or(&spot.value).clone())
    }

    /// The position of some bytes.
    pub fn range(&self, bytes: Range<usize>) -> Position {
        self.index().lines.position_of(bytes)
    }

    fn index(&self) -> &Index<'t> {
        self.found.get_or_init(|| Index::of(self.text))
    }

    fn place(&self, path: &str, choose: impl Fn(&Spot) -> Range<usize>) -> Position {
        let Index { lines, spots } = self.index();
        if let Some(spot) = spots.get(path) {
            return lines.position_of(choose(spot));
        }
        let mut above = path;
        while let Some(end) = above.rfind(['.', '[']) {
            above = above.get(..end).unwrap_or_default();
            if let Some(spot) = spots.get(above) {
                return lines.position_of(spot.brace());
            }
        }
        spots.get("").map_or_else(Position::default, |root| lines.position_of(root.brace()))
    }
}

impl Spot {
    fn brace(&self) -> Range<usize> {
        self.value.start..self.value.end.min(self.value.start + 1)
    }
}

impl<'t> Index<'t> {
    fn of(text: &'t str) -> Index<'t> {
        let mut spots = HashMap::new();
        let parsed = parse_to_ast(text, &CollectOptions::default(), &ParseOptions::default());
        if let Some(root) = parsed.ok().and_then(|parsed| parsed.value) {
            collect(&root, "", &mut spots);
            // An empty key at the top has the path of the root.
            spots.insert(String::new(), Spot { key: None, value: root.start()..root.end() });
        }
        Index { lines: Lines::new(text), spots }
    }
}

/// Collects the positions of everything inside a value. If several values have the same path, because of duplicate keys
/// or a key that looks like a path, the last one remains.
fn collect(value: &Value<'_>, path: &str, spots: &mut HashMap<String, Spot>) {
    let mut add = |path: String, key: Option<Range<usize>>, value: &Value<'_>| {
        collect(value, &path, spots);
        spots.insert(path, Spot { key, value: value.start()..value.end() });
    };
    match value {
        Value::Object(object) => {
            for property in &object.properties {
                let name = property.name.as_str();
                let path = if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") };
                add(path, Some(property.name.start()..property.name.end()), &property.value);
            }
        }
        Value::Array(array) => {
            for (index, element) in array.elements.iter().enumerate() {
                add(format!("{path}[{index}]"), None, element);
            }
        }
        _ => {}
    }
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
    fn values_have_positions() {
        assert_eq!(value("a.b[0]"), "1");
        assert_eq!(value("\u{e9}"), "null");
        assert_eq!(value("d"), "5");
        assert_eq!(value(""), BODY);
        // A key may look like a path, and two values may have the same path.
        assert_eq!(value("a.b[1].c"), "3");
        let last = Places::of(BODY).key("d");
        assert_eq!((last.byte_offset, last.end_byte_offset), (BODY.len() - 8, BODY.len() - 5));
    }

    #[test]
    fn a_missing_value_has_the_position_of_its_object() {
        assert_eq!(Places::of(BODY).value("a.x").byte_offset, BODY.find("{ \"b\"").unwrap());
        assert_eq!(Places::of(BODY).value("a.b[1].x").byte_offset, BODY.find("{ \"c\"").unwrap());
        assert_eq!(value("x"), "{");
        assert_eq!(Places::of("no json").value("x"), Position::default());
        let odd = Places::of(r#"{ "": 1, "a": 2 }"#);
        assert_eq!((odd.value("x").byte_offset, odd.value("a.b[0]").byte_offset), (0, 14));
    }
}
