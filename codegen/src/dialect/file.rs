//! The file that is being read: its text, and the diagnostics.

use std::cell::{OnceCell, RefCell};
use std::ops::Range;

use crate::diagnostics::{Code, Diagnostic, Diagnostics, Place};
use crate::yaml::{self, Parsed};

/// A file while it is read.
pub(super) struct File<'a> {
    /// Its index among the sources.
    pub(super) index: usize,
    /// Its text, without a byte order mark.
    pub(super) text: &'a str,
    parsed: OnceCell<Parsed>,
    found: RefCell<&'a mut Diagnostics>,
}

impl<'a> File<'a> {
    pub(super) fn new(index: usize, text: &'a str, found: &'a mut Diagnostics) -> File<'a> {
        File { index, text, parsed: OnceCell::new(), found: RefCell::new(found) }
    }

    pub(super) fn report(&self, diagnostic: Diagnostic) {
        self.found.borrow_mut().push(diagnostic);
    }

    /// An error at a range of bytes.
    pub(super) fn error_at(&self, code: Code, range: Range<usize>, message: impl Into<String>) -> Diagnostic {
        Diagnostic::error(code, Place::bytes(self.index, range.start, range.end), message)
    }

    /// The parsed YAML, up to a syntax error.
    pub(super) fn parsed(&self) -> &Parsed {
        self.parsed.get_or_init(|| yaml::parse(self.text))
    }

    /// The text of a range.
    pub(super) fn slice(&self, range: Range<usize>) -> &'a str {
        self.text.get(range).unwrap_or_default()
    }
}
