//! JSON whose objects keep the order of their keys.
//!
//! `serde_json` sorts them unless any crate of the program enables its feature `preserve_order` for all; but the order of
//! the fields of a model has a meaning, and a document is easier to read if a schema begins with its type.

use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::Value;

/// A JSON value whose objects keep the order of their keys.
///
/// ```
/// use specwright_workbench::export::{Node, Object};
///
/// let schema = Node::from(Object::new().with("type", "string").with("maxLength", 12));
/// assert_eq!(serde_json::to_string(&schema)?, r#"{"type":"string","maxLength":12}"#);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub enum Node {
    /// A value without an order of its own: a scalar, or an example.
    Value(Value),
    /// A list.
    List(Vec<Node>),
    /// An object.
    Object(Object),
}

/// A JSON object with its keys in the order in which they were added.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Object(Vec<(String, Node)>);

impl Object {
    /// An object without keys.
    pub fn new() -> Object {
        Object::default()
    }

    /// Sets a key: in its place if the object has it, else at the end.
    pub fn set(&mut self, key: impl Into<String>, value: impl Into<Node>) {
        let (key, value) = (key.into(), value.into());
        match self.0.iter_mut().find(|(known, _)| *known == key) {
            Some((_, old)) => *old = value,
            None => self.0.push((key, value)),
        }
    }

    /// The object with a key.
    #[must_use]
    pub fn with(mut self, key: impl Into<String>, value: impl Into<Node>) -> Object {
        self.set(key, value);
        self
    }

    /// The object with a key if there is a value for it.
    #[must_use]
    pub fn with_some(self, key: impl Into<String>, value: Option<impl Into<Node>>) -> Object {
        match value {
            Some(value) => self.with(key, value),
            None => self,
        }
    }

    /// The object with a key unless its value would be an empty list or object.
    #[must_use]
    pub(super) fn with_filled(self, key: &str, value: impl Into<Node>) -> Object {
        let value = value.into();
        if value.is_empty() { self } else { self.with(key, value) }
    }

    /// The object with the keys of another one.
    #[must_use]
    pub(super) fn and(mut self, other: Object) -> Object {
        other.0.into_iter().for_each(|(key, value)| self.set(key, value));
        self
    }

    /// The value of a key.
    pub fn get(&self, key: &str) -> Option<&Node> {
        self.0.iter().find(|(known, _)| known == key).map(|(_, value)| value)
    }

    /// Takes a key out.
    pub(super) fn remove(&mut self, key: &str) -> Option<Node> {
        let at = self.0.iter().position(|(known, _)| known == key)?;
        Some(self.0.remove(at).1)
    }

    /// The keys with their values, in order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Node)> {
        self.0.iter().map(|(key, value)| (key.as_str(), value))
    }

    /// Whether it has no keys.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Sorts the keys.
    pub(super) fn sort(&mut self) {
        self.0.sort_by(|(left, _), (right, _)| left.cmp(right));
    }
}

impl Node {
    /// The same as a value of `serde_json`.
    pub fn to_value(&self) -> Value {
        match self {
            Node::Value(value) => value.clone(),
            Node::List(items) => items.iter().map(Node::to_value).collect(),
            Node::Object(object) => {
                Value::Object(object.iter().map(|(key, value)| (key.to_owned(), value.to_value())).collect())
            }
        }
    }

    fn is_empty(&self) -> bool {
        match self {
            Node::Value(_) => false,
            Node::List(items) => items.is_empty(),
            Node::Object(object) => object.is_empty(),
        }
    }
}

impl Serialize for Node {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Node::Value(value) => value.serialize(serializer),
            Node::List(items) => items.serialize(serializer),
            Node::Object(object) => {
                let mut map = serializer.serialize_map(Some(object.0.len()))?;
                for (key, value) in &object.0 {
                    map.serialize_entry(key, value)?;
                }
                map.end()
            }
        }
    }
}

impl From<Object> for Node {
    fn from(object: Object) -> Node {
        Node::Object(object)
    }
}

impl<T: Into<Node>> From<Vec<T>> for Node {
    fn from(items: Vec<T>) -> Node {
        Node::List(items.into_iter().map(Into::into).collect())
    }
}

macro_rules! from_scalars {
    ($($scalar:ty),*) => {$(
        impl From<$scalar> for Node {
            fn from(value: $scalar) -> Node {
                Node::Value(value.into())
            }
        }
    )*};
}

from_scalars!(&str, String, bool, i32, u32, u64, usize, Value);

impl From<&String> for Node {
    fn from(text: &String) -> Node {
        Node::from(text.as_str())
    }
}

/// A key of the dialect as a key of a document: `max_bytes` is `x-max-bytes`.
pub(super) fn extension(key: &str) -> String {
    format!("x-{}", key.replace('_', "-"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_that_is_set_again_keeps_its_place() {
        let object = Object::new().with("type", "string").with("description", "a").with("type", "integer");
        let keys: Vec<&str> = object.iter().map(|(key, _)| key).collect();
        assert_eq!(keys, ["type", "description"]);
        assert_eq!(object.get("type"), Some(&Node::from("integer")));
    }

    #[test]
    fn what_says_nothing_is_left_out() {
        let object = Object::new()
            .with_filled("a", Vec::<Node>::new())
            .with_filled("b", Object::new())
            .with_some("c", None::<&str>)
            .with_filled("d", vec!["x"]);
        assert_eq!(serde_json::to_string(&Node::from(object)).unwrap(), r#"{"d":["x"]}"#);
    }
}
