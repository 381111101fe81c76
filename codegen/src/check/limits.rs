//! Limits: which apply, which contradict each other, which need a check of their own.

mod bounds;
mod compare;
mod pattern;
mod proof;

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::dialect;
use crate::ir::{Limits, Type};

use super::fields::Slot;
use bounds::Bounds;

/// Lowers the limits of a field and those of its `warn`.
pub(super) fn lower(slot: &Slot<'_>, ty: &Type, found: &mut Diagnostics) -> Limits {
    let errors = Bounds::read(&slot.source.limits, slot, &slot.at, ty, found);
    proof::check(&errors, found);
    let mut limits =
        Limits { implied_cjk: errors.implied_cjk(), errors: errors.constraints(), warnings: Vec::new() };
    if let Some(warn) = &slot.source.warn {
        let at = slot.at.child("warn");
        if is_empty(warn) {
            found.push(
                Diagnostic::error(Code::LimitNeverBroken, at.key(), "`warn` holds no limit")
                    .help("put a limit into it, `warn: { min: 1 }`, or remove it"),
            );
        }
        let warnings = Bounds::read(warn, slot, &at, ty, found);
        proof::check(&warnings, found);
        compare::check(&errors, &warnings, found);
        limits.warnings = warnings.constraints();
    }
    limits
}

fn is_empty(limits: &dialect::Limits) -> bool {
    let dialect::Limits {
        max_bytes,
        min_bytes,
        max_cjk,
        max_chars,
        min,
        max,
        min_items,
        max_items,
        pattern,
        after,
    } = limits;
    let counts = [max_bytes, min_bytes, max_cjk, max_chars, min_items, max_items];
    counts.iter().all(|count| count.is_none())
        && min.is_none()
        && max.is_none()
        && pattern.is_none()
        && after.is_none()
}
