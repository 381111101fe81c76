//! The generated Rust items of a field.

use specwright::emit::field_type;
use specwright::ir::{Api, Field, Model, Type};

/// The Rust items of a field, each with a word that describes it.
pub(super) fn of(api: &Api, model: &Model, field: &Field) -> Vec<(String, String)> {
    let mut items = Vec::new();
    let mut item = |what: &str, text: String| items.push((what.to_owned(), text));
    item("file", format!("src/generated/{}.rs", model.module));
    if field.constant.is_some() {
        item("field", "none: the value is always written".to_owned());
        return items;
    }
    item("field", format!("{}::{}: {}", model.name, field.ident, field_type(api, model, field)));
    if (*field.ty.innermost() == Type::TEXT || field.ty.is_file()) && model.usage.request {
        item("limits", format!("{}::{}", model.module, field.marker));
    }
    items
}
