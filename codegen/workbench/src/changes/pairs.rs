//! Which thing of the new spec is which of the old one.

mod named;
mod rename;

use std::collections::BTreeMap;

use specwright::ir::{Api, EnumId, Field, Id, Input, Model, ModelId, Operation, Type, UnionId};

pub(super) use named::address;
pub(super) use rename::Owner;
use rename::{Renamed, owner};

/// Both specs, and what is the same in them.
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
}

/// A thing of either spec, or of both.
#[derive(Clone, Copy, Debug)]
pub(super) enum Pair<T> {
    Removed(T),
    Added(T),
    Both(T, T),
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
        Pairs { old, new, renamed, base, operations, models, unions, enums, ids }
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
    pub(super) fn old_owner(&self, model: &Model) -> Owner<'a> {
        owner(self.old, model)
    }

    /// What a model of the new API belongs to.
    pub(super) fn new_owner(&self, model: &Model) -> Owner<'a> {
        owner(self.new, model)
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
            Type::Boxed(inner) => Type::Boxed(Box::new(self.translated(inner))),
            Type::Scalar(kind) => Type::Scalar(*kind),
        }
    }
}

/// There is one for each id of the new API.
fn at<T>(ids: &[Id<T>], id: Id<T>) -> Id<T> {
    ids.get(id.index()).copied().unwrap_or(id)
}

/// Pairs the things of two lists by a key that is unique in each.
pub(super) fn by<'a, T, K: Ord>(
    old: impl IntoIterator<Item = &'a T>,
    new: impl IntoIterator<Item = &'a T>,
    key: impl Fn(&'a T) -> K,
) -> Vec<Pair<&'a T>> {
    let old: Vec<&T> = old.into_iter().collect();
    let new: Vec<&T> = new.into_iter().collect();
    let keyed = |list: &[&'a T]| list.iter().map(|thing| (key(thing), *thing)).collect::<BTreeMap<_, _>>();
    let (old_by, new_by) = (keyed(&old), keyed(&new));
    let of_old = old.into_iter().map(|before| match new_by.get(&key(before)) {
        Some(after) => Pair::Both(before, *after),
        None => Pair::Removed(before),
    });
    let only_new = new.into_iter().filter(|after| !old_by.contains_key(&key(after)));
    of_old.chain(only_new.map(Pair::Added)).collect()
}

/// Pairs what is left over where one thing of each side, and no other, resembles the other.
pub(super) fn also<T: Copy>(pairs: Vec<Pair<T>>, resembles: impl Fn(T, T) -> bool) -> Vec<Pair<T>> {
    let removed: Vec<T> = pairs.iter().filter_map(Pair::removed).collect();
    let added: Vec<T> = pairs.iter().filter_map(Pair::added).collect();
    if removed.is_empty() || added.is_empty() {
        return pairs;
    }
    let only = |list: &[T], is_like: &dyn Fn(T) -> bool| {
        let mut like = list.iter().enumerate().filter(|(_, thing)| is_like(**thing)).map(|(index, _)| index);
        like.next().filter(|_| like.next().is_none())
    };
    // For each removed thing its partner's position among the added ones.
    let partners: Vec<Option<usize>> = removed
        .iter()
        .map(|before| {
            let partner = only(&added, &|after| resembles(*before, after))?;
            let after = *added.get(partner)?;
            only(&removed, &|before| resembles(before, after)).map(|_| partner)
        })
        .collect();
    let (mut next_removed, mut next_added) = (0, 0);
    let mut paired = Vec::new();
    for pair in pairs {
        match pair {
            Pair::Removed(before) => {
                let partner = partners.get(next_removed).copied().flatten();
                next_removed += 1;
                let after = partner.and_then(|partner| added.get(partner));
                paired.push(after.map_or(pair, |after| Pair::Both(before, *after)));
            }
            Pair::Added(_) => {
                if !partners.contains(&Some(next_added)) {
                    paired.push(pair);
                }
                next_added += 1;
            }
            Pair::Both(..) => paired.push(pair),
        }
    }
    paired
}

impl<T: Copy> Pair<T> {
    fn removed(&self) -> Option<T> {
        if let Pair::Removed(thing) = self { Some(*thing) } else { None }
    }

    fn added(&self) -> Option<T> {
        if let Pair::Added(thing) = self { Some(*thing) } else { None }
    }
}
