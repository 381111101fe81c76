//! The Rust names of a model's fields.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::ir::Location;
use crate::names;

use super::slot::{Slot, Slots};

/// The identifier and the marker of each field, in order.
pub(super) fn name(
    owner: &str,
    constructors: &[String],
    slots: &Slots<'_>,
    found: &mut Diagnostics,
) -> Vec<(String, String)> {
    let mut taken = BTreeSet::from([owner.to_owned()]);
    taken.extend(constructors.iter().map(|name| names::required_struct(name)));
    let mut wires: BTreeMap<&str, &Slot<'_>> = BTreeMap::new();
    let mut idents: BTreeMap<String, &Slot<'_>> = BTreeMap::new();
    let mut markers: BTreeMap<String, &Slot<'_>> = BTreeMap::new();
    let mut named = Vec::new();
    for slot in slots.iter() {
        let ident = ident(slot, found);
        let marker = names::marker(&ident, &taken);
        let same_wire = wires.insert(slot.wire, slot);
        let same_ident = idents.insert(ident.clone(), slot);
        let same_marker = markers.insert(marker.clone(), slot);
        if let Some(first) = same_wire {
            found.push(same_parameter(first, slot));
        } else if let Some(first) = same_ident {
            if !are_one_header(first, slot) {
                found.push(collision(first, slot, &format!("field `{ident}`")));
            }
        } else if let Some(first) = same_marker {
            found.push(collision(first, slot, &format!("type `{marker}`")));
        }
        named.push((ident, marker));
    }
    named
}

/// The name that the spec gives, if it is valid; else the one made from the wire name.
fn ident(slot: &Slot<'_>, found: &mut Diagnostics) -> String {
    let made = names::field(slot.wire);
    match &slot.source.name {
        None => made,
        // A name that is changed by the conversion cannot be used.
        Some(given) if names::field(given) == *given => given.clone(),
        Some(given) => {
            found.push(
                Diagnostic::error(
                    Code::BadName,
                    slot.at.child("name").value(),
                    format!("`{given}` is not a valid name of a Rust field"),
                )
                .help(format!("write `name: {}`, or omit `name` for `{made}`", names::field(given))),
            );
            made
        }
    }
}

fn collision(first: &Slot<'_>, second: &Slot<'_>, what: &str) -> Diagnostic {
    Diagnostic::error(
        Code::NameCollision,
        second.at.key(),
        format!("`{}` and `{}` would both have the {what} in Rust", first.wire, second.wire),
    )
    .label("the second one")
    .related(first.at.key(), "the first one")
    .help(format!("give one of them another name in Rust: `name: {}2`", names::field(second.wire)))
}

/// The error for two parameters of an operation in different parts of the request with one name.
fn same_parameter(first: &Slot<'_>, second: &Slot<'_>) -> Diagnostic {
    let help = if first.location == Location::Path {
        "the name of a path parameter is not sent: choose another one in `path` and `path_params`".to_owned()
    } else if second.location == Location::Object {
        let (message, label) = if first.at.file() == second.at.file() {
            ("is already a field of every variant", "the field of the union")
        } else {
            ("is already a field that the model includes", "the included field")
        };
        return Diagnostic::error(
            Code::NameCollision,
            second.at.key(),
            format!("`{}` {message}", second.wire),
        )
        .related(first.at.key(), label)
        .help("remove one of them");
    } else if second.location == Location::Body {
        "the model of the parameters contains the request as its field `body`, `request` or `payload`: one of these must be unused".to_owned()
    } else {
        let other = other_case(second.wire);
        let name = names::field(&format!("{}_header", second.wire));
        format!("headers are case-insensitive: write the header as `{other}`, with `name: {name}` for Rust")
    };
    Diagnostic::error(Code::NameCollision, second.at.key(), format!("duplicate parameter `{}`", second.wire))
        .label("the second one")
        .related(first.at.key(), "the first one")
        .help(help)
}

/// The header's name in another case.
fn other_case(header: &str) -> String {
    let lower = header.to_ascii_lowercase();
    if lower == header { header.to_ascii_uppercase() } else { lower }
}

/// Whether these are two spellings of one header, which are reported as such.
fn are_one_header(first: &Slot<'_>, second: &Slot<'_>) -> bool {
    first.location == Location::Header
        && second.location == Location::Header
        && first.wire.eq_ignore_ascii_case(second.wire)
}
