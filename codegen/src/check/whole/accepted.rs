//! Accepted changes: there is one list, and its entries are unique.

use std::collections::BTreeMap;

use crate::diagnostics::{Code, Diagnostic, Diagnostics};

use crate::check::at::At;
use crate::check::spec::Spec;

pub(in crate::check) fn check(spec: &Spec, found: &mut Diagnostics) {
    let mut lists = spec.accepted.iter();
    let Some(first) = lists.next() else { return };
    let first_at = At::root(first.file).child("accepted");
    for second in lists {
        let at = At::root(second.file).child("accepted");
        found.push(
            Diagnostic::error(Code::SeveralAccepted, at.key(), "a spec has one list of accepted changes")
                .label("the second one")
                .related(first_at.key(), "the first one")
                .help("move all entries to one file"),
        );
    }
    let mut seen = BTreeMap::new();
    for list in &spec.accepted {
        let at = At::root(list.file).child("accepted");
        for (position, entry) in &list.body.accepted {
            let place = at.item(*position).child("at").value();
            let Some(first) = seen.insert((entry.change, &entry.at), place.clone()) else { continue };
            let message = format!("duplicate entry `{}` of `{}`", entry.change, entry.at);
            found.push(
                Diagnostic::error(Code::AcceptedTwice, place, message)
                    .label("the second one")
                    .related(first, "the first one")
                    .help("remove one of them"),
            );
        }
    }
}
