//! The old API with new names.

use std::collections::{BTreeMap, BTreeSet};

use super::Ids;
use super::matching::Pair;
use specwright::ir::{
    Api, Arena, Enum, EnumId, Id, Input, Model, ModelId, Operation, Union, UnionId, Variant,
};

/// What a model belongs to.
#[derive(Clone, Copy, Debug)]
pub(in crate::changes) enum Owner<'a> {
    /// A file of its own.
    Itself,
    /// The union that has it as a variant, in its own file.
    Union,
    /// The operation that has it as its parameters.
    Operation(&'a Operation),
}

/// What each model belongs to that does not belong to itself, by the model's position.
pub(super) fn owners(api: &Api) -> BTreeMap<usize, Owner<'_>> {
    let mut owners = BTreeMap::new();
    for (_, union) in api.unions.iter() {
        let declared = union.variants.iter().filter(|variant| api.models[variant.model].file == union.file);
        owners.extend(declared.map(|variant| (variant.model.index(), Owner::Union)));
    }
    for operation in &api.operations {
        if let Input::Parameters(id) = operation.input {
            owners.insert(id.index(), Owner::Operation(operation));
        }
    }
    owners
}

/// Both APIs and what is the same in them.
pub(super) struct Renamed<'a> {
    pub(super) old: &'a Api,
    pub(super) new: &'a Api,
    pub(super) models: &'a [Pair<ModelId>],
    pub(super) unions: &'a [Pair<UnionId>],
    pub(super) enums: &'a [Pair<EnumId>],
}

impl Renamed<'_> {
    /// The old API with the types' new names.
    pub(super) fn api(&self) -> Api {
        let (of_models, of_unions, of_enums) =
            (partners(self.models), partners(self.unions), partners(self.enums));
        let models = self.old.models.iter().map(|(id, model)| match of_models.get(&id).copied() {
            Some(new) => {
                let Model { name, module, .. } = &self.new.models[new];
                Model { name: name.clone(), module: module.clone(), ..model.clone() }
            }
            None => model.clone(),
        });
        let unions = self.old.unions.iter().map(|(id, union)| match of_unions.get(&id).copied() {
            Some(new) => {
                let Union { name, module, .. } = &self.new.unions[new];
                Union { name: name.clone(), module: module.clone(), ..union.clone() }
            }
            None => union.clone(),
        });
        let enums = self.old.enums.iter().map(|(id, choice)| match of_enums.get(&id).copied() {
            Some(new) => {
                let Enum { name, module, .. } = &self.new.enums[new];
                Enum { name: name.clone(), module: module.clone(), ..choice.clone() }
            }
            None => choice.clone(),
        });
        Api {
            models: Arena::new(models.collect()),
            unions: Arena::new(unions.collect()),
            enums: Arena::new(enums.collect()),
            ..self.old.clone()
        }
    }

    /// The same, and behind its types those that only the new API has. An enumeration has the values of both.
    pub(super) fn base(&self) -> Api {
        let (renamed, ids) = (self.api(), self.ids());
        let model = |id: ModelId| {
            let mut model = self.new.models[id].clone();
            for field in &mut model.fields {
                field.ty = ids.translated(&field.ty);
            }
            model
        };
        let union = |id: UnionId| {
            let mut union = self.new.unions[id].clone();
            for variant in &mut union.variants {
                *variant = Variant { model: super::at(&ids.models, variant.model), ..variant.clone() };
            }
            for field in &mut union.values {
                field.ty = ids.translated(&field.ty);
            }
            union
        };
        let models = renamed.models.iter().map(|(_, model)| model.clone());
        let unions = renamed.unions.iter().map(|(_, union)| union.clone());
        let partners = partners(self.enums);
        let enums = renamed.enums.iter().map(|(id, choice)| {
            let mut choice = choice.clone();
            if let Some(new) = partners.get(&id).copied() {
                let known: BTreeSet<_> = choice.values.iter().map(|value| value.value.clone()).collect();
                let values = self.new.enums[new].values.iter();
                choice.values.extend(values.filter(|value| !known.contains(&value.value)).cloned());
            }
            choice
        });
        Api {
            models: Arena::new(models.chain(added(self.models).map(model)).collect()),
            unions: Arena::new(unions.chain(added(self.unions).map(union)).collect()),
            enums: Arena::new(enums.chain(added(self.enums).map(|id| self.new.enums[id].clone())).collect()),
            ..renamed
        }
    }

    /// The ids that the new API's types have in `base`.
    pub(super) fn ids(&self) -> Ids {
        Ids {
            models: ids(self.models, self.old.models.len(), self.new.models.len()),
            unions: ids(self.unions, self.old.unions.len(), self.new.unions.len()),
            enums: ids(self.enums, self.old.enums.len(), self.new.enums.len()),
        }
    }
}

fn ids<T>(pairs: &[Pair<Id<T>>], old: usize, new: usize) -> Vec<Id<T>> {
    let mut ids: Vec<Id<T>> = (0..new).map(Id::new).collect();
    let mut set = |new: Id<T>, id: Id<T>| {
        if let Some(place) = ids.get_mut(new.index()) {
            *place = id;
        }
    };
    for pair in pairs {
        if let Pair::Both(old, new) = pair {
            set(*new, *old);
        }
    }
    for (index, id) in added(pairs).enumerate() {
        set(id, Id::new(old + index));
    }
    ids
}

fn added<T>(pairs: &[Pair<Id<T>>]) -> impl Iterator<Item = Id<T>> {
    pairs.iter().filter_map(Pair::added)
}

/// For each old type that has one its new id.
fn partners<T>(pairs: &[Pair<Id<T>>]) -> BTreeMap<Id<T>, Id<T>> {
    let both = pairs.iter().filter_map(Pair::new_and_old);
    both.map(|(new, old)| (old, new)).collect()
}
