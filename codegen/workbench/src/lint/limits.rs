//! Limits that are valid but probably not intended.

use specwright_runtime::{Direction, LimitKind, Test, TextTest, Unit};

use specwright::check::At;
use specwright::diagnostics::{Code, Diagnostic, Diagnostics};
use specwright::dialect::{Limits, Stated};

use super::subject::{Kind, Subject};

/// Number of bytes of a CJK character in UTF-8.
const BYTES_A_CJK: u64 = 3;
/// Maximum plausible number of bytes of a text: larger bodies are uploads, not JSON.
const MOST_BYTES: u64 = 16 << 20;
/// Maximum plausible number of elements of a list in a request.
const MOST_ITEMS: u64 = 1_000_000;

pub(super) fn lint(subjects: &[Subject<'_>], found: &mut Diagnostics) {
    for subject in subjects {
        let Kind::Field(field) = subject.kind else { continue };
        check(&field.source.limits, &subject.at, found);
        if let Some(warn) = &field.source.warn {
            check(warn, &subject.at.child("warn"), found);
        }
        if let Some(keys) = &field.source.keys {
            let at = subject.at.child("keys");
            check(&keys.limits, &at, found);
            keys.warn.iter().for_each(|warn| check(warn, &at.child("warn"), found));
        }
    }
}

fn check(limits: &Limits, at: &At, found: &mut Diagnostics) {
    found.extend(byte_ratio(limits, at));
    found.extend(one_number(limits, at));
    for (kind, stated) in &limits.stated {
        let (Stated::Count(limit), Some(unit)) = (stated, kind.unit()) else { continue };
        let (limit, key, most) = (*limit, kind.key(), most(*kind));
        let suspicious = |message: String, help: &'static str| {
            Diagnostic::warning(Code::SuspiciousLimit, at.child(key).value(), message).help(help)
        };
        if limit == 0 && kind.direction() == Some(Direction::Maximum) {
            found.push(suspicious(
                format!("`{key}: 0` allows only values without {unit}s"),
                "write the intended limit, or remove the field if it must be absent",
            ));
        } else if limit > most {
            found.push(suspicious(
                format!("{limit} {unit}s are more than any plausible request contains (at most {most})"),
                "write the intended limit in the unit of the key, or remove it",
            ));
        }
    }
}

/// The greatest plausible limit of the kind.
fn most(kind: LimitKind) -> u64 {
    match kind.test() {
        Test::Text(TextTest::AtLeast(unit) | TextTest::AtMost(unit)) => match unit {
            Unit::Byte | Unit::Character => MOST_BYTES,
            Unit::CjkCharacter => MOST_BYTES / BYTES_A_CJK,
        },
        Test::Elements(_) => MOST_ITEMS,
        Test::Text(TextTest::Matches) | Test::File(_) | Test::Number(_) => u64::MAX,
    }
}

/// Reports a limit in bytes that does not correspond to the limit in CJK characters, at three bytes a character.
fn byte_ratio(limits: &Limits, at: &At) -> Option<Diagnostic> {
    let (max_bytes, max_cjk) = (limits.count(LimitKind::MaxBytes)?, limits.count(LimitKind::MaxCjk)?);
    let hold = max_bytes / BYTES_A_CJK;
    // Fewer bytes contradict the other limit, which is an error.
    (hold > max_cjk).then(|| {
        Diagnostic::warning(
            Code::ByteRatio,
            at.child("max_bytes").value(),
            format!("{max_bytes} bytes contain {hold} CJK characters, and `max_cjk` allows {max_cjk}"),
        )
        .related(at.child("max_cjk").value(), format!("{max_cjk} of them need {} bytes", max_cjk * BYTES_A_CJK))
        .help(format!(
            "write `max_bytes: {}` or `max_cjk: {hold}`; if the server has independent limits, allow the lint with that reason",
            max_cjk * BYTES_A_CJK
        ))
    })
}

/// Reports a number with a single valid value.
fn one_number(limits: &Limits, at: &At) -> Option<Diagnostic> {
    let (min, max) = (limits.get(LimitKind::Min)?, limits.get(LimitKind::Max)?);
    let Stated::Number(max) = max else { return None };
    (*min == Stated::Number(max.clone())).then(|| {
        Diagnostic::warning(
            Code::SuspiciousLimit,
            at.child("max").value(),
            format!("`min` and `max` are both {max}, so the number is always {max}"),
        )
        .related(at.child("min").value(), "the other limit")
        .help(format!("write `const: {max}` if that is intended"))
    })
}
