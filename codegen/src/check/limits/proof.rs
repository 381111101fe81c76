//! What one limit proves about another of the same mapping; [`Constraint::implies`] says how.
//! Where B bytes are less than 3H for H CJK characters, the CJK limit promises what the bytes cannot hold.

use specwright_runtime::measure::MIN_CJK_BYTES;

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::ir::{Constraint, MAX_CHAR_BYTES, Number};

use super::bounds::Bounds;

/// Reports limits of one mapping that contradict each other.
pub(super) fn check(bounds: &Bounds, found: &mut Diagnostics) {
    if let (Some(bytes), Some(cjk)) = (bounds.max_bytes, bounds.max_cjk) {
        let needed = cjk.saturating_mul(MIN_CJK_BYTES);
        if bytes < needed {
            found.push(bytes_below_cjk(bounds, bytes, cjk, needed));
        }
    }
    if let (Some(chars), Some(cjk)) = (bounds.max_chars, bounds.max_cjk)
        && chars < cjk
    {
        found.push(contradiction(
            bounds,
            ("max_chars", chars),
            ("max_cjk", cjk),
            format!("{chars} characters cannot be {cjk} CJK characters"),
            format!("write `max_chars: {cjk}` or more, or a smaller `max_cjk`"),
        ));
    }
    counts(bounds, ("min_bytes", bounds.min_bytes), ("max_bytes", bounds.max_bytes), found);
    counts(bounds, ("min_items", bounds.min_items), ("max_items", bounds.max_items), found);
    if let (Some(least), Some(chars)) = (bounds.min_bytes, bounds.max_chars)
        && least > chars.saturating_mul(MAX_CHAR_BYTES)
    {
        let most = chars.saturating_mul(MAX_CHAR_BYTES);
        found.push(contradiction(
            bounds,
            ("min_bytes", least),
            ("max_chars", chars),
            format!("{chars} characters have {most} bytes at most, so none reaches {least} bytes"),
            format!("write `min_bytes: {most}` or less, or a greater `max_chars`"),
        ));
    }
    if let Some(bytes) = bounds.max_bytes
        && bounds.pattern_bytes > bytes
    {
        let needed = bounds.pattern_bytes;
        found.push(
            Diagnostic::error(
                Code::LimitsContradict,
                bounds.at.child("max_bytes").value(),
                "no text within `max_bytes` matches `pattern`",
            )
            .related(bounds.at.child("pattern").value(), format!("matches {needed} bytes or more"))
            .help(format!("write `max_bytes: {needed}` or more, or another pattern")),
        );
    }
    if let (Some(min), Some(max)) = (bounds.min, bounds.max)
        && exceeds(min, max)
    {
        found.push(
            Diagnostic::error(
                Code::LimitsContradict,
                bounds.at.child("min").value(),
                format!("no number is at least {} and at most {}", show(min), show(max)),
            )
            .related(bounds.at.child("max").value(), "the greatest allowed")
            .help("exchange the two, or correct one of them"),
        );
    }
}

/// Whether another limit makes sure that the CJK limit holds.
pub(super) fn cjk_is_implied(bounds: &Bounds) -> bool {
    let by_chars = matches!((bounds.max_cjk, bounds.max_chars), (Some(cjk), Some(chars))
        if Constraint::MaxChars(chars).implies(&Constraint::MaxCjk(cjk)));
    by_chars || cjk_is_implied_by_bytes(bounds)
}

/// Whether the byte limit makes sure that the CJK limit holds.
pub(super) fn cjk_is_implied_by_bytes(bounds: &Bounds) -> bool {
    matches!((bounds.max_bytes, bounds.max_cjk), (Some(bytes), Some(cjk))
        if Constraint::MaxBytes(bytes).implies(&Constraint::MaxCjk(cjk)))
}

/// Whether the byte limit makes sure that the character limit holds.
pub(super) fn chars_are_implied(bounds: &Bounds) -> bool {
    matches!((bounds.max_bytes, bounds.max_chars), (Some(bytes), Some(chars))
        if chars > 0 && Constraint::MaxBytes(bytes).implies(&Constraint::MaxChars(chars)))
}

/// Whether the character limit makes sure that the byte limit holds.
pub(super) fn bytes_are_implied(bounds: &Bounds) -> bool {
    matches!((bounds.max_chars, bounds.max_bytes), (Some(chars), Some(bytes))
        if chars > 0 && Constraint::MaxChars(chars).implies(&Constraint::MaxBytes(bytes)))
}

/// Whether the first number is the greater one.
pub(super) fn exceeds(first: Number, second: Number) -> bool {
    match (first, second) {
        (Number::Int(first), Number::Int(second)) => first > second,
        (Number::Float(first), Number::Float(second)) => first > second,
        (Number::Int(_), Number::Float(_)) | (Number::Float(_), Number::Int(_)) => false,
    }
}

/// A number as the spec writes it.
pub(super) fn show(number: Number) -> String {
    match number {
        Number::Int(number) => number.to_string(),
        Number::Float(number) => number.to_string(),
    }
}

fn counts(
    bounds: &Bounds,
    (min_key, min): (&str, Option<usize>),
    (max_key, max): (&str, Option<usize>),
    found: &mut Diagnostics,
) {
    if let (Some(min), Some(max)) = (min, max)
        && min > max
    {
        found.push(contradiction(
            bounds,
            (min_key, min),
            (max_key, max),
            format!("nothing has at least {min} and at most {max}"),
            format!("write `{min_key}: {max}` or less, or a greater `{max_key}`"),
        ));
    }
}

fn contradiction(
    bounds: &Bounds,
    (key, value): (&str, usize),
    (other, other_value): (&str, usize),
    label: String,
    help: String,
) -> Diagnostic {
    Diagnostic::error(
        Code::LimitsContradict,
        bounds.at.child(key).value(),
        format!("`{key}: {value}` contradicts `{other}: {other_value}`"),
    )
    .label(label)
    .related(bounds.at.child(other).value(), "the other limit")
    .help(help)
}

fn bytes_below_cjk(bounds: &Bounds, bytes: usize, cjk: usize, needed: usize) -> Diagnostic {
    let held = bytes / MIN_CJK_BYTES;
    Diagnostic::error(
        Code::MaxBytesBelowCjk,
        bounds.at.child("max_bytes").value(),
        "`max_bytes` is smaller than `max_cjk` needs",
    )
    .label(format!("{bytes} bytes hold {held} CJK characters, but `max_cjk` allows {cjk}"))
    .help(format!("{cjk} CJK characters need {needed} bytes; write `max_bytes: {needed}`"))
}
