//! Random YAML has the data that `serde_yaml` reads from it, and a position for each node.

use proptest::prelude::*;

use super::super::{Node, Scalar, SpanNode, parse};

/// Plain scalars of every type, and similar texts.
fn plain() -> impl Strategy<Value = String> {
    let near_number = "[-+]?[0-9][0-9_.eExXoObBaAfF:-]{0,22}";
    let near_word = "[~.+-]?(null|Null|NULL|nULL|true|True|TRUE|tRUE|false|False|FALSE|inf|Inf|INF|nan|NaN|NAN|yes|no|on|off|y|n)";
    prop_oneof![
        near_number,
        near_word,
        "[-+.]{1,2}[0-9]{0,4}",
        "0[xob][-+0-9a-fA-F]{0,40}",
        "[0-9]{15,45}",
        "[0-9]{4}-[0-9]{2}-[0-9]{2}",
        "[a-zA-Z票务😀.:/_]{1,12}",
        Just("~".to_owned()),
    ]
}

/// What `serde_yaml` reads from a text.
fn read(text: &str) -> Option<Node> {
    let value: serde_yaml::Value = serde_yaml::from_str(text).ok()?;
    Some(convert(&value))
}

fn convert(value: &serde_yaml::Value) -> Node {
    use serde_yaml::Value;
    match value {
        Value::Null => Node::Null,
        Value::Bool(flag) => Node::Scalar(Scalar::Bool(*flag)),
        Value::Number(number) => {
            let int = number.as_i64().map(i128::from).or_else(|| number.as_u64().map(i128::from));
            Node::Scalar(int.map_or_else(|| Scalar::Float(number.as_f64().unwrap()), Scalar::Int))
        }
        Value::String(text) => Node::Scalar(Scalar::Text(text.clone())),
        Value::Sequence(elements) => Node::List(
            elements
                .iter()
                .map(|element| SpanNode { node: convert(element), ..SpanNode::default() })
                .collect(),
        ),
        Value::Mapping(entries) => {
            let entry = |(key, value)| SpanNode {
                key_node: convert(key),
                node: convert(value),
                ..SpanNode::default()
            };
            Node::Mapping(entries.iter().map(entry).collect())
        }
        Value::Tagged(tagged) => convert(&tagged.value),
    }
}

/// A YAML text: the lines of a node. The first may follow a key or a dash, the others are indented by at least two.
fn node() -> impl Strategy<Value = Vec<String>> {
    let scalar = prop_oneof![
        4 => plain().prop_map(|text| vec![text]),
        2 => "[a-z票#'\" :,.]{0,12}".prop_map(|text| vec![format!("\"{}\"", text.replace('"', "\\\""))]),
        2 => "[a-z票#\" :,.]{0,12}".prop_map(|text| vec![format!("'{text}'")]),
        1 => Just(vec![String::new()]),
        1 => ("[|>][-+]?", prop::collection::vec("[a-z票]?[a-z票# \t:'\"]{0,8}", 1..4)).prop_map(|(sign, lines)| {
            std::iter::once(sign).chain(lines.into_iter().map(|line| format!("  x{line}"))).collect()
        }),
        1 => ("[a-z票]{1,4}", "[a-z票]{1,4}", "[ \t]{0,2}", any::<bool>()).prop_map(|(one, two, blanks, quoted)| {
            let quote = if quoted { "'" } else { "" };
            vec![format!("{quote}{one}{blanks}"), format!("  {two}{quote}")]
        }),
    ];
    scalar.prop_recursive(4, 24, 4, |inner| {
        let flow = prop::collection::vec((plain(), any::<u8>()), 0..4);
        prop_oneof![
            prop::collection::vec(inner.clone(), 1..4).prop_map(list),
            (prop::collection::vec(inner, 1..4), any::<u8>())
                .prop_map(|(values, style)| mapping(values, style)),
            flow.prop_map(in_brackets),
        ]
    })
}

fn list(elements: Vec<Vec<String>>) -> Vec<String> {
    let mut lines = vec![String::new()];
    for element in elements {
        let mut element = element.into_iter();
        lines.push(format!("  - {}", element.next().unwrap_or_default()));
        lines.extend(element.map(|line| format!("    {line}")));
    }
    lines
}

fn mapping(values: Vec<Vec<String>>, style: u8) -> Vec<String> {
    let mut lines = vec![String::new()];
    for (number, value) in values.into_iter().enumerate() {
        let key = match (style.wrapping_add(number as u8)) % 5 {
            0 => format!("\"k{number}: \""),
            1 => format!("'k{number}'"),
            2 => format!("键{number} x"),
            3 => format!("{number}.50"),
            _ => format!("k{number}"),
        };
        let mut value = value.into_iter();
        let first = value.next().unwrap_or_default();
        let comment = if style.is_multiple_of(3) && !first.contains(['|', '>']) && value.len() == 0 {
            "   # 注: '"
        } else {
            ""
        };
        lines.push(format!("  {key}: {first}{comment}"));
        lines.extend(value.map(|line| format!("  {line}")));
        if style.is_multiple_of(4) {
            lines.push("  # 票 \"".to_owned());
        }
    }
    lines
}

fn in_brackets(parts: Vec<(String, u8)>) -> Vec<String> {
    let mut text = "[".to_owned();
    for (part, style) in parts {
        // A dash before a comma is not YAML 1.2, though `serde_yaml` accepts it.
        let part = if part == "-" { "x".to_owned() } else { part.replace(':', "_") };
        text += &match style % 5 {
            0 => format!("{{ a: {part}, b: , c }}"),
            1 => format!("\"{part}\""),
            2 => format!("[ '{part}' ]"),
            3 => format!("{{'x': {part} }}"),
            _ => format!(" {part} "),
        };
        text += if style > 128 { " , " } else { "," };
    }
    vec![text + "]"]
}

/// Whether the range of each node contains the text of that node.
fn check(text: &str, node: &SpanNode) -> Result<(), TestCaseError> {
    if let Some(key) = &node.key {
        prop_assert!(is_text_of(&text[key.clone()], &node.key_node), "{:?}\n{}", node, text);
    }
    let value = &text[node.value.clone()];
    match &node.node {
        scalar @ (Node::Null | Node::Scalar(_)) => {
            prop_assert!(is_text_of(value, scalar), "{:?}\n{}", node, text)
        }
        Node::List(_) | Node::Mapping(_) if node.flow => {
            let ends = (value.chars().next(), value.chars().last());
            prop_assert!(
                matches!(ends, (Some('['), Some(']')) | (Some('{'), Some('}'))),
                "{:?}\n{}",
                node,
                text
            );
        }
        Node::List(children) | Node::Mapping(children) => {
            let (first, last) = (&children[0], &children[children.len() - 1]);
            prop_assert_eq!(node.value.start, first.start());
            prop_assert_eq!(node.value.end, last.end());
        }
    }
    node.children().iter().try_for_each(|child| check(text, child))
}

fn is_text_of(written: &str, node: &Node) -> bool {
    match node {
        Node::Null => written.is_empty() || parse(written).root.node == Node::Null,
        Node::Scalar(Scalar::Text(text)) => {
            let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
            words(written) == words(text)
                || parse(written).root.node.as_text().is_some_and(|read| words(read) == words(text))
        }
        node => parse(written).root.node.has_same_data(node),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn plain_scalars_are_typed_as_serde_yaml_types_them(text in plain()) {
        if let Some(expected) = read(&text) {
            let node = parse(&text).root.node;
            prop_assert!(node.has_same_data(&expected), "{}: {:?} {:?}", text, node, expected);
        }
    }

    #[test]
    fn each_node_of_random_yaml_has_its_position(lines in node(), returns in any::<bool>()) {
        let text = format!("top: {}\n", lines.join("\n"));
        let text = if returns { text.replace('\n', "\r\n") } else { text };
        let parsed = parse(&text);
        if let Some(expected) = read(&text) {
            prop_assert_eq!(&parsed.failure, &None, "{}", text);
            prop_assert!(parsed.root.node.has_same_data(&expected), "{:?}\n{:?}\n{}", parsed.root.node, expected, text);
        }
        prop_assume!(parsed.failure.is_none());
        check(&text, &parsed.root)?;
    }
}
