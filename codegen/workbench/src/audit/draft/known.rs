//! Existing types: those of the spec, and those already drafted.

use std::collections::BTreeSet;

use super::super::words;
use specwright::ir::{Api, Type};
use specwright::names;

/// A drafted type.
pub(super) struct DraftedType {
    pub(super) name: String,
    /// The wire key that it was drafted for.
    pub(super) key: String,
    /// Its wire keys.
    pub(super) wires: BTreeSet<String>,
    /// Whether it is part of a reply, not of a request.
    pub(super) in_reply: bool,
}

/// The type of the value of a key: the only one that fields with this key have in the spec, or else the type with the
/// corresponding name, if it has most of these keys.
pub(super) fn under_key(
    api: &Api,
    earlier: &[DraftedType],
    key: &str,
    is_list: bool,
    keys: &BTreeSet<String>,
) -> Option<String> {
    let fields = api.models.iter().flat_map(|(_, model)| &model.fields).filter(|field| field.wire == key);
    let types: BTreeSet<String> = fields
        .filter(|field| matches!(field.ty, Type::List(_)) == is_list)
        .filter(|field| wires(api, &field.ty).is_some_and(|wires| has_most(&wires, keys)))
        .map(|field| words::name_of(api, &field.ty))
        .collect();
    if let (Some(only), 1) = (types.first(), types.len()) {
        return Some(only.clone());
    }
    let name = names::pascal(key);
    let mut named = objects(api).filter(|ty| words::name_of(api, ty) == name);
    let is_known = named.any(|ty| wires(api, &ty).is_some_and(|wires| has_most(&wires, keys)));
    let earlier = earlier.iter().find(|earlier| earlier.key == key && has_most(&earlier.wires, keys));
    let found = is_known.then_some(name).or_else(|| earlier.map(|earlier| earlier.name.clone()))?;
    Some(if is_list { format!("list<{found}>") } else { found })
}

/// The model that has exactly these keys, if there is only one that is used in this direction, or not used yet.
pub(super) fn with_keys(
    api: &Api,
    earlier: &[DraftedType],
    keys: &BTreeSet<String>,
    in_reply: Option<bool>,
) -> Option<String> {
    let same = api.models.iter().filter(|(id, model)| {
        let fields: BTreeSet<String> = model.fields.iter().map(|field| field.wire.clone()).collect();
        let is_variant =
            || api.unions.iter().any(|(_, union)| union.variants.iter().any(|one| one.model == *id));
        let usage = model.usage;
        // A type that is not used yet may be used in either direction.
        let is_usable = match in_reply {
            Some(true) => usage.reply || !usage.request,
            Some(false) => usage.request || !usage.reply,
            None => true,
        };
        fields == *keys && is_usable && !is_variant() && !model.is_parameters()
    });
    let names: Vec<&str> = same.map(|(_, model)| model.name.as_str()).collect();
    if let [only] = names.as_slice() {
        return Some((*only).to_owned());
    }
    let is_usable = |earlier: &&DraftedType| in_reply.is_none_or(|in_reply| in_reply == earlier.in_reply);
    earlier
        .iter()
        .filter(is_usable)
        .find(|earlier| earlier.wires == *keys)
        .map(|earlier| earlier.name.clone())
}

fn objects(api: &Api) -> impl Iterator<Item = Type> {
    let models = api.models.iter().map(|(id, _)| Type::Model(id));
    models.chain(api.unions.iter().map(|(id, _)| Type::Union(id)))
}

fn has_most(wires: &BTreeSet<String>, keys: &BTreeSet<String>) -> bool {
    let found = keys.iter().filter(|key| wires.contains(*key)).count();
    found * 2 >= keys.len()
}

/// The keys of a model or a union; `None` for any other type.
fn wires(api: &Api, ty: &Type) -> Option<BTreeSet<String>> {
    let of = |id| api.models[id].fields.iter().map(|field| field.wire.clone());
    match ty.innermost() {
        Type::Model(id) => Some(of(*id).collect()),
        Type::Union(id) => {
            let union = &api.unions[*id];
            let fields = union.variants.iter().flat_map(|variant| of(variant.model));
            Some(fields.chain(union.tag.clone()).collect())
        }
        _ => None,
    }
}
