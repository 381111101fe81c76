//! The logic behind generated `Deserialize`.
//!
//! ```
//! use specwright_runtime::read::{self, Missing, Partial, Slot};
//! use specwright_runtime::{Extra, serde};
//!
//! /// A model of a reply.
//! struct Pet {
//!     name: String,
//!     extra: Extra,
//! }
//!
//! #[derive(Default)]
//! struct PartialPet {
//!     name: Option<String>,
//! }
//!
//! impl Partial for PartialPet {
//!     type Model = Pet;
//!     const NAME: &'static str = "Pet";
//!     const NULL_IS_ABSENT: bool = true;
//!
//!     fn read<'de, A: serde::de::MapAccess<'de>>(&mut self, slot: Slot<'_, 'de, A>) -> Result<(), A::Error> {
//!         match slot.key() {
//!             "name" => slot.read(&mut self.name),
//!             _ => slot.unknown(),
//!         }
//!     }
//!
//!     fn finish(self, extra: Extra) -> Result<Pet, Missing> {
//!         Ok(Pet { name: read::required(self.name, "name")?, extra })
//!     }
//! }
//!
//! let mut json = serde_json::Deserializer::from_str(r#"{"name": "Rex", "legs": 4}"#);
//! let pet = read::model::<PartialPet, _>(&mut json)?;
//! assert_eq!(pet.name, "Rex");
//! assert!(pet.extra.get("legs").is_some()); // what the spec does not know is kept
//! # Ok::<(), serde_json::Error>(())
//! ```

mod tag;

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

use serde::de::{self, DeserializeSeed, Deserializer, Error as _, MapAccess, Visitor};
use serde_json::{Map, Value};

use crate::Extra;
use crate::form::{Plain, ReadForm, Seed};

#[cfg(feature = "mock")]
pub(crate) use tag::TEXT_TAG;
pub use tag::{Tag, TagRef, Tagged, tag, text_tag};

/// A model while it is read: every field is an option, filled as its key turns up.
pub trait Partial: Default {
    /// The model.
    type Model;

    /// The model's name, for messages.
    const NAME: &'static str;

    /// Whether null stands for an absent field. So it does in replies.
    const NULL_IS_ABSENT: bool;

    /// Reads the field that the slot's key names.
    fn read<'de, A: MapAccess<'de>>(&mut self, slot: Slot<'_, 'de, A>) -> Result<(), A::Error>;

    /// The model, if every required field is there.
    fn finish(self, extra: Extra) -> Result<Self::Model, Missing>;
}

/// A required field is not there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Missing(&'static str);

impl fmt::Display for Missing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "missing field `{}`", self.0)
    }
}

/// The value of a required field.
pub fn required<T>(value: Option<T>, key: &'static str) -> Result<T, Missing> {
    value.ok_or(Missing(key))
}

/// Deserialises the model that `P` becomes.
pub fn model<'de, P: Partial, D: Deserializer<'de>>(deserializer: D) -> Result<P::Model, D::Error> {
    deserializer.deserialize_map(ModelVisitor(PhantomData::<P>))
}

struct ModelVisitor<P>(PhantomData<P>);

impl<'de, P: Partial> Visitor<'de> for ModelVisitor<P> {
    type Value = P::Model;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "an object ({})", P::NAME)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<P::Model, A::Error> {
        let mut partial = P::default();
        let mut extra = Extra::new();
        while let Some(key) = map.next_key_seed(KeySeed)? {
            let slot = Slot {
                key: &key,
                null_is_absent: P::NULL_IS_ABSENT,
                map: &mut map,
                extra: &mut extra,
                lifetime: PhantomData,
            };
            partial.read(slot).map_err(|error| A::Error::custom(format_args!("{key}: {error}")))?;
        }
        partial.finish(extra).map_err(A::Error::custom)
    }
}

/// A key, borrowed from the input where that is possible.
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

/// A key of the object that is being read, and its value that is still to be read.
#[derive(Debug)]
pub struct Slot<'a, 'de, A> {
    key: &'a str,
    null_is_absent: bool,
    map: &'a mut A,
    extra: &'a mut Extra,
    lifetime: PhantomData<&'de ()>,
}

impl<'a, 'de, A: MapAccess<'de>> Slot<'a, 'de, A> {
    /// The key.
    pub fn key(&self) -> &'a str {
        self.key
    }

    /// With null read as a value, for a field that may have it.
    #[must_use]
    pub fn keep_null(mut self) -> Self {
        self.null_is_absent = false;
        self
    }

    /// Reads the value into `field`.
    pub fn read<T>(self, field: &mut Option<T>) -> Result<(), A::Error>
    where
        Plain: ReadForm<T>,
    {
        self.read_as::<Plain, T>(field)
    }

    /// Reads a value of the form `F` into `field`.
    pub fn read_as<F: ReadForm<T>, T>(self, field: &mut Option<T>) -> Result<(), A::Error> {
        if field.is_some() {
            return Err(A::Error::custom("the field occurs twice"));
        }
        *field = if self.null_is_absent {
            self.map.next_value_seed(OptionSeed::<F, T>(PhantomData))?
        } else {
            Some(self.map.next_value_seed(Seed::<F, T>::new())?)
        };
        Ok(())
    }

    /// Reads a value that can only be this one, and notes that it was there.
    pub fn constant(self, expected: impl Into<Value>, seen: &mut Option<()>) -> Result<(), A::Error> {
        let (expected, actual) = (expected.into(), self.map.next_value::<Value>()?);
        if actual == expected {
            *seen = Some(());
            Ok(())
        } else {
            Err(A::Error::custom(format_args!("must be {expected}, found {actual}")))
        }
    }

    /// Passes over the value of a key that says how the call went: the error code, the message.
    pub fn pass(self) -> Result<(), A::Error> {
        self.map.next_value::<de::IgnoredAny>().map(drop)
    }

    /// Passes over what stands at these places inside of the value and says how the call went. Whatever else stands
    /// there is kept.
    pub fn pass_inside(self, places: &[&[&str]]) -> Result<(), A::Error> {
        let mut value = self.map.next_value::<Value>()?;
        for place in places {
            remove(&mut value, place);
        }
        if !is_nothing(&value) {
            self.extra.insert(self.key, value);
        }
        Ok(())
    }

    /// Keeps the value of a key that the spec does not know.
    pub fn unknown(self) -> Result<(), A::Error> {
        let value = self.map.next_value::<Value>()?;
        self.extra.insert(self.key, value);
        Ok(())
    }
}

/// Removes what the keys lead to, and the objects on the way that hold nothing else.
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

struct OptionSeed<F, T>(PhantomData<(F, T)>);

impl<'de, F: ReadForm<T>, T> DeserializeSeed<'de> for OptionSeed<F, T> {
    type Value = Option<T>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Option<T>, D::Error> {
        deserializer.deserialize_option(self)
    }
}

impl<'de, F: ReadForm<T>, T> Visitor<'de> for OptionSeed<F, T> {
    type Value = Option<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value or null")
    }

    fn visit_unit<E: de::Error>(self) -> Result<Option<T>, E> {
        Ok(None)
    }

    fn visit_none<E: de::Error>(self) -> Result<Option<T>, E> {
        Ok(None)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Option<T>, D::Error> {
        F::read(deserializer).map(Some)
    }
}

/// Deserialises text that holds JSON of the form `F`.
pub fn from_json<F: ReadForm<T>, T>(json: &[u8]) -> Result<T, serde_json::Error> {
    let mut deserializer = serde_json::Deserializer::from_slice(json);
    let value = F::read(&mut deserializer)?;
    deserializer.end()?;
    Ok(value)
}
