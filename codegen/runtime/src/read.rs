//! The implementation of generated reading: JSON is read into a tree first, from which models take their fields, so
//! that generated code is short and not compiled again for each deserializer.
//!
//! ```
//! use specwright_runtime::Extra;
//! use specwright_runtime::read::{Error, Node, Object, Read};
//!
//! /// A model of a reply.
//! struct Pet {
//!     name: String,
//!     age: Option<i64>,
//!     extra: Extra,
//! }
//!
//! impl Read for Pet {
//!     fn read(node: Node<'_>) -> Result<Self, Error> {
//!         let mut object = Object::of_reply("Pet", node)?;
//!         Ok(Self {
//!             name: object.required("name")?,
//!             age: object.optional("age")?,
//!             extra: object.rest()?,
//!         })
//!     }
//! }
//!
//! let pet = Pet::read(serde_json::from_str(r#"{"name": "Rex", "legs": 4}"#)?)?;
//! assert_eq!((&*pet.name, pet.age), ("Rex", None));
//! assert!(pet.extra.get("legs").is_some()); // what the spec does not know is kept
//!
//! let error = Pet::read(serde_json::from_str(r#"{"name": 7}"#)?).err();
//! assert_eq!(error.map(|error| error.to_string()).as_deref(), Some("name: expected a string, found the number 7"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod context;
mod error;
mod forms;
mod kind;
pub(crate) mod node;
mod object;
mod tag;
#[cfg(test)]
mod tests;
mod values;

use serde::de::{Deserialize, Deserializer, Error as _};

pub(crate) use context::reply;
pub use context::reply_default;
pub use error::Error;
pub use forms::ReadForm;
pub use kind::ValueKind;
pub use node::Node;
pub use object::Object;
pub use tag::Tagged;
#[doc(hidden)]
pub use values::from_text;

pub use crate::tag::TagRef;

/// A type that can be read.
pub trait Read: Sized {
    /// Whether null is a value of the type. For other types, null in a reply is an absent field.
    const TAKES_NULL: bool = false;

    /// Whether an empty element of XML is a value of the type. For other types, it is an absent field.
    const TAKES_EMPTY: bool = false;

    /// Reads the value.
    ///
    /// # Errors
    ///
    /// If the node is not such a value.
    fn read(node: Node<'_>) -> Result<Self, Error>;
}

/// `Deserialize` of a type that has [`Read`](crate::read::Read).
///
/// ```
/// use specwright_runtime::read::{Error, Node, Object, Read};
///
/// struct Pet {
///     name: String,
/// }
///
/// specwright_runtime::deserialize_read!(Pet);
///
/// impl Read for Pet {
///     fn read(node: Node<'_>) -> Result<Self, Error> {
///         let mut object = Object::new("Pet", node)?;
///         Ok(Self { name: object.required("name")? })
///     }
/// }
///
/// let rex: Pet = specwright_runtime::serde_json::from_str(r#"{"name":"Rex"}"#).unwrap();
/// assert_eq!(rex.name, "Rex");
/// ```
#[macro_export]
macro_rules! deserialize_read {
    ($type:ty $(, $parameter:ident)?) => {
        impl<'de $(, $parameter)?> $crate::serde::Deserialize<'de> for $type {
            fn deserialize<D: $crate::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::core::result::Result<Self, D::Error> {
                $crate::read::deserialize(deserializer)
            }
        }
    };
}

/// Implements `Deserialize` for types that can be read, for self-describing formats.
///
/// # Errors
///
/// An error of the format, or of the value.
pub fn deserialize<'de, T: Read, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    T::read(Node::deserialize(deserializer)?).map_err(D::Error::custom)
}
