//! Limits that are valid but probably not intended.

use specwright::check::At;
use specwright::diagnostics::{Code, Diagnostic, Diagnostics};
use specwright::dialect::Limits;

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
    }
}

fn check(limits: &Limits, at: &At, found: &mut Diagnostics) {
    found.extend(byte_ratio(limits, at));
    found.extend(one_number(limits, at));
    let sizes = [
        ("max_bytes", limits.max_bytes, MOST_BYTES, "bytes", "the empty text"),
        ("min_bytes", limits.min_bytes, MOST_BYTES, "bytes", ""),
        (
            "max_cjk",
            limits.max_cjk,
            MOST_BYTES / BYTES_A_CJK,
            "CJK characters",
            "text without CJK characters",
        ),
        ("max_chars", limits.max_chars, MOST_BYTES, "characters", "the empty text"),
        ("max_items", limits.max_items, MOST_ITEMS, "elements", "what is empty"),
        ("min_items", limits.min_items, MOST_ITEMS, "elements", ""),
    ];
    for (key, limit, most, unit, nothing) in sizes {
        let Some(limit) = limit else { continue };
        let suspicious = |message: String, help: &str| {
            Diagnostic::warning(Code::SuspiciousLimit, at.child(key).value(), message).help(help)
        };
        if limit == 0 && key.starts_with("max") {
            found.push(suspicious(
                format!("`{key}: 0` allows only {nothing}"),
                "write the limit that is meant, or remove the field if it must not be there",
            ));
        } else if limit > most {
            found.push(suspicious(
                format!(
                    "{limit} {unit} are more than a request of this kind ever holds; {most} would be many"
                ),
                "write the limit that is meant, in the unit that the key names, or remove it",
            ));
        }
    }
}

/// Reports a limit in bytes that does not correspond to the limit in CJK characters, at three bytes a character.
fn byte_ratio(limits: &Limits, at: &At) -> Option<Diagnostic> {
    let (max_bytes, max_cjk) = (limits.max_bytes?, limits.max_cjk?);
    let hold = max_bytes / BYTES_A_CJK;
    // Fewer bytes contradict the other limit, which is an error.
    (hold > max_cjk).then(|| {
        Diagnostic::warning(
            Code::ByteRatio,
            at.child("max_bytes").value(),
            format!("{max_bytes} bytes hold {hold} CJK characters, and `max_cjk` allows {max_cjk}"),
        )
        .related(at.child("max_cjk").value(), format!("{max_cjk} of them need {} bytes", max_cjk * BYTES_A_CJK))
        .help(format!(
            "write `max_bytes: {}` or `max_cjk: {hold}`; if the server counts them apart, allow it with that reason",
            max_cjk * BYTES_A_CJK
        ))
    })
}

/// Reports a number with a single valid value.
fn one_number(limits: &Limits, at: &At) -> Option<Diagnostic> {
    let (min, max) = (limits.min.as_ref()?, limits.max.as_ref()?);
    (min == max).then(|| {
        Diagnostic::warning(
            Code::SuspiciousLimit,
            at.child("max").value(),
            format!("`min` and `max` are both {max}, so the number is always {max}"),
        )
        .related(at.child("min").value(), "the other one")
        .help(format!("write `const: {max}` if that is meant"))
    })
}
