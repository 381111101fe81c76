//! What types are called elsewhere, and what the dialect writes instead.

/// The dialect's words for a type that other languages call `name`.
pub(super) fn name(name: &str) -> Option<&'static str> {
    let ours = match name.to_ascii_lowercase().as_str() {
        "str" | "text" | "varchar" | "char" | "uuid" | "url" | "uri" | "string" => "`string`",
        "integer" | "int64" | "i64" | "long" | "bigint" | "int" => "`int`",
        "i32" | "short" | "int32" => "`int32`",
        "unsigned" | "uint64" | "u64" | "usize" | "uint" => "`uint`",
        "u32" | "uint32" => "`uint32`",
        "number" | "double" | "f64" | "f32" | "float64" | "float32" | "decimal" | "float" => {
            "`float`, or `int` if it has no fraction"
        }
        "boolean" | "bool" => "`bool`",
        "date" | "time" | "datetime" | "date_time" | "unixtime" | "timestamp" => {
            "`timestamp` for Unix seconds as a number, `digit_timestamp` for Unix seconds in a string, \
             `string` for anything else"
        }
        "array" | "slice" | "sequence" | "vec" | "list" => "`list<…>` with the type of its elements",
        "object" | "dict" | "hash" | "struct" | "map" => {
            "the name of a model, `map<…>` if the keys are free, or `json` if anything goes"
        }
        "any" | "value" | "mixed" | "json" => "`json`",
        _ => return None,
    };
    Some(ours)
}

/// Help with a type that is right but for signs as an input method for Chinese types them.
pub(super) fn full_width(expression: &str) -> Option<String> {
    let ascii = |sign: char| match sign {
        '＜' | '〈' | '《' => Some('<'),
        '＞' | '〉' | '》' => Some('>'),
        _ => None,
    };
    let plain = expression.trim_end_matches(['，', '、', '。']);
    let written: String = plain.chars().map(|sign| ascii(sign).unwrap_or(sign)).collect();
    (written != expression).then(|| format!("type ASCII signs: `{written}`"))
}

/// Help with `head<tail`, where the dialect has no such `head`.
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

/// Help with something that is neither a name nor `head<…>`. `in_map` says whether it stands in `map<…>`.
pub(super) fn expression(text: &str, in_map: bool) -> String {
    if let Some((key, value)) = text.split_once(',') {
        let (key, value) = (key.trim(), value.trim());
        return if in_map {
            format!("the keys of a map are always strings: write `map<{value}>`")
        } else {
            format!(
                "one type stands between the brackets, `{key}` or `{value}`; where it can be either, `json`"
            )
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
            "write `type: {}` and the limit beside it, in its unit: `max_bytes: {limit}` or `max_chars: {limit}`",
            ours(head)
        );
    }
    if text.is_empty() {
        return "write what the value is, for example `string`".to_owned();
    }
    ANY_TYPE.to_owned()
}

const ANY_TYPE: &str = "a type is a name, such as `string` or `Sku`, alone or inside `list<…>` or `map<…>`";

fn optional(inside: &str) -> String {
    format!(
        "write `{}`; a field is optional unless `required` says otherwise, and null needs `nullable: true`",
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

/// The dialect's name for a foreign scalar, the name itself where there is none.
fn ours(name: &str) -> &str {
    match name.trim().to_ascii_lowercase().as_str() {
        "str" | "string" | "text" => "string",
        "integer" | "i64" | "long" | "int" => "int",
        "boolean" | "bool" => "bool",
        "number" | "double" | "f64" | "float" => "float",
        _ => name.trim(),
    }
}
