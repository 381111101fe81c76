//! The layout of a spec's files.
//!
//! What is changed:
//!
//! - line ends are `\n`, the file ends with one, and has no byte order mark;
//! - no blanks at the ends of lines, at most one empty line in a row, none at the beginning and the end;
//! - the modeline for editors is the first line, where it stands among the comments at the top;
//! - each level is indented by two spaces, lists below their key too;
//! - one space after `:` and `-`; in braces and brackets `{ a: 1, b: [x, y] }`;
//! - an empty line between two fields or parameters of which one takes several lines.
//!
//! What is not: the order of keys, quotes, line breaks, comments, and every text. Should a change touch more than the
//! layout of a file, it is left out.

mod edits;
mod print;
mod roles;

use specwright::diagnostics::Diagnostics;
use specwright::dialect;
use specwright::source::{Source, Spans, have_same_data};

/// The text of a file in the layout of the dialect. Formatting it once more changes nothing.
///
/// # Errors
///
/// When the file is no YAML; it is best left alone then.
///
/// # Examples
///
/// ```
/// use specwright::Source;
/// use specwright_workbench::format;
///
/// let source = Source::new("card.yaml", "model:  Card\nfields:\n    title: {type: string}   # 名称\n");
/// let text = format::format(&source).unwrap();
/// assert_eq!(text, "model: Card\nfields:\n  title: { type: string }   # 名称\n");
/// ```
pub fn format(source: &Source) -> Result<String, Diagnostics> {
    let mut found = Diagnostics::default();
    if !dialect::is_yaml(source, &mut found) {
        return Err(found);
    }
    let text = source.text().replace("\r\n", "\n");
    Ok(settled(&text).unwrap_or(text))
}

/// What is left when no step changes anything any more.
fn settled(text: &str) -> Option<String> {
    const MOST_STEPS: usize = 5;
    let mut text = text.to_owned();
    for _ in 0..MOST_STEPS {
        let next = step(&text);
        if next == text {
            return Some(text);
        }
        text = next;
    }
    None
}

/// The best layout that means the same.
fn step(text: &str) -> String {
    let mut layouts = [print::whole, print::ends].into_iter().map(|layout| layout(text));
    layouts.find(|new| means_the_same(text, new)).unwrap_or_else(|| text.to_owned())
}

/// Whether two texts hold the same data and the same comments. It costs a parse, and lets nobody lose a text.
fn means_the_same(old: &str, new: &str) -> bool {
    let comments = |text: &str| {
        let mut comments = roles::comments(text, &Spans::of(text));
        // The modeline may have moved.
        comments.sort();
        comments
    };
    old == new || (have_same_data(old, new) && comments(old) == comments(new))
}

#[cfg(test)]
mod tests;
