//! `#[doc(alias)]`: the wire names, by which people who know the API search for a Rust item.

use proc_macro2::TokenStream;
use quote::quote;

use crate::ir::{EnumValue, ErrorCode, Field, Operation, TagValue, Variant};

/// A field or its setter, by its wire name.
pub(crate) fn of_field(field: &Field) -> TokenStream {
    attribute(&field.ident, [field.wire.as_str()])
}

/// A value of an enumeration, by its values on the wire.
pub(crate) fn of_value(value: &EnumValue) -> TokenStream {
    of_tags(&value.name, &value.value, &value.also_read)
}

/// A variant of a union, by its tag.
pub(crate) fn of_variant(variant: &Variant) -> TokenStream {
    of_tags(&variant.name, &variant.value, &variant.also_read)
}

/// An error code, by the code itself and by its name in the spec.
pub(crate) fn of_error(error: &ErrorCode) -> TokenStream {
    attribute(&error.variant, [error.code.to_string().as_str(), &error.name])
}

/// The method of an operation, by its path and by the constant strings of its envelope.
pub(crate) fn of_operation(operation: &Operation) -> TokenStream {
    let mut names = vec![operation.path_template()];
    if let Some(wrap) = &operation.wrap {
        constants(&wrap.template, &mut names);
    }
    attribute(&operation.name, names.iter().map(String::as_str))
}

fn of_tags(name: &str, value: &TagValue, also_read: &[TagValue]) -> TokenStream {
    let tags: Vec<String> = std::iter::once(value).chain(also_read).map(ToString::to_string).collect();
    attribute(name, tags.iter().map(String::as_str))
}

fn constants(template: &serde_json::Value, found: &mut Vec<String>) {
    match template {
        serde_json::Value::String(text) => found.push(text.clone()),
        serde_json::Value::Object(keys) => keys.values().for_each(|value| constants(value, found)),
        _ => {}
    }
}

/// The names that differ from the Rust name and are accepted by rustdoc, each once.
fn attribute<'a>(rust_name: &str, names: impl IntoIterator<Item = &'a str>) -> TokenStream {
    let mut aliases: Vec<&str> = Vec::new();
    for name in names {
        if name != rust_name && is_accepted(name) && !aliases.contains(&name) {
            aliases.push(name);
        }
    }
    match aliases.as_slice() {
        [] => quote!(),
        [alias] => quote!(#[doc(alias = #alias)]),
        aliases => quote!(#[doc(alias(#(#aliases),*))]),
    }
}

/// Anything else is a compile error: quotes, white space other than spaces, and leading or trailing spaces.
fn is_accepted(name: &str) -> bool {
    let is_accepted = |c: char| c == ' ' || !(c.is_whitespace() || c.is_control() || matches!(c, '"' | '\''));
    !name.is_empty() && !name.starts_with(' ') && !name.ends_with(' ') && name.chars().all(is_accepted)
}

#[cfg(test)]
mod tests {
    use super::attribute;

    #[test]
    fn a_name_is_an_alias_if_it_differs_and_rustdoc_accepts_it() {
        let emitted = |names: &[&str]| attribute("type_", names.iter().copied()).to_string();
        assert_eq!(emitted(&["type"]), r#"# [doc (alias = "type")]"#);
        assert_eq!(emitted(&["1", "type_", "TYPE", "1"]), r#"# [doc (alias ("1" , "TYPE"))]"#);
        assert_eq!(emitted(&["größe-cm"]), r#"# [doc (alias = "größe-cm")]"#);
        assert_eq!(emitted(&["票 务", r"a\b", "/a/{b}"]), r#"# [doc (alias ("票 务" , "a\\b" , "/a/{b}"))]"#);
        assert_eq!(emitted(&["type_", "", "it's", "a\"b", " a", "a ", "a\tb", "a\u{3000}b", "a\u{1f}b"]), "");
    }
}
