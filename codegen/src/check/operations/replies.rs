//! Replies whose type depends on the status.

use crate::diagnostics::{Code, Diagnostic, Diagnostics, Place};
use crate::dialect::{self, Scalar};
use crate::ir::{Method, Success};

use crate::check::at::At;
use crate::check::docs;
use crate::check::fields::Context;
use crate::check::names::types;
use crate::check::values::{key_text, show};

/// The successes by their status, without those that are invalid, which are reported.
pub(super) fn lower(
    source: &dialect::Operation,
    root: &At,
    method: Option<Method>,
    context: Context<'_>,
    found: &mut Diagnostics,
) -> Vec<Success> {
    if source.replies.is_empty() {
        return Vec::new();
    }
    let all = root.child("replies");
    check_others(source, root, &all, found);
    let mut successes: Vec<Success> = Vec::new();
    for (key, success) in &source.replies {
        let at = all.child(key_text(key));
        let ty_at = at.child("type");
        let ty = success.ty.as_ref().map(|text| types::resolve_whole(text, &ty_at, context.names, found));
        let Some(status) = status(key) else {
            let help = "write a status from 200 to 299; any other status of a success is read as `Unknown`, and the \
                        bodies of failures are `failures`";
            found.push(wrong(at.key(), format!("{} is not the status of a success", show(key))).help(help));
            continue;
        };
        let is_empty = matches!(status, 204 | 205);
        if ty.is_some() && (is_empty || method == Some(Method::Head)) {
            let message = match is_empty {
                true => format!("a reply with the status {status} has no body"),
                false => "the reply to a HEAD request has no body".to_owned(),
            };
            found.push(wrong(ty_at.key(), message).help("remove `type`"));
        }
        // A type that is invalid was reported.
        if !matches!(ty, Some(None)) {
            successes.push(Success { status, ty: ty.flatten(), docs: docs::words(&success.words) });
        }
    }
    successes.sort_by_key(|success| success.status);
    successes
}

/// Checks that there is more than one, and nothing that is said of the only one.
fn check_others(source: &dialect::Operation, root: &At, all: &At, found: &mut Diagnostics) {
    if let [(_, only)] = source.replies.as_slice() {
        let message = "`replies` with one status says no more than `reply`".to_owned();
        found.push(wrong(all.key(), message).help(match &only.ty {
            Some(ty) => format!("write `reply: {ty}`, which is the type of a success with any status"),
            None => "remove it: without `reply`, a success has no value, whatever its status".to_owned(),
        }));
    }
    for (key, is_given) in [("reply", source.reply.is_some()), ("pages", source.pages.is_some())] {
        if is_given {
            let message = format!("`{key}` beside `replies`");
            let help = match key {
                "reply" => "remove it, and add it to `replies` with its status",
                _ => "remove it, or write `reply`: a page of a list has one type",
            };
            found.push(wrong(root.child(key).key(), message).help(help));
        }
    }
}

fn status(key: &Scalar) -> Option<u16> {
    match key {
        Scalar::Int(status @ 200..=299) => u16::try_from(*status).ok(),
        Scalar::Int(_) | Scalar::Text(_) | Scalar::Float(_) | Scalar::Bool(_) => None,
    }
}

fn wrong(place: Place, message: String) -> Diagnostic {
    Diagnostic::error(Code::BadReplies, place, message)
}
