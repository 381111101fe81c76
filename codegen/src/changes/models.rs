//! Models that are new, gone or changed, field by field.

use super::found::{Draft, Found, Node};
use super::pairs::{Owner, Pair, Pairs, by, owner};
use super::{Direction, Kind, Revision, Verdict, docs};
use crate::emit;
use crate::ir::{Api, Field, Location, Model, Need, Usage};

pub(super) fn compare(pairs: &Pairs<'_>, found: &mut Found<'_>) {
    for pair in pairs.models() {
        match pair {
            Pair::Removed(model) => found.extend(removed(pairs.old, model)),
            Pair::Added(model) => found.extend(added(pairs.new, model)),
            Pair::Both(before, after) => both(pairs, before, after, found),
        }
    }
}

fn removed(api: &Api, model: &Model) -> Option<Draft> {
    let Owner::Itself = owner(api, model) else { return None };
    let node = Node::file(Revision::Old, &model.file).key("model");
    let gone = format!("`{}` is gone: code that names it does not compile.", model.name);
    let draft = Draft::new(Kind::ModelRemoved, &model.name, node).old(Some(format!("`{}`", model.name)));
    Some(draft.direction(direction(model.usage)).rust(Verdict::breaking(gone)))
}

fn added(api: &Api, model: &Model) -> Option<Draft> {
    let Owner::Itself = owner(api, model) else { return None };
    let node = Node::file(Revision::New, &model.file).key("model");
    let draft = Draft::new(Kind::ModelAdded, &model.name, node).new_is(Some(format!("`{}`", model.name)));
    let verdict = Verdict::compatible(format!("`{}` is new.", model.name));
    Some(draft.direction(direction(model.usage)).rust(verdict))
}

fn both(pairs: &Pairs<'_>, before: &Model, after: &Model, found: &mut Found<'_>) {
    let owned = owner(pairs.new, after);
    if let Owner::Itself = owned {
        let node = Node::file(Revision::New, &after.file);
        docs::compare(&after.name, &node, direction(after.usage), (&before.docs, &after.docs), found);
    }
    for pair in by(&before.fields, &after.fields, |field| field.wire.as_str()) {
        match pair {
            Pair::Removed(field) => {
                let place = Place::of(pairs.old, Revision::Old, before, field);
                found.push(field_removed(before, after, field, place));
            }
            Pair::Added(field) => {
                let place = Place::of(pairs.new, Revision::New, after, field);
                found.push(field_added(before, after, field, place));
            }
            Pair::Both(old, new) => {
                let place = Place::of(pairs.new, Revision::New, after, new);
                let direction = direction(after.usage);
                docs::compare(&place.at, &place.node, direction, (&old.docs, &new.docs), found);
            }
        }
    }
}

/// The name of a field, and where it stands.
struct Place {
    at: String,
    node: Node,
}

impl Place {
    fn of(api: &Api, revision: Revision, model: &Model, field: &Field) -> Place {
        let root = Node::file(revision, &model.file);
        let (owner, root) = match owner(api, model) {
            Owner::Itself => (model.name.as_str(), root),
            Owner::Union => (model.name.as_str(), root.key("variants").key(&model.name)),
            Owner::Operation(operation) => (operation.name.as_str(), root),
        };
        let node = match field.location {
            Location::Object => root.key("fields").key(&field.wire),
            Location::Path => root.key("path_params").key(&field.wire),
            Location::Query => root.key("query").key(&field.wire),
            Location::Header => root.key("headers").key(&field.wire),
            Location::Body => root.key("request"),
        };
        Place { at: format!("{owner}.{}", field.wire), node }
    }
}

fn field_removed(before: &Model, after: &Model, field: &Field, place: Place) -> Draft {
    let usage = shared(before.usage, after.usage);
    let wire = if usage.request {
        Verdict::breaking(
            "Old clients send it, and a server of the new spec refuses a key that it does not know.",
        )
    } else if usage.reply && !may_be_absent(before, field) {
        Verdict::breaking("Old clients cannot read a reply without it.")
    } else {
        Verdict::compatible("Old clients read replies without it as they always did.")
    };
    let gone =
        format!("`{}::{}` is gone: code that sets or reads it does not compile.", before.name, field.ident);
    Draft::new(Kind::FieldRemoved, place.at, place.node)
        .old(Some(format!("`{}`", field.wire)))
        .direction(direction(before.usage))
        .rust(Verdict::breaking(gone))
        .wire(wire)
}

fn field_added(before: &Model, after: &Model, field: &Field, place: Place) -> Draft {
    let usage = shared(before.usage, after.usage);
    let wire = if usage.request && field.presence.need != Need::Optional {
        Verdict::breaking("Old clients do not send it, and a server of the new spec wants it.")
    } else {
        Verdict::compatible("Old clients leave it out of requests, and keep it unread in replies.")
    };
    let is_asked_for = field.constant.is_none() && !emit::is_optional(after, field);
    let rust = if is_asked_for {
        Verdict::breaking(format!("Whoever builds a `{}` has to give `{}`.", after.name, field.ident))
    } else {
        Verdict::compatible(format!("`{}::{}` is new.", after.name, field.ident))
    };
    Draft::new(Kind::FieldAdded, place.at, place.node)
        .new_is(Some(format!("`{}`", field.wire)))
        .direction(direction(after.usage))
        .rust(rust)
        .wire(wire)
}

/// Whether an old client reads a reply without the field.
fn may_be_absent(model: &Model, field: &Field) -> bool {
    emit::is_optional(model, field) || field.default.is_some() || field.constant.is_some()
}

/// Where a type travels in both specs.
fn shared(old: Usage, new: Usage) -> Usage {
    Usage { request: old.request && new.request, reply: old.reply && new.reply }
}

fn direction(usage: Usage) -> Option<Direction> {
    match (usage.request, usage.reply) {
        (true, true) => Some(Direction::Both),
        (true, false) => Some(Direction::Request),
        (false, true) => Some(Direction::Reply),
        (false, false) => None,
    }
}
