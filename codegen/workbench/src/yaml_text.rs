//! Texts and values of a spec's files as YAML.

use serde_json::Value;

/// Maximum number of columns of a line of prose.
const WIDTH: usize = 100;

/// A key with prose. Long prose is folded at spaces, and the lines after the first are indented.
pub(crate) fn prose(key: &str, words: &str, indent: usize) -> String {
    let quoted = scalar(words, &[',', ';', '?', '!', '\'', '+', '=', '%']);
    let has_breaks = words.contains(' ');
    // Only double quotes can hold what YAML refuses elsewhere.
    if !has_breaks
        || words.contains(|c: char| is_escaped(c) && !c.is_whitespace())
        || indent + key.len() + 2 + quoted.chars().count() <= WIDTH
    {
        return format!("{key}: {quoted}");
    }
    let margin = " ".repeat(indent + 2);
    format!("{key}: >-\n{margin}{}", wrapped(words, indent + 2, &format!("\n{margin}")))
}

/// A comment that is wrapped, with these spaces before each of its further lines.
pub(crate) fn comment(words: &str, indent: usize) -> String {
    let line_break = format!("\n{}# ", " ".repeat(indent));
    format!("# {}", escaped(&wrapped(words, indent + 2, &line_break)))
}

/// The words with breaks where a line would be too long.
fn wrapped(words: &str, indent: usize, line_break: &str) -> String {
    let mut out = String::new();
    let mut column = indent;
    for word in words.split_whitespace() {
        let width = word.chars().count();
        if !out.is_empty() && column + 1 + width > WIDTH {
            out.push_str(line_break);
            column = indent;
        } else if !out.is_empty() {
            out.push(' ');
            column += 1;
        }
        out.push_str(word);
        column += width;
    }
    out
}

/// A text as a scalar, quoted where YAML requires it in block or flow style.
pub(crate) fn text(text: &str) -> String {
    scalar(text, &[])
}

/// A text as a scalar that is plain if possible.
fn scalar(text: &str, also_plain: &[char]) -> String {
    let is_plain = |c: char| {
        let is_sign = matches!(c, ' ' | '_' | '-' | '.' | '/' | '(' | ')' | '<' | '>');
        is_sign || c.is_alphanumeric() && !is_wide(c) || also_plain.contains(&c)
    };
    let begins_well = text.starts_with(|c: char| c.is_alphabetic() || c == '/');
    let means_more = ["true", "false", "yes", "no", "on", "off", "y", "n", "null"];
    let is_word = !means_more.contains(&text.to_lowercase().as_str());
    if begins_well && text.chars().all(is_plain) && !text.ends_with(' ') && is_word {
        return text.to_owned();
    }
    escaped(&Value::from(text).to_string())
}

/// The text with escapes for the characters that YAML refuses or treats as line breaks, apart from newlines.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        if is_escaped(character) && character != '\n' {
            out.push_str(&format!("\\u{:04x}", u32::from(character)));
        } else {
            out.push(character);
        }
    }
    out
}

/// Whether YAML refuses the character outside of double quotes, or treats it as a line break.
fn is_escaped(c: char) -> bool {
    c.is_control() || matches!(c, '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}')
}

/// A path as a scalar of block style, in which braces need no quotes.
pub(crate) fn path(path: &str) -> String {
    let is_plain =
        path.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '/' | '{' | '}' | '_' | '-' | '.'));
    if is_plain { path.to_owned() } else { text(path) }
}

/// Whether a letter or digit is the full-width form of an ASCII one.
fn is_wide(c: char) -> bool {
    ('！'..='～').contains(&c)
}

/// Any value in flow style.
pub(crate) fn value(value: &Value) -> String {
    match value {
        Value::String(word) => text(word),
        Value::Array(elements) => {
            let elements: Vec<String> = elements.iter().map(self::value).collect();
            format!("[{}]", elements.join(", "))
        }
        Value::Object(entries) => {
            let entries: Vec<String> =
                entries.iter().map(|(key, inner)| format!("{}: {}", text(key), self::value(inner))).collect();
            format!("{{ {} }}", entries.join(", "))
        }
        plain @ (Value::Null | Value::Bool(_) | Value::Number(_)) => plain.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_round_trips() {
        for word in [
            "a",
            "海鸥号",
            "no",
            "Null",
            "12",
            "1.5",
            "a: b",
            "a #b",
            "#a",
            "",
            " a",
            "a ",
            "\"a\"",
            "'a'",
            "a\\nb",
            "list<int>",
            "x：y",
            "－",
            "a,b",
            "[a]",
            "{a}",
            "*a",
            "&a",
            "!a",
            "%",
            "@a",
            "`a`",
            "-",
            "~",
            "=",
            "<<",
            "a\tb",
            "a\u{80}b\u{7f}\u{feff}",
            "a\u{85}b",
            "a \u{2028} b\u{2029}",
            "2015-01-01",
            "1e3",
            "0x1f",
            "off",
        ] {
            let line = format!("key: {}\nin: [{}]\n", text(word), text(word));
            let read: serde_yaml::Value = serde_yaml::from_str(&line).unwrap();
            assert_eq!(read["key"].as_str(), Some(word), "{line}");
            assert_eq!(read["in"][0].as_str(), Some(word), "{line}");
        }
    }

    #[test]
    fn what_yaml_refuses_is_escaped_in_prose_and_comments() {
        for special in ["\u{0}", "\u{7f}", "\u{80}", "\u{85}", "\u{2028}", "\u{feff}", "\u{ffff}"] {
            let words = format!("one{special}two {special} three ").repeat(12);
            let text = format!("{}\n{}\n", comment(&words, 0), prose("doc", &words, 0));
            let read: serde_yaml::Value = serde_yaml::from_str(&text).unwrap();
            let is_kept = special.chars().all(|c| !c.is_whitespace());
            assert!(read["doc"].as_str().is_some_and(|doc| doc.contains(special) == is_kept), "{text}");
        }
    }

    #[test]
    fn long_prose_is_folded() {
        let words = "one two: three # four ".repeat(12);
        let words = words.trim_end();
        let text = format!("{}\n", prose("doc", words, 0));
        assert!(text.lines().count() > 2 && text.lines().all(|line| line.len() <= WIDTH), "{text}");
        let read: serde_yaml::Value = serde_yaml::from_str(&text).unwrap();
        assert_eq!(read["doc"].as_str(), Some(words));
    }
}
