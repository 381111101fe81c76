//! A model that both specs have.

use std::cell::OnceCell;
use std::collections::BTreeSet;
use std::mem;

use crate::changes::collector::{Collector, Node};
use crate::changes::directions::Directions;
use crate::changes::excerpt::{Excerpt, select};
use crate::changes::pairs::{Owner, Pairs};
use crate::changes::surface::Surface;
use crate::changes::trial::of_part;
use crate::changes::{Revision, Verdict};
use specwright::emit::Part;
use specwright::ir::{Constructor, Field, Location, Model, ModelId, Scalar};

pub(super) struct ModelPair<'p, 'a> {
    pub(super) pairs: &'p Pairs<'a>,
    /// As in the old spec.
    pub(super) old: &'a Model,
    pub(super) old_owner: Owner<'a>,
    /// The old model under its new name.
    pub(super) before: &'p Model,
    /// As in the new spec, with the types of the common API.
    pub(super) after: Model,
    pub(super) owner: Owner<'a>,
    pub(super) directions: Directions,
    excerpt: Excerpt<&'p str>,
    surface: OnceCell<Surface>,
}

impl<'p, 'a> ModelPair<'p, 'a> {
    pub(super) fn new(pairs: &'p Pairs<'a>, old: ModelId, new: ModelId) -> ModelPair<'p, 'a> {
        let before = &pairs.base.models[old];
        let (old, after) = (&pairs.old.models[old], &pairs.new.models[new]);
        let fields = after.fields.iter().map(|field| pairs.field(field)).collect();
        // Constructors name the fields that they set.
        let set: BTreeSet<&str> =
            before.constructors.iter().flat_map(|one| &one.sets).map(|(wire, _)| wire.as_str()).collect();
        let class = |field: &Field| (class(field), set.get(field.wire.as_str()).copied());
        ModelPair {
            pairs,
            old,
            old_owner: pairs.old_owner(old),
            before,
            after: Model { fields, ..after.clone() },
            owner: pairs.new_owner(after),
            directions: Directions::new(before.usage, after.usage),
            excerpt: Excerpt::new(&before.fields, class, |field| field.wire.as_str()),
            surface: OnceCell::new(),
        }
    }

    /// What an edit of the old model does to the Rust API. The edit depends on no fields but those with the wire keys of
    /// `about`.
    pub(super) fn trial(
        &self,
        found: &mut Collector<'_>,
        about: &[&str],
        edit: impl FnOnce(&mut Model),
    ) -> Verdict {
        let surface = |model: &Model| of_part(&self.pairs.base, Part::Model(model));
        let fields = self.excerpt.with(about.iter().copied());
        let excerpt = fields.map(|fields| excerpt(self.before, select(&self.before.fields, &fields)));
        found.explained.edit((self.before, &self.surface), excerpt, surface, edit)
    }

    /// The name of the model, or of the operation whose parameters it contains.
    pub(super) fn name(&self) -> &str {
        name(&self.after, self.owner)
    }

    /// The position of the model in the new spec.
    pub(super) fn node(&self) -> Node {
        root(Revision::New, &self.after, self.owner)
    }

    /// The name of a field of the old spec, and its position there.
    pub(super) fn old_place(&self, field: &Field) -> (String, Node) {
        place(Revision::Old, self.old, self.old_owner, field)
    }

    /// The name of a field of the new spec, and its position there.
    pub(super) fn place(&self, field: &Field) -> (String, Node) {
        place(Revision::New, &self.after, self.owner, field)
    }

    /// The name of a constructor of the old spec, and its position there.
    pub(super) fn old_constructor(&self, name: &str) -> (String, Node) {
        constructor(Revision::Old, self.old, self.old_owner, name)
    }

    /// The name of a constructor of the new spec, and its position there.
    pub(super) fn constructor(&self, name: &str) -> (String, Node) {
        constructor(Revision::New, &self.after, self.owner, name)
    }
}

/// Everything about a field that the emitted items depend on, except for its names and its documentation.
fn class(field: &Field) -> String {
    let Field { ty, nullable, presence, constant, default, limits, tolerate, secret, location, .. } = field;
    let constant = constant.as_ref().map(mem::discriminant::<Scalar>);
    let default = default.as_ref().map(mem::discriminant::<Scalar>);
    let presence = (mem::discriminant(&presence.need), presence.forbidden.is_some());
    let has_limits = !limits.errors.is_empty();
    format!("{:?}", (ty, nullable, presence, constant, default, has_limits, tolerate, secret, location))
}

/// The model with only these of its fields.
fn excerpt(model: &Model, fields: Vec<Field>) -> Model {
    let Model { name, module, docs, file, fields: _, constructors, usage, is_whole_reply } = model;
    let wires: BTreeSet<&str> = fields.iter().map(|field| field.wire.as_str()).collect();
    let constructors = constructors.iter().map(|constructor| {
        let Constructor { name, required_struct, docs, sets, required } = constructor;
        Constructor {
            name: name.clone(),
            required_struct: required_struct.clone(),
            docs: docs.clone(),
            sets: sets.iter().filter(|(wire, _)| wires.contains(wire.as_str())).cloned().collect(),
            required: required.iter().filter(|wire| wires.contains(wire.as_str())).cloned().collect(),
        }
    });
    Model {
        name: name.clone(),
        module: module.clone(),
        docs: docs.clone(),
        file: file.clone(),
        constructors: constructors.collect(),
        usage: *usage,
        is_whole_reply: *is_whole_reply,
        fields,
    }
}

/// The name of a constructor, and its position.
fn constructor(revision: Revision, model: &Model, owner: Owner<'_>, constructor: &str) -> (String, Node) {
    let node = root(revision, model, owner).key("constructors").named(constructor);
    (format!("{}.{constructor}", model.name), node)
}

fn name<'m>(model: &'m Model, owner: Owner<'m>) -> &'m str {
    match owner {
        Owner::Itself | Owner::Union => &model.name,
        Owner::Operation(operation) => &operation.name,
    }
}

/// The position where a model is declared.
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
        // The whole body is a key of the operation.
        Location::Body => return (name.to_owned(), root.key("request")),
    };
    (format!("{name}.{}", field.wire), root.key(list).named(&field.wire))
}
