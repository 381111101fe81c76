//! The implementation of generated `Serialize`.
//!
//! ```
//! use specwright_runtime::serde::ser::SerializeMap;
//! use specwright_runtime::write::{self, Fields, Object};
//!
//! /// A model of a request.
//! struct NewPet {
//!     name: String,
//!     legs: Option<u8>,
//! }
//!
//! impl Fields for NewPet {
//!     fn write_fields<M: SerializeMap>(&self, object: &mut Object<M>) {
//!         object.field("name", &self.name);
//!         object.optional("legs", &self.legs);
//!     }
//! }
//!
//! let pet = NewPet { name: "Rex".to_owned(), legs: None };
//! assert_eq!(write::object(&pet, serde_json::value::Serializer)?, serde_json::json!({ "name": "Rex" }));
//! # Ok::<(), serde_json::Error>(())
//! ```

mod forms;

use serde::ser::{SerializeMap, Serializer};
use serde::{Serialize, ser};

pub use forms::{As, WriteForm};

use crate::tag::TagRef;
use crate::{Extra, Nullable};

/// The fields of a model, which are written into an object that may have others: a union writes its tag into it.
pub trait Fields {
    /// Writes the fields that are set, in the spec's order. Others are absent, never null.
    fn write_fields<M: SerializeMap>(&self, object: &mut Object<M>);
}

/// Serialises a model as an object.
pub fn object<S: Serializer>(fields: &impl Fields, serializer: S) -> Result<S::Ok, S::Error> {
    let mut object = Object::begin(serializer)?;
    fields.write_fields(&mut object);
    object.end()
}

/// `Serialize` of a model that has [`Fields`].
///
/// ```
/// use specwright_runtime::serde::ser::SerializeMap;
/// use specwright_runtime::write::{Fields, Object};
///
/// struct Pet {
///     name: String,
/// }
///
/// specwright_runtime::serialize_fields!(Pet);
///
/// impl Fields for Pet {
///     fn write_fields<M: SerializeMap>(&self, object: &mut Object<M>) {
///         object.field("name", &self.name);
///     }
/// }
///
/// let rex = Pet { name: "Rex".to_owned() };
/// assert_eq!(specwright_runtime::serde_json::to_string(&rex).unwrap(), r#"{"name":"Rex"}"#);
/// ```
#[macro_export]
macro_rules! serialize_fields {
    ($model:ty) => {
        impl $crate::serde::Serialize for $model {
            fn serialize<S: $crate::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                $crate::write::object(self, serializer)
            }
        }
    };
}

/// Serialises a variant as an object whose first key is the union's tag.
pub fn tagged<S: Serializer>(
    (tag, value): (&'static str, &impl Serialize),
    fields: &impl Fields,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let mut object = Object::begin(serializer)?;
    object.field(tag, value);
    fields.write_fields(&mut object);
    object.end()
}

/// The error for a value of a reply that is not in the spec: it cannot be sent.
pub fn unsendable<E: ser::Error>(what: &str) -> E {
    E::custom(format_args!("{what} is an unknown value read from a reply, which cannot be sent"))
}

/// An object that is being written. It stores the first error and writes nothing after it: generated code has one
/// statement for each field and no early return, so that it is shorter and compiles faster.
#[derive(Debug)]
pub struct Object<M: SerializeMap> {
    map: M,
    written: Result<(), M::Error>,
}

impl<M: SerializeMap> Object<M> {
    fn begin<S>(serializer: S) -> Result<Self, S::Error>
    where
        S: Serializer<SerializeMap = M>,
        M: SerializeMap<Ok = S::Ok, Error = S::Error>,
    {
        Ok(Self { map: serializer.serialize_map(None)?, written: Ok(()) })
    }

    fn end(self) -> Result<M::Ok, M::Error> {
        self.written?;
        self.map.end()
    }

    /// Writes a field.
    #[inline(always)]
    pub fn field<T: Serialize + ?Sized>(&mut self, key: &'static str, value: &T) {
        if self.written.is_ok() {
            self.written = self.map.serialize_entry(&Key(key), value);
        }
    }

    /// Writes a field if it is set.
    #[inline(always)]
    pub fn optional<T: Serialize>(&mut self, key: &'static str, value: &Option<T>) {
        if let Some(value) = value {
            self.field(key, value);
        }
    }

    /// Writes a field in the form `F`.
    #[inline(always)]
    pub fn field_as<F: WriteForm<T>, T>(&mut self, key: &'static str, value: &T) {
        self.field(key, &As::<F, T>::new(value));
    }

    /// Writes a field in the form `F` if it is set.
    #[inline(always)]
    pub fn optional_as<F: WriteForm<T>, T>(&mut self, key: &'static str, value: &Option<T>) {
        if let Some(value) = value {
            self.field_as::<F, T>(key, value);
        }
    }

    /// Writes the fields that the spec does not know.
    #[inline]
    pub fn extra(&mut self, extra: &Extra) {
        if !extra.is_empty() && self.written.is_ok() {
            self.written = self.entries(extra);
        }
    }

    #[cold]
    fn entries(&mut self, extra: &Extra) -> Result<(), M::Error> {
        extra.iter().try_for_each(|(key, value)| self.map.serialize_entry(key, value))
    }
}

/// A key of the spec. A `str` is serialised in the same way, but by a function that is not always inlined: with this
/// one, the key is still a constant where it is searched for escapes.
struct Key(&'static str);

impl Serialize for Key {
    #[inline(always)]
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.0)
    }
}

/// A value of a path, a query, a header or a form, which is plain text.
pub trait Plain {
    /// The texts of the values to be sent: none if the value is absent, several if it is a list.
    fn plain(&self) -> Vec<String>;
}

/// Values that are sent as their `Display`.
macro_rules! displayed {
    ($($value:ty),*) => {$(
        impl Plain for $value {
            fn plain(&self) -> Vec<String> {
                vec![self.to_string()]
            }
        }
    )*};
}

displayed!(bool, i32, i64, u32, u64, f64, crate::Timestamp, crate::TimestampMs, String, str, TagRef<'_>);

impl<F> Plain for crate::Text<F> {
    fn plain(&self) -> Vec<String> {
        self.as_str().plain()
    }
}

impl Plain for crate::Secret {
    fn plain(&self) -> Vec<String> {
        self.expose().plain()
    }
}

impl<T: Plain> Plain for Option<T> {
    fn plain(&self) -> Vec<String> {
        self.iter().flat_map(Plain::plain).collect()
    }
}

impl<T: Plain> Plain for Nullable<T> {
    fn plain(&self) -> Vec<String> {
        self.as_option().into_iter().flat_map(Plain::plain).collect()
    }
}

impl<T: Plain> Plain for Vec<T> {
    fn plain(&self) -> Vec<String> {
        self.iter().flat_map(Plain::plain).collect()
    }
}
