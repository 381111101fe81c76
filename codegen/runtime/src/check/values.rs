//! Which values can be held against limits, and which have an order.

use std::collections::BTreeMap;

use serde_json::Value;

use super::{At, Check, check_items, check_number, check_text};
use crate::{Breach, Nullable, Number, Parts, Report, Rules, Secret, Severity, Text, TextField, Timestamp};

/// A value that may have a place in an order.
///
/// ```
/// use specwright_runtime::{Number, Ordered, Timestamp};
///
/// assert_eq!(7_i64.number(), Some(Number::Int(7)));
/// assert_eq!(None::<Timestamp>.number(), None); // what is not there has no order
/// ```
pub trait Ordered {
    /// The value as a number, if it is there.
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
    /// A time out of range has no place: what is wrong with it is told once, not again as an order.
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

/// Integers: ordered, and held against `min` and `max`.
macro_rules! integers {
    ($($integer:ty),*) => {$(
        impl Ordered for $integer {
            #[inline]
            fn number(&self) -> Option<Number> {
                Some(Number::Int(i128::from(*self)))
            }
        }

        impl Check for $integer {
            #[inline]
            fn passes(&self, rules: &Rules) -> bool {
                rules.pass_number(Number::Int(i128::from(*self)))
            }

            fn check(&self, at: At<'_>, rules: &Rules, report: &mut Report) {
                check_number(Number::Int(i128::from(*self)), at, rules, report);
            }
        }
    )*};
}

integers!(i32, i64, u32, u64);

impl Check for f64 {
    #[inline]
    fn passes(&self, rules: &Rules) -> bool {
        rules.pass_number(Number::Float(*self))
    }

    fn check(&self, at: At<'_>, rules: &Rules, report: &mut Report) {
        check_number(Number::Float(*self), at, rules, report);
    }
}

/// What no rule limits.
macro_rules! free {
    ($($value:ty),*) => {$(
        impl Check for $value {
            #[inline]
            fn passes(&self, _: &Rules) -> bool {
                true
            }

            fn check(&self, _: At<'_>, _: &Rules, _: &mut Report) {}
        }
    )*};
}

// Secrets and strings without a field come with replies.
free!(bool, Secret, String, Value);

impl Check for Timestamp {
    #[inline]
    fn passes(&self, rules: &Rules) -> bool {
        let seconds = self.unix_seconds();
        (0..=Timestamp::MAX.unix_seconds()).contains(&seconds) && seconds.passes(rules)
    }

    fn check(&self, at: At<'_>, rules: &Rules, report: &mut Report) {
        let actual = i128::from(self.unix_seconds());
        if actual < 0 {
            let breach = Breach::Min { limit: Number::Int(0), actual: Number::Int(actual) };
            at.report(Severity::Error, breach, report);
        } else if *self > Timestamp::MAX {
            at.report(Severity::Error, Breach::Timestamp { actual }, report);
        } else {
            check_number(Number::Int(actual), at, rules, report);
        }
    }
}

impl<F: TextField> Check for Text<F> {
    #[inline(always)]
    fn passes(&self, _: &Rules) -> bool {
        F::RULES.passes(self)
    }

    fn check(&self, at: At<'_>, _: &Rules, report: &mut Report) {
        check_text(self, &F::RULES, at, report);
    }

    fn secrets(&self, parts: &mut Parts) {
        if F::RULES.secret {
            parts.secret(self);
        }
    }
}

impl<T: Check> Check for Option<T> {
    #[inline(always)]
    fn passes(&self, rules: &Rules) -> bool {
        self.as_ref().is_none_or(|value| value.passes(rules))
    }

    #[inline]
    fn check(&self, at: At<'_>, rules: &Rules, report: &mut Report) {
        if let Some(value) = self {
            value.check(at, rules, report);
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
    fn passes(&self, rules: &Rules) -> bool {
        self.as_option().is_none_or(|value| value.passes(rules))
    }

    #[inline]
    fn check(&self, at: At<'_>, rules: &Rules, report: &mut Report) {
        if let Nullable::Value(value) = self {
            value.check(at, rules, report);
        }
    }

    fn secrets(&self, parts: &mut Parts) {
        if let Nullable::Value(value) = self {
            value.secrets(parts);
        }
    }
}

impl<T: Check + ?Sized> Check for Box<T> {
    #[inline]
    fn passes(&self, rules: &Rules) -> bool {
        self.as_ref().passes(rules)
    }

    #[inline]
    fn check(&self, at: At<'_>, rules: &Rules, report: &mut Report) {
        self.as_ref().check(at, rules, report);
    }

    fn secrets(&self, parts: &mut Parts) {
        self.as_ref().secrets(parts);
    }
}

impl<T: Check> Check for Vec<T> {
    #[inline]
    fn passes(&self, rules: &Rules) -> bool {
        rules.pass_items(self.len()) && self.iter().all(|item| item.passes(rules))
    }

    fn check(&self, at: At<'_>, rules: &Rules, report: &mut Report) {
        check_items(self.len(), at, rules, report);
        for (index, item) in self.iter().enumerate() {
            if !item.passes(rules) {
                item.check(at.index(index), rules, report);
            }
        }
    }

    fn secrets(&self, parts: &mut Parts) {
        self.iter().for_each(|item| item.secrets(parts));
    }
}

impl<T: Check> Check for BTreeMap<String, T> {
    #[inline]
    fn passes(&self, rules: &Rules) -> bool {
        rules.pass_items(self.len()) && self.values().all(|value| value.passes(rules))
    }

    fn check(&self, at: At<'_>, rules: &Rules, report: &mut Report) {
        check_items(self.len(), at, rules, report);
        for (key, value) in self {
            at.field_by(key, value, rules, report);
        }
    }

    fn secrets(&self, parts: &mut Parts) {
        self.values().for_each(|value| value.secrets(parts));
    }
}
