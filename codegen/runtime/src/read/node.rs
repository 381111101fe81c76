//! JSON before it is read as a type.

use std::borrow::Cow;
use std::fmt;
use std::sync::OnceLock;

use serde::Deserialize;
use serde::de::value::MapDeserializer;
use serde::de::{self, DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::{Number, Value};

use crate::FilePart;

/// A JSON value before it is read as a type. It borrows strings and keys from its input where possible.
///
/// ```
/// use specwright_runtime::read::Node;
/// use specwright_runtime::serde_json::{self, Value};
///
/// let node: Node<'_> = serde_json::from_str(r#"{"name": "Rex"}"#)?;
/// assert_eq!(Value::from(node)["name"], "Rex");
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Node<'a>(pub(crate) Kind<'a>);

/// The kinds of JSON values. Private, so that only reading creates an [`Unknown`](crate::Unknown).
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Kind<'a> {
    Null,
    Bool(bool),
    Number(Number),
    Text(Cow<'a, str>),
    List(Vec<Node<'a>>),
    Object(Vec<Entry<'a>>),
    /// The text of an element of XML, which can represent a value of any type.
    #[cfg_attr(not(feature = "events"), allow(dead_code, reason = "only events are XML"))]
    Leaf(Cow<'a, str>),
    /// The texts of one name in a path, a query, a header or a form, which can represent a value of any type: none if it
    /// is absent, several if it is a list.
    Plain(Vec<String>),
    /// A reply that is not JSON.
    Bytes(Cow<'a, [u8]>),
    /// The files of one name in a multipart body.
    #[cfg_attr(not(feature = "mock"), allow(dead_code, reason = "only the mock reads multipart bodies"))]
    Files(Vec<FilePart>),
    /// The pairs of a form by their names, whose values are plain or files, or the elements of one in XML.
    #[cfg_attr(
        not(any(feature = "mock", feature = "events")),
        allow(dead_code, reason = "only the mock reads forms, and only events are XML")
    )]
    Form(Vec<Entry<'a>>),
}

/// A key of an object, and its value until it is taken.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Entry<'a> {
    pub(crate) key: Cow<'a, str>,
    pub(crate) value: Option<Node<'a>>,
}

impl<'a> Node<'a> {
    /// Takes the value of a key out of an object; null if there is none.
    pub(crate) fn take(self, key: &str) -> Node<'a> {
        let Kind::Object(entries) = self.0 else { return Node(Kind::Null) };
        let found = entries.into_iter().rev().find(|entry| entry.key == key);
        found.and_then(|entry| entry.value).unwrap_or(Node(Kind::Null))
    }

    pub(crate) fn is_null(&self) -> bool {
        matches!(self.0, Kind::Null)
    }

    pub(crate) fn is_object(&self) -> bool {
        matches!(self.0, Kind::Object(_))
    }

    pub(crate) fn is_list(&self) -> bool {
        matches!(self.0, Kind::List(_))
    }

    /// Whether it is null, or a parameter that is absent.
    pub(crate) fn represents_null(&self) -> bool {
        match &self.0 {
            Kind::Null => true,
            Kind::Plain(texts) => texts.is_empty(),
            Kind::Leaf(text) => text.is_empty(),
            _ => false,
        }
    }

    /// The object with these keys, and the object with the others.
    #[cfg(feature = "events")]
    pub(crate) fn split(self, keys: &[&str]) -> (Node<'a>, Node<'a>) {
        let part = |entries: Vec<Entry<'a>>| -> (Vec<_>, Vec<_>) {
            entries.into_iter().partition(|entry| keys.contains(&&*entry.key))
        };
        match self.0 {
            Kind::Object(entries) => {
                let (chosen, rest) = part(entries);
                (Node(Kind::Object(chosen)), Node(Kind::Object(rest)))
            }
            Kind::Form(entries) => {
                let (chosen, rest) = part(entries);
                (Node(Kind::Form(chosen)), Node(Kind::Form(rest)))
            }
            other => (Node(other.clone()), Node(other)),
        }
    }

    /// Replaces what an object has of a key by a text that can represent a value of any type, or by nothing.
    #[cfg(feature = "events")]
    pub(crate) fn set(&mut self, key: &'static str, text: Option<String>) {
        if let Kind::Object(entries) | Kind::Form(entries) = &mut self.0 {
            entries.retain(|entry| entry.key != key);
            let value = text.map(|text| Node(Kind::Leaf(Cow::Owned(text))));
            entries.extend(value.map(|value| Entry { key: Cow::Borrowed(key), value: Some(value) }));
        }
    }

    /// Whether this is an object that has the key more than once.
    pub(crate) fn has_twice(&self, key: &str) -> bool {
        let Kind::Object(entries) = &self.0 else { return false };
        entries.iter().filter(|entry| entry.key == key).nth(1).is_some()
    }

    /// The value of a key, if this is an object that has it. If the key occurs twice, the last value, as in `serde_json`.
    pub(crate) fn get(&self, key: &str) -> Option<&Node<'a>> {
        let (Kind::Object(entries) | Kind::Form(entries)) = &self.0 else { return None };
        entries.iter().rev().find(|entry| entry.key == key)?.value.as_ref()
    }
}

/// As messages describe it.
impl fmt::Display for Node<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const SHOWN: usize = 40;
        match &self.0 {
            Kind::Null => f.write_str("null"),
            Kind::Bool(value) => write!(f, "{value}"),
            Kind::Number(number) => write!(f, "the number {number}"),
            Kind::Text(text) => match text.char_indices().nth(SHOWN) {
                Some((end, _)) => write!(f, "the string {:?}…", text.get(..end).unwrap_or_default()),
                None => write!(f, "the string {text:?}"),
            },
            Kind::List(_) => f.write_str("a list"),
            Kind::Object(_) | Kind::Form(_) => f.write_str("an object"),
            Kind::Files(files) => f.write_str(if files.len() == 1 { "a file" } else { "files" }),
            Kind::Bytes(bytes) => write!(f, "{} bytes", bytes.len()),
            Kind::Plain(texts) => write!(f, "`{}`", texts.join("`, `")),
            Kind::Leaf(text) => match text.char_indices().nth(SHOWN) {
                Some((end, _)) => write!(f, "`{}`…", text.get(..end).unwrap_or_default()),
                None => write!(f, "`{text}`"),
            },
        }
    }
}

impl From<Node<'_>> for Value {
    fn from(node: Node<'_>) -> Self {
        match node.0 {
            Kind::Null => Value::Null,
            Kind::Bool(value) => Value::Bool(value),
            Kind::Number(number) => Value::Number(number),
            Kind::Text(text) | Kind::Leaf(text) => Value::String(text.into_owned()),
            Kind::Bytes(bytes) => Value::String(String::from_utf8_lossy(&bytes).into_owned()),
            Kind::List(items) => items.into_iter().map(Value::from).collect(),
            Kind::Object(entries) | Kind::Form(entries) => {
                Value::Object(entries.into_iter().filter_map(Entry::into_pair).collect())
            }
            Kind::Files(files) => files.iter().map(|file| serde_json::json!(file.info())).collect(),
            Kind::Plain(texts) => match <[String; 1]>::try_from(texts) {
                Ok([text]) => plain_value(text),
                Err(texts) => texts.into_iter().map(plain_value).collect(),
            },
        }
    }
}

impl Entry<'_> {
    fn into_pair(self) -> Option<(String, Value)> {
        Some((self.key.into_owned(), self.value?.into()))
    }
}

/// An integer if the text is written as one, else a string.
pub(crate) fn plain_value(text: String) -> Value {
    match text.parse::<i64>() {
        Ok(number) if number.to_string() == text => number.into(),
        _ => text.into(),
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for Node<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(NodeVisitor)
    }
}

struct NodeVisitor;

impl<'de> Visitor<'de> for NodeVisitor {
    type Value = Node<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_unit<E: de::Error>(self) -> Result<Node<'de>, E> {
        Ok(Node(Kind::Null))
    }

    fn visit_none<E: de::Error>(self) -> Result<Node<'de>, E> {
        Ok(Node(Kind::Null))
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Node<'de>, D::Error> {
        Node::deserialize(deserializer)
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<Node<'de>, D::Error> {
        Node::deserialize(deserializer)
    }

    fn visit_bool<E: de::Error>(self, value: bool) -> Result<Node<'de>, E> {
        Ok(Node(Kind::Bool(value)))
    }

    fn visit_i64<E: de::Error>(self, value: i64) -> Result<Node<'de>, E> {
        Ok(Node(Kind::Number(value.into())))
    }

    fn visit_u64<E: de::Error>(self, value: u64) -> Result<Node<'de>, E> {
        Ok(Node(Kind::Number(value.into())))
    }

    /// With the feature `arbitrary_precision`, `serde_json` gives such numbers.
    fn visit_i128<E: de::Error>(self, value: i128) -> Result<Node<'de>, E> {
        number_node(Number::from_i128(value), value)
    }

    fn visit_u128<E: de::Error>(self, value: u128) -> Result<Node<'de>, E> {
        number_node(Number::from_u128(value), value)
    }

    fn visit_f64<E: de::Error>(self, value: f64) -> Result<Node<'de>, E> {
        number_node(Number::from_f64(value), value)
    }

    fn visit_borrowed_str<E: de::Error>(self, text: &'de str) -> Result<Node<'de>, E> {
        Ok(Node(Kind::Text(Cow::Borrowed(text))))
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Node<'de>, E> {
        Ok(Node(Kind::Text(Cow::Owned(text.to_owned()))))
    }

    fn visit_string<E: de::Error>(self, text: String) -> Result<Node<'de>, E> {
        Ok(Node(Kind::Text(Cow::Owned(text))))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Node<'de>, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = list.next_element()? {
            items.push(item);
        }
        Ok(Node(Kind::List(items)))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Node<'de>, A::Error> {
        let mut entries = Vec::new();
        while let Some(key) = map.next_key_seed(KeySeed)? {
            let value = Some(map.next_value()?);
            if entries.len() == entries.capacity() {
                // One allocation for a small model, two for a large one.
                entries.reserve(if entries.is_empty() { 8 } else { entries.len() * 2 });
            }
            entries.push(Entry { key, value });
        }
        Ok(Node(number(&entries).map_or_else(|| Kind::Object(entries), Kind::Number)))
    }
}

fn number_node<'a, E: de::Error>(number: Option<Number>, value: impl fmt::Display) -> Result<Node<'a>, E> {
    let number = number.ok_or_else(|| E::custom(format_args!("{value} is not a JSON number")))?;
    Ok(Node(Kind::Number(number)))
}

/// The number that an object represents, if the feature `arbitrary_precision` of `serde_json` is enabled, which any crate
/// of the program may do: numbers are then read as objects with one string. Only `serde_json` knows which.
fn number(entries: &[Entry<'_>]) -> Option<Number> {
    let [Entry { key, value: Some(Node(Kind::Text(digits))) }] = entries else { return None };
    if !has_arbitrary_precision() {
        return None;
    }
    let object = MapDeserializer::<_, de::value::Error>::new(std::iter::once((&**key, &**digits)));
    Number::deserialize(object).ok()
}

/// Whether `serde_json` was compiled with the feature: numbers then keep their digits.
fn has_arbitrary_precision() -> bool {
    static ENABLED: OnceLock<bool> = OnceLock::new();
    *ENABLED.get_or_init(|| "1.00".parse().is_ok_and(|number: Number| number.to_string() == "1.00"))
}

/// Reads a key, borrowed from the input where possible.
struct KeySeed;

impl<'de> DeserializeSeed<'de> for KeySeed {
    type Value = Cow<'de, str>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl<'de> Visitor<'de> for KeySeed {
    type Value = Cow<'de, str>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    fn visit_borrowed_str<E: de::Error>(self, key: &'de str) -> Result<Self::Value, E> {
        Ok(Cow::Borrowed(key))
    }

    fn visit_str<E: de::Error>(self, key: &str) -> Result<Self::Value, E> {
        Ok(Cow::Owned(key.to_owned()))
    }

    fn visit_string<E: de::Error>(self, key: String) -> Result<Self::Value, E> {
        Ok(Cow::Owned(key))
    }
}
