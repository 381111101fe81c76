//! The bodies of failures.

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::dialect::{self, Scalar};
use crate::ir::Failure;

use crate::check::at::At;
use crate::check::docs;
use crate::check::fields::Context;
use crate::check::names::types;
use crate::check::values::{key_text, show};

/// The failures of an operation whose status and type are valid; others are reported.
pub(super) fn lower(
    source: &dialect::Operation,
    root: &At,
    context: Context<'_>,
    found: &mut Diagnostics,
) -> Vec<Failure> {
    let mut failures: Vec<Failure> = Vec::new();
    for (key, failure) in &source.failures {
        let at = root.child("failures").child(key_text(key));
        let ty = failure
            .ty
            .as_ref()
            .and_then(|expression| types::resolve_whole(expression, &at.child("type"), context.names, found));
        let status = match key {
            Scalar::Text(text) if text == "default" => None,
            Scalar::Int(status @ 300..=599) => u16::try_from(*status).ok(),
            other => {
                let message = format!("{} is not the status of a failure", show(other));
                let help = "write a status from 300 to 599, or `default` for all others; what 2xx statuses have is `reply`";
                found.push(Diagnostic::error(Code::BadFailure, at.key(), message).help(help));
                continue;
            }
        };
        failures.extend(ty.map(|ty| Failure { status, ty, docs: docs::words(&failure.words) }));
    }
    failures
}
