//! All names in generated code are made here, from the names of the spec and of the wire.
//!
//! Wire names belong to the API and cannot be changed, so that they are adapted: a keyword gets a trailing underscore,
//! a leading digit a letter in front. Names chosen by the spec (types, operations, constructors) must satisfy
//! [`is_pascal`] or [`is_snake`] and are not changed.

use std::collections::BTreeSet;

mod reserved;
mod values;
mod words;

pub(crate) use reserved::reserved_method;
pub use reserved::{is_keyword, reserved_module, reserved_operation, reserved_type};
pub use values::variants;
pub use words::{is_pascal, is_snake, pascal, snake};
pub(crate) use words::{is_screaming, screaming};

use reserved::{hides_root, is_device, reserved_marker};

/// The Rust field and setter for a key on the wire: `brand_name`, `type_`, `n2d`.
pub fn field(wire: &str) -> String {
    let name = match words::ascii(wire) {
        Some(ascii) => snake(&ascii),
        None => format!("field_{}", words::hex(wire)),
    };
    let name = words::letter_first(name, 'n');
    if is_keyword(&name) || reserved_method(&name) { name + "_" } else { name }
}

/// Whether the Rust name made from a key or value on the wire has a word of it, rather than the numbers of its characters.
///
/// # Examples
///
/// ```
/// assert!(specwright::names::is_readable("brand_name") && !specwright::names::is_readable("地图"));
/// ```
pub fn is_readable(wire: &str) -> bool {
    wire.is_empty() || words::ascii(wire).is_some()
}

/// The Rust type that represents a field in `Text<…>`: `BrandName`. `taken` are the other names of its module.
pub(crate) fn marker(field: &str, taken: &BTreeSet<String>) -> String {
    let name = words::letter_first(pascal(field), 'N');
    if reserved_marker(&name) || taken.contains(&name) { name + "Field" } else { name }
}

/// The Rust module of a type: `base_info`, `type_`. It is also the name of a file.
pub fn module(type_name: &str) -> String {
    let name = snake(type_name);
    if is_keyword(&name) || is_device(&name) || hides_root(&name) { name + "_" } else { name }
}

/// The name of the model with the parameters of an operation: `ListStoresRequest`.
pub fn request_model(operation: &str) -> String {
    pascal(operation) + "Request"
}

/// The name of the enum of the replies of an operation, if they differ by status: `CreateCardReply`.
pub fn reply_enum(operation: &str) -> String {
    pascal(operation) + "Reply"
}

/// The name of the struct with the arguments of a constructor: `CancelRequired`.
pub(crate) fn required_struct(constructor: &str) -> String {
    pascal(constructor) + "Required"
}

#[cfg(test)]
mod tests;
