//! Models that were added, removed or changed.

mod constructors;
mod field;
mod field_pair;
pub(super) mod limits;
mod list;
mod model_pair;
mod names;
mod presence;
mod rules;
mod values;

use super::collector::{Collector, Node};
use super::directions::direction;
use super::pairs::{Owner, Pair, Pairs};
use super::{Revision, docs, named};
use model_pair::ModelPair;
use specwright::ir::{Model, ModelId};

pub(super) fn compare(pairs: &Pairs<'_>, found: &mut Collector<'_>) {
    for pair in &pairs.models {
        match *pair {
            Pair::Removed(id) => removed(pairs, id, found),
            Pair::Added(id) => added(pairs, id, found),
            Pair::Both(old, new) => changed(&ModelPair::new(pairs, old, new), found),
        }
    }
}

/// Models that belong to a union or to an operation are reported with it.
fn removed(pairs: &Pairs<'_>, id: ModelId, found: &mut Collector<'_>) {
    let model = &pairs.old.models[id];
    match pairs.old_owner(id) {
        Owner::Itself => named::removed(model, found),
        Owner::Union | Owner::Operation(_) => named::explain(model, found),
    }
}

fn added(pairs: &Pairs<'_>, id: ModelId, found: &mut Collector<'_>) {
    let model = &pairs.new.models[id];
    match pairs.new_owner(id) {
        Owner::Itself => named::added(model, found),
        Owner::Union | Owner::Operation(_) => named::explain(model, found),
    }
}

fn changed(both: &ModelPair<'_, '_>, found: &mut Collector<'_>) {
    // The module is derived from the name, `is_whole_reply` from the operations, and `holds_secret` from the
    // fields; fields, constructors and rules are compared one by one below.
    let Model {
        name,
        module: _,
        docs,
        file,
        fields: _,
        constructors: _,
        former_fields: _,
        rules: _,
        usage,
        ..
    } = &both.after;
    if let Owner::Itself = both.owner {
        named::renamed(both.old, &both.after, found);
        let node = Node::file(Revision::New, file);
        docs::compare(name, &node, direction(*usage), (&both.before.docs, docs), found);
    } else if *name != both.old.name {
        named::explain(both.old, found);
        named::explain(&both.after, found);
    }
    if named::is_used_otherwise(both.before.usage, *usage) {
        let rust = both.trial(found, &[], |model| model.usage = *usage);
        found.push(named::usage(both.name(), both.node(), (both.before.usage, *usage), rust));
    }
    let fields = names::pairs(both);
    let predecessors = list::predecessors(both, &fields);
    for pair in &fields {
        match pair {
            Pair::Removed(field) => list::removed(both, field, found),
            Pair::Added(field) => {
                list::added(both, field, predecessors.get(field.wire.as_str()).copied(), found)
            }
            Pair::Both(old, new) => field::compare(both, old, new, found),
        }
    }
    list::reordered(both, &fields, found);
    constructors::compare(both, found);
    rules::compare(both, found);
}
