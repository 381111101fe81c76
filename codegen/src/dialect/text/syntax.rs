//! Why a text cannot be parsed, in words that help.

mod bracket;
mod particular;

use std::ops::Range;

use super::super::Scalar;
use super::super::file::File;
use super::super::item::is_odd_space;
use crate::diagnostics::{Code, Diagnostic, Place};
use crate::source::Lines;
use crate::yaml::{Failure, Node};
pub(super) use bracket::keys_with_brackets;
use particular::{after_quote, dangling_alias, merge_conflict, no_colon, quote_inside, second_colon};

/// What the parser says, what we say, and what helps.
const PROBLEMS: &[(&str, &str, &str)] = &[
    (
        "did not find expected ',' or '}'",
        "something in these braces does not end where it should",
        "entries are separated by `, `; quote a text that has `{`, `}`, `[`, `]`, `,` or `: ` in it",
    ),
    (
        "did not find expected ',' or ']'",
        "something in these brackets does not end where it should",
        "elements are separated by `, `; quote a text that has `{`, `}`, `[`, `]`, `,` or `: ` in it",
    ),
    (
        "did not find expected key",
        "a key was expected here",
        "keys of one mapping begin in the same column; quote a text that begins or ends with a quote",
    ),
    (
        "did not find expected '-' indicator",
        "a `-` was expected here",
        "elements of one list begin in the same column",
    ),
    (
        "block sequence entries are not allowed",
        "a list cannot begin on the line of its key",
        "begin the list on the next line, or write `[…, …]`",
    ),
    ("found character that cannot start any token", "no text can begin with this sign", "quote the text"),
    (
        "found unexpected end of stream",
        "a quote is opened that nothing closes",
        "close it, or double it if it is part of the text",
    ),
    (
        "did not find expected comment or line break",
        "text stands on the line of a `|` or `>`",
        "begin the text on the next line",
    ),
    (
        "did not find expected alphabetic or numeric character",
        "no text can begin with `*` or `&`",
        "quote the text",
    ),
    (
        "found unknown escape character",
        "an escape that YAML does not have",
        "write `\\\\` for a backslash, or use single quotes",
    ),
];

/// The problem behind a failure of the parser.
pub(super) fn explain(file: &File<'_>, failure: &Failure) -> Diagnostic {
    let lines = Lines::new(file.text);
    let at = failure.line.map(|line| lines.byte(line, failure.column));
    if failure.too_deep {
        let at = at.unwrap_or_default();
        let message = "mappings and lists are nested more than 128 deep";
        return file
            .error_at(Code::TooDeep, at..at + 1, message)
            .help("give the inner parts models of their own");
    }
    if let Some((at, control)) = file.text.char_indices().find(|(_, c)| is_control(*c)) {
        let message = format!("the control character U+{:04X} stands in the text", u32::from(control));
        let help = format!("remove it, or write `\"\\u{:04X}\"` in double quotes", u32::from(control));
        return file.error_at(Code::Syntax, at..at + control.len_utf8(), message).help(help);
    }
    if let Some(diagnostic) = merge_conflict(file) {
        return diagnostic;
    }
    let line = failure.line.unwrap_or(1);
    let suspects = [line, line.saturating_sub(1), line.saturating_sub(2)];
    let suspects = suspects.into_iter().filter(|line| *line > 0).map(|line| lines.line(line));
    if let Some(diagnostic) = suspects.clone().find_map(|line| odd_line(file, line)) {
        return diagnostic;
    }
    if failure.problem.contains("unknown anchor") {
        return dangling_alias(file, at.unwrap_or_default());
    }
    let began = failure.began.map(|(line, column)| lines.byte(line, column));
    let particular = match (at, began) {
        (Some(at), _) if after_quote(file, at) => Some(quote_inside(file, at)),
        (Some(at), _) if failure.problem.contains("mapping values are not allowed") => {
            Some(second_colon(file, &lines, at))
        }
        (_, Some(began)) if failure.problem.contains("could not find expected ':'") => {
            Some(no_colon(file, &lines, began))
        }
        _ => None,
    };
    if let Some(diagnostic) = particular {
        return diagnostic;
    }
    let never_closed = failure.problem.contains("unexpected end of stream");
    let at = match (at, began) {
        (_, Some(began)) if never_closed => began,
        (at, _) => at.unwrap_or_default(),
    };
    let known = PROBLEMS.iter().find(|(problem, _, _)| failure.problem.contains(problem));
    let diagnostic = match known {
        Some((_, message, help)) => file.error_at(Code::Syntax, character(file, at), *message).help(*help),
        None => {
            let message = format!("the YAML cannot be parsed: {}", failure.problem);
            file.error_at(Code::Syntax, character(file, at), message)
        }
    };
    match began.filter(|began| lines.position(*began).0 != lines.position(at).0) {
        Some(began) => {
            let range = character(file, began);
            let place = Place::bytes(file.index, range.start, range.end);
            diagnostic.related(place, "what cannot be read begins here")
        }
        None => diagnostic,
    }
}

/// The bytes of the character at a position.
fn character(file: &File<'_>, at: usize) -> Range<usize> {
    at..at + file.slice(at..file.text.len()).chars().next().map_or(0, char::len_utf8)
}

/// The problem of a file that is nothing but one text, because its colon is not one.
pub(super) fn one_text(file: &File<'_>, node: &Node) -> Option<Diagnostic> {
    match node {
        Node::Scalar(Scalar::Text(text)) if text.contains('：') => {
            let at = file.text.find('：')?;
            Some(full_width(file, at, '：', ':'))
        }
        _ => None,
    }
}

/// What people type by accident on a line at or before the one that could not be parsed.
fn odd_line(file: &File<'_>, line: Range<usize>) -> Option<Diagnostic> {
    let text = file.slice(line.clone());
    let indentation = text.len() - text.trim_start().len();
    let space = |c: char| c == '\t' || is_odd_space(c);
    if let Some(tab) = text.get(..indentation)?.find('\t') {
        let at = line.start + tab;
        let message = "a tab cannot indent";
        return Some(file.error_at(Code::Tab, at..at + 1, message).help("indent with spaces"));
    }
    let odd = text.char_indices().find(|(at, c)| {
        let after_colon = text.get(..*at).is_some_and(|before| before.ends_with(':'));
        space(*c) && (*at < indentation || after_colon)
    });
    if let Some((at, odd)) = odd {
        let code = if odd == '\t' { Code::Tab } else { Code::OddSpace };
        let message = format!("U+{:04X} is no space to YAML", u32::from(odd));
        let at = line.start + at;
        return Some(file.error_at(code, at..at + odd.len_utf8(), message).help("type an ordinary space"));
    }
    full_width_sign(file, line.clone()).or_else(|| no_space_after_colon(file, line))
}

/// A full-width sign where an ASCII one is needed.
fn full_width_sign(file: &File<'_>, line: Range<usize>) -> Option<Diagnostic> {
    let text = file.slice(line.clone());
    for (at, sign) in text.char_indices() {
        let before = text.get(..at)?.trim_end();
        let after = text.get(at + sign.len_utf8()..)?.trim_start();
        let ascii = match sign {
            '：' if ends_in_key(before) => ':',
            '，' if begins_with_key(after) => ',',
            '｛' if before.ends_with([':', '-']) => '{',
            '［' if before.ends_with([':', '-']) => '[',
            _ => continue,
        };
        return Some(full_width(file, line.start + at, sign, ascii));
    }
    None
}

/// A key whose colon is followed by its value at once, which makes the two one text.
fn no_space_after_colon(file: &File<'_>, line: Range<usize>) -> Option<Diagnostic> {
    let text = file.slice(line.clone());
    let (key, value) = text.split_once(':')?;
    let word = key.trim_start();
    let is_key = !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    let is_value = value.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '"' | '\'' | '{' | '['));
    if !is_key || !is_value {
        return None;
    }
    let at = line.start + key.len();
    let diagnostic = file.error_at(Code::Syntax, at..at + 1, "no space after the colon, so this is one text");
    Some(diagnostic.help(format!("write `{word}: {value}`")))
}

fn ends_in_key(before: &str) -> bool {
    let key = before.rsplit(['{', ',', '，']).next().unwrap_or_default().trim();
    !key.is_empty() && !key.contains([':', '"', '\'', '#'])
}

fn begins_with_key(after: &str) -> bool {
    after
        .split_once(": ")
        .is_some_and(|(key, _)| key.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_'))
}

fn full_width(file: &File<'_>, at: usize, sign: char, ascii: char) -> Diagnostic {
    let message = format!("the full-width `{sign}` is only a letter to YAML");
    let diagnostic = file.error_at(Code::FullWidth, at..at + sign.len_utf8(), message);
    diagnostic.help(match ascii {
        ':' => "type an ASCII colon and a space: `: `".to_owned(),
        _ => format!("type the ASCII `{ascii}`"),
    })
}

/// What YAML does not let stand in a text.
fn is_control(c: char) -> bool {
    (c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\u{85}')) || matches!(c, '\u{FFFE}' | '\u{FFFF}')
}
