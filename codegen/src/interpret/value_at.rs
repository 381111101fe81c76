//! A value and its path.

use serde_json::Value;
use specwright_runtime::{At, Breach, Report, Severity};

/// Maximum depth of a body: that of `serde_json`. It prevents that a recursive model overflows the stack on a value
/// that was built in memory.
const MAX_LEVELS: usize = 128;

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

    /// Whether it is too deep to validate its parts.
    pub(super) fn is_too_deep(&self) -> bool {
        self.levels >= MAX_LEVELS && (self.value.is_object() || self.value.is_array())
    }

    /// Reports an error of this value.
    pub(super) fn error(&self, breach: Breach, report: &mut Report) {
        self.at.report(Severity::Error, breach, report);
    }

    /// Reports a warning about this value.
    pub(super) fn warning(&self, breach: Breach, report: &mut Report) {
        self.at.report(Severity::Warning, breach, report);
    }

    /// Reports that it is nested too deeply.
    pub(super) fn too_deep(&self, report: &mut Report) {
        self.error(Breach::Body { problem: format!("nested more than {MAX_LEVELS} levels deep") }, report);
    }
}
