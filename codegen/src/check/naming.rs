//! The Rust names of a model's fields.

use std::collections::BTreeMap;

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::names;

use super::fields::Slot;

/// The identifier and the marker of each field, in their order.
pub(super) fn name(
    owner: &str,
    constructors: &[String],
    slots: &[Slot<'_>],
    found: &mut Diagnostics,
) -> Vec<(String, String)> {
    let mut taken = vec![owner.to_owned()];
    taken.extend(constructors.iter().map(|name| names::required_struct(name)));
    let mut wires: BTreeMap<&str, &Slot<'_>> = BTreeMap::new();
    let mut idents: BTreeMap<String, &Slot<'_>> = BTreeMap::new();
    let mut markers: BTreeMap<String, &Slot<'_>> = BTreeMap::new();
    let mut named = Vec::new();
    for slot in slots {
        let ident = names::field(slot.wire);
        let marker = names::marker(&ident, &taken);
        let same_wire = wires.insert(slot.wire, slot);
        let same_ident = idents.insert(ident.clone(), slot);
        let same_marker = markers.insert(marker.clone(), slot);
        if let Some(first) = same_wire {
            found.push(collision(first, slot, &format!("parameters called `{}`", slot.wire)));
        } else if let Some(first) = same_ident {
            found.push(collision(first, slot, &format!("fields `{ident}` in Rust")));
        } else if let Some(first) = same_marker {
            found.push(collision(first, slot, &format!("types `{marker}` in Rust")));
        }
        named.push((ident, marker));
    }
    named
}

fn collision(first: &Slot<'_>, second: &Slot<'_>, what: &str) -> Diagnostic {
    Diagnostic::error(
        Code::NameCollision,
        second.at.key(),
        format!("`{}` and `{}` would be two {what}", first.wire, second.wire),
    )
    .label("the second of them")
    .related(first.at.key(), "the first is here")
    .help("leave one of the two out: a value keeps and sends keys that the spec does not have, too (`set_extra`)")
}
