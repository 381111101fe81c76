//! Files that satisfy all rules of their field, and files that violate one of them and no other.

use super::{Generate, Source};
use crate::{Bound, File, FilePart, LimitKind, Rules, Severity, TextField, TextRules};

/// A media type that no spec lists.
const OTHER: &str = "application/x-other";

/// The maximum number of bytes that a file has where no limit requires more.
const FEW: usize = 16;

impl<F: TextField> Generate for File<F> {
    fn generate(source: &mut Source, _: &Rules) -> Self {
        let rules = &F::RULES;
        let media_type = media_type(source, rules);
        let bytes = bytes(source, rules);
        let name = ["logo.png", "会徽.jpg", "a b;c=d", "%22.gif"];
        let name = name.get(source.below(name.len() as u64) as usize).copied().unwrap_or("a");
        FilePart::new(name, media_type, vec![0xFF; bytes]).into()
    }
}

fn bytes(source: &mut Source, rules: &TextRules<'_>) -> usize {
    let count = |severity: Severity, kind| match severity {
        Severity::Error => rules.error.get(kind).and_then(Bound::count),
        Severity::Warning => rules.warning.get(kind).and_then(Bound::count),
    };
    for severity in [Severity::Error, Severity::Warning] {
        if let Some(limit) = count(severity, LimitKind::MinBytes).and_then(|limit| limit.checked_sub(1)) {
            if source.breaks(LimitKind::MinBytes.key(), severity) {
                return limit;
            }
        }
        if let Some(limit) = count(severity, LimitKind::MaxBytes) {
            if source.breaks(LimitKind::MaxBytes.key(), severity) {
                return limit + 1;
            }
        }
    }
    let of = |kind| [Severity::Error, Severity::Warning].into_iter().filter_map(move |it| count(it, kind));
    let least = of(LimitKind::MinBytes).max().unwrap_or_default();
    let most = of(LimitKind::MaxBytes).min().unwrap_or(usize::MAX);
    least + source.size(most.saturating_sub(least).min(FEW) as u64) as usize
}

fn media_type(source: &mut Source, rules: &TextRules<'_>) -> String {
    let listed = |severity| match severity {
        Severity::Error => rules.error.media_types,
        Severity::Warning => rules.warning.media_types,
    };
    for severity in [Severity::Error, Severity::Warning] {
        if listed(severity).is_none() || !source.breaks(LimitKind::MediaTypes.key(), severity) {
            continue;
        }
        // A type that causes a warning only is among those that are allowed.
        let errors = listed(Severity::Error).filter(|_| severity == Severity::Warning);
        let warned = |one: &&str| listed(severity).is_some_and(|types| !types.contains(one));
        match errors.map(|errors| errors.iter().copied().find(warned)) {
            None => return OTHER.to_owned(),
            Some(Some(one)) => return one.to_owned(),
            Some(None) => {
                source.fail();
                return OTHER.to_owned();
            }
        }
    }
    let valid =
        listed(Severity::Warning).or(listed(Severity::Error)).unwrap_or(&["application/octet-stream"]);
    let index = source.below(valid.len().max(1) as u64) as usize;
    valid.get(index).map_or_else(String::new, |one| (*one).to_owned())
}
