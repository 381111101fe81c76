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

/// An object of a union, whose variant has been searched.
#[derive(Debug)]
pub struct Tagged<'a> {
    entries: Vec<Entry<'a>>,
    found: Found,
    /// Whether they are elements of XML.
    is_form: bool,
}

/// What names the variant of an object.
#[derive(Debug)]
enum Found {
    /// The value of the key `key`, which is the entry `index`; `None` if an event lacks it.
    Tag { key: &'static str, index: Option<usize> },
    /// The only one of these keys that is present, if there is exactly one.
    Key { keys: &'static [&'static str], key: Option<&'static str> },
}

impl<'a> Tagged<'a> {
    /// The object with the tag `key`.
    ///
    /// # Errors
    ///
    /// If it is not an object, or its tag is missing, occurs twice, or is neither an integer nor a string.
    pub fn read(node: Node<'a>, key: &'static str) -> Result<Self, Error> {
        let tagged = Self::of_event(node, key)?;
        if matches!(tagged.found, Found::Tag { index: None, .. }) {
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
        Ok(Self { entries, found: Found::Tag { key, index }, is_form })
    }

    /// The object of a union without a tag, each of whose variants has one of `keys`. A key whose value is null counts as
    /// absent if another one is present.
    ///
    /// # Errors
    ///
    /// If it is not an object.
    pub fn by_key(node: Node<'a>, keys: &'static [&'static str]) -> Result<Self, Error> {
        let Kind::Object(entries) = node.0 else { return Err(Error::expected("an object", &node)) };
        let is_null = |entry: &&Entry<'_>| entry.value.as_ref().is_some_and(Node::is_null);
        let present = |wants_null: bool| {
            let with_key =
                |key: &&&str| entries.iter().any(|entry| entry.key == **key && is_null(&entry) == wants_null);
            let mut present = keys.iter().filter(with_key);
            (present.next().copied(), present.next().is_some())
        };
        let key = match (present(false), present(true)) {
            ((Some(key), false), _) | ((None, _), (Some(key), false)) => Some(key),
            _ => None,
        };
        Ok(Self { entries, found: Found::Key { keys, key }, is_form: false })
    }

    /// The tag; without one, the key that names the variant, or 0, which no variant has, if there is none.
    pub fn tag(&self) -> TagRef<'_> {
        self.named_by(Node::tag)
    }

    /// The tag of a union of strings: in XML, digits are a string as well.
    pub fn text_tag(&self) -> TagRef<'_> {
        self.named_by(Node::text_tag)
    }

    fn named_by<'b>(&'b self, tag: impl Fn(&'b Node<'a>) -> Result<TagRef<'b>, Error>) -> TagRef<'b> {
        match self.found {
            Found::Tag { index, .. } => {
                let entry = index.and_then(|index| self.entries.get(index)?.value.as_ref());
                entry.and_then(|node| tag(node).ok()).unwrap_or(TagRef::Text(""))
            }
            Found::Key { key, .. } => key.map_or(TagRef::Int(0), TagRef::Text),
        }
    }

    /// The model of the variant, read from the fields other than the tag.
    ///
    /// # Errors
    ///
    /// If they are not those of the model.
    pub fn model<T: Read>(mut self) -> Result<T, Error> {
        if let Found::Tag { index: Some(index), .. } = self.found {
            self.entries.remove(index);
        }
        T::read(self.object())
    }

    /// The whole object, for a variant that is not in the spec.
    pub fn unknown(self) -> Unknown {
        self.object().into()
    }

    fn object(self) -> Node<'a> {
        Node(if self.is_form { Kind::Form(self.entries) } else { Kind::Object(self.entries) })
    }

    /// The error for a variant that is not in the spec.
    pub fn refuse(&self, name: &str) -> Error {
        match self.found {
            Found::Tag { key, .. } => {
                Error::new(format_args!("{} names no variant of {name}", self.tag())).at(key)
            }
            Found::Key { keys, .. } => {
                Error::new(format_args!("{name} has exactly one of the keys `{}`", keys.join("`, `")))
            }
        }
    }
}
