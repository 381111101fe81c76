//! From a byte to a line and a column, and back.

use std::ops::Range;

/// Where the lines of a text begin. Lines and columns count from 1, columns in characters.
#[derive(Clone, Debug)]
pub(crate) struct Lines<'t> {
    text: &'t str,
    starts: Vec<usize>,
}

impl<'t> Lines<'t> {
    pub(crate) fn new(text: &'t str) -> Lines<'t> {
        let after_breaks = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(at, _)| at + 1);
        Lines { text, starts: std::iter::once(0).chain(after_breaks).collect() }
    }

    /// The line and the column of a byte; the end of the text where it lies beyond.
    pub(crate) fn position(&self, byte: usize) -> (usize, usize) {
        let byte = floor_char_boundary(self.text, byte);
        let line = self.starts.partition_point(|start| *start <= byte);
        let start = self.start(line);
        (line, self.text.get(start..byte).map_or(0, |before| before.chars().count()) + 1)
    }

    /// The column of a byte in units of UTF-16, from 1, as the Language Server Protocol counts but for the 1.
    pub(crate) fn utf16_column(&self, byte: usize) -> usize {
        let byte = floor_char_boundary(self.text, byte);
        let start = self.start(self.starts.partition_point(|start| *start <= byte));
        self.text.get(start..byte).map_or(0, |before| before.chars().map(char::len_utf16).sum::<usize>()) + 1
    }

    /// The byte at a line and a column; the end of the line where the column lies beyond.
    pub(crate) fn byte(&self, line: usize, column: usize) -> usize {
        let range = self.line(line);
        let text = self.text.get(range.clone()).unwrap_or_default();
        let within = text.char_indices().nth(column.saturating_sub(1)).map_or(text.len(), |(at, _)| at);
        range.start + within
    }

    /// The bytes of a line, without its line break.
    pub(crate) fn line(&self, line: usize) -> Range<usize> {
        let start = self.start(line);
        let end = self.starts.get(line).copied().unwrap_or(self.text.len());
        let text = self.text.get(start..end).unwrap_or_default();
        let without_break = text.strip_suffix('\n').unwrap_or(text);
        let without_break = without_break.strip_suffix('\r').unwrap_or(without_break);
        start..start + without_break.len()
    }

    fn start(&self, line: usize) -> usize {
        self.starts.get(line.saturating_sub(1)).copied().unwrap_or(self.text.len())
    }
}

/// The nearest boundary of a character at or before a byte.
pub(super) fn floor_char_boundary(text: &str, byte: usize) -> usize {
    let byte = byte.min(text.len());
    (0..=byte).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::Lines;

    #[test]
    fn positions_count_characters_and_round_trip() {
        let text = "a: 票务\r\nb: 𠮷x\n\nlast";
        let lines = Lines::new(text);
        for (byte, _) in text.char_indices().filter(|(_, c)| !matches!(c, '\r' | '\n')) {
            let (line, column) = lines.position(byte);
            assert_eq!(lines.byte(line, column), byte);
        }
        assert_eq!(lines.position(text.find('x').unwrap()), (2, 5));
        assert_eq!(lines.utf16_column(text.find('x').unwrap()), 6);
        assert_eq!(&text[lines.line(1)], "a: 票务");
        assert_eq!(&text[lines.line(3)], "");
    }

    #[test]
    fn what_lies_beyond_is_the_end() {
        let lines = Lines::new("ab\n票");
        assert_eq!(lines.position(99), (2, 2));
        assert_eq!(lines.position(4), (2, 1), "inside a character");
        assert_eq!(lines.byte(1, 99), 2);
        assert_eq!(lines.byte(99, 1), 6);
        assert_eq!(Lines::new("").position(0), (1, 1));
    }
}
