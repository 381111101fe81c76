//! Diagnostics with their places resolved, in the order in which they are shown.

use super::{Diagnostic, Diagnostics};
use crate::source::{Located, Locator};

/// A diagnostic and where it stands.
pub(super) struct Shown<'d> {
    pub(super) diagnostic: &'d Diagnostic,
    /// `None` when it names a file that was not passed in.
    pub(super) at: Option<Located<'d>>,
    /// Where the related places stand; those that cannot be found are left out.
    pub(super) related: Vec<(Located<'d>, &'d str)>,
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
