//! Constructors that are new, gone or changed.

use super::Both;
use crate::changes::found::{Draft, Found};
use crate::changes::pairs::{Pair, by};
use crate::changes::{Kind, docs};
use specwright::ir::{Constructor, Model};
use specwright::phrase;

pub(super) fn compare(both: &Both<'_, '_>, found: &mut Found<'_>) {
    let (old, new) = (&both.before.constructors, &both.after.constructors);
    for pair in by(old, new, |constructor| constructor.name.as_str()) {
        match pair {
            Pair::Removed(constructor) => {
                let rust = both
                    .trial(found, |model| model.constructors.retain(|other| other.name != constructor.name));
                let (at, node) = both.old_constructor(&constructor.name);
                let draft = Draft::new(Kind::ConstructorRemoved, at, node).old(Some(sets(constructor)));
                found.push(draft.direction(both.ways.direction()).rust(rust));
            }
            Pair::Added(constructor) => {
                let rust = both.trial(found, |model| {
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

fn changed(both: &Both<'_, '_>, before: &Constructor, after: &Constructor, found: &mut Found<'_>) {
    // What it asks for follows from what it sets and from the fields, which are compared by themselves.
    let Constructor { name, required_struct: _, docs, sets: values, required: _ } = after;
    if before.sets != *values {
        let rust = both.trial(found, |model| {
            let known = known(model, after);
            for constructor in model.constructors.iter_mut().filter(|constructor| constructor.name == *name) {
                constructor.clone_from(&known);
            }
        });
        let draft = draft(both, Kind::ConstructorChanged, after);
        found.push(draft.old(Some(sets(before))).became(Some(sets(after))).rust(rust));
    }
    let (at, node) = both.constructor(name);
    docs::compare(&at, &node, both.ways.direction(), (&before.docs, docs), found);
}

/// The constructor as far as the old model has its fields.
fn known(model: &Model, constructor: &Constructor) -> Constructor {
    let mut known = constructor.clone();
    known.sets.retain(|(wire, _)| model.field(wire).is_some());
    known.required.retain(|wire| model.field(wire).is_some());
    known
}

fn draft(both: &Both<'_, '_>, kind: Kind, constructor: &Constructor) -> Draft {
    let (at, node) = both.constructor(&constructor.name);
    Draft::new(kind, at, node).direction(both.ways.direction())
}

/// `one that sets is_cancel to true`
fn sets(constructor: &Constructor) -> String {
    let sets = constructor.sets.iter().map(|(wire, value)| format!("`{wire}` to {}", phrase::scalar(value)));
    let sets = sets.collect::<Vec<_>>().join(", ");
    if sets.is_empty() { "one that sets nothing".to_owned() } else { format!("one that sets {sets}") }
}
