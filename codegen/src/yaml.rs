//! The YAML parser behind the spec. The only module that knows which crate it is.

mod node;

use serde::Deserialize;

pub(crate) use node::Node;

/// The first document of a text.
#[derive(Clone, Debug)]
pub(crate) struct Parsed {
    /// What it holds; null where the text has no document.
    pub(crate) node: Node,
    /// Whether another document follows.
    pub(crate) more: bool,
}

/// Why a text could not be parsed.
#[derive(Clone, Debug)]
pub(crate) struct Failure {
    /// The line, from 1, where the parser knows one.
    pub(crate) line: Option<usize>,
    /// The column in characters, from 1.
    pub(crate) column: usize,
    /// The line and the column of what was being parsed: the brace or the quote that was opened.
    pub(crate) began: Option<(usize, usize)>,
    /// Whether the nesting was the reason.
    pub(crate) too_deep: bool,
    /// The parser's own words, without a position.
    pub(crate) problem: String,
}

/// Parses the first document of a text. Duplicate keys are kept, tags and anchors are resolved or ignored:
/// telling of them is the caller's business.
pub(crate) fn parse(text: &str) -> Result<Parsed, Failure> {
    let mut documents = serde_yaml::Deserializer::from_str(text);
    let Some(first) = documents.next() else {
        return Ok(Parsed { node: Node::Null, more: false });
    };
    let node = Node::deserialize(first).map_err(|error| failure(&error))?;
    Ok(Parsed { node, more: documents.next().is_some() })
}

/// Whether both texts are YAML and hold the same data, in the same order.
pub fn have_same_data(one: &str, other: &str) -> bool {
    let data = |text: &str| parse(text).ok().map(|parsed| (parsed.node, parsed.more));
    let first = data(one);
    first.is_some() && first == data(other)
}

fn failure(error: &serde_yaml::Error) -> Failure {
    // "… at line 3 column 4, while parsing a flow mapping at line 1 column 7"
    let words = error.to_string();
    let too_deep = words.contains("recursion limit");
    let (problem, context) = words.split_once(", while ").unwrap_or((&words, ""));
    let (problem, _) = problem.split_once(" at line ").unwrap_or((problem, ""));
    let at = error.location().filter(|_| words.contains(" at line ") || too_deep);
    Failure {
        line: at.as_ref().map(serde_yaml::Location::line),
        column: at.as_ref().map_or(1, serde_yaml::Location::column),
        began: position(context),
        too_deep,
        problem: problem.to_owned(),
    }
}

/// The line and the column in "… at line 1 column 7".
fn position(words: &str) -> Option<(usize, usize)> {
    let (_, position) = words.rsplit_once(" at line ")?;
    let (line, column) = position.split_once(" column ")?;
    Some((line.parse().ok()?, column.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::{Node, parse};
    use crate::dialect::Scalar;

    fn node(text: &str) -> Node {
        parse(text).unwrap().node
    }

    #[test]
    fn scalars_are_typed_as_yaml_types_them() {
        assert_eq!(node("true"), Node::Scalar(Scalar::Bool(true)));
        assert_eq!(node("no"), Node::Scalar(Scalar::Text("no".into())));
        assert_eq!(node("-7"), Node::Scalar(Scalar::Int(-7)));
        assert_eq!(node("18446744073709551616"), Node::Scalar(Scalar::Int(1 << 64)));
        assert_eq!(node("1.10"), Node::Scalar(Scalar::Float(1.1)));
        assert_eq!(node("'36'"), Node::Scalar(Scalar::Text("36".into())));
        assert_eq!(node("007"), Node::Scalar(Scalar::Text("007".into())));
        assert_eq!(node("~"), Node::Null);
    }

    #[test]
    fn an_empty_text_is_null() {
        for text in ["", "\n", "# only a comment\n", "---\n"] {
            let parsed = parse(text).unwrap();
            assert_eq!((parsed.node, parsed.more), (Node::Null, false), "{text:?}");
        }
    }

    #[test]
    fn duplicates_and_their_order_are_kept() {
        let Node::Mapping(entries) = node("b: 1\na: 2\nb: 3") else { panic!("a mapping") };
        let keys: Vec<_> = entries.iter().map(|(key, _)| key.clone()).collect();
        assert_eq!(keys, ["b", "a", "b"].map(|key| Node::Scalar(Scalar::Text(key.into()))));
    }

    #[test]
    fn a_tag_is_ignored_and_a_second_document_noticed() {
        assert_eq!(node("a: !secret x"), node("a: x"));
        assert_eq!(node("!thing {a: [!x 1]}"), node("a: [1]"));
        assert!(parse("a: 1\n---\nb: 2").unwrap().more);
    }

    #[test]
    fn failures_have_a_position() {
        let failure = parse("a: 1\nb: c: d\n").unwrap_err();
        assert_eq!((failure.line, failure.column), (Some(2), 5));
        assert!(!failure.too_deep);
        let failure = parse("a: 1\nb:\n  c: {d: 1\ne: 2\n").unwrap_err();
        assert_eq!(failure.began, Some((3, 6)));
    }

    #[test]
    fn no_depth_overflows() {
        let flow = "[".repeat(10_000);
        assert!(parse(&flow).is_err());
        let closed = format!("{}{}", "[".repeat(10_000), "]".repeat(10_000));
        assert!(parse(&closed).unwrap_err().too_deep);
        let block: String = (0..2_000).map(|depth| format!("{}a:\n", " ".repeat(depth))).collect();
        assert!(parse(&block).unwrap_err().too_deep);
    }
}
