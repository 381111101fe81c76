//! When a field is required and when it is forbidden.

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::dialect;
use crate::ir::{Condition, Location, Need, Presence};

use super::conditions;
use super::slot::{Context, Slot, Slots};

/// A key with a condition.
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

/// The conditions of a field.
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
                contradiction(slot, key.name, "this field is forbidden whenever it is required")
                    .help("make the conditions exclude each other"),
            );
        }
    }
    if slot.source.read_only == Some(true) {
        forbidden = Some(Condition::ALWAYS);
    }
    let need = if slot.source.required == Some(true) || slot.location == Location::Path {
        Need::Always
    } else {
        required.map_or(Need::Optional, Need::When)
    };
    Presence { need, forbidden, write_only: slot.source.write_only == Some(true) }
}

/// Reports cycles of conditions.
pub(super) fn check_cycles(slots: &Slots<'_>, found: &mut Diagnostics) {
    for (first, names) in slots.cycles(references) {
        let key = given(first.source).next().map_or("type", |key| key.name);
        found.push(
            Diagnostic::error(
                Code::ConditionCycle,
                first.at.child(key).key(),
                format!("the conditions of {names} depend on each other"),
            )
            .help("remove the condition of one of them"),
        );
    }
}

/// The wire names in the conditions of a field.
fn references<'a>(slot: &Slot<'a>) -> Vec<&'a str> {
    let conditions = given(slot.source).filter_map(|key| (key.of)(slot.source));
    conditions.flatten().map(|(wire, _)| wire.as_str()).collect()
}

/// Reports keys that contradict each other, whatever their values are; one for each field.
fn check_contradictions(slot: &Slot<'_>, found: &mut Diagnostics) {
    let source = slot.source;
    let conditional = given(source).next();
    let both = |requires| {
        let keys: Vec<_> = given(source).filter(|key| key.requires == requires).map(|key| key.name).collect();
        <[&str; 2]>::try_from(keys).ok()
    };
    let is_path = slot.location == Location::Path;
    let read_only_with = || {
        let stated = [("required", source.required.is_some()), ("const", source.constant.is_some())];
        let stated = stated.into_iter().find_map(|(key, is_stated)| is_stated.then_some(key));
        stated.or(conditional.map(|key| key.name)).filter(|_| source.read_only == Some(true))
    };
    let of_parameter = [("read_only", source.read_only), ("write_only", source.write_only)];
    let of_parameter = of_parameter.into_iter().find(|(_, stated)| *stated == Some(true));
    let diagnostic = if let Some((key, _)) = of_parameter.filter(|_| slot.location != Location::Object) {
        contradiction(slot, key, "a parameter is part of requests only").help(format!("remove `{key}`"))
    } else if source.write_only == Some(true) && source.read_only == Some(true) {
        contradiction(slot, "write_only", "a field with `read_only` is in no request")
            .help("keep one of them, or remove both if requests and replies have it")
    } else if source.write_only == Some(true) && source.constant.is_some() {
        contradiction(slot, "const", "a constant is written in requests and in replies")
            .help("remove `write_only`, or remove `const`")
    } else if let Some(key) = read_only_with() {
        contradiction(slot, key, "a field with `read_only` is in no request, and a reply need not have it")
            .help(format!("remove `{key}`, or remove `read_only`"))
    } else if is_path
        && let Some(key) =
            conditional.map(|key| key.name).or((source.required == Some(false)).then_some("required"))
    {
        contradiction(slot, key, "a path parameter is always required")
            .help(format!("remove `{key}`; a path without the parameter is another operation"))
    } else if let (Some(true), Some(Key { name, requires: false, .. })) = (source.required, conditional) {
        contradiction(slot, name, "a field that is always required cannot be forbidden")
            .help("keep one of them")
    } else if let (Some(stated), Some(Key { name, requires: true, .. })) = (source.required, conditional) {
        contradiction(slot, name, &format!("`required: {stated}` contradicts `{name}`"))
            .help("keep one of them")
    } else if let Some([first, second]) = both(true).or_else(|| both(false)) {
        contradiction(slot, second, &format!("`{first}` contradicts `{second}`")).help("keep one of them")
    } else if is_path && source.default.is_some() {
        contradiction(slot, "default", "a path parameter is never absent, so that its default is never used")
            .help("remove `default`")
    } else if source.required == Some(true) && source.default.is_some() {
        contradiction(slot, "default", "a required field is never absent, so that its default is never used")
            .help("remove `default`, or remove `required` if the server assumes it")
    } else if source.constant.is_some()
        && let Some(Key { name: key, .. }) = conditional
    {
        contradiction(slot, key, "a constant is always written, so that it has no condition")
            .help(format!("remove `{key}`, or remove `const`"))
    } else if source.constant.is_some() && source.default.is_some() {
        contradiction(slot, "default", "a constant is always written, so that its default is never used")
            .help("remove `default`")
    } else {
        return;
    };
    found.push(diagnostic);
}

fn contradiction(slot: &Slot<'_>, key: &str, message: &str) -> Diagnostic {
    Diagnostic::error(Code::PresenceContradiction, slot.at.child(key).key(), message)
}
