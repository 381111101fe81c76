//! Parses the JSON examples of a document, which are often not quite JSON.

use serde_json::{Map, Value};

/// The first object that begins a line. Trailing commas, comments, and lines of dots or letters that mark an omission
/// are removed.
pub(super) fn object(lines: &[&str]) -> Option<Map<String, Value>> {
    let from = lines.iter().position(|line| line.trim_start().starts_with('{'))?;
    let kept: Vec<&str> = lines.get(from..)?.iter().copied().filter(|line| !is_omission(line)).collect();
    let text = without_extras(&kept.join("\n"))?;
    match serde_json::from_str(&text) {
        Ok(Value::Object(object)) => Some(trimmed(object)),
        _ => None,
    }
}

/// Whether a line only marks an omission: `…`, `xxxx`.
fn is_omission(line: &str) -> bool {
    let line = line.trim();
    let is_filler = |c: char| matches!(c, 'x' | 'X' | '.' | '…');
    !line.is_empty() && line.chars().all(is_filler)
}

/// The text up to the bracket that closes the first one, without comments, dots and trailing commas. `None` if no
/// bracket closes it.
fn without_extras(text: &str) -> Option<String> {
    let mut kept = String::new();
    let mut depth = 0_usize;
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '"' => {
                kept.push('"');
                while let Some(inside) = characters.next() {
                    kept.push(inside);
                    match inside {
                        '\\' => kept.extend(characters.next()),
                        '"' => break,
                        _ => {}
                    }
                }
                continue;
            }
            '/' if characters.peek() == Some(&'/') => {
                while characters.next_if(|c| *c != '\n').is_some() {}
                continue;
            }
            '…' => continue,
            '.' if characters.peek() == Some(&'.') => {
                while characters.next_if_eq(&'.').is_some() {}
                continue;
            }
            '{' | '[' => depth += 1,
            '}' | ']' => {
                depth = depth.checked_sub(1)?;
                let end = kept.trim_end().len();
                if kept.trim_end().ends_with(',') {
                    kept.truncate(end - 1);
                }
            }
            _ => {}
        }
        kept.push(character);
        if depth == 0 {
            return Some(kept);
        }
    }
    None
}

/// The object with trimmed keys.
fn trimmed(object: Map<String, Value>) -> Map<String, Value> {
    let value = |value| match value {
        Value::Object(inner) => Value::Object(trimmed(inner)),
        other => other,
    };
    object.into_iter().map(|(key, inner)| (key.trim().to_owned(), value(inner))).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn read(text: &str) -> Option<Value> {
        object(&text.lines().collect::<Vec<_>>()).map(Value::Object)
    }

    #[test]
    fn almost_valid_json_is_parsed() {
        let text = "An example:\n{ \"a\": 1, // one\n\"b \": { xxx\nxxxx\n...\n \"u\": \"http://x/,}\", },\n\"c\": [1, 2, ...],\n}\nand so on }";
        assert_eq!(read(text), None, "a word among the keys is too much");
        let text = text.replace("{ xxx\n", "{\n");
        assert_eq!(read(&text), Some(json!({ "a": 1, "b": { "u": "http://x/,}" }, "c": [1, 2] })));
    }

    #[test]
    fn anything_but_an_object_is_none() {
        assert_eq!(read("no brace"), None);
        assert_eq!(read("{ \"a\": { }"), None);
        assert_eq!(read("{ \"a\": \"open }"), None);
        assert_eq!(read("{ a }"), None);
        assert_eq!(read("{}"), Some(json!({})));
    }
}
