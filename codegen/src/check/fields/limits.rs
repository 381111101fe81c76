//! Limits: which apply, contradict each other, or are implied by others.

mod compare;
mod pattern;
mod read;

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::dialect;
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

/// What limits are about.
#[derive(Clone, Copy)]
struct Limited<'a> {
    /// In words: `this field`.
    what: &'static str,
    ty: &'a Type,
    /// The type as in the spec.
    spelling: &'a str,
    /// A limit, for help.
    sample: &'static str,
}

impl<'a> Limited<'a> {
    fn field(slot: &'a Slot<'_>, ty: &'a Type) -> Self {
        Limited { what: "this field", ty, spelling: slot.spelling(), sample: "min: 1" }
    }

    const KEY: Limited<'static> =
        Limited { what: "a key", ty: &Type::TEXT, spelling: "string", sample: "max_bytes: 20" };
}

/// Lowers the limits of a field and those of its `warn` and its `keys`.
pub(super) fn lower(slot: &Slot<'_>, ty: &Type, context: Context<'_>, found: &mut Diagnostics) -> Limits {
    let source = slot.source;
    let mut limits =
        both(&source.limits, source.warn.as_ref(), Limited::field(slot, ty), &slot.at, context, found);
    limits.keys = source.keys.as_ref().and_then(|keys| of_keys(keys, slot, ty, context, found)).map(Box::new);
    limits
}

/// Lowers limits and those of the `warn` beside them.
fn both(
    limits: &dialect::Limits,
    warn: Option<&dialect::Limits>,
    limited: Limited<'_>,
    at: &At,
    context: Context<'_>,
    found: &mut Diagnostics,
) -> Limits {
    let errors = read::read(limits, limited, at, found);
    compare::within(&errors, found);
    found.extend(compare::more_than_values(&errors, limited.ty, context));
    let mut lowered =
        Limits { implied_cjk: errors.implied_cjk(), errors: errors.checked(), ..Limits::default() };
    if let Some(warn) = warn {
        let at = at.child("warn");
        if warn.stated.is_empty() && warn.after.is_none() {
            found.push(
                Diagnostic::error(Code::LimitNeverBroken, at.key(), "`warn` has no limit")
                    .help(format!("add a limit, `warn: {{ {} }}`, or remove it", limited.sample)),
            );
        }
        let warnings = read::read(warn, limited, &at, found);
        compare::within(&warnings, found);
        found.extend(compare::more_than_values(&warnings, limited.ty, context));
        compare::with_warnings(&errors, &warnings, found);
        lowered.warnings = warnings.checked();
    }
    lowered
}

/// Lowers the limits of the keys of a map; `None` if there are no keys or no limits, which is reported.
fn of_keys(
    keys: &dialect::KeyLimits,
    slot: &Slot<'_>,
    ty: &Type,
    context: Context<'_>,
    found: &mut Diagnostics,
) -> Option<Limits> {
    let at = slot.at.child("keys");
    let diagnostic = if !matches!(ty, Type::Map(_)) {
        let message = format!("`keys` limits the keys of maps, and this field is `{}`", slot.spelling());
        Diagnostic::error(Code::LimitDoesNotApply, at.key(), message)
            .help("remove it; it applies to `map<…>`, but not inside of another type")
    } else if keys.limits.stated.is_empty() && keys.warn.is_none() {
        Diagnostic::error(Code::LimitNeverBroken, at.key(), "`keys` has no limit")
            .help(format!("add a limit, `keys: {{ {} }}`, or remove it", Limited::KEY.sample))
    } else {
        return Some(both(&keys.limits, keys.warn.as_ref(), Limited::KEY, &at, context, found));
    };
    found.push(diagnostic);
    None
}

/// Lowers the limits that a rule states about a field.
pub(in crate::check) fn of_rule(
    limits: &dialect::Limits,
    slot: &Slot<'_>,
    at: &At,
    ty: &Type,
    found: &mut Diagnostics,
) -> Vec<Limit> {
    let stated = read::read(limits, Limited::field(slot, ty), at, found);
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
