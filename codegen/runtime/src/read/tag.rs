//! Reading the tag of a union and the value of an enumeration.

use super::node::{Entry, Kind};
use super::{Error, Node, Read};
use crate::Unknown;
use crate::tag::TagRef;

impl Node<'_> {
    /// The value of an enumeration of integers.
    ///
    /// # Errors
    ///
    /// If it is neither an integer nor a string.
    pub fn tag(&self) -> Result<TagRef<'_>, Error> {
        let tag = self.text_tag()?;
        match (&self.0, tag) {
            (Kind::Plain(_) | Kind::Leaf(_), TagRef::Text(text)) => Ok(text.parse().map_or(tag, TagRef::Int)),
            _ => Ok(tag),
        }
    }

    /// The value of an enumeration of strings. In paths, queries, headers and forms, digits are a string as well.
    ///
    /// # Errors
    ///
    /// If it is neither an integer nor a string.
    pub fn text_tag(&self) -> Result<TagRef<'_>, Error> {
        match &self.0 {
            Kind::Text(text) | Kind::Leaf(text) => Ok(TagRef::Text(text)),
            Kind::Number(number) => {
                number.as_i64().map(TagRef::Int).ok_or_else(|| Error::expected("an integer", self))
            }
            Kind::Plain(texts) => match texts.as_slice() {
                [text] => Ok(TagRef::Text(text)),
                [] => Err(Error::new("missing, but required")),
                _ => Err(Error::new("given more than once")),
            },
            _ => Err(Error::expected("an integer or a string", self)),
        }
    }

    /// The error for a value that is not in the enumeration `name`.
    pub fn refuse(&self, name: &str) -> Error {
        match self.text_tag() {
            Ok(tag) => Error::new(format_args!("{tag} is not a known value of {name}")),
            Err(error) => error,
        }
    }
}

/// A value or variant that is not in the spec.
impl From<Node<'_>> for Unknown {
    fn from(node: Node<'_>) -> Self {
        Unknown::read(node.into())
    }
}

/// An object whose tag has been found.
#[derive(Debug)]
pub struct Tagged<'a> {
    key: &'static str,
    entries: Vec<Entry<'a>>,
    /// Where the tag is among them; `None` if an event has none.
    index: Option<usize>,
    /// Whether they are elements of XML.
    is_form: bool,
}

impl<'a> Tagged<'a> {
    /// The object with the tag `key`.
    ///
    /// # Errors
    ///
    /// If it is not an object, or its tag is missing, occurs twice, or is neither an integer nor a string.
    pub fn read(node: Node<'a>, key: &'static str) -> Result<Self, Error> {
        let tagged = Self::of_event(node, key)?;
        if tagged.index.is_none() {
            return Err(Error::new(format_args!("missing field `{key}`")));
        }
        Ok(tagged)
    }

    /// The object of an event with the tag `key`. Where events are sent, other messages can be as well: without a tag,
    /// it is empty.
    ///
    /// # Errors
    ///
    /// If it is not an object, or its tag occurs twice, or is neither an integer nor a string.
    pub fn of_event(node: Node<'a>, key: &'static str) -> Result<Self, Error> {
        let is_form = matches!(node.0, Kind::Form(_));
        let (Kind::Object(entries) | Kind::Form(entries)) = node.0 else {
            return Err(Error::expected("an object", &node));
        };
        let mut found = entries.iter().enumerate().filter(|(_, entry)| entry.key == key);
        let index = match (found.next(), found.next()) {
            (Some((index, entry)), None) => {
                let tag = entry.value.as_ref().map(Node::tag);
                tag.transpose().map_err(|error| error.at(key))?;
                Some(index)
            }
            (None, _) => None,
            (Some(_), Some(_)) => return Err(Error::new("the field occurs twice").at(key)),
        };
        Ok(Self { key, entries, index, is_form })
    }

    /// The tag.
    pub fn tag(&self) -> TagRef<'_> {
        self.tag_node().and_then(|node| node.tag().ok()).unwrap_or(TagRef::Text(""))
    }

    /// The tag of a union of strings: in XML, digits are a string as well.
    pub fn text_tag(&self) -> TagRef<'_> {
        self.tag_node().and_then(|node| node.text_tag().ok()).unwrap_or(TagRef::Text(""))
    }

    fn tag_node(&self) -> Option<&Node<'a>> {
        self.entries.get(self.index?)?.value.as_ref()
    }

    /// The model that the tag names, read from the other fields.
    ///
    /// # Errors
    ///
    /// If they are not those of the model.
    pub fn model<T: Read>(mut self) -> Result<T, Error> {
        if let Some(index) = self.index {
            self.entries.remove(index);
        }
        T::read(self.object())
    }

    /// The whole object, for a tag that is not in the spec.
    pub fn unknown(self) -> Unknown {
        self.object().into()
    }

    fn object(self) -> Node<'a> {
        Node(if self.is_form { Kind::Form(self.entries) } else { Kind::Object(self.entries) })
    }

    /// The error for a tag that is not in the spec.
    pub fn refuse(&self, name: &str) -> Error {
        Error::new(format_args!("{} names no variant of {name}", self.tag())).at(self.key)
    }
}
