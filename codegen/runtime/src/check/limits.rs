//! Limits applied to values of both severities. Where a value violates a limit that stops the request, the limit of
//! the same kind that only warns is not reported.
//!
//! `passes` decides quickly. The rules of generated code are constants: inlined, a kind that the field does not limit
//! vanishes, and a limit on bytes is one comparison. The `check_…` functions report; they are called only for values
//! that do not pass.

use super::At;
use crate::breach::Found;
use crate::measure::{self, Counts};
use crate::{
    Bound, Breach, ElementsTest, LimitKind, Limits, Number, NumberTest, Report, Rules, Severity, Test,
    TextLimits, TextRules, TextTest, is_less,
};

impl TextRules<'_> {
    /// Whether a text satisfies all of them. If not, [`check_text`] reports the violations.
    #[inline(always)]
    pub fn passes(&self, text: &str) -> bool {
        self.error.pass(text)
            && self.warning.pass(text)
            && !(self.forbid_control && measure::has_forbidden_control(text))
    }
}

impl TextLimits<'_> {
    #[inline(always)]
    fn pass(&self, text: &str) -> bool {
        let Self { min_bytes, max_bytes, max_cjk, max_chars, pattern } = *self;
        let bytes = text.len();
        // A text with few bytes cannot have too many characters: most need not be counted.
        max_bytes.is_none_or(|limit| bytes <= limit)
            && min_bytes.is_none_or(|limit| bytes >= limit)
            && max_cjk
                .is_none_or(|limit| bytes / measure::MIN_CJK_BYTES <= limit || measure::cjk(text) <= limit)
            && max_chars.is_none_or(|limit| bytes <= limit || measure::chars(text) <= limit)
            && pattern.is_none_or(|pattern| pattern.matches(text))
    }
}

impl Rules {
    /// Whether a number satisfies all of them. If not, [`check_number`] reports the violations.
    #[inline(always)]
    pub fn pass_number(&self, number: Number) -> bool {
        let pass = |limits: &Limits| {
            let Limits { min, max, min_items: _, max_items: _ } = *limits;
            min.is_none_or(|limit| !is_less(number, limit)) && max.is_none_or(|limit| !is_less(limit, number))
        };
        pass(&self.error) && pass(&self.warning)
    }

    /// Whether this number of elements or entries satisfies all of them. If not, [`check_items`] reports the
    /// violations.
    #[inline(always)]
    pub fn pass_items(&self, items: usize) -> bool {
        let pass = |limits: &Limits| {
            let Limits { min_items, max_items, min: _, max: _ } = *limits;
            min_items.is_none_or(|limit| items >= limit) && max_items.is_none_or(|limit| items <= limit)
        };
        pass(&self.error) && pass(&self.warning)
    }
}

/// Reports the limits of its field that a text violates.
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
    let found = Found::Text(text, Counts::of(text));
    check(|kind| (rules.error.get(kind), rules.warning.get(kind)), found, at, report);
    if rules.forbid_control {
        if let Some(character) = measure::forbidden_control(text) {
            at.report(Severity::Error, Breach::Control { character }, report);
        }
    }
}

/// Reports the limits of its field that a number violates.
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
    check(|kind| (rules.error.get(kind), rules.warning.get(kind)), Found::Number(actual), at, report);
}

/// Reports the limits of its field that a number of elements or entries violates.
///
/// ```
/// use specwright_runtime::{At, Limits, Report, Rules, check_items};
///
/// let rules = Rules::NONE.warning(Limits { max_items: Some(2), ..Limits::NONE });
/// let mut report = Report::new();
/// check_items(3, At::ROOT.key("seats"), &rules, &mut report);
/// assert_eq!(report.to_string(), "warning: seats: 3 elements, limit 2 elements");
/// ```
#[cold]
pub fn check_items(items: usize, at: At<'_>, rules: &Rules, report: &mut Report) {
    check(|kind| (rules.error.get(kind), rules.warning.get(kind)), Found::Elements(items), at, report);
}

/// Reports the limits of all kinds that a value violates: for each kind the limit that stops the request, else the one
/// that warns.
fn check<'a>(
    limits: impl Fn(LimitKind) -> (Option<Bound<'a>>, Option<Bound<'a>>),
    found: Found<'_>,
    at: At<'_>,
    report: &mut Report,
) {
    for kind in LimitKind::ALL {
        let (error, warning) = limits(*kind);
        let violated = |bound: &Bound<'a>| is_violated(*kind, *bound, found);
        let (severity, bound) = match (error.filter(violated), warning.filter(violated)) {
            (Some(bound), _) => (Severity::Error, bound),
            (None, Some(bound)) => (Severity::Warning, bound),
            (None, None) => continue,
        };
        if let Some(breach) = Breach::of(*kind, bound, found) {
            at.report(severity, breach, report);
        }
    }
}

/// Whether a value violates a limit. A limit on other values is not violated.
fn is_violated(kind: LimitKind, bound: Bound<'_>, found: Found<'_>) -> bool {
    match (kind.test(), found) {
        (Test::Text(test), Found::Text(text, counts)) => match test {
            TextTest::AtLeast(unit) => bound.count().is_some_and(|limit| counts.get(unit) < limit),
            TextTest::AtMost(unit) => bound.count().is_some_and(|limit| counts.get(unit) > limit),
            TextTest::Matches => bound.pattern().is_some_and(|pattern| !pattern.matches(text)),
        },
        (Test::Number(test), Found::Number(number)) => match test {
            NumberTest::AtLeast => bound.number().is_some_and(|limit| is_less(number, limit)),
            NumberTest::AtMost => bound.number().is_some_and(|limit| is_less(limit, number)),
        },
        (Test::Elements(test), Found::Elements(count)) => match test {
            ElementsTest::AtLeast => bound.count().is_some_and(|limit| count < limit),
            ElementsTest::AtMost => bound.count().is_some_and(|limit| count > limit),
        },
        (Test::Text(_) | Test::Number(_) | Test::Elements(_), _) => false,
    }
}
