//! `after`: the order between two fields.

use specwright_runtime::Subject;

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::ir::{Order, ScalarForm, Severity, Type};

use super::conditions;
use super::slot::{Slot, Slots};
use crate::check::at::At;
use crate::suggest;

/// Lowers `after`, also in `warn`.
pub(super) fn lower(slot: &Slot<'_>, siblings: &Slots<'_>, found: &mut Diagnostics) -> Option<Order> {
    let warn_at = slot.at.child("warn").child("after");
    let warning = slot.source.warn.as_ref().and_then(|warn| warn.after.as_ref());
    let error = slot.source.limits.after.as_ref();
    if error.is_some() && warning.is_some() {
        found.push(
            Diagnostic::error(Code::BadOrder, warn_at.key(), "a field can have only one `after`")
                .help("remove one of them: the one in `warn` is only a warning"),
        );
    }
    let (wire, at, severity) = match (error, warning) {
        (Some(wire), _) => (wire, slot.at.child("after"), Severity::Error),
        (None, Some(wire)) => (wire, warn_at, Severity::Warning),
        (None, None) => return None,
    };
    check(wire, &at, slot, siblings, found).then(|| Order { field: wire.clone(), severity })
}

/// Reports cycles of orders.
pub(super) fn check_cycles(slots: &Slots<'_>, found: &mut Diagnostics) {
    for (first, names) in slots.cycles(|slot| after(slot).into_iter().collect()) {
        let at = match first.source.limits.after {
            Some(_) => first.at.child("after"),
            None => first.at.child("warn").child("after"),
        };
        found.push(
            Diagnostic::error(
                Code::OrderCycle,
                at.value(),
                format!("{names} are each after the next one, in a cycle"),
            )
            .help("remove `after` from the smallest one"),
        );
    }
}

fn after<'a>(slot: &Slot<'a>) -> Option<&'a str> {
    let in_warn = || slot.source.warn.as_ref().and_then(|warn| warn.after.as_deref());
    slot.source.limits.after.as_deref().or_else(in_warn)
}

fn check(wire: &str, at: &At, slot: &Slot<'_>, siblings: &Slots<'_>, found: &mut Diagnostics) -> bool {
    if wire == slot.wire {
        found.push(
            Diagnostic::error(Code::BadOrder, at.value(), format!("`{wire}` cannot be after itself"))
                .help("name the field that is less than this one"),
        );
        return false;
    }
    let Some(other) = siblings.named(wire) else {
        found.push(conditions::unknown_field(Code::OrderUnknownField, wire, at, siblings, Some(slot)));
        return false;
    };
    let (Some(own_ty), Some(other_ty)) = (&slot.ty, &other.ty) else {
        return false;
    };
    match (kind(own_ty), kind(other_ty)) {
        (None, _) => {
            found.push(
                Diagnostic::error(
                    Code::BadOrder,
                    at.key(),
                    format!("{} has no order", suggest::a(slot.spelling())),
                )
                .help("`after` applies to a number or a timestamp and names another one of the same model"),
            );
            false
        }
        (Some(own), Some(others)) if own == others => true,
        (Some(own), _) => {
            found.push(
                Diagnostic::error(
                    Code::BadOrder,
                    at.value(),
                    format!("`{wire}` cannot be compared with `{}`", slot.wire),
                )
                .label(suggest::a(other.spelling()))
                .related(slot.at.key(), suggest::a(slot.spelling()))
                .help(format!("name another field that is a {}", own.noun())),
            );
            false
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Number,
    Timestamp,
    Milliseconds,
}

impl Kind {
    fn noun(self) -> &'static str {
        match self {
            Kind::Number => "number",
            Kind::Timestamp => "timestamp",
            Kind::Milliseconds => "timestamp in milliseconds",
        }
    }
}

fn kind(ty: &Type) -> Option<Kind> {
    let scalar = ty.scalar().filter(|kind| kind.limits() == Some(Subject::Number))?;
    Some(match scalar.form() {
        ScalarForm::Seconds | ScalarForm::DigitSeconds => Kind::Timestamp,
        ScalarForm::Milliseconds => Kind::Milliseconds,
        ScalarForm::Text
        | ScalarForm::Integer
        | ScalarForm::Float
        | ScalarForm::Bool
        | ScalarForm::File
        | ScalarForm::Json
        | ScalarForm::Parsed(_) => Kind::Number,
    })
}
