//! What only the text of a JSON body shows, and a parsed value no longer: duplicate keys and escapes.

use std::collections::HashSet;
use std::ops::Range;

use crate::{Breach, Severity, Violation};

/// How deep the text is read. Parsers refuse what is deeper.
const MAX_DEPTH: usize = 256;

/// A violation, and its bytes in the text.
#[derive(Clone, Debug, PartialEq)]
pub struct TextFault {
    /// The violation, with its path on the wire.
    pub violation: Violation,
    /// The bytes of the second key, or of the first escape.
    pub place: Range<usize>,
}

/// The faults of a text that is valid JSON, in its order: each duplicate key, and, if `forbid_escapes`, each string with an
/// escape such as `\u5e74` of a character that need not be escaped, which is every character from U+0080 on.
pub fn faults(text: &str, forbid_escapes: bool) -> Vec<TextFault> {
    let mut scan = Scan::new(text, forbid_escapes);
    scan.value();
    scan.found
}

/// The path of the key whose closing quotation mark is at this byte of a text that is valid JSON.
pub(crate) fn path_of_key_at(text: &str, end: usize) -> Option<String> {
    let mut scan = Scan::new(text, false);
    scan.wanted = Some(end);
    scan.value();
    scan.path_of_wanted
}

/// The byte of the closing quotation mark of the last key of a path, in a text that is valid JSON.
pub fn end_of_key(text: &str, path: &str) -> Option<usize> {
    let without_index = |path: &str| path.rfind('[').filter(|_| path.ends_with(']'));
    let mut path = path;
    while let Some(end) = without_index(path) {
        path = path.get(..end)?;
    }
    let mut scan = Scan::new(text, false);
    scan.wanted_path = Some(path.to_owned());
    scan.value();
    scan.end_of_wanted
}

/// A part of a path.
enum Step {
    Key(String),
    Index(usize),
}

struct Scan<'t> {
    text: &'t str,
    at: usize,
    path: Vec<Step>,
    found: Vec<TextFault>,
    forbid_escapes: bool,
    /// How many strings with escapes were found.
    escapes: usize,
    /// The end of the key whose path is wanted.
    wanted: Option<usize>,
    path_of_wanted: Option<String>,
    /// The path of the key whose end is wanted.
    wanted_path: Option<String>,
    end_of_wanted: Option<usize>,
}

impl<'t> Scan<'t> {
    fn new(text: &'t str, forbid_escapes: bool) -> Self {
        Self {
            text,
            at: 0,
            path: Vec::new(),
            found: Vec::new(),
            forbid_escapes,
            escapes: 0,
            wanted: None,
            path_of_wanted: None,
            wanted_path: None,
            end_of_wanted: None,
        }
    }
}

impl Scan<'_> {
    /// The next byte that is not white space, which is not consumed.
    fn peek(&mut self) -> Option<u8> {
        let rest = self.text.as_bytes().get(self.at..)?;
        let space = rest.iter().take_while(|byte| byte.is_ascii_whitespace()).count();
        self.at += space;
        rest.get(space).copied()
    }

    /// Whether the next byte is this one, which is then consumed.
    fn take(&mut self, byte: u8) -> bool {
        let is_next = self.peek() == Some(byte);
        self.at += usize::from(is_next);
        is_next
    }

    fn value(&mut self) {
        match self.peek() {
            Some(b'{') => self.object(),
            Some(b'[') => self.list(),
            Some(b'"') => {
                self.string();
            }
            Some(_) | None => {
                let rest = self.text.as_bytes().get(self.at..).unwrap_or_default();
                let ends = |byte: &u8| matches!(byte, b',' | b']' | b'}') || byte.is_ascii_whitespace();
                self.at += rest.iter().position(ends).unwrap_or(rest.len());
            }
        }
    }

    fn list(&mut self) {
        self.at += 1;
        let mut index = 0;
        while self.path.len() < MAX_DEPTH && !matches!(self.peek(), None | Some(b']')) {
            self.path.push(Step::Index(index));
            self.value();
            self.path.pop();
            index += 1;
            if !self.take(b',') {
                break;
            }
        }
        self.take(b']');
    }

    fn object(&mut self) {
        self.at += 1;
        let mut keys = HashSet::new();
        while self.path.len() < MAX_DEPTH && self.peek() == Some(b'"') {
            let start = self.at;
            self.path.push(Step::Key(self.key_ahead()));
            self.string();
            let is_repeated = match self.path.last() {
                Some(Step::Key(key)) => !keys.insert(key.clone()),
                Some(Step::Index(_)) | None => false,
            };
            if is_repeated {
                self.report(Breach::DuplicateKey, start..self.at);
            }
            if self.wanted.is_some_and(|end| end + 1 == self.at) {
                self.path_of_wanted = Some(self.path());
            }
            if self.wanted_path.as_ref().is_some_and(|wanted| *wanted == self.path()) {
                self.end_of_wanted = self.at.checked_sub(1);
            }
            if self.take(b':') {
                self.value();
            }
            self.path.pop();
            if !self.take(b',') {
                break;
            }
        }
        self.take(b'}');
    }

    /// The string that begins here.
    fn key_ahead(&self) -> String {
        let rest = self.text.get(self.at..).unwrap_or_default();
        let quoted = rest.get(..end_of_string(rest)).unwrap_or_default();
        serde_json::from_str(quoted).unwrap_or_else(|_| quoted.trim_matches('"').to_owned())
    }

    /// Consumes a string, and reports the first of its escapes that are forbidden.
    fn string(&mut self) {
        let start = self.at;
        let rest = self.text.get(start..).unwrap_or_default();
        let quoted = rest.get(..end_of_string(rest)).unwrap_or_default();
        self.at += quoted.len().max(1);
        if !self.forbid_escapes {
            return;
        }
        if let Some((place, character)) = first_escape(quoted) {
            self.escapes += 1;
            let escape = quoted.get(place.clone()).unwrap_or_default().to_owned();
            let breach = Breach::Escaped { escape, character, is_first: self.escapes == 1 };
            self.report(breach, start + place.start..start + place.end);
        }
    }

    fn report(&mut self, breach: Breach, place: Range<usize>) {
        self.found.push(TextFault { violation: Violation::new(self.path(), Severity::Error, breach), place });
    }

    fn path(&self) -> String {
        let mut path = String::new();
        for step in &self.path {
            match step {
                Step::Key(key) if path.is_empty() => path.push_str(key),
                Step::Key(key) => path.extend([".", key]),
                Step::Index(index) => path.push_str(&format!("[{index}]")),
            }
        }
        path
    }
}

/// The number of bytes of the string at the beginning, with its quotation marks.
fn end_of_string(text: &str) -> usize {
    let mut is_escaped = false;
    for (at, byte) in text.bytes().enumerate().skip(1) {
        match byte {
            _ if is_escaped => is_escaped = false,
            b'\\' => is_escaped = true,
            b'"' => return at + 1,
            _ => {}
        }
    }
    text.len()
}

/// The first escape by number of a character from U+0080 on, and the character.
fn first_escape(quoted: &str) -> Option<(Range<usize>, char)> {
    let unit = |at: usize| {
        let digits = quoted.get(at..at + 6)?.strip_prefix("\\u")?;
        u32::from_str_radix(digits, 16).ok()
    };
    let mut at = 0;
    while let Some(found) = quoted.get(at..)?.find('\\') {
        at += found;
        match unit(at) {
            Some(high @ 0xd800..=0xdbff) => {
                let low = unit(at + 6).filter(|low| (0xdc00..=0xdfff).contains(low))?;
                let character = char::from_u32(0x10000 + ((high - 0xd800) << 10) + (low - 0xdc00))?;
                return Some((at..at + 12, character));
            }
            Some(code @ 0x80..) => return Some((at..at + 6, char::from_u32(code)?)),
            // The character after the backslash may be a backslash.
            Some(_) | None => at += 2,
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str, forbid_escapes: bool) -> Vec<String> {
        let faults = faults(text, forbid_escapes);
        faults
            .iter()
            .map(|fault| {
                let rule = fault.violation.breach.rule();
                format!("{} {rule} {}", fault.violation.path, &text[fault.place.clone()])
            })
            .collect()
    }

    #[test]
    fn every_duplicate_key_is_found_at_its_path() {
        let text = r#"{"a": 1, "b": [{"c": 1, "c": {"x": 1, "x": 2}}], "a": 2, "a": [3, {"b": 1}]}"#;
        let expected = [
            r#"b[0].c duplicate_key "c""#,
            r#"b[0].c.x duplicate_key "x""#,
            r#"a duplicate_key "a""#,
            r#"a duplicate_key "a""#,
        ];
        assert_eq!(shown(text, false), expected);
        assert_eq!(shown(r#"{"a":1,"\u0061":2}"#, true), [r#"a duplicate_key "\u0061""#]);
        assert_eq!(shown(r#"[{"a":1},{"a":2}]"#, false), [""; 0]);
    }

    #[test]
    fn the_first_escape_of_each_string_is_found_at_its_path() {
        let text = r#"{"a": "x\u5e74\u4f1a", "b": ["\ud83c\udf9f!", "年会"], "\u00e9": {"c\"": "\\u5e74 \u0041\u007f\n"}}"#;
        let expected =
            [r"a forbid_escapes \u5e74", r"b[0] forbid_escapes \ud83c\udf9f", r"é forbid_escapes \u00e9"];
        assert_eq!(shown(text, true), expected);
        assert_eq!(shown(text, false), [""; 0]);
        assert_eq!(shown(r#"{"a": "\u0080\u0079"}"#, true), [r"a forbid_escapes \u0080"]);
    }

    #[test]
    fn keys_are_found_by_their_ends_and_their_paths() {
        let text = r#"{"a": {"b": [{"c": 1}]}, "d": 2}"#;
        for path in ["a", "a.b", "a.b[0].c", "d"] {
            let end = end_of_key(text, path).unwrap();
            assert_eq!((&text[end..=end], path_of_key_at(text, end).as_deref()), ("\"", Some(path)));
        }
        assert_eq!(end_of_key(text, "a.b[0]"), end_of_key(text, "a.b"));
        assert_eq!(
            (end_of_key(text, "a.c"), end_of_key(text, ""), path_of_key_at(text, 1)),
            (None, None, None)
        );
    }

    #[test]
    fn only_the_first_fault_says_how_to_write_text_without_escapes() {
        let faults = faults(r#"["\u5e74", "\u4f1a"]"#, true);
        let messages: Vec<String> = faults.iter().map(|fault| fault.violation.to_string()).collect();
        insta::assert_snapshot!(messages.join("\n"));
    }

    #[test]
    fn what_is_not_json_is_read_without_a_panic() {
        let whole = r#"{"a": [1, "\ud800\u5e74", {"b\\": true}], "a": null}"#;
        for end in 0..whole.len() {
            faults(&whole[..end], true);
        }
        faults(&"[".repeat(100_000), true);
        for text in ["\"\\u", "\"\\u年年", "{\"\\\"", "{{{", "]", "\"\\ud83c\\u", "{\"a\":,}", "\u{feff}{}"]
        {
            faults(text, true);
        }
    }
}
