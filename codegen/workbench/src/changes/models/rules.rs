//! Rules over several fields that were added or removed (a changed rule is both), and former fields.

use std::collections::BTreeMap;

use super::model_pair::ModelPair;
use crate::changes::collector::{Collector, Draft};
use crate::changes::{Kind, Verdict};
use specwright::ir::{Demand, FieldPath, Limit, Model, Rule, Severity};
use specwright::phrase;

pub(super) fn compare(both: &ModelPair<'_, '_>, found: &mut Collector<'_>) {
    former(both, found);
    let (old, new) = (stated(both.old), stated(&both.after));
    for (words, rule) in old.iter().filter(|(words, _)| !new.contains_key(*words)) {
        let limits = match rule.severity {
            _ if new.values().any(|other| implies(other, rule)) => {
                Verdict::none("Requests that violate it violate a new rule, too.")
            }
            Severity::Error => Verdict::compatible("Requests that violate it are accepted."),
            Severity::Warning => Verdict::compatible("Requests that violate it cause no warning."),
        };
        let draft = draft(both, Kind::RuleRemoved).old(Some(words.clone()));
        found.push(draft.limits(both.directions.limits(limits)));
    }
    for (words, rule) in new.iter().filter(|(words, _)| !old.contains_key(*words)) {
        let limits = match rule.severity {
            _ if old.values().any(|other| implies(other, rule)) => {
                Verdict::none("Requests that violate it violated an old rule already.")
            }
            Severity::Error => {
                Verdict::breaking("Requests that violate it were accepted and are refused now.")
            }
            Severity::Warning => Verdict::compatible("A warning stops no request."),
        };
        let draft = draft(both, Kind::RuleAdded).became(Some(words.clone()));
        found.push(draft.limits(both.directions.limits(limits)));
    }
}

/// Whether a request that one rule accepts is accepted by another one, both under the same condition.
fn implies(one: &Rule, other: &Rule) -> bool {
    let all = |paths: &[FieldPath], others: &[FieldPath]| paths.iter().all(|path| others.contains(path));
    let is_as_severe = one.severity == Severity::Error || other.severity == Severity::Warning;
    let demands_less = match (&one.demand, &other.demand) {
        (Demand::Required(path), Demand::Required(other))
        | (Demand::Forbidden(path), Demand::Forbidden(other))
        | (Demand::AnyOf(path, _), Demand::Required(other)) => path == other,
        (Demand::AnyOf(path, values), Demand::AnyOf(other, others)) => {
            path == other && values.iter().all(|value| others.contains(value))
        }
        (Demand::Within(path, field), Demand::Within(other, limited)) => {
            let implied = |limit: &Limit| field.limits.errors.iter().any(|own| own.implies(limit));
            path == other && limited.limits.errors.iter().all(implied)
        }
        (Demand::AtLeastOne(paths), Demand::AtLeastOne(others)) => all(paths, others),
        (Demand::AtMostOne(paths), Demand::AtMostOne(others)) => all(others, paths),
        (Demand::MaxItems(paths, max), Demand::MaxItems(others, other)) => all(others, paths) && max <= other,
        (
            Demand::Required(_)
            | Demand::Forbidden(_)
            | Demand::AnyOf(..)
            | Demand::Within(..)
            | Demand::AtLeastOne(_)
            | Demand::AtMostOne(_)
            | Demand::MaxItems(..),
            _,
        ) => false,
    };
    one.when == other.when && is_as_severe && demands_less
}

/// Former fields that were added or removed, or that are former for another reason.
fn former(both: &ModelPair<'_, '_>, found: &mut Collector<'_>) {
    let (old, new) = (&both.old.former_fields, &both.after.former_fields);
    if old == new {
        return;
    }
    let is_known =
        |wire: &String| new.iter().any(|(other, _)| other == wire) || both.after.field(wire).is_some();
    let limits = if old.iter().all(|(wire, _)| is_known(wire)) {
        Verdict::compatible("Requests with former fields cause warnings only.")
    } else {
        Verdict::breaking("Requests with a former field were accepted and are refused now.")
    };
    let words = |former: &[(String, String)]| {
        let names: Vec<String> = former.iter().map(|(wire, reason)| format!("`{wire}`: {reason}")).collect();
        (!names.is_empty()).then(|| names.join(" "))
    };
    let draft = Draft::new(Kind::FormerFieldsChanged, both.name(), both.node().key("former_fields"));
    let draft = draft.direction(both.directions.direction()).old(words(old)).became(words(new));
    found.push(draft.limits(both.directions.limits(limits)));
}

/// The rules by their words.
fn stated(model: &Model) -> BTreeMap<String, &Rule> {
    model.rules.iter().map(|rule| (phrase::rule(rule), rule)).collect()
}

fn draft(both: &ModelPair<'_, '_>, kind: Kind) -> Draft {
    Draft::new(kind, both.name(), both.node().key("rules")).direction(both.directions.direction())
}
