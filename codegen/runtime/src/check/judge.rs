//! Who listens to a check.
//!
//! What is wrong with a value is written down once, and compiled for two: the [`Glance`] only wants to know whether
//! anything is to be told. Keys, words and places vanish from what is compiled for it, and rules that are constants
//! are inlined to a comparison or two. Nearly every value passes it. The [`Reporter`] knows the place and tells.

use std::borrow::Cow;

use super::{At, Check, Ordered, check_items, check_number, check_text};
use crate::read::TagRef;
use crate::{Breach, Elements, Extra, Number, Report, Rules, Severity, TextRules, Unknown, is_less};

/// Who listens to a [`Check`]. The runtime has one that only wants to know whether anything is wrong, and one that
/// makes the report; generated code is compiled for both.
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
    /// Something is wrong with the value. `tell` is given its place, if anyone wants to be told.
    fn tell(&mut self, tell: impl FnOnce(At<'_>, &mut Report));

    /// The judge of the value of a key.
    fn key<'b>(&'b mut self, key: &'b str) -> impl Judge;

    /// The judge of an element of a list.
    fn index(&mut self, index: usize) -> impl Judge;

    /// The judge of the whole request, where parameters stand. Only the body stands deeper.
    fn root(&mut self) -> impl Judge;

    /// The number of objects and lists around the value.
    fn levels(&self) -> usize;

    /// A key of the value that the spec knows: it is no extra.
    fn known(&mut self, key: &'static str);

    /// Notes the fields that the spec does not know. One that it does know would be sent twice, or past its limits.
    fn extra(&mut self, extra: &Extra);

    /// The value breaks a rule.
    #[inline(always)]
    fn report(&mut self, severity: Severity, breach: impl FnOnce() -> Breach) {
        self.tell(|at, report| at.report(severity, breach(), report));
    }

    /// Checks the value of a field that has no rules but those of its type.
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

    /// A field that the condition `when` asks for is not there.
    #[inline(always)]
    fn missing(&mut self, key: &str, when: &'static str) {
        self.key(key).report(Severity::Error, || Breach::Required { when: Some(Cow::Borrowed(when)) });
    }

    /// A field is there that must not be under the condition `when`.
    #[inline(always)]
    fn forbidden(&mut self, key: &str, when: &'static str) {
        self.key(key).report(Severity::Error, || Breach::Forbidden { when: Cow::Borrowed(when) });
    }

    /// Checks that `value` comes after the value of the field `other`, where both are there.
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
            self.tell(|at, report| check_text(text, rules, at, report));
        }
    }

    /// Checks a number.
    #[inline(always)]
    fn number(&mut self, number: Number, rules: &Rules) {
        if !rules.pass_number(number) {
            self.tell(|at, report| check_number(number, at, rules, report));
        }
    }

    /// Checks a list or map, its elements by themselves apart.
    #[inline(always)]
    fn items(&mut self, items: &(impl Elements + ?Sized), rules: &Rules) {
        if !rules.pass_items(items) {
            self.tell(|at, report| check_items(items, at, rules, report));
        }
    }

    /// A value that the spec does not know, read from a reply and about to be sent.
    #[inline(always)]
    fn unknown(&mut self, value: &Unknown) {
        self.report(Severity::Error, || Breach::UnknownValue { value: value.to_string(), suggestion: None });
    }

    /// A value that is in use but not documented.
    #[inline(always)]
    fn undocumented(&mut self, value: TagRef<'_>) {
        self.report(Severity::Warning, || Breach::Undocumented { value: Cow::Owned(value.to_string()) });
    }
}

/// Whether there is nothing to tell of a value.
#[inline(always)]
pub(super) fn passes(value: &(impl Check + ?Sized), rules: &Rules) -> bool {
    let mut passes = true;
    value.check(Glance { passes: &mut passes, levels: 0 }, rules);
    passes
}

/// Only wants to know whether anything is to be told.
struct Glance<'a> {
    passes: &'a mut bool,
    levels: usize,
}

impl Judge for Glance<'_> {
    #[inline(always)]
    fn tell(&mut self, _: impl FnOnce(At<'_>, &mut Report)) {
        *self.passes = false;
    }

    #[inline(always)]
    fn key<'b>(&'b mut self, _: &'b str) -> impl Judge {
        Glance { passes: self.passes, levels: self.levels + 1 }
    }

    #[inline(always)]
    fn index(&mut self, _: usize) -> impl Judge {
        Glance { passes: self.passes, levels: self.levels + 1 }
    }

    #[inline(always)]
    fn root(&mut self) -> impl Judge {
        Glance { passes: self.passes, levels: 0 }
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

/// Tells of a value at its place.
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
    fn tell(&mut self, tell: impl FnOnce(At<'_>, &mut Report)) {
        tell(self.at, self.report);
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
