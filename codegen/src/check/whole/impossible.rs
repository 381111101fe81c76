//! Values that conditions compare and that constructors set, by the limits of their fields.

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
        for field in &model.fields {
            let Some(group) = group(field) else { continue };
            let at = declaration.field(group, &field.wire);
            for (key, condition) in conditions(field) {
                check_condition(condition, &at.child(key), model, api, found);
            }
        }
        for constructor in &model.constructors {
            let at = declaration.at.child("constructors").child(&constructor.name).child("sets");
            for (wire, value) in &constructor.sets {
                let Some(why) = model.field(wire).and_then(|field| refusal(field, value, api)) else {
                    continue;
                };
                let message = format!("`{wire}` cannot be {}", shown(value));
                let place = at.child(wire).value();
                let diagnostic = Diagnostic::error(Code::ConstructorImpossible, place, message).label(why);
                found.push(diagnostic.help("write a value within the limits of the field"));
            }
        }
    }
}

/// The conditions of a field, by their keys. A condition that always holds has none.
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

fn check_condition(condition: &Condition, at: &At, model: &Model, api: &Api, found: &mut Diagnostics) {
    for choice in &condition.choices {
        let (Some(wire), Is::AnyOf(values)) = (choice.field.own(), &choice.is) else { continue };
        let Some(field) = model.field(wire) else { continue };
        for (index, value) in values.iter().enumerate() {
            let Some(why) = refusal(field, value, api) else { continue };
            let at = at.child(wire);
            let place = if values.len() > 1 { at.item(index).value() } else { at.value() };
            let message = format!("`{wire}` is never {}", shown(value));
            let diagnostic = Diagnostic::error(Code::ConditionImpossible, place, message).label(why);
            found.push(diagnostic.help("write a value within the limits of the field"));
        }
    }
}

/// Why a field never has the value.
fn refusal(field: &Field, value: &Scalar, api: &Api) -> Option<String> {
    let report = interpret::field(api, field, &json(value)?);
    let mut errors = report.violations().iter().filter(|violation| violation.severity == Severity::Error);
    errors.next().map(ToString::to_string)
}

fn shown(value: &Scalar) -> String {
    match json(value) {
        Some(value) => format!("`{value}`"),
        None => "this".to_owned(),
    }
}
