//! Equality of JSON values, as JSON Schema defines it.

use std::collections::HashMap;

use serde::Serialize;
use serde_json::{Number, Value};

use super::ToJson;

/// The indices of the first element that is equal to an earlier one, and of that one, the lower first.
///
/// Takes time and memory linear in the size of the elements. An element that cannot be written as JSON is equal to no
/// other.
pub(crate) fn equal_pair(elements: &[impl Serialize]) -> Option<(usize, usize)> {
    let values: Vec<Option<Value>> = elements.iter().map(value).collect();
    let mut seen: HashMap<Vec<Part<'_>>, usize> = HashMap::with_capacity(values.len());
    let present = values.iter().enumerate().filter_map(|(index, value)| Some((index, value.as_ref()?)));
    for (index, value) in present {
        if let Some(earlier) = seen.insert(parts(value), index) {
            return Some((earlier, index));
        }
    }
    None
}

/// The value that an element is written as. That it is written and read, rather than serialised into a [`Value`], costs
/// time where a list must have unique elements, but no consumer compiles another serializer for each of its types.
fn value(element: &impl Serialize) -> Option<Value> {
    let mut text = Vec::new();
    element.write_json(&mut text).ok()?;
    serde_json::from_slice(&text).ok()
}

/// A part of a value, in the order in which it is written. Two values are equal if their parts are: since the number of
/// elements comes first, no list of parts begins another.
#[derive(PartialEq, Eq, Hash)]
enum Part<'a> {
    Null,
    Bool(bool),
    Integer(i128),
    /// The bits of a number that is not an integer, or that is beyond those of 128 bits.
    Float(u64),
    /// A string or a key.
    Text(&'a str),
    List(usize),
    Object(usize),
}

/// The parts of a value, the entries of objects in the order of their keys. A loop, since a value may be nested deeper
/// than the stack allows.
fn parts(value: &Value) -> Vec<Part<'_>> {
    let mut parts = Vec::new();
    let mut left = vec![(None, value)];
    while let Some((key, value)) = left.pop() {
        parts.extend(key.map(Part::Text));
        parts.push(match value {
            Value::Null => Part::Null,
            Value::Bool(value) => Part::Bool(*value),
            Value::Number(value) => number(value),
            Value::String(text) => Part::Text(text),
            Value::Array(elements) => {
                left.extend(elements.iter().rev().map(|element| (None, element)));
                Part::List(elements.len())
            }
            Value::Object(entries) => {
                let mut entries: Vec<_> =
                    entries.iter().map(|(key, value)| (Some(key.as_str()), value)).collect();
                entries.sort_unstable_by(|(one, _), (other, _)| other.cmp(one));
                let count = entries.len();
                left.append(&mut entries);
                Part::Object(count)
            }
        });
    }
    parts
}

/// A number by its mathematical value.
fn number(number: &Number) -> Part<'static> {
    let integer = number.as_i64().map(i128::from).or_else(|| number.as_u64().map(i128::from));
    let float = number.as_f64().unwrap_or_default();
    // A 64-bit floating-point number without a fraction is an integer exactly; beyond 2⁵³ it has none.
    let is_integer = float.fract() == 0.0 && float.abs() < i128::MAX as f64;
    match integer.or(is_integer.then_some(float as i128)) {
        Some(integer) => Part::Integer(integer),
        None => Part::Float(float.to_bits()),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn values_are_equal_as_in_json_schema() {
        let equal = [
            (json!(1), json!(1.0)),
            (json!(0), json!(-0.0)),
            (json!(100), json!(1e2)),
            (json!(18_446_744_073_709_551_615_u64), json!(u64::MAX)),
            (json!(1e300), json!(1e300)),
            (json!({ "a": 1, "b": [null, { "c": 2 }] }), json!({ "b": [null, { "c": 2.0 }], "a": 1.0 })),
            (json!(null), json!(null)),
            (json!("é"), json!("é")),
        ];
        for (one, other) in equal {
            assert_eq!(equal_pair(&[&one, &other]), Some((0, 1)), "{one} {other}");
        }
    }

    #[test]
    fn values_that_differ_are_not_equal() {
        let different = json!([
            null, false, true, 0, 1, 1.5, "", "0", "1", "null", [], [0], [1], [[]], [[1]], [[], 1], [[1], []], {},
            { "a": 1 }, { "a": [1] }, { "a": 1, "b": 1 }, { "a": { "b": 1 } }, ["a", 1], { "b": 1 }, "e\u{301}", "é",
            18_446_744_073_709_551_615_u64, 18_446_744_073_709_551_616.0, 1e300, -1, -1.5,
            9_007_199_254_740_993_i64, 9_007_199_254_740_992.0,
        ]);
        let different: Vec<Value> = serde_json::from_value(different).unwrap();
        assert_eq!(equal_pair(&different), None);
    }

    #[test]
    fn the_first_pair_is_named() {
        assert_eq!(equal_pair(&["a", "b", "c", "b", "a"]), Some((1, 3)));
        assert_eq!(equal_pair(&[0; 3]), Some((0, 1)));
        assert_eq!(equal_pair(&[0_u8; 0]), None);
    }

    #[test]
    fn long_and_deep_values_are_compared() {
        let mut numbers: Vec<u32> = (0..100_000).collect();
        assert_eq!(equal_pair(&numbers), None);
        numbers.push(99_999);
        assert_eq!(equal_pair(&numbers), Some((99_999, 100_000)));
        let nested = |depth| (0..depth).fold(json!(1), |inner, _| json!([inner]));
        assert_eq!(parts(&nested(100)).len(), 101);
        assert_eq!(equal_pair(&[nested(100), nested(101), nested(100)]), Some((0, 2)));
    }
}
