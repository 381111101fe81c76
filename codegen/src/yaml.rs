//! Parses YAML: one parser for the data of a text and its positions.
//!
//! Only this module depends on the parser. Events come from `granit-parser`, which reports the bytes of every node;
//! a plain scalar has the type that `serde_yaml` would give it.

mod build;
mod failure;
mod indent;
mod node;
mod scalar;

pub use failure::{Failure, Problem};
pub use node::{Node, SpanNode};
pub use scalar::Scalar;

use std::cell::OnceCell;
use std::collections::HashMap;
use std::ops::Range;

/// Maximum depth of nested mappings and lists.
pub const MAX_DEPTH: usize = 128;

/// The first document of a text, as far as it could be parsed.
#[derive(Clone, Debug, Default)]
pub struct Parsed {
    /// Its root node; null if the text has no document.
    pub root: SpanNode,
    /// YAML features that are not part of the dialect, in the order of the text.
    pub marks: Vec<Mark>,
    /// Why the rest could not be parsed.
    pub failure: Option<Failure>,
    /// The index of each entry, by the first byte of its mapping and by its name.
    entries: OnceCell<HashMap<(usize, String), usize>>,
}

/// A YAML feature that is not part of the dialect.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// What it is.
    pub kind: MarkKind,
    /// Its bytes in the text.
    pub range: Range<usize>,
}

/// The kind of a [`Mark`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MarkKind {
    /// `&name`
    Anchor,
    /// An alias of an earlier anchor.
    Alias,
    /// An alias of an anchor that does not exist.
    UnknownAlias,
    /// `!name`
    Tag,
    /// `---` before another document.
    SecondDocument,
}

/// Parses the first document of a text. Duplicate keys are kept, tags are ignored, and an alias is null: the caller
/// must report them.
pub fn parse(text: &str) -> Parsed {
    build::build(text)
}

/// Whether both texts are valid YAML with the same data in the same order.
pub fn have_same_data(one: &str, other: &str) -> bool {
    let (one, other) = (parse(one), parse(other));
    one.failure.is_none()
        && other.failure.is_none()
        && one.has_more() == other.has_more()
        && one.root.node.has_same_data(&other.root.node)
}

/// A scalar as it must be written: a text that would be something else without quotes has them.
///
/// ```
/// use specwright::yaml::{Scalar, written};
///
/// assert_eq!(written(&Scalar::Int(-1)), "-1");
/// assert_eq!(written(&Scalar::Text("-1".to_owned())), "\"-1\"");
/// assert_eq!(written(&Scalar::Text("red".to_owned())), "red");
/// ```
pub fn written(scalar: &Scalar) -> String {
    let Scalar::Text(text) = scalar else { return scalar.to_string() };
    let is_plain = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | '/' | ' ');
    let plain = text.chars().all(is_plain) && text.trim() == text && !text.starts_with("- ");
    if plain && scalar::plain(text.into()) == Node::Scalar(scalar.clone()) {
        text.clone()
    } else {
        quoted(text)
    }
}

/// A text as a quoted scalar on one line, with the quotes that need the fewest escapes.
pub fn quoted(text: &str) -> String {
    match text.contains(['"', '\\']) {
        true => format!("'{}'", text.replace('\'', "''")),
        false => format!("\"{text}\""),
    }
}

impl Parsed {
    /// The node at the end of the path, or at its longest existing prefix; and the number of steps that exist.
    pub fn find(&self, path: &[String]) -> (&SpanNode, usize) {
        let mut node = &self.root;
        for (step, name) in path.iter().enumerate() {
            match self.child(node, name) {
                Some(child) => node = child,
                None => return (node, step),
            }
        }
        (node, path.len())
    }

    /// The entry with this name, or the element with this index.
    fn child<'p>(&'p self, node: &'p SpanNode, name: &str) -> Option<&'p SpanNode> {
        let position = match &node.node {
            Node::List(_) => name.parse().ok(),
            Node::Mapping(_) => self.entries().get(&(node.value.start, name.to_owned())).copied(),
            Node::Null | Node::Scalar(_) => None,
        };
        node.children().get(position?)
    }

    /// All entries of all mappings. No two mappings begin at the same byte, since a key precedes each inner one.
    fn entries(&self) -> &HashMap<(usize, String), usize> {
        self.entries.get_or_init(|| {
            let mut entries = HashMap::new();
            let mut waiting = vec![&self.root];
            while let Some(node) = waiting.pop() {
                for (position, child) in node.children().iter().enumerate() {
                    if child.key.is_some() {
                        entries.entry((node.value.start, child.name().into_owned())).or_insert(position);
                    }
                    waiting.push(child);
                }
            }
            entries
        })
    }

    /// Whether another document follows.
    pub fn has_more(&self) -> bool {
        self.marks.iter().any(|mark| mark.kind == MarkKind::SecondDocument)
    }

    /// Whether a value is an alias, whose data is missing.
    pub fn has_aliases(&self) -> bool {
        self.marks.iter().any(|mark| matches!(mark.kind, MarkKind::Alias | MarkKind::UnknownAlias))
    }
}

#[cfg(test)]
mod tests;
