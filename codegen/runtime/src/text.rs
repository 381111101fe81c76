//! Strings with the type of their field.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::marker::PhantomData;
use std::ops::Deref;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::{Nullable, TextRules, lit, measure};

/// The field of a [`Text`]. Generated code implements it for one type per field.
///
/// ```
/// use specwright_runtime::{Text, TextField, TextRules, lit};
///
/// /// The field `title`: at most 9 bytes, which are 3 CJK characters.
/// enum Title {}
///
/// impl TextField for Title {
///     const RULES: TextRules<'static> = TextRules::of("title").max_bytes(9);
/// }
///
/// let title: Text<Title> = lit!("三个字");
/// assert_eq!(title, "三个字");
/// ```
pub trait TextField: 'static {
    /// The field's key on the wire, and its limits.
    const RULES: TextRules<'static>;
}

/// A type that names a text field, with the rules of the field.
///
/// ```
/// use specwright_runtime::{Text, TextRules, lit, text_field};
///
/// /// A pet.
/// pub struct Pet {
///     /// Its name, at most 9 bytes.
///     pub name: Text<Name>,
/// }
///
/// text_field!(Name, Pet.name, TextRules::of("name").max_bytes(9));
///
/// let pet = Pet { name: lit!("三个字") };
/// assert_eq!(pet.name.cjk(), 3);
/// ```
#[macro_export]
macro_rules! text_field {
    ($marker:ident, $model:ident.$field:ident, $rules:expr) => {
        #[doc = ::core::concat!(
            "Names the field [`", ::core::stringify!($field), "`](type@", ::core::stringify!($model), "#structfield.",
            ::core::stringify!($field), ") in `Text` and `lit!`."
        )]
        // It has no values, so it needs no derives; each would cost compile time.
        pub enum $marker {}

        impl $crate::TextField for $marker {
            const RULES: $crate::TextRules<'static> = $rules;
        }
    };
}

/// The value of the text field `F`: a static or an owned string. `.into()` copies a `&str`; [`lit!`](crate::lit) and
/// [`Text::new`] keep a static one as it is.
///
/// Its limits belong to the field, not to the type, so that changing a limit changes no type. A request is validated
/// against them before it is sent; [`lit!`](crate::lit) checks a literal at compile time.
///
/// `Debug` shows `[redacted]` in place of a secret.
///
/// ```
/// use specwright_runtime::{Text, TextField, TextRules, lit, validate};
///
/// # enum Title {}
/// # impl TextField for Title {
/// #     const RULES: TextRules<'static> = TextRules::of("title").max_bytes(9);
/// # }
/// let known: Text<Title> = lit!("三个字"); // checked by the compiler
/// let read: Text<Title> = String::from("四个汉字").into(); // checked by validation
/// assert_eq!((read.bytes(), read.cjk()), (12, 4));
/// assert!(validate(&known).is_valid() && !validate(&read).is_valid());
/// ```
pub struct Text<F> {
    value: Cow<'static, str>,
    field: PhantomData<fn() -> F>,
}

impl<F> Text<F> {
    /// Creates a value from a static or an owned string.
    pub fn new(value: impl Into<Cow<'static, str>>) -> Self {
        Self { value: value.into(), field: PhantomData }
    }

    /// The string.
    pub fn as_str(&self) -> &str {
        &self.value
    }

    /// The string, without a copy if it is owned.
    pub fn into_string(self) -> String {
        self.value.into_owned()
    }
}

impl<F: TextField> Text<F> {
    /// Creates a value from a literal that is within the field's limits. Use [`lit!`](crate::lit), which calls this at
    /// compile time.
    ///
    /// # Panics
    ///
    /// If the literal exceeds a limit that is an error. Only validation checks regular expressions other than prefixes
    /// and character classes.
    pub const fn literal(value: &'static str) -> Self {
        lit::check(&F::RULES, value);
        Self { value: Cow::Borrowed(value), field: PhantomData }
    }

    /// The number of bytes in UTF-8.
    pub fn bytes(&self) -> usize {
        self.value.len()
    }

    /// The number of CJK characters.
    pub fn cjk(&self) -> usize {
        measure::cjk(&self.value)
    }
}

impl<F> Deref for Text<F> {
    type Target = str;

    fn deref(&self) -> &str {
        &self.value
    }
}

impl<F> AsRef<str> for Text<F> {
    fn as_ref(&self) -> &str {
        &self.value
    }
}

/// Copies the string. [`lit!`] and [`Text::new`] keep a static string without a copy.
impl<F> From<&str> for Text<F> {
    fn from(value: &str) -> Self {
        Self::new(value.to_owned())
    }
}

impl<F> From<String> for Text<F> {
    fn from(value: String) -> Self {
        Self::new(value)
    }
}

impl<F> From<Cow<'static, str>> for Text<F> {
    fn from(value: Cow<'static, str>) -> Self {
        Self::new(value)
    }
}

impl<F> From<&String> for Text<F> {
    fn from(value: &String) -> Self {
        Self::new(value.clone())
    }
}

/// So that a setter of a nullable field takes a plain string.
impl<F> From<&str> for Nullable<Text<F>> {
    fn from(value: &str) -> Self {
        Nullable::Value(value.into())
    }
}

impl<F> From<String> for Nullable<Text<F>> {
    fn from(value: String) -> Self {
        Nullable::Value(value.into())
    }
}

impl<F> From<Text<F>> for String {
    fn from(text: Text<F>) -> Self {
        text.into_string()
    }
}

impl<F> Clone for Text<F> {
    fn clone(&self) -> Self {
        Self { value: self.value.clone(), field: PhantomData }
    }
}

impl<F, G> PartialEq<Text<G>> for Text<F> {
    fn eq(&self, other: &Text<G>) -> bool {
        self.value == other.value
    }
}

impl<F> Eq for Text<F> {}

impl<F> PartialEq<str> for Text<F> {
    fn eq(&self, other: &str) -> bool {
        self.value == other
    }
}

impl<F> PartialEq<&str> for Text<F> {
    fn eq(&self, other: &&str) -> bool {
        self.value == *other
    }
}

impl<F> PartialOrd for Text<F> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl<F> Ord for Text<F> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.value.cmp(&other.value)
    }
}

impl<F> Hash for Text<F> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.value.hash(state);
    }
}

impl<F: TextField> fmt::Debug for Text<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if F::RULES.secret { f.write_str("[redacted]") } else { fmt::Debug::fmt(&self.value, f) }
    }
}

impl<F> Serialize for Text<F> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.value)
    }
}

impl<'de, F> Deserialize<'de> for Text<F> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(Self::from)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Title;

    impl TextField for Title {
        const RULES: TextRules<'static> = TextRules::of("title").max_bytes(9);
    }

    struct Password;

    impl TextField for Password {
        const RULES: TextRules<'static> = TextRules::of("password").secret();
    }

    #[test]
    fn a_secret_is_not_shown() {
        let password: Text<Password> = "hunter2".into();
        assert_eq!(format!("{password:?}"), "[redacted]");
        assert_eq!(password.as_str(), "hunter2");
    }

    #[test]
    fn a_literal_takes_its_field_from_the_context() {
        let title: Text<Title> = crate::lit!("年会票");
        assert_eq!(title, "年会票");
        assert_eq!((title.bytes(), title.cjk()), (9, 3));
        assert_eq!(crate::lit!(Title, "年会"), "年会");

        fn setter(value: impl Into<Text<Title>>) -> Text<Title> {
            value.into()
        }
        assert_eq!(setter(crate::lit!("票")), "票");
        assert_eq!(setter("票"), "票");
        let owned = String::from("票");
        assert_eq!(setter(owned.as_str()), "票");
        assert_eq!(setter(&owned), "票");
        assert_eq!(setter(owned), "票");
    }
}
