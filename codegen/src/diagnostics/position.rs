//! Positions in every unit that readers use.

use std::ops::Range;

use crate::source::{Lines, Located};

/// A range in a file; its end is exclusive. Lines and columns count from 1, bytes from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Position {
    /// The first line.
    pub line: usize,
    /// The first column, in characters.
    pub column: usize,
    /// The first column, in UTF-16 code units.
    pub utf16_column: usize,
    /// The first byte.
    pub byte_offset: usize,
    /// The last line.
    pub end_line: usize,
    /// The end column, in characters.
    pub end_column: usize,
    /// The end column, in UTF-16 code units.
    pub end_utf16_column: usize,
    /// The end byte.
    pub end_byte_offset: usize,
}

impl Default for Position {
    /// The beginning of a file.
    fn default() -> Self {
        Position {
            line: 1,
            column: 1,
            utf16_column: 1,
            byte_offset: 0,
            end_line: 1,
            end_column: 1,
            end_utf16_column: 1,
            end_byte_offset: 0,
        }
    }
}

impl Position {
    /// The position of a range of bytes in a text. Offsets beyond the text are its end. For many ranges, use
    /// [`Lines::position_of`].
    ///
    /// # Examples
    ///
    /// ```
    /// use specwright::diagnostics::Position;
    ///
    /// let at = Position::of("{\n  \"名\": 1 }", 4..9);
    /// assert_eq!((at.line, at.column, at.end_column, at.byte_offset), (2, 3, 6, 4));
    /// ```
    pub fn of(text: &str, range: Range<usize>) -> Position {
        Lines::new(text).position_of(range)
    }

    /// All numbers, with their keys in machine-readable reports.
    pub fn entries(&self) -> [(&'static str, usize); 8] {
        [
            ("line", self.line),
            ("column", self.column),
            ("utf16_column", self.utf16_column),
            ("byte_offset", self.byte_offset),
            ("end_line", self.end_line),
            ("end_column", self.end_column),
            ("end_utf16_column", self.end_utf16_column),
            ("end_byte_offset", self.end_byte_offset),
        ]
    }
}

impl Lines<'_> {
    /// The position of a range of bytes in the text. Offsets beyond the text are its end.
    ///
    /// # Examples
    ///
    /// ```
    /// use specwright::source::Lines;
    ///
    /// let lines = Lines::new("{\n  \"名\": 1 }");
    /// let (key, value) = (lines.position_of(4..9), lines.position_of(11..12));
    /// assert_eq!((key.line, key.column, value.column, value.end_column), (2, 3, 8, 9));
    /// ```
    pub fn position_of(&self, range: Range<usize>) -> Position {
        let (line, column) = self.position(range.start);
        let (end_line, end_column) = self.position(range.end);
        Position {
            line,
            column,
            utf16_column: self.utf16_column(range.start),
            byte_offset: range.start,
            end_line,
            end_column,
            end_utf16_column: self.utf16_column(range.end),
            end_byte_offset: range.end,
        }
    }
}

impl Located<'_> {
    /// The position of the range.
    pub fn position(&self) -> Position {
        let at = self.lines.position_of(self.range.clone());
        Position {
            byte_offset: self.mark + at.byte_offset,
            end_byte_offset: self.mark + at.end_byte_offset,
            ..at
        }
    }
}
