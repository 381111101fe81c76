//! Models that are new, gone or changed.

mod constructors;
mod field;
mod limits;
mod list;
mod names;
mod presence;
mod values;

use super::found::{Found, Node};
use super::pairs::{Owner, Pair, Pairs};
use super::surface::Surface;
use super::trial::of_part;
use super::ways::{Ways, direction};
use super::{Revision, Verdict, docs, named};
use specwright::emit::Part;
use specwright::ir::{Field, Location, Model, ModelId};

pub(super) fn compare(pairs: &Pairs<'_>, found: &mut Found<'_>) {
    for pair in &pairs.models {
        match *pair {
            Pair::Removed(id) => removed(pairs, &pairs.old.models[id], found),
            Pair::Added(id) => added(pairs, &pairs.new.models[id], found),
            Pair::Both(old, new) => Both::new(pairs, old, new).compare(found),
        }
    }
}

/// What belongs to a union or to an operation is told with it.
fn removed(pairs: &Pairs<'_>, model: &Model, found: &mut Found<'_>) {
    match pairs.old_owner(model) {
        Owner::Itself => named::removed(model, found),
        Owner::Union | Owner::Operation(_) => named::explain(model, found),
    }
}

fn added(pairs: &Pairs<'_>, model: &Model, found: &mut Found<'_>) {
    match pairs.new_owner(model) {
        Owner::Itself => named::added(pairs, model, found),
        Owner::Union | Owner::Operation(_) => named::explain(model, found),
    }
}

/// A model that both specs have.
struct Both<'p, 'a> {
    pairs: &'p Pairs<'a>,
    /// As the old spec has it.
    old: &'a Model,
    /// The same under its new name.
    before: &'p Model,
    /// As the new spec has it, with the types of the common API.
    after: Model,
    owner: Owner<'a>,
    ways: Ways,
    surface: Surface,
}

impl<'p, 'a> Both<'p, 'a> {
    fn new(pairs: &'p Pairs<'a>, old: ModelId, new: ModelId) -> Both<'p, 'a> {
        let before = &pairs.base.models[old];
        let after = &pairs.new.models[new];
        let fields = after.fields.iter().map(|field| pairs.field(field)).collect();
        Both {
            pairs,
            old: &pairs.old.models[old],
            before,
            after: Model { fields, ..after.clone() },
            owner: pairs.new_owner(after),
            ways: Ways::new(before.usage, after.usage),
            surface: of_part(&pairs.base, Part::Model(before)),
        }
    }

    fn compare(&self, found: &mut Found<'_>) {
        // The module follows the name, and whether it is a whole reply the operations; fields and constructors are
        // compared one by one below.
        let Model { name, module: _, docs, file, fields: _, constructors: _, usage, is_whole_reply: _ } =
            &self.after;
        if let Owner::Itself = self.owner {
            named::renamed(self.old, &self.after, found);
            let node = Node::file(Revision::New, file);
            docs::compare(name, &node, direction(*usage), (&self.before.docs, docs), found);
        } else if *name != self.old.name {
            named::explain(self.old, found);
            named::explain(&self.after, found);
        }
        if self.before.usage != *usage {
            let rust = self.trial(found, |model| model.usage = *usage);
            found.push(named::usage(self.name(), self.node(), (self.before.usage, *usage), rust));
        }
        let fields = names::pairs(self);
        for pair in &fields {
            match pair {
                Pair::Removed(field) => list::removed(self, field, found),
                Pair::Added(field) => list::added(self, field, &fields, found),
                Pair::Both(old, new) => field::compare(self, old, new, found),
            }
        }
        list::reordered(self, &fields, found);
        constructors::compare(self, found);
    }

    /// What an edit of the old model does to the Rust API.
    fn trial(&self, found: &mut Found<'_>, edit: impl FnOnce(&mut Model)) -> Verdict {
        let mut edited = self.before.clone();
        edit(&mut edited);
        found.explained.verdict(&self.surface, &of_part(&self.pairs.base, Part::Model(&edited)))
    }

    /// The model, or the operation that it holds the parameters of.
    fn name(&self) -> &str {
        name(&self.after, self.owner)
    }

    /// Where the model stands in the new spec.
    fn node(&self) -> Node {
        root(Revision::New, &self.after, self.owner)
    }

    /// The name of a field of the old spec, and where it stands there.
    fn old_place(&self, field: &Field) -> (String, Node) {
        place(Revision::Old, self.old, self.pairs.old_owner(self.old), field)
    }

    /// The name of a field of the new spec, and where it stands there.
    fn place(&self, field: &Field) -> (String, Node) {
        place(Revision::New, &self.after, self.owner, field)
    }

    /// The same for a constructor of the old spec.
    fn old_constructor(&self, name: &str) -> (String, Node) {
        constructor(Revision::Old, self.old, self.pairs.old_owner(self.old), name)
    }

    /// The same for a constructor of the new spec.
    fn constructor(&self, name: &str) -> (String, Node) {
        constructor(Revision::New, &self.after, self.owner, name)
    }
}

/// The name of a constructor, and where it stands.
fn constructor(revision: Revision, model: &Model, owner: Owner<'_>, constructor: &str) -> (String, Node) {
    let node = root(revision, model, owner).key("constructors").named(constructor);
    (format!("{}.{constructor}", model.name), node)
}

/// What people call a model.
fn name<'m>(model: &'m Model, owner: Owner<'m>) -> &'m str {
    match owner {
        Owner::Itself | Owner::Union => &model.name,
        Owner::Operation(operation) => &operation.name,
    }
}

/// Where a model is declared.
fn root(revision: Revision, model: &Model, owner: Owner<'_>) -> Node {
    let file = Node::file(revision, &model.file);
    match owner {
        Owner::Itself | Owner::Operation(_) => file,
        Owner::Union => file.key("variants").named(&model.name),
    }
}

fn place(revision: Revision, model: &Model, owner: Owner<'_>, field: &Field) -> (String, Node) {
    let (name, root) = (name(model, owner), root(revision, model, owner));
    let list = match field.location {
        Location::Object => "fields",
        Location::Path => "path_params",
        Location::Query => "query",
        Location::Header => "headers",
        // The whole body is the operation's own matter.
        Location::Body => return (name.to_owned(), root.key("request")),
    };
    (format!("{name}.{}", field.wire), root.key(list).named(&field.wire))
}
