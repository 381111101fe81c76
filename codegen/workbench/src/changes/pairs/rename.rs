//! The old API with new names.

use std::collections::BTreeSet;

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

/// What a model belongs to.
pub(super) fn owner<'a>(api: &'a Api, model: &Model) -> Owner<'a> {
    let is_it = |id| api.models[id].name == model.name;
    let operation =
        api.operations.iter().find(|operation| matches!(operation.input, Input::Parameters(id) if is_it(id)));
    if let Some(operation) = operation {
        return Owner::Operation(operation);
    }
    let has_it =
        |union: &Union| union.file == model.file && union.variants.iter().any(|variant| is_it(variant.model));
    let is_variant = api.unions.iter().any(|(_, union)| has_it(union));
    if is_variant { Owner::Union } else { Owner::Itself }
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
        let models = self.old.models.iter().map(|(id, model)| match partner(self.models, id) {
            Some(new) => {
                let Model { name, module, .. } = &self.new.models[new];
                Model { name: name.clone(), module: module.clone(), ..model.clone() }
            }
            None => model.clone(),
        });
        let unions = self.old.unions.iter().map(|(id, union)| match partner(self.unions, id) {
            Some(new) => {
                let Union { name, module, .. } = &self.new.unions[new];
                Union { name: name.clone(), module: module.clone(), ..union.clone() }
            }
            None => union.clone(),
        });
        let enums = self.old.enums.iter().map(|(id, choice)| match partner(self.enums, id) {
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
            union
        };
        let models = renamed.models.iter().map(|(_, model)| model.clone());
        let unions = renamed.unions.iter().map(|(_, union)| union.clone());
        let enums = renamed.enums.iter().map(|(id, choice)| {
            let mut choice = choice.clone();
            if let Some(new) = partner(self.enums, id) {
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

/// The new id of an old type.
fn partner<T>(pairs: &[Pair<Id<T>>], old: Id<T>) -> Option<Id<T>> {
    pairs.iter().find_map(|pair| match pair {
        Pair::Both(before, after) if *before == old => Some(*after),
        _ => None,
    })
}
