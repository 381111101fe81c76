//! When a field must be there and when it must not.

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::dialect;
use crate::ir::{Condition, Location, Need, Presence};

use super::conditions;
use super::slot::{Context, Slot, Slots};
use crate::check::graph;
use crate::suggest;

/// A key that holds a condition.
struct Key {
    name: &'static str,
    requires: bool,
    negated: bool,
    of: fn(&dialect::Field) -> Option<&dialect::Mapping<dialect::Wanted>>,
}

const KEYS: [Key; 4] = [
    Key { name: "required_if", requires: true, negated: false, of: |field| field.required_if.as_ref() },
    Key {
        name: "required_unless",
        requires: true,
        negated: true,
        of: |field| field.required_unless.as_ref(),
    },
    Key { name: "forbidden_if", requires: false, negated: false, of: |field| field.forbidden_if.as_ref() },
    Key {
        name: "forbidden_unless",
        requires: false,
        negated: true,
        of: |field| field.forbidden_unless.as_ref(),
    },
];

/// The keys with a condition that a field has.
fn given(field: &dialect::Field) -> impl Iterator<Item = &'static Key> {
    KEYS.iter().filter(|key| (key.of)(field).is_some())
}

/// Lowers `required` and the conditions of a field.
pub(super) fn lower(
    slot: &Slot<'_>,
    siblings: &Slots<'_>,
    context: Context<'_>,
    found: &mut Diagnostics,
) -> Presence {
    check_contradictions(slot, found);
    let (mut required, mut forbidden): (Option<Condition>, Option<Condition>) = (None, None);
    for key in given(slot.source) {
        let Some(source) = (key.of)(slot.source) else { continue };
        let at = slot.at.child(key.name);
        let condition = conditions::lower(source, key.negated, &at, slot, siblings, context, found);
        let kind = if key.requires { &mut required } else { &mut forbidden };
        *kind = kind.take().or(condition);
        if let (false, Some(needed), Some(barred)) = (key.requires, &required, &forbidden)
            && needed.implies(barred)
        {
            found.push(
                contradiction(slot, key.name, "whenever this field is required it is forbidden, too")
                    .help("make the two conditions exclude each other"),
            );
        }
    }
    let need = if slot.source.required == Some(true) || slot.location == Location::Path {
        Need::Always
    } else {
        required.map_or(Need::Optional, Need::When)
    };
    Presence { need, forbidden }
}

/// Reports fields whose conditions lead back to themselves.
pub(super) fn check_cycles(slots: &Slots<'_>, found: &mut Diagnostics) {
    let edges: Vec<Vec<usize>> = slots
        .iter()
        .enumerate()
        .map(|(own, slot)| {
            given(slot.source)
                .filter_map(|key| (key.of)(slot.source))
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
        let key = given(first.source).next().map_or("type", |key| key.name);
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

/// Keys that cannot stand beside each other, whatever they hold. One report for a field is enough.
fn check_contradictions(slot: &Slot<'_>, found: &mut Diagnostics) {
    let source = slot.source;
    let conditional = given(source).next();
    let both = |requires| {
        let keys: Vec<_> = given(source).filter(|key| key.requires == requires).map(|key| key.name).collect();
        <[&str; 2]>::try_from(keys).ok()
    };
    let is_path = slot.location == Location::Path;
    let diagnostic = if is_path
        && let Some(key) =
            conditional.map(|key| key.name).or((source.required == Some(false)).then_some("required"))
    {
        contradiction(slot, key, "a path parameter is always required")
            .help(format!("remove `{key}`; a path without the parameter is another operation"))
    } else if let (Some(true), Some(Key { name, requires: false, .. })) = (source.required, conditional) {
        contradiction(slot, name, "a field that is always required cannot be forbidden")
            .help("keep one of the two")
    } else if let (Some(stated), Some(Key { name, requires: true, .. })) = (source.required, conditional) {
        contradiction(slot, name, &format!("`required: {stated}` and `{name}` cannot both decide"))
            .help("keep one of the two")
    } else if let Some([first, second]) = both(true).or_else(|| both(false)) {
        contradiction(slot, second, &format!("`{first}` and `{second}` cannot both decide"))
            .help("keep one of the two")
    } else if is_path && source.default.is_some() {
        contradiction(slot, "default", "a path parameter is never absent, so its default is never used")
            .help("remove `default`")
    } else if source.required == Some(true) && source.default.is_some() {
        contradiction(slot, "default", "a required field is never absent, so its default is never used")
            .help("remove `default`, or remove `required` if the server assumes it")
    } else if source.constant.is_some()
        && let Some(Key { name: key, .. }) = conditional
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
