//! Bodies of the type `application/x-www-form-urlencoded`.

use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde::ser::Error as _;
use serde_json::Value;

use crate::url::push_pair;
use crate::{MAX_LEVELS, ToJson};

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

/// A form of the kind [`Body::NestedForm`](crate::Body::NestedForm): the names inside of objects and lists are in brackets.
/// Null, an empty object and an empty list are not written.
///
/// # Errors
///
/// Returns an error if the value is not an object, or if a name inside it is empty or contains a bracket.
///
/// ```
/// use specwright_runtime::{nested_form, serde_json::json};
///
/// let value = json!({ "card": { "number": "42" }, "id": 7, "tags": ["a"] });
/// assert_eq!(nested_form(&value)?, "card%5Bnumber%5D=42&id=7&tags%5B%5D=a");
/// assert!(nested_form(&json!({ "card": { "a[b]": 1 } })).is_err());
/// # Ok::<(), specwright_runtime::serde_json::Error>(())
/// ```
pub fn nested_form(value: &dyn ToJson) -> Result<String, serde_json::Error> {
    let mut form = String::new();
    for (key, value) in pairs(value)? {
        write_at(&mut form, &key, value)?;
    }
    Ok(form)
}

fn write_at(form: &mut String, key: &str, value: Value) -> Result<(), serde_json::Error> {
    match value {
        Value::Array(elements) => {
            for (index, element) in elements.into_iter().enumerate() {
                // Servers differ on which element `items[][id]` is about.
                let inner = match element {
                    Value::Array(_) | Value::Object(_) => format!("{key}[{index}]"),
                    Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => format!("{key}[]"),
                };
                write_at(form, &inner, element)?;
            }
        }
        Value::Object(entries) => {
            for (name, value) in entries {
                if name.is_empty() || name.contains(['[', ']']) {
                    return Err(serde_json::Error::custom(format_args!(
                        "{key}: `{name}` cannot be a name in brackets: it is empty or has a bracket"
                    )));
                }
                write_at(form, &format!("{key}[{name}]"), value)?;
            }
        }
        scalar => {
            for text in texts(key, scalar)? {
                if !form.is_empty() {
                    form.push('&');
                }
                push_pair(form, key, &text);
            }
        }
    }
    Ok(())
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

/// The names that lead to a value in a form of the kind [`Body::NestedForm`](crate::Body::NestedForm): `card[number]` is
/// `card` and `number`; that of an element in a list of scalars, `tags[]`, is that of the list. A name whose brackets are not
/// in pairs, or which has more than [`MAX_LEVELS`] of them, is one name.
///
/// ```
/// use specwright_runtime::nested_names;
///
/// assert_eq!(nested_names("items[0][price]"), ["items", "0", "price"]);
/// assert_eq!(nested_names("tags[]"), ["tags"]);
/// assert_eq!(nested_names("tags["), ["tags["]);
/// ```
pub fn nested_names(name: &str) -> Vec<&str> {
    let Some((first, rest)) = name.strip_suffix(']').and_then(|name| name.split_once('[')) else {
        return vec![name];
    };
    let inner: Vec<&str> = rest.split("][").collect();
    let is_deep = inner.len() > MAX_LEVELS;
    if first.is_empty() || is_deep || inner.iter().any(|step| step.contains(['[', ']'])) {
        return vec![name];
    }
    let (last, before) = inner.split_last().unwrap_or((&"", &[]));
    if before.iter().any(|step| step.is_empty()) {
        return vec![name];
    }
    let last = Some(*last).filter(|last| !last.is_empty());
    std::iter::once(first).chain(before.iter().copied()).chain(last).collect()
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
    fn a_name_of_too_many_levels_is_one_name() {
        let name = |levels| format!("a{}", "[b]".repeat(levels));
        assert_eq!(nested_names(&name(MAX_LEVELS)).len(), MAX_LEVELS + 1);
        assert_eq!(nested_names(&name(MAX_LEVELS + 1)), [name(MAX_LEVELS + 1)]);
    }

    #[test]
    fn names_of_nested_values_are_in_brackets() {
        let value = json!({
            "a": "x&y",
            "b": [1, 2],
            "c": { "d": { "e": true }, "f": [] },
            "g": [{ "h": 1, "i": null }, { "h": 2, "j": ["k"] }, [3]],
        });
        let decoded = percent_encoding::percent_decode_str(&nested_form(&value).unwrap())
            .decode_utf8()
            .unwrap()
            .into_owned();
        assert_eq!(decoded, "a=x&y&b[]=1&b[]=2&c[d][e]=true&g[0][h]=1&g[1][h]=2&g[1][j][]=k&g[2][]=3");
        assert!(nested_form(&json!({ "a[b]": "c&d" })).unwrap().starts_with("a%5Bb%5D=c%26d"));
        for name in ["", "[", "a]"] {
            let value = BTreeMap::from([("map", json!({ name: 1 }))]);
            let problem = nested_form(&value).unwrap_err().to_string();
            assert!(
                problem.contains("map: `") && problem.contains("cannot be a name in brackets"),
                "{problem}"
            );
        }
    }

    #[test]
    fn nested_values_cannot_be_sent() {
        let nested = BTreeMap::from([("a", json!({ "b": 1 }))]);
        assert_eq!(write(&nested).unwrap_err().to_string(), "a: a form can only contain plain values");
        assert!(write(&json!([1])).unwrap_err().to_string().contains("an object, for a form"));
    }
}
