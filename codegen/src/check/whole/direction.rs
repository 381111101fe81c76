//! Fields that only replies or only requests have, which need a model in both directions.

use std::collections::BTreeSet;

use crate::check::names::Names;
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::ir::{Api, Presence, Usage};

/// Reports `read_only` and `write_only` where they have no effect. Unused models are reported as such.
pub(in crate::check) fn check(api: &Api, names: &Names, found: &mut Diagnostics) {
    // Variants of a union share fields.
    let mut seen = BTreeSet::new();
    for (_, model) in api.models.iter() {
        let Usage { request, reply, event: _, only_event: _ } = model.usage;
        let (of_read_only, of_write_only) = match (request, reply) {
            (true, false) => {
                ("no reply has its model, so that it is never present", "no reply has its model")
            }
            (false, true) => {
                ("no request has its model", "no request has its model, so that it is never present")
            }
            (true, true) | (false, false) => continue,
        };
        let Some(declaration) = names.declaration(&model.name) else { continue };
        let mut report = |is_marked: fn(&Presence) -> bool, key: &str, reason: &str| {
            for field in model.fields.iter().filter(|field| is_marked(&field.presence)) {
                let place = declaration.field("fields", &field.wire).child(key).key();
                if seen.insert(place.clone()) {
                    let message =
                        format!("`{key}` of `{}.{}` has no effect: {reason}", model.name, field.wire);
                    found.push(Diagnostic::error(Code::UselessDirection, place, message).help("remove it"));
                }
            }
        };
        report(Presence::is_read_only, "read_only", of_read_only);
        report(|presence| presence.write_only, "write_only", of_write_only);
    }
}
