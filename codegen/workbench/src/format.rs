//! The layout of a spec's files.
//!
//! Changed are:
//!
//! - line ends are `\n`, the file ends with one, and has no byte order mark;
//! - no blanks at the ends of lines, at most one empty line in a row, none at the beginning and the end;
//! - the modeline for editors is moved to the first line if it is among the comments at the top;
//! - each level is indented by two spaces, lists below their key too;
//! - one space after `:` and `-`; in braces and brackets `{ a: 1, b: [x, y] }`;
//! - an empty line between two fields or parameters of which one takes several lines.
//!
//! Not changed are the order of keys, quotes, line breaks, comments, and texts. A step that would change more than the
//! layout of a file is skipped.

mod edits;
mod print;
mod roles;

use specwright::diagnostics::Diagnostics;
use specwright::dialect;
use specwright::source::Source;
use specwright::yaml;

/// The text of a file in the layout of the dialect. Formatting it once more changes nothing.
///
/// # Errors
///
/// Returns an error if the file is not valid YAML.
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

/// Repeats the steps until none changes the text.
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

/// The layout after as many steps as preserve the data and the comments.
fn step(text: &str) -> String {
    let mut layouts = [print::whole, print::ends].into_iter().map(|layout| layout(text));
    layouts.find(|new| means_the_same(text, new)).unwrap_or_else(|| text.to_owned())
}

/// Whether two texts have the same data and the same comments. The check parses both, so that no text is ever lost.
fn means_the_same(old: &str, new: &str) -> bool {
    let comments = |text: &str| {
        let mut comments = roles::comments(text, &yaml::parse(text));
        // The modeline may have moved.
        comments.sort();
        comments
    };
    old == new || (yaml::have_same_data(old, new) && comments(old) == comments(new))
}

#[cfg(test)]
mod tests;
