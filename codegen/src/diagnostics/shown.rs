//! Diagnostics with their places resolved, in the order in which they are shown.

use super::{Diagnostic, Diagnostics};
use crate::source::{Lines, Located, Locator};

/// A diagnostic and where it stands.
pub(super) struct Shown<'d> {
    pub(super) diagnostic: &'d Diagnostic,
    /// `None` when it names a file that was not passed in.
    pub(super) at: Option<Located<'d>>,
    /// Where the related places stand; those that cannot be found are left out.
    pub(super) related: Vec<(Located<'d>, &'d str)>,
}

/// A range in a file, its end exclusive. Lines and columns count from 1, bytes from 0.
#[derive(Clone, Debug)]
pub(super) struct Position {
    pub(super) line: usize,
    pub(super) column: usize,
    pub(super) utf16_column: usize,
    pub(super) byte: usize,
    pub(super) end_line: usize,
    pub(super) end_column: usize,
    pub(super) end_utf16_column: usize,
    pub(super) end_byte: usize,
}

impl Default for Position {
    /// The beginning of a file.
    fn default() -> Self {
        Position {
            line: 1,
            column: 1,
            utf16_column: 1,
            byte: 0,
            end_line: 1,
            end_column: 1,
            end_utf16_column: 1,
            end_byte: 0,
        }
    }
}

impl Diagnostics {
    /// All of them by file and position, without repetitions.
    pub(super) fn shown<'d>(&'d self, locator: &'d Locator<'_>) -> Vec<Shown<'d>> {
        let shown = self.items.iter().map(|diagnostic| Shown {
            diagnostic,
            at: locator.locate(&diagnostic.place),
            related: diagnostic
                .related
                .iter()
                .filter_map(|(place, label)| Some((locator.locate(place)?, label.as_str())))
                .collect(),
        });
        let mut shown: Vec<_> = shown.collect();
        shown.sort_by(|a, b| {
            a.order().cmp(&b.order()).then_with(|| a.diagnostic.message.cmp(&b.diagnostic.message))
        });
        shown.dedup_by(|a, b| a.diagnostic == b.diagnostic);
        shown
    }
}

impl Shown<'_> {
    fn order(&self) -> (usize, usize, &'static str) {
        let start = self.at.as_ref().map_or(0, |at| at.range.start);
        (self.diagnostic.place.file, start, self.diagnostic.code.as_str())
    }
}

impl Located<'_> {
    /// The lines, columns and bytes of the range.
    pub(super) fn position(&self) -> Position {
        let lines = Lines::new(self.text);
        let (line, column) = lines.position(self.range.start);
        let (end_line, end_column) = lines.position(self.range.end);
        Position {
            line,
            column,
            utf16_column: lines.utf16_column(self.range.start),
            byte: self.mark + self.range.start,
            end_line,
            end_column,
            end_utf16_column: lines.utf16_column(self.range.end),
            end_byte: self.mark + self.range.end,
        }
    }
}
