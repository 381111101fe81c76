//! The classes of error codes.

use std::collections::BTreeSet;

use crate::diagnostics::{Code, Diagnostic, Diagnostics, Place};
use crate::dialect;
use crate::ir::{ErrorClass, ErrorCode};

use crate::check::at::At;
use crate::check::docs;
use crate::check::spec::Spec;
use crate::suggest;

/// Lowers the documentation of the classes, in the spec's order. It is optional.
pub(in crate::check) fn lower(
    source: &dialect::Api,
    root: &At,
    errors: &[ErrorCode],
    spec: &Spec,
    found: &mut Diagnostics,
) -> Vec<ErrorClass> {
    let needs = "set this `class` for its error codes, or remove it here";
    let known = known(errors);
    let mut classes = Vec::new();
    for (name, class) in &source.classes {
        let place = root.child("classes").child(name).key();
        found.extend(unknown(name, place, &known, spec, needs));
        classes.push(ErrorClass { name: name.clone(), docs: docs::words(&class.words) });
    }
    classes
}

/// The classes that error codes have.
pub(in crate::check) fn known(errors: &[ErrorCode]) -> BTreeSet<&str> {
    errors.iter().flat_map(ErrorCode::classes).collect()
}

/// Reports a class without error codes. `needs` is the help if no class is similar.
pub(in crate::check) fn unknown(
    class: &str,
    place: Place,
    known: &BTreeSet<&str>,
    spec: &Spec,
    needs: &str,
) -> Option<Diagnostic> {
    if known.contains(class) || spec.damaged.contains(&place.file) {
        return None;
    }
    let message = format!("no error code has the class `{class}`");
    let help = match suggest::nearest(class, known.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => needs.to_owned(),
    };
    Some(Diagnostic::error(Code::UnknownClass, place, message).help(help))
}
