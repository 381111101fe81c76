//! Descriptions of values and of how to correct them.

use super::super::Scalar;
use super::super::keys::Keys;
use crate::yaml::{Node, SpanNode};

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
    if digits(text) {
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
            [SpanNode { node: Node::Scalar(only), .. }] => Some(format!("write `{only}`, without brackets")),
            _ if key == "type" => Some("if it can be any of these, write `json`".to_owned()),
            _ => None,
        },
        Node::Mapping(_) if matches!(key, "type" | "request" | "reply" | "model") => {
            Some("declare a model in a file of its own, and write its name here".to_owned())
        }
        Node::Null | Node::Scalar(_) | Node::Mapping(_) => None,
    }
}

/// Help for a list or a single value instead of a condition.
pub(super) fn condition(node: &Node) -> String {
    let field = match node {
        Node::List(elements) => elements.first().map(|element| &element.node),
        Node::Null | Node::Scalar(_) | Node::Mapping(_) => Some(node),
    };
    match field {
        Some(Node::Scalar(Scalar::Text(field))) => {
            format!("write a field and its value: `{{ {field}: … }}`")
        }
        _ => "write a field and its value: `{ field: value }`".to_owned(),
    }
}

/// Help for a list or a single value instead of a mapping from names.
pub(super) fn named_in(node: &Node, raw: &str) -> Option<String> {
    match node {
        Node::List(elements) => match elements.first().map(|element| &element.node) {
            Some(Node::Scalar(first)) => Some(format!("write each element as a key: `{first}: {{}}`")),
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
            Node::Scalar(key) => Some(key.to_string()),
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
    use super::{number_in, quoted};

    #[test]
    fn help_for_a_number_in_a_text() {
        assert_eq!(number_in("36").unwrap(), "remove the quotes");
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
