//! How values and mistakes are put into words.

use super::super::Scalar;
use super::super::keys::Keys;
use crate::yaml::{self, Node, SpanNode};

/// A value in a few words: `the number 36`, `the text "36"`, `a list`. `raw` is how it is written.
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

/// A text in quotes, on one line and not too long.
pub(super) fn quoted(text: &str) -> String {
    const MAX_CHARS: usize = 40;
    let mut shown: String = text.chars().take(MAX_CHARS).collect();
    if shown.len() < text.len() {
        shown.push('…');
    }
    // Not `{shown:?}`, which would escape more than must be.
    format!("\"{}\"", shown.replace('\n', "\\n"))
}

/// What to do about a text where a number is wanted.
pub(super) fn number_in(text: &str) -> Option<String> {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let joined: String = text.chars().filter(|c| !matches!(c, '_' | ',' | ' ' | '\'')).collect();
    let number = text.split_whitespace().next().unwrap_or_default();
    if digits(text) {
        Some("remove the quotes".to_owned())
    } else if digits(&joined) {
        Some(format!("write `{joined}`"))
    } else if digits(number) {
        Some(format!("the key names the unit already; write `{number}`"))
    } else if text.starts_with(|c: char| c.is_ascii_digit()) && !text.starts_with("0x") {
        Some("write the number alone, in the unit that the key names".to_owned())
    } else if !text.is_empty() && text.chars().all(|c| ('０'..='９').contains(&c)) {
        Some(format!("type ASCII digits: `{}`", ascii_digits(text)))
    } else {
        None
    }
}

/// Full-width digits as ASCII ones.
fn ascii_digits(text: &str) -> String {
    let digit =
        |c: char| u32::from(c).checked_sub(u32::from('０')).and_then(|digit| char::from_digit(digit, 10));
    text.chars().filter_map(digit).collect()
}

/// The sign that a value begins with where an ASCII bracket is meant.
pub(super) fn full_width_bracket(node: &Node) -> Option<char> {
    let text = node.as_text()?;
    let sign = text.chars().next()?;
    // Prose can begin with all but the first two: they count where a key may follow.
    let inside = text.trim_start_matches(sign).trim_start();
    let is_bracket = match sign {
        '｛' | '［' => true,
        '【' | '「' | '『' | '（' => inside.starts_with(|c: char| c.is_ascii_alphabetic()),
        _ => false,
    };
    is_bracket.then_some(sign)
}

/// What to do about a list or a mapping where a text is wanted.
pub(super) fn text_in(key: &str, node: &Node) -> Option<String> {
    match node {
        Node::List(elements) => match elements.as_slice() {
            [SpanNode { node: Node::Scalar(Scalar::Text(only)), .. }] if key == "type" => {
                Some(format!("write `list<{only}>`"))
            }
            [SpanNode { node: Node::Scalar(only), .. }] => {
                Some(format!("write `{}`, without brackets", yaml::written(only)))
            }
            _ if key == "type" => Some("where it can be either, write `json`".to_owned()),
            _ => None,
        },
        Node::Mapping(_) if matches!(key, "type" | "request" | "reply" | "model") => {
            Some("declare a model in a file of its own, and write its name here".to_owned())
        }
        Node::Null | Node::Scalar(_) | Node::Mapping(_) => None,
    }
}

/// What to do about a list or a mapping where one value is wanted.
pub(super) fn one_in(key: &str, node: &Node) -> Option<String> {
    let Node::List(elements) = node else { return None };
    match elements.first().map(|element| &element.node) {
        Some(Node::Scalar(first)) => {
            Some(format!("write one value, for example `{key}: {}`", yaml::written(first)))
        }
        _ => None,
    }
}

/// What to do about a list or a single value where a condition is wanted. `key` is the key that has it.
pub(super) fn condition(key: &str, node: &Node) -> String {
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
        [] => format!("write the field and the value with which it holds: `{key}: {{ field: value }}`"),
        [only] if only.is_negated && key == "required_if" => {
            format!("write `required_unless: {}`", entries(&clauses))
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

/// What to do about a list or a single value where a mapping from names is wanted.
pub(super) fn named_in(node: &Node, raw: &str) -> Option<String> {
    match node {
        Node::List(elements) => match elements.first().map(|element| &element.node) {
            Some(Node::Scalar(first)) => {
                Some(format!("write each element as a key: `{}: {{}}`", yaml::written(first)))
            }
            _ => Some("write each element as `name: { … }`, without a `-`".to_owned()),
        },
        Node::Scalar(_) => Some(format!("write `{{ {raw}: … }}`")),
        Node::Null | Node::Mapping(_) => None,
    }
}

/// What to write where a mapping stands for a list: its keys alone.
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
        keys => format!("write its keys alone, as a list: `[{}{more}]`", keys.join(", ")),
    }
}

/// What to write where one value stands for a whole mapping.
pub(super) fn wanted(keys: &Keys, node: &Node, raw: &str) -> Option<String> {
    let required: Vec<_> = keys.iter().filter(|key| key.required).collect();
    match (node, required.as_slice()) {
        (Node::Scalar(_), [only]) => Some(format!("write `{{ {}: {raw} }}`", only.name)),
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
            ("open", "write the field and the value with which it holds: `required_if: { open: … }`"),
        ];
        for (text, help) in cases {
            assert_eq!(condition("required_if", &Node::Scalar(Scalar::Text(text.to_owned()))), help);
        }
    }

    #[test]
    fn numbers_are_found_in_texts() {
        assert_eq!(number_in("36").unwrap(), "remove the quotes");
        assert_eq!(number_in("1_000").unwrap(), "write `1000`");
        assert_eq!(number_in("36 bytes").unwrap(), "the key names the unit already; write `36`");
        assert_eq!(number_in("3KB").unwrap(), "write the number alone, in the unit that the key names");
        assert_eq!(number_in("３６").unwrap(), "type ASCII digits: `36`");
        assert_eq!(number_in("many"), None);
        assert_eq!(number_in(""), None);
    }

    #[test]
    fn long_texts_are_cut_between_characters() {
        assert_eq!(quoted("票"), "\"票\"");
        assert_eq!(quoted(&"票".repeat(41)), format!("\"{}…\"", "票".repeat(40)));
    }
}
