//! Diagnostics with resolved places, in the order in which they are shown.

use super::{Diagnostic, Diagnostics};
use crate::source::{Located, Locator};

/// A diagnostic with its position.
pub(super) struct Shown<'d> {
    pub(super) diagnostic: &'d Diagnostic,
    /// `None` if it names a file that was not passed in.
    pub(super) at: Option<Located<'d>>,
    /// The positions of related places; those that do not exist are omitted.
    pub(super) related: Vec<(Located<'d>, &'d str)>,
}

impl Diagnostics {
    /// All diagnostics by file and position, without duplicates.
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
