//! Conditions: fields of the same model and the values they must have.

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::dialect::{self, Mapping, Wanted, foreign};
use crate::ir::{Choice, Condition, FieldPath, Is, Scalar, Type};

use super::slot::{Context, Slot, Slots};
use crate::check::at::At;
use crate::check::values;
use crate::suggest;

/// Lowers a condition of `owner`; `None` if a part of it is invalid, which is reported.
pub(in crate::check) fn lower(
    given: &Mapping<Wanted>,
    negated: bool,
    at: &At,
    owner: &Slot<'_>,
    siblings: &Slots<'_>,
    context: Context<'_>,
    found: &mut Diagnostics,
) -> Option<Condition> {
    if given.is_empty() {
        found.push(
            Diagnostic::error(Code::EmptyCondition, at.value(), "this condition is empty")
                .help("name a field of this model and its value: `{ kind: gift }`"),
        );
        return None;
    }
    let mut choices = Vec::new();
    for (wire, wanted) in given {
        choices.push(choice(wire, wanted, &at.child(wire), owner, siblings, context, found));
    }
    let choices: Option<Vec<Choice>> = choices.into_iter().collect();
    choices.map(|choices| Condition { choices, negated })
}

fn choice(
    wire: &str,
    wanted: &Wanted,
    at: &At,
    owner: &Slot<'_>,
    siblings: &Slots<'_>,
    context: Context<'_>,
    found: &mut Diagnostics,
) -> Option<Choice> {
    let (other, ty) = compared(wire, at, owner, siblings, found)?;
    let wanted: Vec<(At, &dialect::Scalar)> = match wanted {
        Wanted::One(value) => vec![(at.clone(), value)],
        Wanted::AnyOf(values) => values.iter().map(|(index, value)| (at.item(*index), value)).collect(),
    };
    if wanted.is_empty() {
        found.push(
            Diagnostic::error(
                Code::EmptyCondition,
                at.value(),
                "this list is empty, so that the condition never holds",
            )
            .help("add at least one value"),
        );
        return None;
    }
    let mut any_of = Vec::new();
    for (at, value) in &wanted {
        any_of.push(one_value(value, &any_of, other, ty, at, context, found));
    }
    let any_of: Option<Vec<Scalar>> = any_of.into_iter().collect();
    any_of.map(|any_of| Choice { field: FieldPath::of(wire), is: Is::AnyOf(any_of) })
}

/// The field that a condition compares, and its type; `None` if it cannot be compared.
fn compared<'s, 'a>(
    wire: &str,
    at: &At,
    owner: &Slot<'_>,
    siblings: &'s Slots<'a>,
    found: &mut Diagnostics,
) -> Option<(&'s Slot<'a>, &'s Type)> {
    if wire == owner.wire {
        found.push(
            Diagnostic::error(
                Code::BadConditionField,
                at.key(),
                format!("`{wire}` cannot depend on its own value"),
            )
            .help("name another field of this model"),
        );
        return None;
    }
    let Some(other) = siblings.named(wire) else {
        found.push(unknown_field(Code::ConditionUnknownField, wire, at, siblings, Some(owner)));
        return None;
    };
    if other.source.read_only == Some(true) {
        found.push(
            Diagnostic::error(
                Code::BadConditionField,
                at.key(),
                format!("no request has `{wire}`, so that the condition never holds"),
            )
            .related(other.at.child("read_only").key(), "only replies have it")
            .help("name a field that requests have"),
        );
        return None;
    }
    let ty = other.ty.as_ref()?;
    let is_comparable = match ty {
        Type::Scalar(kind) => kind.can_be_compared(),
        Type::Enum(_) => true,
        Type::Model(_)
        | Type::Union(_)
        | Type::List(_)
        | Type::Map(_)
        | Type::Nullable(_)
        | Type::Boxed(_) => false,
    };
    if !is_comparable {
        found.push(
            Diagnostic::error(
                Code::BadConditionField,
                at.key(),
                format!("a condition cannot compare {}", suggest::a(other.spelling())),
            )
            .related(other.at.key(), format!("`{wire}` is {}", suggest::a(other.spelling())))
            .help("a condition compares a bool, an integer, a string or an enumeration"),
        );
        return None;
    }
    Some((other, ty))
}

fn one_value(
    value: &dialect::Scalar,
    before: &[Option<Scalar>],
    field: &Slot<'_>,
    ty: &Type,
    at: &At,
    context: Context<'_>,
    found: &mut Diagnostics,
) -> Option<Scalar> {
    let shown = values::show(value);
    let diagnostic = match values::convert(ty, value, context.enums) {
        Ok(converted) if before.contains(&Some(converted.clone())) => {
            Diagnostic::error(Code::ConditionImpossible, at.value(), format!("duplicate value {shown}"))
                .help("remove one of them")
        }
        Ok(converted) => match &field.source.constant {
            Some(constant) if constant != value => Diagnostic::error(
                Code::ConditionImpossible,
                at.value(),
                format!("`{}` is never {shown}", field.wire),
            )
            .related(field.at.child("const").value(), "the only value")
            .help("remove the condition: it never holds"),
            Some(_) => Diagnostic::error(
                Code::ConditionImpossible,
                at.value(),
                format!("`{}` is always {shown}", field.wire),
            )
            .related(field.at.child("const").value(), "it is a constant")
            .help("remove it here, since it always holds; write `required: true` for a field that is always required"),
            None => return Some(converted),
        },
        Err(misfit) => {
            let diagnostic = Diagnostic::error(
                Code::ConditionImpossible,
                at.value(),
                format!("`{}` is never {shown}", field.wire),
            )
            .label(format!("expected {}", misfit.expected))
            .related(field.at.key(), format!("`{}` is {}", field.wire, suggest::a(field.spelling())));
            let help = match value {
                dialect::Scalar::Text(text) => {
                    foreign::condition(text).map(str::to_owned).or_else(|| several(text))
                }
                dialect::Scalar::Bool(_) | dialect::Scalar::Int(_) | dialect::Scalar::Float(_) => None,
            };
            diagnostic.help(help.unwrap_or(misfit.help))
        }
    };
    found.push(diagnostic);
    None
}

/// Help for several values in one text: `red|green`.
fn several(text: &str) -> Option<String> {
    let separator = ['|', ',', '、', '，', '/'].into_iter().find(|sign| text.contains(*sign))?;
    let values: Vec<&str> = text.split(separator).map(str::trim).filter(|value| !value.is_empty()).collect();
    (values.len() > 1).then(|| format!("write a list of the values: `[{}]`", values.join(", ")))
}

/// The error for a field that the model does not have. `owner` is never suggested.
pub(in crate::check) fn unknown_field(
    code: Code,
    wire: &str,
    at: &At,
    siblings: &Slots<'_>,
    owner: Option<&Slot<'_>>,
) -> Diagnostic {
    let place = match code {
        Code::ConditionUnknownField | Code::ConstructorUnknownField => at.key(),
        _ => at.value(),
    };
    let diagnostic = Diagnostic::error(code, place, format!("there is no field `{wire}` here"));
    let owner = owner.map(|owner| owner.wire);
    let others = siblings.iter().map(|slot| slot.wire).filter(|wire| Some(*wire) != owner);
    diagnostic.help(suggest::help(wire, others))
}
