//! Enumerations.

use specwright::ir::TagValue;
use specwright::names;

use super::types::CHOICE;
use super::{Keys, Own, Tree, key, others, texts};
use crate::import::references::Part;
use crate::import::value::Value;

impl<'d> Own<'d> {
    pub(super) fn enumeration(&mut self, name: &str, part: &Part<'d>) -> Keys {
        let own = self.extensions(part, "enum", &CHOICE);
        let mut keys: Keys = vec![("enum".to_owned(), Tree::Leaf(name.into()))];
        keys.extend(texts(part, &own));
        let listed = part.get("x-enum").or_else(|| part.get("enum"));
        let listed =
            listed.iter().flat_map(|listed| listed.value.elements()).filter(|value| **value != Value::Null);
        let at = |key: &str, index: usize| {
            part.value.get(key).and_then(|list| list.elements().get(index)).and_then(Value::as_text)
        };
        let besides = |value: &Value| part.value.get("x-values").and_then(|values| values.get(&shown(value)));
        let mut aliases: Vec<&Value> = Vec::new();
        let mut known: Vec<(usize, &Value)> = Vec::new();
        for (index, value) in listed.enumerate().filter(|(_, value)| is_tag(value)) {
            if !aliases.contains(&value) {
                aliases.extend(
                    besides(value).and_then(|it| it.get("also_read")).into_iter().flat_map(Value::elements),
                );
                known.push((index, value));
            }
        }
        let tags: Vec<TagValue> = known.iter().map(|(_, value)| tag_value(value)).collect();
        let made = names::variants(name, &tags);
        let (mut values, mut extra) = (Keys::new(), Vec::new());
        for ((index, value), made) in known.into_iter().zip(made) {
            let more = besides(value);
            if more.and_then(|more| more.get("extra")).is_some_and(Value::is_true) {
                extra.push(value.clone());
                continue;
            }
            let mut keys = Keys::new();
            let text = |name: &str, text: &str| (name.to_owned(), Tree::Leaf(text.into()));
            keys.extend(at("x-enum-varnames", index).filter(|own| *own != made).map(|own| text("name", own)));
            let doc = at("x-enum-descriptions", index).filter(|doc| !doc.is_empty());
            keys.extend(doc.map(|doc| text("doc", doc)));
            keys.extend(
                more.into_iter()
                    .flat_map(Value::members)
                    .map(|(name, it)| (name.clone(), Tree::Leaf(it.clone()))),
            );
            let written = match value {
                Value::Int(number) => number.to_string(),
                other => key(other.as_text().unwrap_or_default()),
            };
            values.push((written, Tree::Map(keys)));
        }
        keys.push(("values".to_owned(), Tree::Map(values)));
        if !extra.is_empty() {
            keys.push(("extra".to_owned(), Tree::Leaf(Value::List(extra))));
        }
        keys.extend(part.value.get("default").map(|value| ("default".to_owned(), Tree::Leaf(value.clone()))));
        keys.extend(others(&own));
        keys
    }
}

fn is_tag(value: &Value) -> bool {
    matches!(value, Value::Int(_) | Value::Text(_))
}

fn tag_value(value: &Value) -> TagValue {
    match value {
        Value::Int(number) => TagValue::Int(i64::try_from(*number).unwrap_or_default()),
        other => TagValue::Text(other.as_text().unwrap_or_default().to_owned()),
    }
}

/// A value as it is named in `x-values`.
fn shown(value: &Value) -> String {
    tag_value(value).to_string()
}
