//! Which field of the new model is which of the old one.

use super::Both;
use crate::changes::pairs::{Owner, Pair, also, by};
use specwright::ir::{Field, Location, PathPart};

/// All fields: by their wire keys, else by what they are.
pub(super) fn pairs<'b>(both: &'b Both<'_, '_>) -> Vec<Pair<&'b Field>> {
    let (old, new) = (&both.before.fields, &both.after.fields);
    let pairs = by(old, new, |field| field.wire.as_str());
    let pairs = also(pairs, |before, after| before.ident == after.ident);
    let pairs = also(pairs, |before, after| is_same_part_of_path(both, before, after));
    also(pairs, |before, after| {
        let index =
            |fields: &[Field], field: &Field| fields.iter().position(|other| other.wire == field.wire);
        let is_said_alike = before.docs.doc.is_some() && before.docs.doc == after.docs.doc;
        let is_same = before.ty == after.ty
            && before.limits == after.limits
            && before.presence.need == after.presence.need
            && before.location == after.location;
        let undescribed = before.docs.doc.is_none() && after.docs.doc.is_none();
        is_same && (is_said_alike || (undescribed && index(old, before) == index(new, after)))
    })
}

/// Whether both stand at the same place of the path, which names of parameters do not change.
fn is_same_part_of_path(both: &Both<'_, '_>, before: &Field, after: &Field) -> bool {
    let (Owner::Operation(old), Owner::Operation(new)) = (both.pairs.old_owner(both.old), both.owner) else {
        return false;
    };
    let index = |path: &[PathPart], field: &Field| {
        path.iter().position(|part| *part == PathPart::Parameter(field.wire.clone()))
    };
    let (old, new) = (index(&old.path, before), index(&new.path, after));
    before.location == Location::Path && old.is_some() && old == new
}
