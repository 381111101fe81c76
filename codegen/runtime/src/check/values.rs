//! Which values can be held against limits, and which have an order.

use std::collections::BTreeMap;

use serde_json::Value;

use super::{At, Check, check_items, check_number, check_text};
use crate::{Breach, Nullable, Number, Report, Rules, Secret, Severity, Text, TextField, Timestamp};

/// A value that may have a place in an order.
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
            fn check(&self, at: At<'_>, rules: &Rules, report: &mut Report) {
                check_number(Number::Int(i128::from(*self)), at, rules, report);
            }
        }
    )*};
}

integers!(i32, i64, u32, u64);

impl Check for f64 {
    #[inline]
    fn check(&self, at: At<'_>, rules: &Rules, report: &mut Report) {
        check_number(Number::Float(*self), at, rules, report);
    }
}

impl Check for bool {
    #[inline]
    fn check(&self, _: At<'_>, _: &Rules, _: &mut Report) {}
}

impl Check for Timestamp {
    #[inline]
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
    #[inline]
    fn check(&self, at: At<'_>, _: &Rules, report: &mut Report) {
        check_text(self, &F::RULES, at, report);
    }
}

/// Secrets and free JSON come with replies or without limits.
impl Check for Secret {
    fn check(&self, _: At<'_>, _: &Rules, _: &mut Report) {}
}

impl Check for String {
    fn check(&self, _: At<'_>, _: &Rules, _: &mut Report) {}
}

impl Check for Value {
    fn check(&self, _: At<'_>, _: &Rules, _: &mut Report) {}
}

impl<T: Check> Check for Option<T> {
    #[inline]
    fn check(&self, at: At<'_>, rules: &Rules, report: &mut Report) {
        if let Some(value) = self {
            value.check(at, rules, report);
        }
    }
}

impl<T: Check> Check for Nullable<T> {
    #[inline]
    fn check(&self, at: At<'_>, rules: &Rules, report: &mut Report) {
        if let Nullable::Value(value) = self {
            value.check(at, rules, report);
        }
    }
}

impl<T: Check + ?Sized> Check for Box<T> {
    #[inline]
    fn check(&self, at: At<'_>, rules: &Rules, report: &mut Report) {
        self.as_ref().check(at, rules, report);
    }
}

impl<T: Check> Check for Vec<T> {
    fn check(&self, at: At<'_>, rules: &Rules, report: &mut Report) {
        check_items(self.len(), at, rules, report);
        for (index, item) in self.iter().enumerate() {
            item.check(at.index(index), rules, report);
        }
    }
}

impl<T: Check> Check for BTreeMap<String, T> {
    fn check(&self, at: At<'_>, rules: &Rules, report: &mut Report) {
        check_items(self.len(), at, rules, report);
        for (key, value) in self {
            value.check(at.key(key), rules, report);
        }
    }
}
