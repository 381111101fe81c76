//! Retries: the classes of temporary errors.

use std::collections::BTreeSet;

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::dialect::{self, Scalar};
use crate::ir::ErrorCode;

use super::classes;
use crate::check::at::At;
use crate::check::spec::Spec;
use crate::check::values::key_text;
use crate::suggest;

/// Lowers `retry`: the classes of temporary errors.
pub(in crate::check) fn lower(
    source: &dialect::Api,
    root: &At,
    errors: &[ErrorCode],
    spec: &Spec,
    found: &mut Diagnostics,
) -> Vec<String> {
    // Which calls are repeated is unknown where a class could not be read, or does not exist.
    let known = classes::known(errors);
    let is_unsure = spec.damaged.contains(&root.file())
        || source
            .retry
            .iter()
            .flat_map(|retry| &retry.wait)
            .any(|(_, class)| !known.contains(class.as_str()));
    if !is_unsure {
        found.extend(useless_pauses(source, root));
    }
    let Some(retry) = &source.retry else {
        return Vec::new();
    };
    let at = root.child("retry").child("wait");
    let (mut wait, mut seen) = (Vec::new(), BTreeSet::new());
    for (index, class) in &retry.wait {
        let at = at.item(*index);
        if !seen.insert(class) {
            found.push(twice(class, &at));
            continue;
        }
        let needs = format!("set `class: {class}` for the temporary error codes, or remove it here");
        found.extend(classes::unknown(class, at.value(), &known, spec, &needs));
        let auth = source.auth.as_ref();
        if auth.and_then(|auth| auth.refreshed_by.as_ref()) == Some(class) {
            found.push(refreshed(class, &at, root));
        }
        wait.push(class.clone());
    }
    if wait.is_empty() && !spec.damaged.contains(&at.file()) {
        found.push(
            Diagnostic::error(Code::UselessRetry, root.child("retry").key(), "`retry` has no class").help(
                "write `retry: { wait: [busy] }` with the class of the temporary error codes, or remove it",
            ),
        );
    }
    wait
}

/// Pauses without an effect: of 0 seconds, or of a code that is not retried.
fn useless_pauses(source: &dialect::Api, root: &At) -> Vec<Diagnostic> {
    let wait = source.retry.iter().flat_map(|retry| &retry.wait);
    let wait: BTreeSet<&String> = wait.map(|(_, class)| class).collect();
    // As in the runtime: by class if the spec has temporary classes, or else by status.
    let passes = |key: &Scalar, class: Option<&String>| match class {
        Some(class) if !wait.is_empty() => wait.contains(class),
        _ => matches!(key, Scalar::Int(408 | 429 | 500 | 502 | 503 | 504)),
    };
    let pauses = source.errors.iter().filter_map(|(key, entry)| Some((key, entry, entry.pause_seconds?)));
    pauses
        .filter_map(|(key, entry, seconds)| {
            let at = root.child("errors").child(key_text(key)).child("pause_seconds").value();
            if seconds == 0 {
                let message = "a pause of 0 seconds has no effect";
                return Some(
                    Diagnostic::error(Code::UselessRetry, at, message)
                        .help("remove it, or write a number of seconds"),
                );
            }
            if passes(key, entry.class.as_ref()) {
                return None;
            }
            let near = entry
                .class
                .as_ref()
                .and_then(|class| suggest::nearest(class, wait.iter().map(|class| class.as_str())));
            let help = match &entry.class {
                Some(_) if let Some(near) = near => {
                    format!("did you mean `class: {near}`? Or remove `pause_seconds`")
                }
                Some(class) => format!("write `retry: {{ wait: [{class}] }}`, or remove `pause_seconds`"),
                None => {
                    "set a class of `retry: { wait: […] }` for the code, or remove `pause_seconds`".to_owned()
                }
            };
            let message = "a call that fails with this code is not repeated";
            Some(Diagnostic::error(Code::UselessRetry, at, message).help(help))
        })
        .collect()
}

fn twice(class: &str, at: &At) -> Diagnostic {
    Diagnostic::error(Code::UselessRetry, at.value(), format!("duplicate class `{class}`"))
        .help("remove one of them")
}

fn refreshed(class: &str, at: &At, root: &At) -> Diagnostic {
    Diagnostic::error(Code::UselessRetry, at.value(), format!("waiting for `{class}` has no effect"))
        .label("a new token is fetched immediately")
        .related(root.child("auth").child("refreshed_by").value(), "declared here")
        .help("remove it here, or correct `refreshed_by`")
}
