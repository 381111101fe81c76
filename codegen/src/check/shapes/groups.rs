//! Field groups: their names, and the models that include them.

use std::collections::{BTreeMap, BTreeSet};

use crate::check::at::At;
use crate::check::spec::Spec;
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::names;
use crate::suggest;

/// Checks the names of all groups, and every `include`. The fields are those of the models, with which they are checked.
pub(in crate::check) fn check(spec: &Spec, found: &mut Diagnostics) {
    check_names(spec, found);
    let (mut included, mut is_known) = (BTreeSet::new(), true);
    for entry in &spec.models {
        let at = At::root(entry.file).child("include");
        let mut first: BTreeMap<&str, usize> = BTreeMap::new();
        for (index, name) in &entry.body.include {
            let here = at.item(*index);
            match first.get(name.as_str()) {
                Some(other) => found.push(
                    Diagnostic::error(
                        Code::GroupTwice,
                        here.value(),
                        format!("`{name}` is already included"),
                    )
                    .related(at.item(*other).value(), "the first one")
                    .help("remove one of them"),
                ),
                None if spec.group(name).is_some() => {}
                None if spec.may_hide("field_group") => {}
                None => {
                    found.push(unknown(name, &here, spec));
                    is_known = false;
                }
            }
            first.entry(name).or_insert(*index);
            included.insert(name.as_str());
        }
    }
    let unused = spec.groups.iter().filter(|entry| !included.contains(entry.body.field_group.as_str()));
    // A model that could not be read may include it, and one that misspells it means to.
    for entry in unused.filter(|_| is_known && !spec.may_hide("model")) {
        let name = &entry.body.field_group;
        found.push(
            Diagnostic::warning(
                Code::UnusedGroup,
                At::root(entry.file).child("field_group").value(),
                format!("`{name}` is unused"),
            )
            .label("no model includes it, so that its fields are not checked")
            .help(format!("include it in a model, `include: [{name}]`, or remove the file")),
        );
    }
}

fn check_names(spec: &Spec, found: &mut Diagnostics) {
    let mut first: BTreeMap<&str, At> = BTreeMap::new();
    for entry in &spec.groups {
        let (name, at) = (&entry.body.field_group, At::root(entry.file).child("field_group"));
        if !names::is_snake(name) {
            found.push(
                Diagnostic::error(
                    Code::BadName,
                    at.value(),
                    format!("`{name}` is not a valid name of a field group"),
                )
                .help(format!("write `{}`", names::snake(name))),
            );
        }
        match first.get(name.as_str()) {
            Some(other) => found.push(
                Diagnostic::error(
                    Code::DuplicateName,
                    at.value(),
                    format!("there are two field groups `{name}`"),
                )
                .related(other.value(), "the first one")
                .help("rename one of them, or remove it"),
            ),
            None => {
                first.insert(name, at);
            }
        }
    }
}

fn unknown(name: &str, at: &At, spec: &Spec) -> Diagnostic {
    let diagnostic =
        Diagnostic::error(Code::UnknownGroup, at.value(), format!("there is no field group `{name}`"));
    let is_model = spec.model(name).is_some();
    let names = spec.groups.iter().map(|entry| entry.body.field_group.as_str());
    diagnostic.help(match is_model {
        true => format!("`{name}` is a model: declare the fields that several models share as a `field_group`, and include that"),
        false => suggest::help(name, names),
    })
}
