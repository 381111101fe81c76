//! Numbers in limits and messages.

use std::fmt;

/// A number in a limit or a message.
///
/// ```
/// use specwright_runtime::{Number, is_less};
///
/// assert!(is_less(Number::Int(1), Number::Float(1.5)));
/// assert_eq!(serde_json::Value::from(Number::Int(7)), 7);
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Number {
    /// An integer of any kind the dialect has.
    Int(i128),
    /// A number with a fraction.
    Float(f64),
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Number::Int(value) => write!(f, "{value}"),
            Number::Float(value) => write!(f, "{value}"),
        }
    }
}

impl From<Number> for serde_json::Value {
    fn from(number: Number) -> Self {
        match number {
            Number::Int(value) => match (i64::try_from(value), u64::try_from(value)) {
                (Ok(value), _) => value.into(),
                (_, Ok(value)) => value.into(),
                _ => value.to_string().into(),
            },
            Number::Float(value) => value.into(),
        }
    }
}

/// Integers are compared exactly; if one is a fraction, both are compared as 64-bit floating-point numbers.
///
/// ```
/// use specwright_runtime::{Number, is_less};
///
/// assert!(is_less(Number::Int(1), Number::Int(2)));
/// assert!(!is_less(Number::Float(2.5), Number::Int(2)));
/// ```
#[inline]
pub fn is_less(a: Number, b: Number) -> bool {
    match (a, b) {
        (Number::Int(a), Number::Int(b)) => a < b,
        (Number::Int(a), Number::Float(b)) => (a as f64) < b,
        (Number::Float(a), Number::Int(b)) => a < (b as f64),
        (Number::Float(a), Number::Float(b)) => a < b,
    }
}
