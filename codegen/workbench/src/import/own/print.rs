//! Writes the files.

use super::is_text;
use crate::import::print::layout::{self, Layout, WIDTH, flow};
use crate::import::value::Value;

/// The keys of a file or a mapping, as they are written.
pub(super) type Keys = Vec<(String, Tree)>;

/// What a key holds.
#[derive(Clone, Debug)]
pub(super) enum Tree {
    /// A value on one line, or a text.
    Leaf(Value),
    /// A list, each element on a line of its own.
    List(Vec<Value>),
    /// A mapping, which can take several lines.
    Map(Keys),
}

/// The keys whose entries are on lines of their own, however few.
const OPEN: [&str; 13] = [
    "fields",
    "path_params",
    "query",
    "headers",
    "variants",
    "values",
    "constructors",
    "classes",
    "errors",
    "credentials",
    "sources",
    "states",
    "former_fields",
];

impl Tree {
    /// A value whose mappings can take several lines.
    pub(super) fn of(value: &Value) -> Tree {
        match value {
            Value::Object(members) => {
                let tree =
                    |name: &str, value| if is_text(name) { Tree::text(value) } else { Tree::of(value) };
                Tree::Map(members.iter().map(|(name, value)| (key(name), tree(name, value))).collect())
            }
            Value::List(elements) if elements.iter().any(Value::is_object) => Tree::List(elements.clone()),
            Value::List(_)
            | Value::Null
            | Value::Bool(_)
            | Value::Int(_)
            | Value::Float(_)
            | Value::Text(_) => Tree::Leaf(value.clone()),
        }
    }

    /// Documentation, without line breaks at its end.
    pub(super) fn text(value: &Value) -> Tree {
        Tree::Leaf(value.as_text().map_or_else(|| value.clone(), |text| text.trim_end().into()))
    }

    /// The same on one line, if it has no text of several lines.
    fn inline(&self) -> Option<String> {
        match self {
            Tree::Leaf(Value::Text(text)) if text.contains('\n') || text.len() > WIDTH => None,
            Tree::Leaf(value) => Some(flow(value)),
            Tree::List(_) => None,
            Tree::Map(entries) if entries.is_empty() => Some("{}".to_owned()),
            Tree::Map(entries) => {
                let entries: Option<Vec<String>> =
                    entries.iter().map(|(key, tree)| Some(format!("{key}: {}", tree.inline()?))).collect();
                Some(format!("{{ {} }}", entries?.join(", ")))
            }
        }
    }
}

/// A name as a key.
pub(super) fn key(name: &str) -> String {
    layout::key(name)
}

/// The text of a file in a folder `depth` levels below that of the spec.
pub(super) fn text(keys: &Keys, depth: usize) -> String {
    let mut layout = Layout::new(depth);
    keys.iter().for_each(|(key, tree)| write(&mut layout, 0, key, tree));
    layout.finish()
}

fn write(layout: &mut Layout, indent: usize, key: &str, tree: &Tree) {
    let inline = tree.inline().map(|text| format!("{key}: {text}"));
    let fits = |line: &String| indent + line.chars().count() <= WIDTH && !OPEN.contains(&key);
    match (tree, inline.filter(fits)) {
        (Tree::Leaf(value), _) => layout.entry(indent, key, value),
        (Tree::Map(entries), _) if entries.is_empty() => layout.line(indent, &format!("{key}: {{}}")),
        (Tree::Map(_) | Tree::List(_), Some(line)) => layout.line(indent, &line),
        (Tree::Map(entries), None) => {
            layout.line(indent, &format!("{key}:"));
            entries.iter().for_each(|(key, tree)| write(layout, indent + 2, key, tree));
        }
        (Tree::List(elements), None) => {
            layout.line(indent, &format!("{key}:"));
            elements.iter().for_each(|element| layout.element(indent + 2, element));
        }
    }
}
