//! Suggestions for type names of other languages.

use crate::dialect::foreign;
use crate::ir::ScalarKind;
use crate::suggest;

/// Help for the name of a type in other languages.
pub(super) fn name(name: &str) -> Option<String> {
    let scalar = ScalarKind::called(name).map(|kind| match kind.advice() {
        Some(advice) => format!("write {advice}"),
        None => format!("write `{}`", kind.name()),
    });
    scalar.or_else(|| foreign::type_name(name).map(str::to_owned))
}

/// Help for a type with full-width punctuation.
pub(super) fn full_width(expression: &str) -> Option<String> {
    let ascii = suggest::ascii(expression)?;
    Some(format!("use ASCII characters: `{}`", ascii.trim_end_matches([',', '.', ' '])))
}

/// Help for `head<tail` with an unknown `head`.
pub(super) fn wrapper(head: &str, tail: &str) -> String {
    let inside = tail.trim_end().trim_end_matches('>');
    match head.to_ascii_lowercase().as_str() {
        "list" | "array" | "vec" | "slice" | "sequence" | "set" => format!("write `list<{}>`", ours(inside)),
        "map" | "dict" | "hashmap" | "btreemap" | "object" | "record" => {
            format!("write `map<{}>`; the keys are always strings", ours(last(inside)))
        }
        "option" | "optional" | "nullable" => optional(inside),
        "box" => format!("write `box<{inside}>`"),
        _ => ANY_TYPE.to_owned(),
    }
}

/// Help for an expression that is neither a name nor `head<…>`. `in_map` states whether it is inside of `map<…>`.
pub(super) fn expression(text: &str, in_map: bool) -> String {
    if let Some((key, value)) = text.split_once(',') {
        let (key, value) = (key.trim(), value.trim());
        return if in_map {
            format!("the keys of a map are always strings: write `map<{value}>`")
        } else {
            format!("write one type between the brackets, `{key}` or `{value}`, or `json` for both")
        };
    }
    if let Some(inner) = text.strip_suffix("[]").or_else(|| bracketed(text)) {
        return format!("write `list<{}>`", ours(inner));
    }
    if let Some(inner) = text.strip_suffix('?') {
        return optional(inner);
    }
    if let Some((head, limit)) = text.split_once('(') {
        let limit = limit.trim_end_matches(')');
        return format!(
            "write `type: {}` and the limit with its unit: `max_bytes: {limit}` or `max_chars: {limit}`",
            ours(head)
        );
    }
    if text.is_empty() {
        return "write the type of the value, for example `string`".to_owned();
    }
    ANY_TYPE.to_owned()
}

const ANY_TYPE: &str = "a type is a name, such as `string` or `Sku`, alone or inside `list<…>` or `map<…>`";

fn optional(inside: &str) -> String {
    format!(
        "write `{}`; a field is optional without `required: true`, and null requires `nullable: true`",
        ours(inside)
    )
}

fn bracketed(text: &str) -> Option<&str> {
    text.strip_prefix('[')?.strip_suffix(']')
}

/// The part after the last comma.
fn last(inside: &str) -> &str {
    inside.rsplit(',').next().unwrap_or(inside).trim()
}

/// The dialect's name for a foreign scalar type, or the name itself.
fn ours(name: &str) -> &str {
    match ScalarKind::called(name.trim()) {
        Some(kind) => kind.name(),
        None => name.trim(),
    }
}
