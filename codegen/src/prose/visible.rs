//! Characters that are invisible, or that change how others are displayed.

use std::fmt::Write as _;

/// Width of a tab stop in CommonMark.
const TAB_STOP: usize = 4;

/// Whether the character is written by its number: `U+202E`. A compiler rejects some of them in comments, and a
/// reader would see another text than the compiler.
pub(crate) fn is_named(character: char) -> bool {
    character.is_control() || is_directional(character)
}

/// Whether the character changes the direction of the text around it.
fn is_directional(character: char) -> bool {
    matches!(character, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

fn is_line_break(character: char) -> bool {
    matches!(character, '\n' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

pub(super) fn is_named_or_break(character: char) -> bool {
    is_named(character) || is_line_break(character)
}

/// A part of a line in which every character is visible: tabs and line breaks become spaces.
pub fn shown(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for character in text.chars() {
        push(&mut shown, character);
    }
    shown
}

fn push(shown: &mut String, character: char) {
    if character == '\t' || is_line_break(character) {
        shown.push(' ');
    } else if is_named(character) {
        // Writing to a string cannot fail.
        let _ = write!(shown, "U+{:04X}", u32::from(character));
    } else {
        shown.push(character);
    }
}

/// A text of several lines in which every character is visible. Tabs that indent a line keep its depth; others become
/// spaces.
pub(super) fn lines(text: &str) -> String {
    let mut lines = String::with_capacity(text.len());
    for (index, line) in text.replace("\r\n", "\n").split(is_line_break).enumerate() {
        if index > 0 {
            lines.push('\n');
        }
        let content = line.trim_start_matches([' ', '\t']);
        let indentation = line.strip_suffix(content).unwrap_or_default();
        lines.extend(std::iter::repeat_n(' ', width(indentation)));
        content.chars().for_each(|character| push(&mut lines, character));
    }
    lines
}

/// Number of columns of an indentation.
fn width(indentation: &str) -> usize {
    let wider = |width: usize, c: char| if c == '\t' { (width / TAB_STOP + 1) * TAB_STOP } else { width + 1 };
    indentation.chars().fold(0, wider)
}
