//! A value and where it stands.

use serde_json::Value;
use specwright_runtime::{At, Breach, Report, Severity};

/// How deep a body may be nested. It is what `serde_json` reads, and keeps a self-containing model from using up
/// the stack on a value that was built by other means.
pub(super) const MAX_LEVELS: usize = 128;

/// A value that was found at a place.
#[derive(Clone, Copy, Debug)]
pub(super) struct Found<'v> {
    pub(super) value: &'v Value,
    pub(super) at: At<'v>,
    levels: usize,
}

impl<'v> Found<'v> {
    /// The value that paths begin at.
    pub(super) fn root(value: &'v Value) -> Self {
        Self { value, at: At::ROOT, levels: 0 }
    }

    /// The value of a key of this object.
    pub(super) fn key<'b>(&'b self, key: &'b str, value: &'b Value) -> Found<'b> {
        Found { value, at: self.at.key(key), levels: self.levels + 1 }
    }

    /// An element of this list.
    pub(super) fn index<'b>(&'b self, index: usize, value: &'b Value) -> Found<'b> {
        Found { value, at: self.at.index(index), levels: self.levels + 1 }
    }

    /// Whether it lies too deep for its parts to be judged.
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

    /// Reports that it is nested too deep.
    pub(super) fn too_deep(&self, report: &mut Report) {
        self.error(Breach::Body { problem: format!("nested more than {MAX_LEVELS} levels deep") }, report);
    }
}
