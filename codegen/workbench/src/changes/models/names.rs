//! Which field of the new model corresponds to which of the old one.

use std::collections::BTreeMap;

use super::model_pair::ModelPair;
use crate::changes::pairs::{Owner, Pair, also, also_if, by};
use specwright::ir::{Field, Location, PathPart};

/// All fields: by their wire keys, else by what else they have in common.
pub(super) fn pairs<'b>(both: &'b ModelPair<'_, '_>) -> Vec<Pair<&'b Field>> {
    let (old, new) = (&both.before.fields, &both.after.fields);
    let pairs = by(old, new, |field| field.wire.as_str());
    let pairs = also(pairs, |field| field.ident.as_str());
    // Names of path parameters are not sent: the position in the path decides.
    let (old_parts, new_parts) = (parts(both.old_owner), parts(both.owner));
    let part = |parts: &BTreeMap<&str, usize>, field: &Field| {
        parts.get(field.wire.as_str()).copied().filter(|_| field.location == Location::Path)
    };
    let pairs = also_if(pairs, |field| part(&old_parts, field), |field| part(&new_parts, field), |_, _| true);
    // Fields without documentation are distinguished by their index.
    let key = |indexes: &BTreeMap<&str, usize>, field: &'b Field| match &field.docs.doc {
        Some(doc) => Some((Some(doc), None)),
        None => Some((None, indexes.get(field.wire.as_str()).copied())),
    };
    let (old_indexes, new_indexes) = (indexes(old), indexes(new));
    let (old_key, new_key) = (|field| key(&old_indexes, field), |field| key(&new_indexes, field));
    also_if(pairs, old_key, new_key, |before, after| {
        before.ty == after.ty
            && before.limits == after.limits
            && before.presence.need == after.presence.need
            && before.location == after.location
    })
}

fn indexes(fields: &[Field]) -> BTreeMap<&str, usize> {
    fields.iter().enumerate().map(|(index, field)| (field.wire.as_str(), index)).collect()
}

/// The positions of the parameters in the path of the operation that the model belongs to.
fn parts(owner: Owner<'_>) -> BTreeMap<&str, usize> {
    let Owner::Operation(operation) = owner else { return BTreeMap::new() };
    let parameters = operation.path.iter().enumerate().filter_map(|(index, part)| match part {
        PathPart::Parameter(name) => Some((name.as_str(), index)),
        PathPart::Literal(_) => None,
    });
    parameters.collect()
}
