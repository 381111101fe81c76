//! Descriptions: what the spec says of an item, and what schemas cannot say.

use specwright::ir::{Api, Docs, Field, LimitKind, Limits, Location, Need, Severity};
use specwright::phrase;
use specwright_runtime::measure::MIN_CJK_BYTES;

/// The description of an item, as paragraphs: its `doc`, its rules, and the other texts of the spec.
pub(super) fn of(docs: &Docs, rules: &[String]) -> Option<String> {
    let mut paragraphs: Vec<String> = docs.doc.iter().map(|doc| doc.trim().to_owned()).collect();
    if !rules.is_empty() {
        paragraphs.push(format!("Rules: {}.", rules.join("; ")));
    }
    let labelled =
        |label: &str, text: &Option<String>| text.as_ref().map(|text| format!("{label}: {}", text.trim()));
    paragraphs.extend(labelled("Note", &docs.note));
    if let Some(documented) = &docs.documented {
        let words = documented.words();
        if !words.is_empty() {
            paragraphs.push(format!("The API's own documentation says: {}.", words.join(", ")));
        }
    }
    paragraphs.extend(labelled("Deprecated", &docs.deprecated));
    paragraphs.extend(docs.since.as_ref().map(|since| format!("Since {}.", since.trim())));
    paragraphs.extend(docs.section.as_ref().map(|section| format!("Source: section {}.", section.trim())));
    (!paragraphs.is_empty()).then(|| paragraphs.join("\n\n"))
}

/// The beginnings of the paragraphs that follow from keys `x-…`.
const LABELS: [&str; 6] =
    ["Rules: ", "Note: ", "The API's own documentation says: ", "Deprecated: ", "Since ", "Source: section "];

/// The `doc` of a description: the paragraphs before the first that follows from the keys.
pub(crate) fn doc(description: &str) -> Option<&str> {
    let mut end = 0;
    for paragraph in description.split("\n\n") {
        if LABELS.iter().any(|label| paragraph.starts_with(label)) {
            break;
        }
        end += paragraph.len() + 2;
    }
    let doc = description.get(..end.saturating_sub(2).min(description.len()))?.trim_end();
    (!doc.is_empty()).then_some(doc)
}

/// The rules of a field in words.
pub(super) fn rules(api: &Api, field: &Field) -> Vec<String> {
    let mut rules = Vec::new();
    let kind = field.ty.innermost().scalar();
    rules.extend(kind.filter(|kind| kind.is_timestamp()).map(|kind| kind.words().to_owned()));
    if let Some(constant) = &field.constant {
        rules.push(format!("always {}", phrase::scalar(constant)));
    }
    rules.extend(limits(field));
    if let Some(order) = &field.after {
        rules.push(format!(
            "greater than `{}` where both are present{}",
            order.field,
            warned(order.severity)
        ));
    }
    rules.extend(presence(field));
    if field.nullable {
        rules.push("may be null".to_owned());
    }
    if let Some(default) = &field.default {
        rules.push(format!("{} if absent", phrase::scalar(default)));
    }
    if let Some(reason) = &field.discouraged {
        let place = phrase::discouraged_where(field);
        rules.push(format!("a warning {place}: {}", reason.trim().trim_end_matches('.')));
    }
    if api.forbid_control && field.limits.error(LimitKind::Pattern).is_some() {
        rules.push("no control characters except tab, backspace, form feed and line breaks".to_owned());
    }
    rules
}

fn limits(field: &Field) -> Vec<String> {
    let mut words = of_both(&field.limits, field);
    let of_keys = field.limits.keys.iter().flat_map(|keys| of_both(keys, field));
    words.extend(of_keys.map(|words| format!("each key {words}")));
    words
}

/// The limits of both severities in words.
fn of_both(limits: &Limits, field: &Field) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    for limit in &limits.errors {
        let mut text = limit.words_for(&field.ty);
        if let (LimitKind::MaxBytes, Some(bytes), false) = (limit.kind(), limit.count(), field.ty.is_file()) {
            text.push_str(&format!(", which {} CJK characters can need", bytes / MIN_CJK_BYTES));
        }
        words.push(text);
    }
    words.extend(
        limits.warnings.iter().map(|limit| format!("{}, else a warning", limit.words_for(&field.ty))),
    );
    words
}

fn presence(field: &Field) -> Vec<String> {
    let mut rules = Vec::new();
    if let Need::When(condition) = &field.presence.need {
        rules.push(format!("required {}", phrase::when(condition)));
    }
    match &field.presence.forbidden {
        Some(condition) if condition.is_always() => rules.push("only in replies".to_owned()),
        Some(condition) => rules.push(format!("not allowed {}", phrase::when(condition))),
        None => {}
    }
    if field.presence.write_only {
        rules.push("only in requests".to_owned());
    }
    if field.location == Location::Header && matches!(field.ty, specwright::ir::Type::List(_)) {
        rules.push("one header for each element".to_owned());
    }
    rules
}

fn warned(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "",
        Severity::Warning => ", else a warning",
    }
}
