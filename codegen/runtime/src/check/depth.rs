//! How deep the values of a request may be nested.

use serde_json::Value;

use super::Judge;
use crate::{Breach, Severity};

/// The maximum number of objects and lists inside each other in a request, without what the operation wraps around it.
/// Parsers of JSON have such a limit, `serde_json` that of 127.
///
/// ```
/// use specwright_runtime::{MAX_LEVELS, serde_json::Value, validate};
///
/// let nested = |levels| (0..levels).fold(Value::Null, |inner, _| Value::Array(vec![inner]));
/// assert!(validate(&nested(MAX_LEVELS)).is_valid());
/// assert!(!validate(&nested(MAX_LEVELS + 1)).is_valid());
/// ```
pub const MAX_LEVELS: usize = 100;

#[doc(hidden)]
/// Whether an object or a list inside of `levels` others is too deep, or holds one that is.
pub fn is_too_deep(value: &Value, levels: usize) -> bool {
    match value {
        Value::Array(items) => levels >= MAX_LEVELS || items.iter().any(|item| is_too_deep(item, levels + 1)),
        Value::Object(entries) => {
            levels >= MAX_LEVELS || entries.values().any(|value| is_too_deep(value, levels + 1))
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => false,
    }
}

/// Reports a value that may contain itself if it is too deep. What is inside of it is not to be checked then.
#[inline(always)]
pub(super) fn stops(judge: &mut impl Judge) -> bool {
    let is_too_deep = judge.levels() >= MAX_LEVELS;
    if is_too_deep {
        judge.report(Severity::Error, Breach::too_deep);
    }
    is_too_deep
}
