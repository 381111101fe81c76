//! The fields of an event that are headers of its request.

use std::collections::BTreeMap;

use crate::check::operations::{is_scalar, params::is_header_name};
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::dialect;
use crate::ir::{EventHeader, Signature};
use crate::suggest;

use super::Contents;

pub(super) fn lower(source: &dialect::Mapping<String>) -> Vec<EventHeader> {
    let of =
        |(field, header): &(String, String)| EventHeader { field: field.clone(), header: header.clone() };
    source.iter().map(of).collect()
}

/// Checks that each is the tag, or a field of all events that a header can hold, and that no header is there twice.
pub(super) fn check(contents: Contents<'_>, signature: Option<&Signature>, found: &mut Diagnostics) {
    let at = contents.root.child("headers");
    let mut seen = BTreeMap::new();
    for (field, header) in &contents.source.headers {
        let item = at.child(field.as_str());
        if let Some((message, help)) = unsuitable(contents, field) {
            found.push(Diagnostic::error(Code::BadEventHeader, item.key(), message).help(help));
        }
        let lower = header.to_ascii_lowercase();
        let is_signature = match signature {
            Some(Signature::HmacSha256 { header, .. }) => header.eq_ignore_ascii_case(&lower),
            Some(Signature::SortedSha1 { .. }) | None => false,
        };
        let (message, help) = if !is_header_name(header) {
            (
                format!("`{header}` is not a valid name of a header"),
                "the name of a header consists of ASCII letters, digits and hyphens: `X-Event-Type`"
                    .to_owned(),
            )
        } else if is_signature {
            (format!("the header `{header}` is the signature"), "name another header".to_owned())
        } else if let Some(first) = seen.insert(lower, field) {
            (format!("the header `{header}` is `{first}`, too"), "remove one of them".to_owned())
        } else {
            continue;
        };
        found.push(Diagnostic::error(Code::BadEventHeader, item.value(), message).help(help));
    }
}

/// Why a field cannot be a header, and what can be done.
fn unsuitable(contents: Contents<'_>, wire: &str) -> Option<(String, String)> {
    let common = contents.common()?;
    let tag = contents.union().tag.as_deref()?;
    if tag == wire {
        return None;
    }
    if let Some(field) = common.field(wire) {
        return (field.nullable || !is_scalar(&field.ty)).then(|| {
            let message = format!("`{wire}` cannot be a header");
            (message, "a header is a scalar or an enumeration, and never null".to_owned())
        });
    }
    let names = common.fields.iter().map(|field| field.wire.as_str()).chain([tag]);
    let help = match contents.variants().find(|variant| variant.field(wire).is_some()) {
        Some(variant) => {
            format!("move `{wire}` from `{}` to `{}`, where it may be optional", variant.name, common.name)
        }
        None => suggest::help(wire, names),
    };
    Some((format!("`{wire}` is neither a field of `{}` nor the tag", common.name), help))
}
