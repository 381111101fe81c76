//! Enumerations, and the values of tags.

use serde_json::{Value, json};
use specwright::ir::{EnumId, EnumValue, TagValue};

use super::{Schemas, Side, Subject};
use crate::export::dialect;
use crate::export::node::{Node, Object};
use crate::export::text;

/// In a request all values that are accepted; in a reply any, since an API adds values.
pub(super) fn schema(schemas: &Schemas<'_>, side: Side, id: EnumId) -> Object {
    let of = &schemas.api.enums[id];
    let spelt: Vec<Spelt<'_>> = of.values.iter().flat_map(spellings).collect();
    let named: Vec<(&TagValue, String)> =
        spelt.iter().map(|spelt| (spelt.value, spelt.name.clone())).collect();
    let in_order = || {
        let values: Vec<Node> = named.iter().map(|(value, _)| Node::Value((*value).into())).collect();
        let names: Vec<&str> = named.iter().map(|(_, name)| name.as_str()).collect();
        Object::new().with("x-enum", values).with("x-enum-varnames", names)
    };
    let listed = match side {
        Side::Request => {
            let listed = one_of(&named);
            if listed.get("enum").is_some() { listed } else { listed.and(in_order()) }
        }
        Side::Reply => typed(named.iter().map(|(value, _)| *value)).and(in_order()),
    };
    let known: Vec<String> = of.values.iter().map(|value| format!("`{}`", value.value)).collect();
    let rules = match side {
        Side::Request => Vec::new(),
        Side::Reply => vec![format!("one of {}, or a value that is added later", known.join(", "))],
    };
    let descriptions: Vec<String> =
        spelt.iter().map(|spelt| spelt.of.docs.doc.clone().unwrap_or_default()).collect();
    let has_other_name = side == Side::Reply && schemas.is_sent(&Subject::Enum(id));
    let shared = listed.with_some("description", text::of(&of.docs, &rules));
    if has_other_name {
        return shared.with("x-model", of.name.as_str());
    }
    shared
        .with("x-enum-descriptions", descriptions)
        .with_some("default", of.default.as_ref().map(Value::from))
        .with_filled("x-values", besides(&of.values))
        .and(dialect::docs(&of.docs))
}

/// What the spec says of values besides their names and meanings.
fn besides(values: &[EnumValue]) -> Object {
    values.iter().fold(Object::new(), |keys, value| {
        let also_read: Vec<Node> = value.also_read.iter().map(|tag| Node::Value(tag.into())).collect();
        let mut texts = dialect::texts(&value.docs);
        texts.remove("doc");
        let said = Object::new()
            .with_filled("also_read", also_read)
            .with_some("extra", value.extra.then_some(true))
            .and(texts);
        keys.with_filled(&value.value.to_string(), said)
    })
}

/// A spelling of a value.
struct Spelt<'e> {
    value: &'e TagValue,
    of: &'e EnumValue,
    /// Unique within the enumeration.
    name: String,
}

fn spellings(of: &EnumValue) -> impl Iterator<Item = Spelt<'_>> {
    let others = of.also_read.iter().enumerate().map(move |(index, value)| Spelt {
        value,
        of,
        name: alias(&of.name, index),
    });
    std::iter::once(Spelt { value: &of.value, of, name: of.name.clone() }).chain(others)
}

/// The type of values.
pub(super) fn typed<'t>(values: impl Iterator<Item = &'t TagValue> + Clone) -> Object {
    let integers = values.clone().any(|value| matches!(value, TagValue::Int(_)));
    let texts = values.clone().any(|value| matches!(value, TagValue::Text(_)));
    match (integers, texts) {
        (true, false) => Object::new().with("type", "integer").with("format", "int64"),
        (false, _) => Object::new().with("type", "string"),
        // OpenAPI 3.0 has no list of types.
        (true, true) => Object::new(),
    }
}

/// The schema of one of these values, each with the name of a variant. Generators want one type for all of them, and
/// names that differ also in languages that fold case.
pub(super) fn one_of(values: &[(&TagValue, String)]) -> Object {
    let is_integer = |value: &TagValue| matches!(value, TagValue::Int(_));
    let (integers, texts): (Vec<_>, Vec<_>) =
        values.iter().cloned().partition(|(value, _)| is_integer(value));
    if !integers.is_empty() && !texts.is_empty() {
        return Object::new().with("oneOf", vec![one_of(&integers), one_of(&texts)]);
    }
    let listed: Vec<Node> = values.iter().map(|(value, _)| Node::Value((*value).into())).collect();
    let names: Vec<&str> = values.iter().map(|(_, name)| name.as_str()).collect();
    typed(values.iter().map(|(value, _)| *value)).with("enum", listed).with("x-enum-varnames", names)
}

/// The name of the other spellings of a value, by their index.
pub(super) fn alias(name: &str, index: usize) -> String {
    let number = if index == 0 { String::new() } else { (index + 1).to_string() };
    format!("{name}Alias{number}")
}

/// The schema of any other value.
pub(super) fn none_of<'t>(values: impl Iterator<Item = &'t TagValue> + Clone) -> Object {
    let listed: Vec<Node> = values.clone().map(|value| Node::Value(json!(Value::from(value)))).collect();
    typed(values).with("not", Object::new().with("enum", listed))
}
