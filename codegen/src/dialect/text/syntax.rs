//! Why a text cannot be parsed, in words that help.

mod bracket;
mod odd;
mod particular;

use std::ops::Range;

use super::super::Scalar;
use super::super::file::File;
use crate::diagnostics::{Code, Diagnostic, Place};
use crate::source::Lines;
use crate::yaml::{Failure, Node};
pub(super) use bracket::keys_with_brackets;
use odd::{full_width, odd_line, odd_line_above};
use particular::{
    after_quote, dangling_alias, indented_too_far, merge_conflict, no_colon, quote_inside, second_colon,
};

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
    let began = failure.began.map(|(line, column)| lines.byte(line, column));
    let never_closed = failure.problem.contains("unexpected end of stream");
    if !never_closed && let Some(diagnostic) = particular(file, failure, &lines, at, began) {
        return diagnostic;
    }
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

/// What can be told by the line that could not be parsed, or else by what people type by accident on the lines above it.
fn particular(
    file: &File<'_>,
    failure: &Failure,
    lines: &Lines<'_>,
    at: Option<usize>,
    began: Option<usize>,
) -> Option<Diagnostic> {
    // A key without a colon is missed only where the next line begins.
    let keyless = began.filter(|_| failure.problem.contains("could not find expected ':'"));
    let line = match keyless {
        Some(began) => lines.position(began).0,
        None => failure.line.unwrap_or(1),
    };
    if let Some(odd) = odd_line(file, lines.line(line)) {
        return Some(odd);
    }
    let at = at.unwrap_or_default();
    if failure.problem.contains("unknown anchor") {
        return Some(dangling_alias(file, at));
    }
    if after_quote(file, at) {
        return Some(quote_inside(file, at));
    }
    let colon = failure.problem.contains("mapping values are not allowed");
    let second_colon = || colon.then(|| second_colon(file, lines, at)).flatten();
    let above = || odd_line_above(file, lines, line, failure.began.map_or(1, |(line, _)| line));
    let last = || match keyless {
        Some(began) => Some(no_colon(file, lines, began)),
        None => colon.then(|| indented_too_far(file, lines, at)),
    };
    second_colon().or_else(above).or_else(last)
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

/// What YAML does not let stand in a text.
fn is_control(c: char) -> bool {
    (c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\u{85}')) || matches!(c, '\u{FFFE}' | '\u{FFFF}')
}
