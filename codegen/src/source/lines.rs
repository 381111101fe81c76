//! Converts byte offsets to lines and columns.

use std::borrow::Cow;
use std::ops::Range;

/// A text with an index of its lines. Lines and columns count from 1, columns in characters.
#[derive(Clone, Debug)]
pub struct Lines<'t> {
    text: Cow<'t, str>,
    /// The start of each line.
    starts: Vec<usize>,
    /// The size of the text before each multiple of [`STEP`] bytes, so that columns in very long lines are found fast.
    counts: Vec<Count>,
}

const STEP: usize = 1024;

/// The size of a text.
#[derive(Clone, Copy, Debug, Default)]
struct Count {
    chars: usize,
    /// UTF-16 code units.
    units: usize,
}

impl Count {
    /// Adds bytes of UTF-8 that follow; a character is counted at its first byte.
    fn and(self, bytes: &[u8]) -> Count {
        let chars = bytes.iter().filter(|byte| !matches!(byte, 0x80..=0xBF)).count();
        let pairs = bytes.iter().filter(|byte| **byte >= 0xF0).count();
        Count { chars: self.chars + chars, units: self.units + chars + pairs }
    }
}

impl<'t> Lines<'t> {
    /// Indexes a text.
    pub fn new(text: impl Into<Cow<'t, str>>) -> Lines<'t> {
        let text = text.into();
        let after_breaks = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(at, _)| at + 1);
        let starts = std::iter::once(0).chain(after_breaks).collect();
        let steps = text.as_bytes().chunks(STEP).scan(Count::default(), |before, step| {
            *before = before.and(step);
            Some(*before)
        });
        let counts = std::iter::once(Count::default()).chain(steps).collect();
        Lines { text, starts, counts }
    }

    /// The whole text.
    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// The line and the column of a byte; the end of the text if it is beyond.
    pub(crate) fn position(&self, byte: usize) -> (usize, usize) {
        let byte = floor_char_boundary(&self.text, byte);
        let line = self.starts.partition_point(|start| *start <= byte);
        (line, self.before(byte).chars - self.before(self.start(line)).chars + 1)
    }

    /// The column of a byte in UTF-16 code units, from 1. The Language Server Protocol counts from 0.
    pub(crate) fn utf16_column(&self, byte: usize) -> usize {
        let byte = floor_char_boundary(&self.text, byte);
        let start = self.start(self.starts.partition_point(|start| *start <= byte));
        self.before(byte).units - self.before(start).units + 1
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

    /// The size of the text before a byte.
    fn before(&self, byte: usize) -> Count {
        let step = byte / STEP;
        let count = self.counts.get(step).copied().unwrap_or_default();
        count.and(self.text.as_bytes().get(step * STEP..byte).unwrap_or_default())
    }

    fn start(&self, line: usize) -> usize {
        self.starts.get(line.saturating_sub(1)).copied().unwrap_or(self.text.len())
    }
}

/// The nearest character boundary at or before a byte.
pub(crate) fn floor_char_boundary(text: &str, byte: usize) -> usize {
    let byte = byte.min(text.len());
    (0..=byte).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::Lines;

    #[test]
    fn positions_count_characters() {
        let text = "a: 票务\r\nb: 𠮷x\n\nlast";
        let lines = Lines::new(text);
        for (byte, _) in text.char_indices().filter(|(_, c)| !matches!(c, '\r' | '\n')) {
            let (line, column) = lines.position(byte);
            let range = lines.line(line);
            assert_eq!(text[range.start..byte].chars().count() + 1, column);
        }
        assert_eq!(lines.position(text.find('x').unwrap()), (2, 5));
        assert_eq!(lines.utf16_column(text.find('x').unwrap()), 6);
        assert_eq!(&text[lines.line(1)], "a: 票务");
        assert_eq!(&text[lines.line(3)], "");
    }

    #[test]
    fn columns_are_right_in_a_long_line() {
        let text = "a票𠮷\n".to_owned() + &"a票𠮷é".repeat(1000);
        let lines = Lines::new(text.as_str());
        let (mut column, mut units) = (1, 1);
        for (byte, c) in text.char_indices().skip(4) {
            assert_eq!((lines.position(byte), lines.utf16_column(byte)), ((2, column), units));
            column += 1;
            units += c.len_utf16();
        }
        assert_eq!(lines.position(text.len()), (2, column));
    }

    #[test]
    fn an_offset_beyond_the_text_is_its_end() {
        let lines = Lines::new("ab\n票");
        assert_eq!(lines.position(99), (2, 2));
        assert_eq!(lines.position(4), (2, 1), "inside a character");
        assert_eq!(Lines::new("").position(0), (1, 1));
    }
}
