//! Which errors pass when one waits.

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::dialect;
use crate::ir::ErrorCode;

use super::at::At;
use super::errors;
use super::spec::Spec;

/// Lowers `retry`: the classes to wait for.
pub(super) fn lower(
    source: &dialect::Api,
    root: &At,
    errors: &[ErrorCode],
    spec: &Spec,
    found: &mut Diagnostics,
) -> Vec<String> {
    let Some(retry) = &source.retry else {
        return Vec::new();
    };
    let at = root.child("retry").child("wait");
    let mut wait: Vec<String> = Vec::new();
    for (index, class) in retry.wait.iter().enumerate() {
        let at = at.item(index);
        if wait.contains(class) {
            found.push(twice(class, &at));
            continue;
        }
        let needs = format!("give the error codes that pass `class: {class}`, or remove it here");
        found.extend(errors::unknown_class(class, &at, errors, spec, &needs));
        let auth = source.auth.as_ref();
        if auth.and_then(|auth| auth.refreshed_by.as_ref()) == Some(class) {
            found.push(refreshed(class, &at, root));
        }
        wait.push(class.clone());
    }
    if wait.is_empty() && !spec.damaged.contains(&at.file()) {
        found.push(
            Diagnostic::error(Code::UselessRetry, root.child("retry").key(), "`retry` names no class").help(
                "write `retry: { wait: [busy] }` with the class of the error codes that pass, or remove it",
            ),
        );
    }
    wait
}

fn twice(class: &str, at: &At) -> Diagnostic {
    Diagnostic::error(Code::UselessRetry, at.value(), format!("`{class}` stands twice"))
        .help("remove one of the two")
}

fn refreshed(class: &str, at: &At, root: &At) -> Diagnostic {
    Diagnostic::error(Code::UselessRetry, at.value(), format!("waiting does not help against `{class}`"))
        .label("a new token is fetched for it")
        .related(root.child("auth").child("refreshed_by").value(), "said here")
        .help("remove it here, or correct `refreshed_by`")
}
