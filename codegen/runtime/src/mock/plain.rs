//! Reading values from plain text, as paths, queries, headers and forms hold them: the way back of `write::Plain`.

use serde::de::value::{MapDeserializer, SeqDeserializer};
use serde::de::{DeserializeOwned, Deserializer, Error as _, IntoDeserializer, Visitor};
use serde::forward_to_deserialize_any;

use super::wire::WireError;
use crate::read::TEXT_TAG;

/// The texts of one name: none where it is absent, several where it is a list.
#[derive(Clone, Debug, Default)]
pub(super) struct Texts(pub(super) Vec<String>);

impl Texts {
    /// Those of this name.
    pub(super) fn named(pairs: &[(String, String)], is: impl Fn(&str) -> bool) -> Self {
        Self(pairs.iter().filter(|(key, _)| is(key)).map(|(_, value)| value.clone()).collect())
    }

    pub(super) fn read<T: DeserializeOwned>(self) -> Result<T, WireError> {
        T::deserialize(self)
    }

    fn single(self) -> Result<String, WireError> {
        let mut texts = self.0.into_iter();
        match (texts.next(), texts.next()) {
            (Some(text), None) => Ok(text),
            (None, _) => Err(WireError::custom("missing, but required")),
            (Some(_), Some(_)) => Err(WireError::custom("given more than once")),
        }
    }

    fn parsed<T: std::str::FromStr>(self, what: &str) -> Result<T, WireError> {
        let text = self.single()?;
        text.parse().map_err(|_| WireError::custom(format_args!("expected {what}, found `{text}`")))
    }
}

/// The pairs of a query or of a form.
pub(super) fn pairs(text: &str) -> Vec<(String, String)> {
    let pairs = text.split('&').filter(|pair| !pair.is_empty());
    pairs
        .map(|pair| pair.split_once('=').unwrap_or((pair, "")))
        .map(|(key, value)| (decode(key, true), decode(value, true)))
        .collect()
}

/// Reads an object from a form's pairs.
pub(super) fn object<T: DeserializeOwned>(pairs: &[(String, String)]) -> Result<T, WireError> {
    let mut keys: Vec<&str> = Vec::new();
    for (key, _) in pairs {
        if !keys.contains(&key.as_str()) {
            keys.push(key);
        }
    }
    let entries = keys.into_iter().map(|key| (key.to_owned(), Texts::named(pairs, |name| name == key)));
    T::deserialize(MapDeserializer::new(entries))
}

/// Undoes percent-encoding. What is not UTF-8 then is replaced.
pub(super) fn decode(text: &str, plus_is_space: bool) -> String {
    let spaced = if plus_is_space { text.replace('+', " ") } else { text.to_owned() };
    String::from_utf8_lossy(&crate::url::decode(&spaced)).into_owned()
}

impl IntoDeserializer<'_, WireError> for Texts {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

macro_rules! numbers {
    ($($deserialize:ident $visit:ident $number:ty,)*) => {
        $(fn $deserialize<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, WireError> {
            visitor.$visit(self.parsed::<$number>("a number")?)
        })*
    };
}

impl<'de> Deserializer<'de> for Texts {
    type Error = WireError;

    /// Text that is an integer, such as an enumeration's value, is read as one: nothing else here is asked for
    /// by `any`.
    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, WireError> {
        let text = self.single()?;
        match text.parse::<i64>() {
            Ok(number) if number.to_string() == text => visitor.visit_i64(number),
            _ => visitor.visit_string(text),
        }
    }

    numbers! {
        deserialize_i8 visit_i8 i8,
        deserialize_i16 visit_i16 i16,
        deserialize_i32 visit_i32 i32,
        deserialize_i64 visit_i64 i64,
        deserialize_i128 visit_i128 i128,
        deserialize_u8 visit_u8 u8,
        deserialize_u16 visit_u16 u16,
        deserialize_u32 visit_u32 u32,
        deserialize_u64 visit_u64 u64,
        deserialize_u128 visit_u128 u128,
        deserialize_f32 visit_f32 f32,
        deserialize_f64 visit_f64 f64,
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, WireError> {
        visitor.visit_bool(self.parsed("true or false")?)
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, WireError> {
        visitor.visit_string(self.single()?)
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, WireError> {
        self.deserialize_str(visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, WireError> {
        if self.0.is_empty() { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, WireError> {
        visitor.visit_seq(SeqDeserializer::new(self.0.into_iter().map(|text| Texts(vec![text]))))
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, WireError> {
        if name == TEXT_TAG { self.deserialize_str(visitor) } else { visitor.visit_newtype_struct(self) }
    }

    forward_to_deserialize_any! {
        char bytes byte_buf unit unit_struct tuple tuple_struct map struct enum identifier
        ignored_any
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    fn texts(texts: &[&str]) -> Texts {
        Texts(texts.iter().map(|&text| text.to_owned()).collect())
    }

    #[test]
    fn escapes_are_undone() {
        assert_eq!(decode("a%2Fb%20c+%e7%a5%a8", false), "a/b c+票");
        assert_eq!(decode("a+b%2B%", true), "a b+%");
        assert_eq!(decode("%zz%1", false), "%zz%1");
        assert_eq!(pairs("a=1&a=2&b&&c=%3D"), [("a", "1"), ("a", "2"), ("b", ""), ("c", "=")].map(owned));
    }

    fn owned((key, value): (&str, &str)) -> (String, String) {
        (key.to_owned(), value.to_owned())
    }

    #[test]
    fn texts_become_what_is_asked_for() {
        assert_eq!(texts(&["7"]).read::<i32>().unwrap(), 7);
        assert_eq!(texts(&["7"]).read::<String>().unwrap(), "7");
        assert_eq!(texts(&["1.5"]).read::<Option<f64>>().unwrap(), Some(1.5));
        assert_eq!(texts(&[]).read::<Option<f64>>().unwrap(), None);
        assert_eq!(texts(&["true", "false"]).read::<Vec<bool>>().unwrap(), [true, false]);
        assert!(texts(&[]).read::<Vec<u8>>().unwrap().is_empty());
        let form: BTreeMap<String, Vec<u8>> = object(&pairs("a=1&b=2&a=3")).unwrap();
        assert_eq!(form, BTreeMap::from([("a".into(), vec![1, 3]), ("b".into(), vec![2])]));
    }

    #[test]
    fn what_is_something_else_says_so() {
        let told = |texts: Texts| texts.read::<i32>().unwrap_err().to_string();
        assert_eq!(told(texts(&["x"])), "expected a number, found `x`");
        assert_eq!(told(texts(&[])), "missing, but required");
        assert_eq!(told(texts(&["1", "2"])), "given more than once");
    }
}
