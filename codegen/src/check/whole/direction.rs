//! Fields that only replies have, which need a model in both directions.

use std::collections::BTreeSet;

use crate::check::names::Names;
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::ir::{Api, Usage};

/// Reports `read_only` where it has no effect. Unused models are reported as such.
pub(in crate::check) fn check(api: &Api, names: &Names, found: &mut Diagnostics) {
    // Variants of a union share fields.
    let mut seen = BTreeSet::new();
    for (_, model) in api.models.iter() {
        let Usage { request, reply, event: _, only_event: _ } = model.usage;
        let reason = match (request, reply) {
            (true, false) => "no reply has its model, so that it is never present",
            (false, true) => "no request has its model",
            (true, true) | (false, false) => continue,
        };
        let Some(declaration) = names.declaration(&model.name) else { continue };
        for field in model.fields.iter().filter(|field| field.presence.is_read_only()) {
            let place = declaration.field("fields", &field.wire).child("read_only").key();
            if seen.insert(place.clone()) {
                let message =
                    format!("`read_only` of `{}.{}` has no effect: {reason}", model.name, field.wire);
                found.push(Diagnostic::error(Code::UselessReadOnly, place, message).help("remove it"));
            }
        }
    }
}
