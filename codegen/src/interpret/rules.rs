//! Rules over several fields.

use serde_json::Value;
use specwright_runtime::{Breach, FieldRule, Report, check_items, check_number, check_text};

use super::Interpreter;
use super::limits::FieldRules;
use super::prepared::PreparedRule;
use super::whole::Whole;
use crate::ir::{Demand, Field, FieldPath, Rule, Type};
use crate::phrase;

impl Interpreter<'_> {
    /// Validates the rules of a model over several fields.
    pub(super) fn rules(&self, whole: Whole<'_>, report: &mut Report) {
        for PreparedRule { rule, limits, needs } in whole.model.rules() {
            if needs.is_some_and(|field| whole.values.get(field).is_some_and(Option::is_none)) {
                continue;
            }
            if rule.when.as_ref().is_none_or(|condition| self.holds(condition, whole)) {
                self.rule(rule, limits.as_ref(), whole, report);
            }
        }
    }

    fn rule(&self, rule: &Rule, limits: Option<&FieldRules<'_>>, whole: Whole<'_>, report: &mut Report) {
        let at = |path: &FieldPath| self.at_path(path.names(), whole);
        let broken = Broken { rule, whole };
        match &rule.demand {
            Demand::Required(path) => {
                if at(path).is_none() {
                    broken.report(Some(path), Breach::Required { when: None }, report);
                }
            }
            Demand::Forbidden(path) => {
                if at(path).is_some() {
                    broken.report(Some(path), Breach::Forbidden { when: "here".into() }, report);
                }
            }
            Demand::AnyOf(path, values) => {
                let breach = match at(path) {
                    Some((field, value)) if self.has_any_of(field, value, values) => return,
                    Some((field, value)) => {
                        let actual =
                            if field.secret { "another value".to_owned() } else { value.to_string() };
                        Breach::Constant { expected: phrase::values(values), actual }
                    }
                    None => Breach::Required { when: None },
                };
                broken.report(Some(path), breach, report);
            }
            Demand::Within(path, limited) => {
                if let (Some((_, value)), Some(limits)) = (at(path), limits) {
                    self.within(&broken, path, (limited, limits), value, report);
                }
            }
            Demand::AtLeastOne(paths) => {
                if paths.iter().all(|path| at(path).is_none()) {
                    let fields = phrase::fields(paths).into();
                    broken.report(paths.first(), Breach::AtLeastOneOf { fields, when: None }, report);
                }
            }
            Demand::AtMostOne(paths) => {
                for path in paths.iter().filter(|path| at(path).is_some()).skip(1) {
                    let fields = phrase::fields(paths).into();
                    broken.report(Some(path), Breach::AtMostOneOf { fields, when: None }, report);
                }
            }
            Demand::MaxItems(paths, limit) => {
                let counts = paths.iter().map(|path| (path, at(path).and_then(count).unwrap_or_default()));
                let counts: Vec<(&FieldPath, usize)> = counts.filter(|(_, items)| *items > 0).collect();
                let (items, limit) = (counts.iter().map(|(_, items)| items).sum(), *limit);
                if items > limit {
                    let (fields, last) = (phrase::fields(paths).into(), counts.last().map(|(path, _)| *path));
                    broken.report(last, Breach::MaxItemsTogether { fields, limit, items }, report);
                }
            }
        }
    }

    /// Checks the limits of a rule on a value. One of the wrong type is reported with its field.
    fn within(
        &self,
        broken: &Broken<'_>,
        path: &FieldPath,
        (limited, limits): (&Field, &FieldRules<'_>),
        value: &Value,
        report: &mut Report,
    ) {
        match (&limited.ty, value) {
            (Type::List(inner), Value::Array(items)) => {
                let items = self.list_of(inner, limited.tolerate, items);
                if !limits.plain.pass_items(&items) {
                    broken.check(path, report, &mut |at, report| {
                        check_items(&items, at, &limits.plain, report);
                    });
                }
            }
            (Type::Map(_), Value::Object(entries)) => {
                if !limits.plain.pass_items(entries) {
                    broken.check(path, report, &mut |at, report| {
                        check_items(entries, at, &limits.plain, report);
                    });
                }
            }
            (_, Value::String(text)) if limited.ty == Type::TEXT => {
                if !limits.passes(text) {
                    broken.check(path, report, &mut |at, report| {
                        check_text(text, &limits.text(), at, report);
                    });
                }
            }
            _ => {
                let number = self.number_at(limited, value);
                if let Some(number) = number.filter(|number| !limits.plain.pass_number(*number)) {
                    broken.check(path, report, &mut |at, report| {
                        check_number(number, at, &limits.plain, report);
                    });
                }
            }
        }
    }
}

/// The number of elements of a list or map. A single element in place of a list is one.
fn count((field, value): (&Field, &Value)) -> Option<usize> {
    match value {
        Value::Array(items) => Some(items.len()),
        Value::Object(entries) => Some(entries.len()),
        Value::String(_) | Value::Number(_) | Value::Bool(_) => field.tolerate.single.then_some(1),
        Value::Null => None,
    }
}

/// A rule that is violated.
struct Broken<'r> {
    rule: &'r Rule,
    whole: Whole<'r>,
}

impl Broken<'_> {
    /// Reports a violation at a field, or at the object.
    fn report(&self, path: Option<&FieldPath>, breach: Breach, report: &mut Report) {
        self.find(path, report, &mut |at, report| at.report(self.rule.severity, breach.clone(), report));
    }

    /// Reports what a check finds at a field.
    fn check(
        &self,
        path: &FieldPath,
        report: &mut Report,
        find: &mut dyn FnMut(specwright_runtime::At<'_>, &mut Report),
    ) {
        self.find(Some(path), report, find);
    }

    fn find(
        &self,
        path: Option<&FieldPath>,
        report: &mut Report,
        find: &mut dyn FnMut(specwright_runtime::At<'_>, &mut Report),
    ) {
        let names: Vec<&str> = path.iter().flat_map(|path| path.names()).map(String::as_str).collect();
        let when = self.rule.when.as_ref().map(phrase::when);
        FieldRule::new(self.rule.severity, &names, when.as_deref()).report(self.whole.found.at, report, find);
    }
}
