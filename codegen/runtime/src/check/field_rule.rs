//! Rules over several fields: violations at a field of the object or of one inside it.

use std::borrow::Cow;

use serde::Serialize;

use super::{At, Judge, check_items, check_number, check_text};
use crate::{Breach, Elements, Number, Report, Rules, Severity, TextRules, Violation};

/// A rule over several fields as generated code states it: the field that it is about, when it applies, and the severity
/// of a violation.
///
/// ```
/// use specwright_runtime::{At, FieldRule, Limits, Number, Report, Rules, Severity, check_number};
///
/// let rule = FieldRule::new(Severity::Error, &["sku", "quantity"], Some("when `mode` is 1"));
/// let mut report = Report::new();
/// rule.report(At::ROOT.key("base"), &mut report, &mut |at, report| {
///     check_number(Number::Int(5), at, &Rules::NONE.max(Number::Int(0)), report);
/// });
/// assert_eq!(
///     report.to_string(),
///     "base.sku.quantity: 5 is more than the maximum, 0, when `mode` is 1"
/// );
/// ```
#[derive(Clone, Copy, Debug)]
pub struct FieldRule<'a> {
    /// The wire keys from the object to the field.
    pub path: &'a [&'a str],
    /// The condition in words, if there is one.
    pub when: Option<&'a str>,
    /// The severity of a violation.
    pub severity: Severity,
}

/// Generated code calls these, each where the condition of the rule holds.
impl<'a> FieldRule<'a> {
    /// The rule about the field at this path.
    pub const fn new(severity: Severity, path: &'a [&'a str], when: Option<&'a str>) -> Self {
        Self { path, when, severity }
    }

    /// The field is absent, and required.
    #[inline(always)]
    pub fn missing(&self, judge: &mut impl Judge) {
        judge.violated(|at, report| self.violated(at, report, Breach::Required { when: None }));
    }

    /// The field is present, and not allowed.
    #[inline(always)]
    pub fn forbidden(&self, judge: &mut impl Judge) {
        judge.violated(|at, report| {
            self.violated(at, report, Breach::Forbidden { when: Cow::Borrowed("here") });
        });
    }

    /// The field has none of the expected values; `found` is its value as JSON, if there is one.
    #[inline(always)]
    pub fn value(&self, judge: &mut impl Judge, expected: &str, found: impl FnOnce() -> Option<String>) {
        judge.violated(|at, report| {
            let breach = match found() {
                Some(actual) => Breach::Constant { expected: expected.to_owned(), actual },
                None => Breach::Required { when: None },
            };
            self.violated(at, report, breach);
        });
    }

    /// Checks a number, if there is one.
    #[inline(always)]
    pub fn number(&self, judge: &mut impl Judge, number: Option<Number>, limits: &Rules) {
        if let Some(number) = number.filter(|number| !limits.pass_number(*number)) {
            judge.violated(|object, report| {
                self.report(object, report, &mut |at, report| check_number(number, at, limits, report));
            });
        }
    }

    /// Checks a text, if there is one.
    #[inline(always)]
    pub fn text(&self, judge: &mut impl Judge, text: Option<&str>, limits: &TextRules<'_>) {
        if let Some(text) = text.filter(|text| !limits.passes(text)) {
            judge.violated(|object, report| {
                self.report(object, report, &mut |at, report| check_text(text, limits, at, report));
            });
        }
    }

    /// Checks the number of elements of a list or map, if there is one.
    #[inline(always)]
    pub fn items(&self, judge: &mut impl Judge, items: Option<&(impl Elements + ?Sized)>, limits: &Rules) {
        if let Some(items) = items.filter(|items| !limits.pass_items(*items)) {
            judge.violated(|object, report| {
                self.report(object, report, &mut |at, report| check_items(&items, at, limits, report));
            });
        }
    }

    /// None of these fields is present, of which this is the first.
    #[inline(always)]
    pub fn at_least_one_of(&self, judge: &mut impl Judge, fields: &str) {
        judge.violated(|at, report| {
            let fields = Cow::Owned(fields.to_owned());
            self.violated(at, report, Breach::AtLeastOneOf { fields, when: None });
        });
    }

    /// The field is present beside another one of these.
    #[inline(always)]
    pub fn at_most_one_of(&self, judge: &mut impl Judge, fields: &str) {
        judge.violated(|at, report| {
            let fields = Cow::Owned(fields.to_owned());
            self.violated(at, report, Breach::AtMostOneOf { fields, when: None });
        });
    }

    /// These lists and maps have too many elements together.
    #[inline(always)]
    pub fn max_items_together(&self, judge: &mut impl Judge, fields: &str, items: usize, limit: usize) {
        judge.violated(|at, report| {
            let fields = Cow::Owned(fields.to_owned());
            self.violated(at, report, Breach::MaxItemsTogether { fields, limit, items });
        });
    }
}

#[doc(hidden)]
/// A value as JSON, for a message.
pub fn wire_text(value: &impl Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

impl FieldRule<'_> {
    /// Adds what `find` reports at the field, as violations of this rule.
    #[cold]
    pub fn report(&self, object: At<'_>, report: &mut Report, find: &mut dyn FnMut(At<'_>, &mut Report)) {
        let mut found = Report::new();
        at_path(object, self.path, &mut |at| find(at, &mut found));
        for violation in found.violations() {
            let breach = violation.breach.clone().under(self.when);
            report.push(Violation::new(violation.path.clone(), self.severity, breach));
        }
    }

    #[cold]
    fn violated(&self, object: At<'_>, report: &mut Report, breach: Breach) {
        self.report(object, report, &mut |at, report| at.report(self.severity, breach.clone(), report));
    }
}

fn at_path(at: At<'_>, path: &[&str], find: &mut dyn FnMut(At<'_>)) {
    match path {
        [] => find(at),
        [key, rest @ ..] => at_path(at.key(key), rest, find),
    }
}

impl Breach {
    /// The same violation of a rule that applies under this condition.
    fn under(self, when: Option<&str>) -> Self {
        let Some(when) = when.map(|when| Cow::Owned(when.to_owned())) else { return self };
        match self {
            Breach::Required { .. } => Breach::Required { when: Some(when) },
            Breach::Forbidden { .. } => Breach::Forbidden { when },
            Breach::AtLeastOneOf { fields, .. } => Breach::AtLeastOneOf { fields, when: Some(when) },
            Breach::AtMostOneOf { fields, .. } => Breach::AtMostOneOf { fields, when: Some(when) },
            other => Breach::Conditional { breach: Box::new(other), when },
        }
    }
}
