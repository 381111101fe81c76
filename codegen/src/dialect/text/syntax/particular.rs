//! Syntax errors with a recognisable cause.

use std::ops::Range;

use super::character;
use crate::diagnostics::{Code, Diagnostic};
use crate::dialect::file::File;
use crate::source::Lines;
use crate::yaml;

/// The first conflict marker of git.
pub(super) fn merge_conflict(file: &File<'_>) -> Option<Diagnostic> {
    let mut start = 0;
    for line in file.text.split_inclusive('\n') {
        if line.starts_with("<<<<<<< ") || line.starts_with(">>>>>>> ") {
            let range = start..start + line.trim_end().len();
            let diagnostic = file.error_at(Code::Syntax, range, "an unresolved merge conflict");
            let help = "resolve it, and remove the lines that begin with `<<<<<<<`, `=======` and \
                        `>>>>>>>`";
            return Some(diagnostic.help(help));
        }
        start += line.len();
    }
    None
}

/// A key with more characters than YAML allows before a colon on one line.
pub(super) fn long_key(file: &File<'_>, lines: &Lines<'_>, at: usize) -> Option<Diagnostic> {
    const MAX_CHARACTERS: usize = 1024;
    let range = lines.line(lines.position(at).0);
    let line = file.slice(range.clone()).trim_end();
    let line = line.strip_suffix(':').or_else(|| Some(line.split_once(": ")?.0))?;
    let key = line.trim_start();
    let characters = key.chars().count();
    let start = range.start + line.len() - key.len();
    (characters > MAX_CHARACTERS).then(|| {
        let message =
            format!("this key has {characters} characters, and YAML allows {MAX_CHARACTERS} before a colon");
        let help = "write `? ` before the key, and `: ` with its value on the next line";
        file.error_at(Code::Syntax, start..start + key.len(), message).help(help)
    })
}

/// A second colon in a text.
pub(super) fn second_colon(file: &File<'_>, lines: &Lines<'_>, at: usize) -> Option<Diagnostic> {
    let range = lines.line(lines.position(at).0);
    let (key, _) = word_before(file, &range, at).split_once(": ")?;
    let text = file.slice(range).trim_start();
    let value = text.split_once(": ").map_or("", |(_, value)| value.trim());
    let key = key.rsplit(['{', ',']).next().unwrap_or(key).trim();
    let simple = !value.contains(['"', '{', '#', '\\']) && value.chars().count() <= 60;
    let shown = if simple { value } else { "…" };
    let diagnostic = file.error_at(Code::Syntax, character(file, at), "a second `: ` in one text");
    Some(diagnostic.help(format!("quote the text: `{key}: \"{shown}\"`")))
}

/// The text of a line before a position, without its indentation and its dashes.
pub(super) fn word_before<'a>(file: &File<'a>, line: &Range<usize>, at: usize) -> &'a str {
    file.slice(line.start..at).trim_start().trim_start_matches("- ").trim_start()
}

/// Text after a bracket or a brace, which was probably meant as its beginning: `doc: [new] A card`.
pub(super) fn text_in_brackets(file: &File<'_>, lines: &Lines<'_>, at: usize) -> Option<Diagnostic> {
    let line = lines.line(lines.position(at).0);
    let before = file.slice(line.start..at).trim_end();
    let close = before.chars().next_back()?;
    let open = match close {
        ']' => '[',
        '}' => '{',
        _ => return None,
    };
    let mut depth = 0_usize;
    let (start, _) = before.char_indices().rev().find(|(_, c)| {
        depth += usize::from(*c == close);
        depth -= usize::from(*c == open && depth > 0);
        depth == 0
    })?;
    let start = line.start + start;
    // In braces and brackets, the text ends before their end.
    let in_flow = file.slice(line.start..start).contains(['{', '[']);
    let rest = file.slice(at..line.end);
    let rest = rest.split(" #").next().unwrap_or_default();
    let end = if in_flow { rest.find([',', '}', ']']).unwrap_or(rest.len()) } else { rest.len() };
    let end = at + rest.get(..end).unwrap_or(rest).trim_end().len();
    let what = if open == '[' { "a list" } else { "a mapping" };
    let message = format!("`{open}` begins {what}, so that no text can follow its `{close}`");
    let diagnostic = file.error_at(Code::Syntax, start..end, message);
    Some(diagnostic.help(format!(
        "quote the text that begins with `{open}`: `{}`",
        yaml::quoted(file.slice(start..end))
    )))
}

/// A quote inside a quoted text.
pub(super) fn quote_inside(file: &File<'_>, at: usize) -> Diagnostic {
    let quote = if file.slice(0..at).trim_end().ends_with('"') { '"' } else { '\'' };
    let inside = if quote == '"' { "\\\"" } else { "''" };
    let diagnostic = file.error_at(Code::Syntax, character(file, at), "text after the closing quote");
    diagnostic.help(format!("quote the whole text, and write `{inside}` for a `{quote}` inside of it"))
}

/// A line with a key and a value but no colon.
pub(super) fn no_colon(file: &File<'_>, lines: &Lines<'_>, began: usize) -> Diagnostic {
    let (line, _) = lines.position(began);
    let range = lines.line(line);
    let text = file.slice(began..range.end).trim_end();
    let diagnostic = file.error_at(Code::Syntax, began..began + text.len(), "a key without a colon");
    let is_key = |key: &str| key.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    let pair = match text.split_once(char::is_whitespace) {
        Some((key, value)) if is_key(key) && value.chars().count() <= 40 => {
            format!("{key}: {}", value.trim_start().trim_start_matches([':', '=']).trim_start())
        }
        None if is_key(text) => format!("{text}: …"),
        _ => "key: value".to_owned(),
    };
    diagnostic.help(format!("write `{pair}`; indent a text that continues the line above"))
}
