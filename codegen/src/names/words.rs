//! Naming conventions: joins words to names, and checks names.

use heck::{ToShoutySnakeCase, ToSnakeCase, ToUpperCamelCase};

/// `brandName` → `brand_name`.
pub fn snake(name: &str) -> String {
    name.to_snake_case()
}

/// `brand_name` → `BrandName`.
pub fn pascal(name: &str) -> String {
    name.to_upper_camel_case()
}

/// `brand_name` → `BRAND_NAME`.
pub(crate) fn screaming(name: &str) -> String {
    name.to_shouty_snake_case()
}

/// Whether a name consists of ASCII letters and digits and begins with a capital: `BaseInfo`.
pub fn is_pascal(name: &str) -> bool {
    name.starts_with(|first: char| first.is_ascii_uppercase())
        && name.chars().all(|c| c.is_ascii_alphanumeric())
}

/// Whether a name consists of lower-case ASCII words joined by single underscores: `create_ticket`.
pub fn is_snake(name: &str) -> bool {
    joined(name, |c| c.is_ascii_lowercase())
}

/// Whether a name consists of upper-case ASCII words joined by single underscores: `INVALID_TOKEN`.
pub(crate) fn is_screaming(name: &str) -> bool {
    joined(name, |c| c.is_ascii_uppercase())
}

fn joined(name: &str, letter: impl Fn(char) -> bool) -> bool {
    name.starts_with(&letter)
        && name
            .split('_')
            .all(|word| !word.is_empty() && word.chars().all(|c| letter(c) || c.is_ascii_digit()))
}

/// The ASCII words of a text, with a space for everything else; `None` if there is no ASCII letter or digit,
/// or only digits besides letters of other scripts.
pub(super) fn ascii(text: &str) -> Option<String> {
    let kept: String = text.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { ' ' }).collect();
    let enough = if text.chars().any(|c| !c.is_ascii() && c.is_alphanumeric()) {
        kept.contains(|c: char| c.is_ascii_alphabetic())
    } else {
        kept.contains(|c: char| c.is_ascii_alphanumeric())
    };
    enough.then_some(kept)
}

/// The code points of a text in hexadecimal: `540d_79f0`. `empty` for the empty text.
pub(super) fn hex(text: &str) -> String {
    if text.is_empty() {
        return "empty".to_owned();
    }
    let digits: Vec<String> = text.chars().map(|c| format!("{:x}", u32::from(c))).collect();
    digits.join("_")
}

/// Adds a letter in front of a name that begins with a digit.
pub(super) fn letter_first(name: String, letter: char) -> String {
    if name.starts_with(|first: char| first.is_ascii_digit()) { format!("{letter}{name}") } else { name }
}
