//! Constructors that were added, removed or changed.

use super::model_pair::ModelPair;
use crate::changes::collector::{Collector, Draft};
use crate::changes::pairs::{Pair, by};
use crate::changes::{Kind, docs};
use specwright::ir::{Constructor, Model};
use specwright::phrase;

pub(super) fn compare(both: &ModelPair<'_, '_>, found: &mut Collector<'_>) {
    let (old, new) = (&both.before.constructors, &both.after.constructors);
    for pair in by(old, new, |constructor| constructor.name.as_str()) {
        match pair {
            Pair::Removed(constructor) => {
                let rust = both.constructor_trial(found, constructor, |model| {
                    model.constructors.retain(|other| other.name != constructor.name);
                });
                let (at, node) = both.old_constructor(&constructor.name);
                let draft = Draft::new(Kind::ConstructorRemoved, at, node).old(Some(sets(constructor)));
                found.push(draft.direction(both.directions.direction()).rust(rust));
            }
            Pair::Added(constructor) => {
                let rust = both.constructor_trial(found, constructor, |model| {
                    let known = known(model, constructor);
                    model.constructors.push(known);
                });
                let draft = draft(both, Kind::ConstructorAdded, constructor).became(Some(sets(constructor)));
                found.push(draft.rust(rust));
            }
            Pair::Both(before, after) => changed(both, before, after, found),
        }
    }
}

fn changed(both: &ModelPair<'_, '_>, before: &Constructor, after: &Constructor, found: &mut Collector<'_>) {
    // Its arguments follow from what it sets and from the fields, which are compared by themselves.
    let Constructor { name, required_struct: _, docs, sets: values, required: _ } = after;
    if before.sets != *values {
        let rust = both.constructor_trial(found, after, |model| {
            let known = known(model, after);
            for constructor in model.constructors.iter_mut().filter(|constructor| constructor.name == *name) {
                constructor.clone_from(&known);
            }
        });
        let draft = draft(both, Kind::ConstructorChanged, after);
        found.push(draft.old(Some(sets(before))).became(Some(sets(after))).rust(rust));
    }
    let (at, node) = both.constructor(name);
    docs::compare(&at, &node, both.directions.direction(), (&before.docs, docs), found);
}

/// The constructor with only those fields that the old model has.
fn known(model: &Model, constructor: &Constructor) -> Constructor {
    let mut known = constructor.clone();
    let fields = model.by_wire();
    known.sets.retain(|(wire, _)| fields.contains_key(wire.as_str()));
    known.required.retain(|wire| fields.contains_key(wire.as_str()));
    known
}

fn draft(both: &ModelPair<'_, '_>, kind: Kind, constructor: &Constructor) -> Draft {
    let (at, node) = both.constructor(&constructor.name);
    Draft::new(kind, at, node).direction(both.directions.direction())
}

/// `one that sets is_cancel to true`
fn sets(constructor: &Constructor) -> String {
    let sets = constructor.sets.iter().map(|(wire, value)| format!("`{wire}` to {}", phrase::scalar(value)));
    let sets = sets.collect::<Vec<_>>().join(", ");
    if sets.is_empty() { "one that sets nothing".to_owned() } else { format!("one that sets {sets}") }
}
