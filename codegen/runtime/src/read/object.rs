//! Reading the fields of a model from an object.

use serde_json::{Map, Value};

use super::node::{Entry, Kind};
use super::{Error, Node, Read, ReadForm};
use crate::Extra;
use crate::form::Plain;

/// An object from which a model takes its fields in the spec's order. If they are in this order, each is found at once.
#[derive(Debug)]
pub struct Object<'a> {
    entries: Vec<Entry<'a>>,
    /// The index at which the next field is expected.
    next: usize,
    /// The number of entries that still have their value.
    left: usize,
    null_is_absent: bool,
    /// Whether the object is a form or an element of XML, in which an empty list and null leave no trace.
    is_form: bool,
    extra: Extra,
}

impl<'a> Object<'a> {
    /// The object of the model `name` in a request, in which null is a value.
    ///
    /// # Errors
    ///
    /// If the node is not an object.
    pub fn new(name: &str, node: Node<'a>) -> Result<Self, Error> {
        let is_form = matches!(node.0, Kind::Form(_) | Kind::Plain(_));
        match node.0 {
            // An object without anything in it leaves no trace in a form.
            Kind::Plain(texts) if texts.is_empty() => Self::new(name, Node(Kind::Form(Vec::new()))),
            Kind::Object(entries) | Kind::Form(entries) => {
                let left = entries.len();
                Ok(Self { entries, next: 0, left, null_is_absent: false, is_form, extra: Extra::new() })
            }
            other => Err(Error::expected(&format!("an object ({name})"), &Node(other))),
        }
    }

    /// The object of the model `name` in a reply, in which null is an absent field.
    ///
    /// # Errors
    ///
    /// If the node is not an object.
    pub fn of_reply(name: &str, node: Node<'a>) -> Result<Self, Error> {
        Ok(Self { null_is_absent: true, ..Self::new(name, node)? })
    }

    /// Removes the keys that report the result of the call: the error code, the message. It must be called before any
    /// field is read.
    pub fn pass(&mut self, keys: &[&str]) {
        self.entries.retain(|entry| !keys.contains(&&*entry.key));
        self.left = self.entries.len();
    }

    /// Removes the values at these paths below a key that report the result of the call, and keeps the others. It must
    /// be called before any field is read.
    pub fn pass_inside(&mut self, key: &str, places: &[&[&str]]) {
        for entry in self.entries.iter_mut().filter(|entry| entry.key == key) {
            let mut value = entry.value.take().map(Value::from).unwrap_or_default();
            places.iter().for_each(|place| remove(&mut value, place));
            if !is_nothing(&value) {
                self.extra.insert(key, value);
            }
        }
        self.pass(&[key]);
    }

    /// Gives the first of these keys the name `to`, unless there is a key of that name. It must be called before any
    /// field is read.
    pub fn rename(&mut self, from: &[&str], to: &'static str) {
        if self.entries.iter().any(|entry| entry.key == to) {
            return;
        }
        let index = from.iter().find_map(|name| self.entries.iter().position(|entry| entry.key == *name));
        if let Some(entry) = index.and_then(|index| self.entries.get_mut(index)) {
            entry.key = to.into();
        }
    }

    /// Reads a constant.
    ///
    /// # Errors
    ///
    /// If it is missing or differs.
    pub fn constant(&mut self, key: &str, expected: impl Into<Value>) -> Result<(), Error> {
        if self.has(key) { self.optional_constant(key, expected) } else { Err(missing(key)) }
    }

    /// Reads a constant, if it is present.
    ///
    /// # Errors
    ///
    /// If it differs.
    pub fn optional_constant(&mut self, key: &str, expected: impl Into<Value>) -> Result<(), Error> {
        let Some(index) = self.find(key) else { return Ok(()) };
        let (expected, actual) = (expected.into(), self.take_at(index).map(Value::from).unwrap_or_default());
        if actual == expected {
            return Ok(());
        }
        Err(Error::new(format_args!("must be {expected}, found {actual}")).at(key))
    }

    /// The value of a required field.
    ///
    /// # Errors
    ///
    /// If it is missing or not of this type.
    pub fn required<T: Read>(&mut self, key: &str) -> Result<T, Error> {
        self.required_as::<Plain, T>(key)
    }

    /// The value of a field, if it is present.
    ///
    /// # Errors
    ///
    /// If it is not of this type.
    pub fn optional<T: Read>(&mut self, key: &str) -> Result<Option<T>, Error> {
        self.optional_as::<Plain, T>(key)
    }

    /// The value of a required field, in the form `F`.
    ///
    /// # Errors
    ///
    /// If it is missing or not of this form.
    pub fn required_as<F: ReadForm<T>, T>(&mut self, key: &str) -> Result<T, Error> {
        match self.take(key, F::TAKES_NULL, F::TAKES_EMPTY) {
            Some(node) => F::read(node).map_err(|error| error.at(key)),
            None if self.is_form => F::read(Node(Kind::Plain(Vec::new()))).map_err(|error| error.at(key)),
            None => Err(missing(key)),
        }
    }

    /// The value of a field in the form `F`, if it is present.
    ///
    /// # Errors
    ///
    /// If it is not of this form.
    pub fn optional_as<F: ReadForm<T>, T>(&mut self, key: &str) -> Result<Option<T>, Error> {
        match self.take(key, F::TAKES_NULL, F::TAKES_EMPTY) {
            Some(node) => F::read(node).map(Some).map_err(|error| error.at(key)),
            None => Ok(None),
        }
    }

    /// The values that no field has taken, which are not in the spec.
    ///
    /// # Errors
    ///
    /// If a field occurs twice.
    pub fn rest(self) -> Result<Extra, Error> {
        if self.left == 0 { Ok(self.extra) } else { self.leftovers() }
    }

    #[cold]
    fn leftovers(mut self) -> Result<Extra, Error> {
        let (left, taken): (Vec<_>, Vec<_>) =
            self.entries.into_iter().partition(|entry| entry.value.is_some());
        for Entry { key, value } in left {
            if taken.iter().any(|taken| taken.key == key) {
                return Err(Error::new("the field occurs twice").at(&key));
            }
            self.extra.insert(key, value.map(Value::from).unwrap_or_default());
        }
        Ok(self.extra)
    }

    fn has(&self, key: &str) -> bool {
        self.find(key).is_some()
    }

    fn take(&mut self, key: &str, takes_null: bool, takes_empty: bool) -> Option<Node<'a>> {
        let index = match self.entries.get(self.next) {
            Some(entry) if entry.key == key && entry.value.is_some() => self.next,
            _ => self.find(key)?,
        };
        self.next = index + 1;
        self.take_at(index).filter(|node| match &node.0 {
            Kind::Null => takes_null || !self.null_is_absent,
            Kind::Leaf(text) => takes_empty || !text.is_empty(),
            _ => true,
        })
    }

    fn take_at(&mut self, index: usize) -> Option<Node<'a>> {
        self.left -= 1;
        self.entries.get_mut(index)?.value.take()
    }

    #[cold]
    fn find(&self, key: &str) -> Option<usize> {
        if self.left == 0 {
            return None;
        }
        self.entries.iter().position(|entry| entry.value.is_some() && entry.key == key)
    }
}

fn missing(key: &str) -> Error {
    Error::new(format_args!("missing field `{key}`"))
}

/// Removes the value at the keys, and the objects around it that are empty then.
fn remove(value: &mut Value, keys: &[&str]) {
    let ([key, rest @ ..], Value::Object(object)) = (keys, value) else { return };
    let Some(inner) = object.get_mut(*key) else { return };
    remove(inner, rest);
    if rest.is_empty() || is_nothing(inner) {
        object.remove(*key);
    }
}

fn is_nothing(value: &Value) -> bool {
    value.is_null() || value.as_object().is_some_and(Map::is_empty)
}
