//! A document as YAML.
//!
//! Readers follow YAML 1.1 or 1.2, and 1.1 takes `no`, `2026-02-28`, `12:30` and `0o7` for other values than texts. So a text is
//! plain only if it consists of words, and is quoted as in JSON otherwise.

use serde_json::Value;

use super::node::Node;

/// The document in block style, with the same data.
///
/// ```
/// use specwright_workbench::export::{Object, to_yaml};
///
/// let document = Object::new().with("openapi", "3.1.0").with("tags", vec!["no", "a: b"]);
/// assert_eq!(to_yaml(&document.into()), "openapi: \"3.1.0\"\ntags:\n  - \"no\"\n  - \"a: b\"\n");
/// ```
pub fn to_yaml(document: &Node) -> String {
    let mut out = String::new();
    block(document, 0, &mut out);
    out
}

/// Writes a value below a key or after a dash, from the place after it.
fn inner(value: &Node, indent: usize, out: &mut String) {
    match value {
        Node::Object(object) if !object.is_empty() => {
            out.push('\n');
            block(value, indent, out);
        }
        Node::List(items) if !items.is_empty() => {
            out.push('\n');
            block(value, indent, out);
        }
        Node::Object(_) => out.push_str(" {}\n"),
        Node::List(_) => out.push_str(" []\n"),
        Node::Value(Value::String(text)) => out.push_str(&format!(" {}\n", scalar(text))),
        // JSON is YAML.
        Node::Value(value) => out.push_str(&format!(" {}\n", printable(&value.to_string()))),
    }
}

fn block(value: &Node, indent: usize, out: &mut String) {
    let margin = " ".repeat(indent);
    match value {
        Node::Object(object) => {
            for (key, value) in object.iter() {
                out.push_str(&format!("{margin}{}:", scalar(key)));
                inner(value, indent + 2, out);
            }
        }
        Node::List(items) => {
            for item in items {
                match item {
                    // The first key stands beside the dash.
                    Node::Object(object) if !object.is_empty() => {
                        let mut nested = String::new();
                        block(item, indent + 2, &mut nested);
                        let first = nested.get(indent + 2..).unwrap_or_default();
                        out.push_str(&format!("{margin}- {first}"));
                    }
                    Node::Object(_) | Node::List(_) | Node::Value(_) => {
                        out.push_str(&format!("{margin}-"));
                        inner(item, indent + 2, out);
                    }
                }
            }
        }
        Node::Value(_) => {
            inner(value, indent, out);
        }
    }
}

fn scalar(text: &str) -> String {
    let is_word = |word: &str| !word.is_empty() && word.chars().all(|c| c.is_ascii_alphabetic() || c == '_');
    let has_meaning = ["true", "false", "yes", "no", "on", "off", "y", "n", "null"];
    let is_plain =
        text.split([' ', '-']).all(is_word) && !has_meaning.contains(&text.to_lowercase().as_str());
    if is_plain { text.to_owned() } else { printable(&Value::from(text).to_string()) }
}

/// JSON without characters that YAML takes for line breaks or does not allow.
fn printable(json: &str) -> String {
    let is_hidden = |c: char| {
        matches!(c, '\u{7F}'..='\u{9F}' | '\u{2028}' | '\u{2029}' | '\u{FEFF}' | '\u{FFFE}' | '\u{FFFF}')
    };
    json.chars()
        .map(|c| if is_hidden(c) { format!("\\u{:04x}", u32::from(c)) } else { c.to_string() })
        .collect()
}
