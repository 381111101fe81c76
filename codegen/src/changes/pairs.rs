//! Which thing of the new spec is which of the old one.

use std::collections::BTreeMap;

use crate::ir::{Api, Input, Model, Operation, Union};

/// Both specs.
pub(super) struct Pairs<'a> {
    pub(super) old: &'a Api,
    pub(super) new: &'a Api,
}

/// A thing of either spec, or of both.
pub(super) enum Pair<T> {
    Removed(T),
    Added(T),
    Both(T, T),
}

impl<'a> Pairs<'a> {
    pub(super) fn new(old: &'a Api, new: &'a Api) -> Pairs<'a> {
        Pairs { old, new }
    }

    /// All operations by their names.
    pub(super) fn operations(&self) -> Vec<Pair<&'a Operation>> {
        by(self.old.operations.iter(), self.new.operations.iter(), |operation| operation.name.as_str())
    }

    /// All models by their names.
    pub(super) fn models(&self) -> Vec<Pair<&'a Model>> {
        let models = |api: &'a Api| api.models.iter().map(|(_, model)| model);
        by(models(self.old), models(self.new), |model| model.name.as_str())
    }
}

/// Pairs the things of two lists by a key that is unique in each.
pub(super) fn by<'a, T, K: Ord + ?Sized + 'a>(
    old: impl IntoIterator<Item = &'a T>,
    new: impl IntoIterator<Item = &'a T>,
    key: impl Fn(&'a T) -> &'a K,
) -> Vec<Pair<&'a T>> {
    let old: Vec<&T> = old.into_iter().collect();
    let new: Vec<&T> = new.into_iter().collect();
    let keyed = |list: &[&'a T]| list.iter().map(|thing| (key(thing), *thing)).collect::<BTreeMap<_, _>>();
    let (old_by, new_by) = (keyed(&old), keyed(&new));
    let of_old = old.into_iter().map(|before| match new_by.get(key(before)) {
        Some(after) => Pair::Both(before, *after),
        None => Pair::Removed(before),
    });
    let only_new = new.into_iter().filter(|after| !old_by.contains_key(key(after)));
    of_old.chain(only_new.map(Pair::Added)).collect()
}

/// What a model belongs to.
#[derive(Clone, Copy)]
pub(super) enum Owner<'a> {
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
