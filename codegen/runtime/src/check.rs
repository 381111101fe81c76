//! Holding values against their limits. All of it is collected; nothing stops at the first.

mod limits;
mod passes;
mod values;

use std::borrow::Cow;
use std::fmt::Write;

use crate::read::TagRef;
use crate::{Breach, Extra, Number, Parts, Report, Rules, Severity, Unknown, Violation};

pub use limits::{check_items, check_number, check_text};
pub use passes::is_less;
pub use values::Ordered;

/// A value that can be held against limits. Generated code implements it for models, unions and enumerations.
///
/// ```
/// use specwright_runtime::{At, Check, Limits, Number, Report, Rules, validate};
///
/// struct Stock {
///     quantity: i64,
/// }
///
/// impl Check for Stock {
///     fn check(&self, at: At<'_>, _: &Rules, report: &mut Report) {
///         const QUANTITY: Rules = Rules::NONE.error(Limits::NONE.min(Number::Int(1)));
///         at.field_by("quantity", &self.quantity, &QUANTITY, report);
///     }
/// }
///
/// assert_eq!(validate(&Stock { quantity: 0 }).to_string(), "quantity: 0 is less than the minimum, 1");
/// ```
pub trait Check {
    /// Whether a cheap look shows that the value breaks none of its rules; if it does not, [`check`](Self::check)
    /// has to tell.
    ///
    /// Nearly every value passes. Since this look needs no path and no report, and its rules are constants, it is
    /// inlined to a comparison or two, and all else stays out of the way of a request that is right.
    #[inline]
    fn passes(&self, _rules: &Rules) -> bool {
        false
    }

    /// Adds everything that is wrong with the value at `at` to the report.
    ///
    /// `rules` are those of the field that holds the value; text has its own in its type.
    fn check(&self, at: At<'_>, rules: &Rules, report: &mut Report);

    /// Names the secrets in the value, however deep they are: no error may show them, not even where the server
    /// repeats them.
    fn secrets(&self, _parts: &mut Parts) {}
}

/// Checks a value by itself: paths begin at it.
///
/// ```
/// use specwright_runtime::{Timestamp, validate};
///
/// assert!(validate(&Timestamp::from_unix_seconds(1_433_432_201)).is_valid());
/// assert!(!validate(&Timestamp::from_unix_seconds(1_433_432_201_000)).is_valid()); // milliseconds
/// ```
pub fn validate(value: &impl Check) -> Report {
    let mut report = Report::new();
    value.check(At::ROOT, &Rules::NONE, &mut report);
    report
}

/// Where a value stands on the wire: a chain on the stack that becomes a string only when something is wrong.
///
/// ```
/// use specwright_runtime::At;
///
/// let card = At::ROOT.key("card");
/// assert_eq!(card.key("seats").index(1).path(), "card.seats[1]");
/// ```
#[derive(Clone, Copy, Debug)]
pub struct At<'a> {
    parent: Option<&'a At<'a>>,
    segment: Segment<'a>,
}

#[derive(Clone, Copy, Debug)]
enum Segment<'a> {
    Root,
    Key(&'a str),
    Index(usize),
}

impl<'a> At<'a> {
    /// The whole body.
    pub const ROOT: Self = Self { parent: None, segment: Segment::Root };

    /// The value of a key of this object.
    pub fn key<'b>(&'b self, key: &'b str) -> At<'b> {
        At { parent: Some(self), segment: Segment::Key(key) }
    }

    /// An element of this list.
    pub fn index(&self, index: usize) -> At<'_> {
        At { parent: Some(self), segment: Segment::Index(index) }
    }

    /// The wire path: `card.base_info.title`, `seat_number[1]`; empty for the whole body.
    pub fn path(&self) -> String {
        let mut path = String::new();
        self.write_path(&mut path);
        path
    }

    fn write_path(&self, path: &mut String) {
        if let Some(parent) = self.parent {
            parent.write_path(path);
        }
        match self.segment {
            Segment::Root => {}
            Segment::Key(key) => {
                if !path.is_empty() {
                    path.push('.');
                }
                path.push_str(key);
            }
            // Writing to a string cannot fail.
            Segment::Index(index) => drop(write!(path, "[{index}]")),
        }
    }

    /// Adds a violation of this value.
    #[cold]
    pub fn report(&self, severity: Severity, breach: Breach, report: &mut Report) {
        report.push(Violation::new(self.path(), severity, breach));
    }

    /// Checks the value of a field that has no rules but those of its type.
    #[inline(always)]
    pub fn field(&self, key: &str, value: &impl Check, report: &mut Report) {
        self.field_by(key, value, &Rules::NONE, report);
    }

    /// Checks the value of a field by its rules.
    #[inline(always)]
    pub fn field_by(&self, key: &str, value: &impl Check, rules: &Rules, report: &mut Report) {
        if !value.passes(rules) {
            value.check(self.key(key), rules, report);
        }
    }

    /// A field that the condition `when` asks for is not there.
    #[cold]
    pub fn missing(&self, key: &str, when: &'static str, report: &mut Report) {
        let breach = Breach::Required { when: Some(Cow::Borrowed(when)) };
        self.key(key).report(Severity::Error, breach, report);
    }

    /// A field is there that must not be under the condition `when`.
    #[cold]
    pub fn forbidden(&self, key: &str, when: &'static str, report: &mut Report) {
        let breach = Breach::Forbidden { when: Cow::Borrowed(when) };
        self.key(key).report(Severity::Error, breach, report);
    }

    /// Checks that `value` comes after the value of the field `other`, where both are there.
    #[inline]
    pub fn after(
        &self,
        (key, value): (&str, &impl Ordered),
        (other, earlier): (&'static str, &impl Ordered),
        severity: Severity,
        report: &mut Report,
    ) {
        if let (Some(actual), Some(limit)) = (value.number(), earlier.number()) {
            if !is_less(limit, actual) {
                self.key(key).not_after(other, limit, actual, severity, report);
            }
        }
    }

    #[cold]
    fn not_after(
        &self,
        other: &'static str,
        limit: Number,
        actual: Number,
        severity: Severity,
        report: &mut Report,
    ) {
        self.report(severity, Breach::After { other: Cow::Borrowed(other), limit, actual }, report);
    }

    /// A value that the spec does not know, read from a reply and about to be sent.
    #[cold]
    pub fn unknown(&self, value: &Unknown, report: &mut Report) {
        let breach = Breach::UnknownValue { value: value.to_string(), suggestion: None };
        self.report(Severity::Error, breach, report);
    }

    /// A value that is in use but not documented.
    #[cold]
    pub fn undocumented(&self, value: TagRef<'_>, report: &mut Report) {
        let breach = Breach::Undocumented { value: Cow::Owned(value.to_string()) };
        self.report(Severity::Warning, breach, report);
    }

    /// Notes the fields that the spec does not know.
    #[inline]
    pub fn extra(&self, extra: &Extra, report: &mut Report) {
        if !extra.is_empty() {
            self.note(extra, report);
        }
    }

    #[cold]
    fn note(&self, extra: &Extra, report: &mut Report) {
        for (key, _) in extra.iter() {
            report.push_extra(self.key(key).path());
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::{Limits, Timestamp};

    const BETWEEN_1_AND_3: Rules = Rules {
        error: Limits { min: Some(Number::Int(1)), max: Some(Number::Int(3)), ..Limits::NONE },
        warning: Limits { max: Some(Number::Int(2)), max_items: Some(2), ..Limits::NONE },
    };

    fn lines(value: &impl Check, rules: &Rules) -> String {
        let mut report = Report::new();
        value.check(At::ROOT.key("a").key("b"), rules, &mut report);
        report.to_string()
    }

    #[test]
    fn numbers_and_items_are_checked_at_both_severities() {
        assert_eq!(lines(&1_i64, &BETWEEN_1_AND_3), "");
        assert_eq!(lines(&0_u32, &BETWEEN_1_AND_3), "a.b: 0 is less than the minimum, 1");
        assert_eq!(
            lines(&vec![1_i32, 3, 4], &BETWEEN_1_AND_3),
            "warning: a.b: 3 items, limit 2\n\
             warning: a.b[1]: 3 is more than the maximum, 2\n\
             a.b[2]: 4 is more than the maximum, 3"
        );
        let map = BTreeMap::from([("k".to_owned(), 0.5)]);
        assert_eq!(lines(&map, &BETWEEN_1_AND_3), "a.b.k: 0.5 is less than the minimum, 1");
    }

    #[test]
    fn timestamps_have_ten_digits_at_most() {
        let check = |seconds| lines(&Timestamp::from_unix_seconds(seconds), &Rules::NONE);
        assert_eq!(check(0), "");
        assert_eq!(check(9_999_999_999), "");
        assert!(check(-1).contains("less than the minimum, 0"));
        assert!(check(10_000_000_000).contains("11 digits"));
        assert!(check(1_397_577_600_000).contains("milliseconds"));
    }

    #[test]
    fn order_counts_only_where_both_are_there() {
        let order = |later: Option<i64>, earlier: Option<i64>| {
            let mut report = Report::new();
            At::ROOT.after(("end", &later), ("begin", &earlier), Severity::Warning, &mut report);
            report.to_string()
        };
        assert_eq!(order(Some(2), Some(1)), "");
        assert_eq!(order(Some(2), None), "");
        assert_eq!(order(None, Some(2)), "");
        assert_eq!(order(Some(1), Some(1)), "warning: end: 1 is not after begin, 1");
    }

    #[test]
    fn a_time_out_of_range_has_no_order() {
        let order = |later, earlier| {
            let (later, earlier) =
                (Timestamp::from_unix_seconds(later), Timestamp::from_unix_seconds(earlier));
            let mut report = Report::new();
            At::ROOT.after(("end", &later), ("begin", &earlier), Severity::Error, &mut report);
            report.to_string()
        };
        assert_eq!(order(5, 1_397_577_600_000), "");
        assert_eq!(order(-5, 5), "");
        assert_eq!(order(5, 9_999_999_999), "end: 5 is not after begin, 9999999999");
    }

    #[test]
    fn integers_beyond_a_float_compare_exactly() {
        let big = Number::Int(i128::from(u64::MAX));
        assert!(is_less(Number::Int(i128::from(u64::MAX) - 1), big));
        assert!(!is_less(big, big));
    }
}
