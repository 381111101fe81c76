//! Values that conditions compare and that constructors set, by the limits of their fields.

use std::collections::HashMap;

use specwright_runtime::Severity;

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::interpret;
use crate::ir::{Api, Condition, Field, Is, Model, Need, Scalar};

use super::examples::{group, json};
use crate::check::at::At;
use crate::check::names::Names;

/// Checks the values of a spec without other errors: a value that the field never has makes a condition never hold, and
/// an object of a constructor invalid.
pub(in crate::check) fn check(api: &Api, names: &Names, found: &mut Diagnostics) {
    for (_, model) in api.models.iter() {
        let Some(declaration) = names.declaration(&model.name) else { continue };
        let mut limits = Limits { api, fields: model.by_wire(), known: HashMap::new() };
        for field in &model.fields {
            let Some(group) = group(field) else { continue };
            let at = declaration.field(group, &field.wire);
            for (key, condition) in conditions(field) {
                limits.check_condition(condition, &at.child(key), found);
            }
        }
        limits.check_constructors(model, &declaration.at.child("constructors"), found);
    }
}

/// The conditions of a field, by their keys. A field that is always required or forbidden has none.
fn conditions(field: &Field) -> Vec<(&'static str, &Condition)> {
    let need = match &field.presence.need {
        Need::When(condition) => Some(condition),
        Need::Optional | Need::Always => None,
    };
    let key = |condition: &Condition, plain, negated| if condition.negated { negated } else { plain };
    let need = need.map(|condition| (key(condition, "required_if", "required_unless"), condition));
    let forbidden = field.presence.forbidden.as_ref();
    let forbidden =
        forbidden.map(|condition| (key(condition, "forbidden_if", "forbidden_unless"), condition));
    need.into_iter().chain(forbidden).collect()
}

/// The limits of a model's fields.
struct Limits<'a> {
    api: &'a Api,
    fields: HashMap<&'a str, &'a Field>,
    /// Why a field never has a value. Many conditions are about one field and one value.
    known: HashMap<(&'a str, String), Option<String>>,
}

impl Limits<'_> {
    fn check_condition(&mut self, condition: &Condition, at: &At, found: &mut Diagnostics) {
        for choice in &condition.choices {
            let (Some(wire), Is::AnyOf(values)) = (choice.field.own(), &choice.is) else { continue };
            for (index, value) in values.iter().enumerate() {
                let Some((shown, why)) = self.refusal(wire, value) else { continue };
                let at = at.child(wire);
                let place = if values.len() > 1 { at.item(index).value() } else { at.value() };
                let message = format!("`{wire}` is never {shown}");
                let diagnostic = Diagnostic::error(Code::ConditionImpossible, place, message).label(why);
                found.push(diagnostic.help("write a value within the limits of the field"));
            }
        }
    }

    fn check_constructors(&mut self, model: &Model, at: &At, found: &mut Diagnostics) {
        for constructor in &model.constructors {
            let at = at.child(&constructor.name).child("sets");
            for (wire, value) in &constructor.sets {
                let Some((shown, why)) = self.refusal(wire, value) else { continue };
                let place = at.child(wire).value();
                let message = format!("`{wire}` cannot be {shown}");
                let diagnostic = Diagnostic::error(Code::ConstructorImpossible, place, message).label(why);
                found.push(diagnostic.help("write a value within the limits of the field"));
            }
        }
    }

    /// The value in words, and why the field never has it, if that is so.
    fn refusal(&mut self, wire: &str, value: &Scalar) -> Option<(String, String)> {
        let (&wire, &field) = self.fields.get_key_value(wire)?;
        if field.limits.errors.is_empty() {
            return None;
        }
        let value = json(value)?;
        let why = self.known.entry((wire, value.to_string())).or_insert_with(|| {
            let report = interpret::field(self.api, field, &value);
            let mut violations = report.violations().iter();
            violations.find(|violation| violation.severity == Severity::Error).map(ToString::to_string)
        });
        why.clone().map(|why| (format!("`{value}`"), why))
    }
}
