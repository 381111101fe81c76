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
    let mut ascii = suggest::ascii(expression)?;
    if ascii.split_once('(').is_some_and(|(head, _)| is_wrapper(head)) {
        ascii = ascii.replace('(', "<").replace(')', ">");
    }
    Some(format!("use ASCII characters: `{}`", ascii.trim_end_matches([',', '.', ' '])))
}

/// Help for `head<tail` with an unknown `head`; `around` is the wrapper that it is in.
pub(super) fn wrapper(head: &str, tail: &str, around: Option<&str>) -> String {
    let inside = tail.trim_end().trim_end_matches('>');
    match head.trim().to_ascii_lowercase().as_str() {
        name if LISTS.contains(&name) => format!("write `list<{}>`", ours(inside)),
        name if MAPS.contains(&name) => {
            format!("write `map<{}>`; the keys are always strings", ours(last(inside)))
        }
        name if OPTIONS.contains(&name) => optional(inside, around),
        "box" => format!("write `box<{inside}>`"),
        name => foreign::type_name(name).unwrap_or(ANY_TYPE).to_owned(),
    }
}

const LISTS: [&str; 8] = ["list", "array", "vec", "slice", "sequence", "seq", "set", "repeated"];
const MAPS: [&str; 7] = ["map", "dict", "dictionary", "hashmap", "btreemap", "object", "record"];
const OPTIONS: [&str; 3] = ["option", "optional", "nullable"];

fn is_wrapper(head: &str) -> bool {
    let head = head.trim().to_ascii_lowercase();
    [LISTS.as_slice(), &MAPS, &OPTIONS].iter().any(|names| names.contains(&head.as_str())) || head == "box"
}

/// Help for an expression that is neither a name nor `head<…>`; `around` is the wrapper that it is in.
pub(super) fn expression(text: &str, around: Option<&str>) -> String {
    let bare = text.trim_start_matches('&').trim_matches(['"', '\'', '`']);
    if bare != text && is_name(bare) {
        return format!("write `{}`", ours(bare));
    }
    if let Some(help) = name(&text.replace(['-', ' '], "_")) {
        return help;
    }
    let generic = text.split_once(['(', '[']).filter(|(head, _)| is_wrapper(head));
    if let Some((head, inside)) = generic {
        return wrapper(head, inside.trim_end_matches([')', ']']), around);
    }
    // `int | null`.
    let is_null = |part: &str| {
        matches!(part.trim().to_ascii_lowercase().as_str(), "null" | "undefined" | "none" | "nil")
    };
    if let Some((one, other)) = text.split_once('|').filter(|(one, other)| is_null(one) || is_null(other)) {
        return optional(if is_null(one) { other } else { one }, around);
    }
    // `decimal(10, 2)`, `enum(a, b)`.
    if let Some((head, _)) =
        text.split_once('(').filter(|(head, inside)| is_name(head) && inside.contains(','))
    {
        let help = foreign::type_name(head).map(str::to_owned);
        return help.unwrap_or_else(|| format!("write `{}`; limits are keys of the field", ours(head)));
    }
    if let Some(inner) = text.strip_suffix([',', ';', '.']).filter(|inner| is_name(inner)) {
        return format!(
            "write `{}`, without the `{}`",
            ours(inner),
            text.get(inner.len()..).unwrap_or_default()
        );
    }
    if let Some((key, value)) = text.split_once([',', '|']) {
        let (key, value) = (key.trim(), value.trim());
        return if key.is_empty() || value.is_empty() {
            ANY_TYPE.to_owned()
        } else if around == Some("map") {
            format!("the keys of a map are always strings: write `map<{value}>`")
        } else if key == value {
            format!("write one type: `{key}`")
        } else {
            format!("write one type, `{key}` or `{value}`, or `json` for both")
        };
    }
    let listed = text.strip_suffix("[]").or_else(|| text.strip_prefix("[]"));
    if let Some(inner) = listed.or_else(|| bracketed(text)) {
        return format!("write `list<{}>`", ours(inner));
    }
    if let Some(inner) = text.strip_suffix('?') {
        return optional(inner, around);
    }
    if let Some((head, limit)) = text.split_once('(').filter(|(head, _)| is_name(head)) {
        let limit = limit.trim_end_matches(')');
        return format!(
            "write `type: {}` and the limit with its unit: `max_bytes: {limit}` or `max_chars: {limit}`",
            ours(head)
        );
    }
    if text.is_empty() {
        return "write the type of the value, for example `string`".to_owned();
    }
    if text.ends_with('>') {
        return "remove the `>` for which there is no `<`".to_owned();
    }
    // A file or an address of a type: `Sku.yaml`, `#/components/schemas/Sku`.
    let file = text.split_whitespace().next().unwrap_or_default();
    let file = file.trim_end_matches(".yaml").trim_end_matches(".yml").trim_end_matches(".json");
    let names = || file.rsplit(['/', '#', '.', ':']).filter(|name| is_name(name) && *name != text);
    // A value of an enumeration, or a field, is after the name of the type.
    match names().find(|name| name.starts_with(char::is_uppercase)).or_else(|| names().next()) {
        Some(name) => format!("write the name alone: `{}`", ours(name)),
        None => ANY_TYPE.to_owned(),
    }
}

fn is_name(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_alphanumeric() || c == '_')
}

const ANY_TYPE: &str = "a type is a name, such as `string` or `Sku`, alone or inside `list<…>` or `map<…>`";

fn optional(inside: &str, around: Option<&str>) -> String {
    if matches!(around, Some("list" | "map")) {
        return format!("write `nullable<{}>` if it can be null", ours(inside));
    }
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
