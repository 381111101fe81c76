//! Reading the forms of values.

use std::collections::BTreeMap;

use super::node::{Entry, Kind};
use super::{Error, Node, Read};
use crate::form::{
    Boxed, Digits, Each, NumberOrDigits, OneOrMany, OrNull, OrZeroFraction, Plain, Values, float_in,
    integer_in, integer_of, is_digits,
};
use crate::{Nullable, Timestamp, TimestampMs};

/// A form in which a `T` can be read.
pub trait ReadForm<T> {
    /// Whether null is a value, as [`Read::TAKES_NULL`].
    const TAKES_NULL: bool = false;

    /// Whether an empty element of XML is a value, as [`Read::TAKES_EMPTY`].
    const TAKES_EMPTY: bool = false;

    /// Reads the value.
    ///
    /// # Errors
    ///
    /// [`Error`] if the node does not have this form.
    fn read(node: Node<'_>) -> Result<T, Error>;
}

impl<T: Read> ReadForm<T> for Plain {
    const TAKES_NULL: bool = T::TAKES_NULL;
    const TAKES_EMPTY: bool = T::TAKES_EMPTY;

    fn read(node: Node<'_>) -> Result<T, Error> {
        T::read(node)
    }
}

impl ReadForm<Timestamp> for Digits {
    fn read(node: Node<'_>) -> Result<Timestamp, Error> {
        single_text(&node).and_then(timestamp).ok_or_else(|| not_digits(&node))
    }
}

/// Numbers that are also read from a string.
macro_rules! number_or_digits {
    ($($number:ty: $from_text:expr),* $(,)?) => {$(
        impl ReadForm<$number> for NumberOrDigits {
            fn read(node: Node<'_>) -> Result<$number, Error> {
                let from_text: fn(&str) -> Option<$number> = $from_text;
                match &node.0 {
                    Kind::Text(text) | Kind::Leaf(text) => from_text(text).ok_or_else(|| not_digits(&node)),
                    _ => <$number>::read(node),
                }
            }
        }
    )*};
}

number_or_digits! {
    Timestamp: timestamp,
    TimestampMs: |text| integer_in(text)?.try_into().ok().map(TimestampMs::from_unix_millis),
    i32: |text| integer_in(text)?.try_into().ok(),
    i64: |text| integer_in(text)?.try_into().ok(),
    u32: |text| integer_in(text)?.try_into().ok(),
    u64: |text| integer_in(text)?.try_into().ok(),
    f64: float_in,
}

impl<F: ReadForm<T>, T> ReadForm<T> for OrZeroFraction<F> {
    const TAKES_NULL: bool = F::TAKES_NULL;
    const TAKES_EMPTY: bool = F::TAKES_EMPTY;

    fn read(node: Node<'_>) -> Result<T, Error> {
        let integer = match &node.0 {
            Kind::Number(number) => integer_of(number),
            _ => None,
        };
        F::read(integer.map_or(node, |integer| Node(Kind::Number(integer.into()))))
    }
}

/// Unix seconds in decimal digits and nothing else.
fn timestamp(text: &str) -> Option<Timestamp> {
    let seconds = if is_digits(text) { text.parse().ok() } else { None };
    seconds.map(Timestamp::from_unix_seconds)
}

/// The only text that a node consists of.
fn single_text<'a>(node: &'a Node<'_>) -> Option<&'a str> {
    match &node.0 {
        Kind::Text(text) | Kind::Leaf(text) => Some(text),
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

impl<F: ReadForm<T>, T> ReadForm<Vec<T>> for Each<F> {
    const TAKES_EMPTY: bool = F::TAKES_EMPTY;

    fn read(node: Node<'_>) -> Result<Vec<T>, Error> {
        let read = |(index, item)| F::read(item).map_err(|error| error.at_index(index));
        match node.0 {
            Kind::List(items) => items.into_iter().enumerate().map(read).collect(),
            Kind::Plain(texts) => {
                let items = texts.into_iter().map(|text| Node(Kind::Plain(vec![text])));
                items.enumerate().map(read).collect()
            }
            Kind::Files(files) => {
                let items = files.into_iter().map(|file| Node(Kind::Files(vec![file])));
                items.enumerate().map(read).collect()
            }
            // No name of XML begins with a digit.
            Kind::Form(entries) if is_indexed(&entries) => {
                by_index(entries).into_iter().enumerate().map(read).collect()
            }
            // In XML, a list of one is not repeated.
            single @ (Kind::Leaf(_) | Kind::Form(_)) => read((0, Node(single))).map(|item| vec![item]),
            other => Err(Error::expected("a list", &Node(other))),
        }
    }
}

/// Whether the names are the indices of a list in a form: `items[0][id]`.
fn is_indexed(entries: &[Entry<'_>]) -> bool {
    !entries.is_empty() && entries.iter().all(|entry| is_digits(&entry.key))
}

/// The elements of a list in a form, in the order of their indices.
fn by_index(entries: Vec<Entry<'_>>) -> Vec<Node<'_>> {
    let mut elements: Vec<(u64, Node<'_>)> = entries
        .into_iter()
        .filter_map(|Entry { key, value }| Some((key.parse().unwrap_or(u64::MAX), value?)))
        .collect();
    elements.sort_by_key(|(index, _)| *index);
    elements.into_iter().map(|(_, element)| element).collect()
}

impl<F: ReadForm<T>, T> ReadForm<Vec<T>> for OneOrMany<F> {
    const TAKES_EMPTY: bool = F::TAKES_EMPTY;

    fn read(node: Node<'_>) -> Result<Vec<T>, Error> {
        match &node.0 {
            Kind::List(_) | Kind::Plain(_) | Kind::Files(_) => Each::<F>::read(node),
            Kind::Form(entries) if is_indexed(entries) => Each::<F>::read(node),
            _ => F::read(node).map(|item| vec![item]),
        }
    }
}

impl<F: ReadForm<T>, T> ReadForm<BTreeMap<String, T>> for Values<F> {
    fn read(node: Node<'_>) -> Result<BTreeMap<String, T>, Error> {
        let entries = match node.0 {
            Kind::Object(entries) | Kind::Form(entries) => entries,
            // An object without anything in it leaves no trace in a form.
            Kind::Plain(texts) if texts.is_empty() => Vec::new(),
            other => return Err(Error::expected("an object", &Node(other))),
        };
        let mut map = BTreeMap::new();
        for Entry { key, value } in entries {
            let Some(value) = value else { continue };
            let value = F::read(value).map_err(|error| error.at(&key))?;
            map.insert(key.into_owned(), value);
        }
        Ok(map)
    }
}

impl<F: ReadForm<T>, T> ReadForm<Nullable<T>> for OrNull<F> {
    const TAKES_NULL: bool = true;

    fn read(node: Node<'_>) -> Result<Nullable<T>, Error> {
        if node.represents_null() { Ok(Nullable::Null) } else { F::read(node).map(Nullable::Value) }
    }
}

/// An element that can be null.
impl<F: ReadForm<T>, T> ReadForm<Option<T>> for OrNull<F> {
    const TAKES_NULL: bool = true;

    fn read(node: Node<'_>) -> Result<Option<T>, Error> {
        if node.represents_null() { Ok(None) } else { F::read(node).map(Some) }
    }
}

impl<F: ReadForm<T>, T> ReadForm<Box<T>> for Boxed<F> {
    const TAKES_EMPTY: bool = F::TAKES_EMPTY;

    fn read(node: Node<'_>) -> Result<Box<T>, Error> {
        F::read(node).map(Box::new)
    }
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;
    use serde_json::{Value, json};

    use super::*;
    use crate::write::As;

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
        assert_eq!(read::<NumberOrDigits, i32>(json!("-3")), Ok(-3));
        assert_eq!(read::<NumberOrDigits, f64>(json!("1.5")), Ok(1.5));
        assert_eq!(read::<NumberOrDigits, f64>(json!("-2E-1")), Ok(-0.2));
        assert_eq!(read::<NumberOrDigits, u64>(json!("-0")), Ok(0));
        for wrong in
            [json!("-3"), json!("1.5"), json!(""), json!(" 1"), json!("0x1"), json!("+1"), json!("-")]
        {
            assert!(read::<NumberOrDigits, u32>(wrong.clone()).is_err(), "{wrong}");
        }
        for wrong in
            [json!("1."), json!(".5"), json!("1e"), json!("NaN"), json!("inf"), json!("1e999"), json!("1,5")]
        {
            assert!(read::<NumberOrDigits, f64>(wrong.clone()).is_err(), "{wrong}");
        }
        assert!(read::<NumberOrDigits, Timestamp>(json!("-1")).is_err());
        assert!(read::<NumberOrDigits, u32>(json!("4294967296")).is_err());
        assert!(read::<NumberOrDigits, i64>(json!(1.5)).is_err());
        type Seats = OneOrMany<Plain>;
        assert_eq!(read::<Seats, Vec<String>>(json!("a")), Ok(vec!["a".to_owned()]));
        assert_eq!(read::<Seats, Vec<String>>(json!(["a", "b"])).unwrap().len(), 2);
        assert_eq!(serde_json::to_value(As::<Seats, _>::new(&vec!["a"])).unwrap(), json!(["a"]));
    }

    #[test]
    fn forms_nest() {
        type Elements = Each<OrNull<Digits>>;
        let wire = json!(["1", null]);
        let value: Vec<Option<Timestamp>> = read::<Elements, _>(wire.clone()).unwrap();
        assert_eq!(value, [Some(Timestamp::from_unix_seconds(1)), None]);
        assert_eq!(serde_json::to_value(As::<Elements, _>::new(&value)).unwrap(), wire);
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
