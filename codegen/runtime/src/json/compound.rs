//! Lists and objects while they are written.

use serde::ser::{
    Error as _, SerializeMap, SerializeSeq, SerializeStruct, SerializeStructVariant, SerializeTuple,
    SerializeTupleStruct, SerializeTupleVariant,
};
use serde::{Serialize, Serializer};
use serde_json::Error;

use super::Json;

/// A list or an object.
pub(super) struct Compound<'a> {
    to: &'a mut Vec<u8>,
    is_first: bool,
    end: &'static str,
}

impl<'a> Compound<'a> {
    #[inline]
    pub(super) fn open(to: &'a mut Vec<u8>, begin: &'static str, end: &'static str) -> Self {
        to.extend_from_slice(begin.as_bytes());
        Self { to, is_first: true, end }
    }

    /// Opens the only value of this object. Closing it closes the object.
    pub(super) fn nest(mut self, key: &str, begin: &'static str, end: &'static str) -> Result<Self, Error> {
        self.key(key)?;
        Ok(Self::open(self.to, begin, end))
    }

    #[inline(always)]
    pub(super) fn entry<K, V>(&mut self, key: &K, value: &V) -> Result<(), Error>
    where
        K: Serialize + ?Sized,
        V: Serialize + ?Sized,
    {
        self.key(key)?;
        self.value(value)
    }

    #[inline]
    pub(super) fn close(self) -> Result<(), Error> {
        self.to.extend_from_slice(self.end.as_bytes());
        Ok(())
    }

    #[inline(always)]
    fn key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Error> {
        self.comma();
        key.serialize(Json::<true> { to: self.to })?;
        self.to.push(b':');
        Ok(())
    }

    #[inline]
    fn value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        value.serialize(Json::<false> { to: self.to })
    }

    #[inline]
    fn element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        self.comma();
        self.value(value)
    }

    #[inline]
    fn comma(&mut self) {
        if !std::mem::replace(&mut self.is_first, false) {
            self.to.push(b',');
        }
    }
}

impl SerializeMap for Compound<'_> {
    type Ok = ();
    type Error = Error;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Error> {
        self.key(key)
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        self.value(value)
    }

    #[inline(always)]
    fn serialize_entry<K, V>(&mut self, key: &K, value: &V) -> Result<(), Error>
    where
        K: Serialize + ?Sized,
        V: Serialize + ?Sized,
    {
        self.entry(key, value)
    }

    #[inline]
    fn end(self) -> Result<(), Error> {
        self.close()
    }
}

/// Implements the traits of serde that all are arrays in JSON.
macro_rules! lists {
    ($($kind:ident: $method:ident),*) => {$(
        impl $kind for Compound<'_> {
            type Ok = ();
            type Error = Error;

            #[inline]
            fn $method<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
                self.element(value)
            }

            #[inline]
            fn end(self) -> Result<(), Error> {
                self.close()
            }
        }
    )*};
}

lists! {
    SerializeSeq: serialize_element,
    SerializeTuple: serialize_element,
    SerializeTupleStruct: serialize_field,
    SerializeTupleVariant: serialize_field
}

impl SerializeStructVariant for Compound<'_> {
    type Ok = ();
    type Error = Error;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, key: &'static str, value: &T) -> Result<(), Error> {
        self.entry(key, value)
    }

    fn end(self) -> Result<(), Error> {
        self.close()
    }
}

/// A struct. Generated models are written as maps, so that only types of the program and of `serde_json` get here.
pub(super) enum Struct<'a> {
    Object(Compound<'a>),
    /// A struct with one field is written by `serde_json`: with its features `arbitrary_precision` and `raw_value`, which
    /// any crate of the program may enable, its own types pass text that is JSON already in such structs.
    Single {
        name: &'static str,
        to: &'a mut Vec<u8>,
        is_written: bool,
    },
}

impl SerializeStruct for Struct<'_> {
    type Ok = ();
    type Error = Error;

    #[inline]
    fn serialize_field<T: Serialize + ?Sized>(&mut self, key: &'static str, value: &T) -> Result<(), Error> {
        match self {
            Self::Object(object) => object.entry(key, value),
            Self::Single { name, to, is_written: is_written @ false } => {
                *is_written = true;
                serde_json::to_writer(&mut **to, &SingleField { name, key, value })
            }
            Self::Single { .. } => Err(Error::custom("a struct has more fields than its `Serialize` states")),
        }
    }

    fn end(self) -> Result<(), Error> {
        match self {
            Self::Object(object) => object.close(),
            Self::Single { is_written: true, .. } => Ok(()),
            Self::Single { to, .. } => Compound::open(to, "{", "}").close(),
        }
    }
}

/// A struct with one field, as it was passed to this serializer.
struct SingleField<'a, T: ?Sized> {
    name: &'static str,
    key: &'static str,
    value: &'a T,
}

impl<T: Serialize + ?Sized> Serialize for SingleField<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut fields = serializer.serialize_struct(self.name, 1)?;
        fields.serialize_field(self.key, self.value)?;
        fields.end()
    }
}
