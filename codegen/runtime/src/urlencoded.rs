//! Bodies of the type `application/x-www-form-urlencoded`.

use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde::ser::Error as _;
use serde_json::Value;

use crate::ToJson;
use crate::url::push_pair;

/// Writes an object of scalars and lists of scalars in the order of its keys. Null is omitted.
pub(crate) fn write(value: &dyn ToJson) -> Result<String, serde_json::Error> {
    let mut form = String::new();
    for (key, value) in pairs(value)? {
        for text in texts(&key, value)? {
            if !form.is_empty() {
                form.push('&');
            }
            push_pair(&mut form, &key, &text);
        }
    }
    Ok(form)
}

/// The entries of an object in their order.
pub(crate) fn pairs(value: &dyn ToJson) -> Result<Vec<(String, Value)>, serde_json::Error> {
    let mut json = Vec::new();
    value.write_json(&mut json)?;
    let Pairs(pairs) = serde_json::from_slice(&json)?;
    Ok(pairs)
}

/// The texts of a scalar or of a list of scalars; none of null.
pub(crate) fn texts(key: &str, value: Value) -> Result<Vec<String>, serde_json::Error> {
    let elements = match value {
        Value::Array(elements) => elements,
        single => vec![single],
    };
    let text = |value: Value| match value {
        Value::Null => None,
        Value::String(text) => Some(Ok(text)),
        Value::Bool(_) | Value::Number(_) => Some(Ok(value.to_string())),
        Value::Array(_) | Value::Object(_) => {
            Some(Err(serde_json::Error::custom(format_args!("{key}: a form can only contain plain values"))))
        }
    };
    elements.into_iter().filter_map(text).collect()
}

/// The entries of an object in their order.
struct Pairs(Vec<(String, Value)>);

impl<'de> Deserialize<'de> for Pairs {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(PairsVisitor)
    }
}

struct PairsVisitor;

impl<'de> Visitor<'de> for PairsVisitor {
    type Value = Pairs;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object, for a form")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Pairs, A::Error> {
        let mut pairs = Vec::new();
        while let Some(pair) = map.next_entry()? {
            pairs.push(pair);
        }
        Ok(Pairs(pairs))
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use serde_json::json;

    use super::*;

    #[test]
    fn scalars_and_lists_become_pairs() {
        let value = json!({ "a": "x y&z", "b": [1, 2], "c": true, "d": null, "e": 1.5, "f": [] });
        assert_eq!(write(&value).unwrap(), "a=x%20y%26z&b=1&b=2&c=true&e=1.5");
        assert_eq!(write(&json!({})).unwrap(), "");
    }

    #[test]
    fn nested_values_cannot_be_sent() {
        let nested = BTreeMap::from([("a", json!({ "b": 1 }))]);
        assert_eq!(write(&nested).unwrap_err().to_string(), "a: a form can only contain plain values");
        assert!(write(&json!([1])).unwrap_err().to_string().contains("an object, for a form"));
    }
}
