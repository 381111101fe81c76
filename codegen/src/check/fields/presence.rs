//! When a field must be there and when it must not.

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::dialect;
use crate::ir::{Condition, Location, Need, Presence};

use super::conditions;
use super::slot::{Context, Slot, Slots};
use crate::check::graph;
use crate::suggest;

/// The keys that hold a condition.
const CONDITIONS: [&str; 3] = ["required_if", "required_unless", "forbidden_if"];

/// Lowers `required` and the conditions of a field.
pub(super) fn lower(
    slot: &Slot<'_>,
    siblings: &Slots<'_>,
    context: Context<'_>,
    found: &mut Diagnostics,
) -> Presence {
    check_contradictions(slot, found);
    let mut read = |key: &str| -> Option<Condition> {
        let given = given(slot.source, key)?;
        conditions::lower(given, &slot.at.child(key), slot, siblings, context, found)
    };
    let (required_if, unless, forbidden_if) =
        (read("required_if"), read("required_unless"), read("forbidden_if"));
    if let (Some(needed), Some(barred)) = (&required_if, &forbidden_if)
        && implies(needed, barred)
    {
        found.push(
            contradiction(slot, "forbidden_if", "whenever this field is required it is forbidden, too")
                .help("make the two conditions exclude each other"),
        );
    }
    let need = if slot.source.required == Some(true) || slot.location == Location::Path {
        Need::Always
    } else if let Some(condition) = required_if {
        Need::If(condition)
    } else if let Some(condition) = unless {
        Need::Unless(condition)
    } else {
        Need::Optional
    };
    Presence { need, forbidden_if }
}

/// Reports fields whose conditions lead back to themselves.
pub(super) fn check_cycles(slots: &Slots<'_>, found: &mut Diagnostics) {
    let edges: Vec<Vec<usize>> = slots
        .iter()
        .enumerate()
        .map(|(own, slot)| {
            CONDITIONS
                .iter()
                .filter_map(|key| given(slot.source, key))
                .flatten()
                .filter_map(|(wire, _)| slots.position(wire))
                // A condition on the field itself has been reported as such.
                .filter(|other| *other != own)
                .collect()
        })
        .collect();
    for cycle in graph::cycles(&edges) {
        let members: Vec<&Slot<'_>> = cycle.iter().filter_map(|index| slots.get(*index)).collect();
        let Some(first) = members.first() else {
            continue;
        };
        let key = CONDITIONS.into_iter().find(|key| given(first.source, key).is_some()).unwrap_or_default();
        found.push(
            Diagnostic::error(
                Code::ConditionCycle,
                first.at.child(key).key(),
                format!(
                    "the conditions of {} depend on each other",
                    suggest::some_of(members.iter().map(|slot| slot.wire))
                ),
            )
            .help("let one of them be decided by itself: remove its condition"),
        );
    }
}

fn given<'a>(field: &'a dialect::Field, key: &str) -> Option<&'a dialect::Mapping<dialect::Wanted>> {
    match key {
        "required_if" => field.required_if.as_ref(),
        "required_unless" => field.required_unless.as_ref(),
        _ => field.forbidden_if.as_ref(),
    }
}

/// Keys that cannot stand beside each other, whatever they hold. One report for a field is enough.
fn check_contradictions(slot: &Slot<'_>, found: &mut Diagnostics) {
    let source = slot.source;
    let conditional = CONDITIONS.into_iter().find(|key| given(source, key).is_some());
    let is_path = slot.location == Location::Path;
    let diagnostic = if is_path
        && let Some(key) = conditional.or((source.required == Some(false)).then_some("required"))
    {
        contradiction(slot, key, "a path parameter is always required")
            .help(format!("remove `{key}`; a path without the parameter is another operation"))
    } else if source.required == Some(true) && conditional == Some("forbidden_if") {
        contradiction(slot, "forbidden_if", "a field that is always required cannot be forbidden")
            .help("keep one of the two")
    } else if let (Some(stated), Some(key)) = (source.required, conditional)
        && key != "forbidden_if"
    {
        contradiction(slot, key, &format!("`required: {stated}` and `{key}` cannot both decide"))
            .help("keep one of the two")
    } else if source.required_if.is_some() && source.required_unless.is_some() {
        contradiction(slot, "required_unless", "`required_if` and `required_unless` cannot both decide")
            .help("keep one of the two")
    } else if is_path && source.default.is_some() {
        contradiction(slot, "default", "a path parameter is never absent, so its default is never used")
            .help("remove `default`")
    } else if source.required == Some(true) && source.default.is_some() {
        contradiction(slot, "default", "a required field is never absent, so its default is never used")
            .help("remove `default`, or remove `required` if the server assumes it")
    } else if source.constant.is_some()
        && let Some(key) = conditional
    {
        contradiction(slot, key, "a constant is always written, so it has no condition")
            .help(format!("remove `{key}`, or remove `const`"))
    } else if source.constant.is_some() && source.default.is_some() {
        contradiction(slot, "default", "a constant is always written, so its default is never used")
            .help("remove `default`")
    } else {
        return;
    };
    found.push(diagnostic);
}

fn contradiction(slot: &Slot<'_>, key: &str, message: &str) -> Diagnostic {
    Diagnostic::error(Code::PresenceContradiction, slot.at.child(key).key(), message)
}

/// Whether the second condition holds in every case in which the first does.
fn implies(first: &Condition, second: &Condition) -> bool {
    second.choices.iter().all(|wide| {
        first.choices.iter().any(|narrow| {
            narrow.field == wide.field && narrow.any_of.iter().all(|value| wide.any_of.contains(value))
        })
    })
}
