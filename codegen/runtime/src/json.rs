//! Writes every `Serialize` as JSON text: the same bytes as `serde_json`, several times faster for long strings.
//!
//! Generated code writes its keys as constants through inlined calls, so that the compiler knows that they need no
//! escape; strings are searched many bytes at a time and copied as a whole. `serde_json` handles each byte by itself,
//! which is two thirds of the cost of writing a request. Numbers with a fraction and structs with one field are
//! written by `serde_json`.

mod compound;
mod equal;
#[cfg(test)]
mod tests;
mod text;

use std::fmt::{Display, Write};

use serde::ser::Error as _;
use serde::{Serialize, Serializer};
use serde_json::Error;

use compound::{Compound, Struct};
pub(crate) use equal::equal_pair;

/// A value that can be written as JSON text. Everything that implements [`Serialize`] can.
///
/// ```
/// use specwright_runtime::ToJson;
///
/// let mut body = Vec::new();
/// ["年", "会"].write_json(&mut body)?;
/// assert_eq!(body, r#"["年","会"]"#.as_bytes()); // UTF-8, no escapes
/// # Ok::<(), serde_json::Error>(())
/// ```
pub trait ToJson {
    /// Writes the value as JSON text.
    ///
    /// # Errors
    ///
    /// An error of the value's `Serialize`, or a key of a map that is not a string, a number or a boolean. A value of a
    /// reply that the spec does not know cannot be written.
    fn write_json(&self, to: &mut Vec<u8>) -> Result<(), serde_json::Error>;
}

impl<T: Serialize> ToJson for T {
    fn write_json(&self, to: &mut Vec<u8>) -> Result<(), serde_json::Error> {
        self.serialize(Json::<false> { to })
    }
}

/// Writes one value, or one key of an object, which is always a string.
struct Json<'a, const IS_KEY: bool> {
    to: &'a mut Vec<u8>,
}

impl<'a, const IS_KEY: bool> Json<'a, IS_KEY> {
    /// Writes a scalar without quotes, unless it is a key.
    #[inline]
    fn scalar(self, text: &str) -> Result<(), Error> {
        if IS_KEY {
            return self.serialize_str(text);
        }
        self.to.extend_from_slice(text.as_bytes());
        Ok(())
    }

    #[inline]
    fn integer(self, value: impl itoa::Integer) -> Result<(), Error> {
        self.scalar(itoa::Buffer::new().format(value))
    }

    fn float(self, is_finite: bool, value: &impl Serialize) -> Result<(), Error> {
        if IS_KEY && !is_finite {
            return Err(Error::custom("float key must be finite (got NaN or +/-inf)"));
        }
        self.scalar(&serde_json::to_string(value)?)
    }

    #[inline]
    fn list(self) -> Result<Compound<'a>, Error> {
        self.open("[", "]")
    }

    #[inline]
    fn object(self) -> Result<Compound<'a>, Error> {
        self.open("{", "}")
    }

    #[inline]
    fn open(self, begin: &'static str, end: &'static str) -> Result<Compound<'a>, Error> {
        if IS_KEY { Err(invalid_key()) } else { Ok(Compound::open(self.to, begin, end)) }
    }
}

fn invalid_key() -> Error {
    Error::custom("key must be a string")
}

impl<'a, const IS_KEY: bool> Serializer for Json<'a, IS_KEY> {
    type Ok = ();
    type Error = Error;
    type SerializeSeq = Compound<'a>;
    type SerializeTuple = Compound<'a>;
    type SerializeTupleStruct = Compound<'a>;
    type SerializeTupleVariant = Compound<'a>;
    type SerializeMap = Compound<'a>;
    type SerializeStruct = Struct<'a>;
    type SerializeStructVariant = Compound<'a>;

    #[inline]
    fn serialize_bool(self, value: bool) -> Result<(), Error> {
        self.scalar(if value { "true" } else { "false" })
    }

    fn serialize_i8(self, value: i8) -> Result<(), Error> {
        self.integer(value)
    }

    fn serialize_i16(self, value: i16) -> Result<(), Error> {
        self.integer(value)
    }

    fn serialize_i32(self, value: i32) -> Result<(), Error> {
        self.integer(value)
    }

    fn serialize_i64(self, value: i64) -> Result<(), Error> {
        self.integer(value)
    }

    fn serialize_i128(self, value: i128) -> Result<(), Error> {
        self.integer(value)
    }

    fn serialize_u8(self, value: u8) -> Result<(), Error> {
        self.integer(value)
    }

    fn serialize_u16(self, value: u16) -> Result<(), Error> {
        self.integer(value)
    }

    fn serialize_u32(self, value: u32) -> Result<(), Error> {
        self.integer(value)
    }

    fn serialize_u64(self, value: u64) -> Result<(), Error> {
        self.integer(value)
    }

    fn serialize_u128(self, value: u128) -> Result<(), Error> {
        self.integer(value)
    }

    fn serialize_f32(self, value: f32) -> Result<(), Error> {
        self.float(value.is_finite(), &value)
    }

    fn serialize_f64(self, value: f64) -> Result<(), Error> {
        self.float(value.is_finite(), &value)
    }

    fn serialize_char(self, value: char) -> Result<(), Error> {
        self.serialize_str(value.encode_utf8(&mut [0; 4]))
    }

    #[inline(always)]
    fn serialize_str(self, value: &str) -> Result<(), Error> {
        if IS_KEY {
            text::key(value, self.to)
        } else {
            text::string(value, self.to)
        }
        Ok(())
    }

    fn serialize_bytes(self, value: &[u8]) -> Result<(), Error> {
        self.collect_seq(value)
    }

    #[inline]
    fn serialize_none(self) -> Result<(), Error> {
        self.serialize_unit()
    }

    #[inline]
    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), Error> {
        value.serialize(self)
    }

    #[inline]
    fn serialize_unit(self) -> Result<(), Error> {
        if IS_KEY { Err(invalid_key()) } else { self.scalar("null") }
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<(), Error> {
        self.serialize_unit()
    }

    fn serialize_unit_variant(self, _: &'static str, _: u32, variant: &'static str) -> Result<(), Error> {
        self.serialize_str(variant)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        value: &T,
    ) -> Result<(), Error> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<(), Error> {
        let mut object = self.object()?;
        object.entry(variant, value)?;
        object.close()
    }

    #[inline]
    fn serialize_seq(self, _: Option<usize>) -> Result<Compound<'a>, Error> {
        self.list()
    }

    fn serialize_tuple(self, _: usize) -> Result<Compound<'a>, Error> {
        self.list()
    }

    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<Compound<'a>, Error> {
        self.list()
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Compound<'a>, Error> {
        self.object()?.nest(variant, "[", "]}")
    }

    #[inline]
    fn serialize_map(self, _: Option<usize>) -> Result<Compound<'a>, Error> {
        self.object()
    }

    fn serialize_struct(self, name: &'static str, fields: usize) -> Result<Struct<'a>, Error> {
        match fields {
            1 if !IS_KEY => Ok(Struct::Single { name, to: self.to, is_written: false }),
            _ => self.object().map(Struct::Object),
        }
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Compound<'a>, Error> {
        self.object()?.nest(variant, "{", "}}")
    }

    fn collect_str<T: Display + ?Sized>(self, value: &T) -> Result<(), Error> {
        self.to.push(b'"');
        write!(text::Contents(self.to), "{value}").map_err(Error::custom)?;
        self.to.push(b'"');
        Ok(())
    }
}
