//! What is said of a value that breaks limits, at both severities. Where it breaks a limit of a request, the weaker
//! limit of the same kind that only warns has nothing to add.
//!
//! Nothing here is called for a value that `passes` its rules, so that none of it has to be fast.

use std::borrow::Cow;

use super::{At, is_less};
use crate::{Breach, Number, Report, Rules, Severity, TextRules, measure};

/// Checks a text by the rules of its field.
///
/// ```
/// use specwright_runtime::{At, Report, TextLimits, TextRules, check_text};
///
/// let rules = TextRules::of("seat_number").max_bytes(12);
/// let mut report = Report::new();
/// check_text("四个汉字多", &rules, At::ROOT.key("seat"), &mut report);
/// assert_eq!(
///     report.to_string(),
///     "seat: 15 bytes (5 CJK characters), limit 12 bytes (4 CJK characters); the first 4 characters fit"
/// );
/// ```
#[cold]
pub fn check_text(text: &str, rules: &TextRules<'_>, at: At<'_>, report: &mut Report) {
    let TextRules { error, warning, .. } = rules;
    let (bytes, chars, cjk) = (text.len(), measure::chars(text), measure::cjk(text));
    if let Some((severity, limit)) = broken(error.max_bytes, warning.max_bytes, |limit| bytes > limit) {
        let fits = measure::fitting(text, limit, usize::MAX, usize::MAX);
        at.report(severity, Breach::MaxBytes { limit, bytes, chars, cjk, fits }, report);
    }
    if let Some((severity, limit)) = broken(error.min_bytes, warning.min_bytes, |limit| bytes < limit) {
        at.report(severity, Breach::MinBytes { limit, bytes, chars, cjk }, report);
    }
    if let Some((severity, limit)) = broken(error.max_cjk, warning.max_cjk, |limit| cjk > limit) {
        let fits = measure::fitting(text, usize::MAX, limit, usize::MAX);
        at.report(severity, Breach::MaxCjk { limit, bytes, cjk, fits }, report);
    }
    if let Some((severity, limit)) = broken(error.max_chars, warning.max_chars, |limit| chars > limit) {
        at.report(severity, Breach::MaxChars { limit, chars, fits: limit }, report);
    }
    if let Some((severity, pattern)) =
        broken(error.pattern, warning.pattern, |pattern| !pattern.matches(text))
    {
        at.report(severity, Breach::Pattern { pattern: Cow::Owned(pattern.source.to_owned()) }, report);
    }
    if rules.forbid_control {
        if let Some(character) = measure::forbidden_control(text) {
            at.report(Severity::Error, Breach::Control { character }, report);
        }
    }
}

/// Checks a number by the rules of its field.
///
/// ```
/// use specwright_runtime::{At, Limits, Number, Report, Rules, check_number};
///
/// let rules = Rules::NONE.max(Number::Int(100));
/// let mut report = Report::new();
/// check_number(Number::Int(101), At::ROOT.key("quantity"), &rules, &mut report);
/// assert_eq!(report.to_string(), "quantity: 101 is more than the maximum, 100");
/// ```
#[cold]
pub fn check_number(actual: Number, at: At<'_>, rules: &Rules, report: &mut Report) {
    let Rules { error, warning } = rules;
    if let Some((severity, limit)) = broken(error.min, warning.min, |limit| is_less(actual, limit)) {
        at.report(severity, Breach::Min { limit, actual }, report);
    }
    if let Some((severity, limit)) = broken(error.max, warning.max, |limit| is_less(limit, actual)) {
        at.report(severity, Breach::Max { limit, actual }, report);
    }
}

/// Checks the number of elements or entries by the rules of the field.
///
/// ```
/// use specwright_runtime::{At, Limits, Report, Rules, check_items};
///
/// let rules = Rules::NONE.warning(Limits { max_items: Some(2), ..Limits::NONE });
/// let mut report = Report::new();
/// check_items(3, At::ROOT.key("seats"), &rules, &mut report);
/// assert_eq!(report.to_string(), "warning: seats: 3 items, limit 2");
/// ```
#[cold]
pub fn check_items(items: usize, at: At<'_>, rules: &Rules, report: &mut Report) {
    let Rules { error, warning } = rules;
    if let Some((severity, limit)) = broken(error.min_items, warning.min_items, |limit| items < limit) {
        at.report(severity, Breach::MinItems { limit, items }, report);
    }
    if let Some((severity, limit)) = broken(error.max_items, warning.max_items, |limit| items > limit) {
        at.report(severity, Breach::MaxItems { limit, items }, report);
    }
}

/// The limit that is broken, the one for errors first.
fn broken<L: Copy>(
    error: Option<L>,
    warning: Option<L>,
    breaks: impl Fn(L) -> bool,
) -> Option<(Severity, L)> {
    match (error, warning) {
        (Some(limit), _) if breaks(limit) => Some((Severity::Error, limit)),
        (_, Some(limit)) if breaks(limit) => Some((Severity::Warning, limit)),
        _ => None,
    }
}
