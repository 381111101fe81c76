//! Lines whose indentation does not fit those above them.

use std::ops::Range;

use super::particular::{no_colon, word_before};
use crate::diagnostics::{Code, Diagnostic, Place};
use crate::dialect::file::File;
use crate::source::Lines;

/// A key without a colon and a value, on the line above one that was then no key: `type string`.
pub(super) fn no_colon_above(file: &File<'_>, lines: &Lines<'_>, at: usize) -> Option<Diagnostic> {
    let (line, _) = lines.position(at);
    let (number, above) = line_above(file, lines, line)?;
    let text = file.slice(above.clone());
    let indentation = indentation(text);
    // Further lines of a text do not begin a mapping.
    let before = line_above(file, lines, number).map(|(_, range)| file.slice(range).trim_end());
    let begins = before.is_none_or(|before| before.ends_with(':'));
    let key = text.split_whitespace().next()?;
    let is_key = key.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    let has_more = text.split_whitespace().nth(1).is_some();
    let own = self::indentation(file.slice(lines.line(line)));
    let fits = if has_more { own == indentation } else { own > indentation };
    (begins && is_key && fits && !text.contains(':'))
        .then(|| no_colon(file, lines, above.start + indentation))
}

/// A line that begins in a column in which no mapping around it begins.
pub(super) fn no_such_column(file: &File<'_>, lines: &Lines<'_>, at: usize) -> Option<Diagnostic> {
    let (line, _) = lines.position(at);
    let range = lines.line(line);
    let own = indentation(file.slice(range.clone()));
    if range.start + own != at {
        return None;
    }
    let (mut inner, mut number) = (None, line);
    let outer = loop {
        let (above, range) = line_above(file, lines, number)?;
        number = above;
        let text = file.slice(range.clone());
        let indentation = indentation(text);
        let begin = range.start + indentation;
        if !has_key(text) || indentation == own {
            continue;
        }
        if indentation < own {
            break (indentation, begin);
        }
        if inner.is_none_or(|(least, _)| indentation <= least) {
            inner = Some((indentation, begin));
        }
    };
    let end = at + file.slice(at..range.end).split(':').next().map_or(0, |key| key.trim_end().len());
    let message = format!("this line is indented by {}, and no mapping around it is", spaces(own));
    let mut diagnostic = file
        .error_at(Code::Syntax, at..end, message)
        .help("keys of one mapping begin in the same column; quote a text that begins or ends with a quote");
    for (indentation, begin) in inner.into_iter().chain([outer]) {
        let place = Place::bytes(file.index, begin, begin + 1);
        diagnostic = diagnostic.related(place, format!("indented by {}", spaces(indentation)));
    }
    has_key(file.slice(range)).then_some(diagnostic)
}

fn has_key(line: &str) -> bool {
    line.split_once(':').is_some_and(|(_, after)| after.is_empty() || after.starts_with(' '))
}

fn spaces(number: usize) -> String {
    format!("{number} space{}", if number == 1 { "" } else { "s" })
}

fn indentation(text: &str) -> usize {
    text.len() - text.trim_start().len()
}

/// The nearest line above that is neither empty nor a comment, with its number.
fn line_above(file: &File<'_>, lines: &Lines<'_>, line: usize) -> Option<(usize, Range<usize>)> {
    (1..line).rev().map(|line| (line, lines.line(line))).find(|(_, range)| {
        let text = file.slice(range.clone()).trim();
        !text.is_empty() && !text.starts_with('#')
    })
}

/// Whether a position is the beginning of a line that is indented further than the line above it.
pub(super) fn is_indented_too_far(file: &File<'_>, lines: &Lines<'_>, at: usize) -> bool {
    let (line, _) = lines.position(at);
    let own = file.slice(lines.line(line).start..at);
    let above = line_above(file, lines, line).map(|(_, range)| indentation(file.slice(range)));
    own.trim().is_empty() && above.is_some_and(|above| above < own.len())
}

/// A key, or the colon after it, on a line that is indented too far.
pub(super) fn indented_too_far(file: &File<'_>, lines: &Lines<'_>, at: usize) -> Diagnostic {
    let (line, _) = lines.position(at);
    let start = at - word_before(file, &lines.line(line), at).len();
    let end = match start == at {
        true => {
            at + file.slice(at..lines.line(line).end).split(':').next().map_or(0, |key| key.trim_end().len())
        }
        false => at,
    };
    let message = "this line is indented more than its mapping";
    let diagnostic = file.error_at(Code::Syntax, start..end, message);
    let diagnostic = diagnostic.help(
        "keys of one mapping begin in the same column; if the key of this line is missing, write it above",
    );
    match line_above(file, lines, line) {
        Some((_, above)) => {
            let text = file.slice(above.clone());
            let start = above.start + indentation(text);
            let place = Place::bytes(file.index, start, above.start + text.trim_end().len());
            diagnostic.related(place, "this key already has a value")
        }
        None => diagnostic,
    }
}
