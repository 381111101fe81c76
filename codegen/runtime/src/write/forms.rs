//! Writing the forms of values.

use std::collections::BTreeMap;
use std::marker::PhantomData;

use serde::ser::{SerializeMap, SerializeSeq};
use serde::{Serialize, Serializer};

use crate::form::{Boxed, Digits, Each, NumberOrDigits, OneOrMany, OrNull, Plain, Values};
use crate::{Nullable, Timestamp, TimestampMs};

/// A form in which a `T` can be written.
pub trait WriteForm<T> {
    /// Writes the value.
    ///
    /// # Errors
    ///
    /// An error of the serializer or of the value's own `Serialize`.
    fn write<S: Serializer>(value: &T, serializer: S) -> Result<S::Ok, S::Error>;
}

/// A borrowed value that is serialised in the form `F`.
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

impl WriteForm<Timestamp> for Digits {
    fn write<S: Serializer>(value: &Timestamp, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(itoa::Buffer::new().format(value.unix_seconds()))
    }
}

/// Numbers that are written as themselves.
macro_rules! numbers {
    ($($number:ty),*) => {$(
        impl WriteForm<$number> for NumberOrDigits {
            fn write<S: Serializer>(value: &$number, serializer: S) -> Result<S::Ok, S::Error> {
                value.serialize(serializer)
            }
        }
    )*};
}

numbers!(Timestamp, TimestampMs, i32, i64, u32, u64, f64);

impl<F: WriteForm<T>, T> WriteForm<Vec<T>> for Each<F> {
    fn write<S: Serializer>(value: &Vec<T>, serializer: S) -> Result<S::Ok, S::Error> {
        let mut list = serializer.serialize_seq(Some(value.len()))?;
        for item in value {
            list.serialize_element(&As::<F, T>::new(item))?;
        }
        list.end()
    }
}

impl<F: WriteForm<T>, T> WriteForm<Vec<T>> for OneOrMany<F> {
    fn write<S: Serializer>(value: &Vec<T>, serializer: S) -> Result<S::Ok, S::Error> {
        Each::<F>::write(value, serializer)
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

impl<F: WriteForm<T>, T> WriteForm<Nullable<T>> for OrNull<F> {
    fn write<S: Serializer>(value: &Nullable<T>, serializer: S) -> Result<S::Ok, S::Error> {
        match value {
            Nullable::Null => serializer.serialize_unit(),
            Nullable::Value(value) => F::write(value, serializer),
        }
    }
}

/// An element that can be null.
impl<F: WriteForm<T>, T> WriteForm<Option<T>> for OrNull<F> {
    fn write<S: Serializer>(value: &Option<T>, serializer: S) -> Result<S::Ok, S::Error> {
        value.as_ref().map(As::<F, T>::new).serialize(serializer)
    }
}

impl<F: WriteForm<T>, T> WriteForm<Box<T>> for Boxed<F> {
    fn write<S: Serializer>(value: &Box<T>, serializer: S) -> Result<S::Ok, S::Error> {
        F::write(value, serializer)
    }
}
