//! The forms that a value can have on the wire, read and written.
//!
//! Generated code names a form only where a value is not simply itself: `Each<Digits>` is a list of timestamps
//! that stand as strings of digits.
//!
//! ```
//! use specwright_runtime::Timestamp;
//! use specwright_runtime::form::{As, Digits, Each};
//!
//! let times = vec![Timestamp::from_unix_seconds(1_433_432_201)];
//! let written = serde_json::to_value(As::<Each<Digits>, _>::new(&times))?;
//! assert_eq!(written, serde_json::json!(["1433432201"]));
//! # Ok::<(), serde_json::Error>(())
//! ```

use std::collections::BTreeMap;
use std::marker::PhantomData;

use serde::ser::{SerializeMap, SerializeSeq};
use serde::{Serialize, Serializer};

use crate::read::node::{Entry, Kind};
use crate::read::{Error, Node, Read};
use crate::{Nullable, Timestamp};

/// A way to write a `T`.
pub trait WriteForm<T> {
    /// Writes it.
    fn write<S: Serializer>(value: &T, serializer: S) -> Result<S::Ok, S::Error>;
}

/// A way to read a `T`.
pub trait ReadForm<T> {
    /// As [`Read::TAKES_NULL`].
    const TAKES_NULL: bool = false;

    /// Reads it.
    ///
    /// # Errors
    ///
    /// When it is something else.
    fn read(node: Node<'_>) -> Result<T, Error>;
}

/// As the value's own `Serialize` and [`Read`] have it.
#[derive(Debug)]
pub struct Plain;

/// A string of decimal digits.
#[derive(Debug)]
pub struct Digits;

/// A number; a string of decimal digits is read, too.
#[derive(Debug)]
pub struct NumberOrDigits;

/// A list with elements of the form `F`.
#[derive(Debug)]
pub struct Each<F>(PhantomData<F>);

/// A list with elements of the form `F`; a single element is read, too.
#[derive(Debug)]
pub struct OneOrMany<F>(PhantomData<F>);

/// An object with values of the form `F`.
#[derive(Debug)]
pub struct Values<F>(PhantomData<F>);

/// Null, or the form `F`.
#[derive(Debug)]
pub struct OrNull<F>(PhantomData<F>);

/// The form `F` of what the box holds.
#[derive(Debug)]
pub struct Boxed<F>(PhantomData<F>);

/// A borrowed value that serialises in the form `F`.
#[derive(Debug)]
pub struct As<'a, F, T>(&'a T, PhantomData<F>);

impl<'a, F, T> As<'a, F, T> {
    /// Borrows the value.
    pub fn new(value: &'a T) -> Self {
        Self(value, PhantomData)
    }
}

impl<F: WriteForm<T>, T> Serialize for As<'_, F, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        F::write(self.0, serializer)
    }
}

impl<T: Serialize> WriteForm<T> for Plain {
    fn write<S: Serializer>(value: &T, serializer: S) -> Result<S::Ok, S::Error> {
        value.serialize(serializer)
    }
}

impl<T: Read> ReadForm<T> for Plain {
    const TAKES_NULL: bool = T::TAKES_NULL;

    fn read(node: Node<'_>) -> Result<T, Error> {
        T::read(node)
    }
}

impl WriteForm<Timestamp> for Digits {
    fn write<S: Serializer>(value: &Timestamp, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(itoa::Buffer::new().format(value.unix_seconds()))
    }
}

impl ReadForm<Timestamp> for Digits {
    fn read(node: Node<'_>) -> Result<Timestamp, Error> {
        text_of(&node).and_then(integer).map(Timestamp::from_unix_seconds).ok_or_else(|| not_digits(&node))
    }
}

/// Numbers that may also be read from a string of digits.
macro_rules! number_or_digits {
    ($($number:ty: $from_text:expr),* $(,)?) => {$(
        impl WriteForm<$number> for NumberOrDigits {
            fn write<S: Serializer>(value: &$number, serializer: S) -> Result<S::Ok, S::Error> {
                value.serialize(serializer)
            }
        }

        impl ReadForm<$number> for NumberOrDigits {
            fn read(node: Node<'_>) -> Result<$number, Error> {
                let from_text: fn(&str) -> Option<$number> = $from_text;
                match &node.0 {
                    Kind::Text(text) => from_text(text).ok_or_else(|| not_digits(&node)),
                    _ => <$number>::read(node),
                }
            }
        }
    )*};
}

number_or_digits! {
    Timestamp: |text| integer(text).map(Timestamp::from_unix_seconds),
    i32: integer,
    i64: integer,
    u32: integer,
    u64: integer,
    f64: |text| integer::<u64>(text).map(|value| value as f64),
}

/// Decimal digits and nothing else.
fn integer<T: std::str::FromStr>(text: &str) -> Option<T> {
    let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if digits { text.parse().ok() } else { None }
}

/// The text that stands for a value.
fn text_of<'a>(node: &'a Node<'_>) -> Option<&'a str> {
    match &node.0 {
        Kind::Text(text) => Some(text),
        Kind::Plain(texts) => match texts.as_slice() {
            [text] => Some(text),
            _ => None,
        },
        _ => None,
    }
}

fn not_digits(node: &Node<'_>) -> Error {
    Error::expected("a string of decimal digits", node)
}

impl<F: WriteForm<T>, T> WriteForm<Vec<T>> for Each<F> {
    fn write<S: Serializer>(value: &Vec<T>, serializer: S) -> Result<S::Ok, S::Error> {
        let mut list = serializer.serialize_seq(Some(value.len()))?;
        for item in value {
            list.serialize_element(&As::<F, T>::new(item))?;
        }
        list.end()
    }
}

impl<F: ReadForm<T>, T> ReadForm<Vec<T>> for Each<F> {
    fn read(node: Node<'_>) -> Result<Vec<T>, Error> {
        let read = |(index, item)| F::read(item).map_err(|error| error.at_index(index));
        match node.0 {
            Kind::List(items) => items.into_iter().enumerate().map(read).collect(),
            Kind::Plain(texts) => {
                let items = texts.into_iter().map(|text| Node(Kind::Plain(vec![text])));
                items.enumerate().map(read).collect()
            }
            other => Err(Error::expected("a list", &Node(other))),
        }
    }
}

impl<F: WriteForm<T>, T> WriteForm<Vec<T>> for OneOrMany<F> {
    fn write<S: Serializer>(value: &Vec<T>, serializer: S) -> Result<S::Ok, S::Error> {
        Each::<F>::write(value, serializer)
    }
}

impl<F: ReadForm<T>, T> ReadForm<Vec<T>> for OneOrMany<F> {
    fn read(node: Node<'_>) -> Result<Vec<T>, Error> {
        match node.0 {
            Kind::List(_) | Kind::Plain(_) => Each::<F>::read(node),
            _ => F::read(node).map(|item| vec![item]),
        }
    }
}

impl<F: WriteForm<T>, T> WriteForm<BTreeMap<String, T>> for Values<F> {
    fn write<S: Serializer>(value: &BTreeMap<String, T>, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(value.len()))?;
        for (key, value) in value {
            map.serialize_entry(key, &As::<F, T>::new(value))?;
        }
        map.end()
    }
}

impl<F: ReadForm<T>, T> ReadForm<BTreeMap<String, T>> for Values<F> {
    fn read(node: Node<'_>) -> Result<BTreeMap<String, T>, Error> {
        let Kind::Object(entries) = node.0 else { return Err(Error::expected("an object", &node)) };
        let mut map = BTreeMap::new();
        for Entry { key, value } in entries {
            let Some(value) = value else { continue };
            let value = F::read(value).map_err(|error| error.at(&key))?;
            map.insert(key.into_owned(), value);
        }
        Ok(map)
    }
}

impl<F: WriteForm<T>, T> WriteForm<Nullable<T>> for OrNull<F> {
    fn write<S: Serializer>(value: &Nullable<T>, serializer: S) -> Result<S::Ok, S::Error> {
        match value {
            Nullable::Null => serializer.serialize_unit(),
            Nullable::Value(value) => F::write(value, serializer),
        }
    }
}

impl<F: ReadForm<T>, T> ReadForm<Nullable<T>> for OrNull<F> {
    const TAKES_NULL: bool = true;

    fn read(node: Node<'_>) -> Result<Nullable<T>, Error> {
        if node.represents_null() { Ok(Nullable::Null) } else { F::read(node).map(Nullable::Value) }
    }
}

impl<F: WriteForm<T>, T> WriteForm<Box<T>> for Boxed<F> {
    fn write<S: Serializer>(value: &Box<T>, serializer: S) -> Result<S::Ok, S::Error> {
        F::write(value, serializer)
    }
}

impl<F: ReadForm<T>, T> ReadForm<Box<T>> for Boxed<F> {
    fn read(node: Node<'_>) -> Result<Box<T>, Error> {
        F::read(node).map(Box::new)
    }
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;
    use serde_json::{Value, json};

    use super::*;

    fn read<F: ReadForm<T>, T>(value: Value) -> Result<T, String> {
        F::read(Node::deserialize(value).unwrap()).map_err(|error| error.to_string())
    }

    #[test]
    fn digits_are_a_string_and_nothing_else() {
        let time = Timestamp::from_unix_seconds(1_434_507_901);
        assert_eq!(read::<Digits, _>(json!("1434507901")), Ok(time));
        for wrong in [json!(1_434_507_901), json!(""), json!("+1"), json!("1 "), json!("１"), json!("1.5")] {
            assert!(read::<Digits, Timestamp>(wrong.clone()).is_err(), "{wrong}");
        }
        assert_eq!(serde_json::to_value(As::<Digits, _>::new(&time)).unwrap(), json!("1434507901"));
    }

    #[test]
    fn tolerated_forms_are_read_but_not_written() {
        assert_eq!(read::<NumberOrDigits, i64>(json!("7")), Ok(7));
        assert_eq!(read::<NumberOrDigits, i64>(json!(-7)), Ok(-7));
        assert!(read::<NumberOrDigits, u32>(json!("4294967296")).is_err());
        assert!(read::<NumberOrDigits, i64>(json!(1.5)).is_err());
        type Seats = OneOrMany<Plain>;
        assert_eq!(read::<Seats, Vec<String>>(json!("a")), Ok(vec!["a".to_owned()]));
        assert_eq!(read::<Seats, Vec<String>>(json!(["a", "b"])).unwrap().len(), 2);
        assert_eq!(serde_json::to_value(As::<Seats, _>::new(&vec!["a"])).unwrap(), json!(["a"]));
    }

    #[test]
    fn forms_nest() {
        type Deep = OrNull<Values<Each<Boxed<Digits>>>>;
        let wire = json!({"a": ["1", "2"]});
        let value: Nullable<BTreeMap<String, Vec<Box<Timestamp>>>> = read::<Deep, _>(wire.clone()).unwrap();
        assert_eq!(serde_json::to_value(As::<Deep, _>::new(&value)).unwrap(), wire);
        assert_eq!(
            serde_json::to_value(As::<Deep, _>::new(&Nullable::Null)).unwrap_or_default(),
            Value::Null
        );
    }
}
