//! A YAML node: its data and its position.

use std::borrow::Cow;
use std::ops::Range;

use super::Scalar;

/// The data of a YAML node. Mappings keep the order of their entries and their duplicate keys.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Node {
    #[default]
    /// `null`, `~`, or an empty value.
    Null,
    /// A text, a number, `true` or `false`.
    Scalar(Scalar),
    /// The elements.
    List(Vec<SpanNode>),
    /// The entries.
    Mapping(Vec<SpanNode>),
}

/// A YAML node with its position in bytes of the text.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SpanNode {
    /// The range of its key. `None` for the root and the elements of lists.
    pub key: Option<Range<usize>>,
    /// The data of its key; null if there is none.
    pub key_node: Node,
    /// The range of its value; empty if there is none.
    pub value: Range<usize>,
    /// Whether it is a mapping in braces or a list in brackets.
    pub flow: bool,
    /// The data of its value.
    pub node: Node,
}

impl Node {
    /// The text, if it is one.
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Node::Scalar(Scalar::Text(text)) => Some(text),
            Node::Null | Node::Scalar(_) | Node::List(_) | Node::Mapping(_) => None,
        }
    }

    /// Whether both have the same data, ignoring positions.
    pub fn has_same_data(&self, other: &Node) -> bool {
        match (self, other) {
            (Node::List(ours), Node::List(theirs)) | (Node::Mapping(ours), Node::Mapping(theirs)) => {
                let same = |(a, b): (&SpanNode, &SpanNode)| {
                    a.key_node.has_same_data(&b.key_node) && a.node.has_same_data(&b.node)
                };
                ours.len() == theirs.len() && ours.iter().zip(theirs).all(same)
            }
            (Node::Scalar(Scalar::Float(a)), Node::Scalar(Scalar::Float(b))) => a.total_cmp(b).is_eq(),
            (ours, theirs) => ours == theirs,
        }
    }
}

impl SpanNode {
    /// Its name in a path: its key as text. Empty if it has no scalar key.
    pub fn name(&self) -> Cow<'_, str> {
        match &self.key_node {
            Node::Scalar(Scalar::Text(text)) => text.as_str().into(),
            Node::Scalar(scalar) => scalar.to_string().into(),
            Node::Null | Node::List(_) | Node::Mapping(_) => "".into(),
        }
    }

    /// The entries of a mapping or the elements of a list, in the order of the text.
    pub fn children(&self) -> &[SpanNode] {
        match &self.node {
            Node::List(children) | Node::Mapping(children) => children,
            Node::Null | Node::Scalar(_) => &[],
        }
    }

    /// Its first byte, or that of its key.
    pub(super) fn start(&self) -> usize {
        self.key.as_ref().map_or(self.value.start, |key| key.start)
    }

    /// The end of its value, or of its key if it has no value.
    pub(super) fn end(&self) -> usize {
        self.key.as_ref().map_or(self.value.end, |key| key.end.max(self.value.end))
    }
}
