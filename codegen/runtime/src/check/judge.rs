//! The receivers of violations.
//!
//! A check is written once and compiled for two judges. [`QuickJudge`] only determines whether there is any violation:
//! keys, messages and paths are optimised out, and constant rules are inlined to a comparison or two. Most values pass
//! it. Otherwise the [`Reporter`] repeats the check and creates the report.

use std::borrow::Cow;

use super::{At, Check, FileInfo, Ordered, check_file, check_items, check_key, check_number, check_text};
use crate::read::TagRef;
use crate::{Breach, Elements, Extra, Number, Report, Rules, Severity, TextRules, Unknown, is_less};

/// Receives the violations found by a [`Check`]. The runtime implements one that only determines whether there are any,
/// and one that creates the report; generated code is compiled for both.
///
/// ```
/// use specwright_runtime::{Check, Judge, Rules, validate};
///
/// struct Seat {
///     row: i64,
///     number: Option<i64>,
/// }
///
/// impl Check for Seat {
///     fn check(&self, mut judge: impl Judge, _: &Rules) {
///         if self.number.is_none() && self.row == 1 {
///             judge.missing("number", "when `row` is 1");
///         }
///     }
/// }
///
/// let seat = Seat { row: 1, number: None };
/// assert!(!seat.passes(&Rules::NONE));
/// assert_eq!(validate(&seat).to_string(), "number: missing, but required when `row` is 1");
/// ```
pub trait Judge {
    /// The value violates a rule. A judge that reports violations calls `report` with the path of the value.
    fn violated(&mut self, report: impl FnOnce(At<'_>, &mut Report));

    /// The judge of the value of a key.
    fn key<'b>(&'b mut self, key: &'b str) -> impl Judge;

    /// The judge of an element of a list.
    fn index(&mut self, index: usize) -> impl Judge;

    /// The judge of the whole request, which contains the parameters. Only the body is nested deeper.
    fn root(&mut self) -> impl Judge;

    /// The number of objects and lists around the value.
    fn levels(&self) -> usize;

    /// Declares a key of the spec, which an extra must not have.
    fn known(&mut self, key: &'static str);

    /// Reports the extra fields. One with a key of the spec would be sent twice or bypass its limits.
    fn extra(&mut self, extra: &Extra);

    /// The value violates a rule.
    #[inline(always)]
    fn report(&mut self, severity: Severity, breach: impl FnOnce() -> Breach) {
        self.violated(|at, report| at.report(severity, breach(), report));
    }

    /// Checks the value of a field without rules of its own.
    #[inline(always)]
    fn field(&mut self, key: &'static str, value: &impl Check) {
        self.known(key);
        value.check(self.key(key), &Rules::NONE);
    }

    /// Checks the value of a field by its rules.
    #[inline(always)]
    fn field_by(&mut self, key: &'static str, value: &impl Check, rules: &Rules) {
        self.known(key);
        value.check(self.key(key), rules);
    }

    /// A field is missing that is required under the condition `when`.
    #[inline(always)]
    fn missing(&mut self, key: &str, when: &'static str) {
        self.key(key).report(Severity::Error, || Breach::Required { when: Some(Cow::Borrowed(when)) });
    }

    /// A field is missing that every request has.
    #[inline(always)]
    fn required(&mut self, key: &str) {
        self.key(key).report(Severity::Error, || Breach::Required { when: None });
    }

    /// A field is present that is forbidden under the condition `when`.
    #[inline(always)]
    fn forbidden(&mut self, key: &str, when: &'static str) {
        self.key(key).report(Severity::Error, || Breach::Forbidden { when: Cow::Borrowed(when) });
    }

    /// A field is present that should not be used, for this reason.
    #[inline(always)]
    fn discouraged(&mut self, key: &str, reason: &'static str) {
        self.key(key).report(Severity::Warning, || Breach::Discouraged { reason: Cow::Borrowed(reason) });
    }

    /// Checks that `value` is greater than the value of the field `other`, if both are present.
    #[inline(always)]
    fn after(
        &mut self,
        (key, value): (&str, &impl Ordered),
        (other, earlier): (&'static str, &impl Ordered),
        severity: Severity,
    ) {
        if let (Some(actual), Some(limit)) = (value.number(), earlier.number()) {
            if !is_less(limit, actual) {
                let breach = || Breach::After { other: Cow::Borrowed(other), limit, actual };
                self.key(key).report(severity, breach);
            }
        }
    }

    /// Checks a text.
    #[inline(always)]
    fn text(&mut self, text: &str, rules: &TextRules<'_>) {
        if !rules.passes(text) {
            self.violated(|at, report| check_text(text, rules, at, report));
        }
    }

    /// Checks a file.
    #[inline]
    fn file(&mut self, file: FileInfo<'_>, rules: &TextRules<'_>) {
        if !rules.pass_file(file) {
            self.violated(|at, report| check_file(file, rules, at, report));
        }
    }

    /// Checks a number.
    #[inline(always)]
    fn number(&mut self, number: Number, rules: &Rules) {
        if !rules.pass_number(number) {
            self.violated(|at, report| check_number(number, at, rules, report));
        }
    }

    /// Checks a list or map, its elements by themselves apart.
    #[inline(always)]
    fn items(&mut self, items: &(impl Elements + ?Sized), rules: &Rules) {
        if !rules.pass_items(items) {
            self.violated(|at, report| check_items(items, at, rules, report));
        }
    }

    /// Checks a key of a map, whose violations are those of the map.
    #[inline]
    fn key_of_map(&mut self, key: &str, rules: &TextRules<'_>) {
        if !rules.passes(key) {
            self.violated(|at, report| check_key(key, rules, at, report));
        }
    }

    /// A value that is not in the spec: read from a reply and about to be sent.
    #[inline(always)]
    fn unknown(&mut self, value: &Unknown) {
        self.report(Severity::Error, || Breach::UnknownValue { value: value.to_string(), suggestion: None });
    }

    /// A value that is seen in use but not documented.
    #[inline(always)]
    fn undocumented(&mut self, value: TagRef<'_>) {
        self.report(Severity::Warning, || Breach::Undocumented { value: Cow::Owned(value.to_string()) });
    }
}

/// Whether nothing would be reported for a value.
#[inline(always)]
pub(super) fn passes(value: &(impl Check + ?Sized), rules: &Rules) -> bool {
    let mut passes = true;
    value.check(QuickJudge { passes: &mut passes, levels: 0 }, rules);
    passes
}

/// Determines whether there is any violation.
struct QuickJudge<'a> {
    passes: &'a mut bool,
    levels: usize,
}

impl Judge for QuickJudge<'_> {
    #[inline(always)]
    fn violated(&mut self, _: impl FnOnce(At<'_>, &mut Report)) {
        *self.passes = false;
    }

    #[inline(always)]
    fn key<'b>(&'b mut self, _: &'b str) -> impl Judge {
        QuickJudge { passes: self.passes, levels: self.levels + 1 }
    }

    #[inline(always)]
    fn index(&mut self, _: usize) -> impl Judge {
        QuickJudge { passes: self.passes, levels: self.levels + 1 }
    }

    #[inline(always)]
    fn root(&mut self) -> impl Judge {
        QuickJudge { passes: self.passes, levels: 0 }
    }

    #[inline(always)]
    fn levels(&self) -> usize {
        self.levels
    }

    #[inline(always)]
    fn known(&mut self, _: &'static str) {}

    #[inline(always)]
    fn extra(&mut self, extra: &Extra) {
        if !extra.is_empty() {
            *self.passes = false;
        }
    }
}

/// Reports violations with their paths.
pub(super) struct Reporter<'a> {
    at: At<'a>,
    levels: usize,
    report: &'a mut Report,
    known: Vec<&'static str>,
}

impl<'a> Reporter<'a> {
    pub(super) fn new(at: At<'a>, report: &'a mut Report) -> Self {
        Self::inside(at, 0, report)
    }

    fn inside(at: At<'a>, levels: usize, report: &'a mut Report) -> Self {
        Self { at, levels, report, known: Vec::new() }
    }
}

impl Judge for Reporter<'_> {
    fn violated(&mut self, report: impl FnOnce(At<'_>, &mut Report)) {
        report(self.at, self.report);
    }

    fn key<'b>(&'b mut self, key: &'b str) -> impl Judge {
        Reporter::inside(self.at.key(key), self.levels + 1, self.report)
    }

    fn index(&mut self, index: usize) -> impl Judge {
        Reporter::inside(self.at.index(index), self.levels + 1, self.report)
    }

    fn root(&mut self) -> impl Judge {
        Reporter::new(At::ROOT, self.report)
    }

    fn levels(&self) -> usize {
        self.levels
    }

    fn known(&mut self, key: &'static str) {
        self.known.push(key);
    }

    fn extra(&mut self, extra: &Extra) {
        for (key, _) in extra.iter() {
            let at = self.at.key(key);
            if self.known.contains(&key) {
                at.report(Severity::Error, Breach::KnownKey, self.report);
            } else {
                self.report.push_extra(at.path());
            }
        }
    }
}
