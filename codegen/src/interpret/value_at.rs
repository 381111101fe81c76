//! A value and its path.

use serde_json::Value;
use specwright_runtime::{At, Breach, Report, Severity};

/// A value and its path.
#[derive(Clone, Copy, Debug)]
pub(super) struct ValueAt<'v> {
    pub(super) value: &'v Value,
    pub(super) at: At<'v>,
    levels: usize,
}

impl<'v> ValueAt<'v> {
    /// The value that paths are relative to.
    pub(super) fn root(value: &'v Value) -> Self {
        Self { value, at: At::ROOT, levels: 0 }
    }

    /// The value of a key of this object.
    pub(super) fn key<'b>(&'b self, key: &'b str, value: &'b Value) -> ValueAt<'b> {
        ValueAt { value, at: self.at.key(key), levels: self.levels + 1 }
    }

    /// An element of this list.
    pub(super) fn index<'b>(&'b self, index: usize, value: &'b Value) -> ValueAt<'b> {
        ValueAt { value, at: self.at.index(index), levels: self.levels + 1 }
    }

    /// The same value as the request itself, from which levels are counted.
    pub(super) fn as_request(self) -> Self {
        Self { levels: 0, ..self }
    }

    /// The number of objects and lists around it.
    pub(super) fn levels(&self) -> usize {
        self.levels
    }

    /// Reports an error of this value.
    pub(super) fn error(&self, breach: Breach, report: &mut Report) {
        self.at.report(Severity::Error, breach, report);
    }

    /// Reports a warning about this value.
    pub(super) fn warning(&self, breach: Breach, report: &mut Report) {
        self.at.report(Severity::Warning, breach, report);
    }
}
