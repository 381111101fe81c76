//! Which operation and which type of the new spec corresponds to which of the old one.

mod matching;
mod named;
mod rename;

use std::collections::BTreeMap;

use specwright::ir::{Api, EnumId, Field, Id, ModelId, Operation, Type, UnionId};

pub(super) use matching::{Pair, also, also_if, by};
pub(super) use named::address;
pub(super) use rename::Owner;
use rename::{Renamed, owners};

/// Both specs, and what they have in common.
pub(super) struct Pairs<'a> {
    pub(super) old: &'a Api,
    pub(super) new: &'a Api,
    /// The old API with the types' new names.
    pub(super) renamed: Api,
    /// The same, and behind its types those that only the new API has. Types of both APIs mean the same in it.
    pub(super) base: Api,
    pub(super) operations: Vec<Pair<&'a Operation>>,
    pub(super) models: Vec<Pair<ModelId>>,
    pub(super) unions: Vec<Pair<UnionId>>,
    pub(super) enums: Vec<Pair<EnumId>>,
    /// The ids in `base` of the new API's types.
    ids: Ids,
    old_owners: BTreeMap<usize, Owner<'a>>,
    new_owners: BTreeMap<usize, Owner<'a>>,
}

/// For each type of the new API its id elsewhere.
#[derive(Debug, Default)]
struct Ids {
    models: Vec<ModelId>,
    unions: Vec<UnionId>,
    enums: Vec<EnumId>,
}

impl<'a> Pairs<'a> {
    pub(super) fn new(old: &'a Api, new: &'a Api) -> Pairs<'a> {
        let operations = named::operations(old, new);
        let enums = named::enums(old, new);
        let unions = named::unions(old, new);
        let models = named::models(old, new, &operations);
        let renamed = Renamed { old, new, models: &models, unions: &unions, enums: &enums };
        let (renamed, base, ids) = (renamed.api(), renamed.base(), renamed.ids());
        let (old_owners, new_owners) = (owners(old), owners(new));
        Pairs { old, new, renamed, base, operations, models, unions, enums, ids, old_owners, new_owners }
    }

    /// A type of the new API as `base` has it.
    pub(super) fn translated(&self, ty: &Type) -> Type {
        self.ids.translated(ty)
    }

    /// A field of the new API as `base` would have it.
    pub(super) fn field(&self, field: &Field) -> Field {
        Field { ty: self.translated(&field.ty), ..field.clone() }
    }

    /// The id in `base` of a model of the new API.
    pub(super) fn model(&self, id: ModelId) -> ModelId {
        at(&self.ids.models, id)
    }

    /// What a model of the old API belongs to.
    pub(super) fn old_owner(&self, model: ModelId) -> Owner<'a> {
        self.old_owners.get(&model.index()).copied().unwrap_or(Owner::Itself)
    }

    /// What a model of the new API belongs to.
    pub(super) fn new_owner(&self, model: ModelId) -> Owner<'a> {
        self.new_owners.get(&model.index()).copied().unwrap_or(Owner::Itself)
    }
}

impl Ids {
    fn translated(&self, ty: &Type) -> Type {
        match ty {
            Type::Model(id) => Type::Model(at(&self.models, *id)),
            Type::Union(id) => Type::Union(at(&self.unions, *id)),
            Type::Enum(id) => Type::Enum(at(&self.enums, *id)),
            Type::List(inner) => Type::List(Box::new(self.translated(inner))),
            Type::Map(inner) => Type::Map(Box::new(self.translated(inner))),
            Type::Nullable(inner) => Type::Nullable(Box::new(self.translated(inner))),
            Type::Boxed(inner) => Type::Boxed(Box::new(self.translated(inner))),
            Type::Scalar(kind) => Type::Scalar(*kind),
        }
    }
}

/// There is one for each id of the new API.
fn at<T>(ids: &[Id<T>], id: Id<T>) -> Id<T> {
    ids.get(id.index()).copied().unwrap_or(id)
}
