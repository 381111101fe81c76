//! Explains syntax errors.

mod bracket;
mod flow;
mod indentation;
mod odd;
mod particular;

use std::borrow::Cow;
use std::ops::Range;

use super::super::Scalar;
use super::super::file::File;
use crate::diagnostics::{Code, Diagnostic, Place};
use crate::source::Lines;
use crate::yaml::{Failure, Node, Problem};
pub(super) use bracket::keys_with_brackets;
use flow::{bracket_in_text, colon_in_text, comment_in_brackets, mapping_without_braces, no_open_brace};
use indentation::{indented_too_far, is_indented_too_far, no_colon_above, no_such_column};
use odd::{full_width, odd_line, odd_line_above, tab_below};
use particular::{long_key, merge_conflict, no_colon, quote_inside, second_colon, text_in_brackets};

/// The diagnostic of a text that could not be parsed.
pub(super) fn explain(file: &File<'_>, failure: &Failure) -> Diagnostic {
    let Failure { problem, at, related } = failure;
    let opener = file.slice(*at..file.text.len()).chars().next();
    let problem = match opener.filter(|sign| *problem == Problem::WrongBracket && matches!(sign, '[' | '{')) {
        Some(opener) => &Problem::NotClosed(opener),
        None => problem,
    };
    if *problem == Problem::TooDeep {
        let message = "mappings and lists are nested more than 128 deep";
        return file.error_at(Code::TooDeep, *at..at + 1, message).help("declare models for the inner parts");
    }
    if let Some((at, control)) = file.text.char_indices().find(|(_, c)| is_control(*c)) {
        let message = format!("the text contains the control character U+{:04X}", u32::from(control));
        let help = format!("remove it, or write `\"\\u{:04X}\"` in double quotes", u32::from(control));
        return file.error_at(Code::Syntax, at..at + control.len_utf8(), message).help(help);
    }
    if let Some(diagnostic) = merge_conflict(file) {
        return diagnostic;
    }
    let lines = Lines::new(file.text);
    if let Some(diagnostic) = particular(file, failure, &lines) {
        return diagnostic;
    }
    let rest = file.slice(*at..file.text.len());
    let at = if *problem == Problem::Escape {
        at + unknown_escape(rest)
    } else if *problem == Problem::AfterBlockSign {
        at + after_block_sign(rest)
    } else {
        *at
    };
    let is_comma = matches!(problem, Problem::NotClosed('{' | '[')) && rest.starts_with(',');
    let (message, help) = match is_comma {
        true => {
            ("nothing stands before this comma".into(), Some("remove the comma, or write what is missing"))
        }
        false => words(problem),
    };
    let mut diagnostic = file.error_at(Code::Syntax, character(file, at), message);
    diagnostic.help = help.map(Into::into);
    // Where the mapping begins says nothing about one character.
    let is_character = matches!(problem, Problem::CannotBegin | Problem::AfterBlockSign | Problem::Escape);
    match related.filter(|related| !is_character && lines.position(*related).0 != lines.position(at).0) {
        Some(related) => {
            let label = if matches!(problem, Problem::NotClosed(_)) {
                "this line is not indented enough to be part of it"
            } else {
                "the invalid construct begins here"
            };
            let range = character(file, related);
            diagnostic.related(Place::bytes(file.index, range.start, range.end), label)
        }
        None => diagnostic,
    }
}

/// The message and the help for a problem.
fn words(problem: &Problem) -> (Cow<'static, str>, Option<&'static str>) {
    const CLOSE_BRACE: &str =
        "close it with `}`; quote a text that has `{`, `}`, `[`, `]`, `,` or `: ` in it";
    const CLOSE_BRACKET: &str =
        "close it with `]`; quote a text that has `{`, `}`, `[`, `]`, `,` or `: ` in it";
    const ENTRIES: &str =
        "entries are separated by `, `; quote a text that has `{`, `}`, `[`, `]`, `,` or `: ` in it";
    const ELEMENTS: &str =
        "elements are separated by `, `; quote a text that has `{`, `}`, `[`, `]`, `,` or `: ` in it";
    const INDENT: &str = "indent it more than its key";
    let (message, help) = match problem {
        Problem::NotClosed('{') => ("this brace is never closed", CLOSE_BRACE),
        Problem::NotClosed('[') => ("this bracket is never closed", CLOSE_BRACKET),
        Problem::NotClosed(_) => (
            "this quote is never closed",
            "close it; a quote inside of the text is written `\\\"` in double quotes and `''` in single ones",
        ),
        Problem::IndentedTooLittle('{') => {
            ("this line of a mapping in braces is not indented enough", INDENT)
        }
        Problem::IndentedTooLittle('[') => ("this line of a list in brackets is not indented enough", INDENT),
        Problem::IndentedTooLittle(_) => ("this line of a text in quotes is not indented enough", INDENT),
        Problem::AfterQuote => {
            ("text after the closing quote", "quote the whole text, and double quotes inside of it")
        }
        Problem::NoCommaInBraces => ("an entry in these braces does not end as expected", ENTRIES),
        Problem::NoCommaInBrackets => ("an element in these brackets does not end as expected", ELEMENTS),
        Problem::WrongBracket => {
            ("no opening bracket or brace for this one", "remove it, or quote the text that contains it")
        }
        Problem::NoKey => (
            "a key was expected here",
            "keys of one mapping begin in the same column; quote a text that begins or ends with a quote",
        ),
        Problem::NoDash => ("a `-` was expected here", "elements of one list begin in the same column"),
        Problem::ListNotAllowed => {
            ("a list with dashes cannot begin here", "begin the list on the next line, or write `[…, …]`")
        }
        Problem::NoColon => ("a key without a colon", "write `key: value`"),
        Problem::SecondColon => ("a second `: ` in one text", "quote the text"),
        Problem::AfterBlockSign => ("text on the line of a `|` or `>`", "begin the text on the next line"),
        Problem::Escape => ("unknown escape", "write `\\\\` for a backslash, or use single quotes"),
        Problem::CannotBegin => ("a text cannot begin with this character", "quote the text"),
        Problem::CommentNotApart => {
            ("no space before this `#`", "write a space before a comment; quote a text that contains `#`")
        }
        Problem::CommentInText => (
            "a comment ends this text, so that the next line cannot continue it",
            "move the comment above the text; quote a text that contains ` #`",
        ),
        Problem::Tab => ("a tab is not valid indentation", "indent with spaces"),
        Problem::TooDeep => ("mappings and lists are nested more than 128 deep", "reduce the nesting"),
        Problem::Other(problem) => return (format!("the YAML cannot be parsed: {problem}").into(), None),
    };
    (message.into(), Some(help))
}

/// The diagnostic for a text that begins with `*` or `&`.
pub(super) fn cannot_begin(file: &File<'_>, at: usize) -> Diagnostic {
    let message = "a text cannot begin with `*` or `&`";
    file.error_at(Code::Syntax, character(file, at), message).help("quote the text")
}

/// The cause on the line that could not be parsed, or else a typical mistake on the lines above it.
fn particular(file: &File<'_>, failure: &Failure, lines: &Lines<'_>) -> Option<Diagnostic> {
    let Failure { problem, at, related } = failure;
    if let Problem::NotClosed('{' | '[') = problem
        && let Some(diagnostic) = comment_in_brackets(file, lines, *at)
    {
        return Some(diagnostic);
    }
    if matches!(problem, Problem::NotClosed('"' | '\'') | Problem::IndentedTooLittle(_)) {
        return None;
    }
    if let Some(long) = long_key(file, lines, *at) {
        return Some(long);
    }
    let (line, _) = lines.position(*at);
    if let Some(odd) = odd_line(file, lines.line(line)) {
        return Some(odd);
    }
    if *problem == Problem::Tab
        && let Some(tab) = tab_below(file, lines, line)
    {
        return Some(tab);
    }
    if *problem == Problem::AfterQuote {
        return Some(quote_inside(file, *at));
    }
    let after_brackets =
        matches!(problem, Problem::NoKey | Problem::NoCommaInBraces | Problem::NoCommaInBrackets);
    if after_brackets
        && let Some(diagnostic) =
            text_in_brackets(file, lines, *at).or_else(|| bracket_in_text(file, lines, *at))
    {
        return Some(diagnostic);
    }
    if matches!(problem, Problem::SecondColon | Problem::NoCommaInBraces)
        && let Some(diagnostic) =
            no_open_brace(file, lines, *at).or_else(|| mapping_without_braces(file, lines, *at))
    {
        return Some(diagnostic);
    }
    if *problem == Problem::NoCommaInBraces
        && let Some(diagnostic) = colon_in_text(file, lines, *at)
    {
        return Some(diagnostic);
    }
    let second_colon =
        || (*problem == Problem::SecondColon).then(|| second_colon(file, lines, *at)).flatten();
    let above = || odd_line_above(file, lines, line, related.map_or(1, |related| lines.position(related).0));
    let no_colon = || (*problem == Problem::NoColon).then(|| no_colon(file, lines, *at));
    let is_too_far = || {
        *problem == Problem::SecondColon
            || *problem == Problem::NoKey && is_indented_too_far(file, lines, *at)
    };
    let too_far = || is_too_far().then(|| indented_too_far(file, lines, *at));
    let above_without_colon = || is_too_far().then(|| no_colon_above(file, lines, *at)).flatten();
    let no_column = || (*problem == Problem::NoKey).then(|| no_such_column(file, lines, *at)).flatten();
    second_colon()
        .or_else(above)
        .or_else(no_colon)
        .or_else(above_without_colon)
        .or_else(too_far)
        .or_else(no_column)
}

/// The offset of the first unknown escape in a text in double quotes.
fn unknown_escape(text: &str) -> usize {
    let mut chars = text.char_indices();
    while let Some((at, c)) = chars.next() {
        let escaped = if c == '\\' { chars.next().map(|(_, escaped)| escaped) } else { None };
        let digits = match escaped {
            None => continue,
            Some('x') => 2,
            Some('u') => 4,
            Some('U') => 8,
            Some(c) if "0abt\tnvfre \"/\\N_LP\r\n".contains(c) => 0,
            Some(_) => return at,
        };
        let number = text.get(at + 2..).unwrap_or_default().chars().take(digits);
        if number.filter(char::is_ascii_hexdigit).count() < digits {
            return at;
        }
    }
    0
}

/// The offset of text after a `|` or `>` and its indicators.
fn after_block_sign(text: &str) -> usize {
    let is_header = |c: char| matches!(c, '|' | '>' | '+' | '-' | ' ' | '\t' | '1'..='9');
    text.find(|c: char| !is_header(c)).unwrap_or_default()
}

/// The bytes of a character.
fn character(file: &File<'_>, at: usize) -> Range<usize> {
    at..at + file.slice(at..file.text.len()).chars().next().map_or(0, char::len_utf8)
}

/// The diagnostic for a file that is a single text, because its colon is not an ASCII one.
pub(super) fn one_text(file: &File<'_>, node: &Node) -> Option<Diagnostic> {
    match node {
        Node::Scalar(Scalar::Text(text)) if text.contains('：') => {
            let at = file.text.find('：')?;
            Some(full_width(file, at, '：', ':'))
        }
        _ => None,
    }
}

/// Whether YAML does not allow the character in a text.
fn is_control(c: char) -> bool {
    (c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\u{85}')) || matches!(c, '\u{FFFE}' | '\u{FFFF}')
}
