//! The bodies of failures.

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::dialect::{self, Scalar};
use crate::ir::{Failure, Statuses};

use super::has_no_file;
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
        let type_at = at.child("type");
        let ty = failure
            .ty
            .as_ref()
            .and_then(|expression| types::resolve_whole(expression, &type_at, context.names, found))
            .filter(|ty| has_no_file(ty, &type_at, found));
        let Some(statuses) = statuses(key) else {
            let message = format!("{} is not the status of a failure", show(key));
            let help = match key {
                Scalar::Text(text) if statuses(&Scalar::Text(text.to_ascii_uppercase())).is_some() => {
                    format!("write `{}`", text.to_ascii_uppercase())
                }
                Scalar::Text(text) if text.parse().is_ok_and(|code| statuses(&Scalar::Int(code)).is_some()) => {
                    format!("remove the quotes: {text}")
                }
                _ => "write a status from 300 to 599, a range such as `4XX`, or `default` for all others; what 2xx \
                      statuses have is `reply`"
                    .to_owned(),
            };
            found.push(Diagnostic::error(Code::BadFailure, at.key(), message).help(help));
            continue;
        };
        failures.extend(ty.map(|ty| Failure { statuses, ty, docs: docs::words(&failure.words) }));
    }
    failures
}

fn statuses(key: &Scalar) -> Option<Statuses> {
    match key {
        Scalar::Int(status @ 300..=599) => u16::try_from(*status).ok().map(Statuses::One),
        Scalar::Text(text) => match text.as_str() {
            "default" => Some(Statuses::Others),
            "3XX" => Some(Statuses::Range(3)),
            "4XX" => Some(Statuses::Range(4)),
            "5XX" => Some(Statuses::Range(5)),
            _ => None,
        },
        Scalar::Int(_) | Scalar::Float(_) | Scalar::Bool(_) => None,
    }
}
