//! Converts the spec's texts, which are CommonMark, to a normal form of Markdown.
//!
//! The result is safe in a documentation comment: rustdoc creates no doctest, HTML tag or link to an item from
//! it, and no lint of rustc, clippy or rustdoc reports it.

mod address;
mod lines;
mod rewrite;
mod visible;

use rewrite::rewritten;

pub(crate) use lines::wrapped;
pub(crate) use visible::is_named;
pub use visible::shown;

/// Maximum number of times that a text is rewritten until it no longer changes. Nearly all are stable at once.
const MAX_REWRITES: usize = 4;

/// The text in its normal form, which is equal for all texts with the same meaning, and stable. Without leading and
/// trailing line breaks.
pub fn markdown(text: &str) -> String {
    if is_plain(text) {
        return trimmed(text).to_owned();
    }
    let text = visible::lines(text);
    settled(&text).unwrap_or_else(|| verbatim(&text))
}

/// The text as one line without formatting, for use within a sentence.
pub fn words(text: &str) -> String {
    let line = shown(text).split_ascii_whitespace().collect::<Vec<_>>().join(" ");
    rewrite::escaped(&line)
}

/// Whether a text in its normal form begins with a paragraph, so that words can precede it on the same line.
pub fn begins_with_paragraph(markdown: &str) -> bool {
    let digits = markdown.trim_start_matches(|c: char| c.is_ascii_digit());
    let is_numbered = digits.len() < markdown.len() && digits.starts_with(['.', ')']);
    let is_list = ["- ", "* ", "-\n", "*\n"].iter().any(|mark| markdown.starts_with(mark));
    !(is_numbered
        || is_list
        || markdown.starts_with(['#', '>', '|', ' '])
        || markdown.starts_with("```")
        || markdown.starts_with("---"))
}

/// The text, rewritten until it no longer changes; `None` if it does not become stable.
fn settled(text: &str) -> Option<String> {
    let mut text = rewritten(text)?;
    for _ in 0..MAX_REWRITES {
        let again = rewritten(&text)?;
        if again == text {
            return Some(text);
        }
        text = again;
    }
    None
}

/// The text verbatim, in a fence that is longer than any in it.
fn verbatim(text: &str) -> String {
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or_default();
    let fence = "`".repeat(longest.max(2) + 1);
    let lines: Vec<&str> = text.trim_matches('\n').lines().map(|line| line.trim_end_matches(' ')).collect();
    format!("{fence}text\n{}\n{fence}", lines.join("\n"))
}

fn trimmed(text: &str) -> &str {
    text.trim_start_matches('\n').trim_end_matches([' ', '\n'])
}

/// Whether the text is its own normal form except for trailing white space: it has no character that can be Markdown,
/// other than code spans. Most texts need no parsing for this reason.
fn is_plain(text: &str) -> bool {
    let text = trimmed(text);
    !text.contains("\n\n\n") && !text.contains("://") && text.split('\n').all(is_plain_line)
}

fn is_plain_line(line: &str) -> bool {
    !line.starts_with([' ', '-', '+', '=', ':']) && !line.ends_with(' ') && has_plain_spans(line)
}

/// Whether every second span between backticks is a code span, and nothing else needs an escape.
fn has_plain_spans(line: &str) -> bool {
    let last = line.bytes().filter(|byte| *byte == b'`').count();
    last % 2 == 0
        && line.split('`').enumerate().all(|(index, span)| {
            let may_be_empty = index == 0 || index == last;
            let is_code = index % 2 == 1;
            (may_be_empty || !span.is_empty())
                && if is_code { is_plain_code(span) } else { are_plain_words(span) }
        })
}

fn are_plain_words(words: &str) -> bool {
    let digits = words.trim_start_matches(|c: char| c.is_ascii_digit());
    let is_number = digits.len() < words.len() && digits.starts_with(['.', ')']);
    !is_number && words.bytes().all(is_plain_byte) && !has_odd(words)
}

fn is_plain_code(code: &str) -> bool {
    let is_blank_at_end = code.starts_with(' ') || code.ends_with(' ');
    !is_blank_at_end && !code.bytes().any(|byte| byte.is_ascii_control()) && !has_odd(code)
}

fn is_plain_byte(byte: u8) -> bool {
    const SIGNS: &[u8] = br"\*_[]<>#&!|~$^{}";
    !byte.is_ascii_control() && !SIGNS.contains(&byte)
}

/// Whether there is a character outside of ASCII to be written by its number.
fn has_odd(text: &str) -> bool {
    !text.is_ascii() && text.chars().any(visible::is_named_or_break)
}

#[cfg(test)]
mod tests;
