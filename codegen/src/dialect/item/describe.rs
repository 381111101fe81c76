//! Descriptions of values and of how to correct them.

use super::super::Scalar;
use super::super::keys::{Holds, Keys};
use crate::names;
use crate::yaml::{self, Node, SpanNode};

/// A description of a value: `the number 36`, `the text "36"`, `a list`. `raw` is how it is written.
pub(super) fn describe(node: &Node, raw: &str) -> String {
    match node {
        Node::Null => "nothing".to_owned(),
        Node::Scalar(Scalar::Bool(flag)) => format!("`{flag}`"),
        Node::Scalar(Scalar::Int(number)) if raw.is_empty() => format!("the number {number}"),
        Node::Scalar(Scalar::Float(number)) if raw.is_empty() => format!("the number {number}"),
        Node::Scalar(Scalar::Int(_) | Scalar::Float(_)) => format!("the number {raw}"),
        Node::Scalar(Scalar::Text(text)) => format!("the text {}", quoted(text)),
        Node::List(_) => "a list".to_owned(),
        Node::Mapping(_) => "a mapping".to_owned(),
    }
}

/// A text in quotes, on one line and truncated.
pub(super) fn quoted(text: &str) -> String {
    const MAX_CHARS: usize = 40;
    let mut shown: String = text.chars().take(MAX_CHARS).collect();
    if shown.len() < text.len() {
        shown.push('…');
    }
    // `{shown:?}` would escape more than necessary.
    format!("\"{}\"", shown.replace('\n', "\\n"))
}

/// Help for a text instead of a number.
pub(super) fn number_in(text: &str) -> Option<String> {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let joined: String = text.chars().filter(|c| !matches!(c, '_' | ',' | ' ' | '\'')).collect();
    let number = text.split_whitespace().next().unwrap_or_default();
    if let Some(help) = zero_before(text) {
        Some(help)
    } else if digits(text) {
        Some("remove the quotes".to_owned())
    } else if digits(&joined) {
        Some(format!("write `{joined}`"))
    } else if digits(number) {
        Some(format!("the key contains the unit: write `{number}`"))
    } else if text.starts_with(|c: char| c.is_ascii_digit()) && !text.starts_with("0x") {
        Some("write only the number, in the unit of the key".to_owned())
    } else if !text.is_empty() && text.chars().all(|c| ('０'..='９').contains(&c)) {
        Some(format!("use ASCII digits: `{}`", ascii_digits(text)))
    } else {
        None
    }
}

/// Help for a number that begins with 0, which is a text in the spec.
pub(crate) fn zero_before(text: &str) -> Option<String> {
    let number = text.strip_prefix('0').filter(|rest| rest.bytes().all(|byte| byte.is_ascii_digit()))?;
    let number = number.trim_start_matches('0');
    (text.len() > 1 && !number.is_empty())
        .then(|| format!("write `{number}`: what `{text}` is differs between versions of YAML"))
}

/// Converts full-width digits to ASCII.
fn ascii_digits(text: &str) -> String {
    let digit =
        |c: char| u32::from(c).checked_sub(u32::from('０')).and_then(|digit| char::from_digit(digit, 10));
    text.chars().filter_map(digit).collect()
}

/// The full-width character at the beginning of a value that was probably meant as an ASCII bracket.
pub(super) fn full_width_bracket(node: &Node) -> Option<char> {
    let text = node.as_text()?;
    let sign = text.chars().next()?;
    // Prose can begin with all of these except the first two, which only count before a key.
    let inside = text.trim_start_matches(sign).trim_start();
    let is_bracket = match sign {
        '｛' | '［' => true,
        '【' | '「' | '『' | '（' => inside.starts_with(|c: char| c.is_ascii_alphabetic()),
        _ => false,
    };
    is_bracket.then_some(sign)
}

/// Help for a list or a mapping instead of a text.
pub(super) fn text_in(key: &str, node: &Node) -> Option<String> {
    match node {
        Node::List(elements) => match elements.as_slice() {
            [SpanNode { node: Node::Scalar(Scalar::Text(only)), .. }] if key == "type" => {
                Some(format!("write `list<{only}>`"))
            }
            [SpanNode { node: Node::Scalar(only), .. }] => {
                Some(format!("write `{}`, without brackets", yaml::written(only)))
            }
            _ if key == "type" => Some(
                "if these are values, declare an enumeration in a separate file and write its name; if these are types, \
                 write `json`"
                    .to_owned(),
            ),
            _ => None,
        },
        Node::Mapping(entries) if key == "reply" && entries.iter().all(is_status) => {
            Some("write the type of a success, `reply: Card`; the bodies of failures are `failures`".to_owned())
        }
        Node::Mapping(entries) if matches!(key, "type" | "request" | "reply" | "model") => {
            Some(referred(entries).map_or_else(
                || "declare a model in a file of its own, and write its name here".to_owned(),
                |name| format!("write the name of the type alone: `{key}: {name}`"),
            ))
        }
        Node::Null | Node::Scalar(_) | Node::Mapping(_) => None,
    }
}

/// Whether the key of an entry is the status of a reply, such as `200` or `2XX`.
fn is_status(entry: &SpanNode) -> bool {
    match &entry.key_node {
        Node::Scalar(Scalar::Int(_)) => true,
        Node::Scalar(Scalar::Text(text)) => {
            text == "default" || text.starts_with(|sign: char| sign.is_ascii_digit())
        }
        Node::Null | Node::Scalar(_) | Node::List(_) | Node::Mapping(_) => false,
    }
}

/// The name that `$ref` leads to: `{ $ref: "#/components/schemas/Sku" }`.
fn referred(entries: &[SpanNode]) -> Option<&str> {
    let [SpanNode { key_node, node, .. }] = entries else { return None };
    let target = node.as_text().filter(|_| key_node.as_text() == Some("$ref"))?;
    let target = target.trim_end_matches(".yaml").trim_end_matches(".yml").trim_end_matches(".json");
    target.rsplit(['/', '#']).next().filter(|name| !name.is_empty())
}

/// Help for a list or a mapping where one value is wanted.
pub(super) fn one_in(key: &str, node: &Node) -> Option<String> {
    let elements = match node {
        Node::List(elements) => elements,
        Node::Mapping(_) if key.bytes().all(|byte| byte.is_ascii_digit()) => {
            return Some("write the value alone, without a key".to_owned());
        }
        Node::Mapping(_) => return Some(format!("write the value alone: `{key}: …`")),
        Node::Null | Node::Scalar(_) => return None,
    };
    match elements.first().map(|element| &element.node) {
        Some(Node::Scalar(first)) => {
            Some(format!("write one value, for example `{key}: {}`", yaml::written(first)))
        }
        _ => None,
    }
}

/// What to do about a list or a single value instead of a condition. `key` is the key that has it.
pub(super) fn condition(key: &str, node: &Node) -> String {
    if let Some(help) = node.as_text().and_then(|text| limits(key, text)) {
        return help;
    }
    let elements: Vec<&Node> = match node {
        Node::List(elements) => elements.iter().map(|element| &element.node).collect(),
        Node::Null | Node::Scalar(_) | Node::Mapping(_) => vec![node],
    };
    let texts: Option<Vec<&str>> = elements.iter().map(|element| element.as_text()).collect();
    let clauses =
        texts.iter().flatten().flat_map(|text| text.split("&&")).flat_map(|text| text.split(" and "));
    let clauses: Vec<Clause<'_>> = clauses.map(Clause::of).collect();
    let entries = |clauses: &[Clause<'_>]| {
        let entries: Vec<String> =
            clauses.iter().map(|clause| format!("{}: {}", clause.field, clause.value)).collect();
        format!("{{ {} }}", entries.join(", "))
    };
    match clauses.as_slice() {
        [] => format!("write a field and its value: `{key}: {{ field: value }}`"),
        [only] if only.is_negated => {
            let contrary = match key.split_once('_') {
                Some((verb, "if")) => format!("{verb}_unless"),
                Some((verb, "unless")) => format!("{verb}_if"),
                Some(_) | None => key.to_owned(),
            };
            format!("write `{contrary}: {}`", entries(&clauses))
        }
        clauses if clauses.iter().any(|clause| clause.is_negated) => format!(
            "write the values with which it holds, not those without: `{key}: {{ {}: [ … ] }}`",
            clauses.iter().find(|clause| clause.is_negated).map_or("field", |clause| clause.field)
        ),
        clauses if clauses.iter().all(|clause| clause.value != "…") => {
            format!("write `{key}: {}`", entries(clauses))
        }
        clauses => {
            format!("write the field and the value with which it holds: `{key}: {}`", entries(clauses))
        }
    }
}

/// Help for a comparison with a number: `floors > 3`.
fn limits(key: &str, text: &str) -> Option<String> {
    const SIGNS: [(&str, &str); 4] =
        [(">=", "min"), ("<=", "max"), (">", "exclusive_min"), ("<", "exclusive_max")];
    let (field, limit, number) = SIGNS.iter().find_map(|(sign, limit)| {
        let (field, number) = text.split_once(sign)?;
        Some((field.trim(), *limit, number.trim()))
    })?;
    number.parse::<f64>().ok()?;
    let fact = format!("{{ {field}: {{ {limit}: {number} }} }}");
    Some(match key {
        "when" | "then" | "else" => format!("write `{key}: {fact}`"),
        _ => format!("a condition of a field compares values; write `rules` at the model: `when: {fact}`"),
    })
}

/// A comparison as other languages write it: `kind == gift`, `kind: gift`, `kind in [gift, box]`.
struct Clause<'a> {
    field: &'a str,
    /// The value as YAML; `…` where there is none.
    value: String,
    is_negated: bool,
}

impl<'a> Clause<'a> {
    fn of(text: &'a str) -> Clause<'a> {
        const SIGNS: [(&str, bool); 9] = [
            ("!=", true),
            (" not in ", true),
            ("===", false),
            ("==", false),
            ("=", false),
            ("：", false),
            (":", false),
            (" in ", false),
            (" is ", false),
        ];
        let split = SIGNS.iter().find_map(|(sign, is_negated)| {
            let (field, value) = text.split_once(sign)?;
            Some((field, value, *is_negated))
        });
        let (field, value, is_negated) = split.unwrap_or((text, "…", false));
        let value = value.trim().trim_matches(['"', '\'', '`']);
        Clause {
            field: field.trim().trim_matches(['"', '\'', '`', '{', '}', '(', ' ']),
            value: if value.is_empty() {
                "…".to_owned()
            } else {
                value.trim_end_matches(['}', ')', ' ']).to_owned()
            },
            is_negated,
        }
    }
}

/// Help for a list or a single value instead of a mapping from names.
pub(super) fn named_in(node: &Node, raw: &str) -> Option<String> {
    match node {
        Node::List(elements) => match elements.first().map(|element| &element.node) {
            None => Some("write `{}`, or remove the key".to_owned()),
            Some(Node::Scalar(first)) => {
                Some(format!("write each element as a key: `{}: {{}}`", yaml::written(first)))
            }
            _ => Some("write each element as `name: { … }`, without a `-`".to_owned()),
        },
        Node::Scalar(_) => Some(format!("write `{{ {raw}: … }}`")),
        Node::Null | Node::Mapping(_) => None,
    }
}

/// Help for a mapping instead of a list: its keys.
pub(super) fn listed(entries: &[SpanNode]) -> String {
    const MOST: usize = 3;
    let keys: Vec<String> = entries
        .iter()
        .map_while(|entry| match &entry.key_node {
            Node::Scalar(key) => Some(yaml::written(key)),
            Node::Null | Node::List(_) | Node::Mapping(_) => None,
        })
        .take(MOST)
        .collect();
    let more = if entries.len() > keys.len() { ", …" } else { "" };
    match keys.as_slice() {
        [] => "write its elements in brackets, or each on a line after `- `".to_owned(),
        keys => format!("write only its keys, as a list: `[{}{more}]`", keys.join(", ")),
    }
}

/// Help for a single value instead of a mapping.
pub(super) fn wanted(keys: &Keys, node: &Node, raw: &str) -> Option<String> {
    if let Some(key) = node.as_text().and_then(|text| keys.get(text)) {
        let value = if matches!(key.holds, Holds::Flag | Holds::True) { "true" } else { "…" };
        return Some(format!("write `{{ {}: {value} }}`", key.name));
    }
    let required: Vec<_> = keys.iter().filter(|key| key.required).collect();
    match (node, required.as_slice()) {
        (Node::Scalar(_), [only]) => Some(format!("write `{{ {}: {raw} }}`", only.name)),
        (Node::Scalar(Scalar::Text(text)), []) if names::is_pascal(text) && keys.get("model").is_some() => {
            Some(format!("write `{{ model: {raw} }}`"))
        }
        (Node::Scalar(Scalar::Text(_)), []) if keys.get("doc").is_some() => {
            Some(format!("write `{{ doc: {raw} }}`"))
        }
        _ => {
            let some: Vec<_> = keys.iter().take(3).map(|key| format!("`{}`", key.name)).collect();
            let more = if keys.iter().nth(3).is_some() { ", …" } else { "" };
            Some(format!("its keys are {}{more}", some.join(", ")))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{condition, number_in, quoted};
    use crate::yaml::{Node, Scalar};

    #[test]
    fn conditions_of_other_languages_are_translated() {
        let cases = [
            ("open == true", "write `required_if: { open: true }`"),
            ("open: true", "write `required_if: { open: true }`"),
            ("open = 'yes'", "write `required_if: { open: yes }`"),
            ("kind in [a, b]", "write `required_if: { kind: [a, b] }`"),
            ("open == true && kind == a", "write `required_if: { open: true, kind: a }`"),
            ("kind != a", "write `required_unless: { kind: a }`"),
            (
                "floors >= 3",
                "a condition of a field compares values; write `rules` at the model: `when: { floors: { min: 3 } }`",
            ),
            ("open", "write the field and the value with which it holds: `required_if: { open: … }`"),
        ];
        for (text, help) in cases {
            assert_eq!(condition("required_if", &Node::Scalar(Scalar::Text(text.to_owned()))), help);
        }
    }

    #[test]
    fn help_for_a_number_in_a_text() {
        assert_eq!(number_in("36").unwrap(), "remove the quotes");
        assert_eq!(number_in("010").unwrap(), "write `10`: what `010` is differs between versions of YAML");
        assert_eq!(number_in("1_000").unwrap(), "write `1000`");
        assert_eq!(number_in("36 bytes").unwrap(), "the key contains the unit: write `36`");
        assert_eq!(number_in("3KB").unwrap(), "write only the number, in the unit of the key");
        assert_eq!(number_in("３６").unwrap(), "use ASCII digits: `36`");
        assert_eq!(number_in("many"), None);
        assert_eq!(number_in(""), None);
    }

    #[test]
    fn long_texts_are_truncated_between_characters() {
        assert_eq!(quoted("票"), "\"票\"");
        assert_eq!(quoted(&"票".repeat(41)), format!("\"{}…\"", "票".repeat(40)));
    }
}
