//! Rules over several fields.

mod fields;

use specwright_runtime::{Number, Subject};

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::dialect::{self, Fact, List, Mapping, Wanted};
use crate::ir::{
    Choice, Condition, Demand, Field, FieldPath, Is, Limits, Rule, Scalar, Severity, Type, is_within,
};

use super::models::Models;
use crate::check::at::At;
use crate::check::fields::{Context, limits};
use crate::check::spec::Spec;
use crate::check::values;
use fields::{Fields, Found};

/// The keys of a fact that are easily written as a value.
const PRESENCE: [&str; 2] = ["present", "absent"];

/// Lowers the rules of all models.
pub(in crate::check) fn lower(
    spec: &Spec,
    context: Context<'_>,
    models: &mut Models,
    found: &mut Diagnostics,
) {
    let is_known = |name: &String| !context.names.is_ambiguous(name);
    for entry in
        spec.models.iter().filter(|entry| !entry.body.rules.is_empty() && is_known(&entry.body.model))
    {
        let Some(id) = context.names.model(&entry.body.model) else { continue };
        let fields = Fields { spec, models, owner: id };
        let at = At::root(entry.file).child("rules");
        let mut lowering = Lowering { fields: &fields, context, found };
        let rules = entry.body.rules.iter().flat_map(|(index, rule)| lowering.rule(rule, &at.item(*index)));
        let rules = rules.collect();
        if let Some(model) = models.get_mut(&id.index()) {
            model.rules = rules;
        }
    }
}

struct Lowering<'a, 'f> {
    fields: &'a Fields<'a>,
    context: Context<'a>,
    found: &'f mut Diagnostics,
}

impl Lowering<'_, '_> {
    /// The rules that an entry states. One with an error states none.
    fn rule(&mut self, source: &dialect::Rule, at: &At) -> Vec<Rule> {
        if !self.is_complete(source, at) {
            return Vec::new();
        }
        let when = match &source.when {
            Some(facts) => match self.condition(facts, &at.child("when")) {
                Some(condition) => Some(condition),
                None => return Vec::new(),
            },
            None => None,
        };
        let severity = if source.warn { Severity::Warning } else { Severity::Error };
        let rule = |when: &Option<Condition>, demand| Rule {
            when: when.clone(),
            demand,
            severity,
            reason: source.doc.clone(),
        };
        let otherwise = when.clone().map(|condition| Condition { negated: !condition.negated, ..condition });
        let mut rules = Vec::new();
        for (key, facts, when) in [("then", &source.then, &when), ("else", &source.otherwise, &otherwise)] {
            for (path, fact) in facts.iter().flatten() {
                let demands = self.demands(path, fact, &at.child(key).child(path), when.as_ref());
                rules.extend(demands.into_iter().map(|demand| rule(when, demand)));
            }
        }
        let demands = self.relations(source, at);
        rules.extend(demands.into_iter().map(|demand| rule(&when, demand)));
        rules
    }

    fn is_complete(&mut self, source: &dialect::Rule, at: &At) -> bool {
        let has_facts = source.then.is_some() || source.otherwise.is_some();
        let has_relation = [&source.at_least_one_of, &source.at_most_one_of, &source.exactly_one_of]
            .iter()
            .any(|names| !names.is_empty());
        let has_sum = !source.together.is_empty();
        let says_nothing = !has_facts && !has_relation && !has_sum;
        let has_half = has_sum != source.max_items.is_some();
        if (says_nothing || has_half) && self.fields.spec.damaged.contains(&at.file()) {
            // What it requires may be what was reported.
            return false;
        }
        let (message, help) = if says_nothing {
            ("this rule requires nothing", "add `then`, or `at_least_one_of` with two or more fields")
        } else if has_facts && source.when.is_none() {
            ("`then` and `else` depend on a condition", "add `when`, with a field and its value")
        } else if has_half {
            ("`together` and `max_items` belong together", "write both: `together: [a, b]`, `max_items: 10`")
        } else {
            return true;
        };
        self.found.push(Diagnostic::error(Code::IncompleteRule, at.value(), message).help(help));
        false
    }

    fn condition(&mut self, facts: &Mapping<Fact>, at: &At) -> Option<Condition> {
        let choices: Vec<Option<Choice>> =
            facts.iter().map(|(path, fact)| self.choice(path, fact, &at.child(path))).collect();
        let choices: Option<Vec<Choice>> = choices.into_iter().collect();
        choices.map(|choices| Condition { choices, negated: false })
    }

    fn choice(&mut self, path: &str, fact: &Fact, at: &At) -> Option<Choice> {
        let field = self.fields.find(path, &at.key(), self.found)?;
        let is = match fact {
            Fact::Value(wanted) => Is::AnyOf(self.values(&field, wanted, at, Code::ConditionImpossible)?),
            Fact::Has { present: true, absent: false, limits } if limits.stated.is_empty() => {
                self.can_be_absent(&field, at, "always present, so that the condition always holds")?;
                Is::Present
            }
            Fact::Has { present: false, absent: true, limits } if limits.stated.is_empty() => {
                self.can_be_absent(&field, at, "always present, so that the condition never holds")?;
                Is::Absent
            }
            Fact::Has { present: false, absent: false, limits } if !limits.stated.is_empty() => {
                let is_number =
                    field.field.ty.scalar().is_some_and(|kind| kind.limits() == Some(Subject::Number));
                if !is_number {
                    self.unsuitable(&field, at, "a condition has limits on numbers only");
                    return None;
                }
                let limits = limits::of_rule(limits, &field.slot, at, &field.field.ty, self.found);
                (!limits.is_empty()).then_some(Is::Within(limits))?
            }
            Fact::Has { .. } => {
                self.several_facts(at);
                return None;
            }
        };
        Some(Choice { field: field.path, is })
    }

    /// What a fact of `then` or `else` requires.
    fn demands(&mut self, path: &str, fact: &Fact, at: &At, when: Option<&Condition>) -> Vec<Demand> {
        let Some(field) = self.fields.find(path, &at.key(), self.found) else { return Vec::new() };
        if field.field.constant.is_some() {
            self.unsuitable(&field, at, "a constant is always written");
            return Vec::new();
        }
        let demand = match fact {
            Fact::Value(wanted) => {
                let values = self.values(&field, wanted, at, Code::UselessRule);
                values.map(|values| Demand::AnyOf(field.path.clone(), values))
            }
            Fact::Has { present: true, absent: false, limits } if limits.stated.is_empty() => self
                .can_be_absent(&field, at, "always present, so that the rule is never violated")
                .map(|()| Demand::Required(field.path.clone())),
            Fact::Has { present: false, absent: true, limits } if limits.stated.is_empty() => self
                .can_be_absent(&field, at, "always present, so that nothing satisfies the rule")
                .map(|()| Demand::Forbidden(field.path.clone())),
            Fact::Has { present: false, absent: false, limits } if !limits.stated.is_empty() => {
                self.within(&field, limits, at)
            }
            Fact::Has { .. } => {
                self.several_facts(at);
                None
            }
        };
        let Some(demand) = demand else { return Vec::new() };
        let on_itself =
            when.is_some_and(|condition| condition.choices.iter().any(|choice| choice.field == field.path));
        if on_itself && !matches!(demand, Demand::Within(..)) {
            self.useless(&field, at, "the condition of the rule", "name another field");
            return Vec::new();
        }
        vec![demand]
    }

    /// Limits on the value of a field, which its own limits must leave an effect and a value.
    fn within(&mut self, field: &Found<'_>, stated: &dialect::Limits, at: &At) -> Option<Demand> {
        let own = field.field;
        if matches!(own.ty, Type::Boxed(_)) {
            self.unsuitable(field, at, "a rule limits no boxed value");
            return None;
        }
        let limits = limits::of_rule(stated, &field.slot, at, &own.ty, self.found);
        let is_nested = matches!(own.ty, Type::List(_) | Type::Map(_));
        for limit in &limits {
            let key = at.child(limit.kind().key());
            if is_nested && limit.is_of_element() {
                self.unsuitable(field, &key, "a rule limits the number of elements, but not each element");
                return None;
            }
            if own.limits.errors.iter().any(|other| other.implies(limit)) {
                self.useless(field, &key, "a limit of the field itself, which implies this one", "remove it");
                return None;
            }
            if own.limits.errors.iter().any(|other| other.exceeds(limit) || limit.exceeds(other)) {
                self.useless(field, &key, "a limit of the field itself", "correct one of them");
                return None;
            }
        }
        let limits = Limits { errors: limits, ..Limits::default() };
        let limited = Field { limits, example: None, default: None, after: None, ..own.clone() };
        (!limited.limits.errors.is_empty()).then(|| Demand::Within(field.path.clone(), Box::new(limited)))
    }

    fn relations(&mut self, source: &dialect::Rule, at: &At) -> Vec<Demand> {
        let mut demands = Vec::new();
        let mut of = |key: &str, names: &List<String>, demand: &dyn Fn(Vec<FieldPath>) -> Vec<Demand>| {
            if !names.is_empty() {
                demands.extend(self.paths(names, &at.child(key), true).into_iter().flat_map(demand));
            }
        };
        of("at_least_one_of", &source.at_least_one_of, &|paths| vec![Demand::AtLeastOne(paths)]);
        of("at_most_one_of", &source.at_most_one_of, &|paths| vec![Demand::AtMostOne(paths)]);
        of("exactly_one_of", &source.exactly_one_of, &|paths| {
            vec![Demand::AtLeastOne(paths.clone()), Demand::AtMostOne(paths)]
        });
        if let Some(max) = source.max_items.and_then(|max| usize::try_from(max).ok()) {
            let paths = self.paths(&source.together, &at.child("together"), false);
            demands.extend(paths.map(|paths| Demand::MaxItems(paths, max)));
        }
        demands
    }

    /// Two or more fields: those that can be absent, or else lists and maps.
    fn paths(&mut self, names: &List<String>, at: &At, of_presence: bool) -> Option<Vec<FieldPath>> {
        let mut paths: Vec<FieldPath> = Vec::new();
        let mut is_whole = true;
        for (index, name) in names {
            let at = at.item(*index);
            let Some(field) = self.fields.find(name, &at.value(), self.found) else {
                is_whole = false;
                continue;
            };
            if paths.contains(&field.path) {
                let message = format!("duplicate field `{}`", field.path);
                let diagnostic = Diagnostic::error(Code::UselessRule, at.value(), message);
                self.found.push(diagnostic.help("remove one of them"));
                is_whole = false;
            } else if of_presence {
                let message = "always present, so that the rule is about the others only";
                is_whole &= self.can_be_absent(&field, &at, message).is_some();
            } else if !matches!(field.field.ty, Type::List(_) | Type::Map(_)) || field.field.nullable {
                self.unsuitable(&field, &at, "`together` counts the elements of lists and maps");
                is_whole = false;
            }
            paths.push(field.path);
        }
        if is_whole && paths.len() < 2 {
            let message = "this rule is about one field only";
            self.found.push(
                Diagnostic::error(Code::IncompleteRule, at.value(), message).help("name two or more fields"),
            );
            is_whole = false;
        }
        is_whole.then_some(paths)
    }

    /// The values that a condition compares, or that a rule requires.
    fn values(&mut self, field: &Found<'_>, wanted: &Wanted, at: &At, code: Code) -> Option<Vec<Scalar>> {
        let can_be_compared = match &field.field.ty {
            Type::Scalar(kind) => kind.can_be_compared(),
            Type::Enum(_) => true,
            Type::Model(_)
            | Type::Union(_)
            | Type::List(_)
            | Type::Map(_)
            | Type::Nullable(_)
            | Type::Boxed(_) => false,
        };
        if !can_be_compared {
            self.unsuitable(
                field,
                at,
                "values are compared of a bool, an integer, a string or an enumeration",
            );
            return None;
        }
        let wanted: Vec<(At, &dialect::Scalar)> = match wanted {
            Wanted::One(value) => vec![(at.clone(), value)],
            Wanted::AnyOf(values) => values.iter().map(|(index, value)| (at.item(*index), value)).collect(),
        };
        let mut converted = Vec::new();
        for (at, value) in &wanted {
            let shown = values::show(value);
            let impossible = match values::convert(&field.field.ty, value, self.context.enums) {
                Ok(value) if converted.contains(&value) => Some("remove the duplicate value".to_owned()),
                Ok(value) if !is_possible(field.field, &value) => {
                    Some("write a value within the limits of the field".to_owned())
                }
                Ok(value) => {
                    converted.push(value);
                    None
                }
                Err(misfit) => match value {
                    dialect::Scalar::Text(text) if PRESENCE.contains(&text.as_str()) => {
                        Some(format!("write `{{ {text}: true }}`"))
                    }
                    dialect::Scalar::Text(_)
                    | dialect::Scalar::Bool(_)
                    | dialect::Scalar::Int(_)
                    | dialect::Scalar::Float(_) => Some(misfit.help),
                },
            };
            if let Some(help) = impossible {
                let message = format!("`{}` is never {shown}", field.path);
                let diagnostic = Diagnostic::error(code, at.value(), message);
                self.found.push(diagnostic.related(field.slot.at.key(), "the field").help(help));
                return None;
            }
        }
        if converted.is_empty() {
            let message = "this list of values is empty";
            self.found.push(
                Diagnostic::error(Code::IncompleteRule, at.value(), message).help("add at least one value"),
            );
            return None;
        }
        Some(converted)
    }

    fn can_be_absent(&mut self, field: &Found<'_>, at: &At, problem: &str) -> Option<()> {
        if field.can_be_absent {
            return Some(());
        }
        let message = format!("`{}` is {problem}", field.path);
        let diagnostic = Diagnostic::error(Code::UselessRule, at.value(), message);
        let diagnostic = diagnostic.related(field.slot.at.key(), "the field");
        self.found.push(diagnostic.help("remove it, or make the field optional"));
        None
    }

    fn useless(&mut self, field: &Found<'_>, at: &At, contrary: &str, help: &'static str) {
        let message = format!("what is required of `{}` is decided by {contrary}", field.path);
        let diagnostic = Diagnostic::error(Code::UselessRule, at.value(), message);
        self.found.push(diagnostic.related(field.slot.at.key(), "the field").help(help));
    }

    fn unsuitable(&mut self, field: &Found<'_>, at: &At, problem: &'static str) {
        let message = format!("a rule cannot be about `{}` in this way", field.path);
        self.found.push(
            Diagnostic::error(Code::BadRuleField, at.value(), message)
                .related(field.slot.at.key(), format!("it is `{}`", field.slot.spelling()))
                .help(problem),
        );
    }

    fn several_facts(&mut self, at: &At) {
        if self.fields.spec.damaged.contains(&at.file()) {
            // A part of it may be what was reported.
            return;
        }
        let message = "this says nothing, or several things at once";
        self.found
            .push(Diagnostic::error(Code::IncompleteRule, at.value(), message).help(
                "write one of `{ present: true }`, `{ absent: true }` and limits such as `{ min: 1 }`",
            ));
    }
}

/// Whether a value is within the limits of a field on numbers.
fn is_possible(field: &Field, value: &Scalar) -> bool {
    match value {
        Scalar::Int(number) => is_within(Number::Int(*number), &field.limits.errors),
        Scalar::Bool(_) | Scalar::Float(_) | Scalar::Text(_) => true,
    }
}
