//! Types that need no draft: those of the spec, and those that were drafted before.

use std::collections::BTreeSet;

use super::super::words;
use specwright::ir::{Api, Type};
use specwright::names;

/// A type that was drafted.
pub(super) struct Made {
    pub(super) name: String,
    /// The key on the wire that it was made for.
    pub(super) key: String,
    /// The keys that it has.
    pub(super) wires: BTreeSet<String>,
    /// Whether it comes back rather than is sent.
    pub(super) in_reply: bool,
}

/// The type of what stands under a key: the only one that the spec has there, else the one of the same name, if it
/// has most of these keys.
pub(super) fn under_key(
    api: &Api,
    made: &[Made],
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
    let drafted = made.iter().find(|made| made.key == key && has_most(&made.wires, keys));
    let found = is_known.then_some(name).or_else(|| drafted.map(|made| made.name.clone()))?;
    Some(if is_list { format!("list<{found}>") } else { found })
}

/// The model that has exactly these keys, where there is one alone that goes in this direction, or in any.
pub(super) fn with_keys(
    api: &Api,
    made: &[Made],
    keys: &BTreeSet<String>,
    in_reply: Option<bool>,
) -> Option<String> {
    let same = api.models.iter().filter(|(id, model)| {
        let fields: BTreeSet<String> = model.fields.iter().map(|field| field.wire.clone()).collect();
        let is_variant =
            || api.unions.iter().any(|(_, union)| union.variants.iter().any(|one| one.model == *id));
        let usage = model.usage;
        // What nothing uses yet goes in any direction.
        let goes = match in_reply {
            Some(true) => usage.reply || !usage.request,
            Some(false) => usage.request || !usage.reply,
            None => true,
        };
        fields == *keys && goes && !is_variant() && !model.is_parameters()
    });
    let names: Vec<&str> = same.map(|(_, model)| model.name.as_str()).collect();
    if let [only] = names.as_slice() {
        return Some((*only).to_owned());
    }
    let goes = |made: &&Made| in_reply.is_none_or(|in_reply| in_reply == made.in_reply);
    made.iter().filter(goes).find(|made| made.wires == *keys).map(|made| made.name.clone())
}

fn objects(api: &Api) -> impl Iterator<Item = Type> {
    let models = api.models.iter().map(|(id, _)| Type::Model(id));
    models.chain(api.unions.iter().map(|(id, _)| Type::Union(id)))
}

fn has_most(wires: &BTreeSet<String>, keys: &BTreeSet<String>) -> bool {
    let found = keys.iter().filter(|key| wires.contains(*key)).count();
    found * 2 >= keys.len()
}

/// The keys of a model or a union; `None` of any other type.
fn wires(api: &Api, ty: &Type) -> Option<BTreeSet<String>> {
    let of = |id| api.models[id].fields.iter().map(|field| field.wire.clone());
    match ty.innermost() {
        Type::Model(id) => Some(of(*id).collect()),
        Type::Union(id) => {
            let union = &api.unions[*id];
            let fields = union.variants.iter().flat_map(|variant| of(variant.model));
            Some(fields.chain([union.tag.clone()]).collect())
        }
        _ => None,
    }
}
