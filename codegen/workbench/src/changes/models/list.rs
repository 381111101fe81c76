//! Fields that were added, removed, or reordered.

use std::collections::BTreeMap;

use super::model_pair::ModelPair;
use crate::changes::collector::{Collector, Draft};
use crate::changes::pairs::Pair;
use crate::changes::trial::of_part;
use crate::changes::{Effect, Kind, Verdict};
use specwright::emit::{self, Part};
use specwright::ir::{Field, Location, Model, Need};
use specwright::phrase;

const NO_REPLY: &str = "No reply has it.";

pub(super) fn removed(both: &ModelPair<'_, '_>, field: &Field, found: &mut Collector<'_>) {
    let rust = both.trial(found, &[&field.wire], |model| {
        model.fields.retain(|other| other.wire != field.wire);
        forget(model, &field.wire);
    });
    let request = match field.location {
        Location::Body => "Old clients send a body, which a server of the new spec does not expect.",
        Location::Path => "Old clients call a path that a server of the new spec does not have.",
        Location::Object | Location::Query | Location::Header => {
            "Old clients send it, and a server of the new spec refuses unknown fields."
        }
    };
    let reply = if field.presence.write_only {
        Verdict::none(NO_REPLY)
    } else if emit::may_be_missing(both.before, field) {
        Verdict::compatible("Old clients can read replies without it.")
    } else {
        Verdict::breaking("Old clients cannot read a reply without it.")
    };
    let (at, node) = both.old_place(field);
    let kind = if field.location == Location::Body { Kind::RequestTypeChanged } else { Kind::FieldRemoved };
    let draft = Draft::new(kind, at, node)
        .old(Some(summary(both, field)))
        .direction(both.directions.direction())
        .rust(rust)
        .wire(both.directions.wire(Verdict::breaking(request), reply));
    found.push(draft);
}

/// `predecessor` is the wire key of the field of the old spec after which the new field is inserted.
pub(super) fn added(
    both: &ModelPair<'_, '_>,
    field: &Field,
    predecessor: Option<&str>,
    found: &mut Collector<'_>,
) {
    let about: Vec<&str> = predecessor.into_iter().chain([field.wire.as_str()]).collect();
    let rust = both.trial(found, &about, |model| {
        let index = model.fields.iter().position(|field| Some(field.wire.as_str()) == predecessor);
        model.fields.insert(index.map_or(0, |index| index + 1), field.clone());
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
        (Need::Optional, _) => Verdict::compatible("Old clients do not send it, and it is not required."),
        (Need::Always, _) => {
            Verdict::breaking("Old clients do not send it, and a server of the new spec requires it.")
        }
        (Need::When(_), _) => Verdict::breaking(
            "Old clients do not send it in cases in which a server of the new spec requires it.",
        ),
    };
    let limits = match field.presence.need {
        Need::When(_) => {
            Verdict::breaking("Requests without it were valid, and are valid now only if it may be absent.")
        }
        Need::Optional | Need::Always => Verdict::none("No limit changes."),
    };
    let reply = match field.presence.write_only {
        true => Verdict::none(NO_REPLY),
        false => Verdict::compatible("Old clients ignore it."),
    };
    let (at, node) = both.place(field);
    let kind = if field.location == Location::Body { Kind::RequestTypeChanged } else { Kind::FieldAdded };
    let draft = Draft::new(kind, at, node)
        .became(Some(summary(both, field)))
        .direction(both.directions.direction())
        .rust(rust)
        .wire(both.directions.wire(request, reply))
        .limits(both.directions.limits(limits));
    found.push(draft);
}

/// `a string, required`
fn summary(both: &ModelPair<'_, '_>, field: &Field) -> String {
    format!("{}, {}", phrase::ty(&both.pairs.base, &field.ty), super::presence::words(&field.presence.need))
}

/// For each new field the wire key that the field before it has in the old spec.
pub(super) fn predecessors<'b>(
    both: &'b ModelPair<'_, '_>,
    pairs: &[Pair<&'b Field>],
) -> BTreeMap<&'b str, &'b str> {
    let old_wires = old_wires(pairs);
    let mut last = None;
    let mut predecessors = BTreeMap::new();
    for field in &both.after.fields {
        match (old_wires.get(field.wire.as_str()), last) {
            (Some(wire), _) => last = Some(*wire),
            (None, Some(wire)) => {
                predecessors.insert(field.wire.as_str(), wire);
            }
            (None, None) => {}
        }
    }
    predecessors
}

/// For each wire key of the new spec the old one of the same field.
fn old_wires<'b>(pairs: &[Pair<&'b Field>]) -> BTreeMap<&'b str, &'b str> {
    let both = pairs.iter().filter_map(Pair::new_and_old);
    both.map(|(new, old)| (new.wire.as_str(), old.wire.as_str())).collect()
}

fn forget(model: &mut Model, wire: &str) {
    for constructor in &mut model.constructors {
        constructor.required.retain(|other| other != wire);
        constructor.sets.retain(|(other, _)| other != wire);
    }
}

/// Fields that both specs have, in another order, where this changes the Rust API.
pub(super) fn reordered(both: &ModelPair<'_, '_>, pairs: &[Pair<&Field>], found: &mut Collector<'_>) {
    let old_wires = old_wires(pairs);
    let order: Vec<&str> =
        both.after.fields.iter().filter_map(|field| old_wires.get(field.wire.as_str()).copied()).collect();
    let positions: BTreeMap<&str, usize> =
        order.iter().enumerate().map(|(index, wire)| (*wire, index)).collect();
    let position = |field: &Field| positions.get(field.wire.as_str());
    if both.before.fields.iter().filter_map(position).is_sorted() {
        return;
    }
    let mut old = both.before.clone();
    old.fields.retain(|field| position(field).is_some());
    for constructor in &mut old.constructors {
        constructor.required.retain(|wire| positions.contains_key(wire.as_str()));
        constructor.sets.retain(|(wire, _)| positions.contains_key(wire.as_str()));
    }
    let mut new = old.clone();
    new.fields.sort_by_key(|field| position(field));
    let surface = |model: &Model| of_part(&both.pairs.base, Part::Model(model));
    let rust = found.explained.verdict(&surface(&old), &surface(&new));
    if rust.effect != Effect::None {
        let wires = |model: &Model| {
            model.fields.iter().map(|field| field.wire.as_str()).collect::<Vec<_>>().join(", ")
        };
        let draft = Draft::new(Kind::FieldsReordered, both.name(), both.node().key("fields"))
            .old(Some(wires(&old)))
            .became(Some(wires(&new)));
        found.push(draft.direction(both.directions.direction()).rust(rust));
    }
}
