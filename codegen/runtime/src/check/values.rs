//! The built-in types that can be checked or compared.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::Value;

use super::depth::{is_too_deep, stops};
use super::{Check, Judge};
use crate::{
    Breach, Nullable, Number, Parts, Rules, Secret, Severity, Text, TextField, Timestamp, TimestampMs,
};

/// A value that can be compared with another, if it is present.
///
/// ```
/// use specwright_runtime::{Number, Ordered, Timestamp};
///
/// assert_eq!(7_i64.number(), Some(Number::Int(7)));
/// assert_eq!(None::<Timestamp>.number(), None); // what is not there has no order
/// ```
pub trait Ordered {
    /// The value as a number, if it is present.
    fn number(&self) -> Option<Number>;
}

impl<T: Ordered> Ordered for Option<T> {
    fn number(&self) -> Option<Number> {
        self.as_ref().and_then(Ordered::number)
    }
}

impl<T: Ordered> Ordered for Nullable<T> {
    fn number(&self) -> Option<Number> {
        self.as_option().and_then(Ordered::number)
    }
}

impl Ordered for Timestamp {
    /// A timestamp out of range is not compared, so that it is reported only once.
    #[inline]
    fn number(&self) -> Option<Number> {
        let in_range = self.unix_seconds() >= 0 && *self <= Timestamp::MAX;
        in_range.then(|| Number::Int(i128::from(self.unix_seconds())))
    }
}

impl Ordered for f64 {
    fn number(&self) -> Option<Number> {
        Some(Number::Float(*self))
    }
}

/// Integers: ordered, with `min` and `max`.
macro_rules! integers {
    ($($integer:ty),*) => {$(
        impl Ordered for $integer {
            #[inline]
            fn number(&self) -> Option<Number> {
                Some(Number::Int(i128::from(*self)))
            }
        }

        impl Check for $integer {
            #[inline(always)]
            fn check(&self, mut judge: impl Judge, rules: &Rules) {
                judge.number(Number::Int(i128::from(*self)), rules);
            }
        }
    )*};
}

integers!(i32, i64, u32, u64);

impl Check for f64 {
    #[inline(always)]
    fn check(&self, mut judge: impl Judge, rules: &Rules) {
        if self.is_finite() {
            judge.number(Number::Float(*self), rules);
        } else {
            judge.report(Severity::Error, || Breach::Type {
                expected: "a finite number".into(),
                found: self.to_string().into(),
            });
        }
    }
}

/// Types without limits.
macro_rules! free {
    ($($value:ty),*) => {$(
        impl Check for $value {
            #[inline(always)]
            fn check(&self, _: impl Judge, _: &Rules) {}
        }
    )*};
}

// Secrets, and strings without a field, occur in replies.
free!(bool, Secret, String);

impl Check for Value {
    #[inline]
    fn check(&self, mut judge: impl Judge, _: &Rules) {
        if is_too_deep(self, judge.levels()) {
            judge.report(Severity::Error, Breach::too_deep);
        }
    }
}

impl Check for Timestamp {
    #[inline(always)]
    fn check(&self, mut judge: impl Judge, rules: &Rules) {
        let seconds = self.unix_seconds();
        let actual = i128::from(seconds);
        if seconds < 0 {
            judge.report(Severity::Error, || Breach::Min {
                limit: Number::Int(0),
                actual: Number::Int(actual),
            });
        } else if *self > Timestamp::MAX {
            judge.report(Severity::Error, || Breach::Timestamp { actual });
        } else {
            judge.number(Number::Int(actual), rules);
        }
    }
}

impl Ordered for TimestampMs {
    #[inline]
    fn number(&self) -> Option<Number> {
        self.unix_millis().number()
    }
}

impl Check for TimestampMs {
    #[inline(always)]
    fn check(&self, judge: impl Judge, rules: &Rules) {
        self.unix_millis().check(judge, rules);
    }
}

impl<F: TextField> Check for Text<F> {
    #[inline(always)]
    fn check(&self, mut judge: impl Judge, _: &Rules) {
        judge.text(self, &F::RULES);
    }

    fn secrets(&self, parts: &mut Parts) {
        if F::RULES.secret {
            parts.secret(self);
        }
    }
}

impl<T: Check> Check for Option<T> {
    #[inline(always)]
    fn check(&self, judge: impl Judge, rules: &Rules) {
        if let Some(value) = self {
            value.check(judge, rules);
        }
    }

    fn secrets(&self, parts: &mut Parts) {
        if let Some(value) = self {
            value.secrets(parts);
        }
    }
}

impl<T: Check> Check for Nullable<T> {
    #[inline(always)]
    fn check(&self, judge: impl Judge, rules: &Rules) {
        if let Nullable::Value(value) = self {
            value.check(judge, rules);
        }
    }

    fn secrets(&self, parts: &mut Parts) {
        if let Nullable::Value(value) = self {
            value.secrets(parts);
        }
    }
}

impl<T: Check + ?Sized> Check for Box<T> {
    #[inline(always)]
    fn check(&self, mut judge: impl Judge, rules: &Rules) {
        if !stops(&mut judge) {
            self.as_ref().check(judge, rules);
        }
    }

    fn secrets(&self, parts: &mut Parts) {
        self.as_ref().secrets(parts);
    }
}

impl<T: Check + Serialize> Check for Vec<T> {
    #[inline]
    fn check(&self, mut judge: impl Judge, rules: &Rules) {
        if stops(&mut judge) {
            return;
        }
        judge.items(self.as_slice(), rules);
        let rules = rules.of_elements();
        for (index, item) in self.iter().enumerate() {
            item.check(judge.index(index), &rules);
        }
    }

    fn secrets(&self, parts: &mut Parts) {
        self.iter().for_each(|item| item.secrets(parts));
    }
}

impl<T: Check> Check for BTreeMap<String, T> {
    #[inline]
    fn check(&self, mut judge: impl Judge, rules: &Rules) {
        if stops(&mut judge) {
            return;
        }
        judge.items(self, rules);
        let elements = rules.of_elements();
        for (key, value) in self {
            if let Some(rules) = rules.keys {
                judge.key_of_map(key, rules);
            }
            value.check(judge.key(key), &elements);
        }
    }

    fn secrets(&self, parts: &mut Parts) {
        self.values().for_each(|value| value.secrets(parts));
    }
}
