//! The headers of replies.

use std::collections::BTreeMap;

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::dialect;
use crate::ir::{Field, Location};
use crate::names;

use super::params::{check_type, is_header_name};
use crate::check::at::At;
use crate::check::fields::{self, Context, Slot, Slots};

/// The headers of a success, as fields that can be absent.
pub(super) fn lower(
    source: &dialect::Operation,
    root: &At,
    context: Context<'_>,
    found: &mut Diagnostics,
) -> Vec<Field> {
    let at = root.child("reply_headers");
    check_names(source, &at, found);
    let slots = Slot::all(&source.reply_headers, &at, &Location::Header, context, found);
    slots.iter().for_each(|slot| check_type(slot, found));
    // The name of the module of their constants.
    let owner = names::module(&source.operation);
    fields::lower(&owner, &[], &Slots::new(slots), context, found)
}

fn check_names(source: &dialect::Operation, at: &At, found: &mut Diagnostics) {
    let mut seen: BTreeMap<String, &str> = BTreeMap::new();
    for (name, _) in &source.reply_headers {
        let place = at.child(name).key();
        if !is_header_name(name) {
            let message = format!("`{name}` is not a valid name of a header");
            let help = "the name of a header consists of ASCII letters, digits and hyphens: `X-Rate-Limit`";
            found.push(Diagnostic::error(Code::BadReplyHeader, place, message).help(help));
        } else if let Some(first) = seen.insert(name.to_ascii_lowercase(), name) {
            let message = format!("`{first}` and `{name}` are the same header");
            let help = "headers are case-insensitive: remove one of them";
            found.push(Diagnostic::error(Code::BadReplyHeader, place, message).help(help));
        }
    }
}
