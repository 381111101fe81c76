//! The layout of a file.

use crate::import::value::Value;
use crate::yaml_text;

/// Maximum number of columns of a field on one line.
pub(in crate::import) const WIDTH: usize = 120;

/// The lines of a file.
#[derive(Debug)]
pub(in crate::import) struct Layout {
    text: String,
}

impl Layout {
    /// A file in a folder so many levels below that of the spec.
    pub(in crate::import) fn new(depth: usize) -> Layout {
        Layout { text: format!("# yaml-language-server: $schema={}spec.schema.json\n", "../".repeat(depth)) }
    }

    pub(in crate::import) fn finish(self) -> String {
        self.text
    }

    pub(in crate::import) fn line(&mut self, indent: usize, line: &str) {
        self.text.push_str(&" ".repeat(indent));
        self.text.push_str(line);
        self.text.push('\n');
    }

    pub(in crate::import) fn optional(&mut self, indent: usize, key: &str, text: Option<&str>) {
        if let Some(text) = text {
            self.entry(indent, key, &text.into());
        }
    }

    /// A key and its value, on several lines where it is a long text.
    pub(in crate::import) fn entry(&mut self, indent: usize, name: &str, value: &Value) {
        let head = head(indent, name);
        match value {
            Value::Text(text) if text.contains('\n') => match block(text, indent + 2) {
                Some(block) => self.line(indent, &format!("{head} |-\n{block}")),
                None => self.line(indent, &format!("{head} {}", yaml_text::text(text))),
            },
            Value::Text(text) if matches!(name, "doc" | "deprecated" | "note") && is_foldable(text) => {
                self.line(indent, &yaml_text::prose(name, text, indent));
            }
            value => self.line(indent, &format!("{head} {}", flow(value))),
        }
    }

    /// An element of a list.
    pub(in crate::import) fn element(&mut self, indent: usize, value: &Value) {
        self.line(indent, &format!("- {}", flow(value)));
    }

    /// A mapping on one line, if it fits there.
    pub(in crate::import) fn mapping(&mut self, indent: usize, name: &str, keys: &[(&str, Value)]) {
        match one_line(indent, name, keys) {
            Some(line) => self.line(indent, &line),
            None => {
                self.line(indent, &head(indent, name));
                keys.iter().for_each(|(key, value)| self.entry(indent + 2, key, value));
            }
        }
    }

    /// Fields, with an empty line between two of which one takes several lines.
    pub(in crate::import) fn fields(&mut self, indent: usize, fields: &[(String, Vec<(&str, Value)>)]) {
        let mut before: Option<bool> = None;
        for (name, keys) in fields {
            let is_short = one_line(indent, name, keys).is_some();
            if before.is_some_and(|before| !(before && is_short)) {
                self.text.push('\n');
            }
            self.mapping(indent, name, keys);
            before = Some(is_short);
        }
    }
}

/// The mapping on one line, if it fits there.
fn one_line(indent: usize, name: &str, keys: &[(&str, Value)]) -> Option<String> {
    if keys
        .iter()
        .any(|(_, value)| matches!(value, Value::Text(text) if text.contains('\n') || text.len() > WIDTH))
    {
        return None;
    }
    let head = head(indent, name);
    let keys: Vec<String> = keys.iter().map(|(key, value)| format!("{key}: {}", flow(value))).collect();
    let line = match keys.is_empty() {
        true => format!("{head} {{}}"),
        false => format!("{head} {{ {} }}", keys.join(", ")),
    };
    // On several lines, a mapping without keys is none.
    (keys.is_empty() || indent + line.chars().count() <= WIDTH).then_some(line)
}

/// A key and its colon. YAML limits a key before a colon on one line to 1024 characters.
fn head(indent: usize, name: &str) -> String {
    match name.len() > 1000 {
        true => format!("? {name}\n{}:", " ".repeat(indent)),
        false => format!("{name}:"),
    }
}

/// A name as a key.
pub(in crate::import) fn key(name: &str) -> String {
    yaml_text::text(name)
}

pub(in crate::import) fn path(path: &str) -> String {
    yaml_text::path(path)
}

/// A value in braces, brackets or on one line.
pub(in crate::import) fn flow(value: &Value) -> String {
    match value {
        Value::Null => "null".to_owned(),
        Value::Bool(value) => value.to_string(),
        Value::Int(number) => number.to_string(),
        Value::Float(number) => format!("{number:?}"),
        Value::Text(text) => yaml_text::text(text),
        Value::List(elements) => {
            let elements: Vec<String> = elements.iter().map(flow).collect();
            format!("[{}]", elements.join(", "))
        }
        Value::Object(members) if members.is_empty() => "{}".to_owned(),
        Value::Object(members) => {
            let members: Vec<String> =
                members.iter().map(|(name, value)| format!("{}: {}", key(name), flow(value))).collect();
            format!("{{ {} }}", members.join(", "))
        }
    }
}

/// Whether folding the text at its spaces loses nothing.
fn is_foldable(text: &str) -> bool {
    !text.contains("  ") && text.trim() == text && !text.contains(|c: char| c.is_control() || is_break(c))
}

/// The lines of a text after `|-`, without the last break; `None` if they would be read as something else.
fn block(text: &str, indent: usize) -> Option<String> {
    let text = text.replace("\r\n", "\n");
    let is_odd = |c: char| c != '\n' && (c.is_control() || is_break(c));
    let first = text.lines().next().unwrap_or_default();
    if text.contains(is_odd) || first.starts_with(' ') || first.is_empty() || text.ends_with(['\n', ' ']) {
        return None;
    }
    let margin = " ".repeat(indent);
    let lines: Vec<String> = text
        .split('\n')
        .map(|line| match line.trim_end() {
            "" => String::new(),
            line => format!("{margin}{line}"),
        })
        .collect();
    Some(lines.join("\n"))
}

/// Whether some programs end a line at a character, or see no character at all.
fn is_break(c: char) -> bool {
    matches!(c, '\u{85}' | '\u{2028}' | '\u{2029}' | '\u{feff}')
}
