//! Fields that are new, gone, or in another order.

use std::collections::BTreeSet;

use super::Both;
use crate::changes::found::{Draft, Found};
use crate::changes::pairs::Pair;
use crate::changes::trial::of_part;
use crate::changes::{Effect, Kind, Verdict};
use specwright::emit::{self, Part};
use specwright::ir::{Field, Location, Model, Need};
use specwright::phrase;

pub(super) fn removed(both: &Both<'_, '_>, field: &Field, found: &mut Found<'_>) {
    let rust = both.trial(found, |model| {
        model.fields.retain(|other| other.wire != field.wire);
        forget(model, &field.wire);
    });
    let request = match field.location {
        Location::Body => "Old clients send a body, which a server of the new spec does not expect.",
        Location::Path => "Old clients call a path that a server of the new spec does not have.",
        Location::Object | Location::Query | Location::Header => {
            "Old clients send it, and a server of the new spec refuses what it does not know."
        }
    };
    let reply = if emit::may_be_missing(both.before, field) {
        Verdict::compatible("Old clients read replies without it as they always could.")
    } else {
        Verdict::breaking("Old clients cannot read a reply without it.")
    };
    let (at, node) = both.old_place(field);
    let kind = if field.location == Location::Body { Kind::RequestTypeChanged } else { Kind::FieldRemoved };
    let draft = Draft::new(kind, at, node)
        .old(Some(summary(both, field)))
        .direction(both.ways.direction())
        .rust(rust)
        .wire(both.ways.wire(Verdict::breaking(request), reply));
    found.push(draft);
}

pub(super) fn added(both: &Both<'_, '_>, field: &Field, pairs: &[Pair<&Field>], found: &mut Found<'_>) {
    let rust = both.trial(found, |model| {
        model.fields.insert(position(both, field, pairs), field.clone());
        for constructor in &mut model.constructors {
            let new = both.after.constructors.iter().find(|new| new.name == constructor.name);
            if new.is_some_and(|new| new.required.contains(&field.wire)) {
                constructor.required.push(field.wire.clone());
            }
        }
    });
    let request = match (&field.presence.need, &field.location) {
        (_, Location::Path) => {
            Verdict::breaking("Old clients call a path that a server of the new spec does not have.")
        }
        (Need::Optional, _) => Verdict::compatible("Old clients do not send it, and need not."),
        (Need::Always, _) => {
            Verdict::breaking("Old clients do not send it, and a server of the new spec wants it.")
        }
        (Need::If(_) | Need::Unless(_), _) => {
            Verdict::breaking("Old clients do not send it where a server of the new spec wants it.")
        }
    };
    let limits = match field.presence.need {
        Need::If(_) | Need::Unless(_) => {
            Verdict::breaking("A request without it was valid, and now is only where it may be absent.")
        }
        Need::Optional | Need::Always => Verdict::none("No limit changes."),
    };
    let (at, node) = both.place(field);
    let kind = if field.location == Location::Body { Kind::RequestTypeChanged } else { Kind::FieldAdded };
    let draft = Draft::new(kind, at, node)
        .became(Some(summary(both, field)))
        .direction(both.ways.direction())
        .rust(rust)
        .wire(both.ways.wire(request, Verdict::compatible("Old clients keep it unread.")))
        .limits(both.ways.limits(limits));
    found.push(draft);
}

/// `a string, required`
fn summary(both: &Both<'_, '_>, field: &Field) -> String {
    format!("{}, {}", phrase::ty(&both.pairs.base, &field.ty), super::presence::words(&field.presence.need))
}

/// Where a new field stands among the old ones: behind the one that it follows.
fn position(both: &Both<'_, '_>, field: &Field, pairs: &[Pair<&Field>]) -> usize {
    let before = both.after.fields.iter().take_while(|other| other.wire != field.wire);
    let old_of = |new: &Field| {
        pairs.iter().find_map(|pair| match pair {
            Pair::Both(old, other) if other.wire == new.wire => Some(old.wire.as_str()),
            _ => None,
        })
    };
    let neighbour = before.filter_map(old_of).last();
    let index = neighbour.and_then(|wire| both.before.fields.iter().position(|field| field.wire == wire));
    index.map_or(0, |index| index + 1)
}

fn forget(model: &mut Model, wire: &str) {
    for constructor in &mut model.constructors {
        constructor.required.retain(|other| other != wire);
        constructor.sets.retain(|(other, _)| other != wire);
    }
}

/// Fields that both specs have, in another order, where that is something to the Rust API.
pub(super) fn reordered(both: &Both<'_, '_>, pairs: &[Pair<&Field>], found: &mut Found<'_>) {
    let order: Vec<&str> = both
        .after
        .fields
        .iter()
        .filter_map(|field| {
            pairs.iter().find_map(|pair| match pair {
                Pair::Both(old, new) if new.wire == field.wire => Some(old.wire.as_str()),
                _ => None,
            })
        })
        .collect();
    let shared: BTreeSet<&str> = order.iter().copied().collect();
    let mut old = both.before.clone();
    for field in both.before.fields.iter().filter(|field| !shared.contains(field.wire.as_str())) {
        old.fields.retain(|other| other.wire != field.wire);
        forget(&mut old, &field.wire);
    }
    let wires = |model: &Model| model.fields.iter().map(|field| field.wire.clone()).collect::<Vec<_>>();
    if wires(&old) == order {
        return;
    }
    let mut new = old.clone();
    new.fields.sort_by_key(|field| order.iter().position(|wire| *wire == field.wire));
    let surface = |model: &Model| of_part(&both.pairs.base, Part::Model(model));
    let rust = found.explained.verdict(&surface(&old), &surface(&new));
    if rust.effect != Effect::None {
        let draft = Draft::new(Kind::FieldsReordered, both.name(), both.node().key("fields"))
            .old(Some(wires(&old).join(", ")))
            .became(Some(wires(&new).join(", ")));
        found.push(draft.direction(both.ways.direction()).rust(rust));
    }
}
