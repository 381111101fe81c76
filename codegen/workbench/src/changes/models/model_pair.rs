//! A model that both specs have.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};
use std::mem;

use crate::changes::collector::{Collector, Node};
use crate::changes::directions::Directions;
use crate::changes::excerpt::{Excerpt, select};
use crate::changes::pairs::{Owner, Pairs};
use crate::changes::surface::Surface;
use crate::changes::trial::of_part;
use crate::changes::{Revision, Verdict};
use specwright::emit::Part;
use specwright::ir::{Constructor, Field, Location, Model, ModelId, Scalar, Type};

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
    constructors: Excerpt<&'p str>,
    /// For each wire key, of either spec, the constructors that name it.
    naming: BTreeMap<String, Vec<String>>,
    surface: OnceCell<Surface>,
}

impl<'p, 'a> ModelPair<'p, 'a> {
    pub(super) fn new(pairs: &'p Pairs<'a>, old: ModelId, new: ModelId) -> ModelPair<'p, 'a> {
        let before = &pairs.base.models[old];
        let (old_owner, owner) = (pairs.old_owner(old), pairs.new_owner(new));
        let (old, after) = (&pairs.old.models[old], &pairs.new.models[new]);
        let fields = after.fields.iter().map(|field| pairs.field(field)).collect();
        // Constructors name the fields that they set.
        let set: BTreeSet<&str> =
            before.constructors.iter().flat_map(|one| &one.sets).map(|(wire, _)| wire.as_str()).collect();
        let class = |field: &Field| (class(field), set.get(field.wire.as_str()).copied());
        ModelPair {
            pairs,
            old,
            old_owner,
            before,
            after: Model { fields, ..after.clone() },
            owner,
            directions: Directions::new(before.usage, after.usage),
            excerpt: Excerpt::new(&before.fields, class, |field| field.wire.as_str()),
            constructors: Excerpt::new(&before.constructors, |_| (), |constructor| constructor.name.as_str()),
            naming: naming([before, after]),
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
        let constructors = about.iter().filter_map(|wire| self.naming.get(*wire)).flatten();
        self.trial_with(found, about, constructors.map(String::as_str).collect(), edit)
    }

    /// The same for an edit of one constructor only, which may be one of the new model.
    pub(super) fn constructor_trial(
        &self,
        found: &mut Collector<'_>,
        constructor: &Constructor,
        edit: impl FnOnce(&mut Model),
    ) -> Verdict {
        let fields: Vec<&str> = wires(constructor).collect();
        self.trial_with(found, &fields, vec![&constructor.name], edit)
    }

    fn trial_with(
        &self,
        found: &mut Collector<'_>,
        fields: &[&str],
        constructors: Vec<&str>,
        edit: impl FnOnce(&mut Model),
    ) -> Verdict {
        let surface = |model: &Model| of_part(&self.pairs.base, Part::Model(model));
        let Model { fields: all_fields, constructors: all_constructors, .. } = self.before;
        let fields = self.excerpt.with(fields.iter().copied());
        let constructors = self.constructors.with(constructors);
        let excerpt = (fields.is_some() || constructors.is_some()).then(|| {
            let fields = fields.map_or_else(|| all_fields.clone(), |kept| select(all_fields, &kept));
            let constructors =
                constructors.map_or_else(|| all_constructors.clone(), |kept| select(all_constructors, &kept));
            excerpt(self.before, fields, constructors)
        });
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
    format!(
        "{:?}",
        (shape(ty), nullable, presence, constant, default, has_limits, tolerate, secret, location)
    )
}

/// The form of a type without the names of types: whether two are the same counts among the few required fields only.
fn shape(ty: &Type) -> String {
    match ty {
        Type::Scalar(kind) => kind.name().to_owned(),
        Type::Model(_) => "model".to_owned(),
        Type::Union(_) => "union".to_owned(),
        Type::Enum(_) => "enum".to_owned(),
        Type::List(inner) => format!("list {}", shape(inner)),
        Type::Map(inner) => format!("map {}", shape(inner)),
        Type::Nullable(inner) => format!("nullable {}", shape(inner)),
        Type::Boxed(inner) => format!("box {}", shape(inner)),
    }
}

/// The fields that a constructor names.
fn wires(constructor: &Constructor) -> impl Iterator<Item = &str> {
    constructor.sets.iter().map(|(wire, _)| wire).chain(&constructor.required).map(String::as_str)
}

fn naming(models: [&Model; 2]) -> BTreeMap<String, Vec<String>> {
    let mut naming: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for constructor in models.into_iter().flat_map(|model| &model.constructors) {
        for wire in wires(constructor) {
            naming.entry(wire.to_owned()).or_default().push(constructor.name.clone());
        }
    }
    naming
}

/// The model with only these of its fields and constructors.
fn excerpt(model: &Model, fields: Vec<Field>, constructors: Vec<Constructor>) -> Model {
    let Model {
        name,
        module,
        docs,
        file,
        fields: _,
        constructors: _,
        former_fields,
        rules: _,
        usage,
        is_whole_reply,
        holds_secret,
    } = model;
    let wires: BTreeSet<&str> = fields.iter().map(|field| field.wire.as_str()).collect();
    let constructors = constructors.into_iter().map(|mut constructor| {
        constructor.sets.retain(|(wire, _)| wires.contains(wire.as_str()));
        constructor.required.retain(|wire| wires.contains(wire.as_str()));
        constructor
    });
    Model {
        name: name.clone(),
        module: module.clone(),
        docs: docs.clone(),
        file: file.clone(),
        constructors: constructors.collect(),
        // Rules over several fields leave no trace in the Rust API.
        rules: Vec::new(),
        former_fields: former_fields.clone(),
        usage: *usage,
        is_whole_reply: *is_whole_reply,
        holds_secret: *holds_secret,
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
    let root = match &field.group_file {
        Some(file) => Node::file(revision, file),
        None => root(revision, model, owner),
    };
    let name = name(model, owner);
    let list = match field.location {
        Location::Object => "fields",
        Location::Path => "path_params",
        Location::Query => "query",
        Location::Header => "headers",
        // The whole body is a key of the operation.
        Location::Body if field.ty == Type::TEXT || field.ty.is_file() => {
            return (name.to_owned(), root.key("body"));
        }
        Location::Body => return (name.to_owned(), root.key("request")),
    };
    (format!("{name}.{}", field.wire), root.key(list).named(&field.wire))
}
