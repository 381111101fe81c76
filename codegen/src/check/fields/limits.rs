//! Limits: which apply, contradict each other, or are implied by others.

mod compare;
mod pattern;
mod read;

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::ir::{Limit, LimitKind, Limits, Type};

use super::slot::{Context, Slot};
use crate::check::at::At;

/// The valid limits of a mapping.
struct Stated {
    at: At,
    limits: Vec<Limit>,
    /// The minimum number of bytes of a text that matches the pattern.
    pattern_bytes: usize,
}

/// Lowers the limits of a field and those of its `warn`.
pub(super) fn lower(slot: &Slot<'_>, ty: &Type, context: Context<'_>, found: &mut Diagnostics) -> Limits {
    let errors = read::read(&slot.source.limits, slot, &slot.at, ty, found);
    compare::within(&errors, found);
    found.extend(compare::more_than_values(&errors, ty, context));
    let mut limits =
        Limits { implied_cjk: errors.implied_cjk(), errors: errors.checked(), warnings: Vec::new() };
    if let Some(warn) = &slot.source.warn {
        let at = slot.at.child("warn");
        if warn.stated.is_empty() && warn.after.is_none() {
            found.push(
                Diagnostic::error(Code::LimitNeverBroken, at.key(), "`warn` has no limit")
                    .help("add a limit, `warn: { min: 1 }`, or remove it"),
            );
        }
        let warnings = read::read(warn, slot, &at, ty, found);
        compare::within(&warnings, found);
        found.extend(compare::more_than_values(&warnings, ty, context));
        compare::with_warnings(&errors, &warnings, found);
        limits.warnings = warnings.checked();
    }
    limits
}

/// Lowers the limits that a rule states about a field.
pub(in crate::check) fn of_rule(
    limits: &crate::dialect::Limits,
    slot: &Slot<'_>,
    at: &At,
    ty: &Type,
    found: &mut Diagnostics,
) -> Vec<Limit> {
    let stated = read::read(limits, slot, at, ty, found);
    compare::within(&stated, found);
    stated.checked()
}

impl Stated {
    fn get(&self, kind: LimitKind) -> Option<&Limit> {
        self.limits.iter().find(|limit| limit.kind() == kind)
    }

    /// The limits that are checked, in the order in which violations are reported.
    fn checked(&self) -> Vec<Limit> {
        self.limits.iter().filter(|limit| !self.is_implied(limit)).cloned().collect()
    }

    /// Whether another limit implies this one. Of two that imply each other both are kept.
    fn is_implied(&self, limit: &Limit) -> bool {
        let mut others = self.limits.iter().filter(|other| other.kind() != limit.kind());
        others.any(|other| other.implies(limit) && !limit.implies(other))
    }

    /// The CJK limit, if the byte limit is proven to imply it.
    fn implied_cjk(&self) -> Option<Limit> {
        let (cjk, bytes) = (self.get(LimitKind::MaxCjk)?, self.get(LimitKind::MaxBytes)?);
        (bytes.implies(cjk) && !self.is_implied(bytes)).then(|| cjk.clone())
    }
}
