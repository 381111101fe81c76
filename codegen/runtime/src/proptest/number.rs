//! Numbers and timestamps within their limits, and one step beyond.

use super::values::Movable;
use super::{Generate, Source};
use crate::{LimitKind, Number, NumberTest, Rules, Severity, Test, Timestamp};

/// A fraction is written and read back without loss up to here.
const EXACT: f64 = 1e13;

macro_rules! integers {
    ($($integer:ty),*) => {$(
        impl Generate for $integer {
            fn generate(source: &mut Source, rules: &Rules) -> Self {
                let value = integer(source, rules, i128::from(Self::MIN), i128::from(Self::MAX));
                // It was picked from what the type holds.
                Self::try_from(value).unwrap_or_default()
            }
        }

        impl Movable for $integer {
            fn move_to(&mut self, number: Number) -> bool {
                match number {
                    Number::Int(value) => Self::try_from(value).map(|value| *self = value).is_ok(),
                    Number::Float(_) => false,
                }
            }
        }
    )*};
}

integers!(i32, i64, u32, u64);

impl Generate for Timestamp {
    fn generate(source: &mut Source, rules: &Rules) -> Self {
        let last = Timestamp::MAX.unix_seconds();
        let seconds = if source.breaks("timestamp", Severity::Error) {
            last + 1
        } else {
            i64::try_from(integer(source, rules, 0, i128::from(last))).unwrap_or_default()
        };
        Timestamp::from_unix_seconds(seconds)
    }
}

impl Movable for Timestamp {
    fn move_to(&mut self, number: Number) -> bool {
        let Number::Int(value) = number else { return false };
        match i64::try_from(value) {
            Ok(seconds) if (0..=Timestamp::MAX.unix_seconds()).contains(&seconds) => {
                *self = Timestamp::from_unix_seconds(seconds);
                true
            }
            _ => false,
        }
    }
}

/// An integer by its rules that lies in what its type holds.
fn integer(source: &mut Source, rules: &Rules, first: i128, last: i128) -> i128 {
    let stated = Stated::of(rules);
    let (mut min, mut max) = (first, last);
    for limit in &stated.0 {
        // The limits of an integer are integers.
        let Number::Int(bound) = limit.bound else { continue };
        match limit.test {
            NumberTest::AtLeast => min = min.max(bound),
            NumberTest::AtMost => max = max.min(bound),
        }
    }
    for limit in &stated.0 {
        let Number::Int(over) = limit.test.violating(limit.bound) else { continue };
        if (first..=last).contains(&over) && source.breaks(limit.kind.key(), limit.severity) {
            return over;
        }
    }
    if min > max {
        source.fail();
        return min;
    }
    between(source, min, max)
}

/// An integer of a range, both ends included.
fn between(source: &mut Source, min: i128, max: i128) -> i128 {
    let around = Around { min, origin: 0.clamp(min, max), max };
    let index =
        source.choose(around.index(min).max(around.index(max)), |random, bound| match random.up_to(7) {
            0 => around.index(min),
            1 => around.index(max),
            2 => random.up_to(bound),
            _ => random.up_to(bound.min(40)),
        });
    around.at(index)
}

/// The limits on a number, those that stop a request first.
struct Stated(Vec<Limit>);

struct Limit {
    kind: LimitKind,
    severity: Severity,
    test: NumberTest,
    bound: Number,
}

impl Stated {
    fn of(rules: &Rules) -> Self {
        let severities = [(Severity::Error, rules.error), (Severity::Warning, rules.warning)];
        let limits = severities.into_iter().flat_map(|(severity, limits)| {
            LimitKind::ALL.iter().filter_map(move |kind| match kind.test() {
                Test::Number(test) => {
                    Some(Limit { kind: *kind, severity, test, bound: limits.get(*kind)?.number()? })
                }
                Test::Text(_) | Test::Elements(_) => None,
            })
        });
        Self(limits.collect())
    }
}

/// Integers in the order of their distance from the simplest, so that a smaller index is a simpler integer.
struct Around {
    min: i128,
    origin: i128,
    max: i128,
}

impl Around {
    /// How far both sides reach.
    fn shared(&self) -> i128 {
        (self.origin - self.min).min(self.max - self.origin)
    }

    fn at(&self, index: u64) -> i128 {
        let index = i128::from(index);
        let shared = self.shared();
        if index > 2 * shared {
            let beyond = index - shared;
            return if self.max - self.origin > shared { self.origin + beyond } else { self.origin - beyond };
        }
        let distance = (index + 1) / 2;
        if index % 2 == 1 { self.origin + distance } else { self.origin - distance }
    }

    fn index(&self, value: i128) -> u64 {
        let distance = (value - self.origin).abs();
        let index = match distance <= self.shared() {
            true if value > self.origin => 2 * distance - 1,
            true => 2 * distance,
            false => distance + self.shared(),
        };
        // All integers of one type have room in 64 bits.
        u64::try_from(index).unwrap_or(u64::MAX)
    }
}

impl Generate for f64 {
    fn generate(source: &mut Source, rules: &Rules) -> Self {
        let stated = Stated::of(rules);
        let (mut min, mut max) = (f64::MIN, f64::MAX);
        for limit in &stated.0 {
            match limit.test {
                NumberTest::AtLeast => min = min.max(fraction(limit.bound)),
                NumberTest::AtMost => max = max.min(fraction(limit.bound)),
            }
        }
        for limit in &stated.0 {
            let over = fraction(limit.test.violating(limit.bound));
            if over.is_finite() && source.breaks(limit.kind.key(), limit.severity) {
                return over;
            }
        }
        let mut edges = [min, max].into_iter().filter(|edge| edge.abs() <= EXACT);
        let edge = source.size(8).checked_sub(1).and_then(|index| edges.nth(index as usize));
        let (first, last) = ((min.max(-EXACT) * 100.0).ceil(), (max.min(EXACT) * 100.0).floor());
        match edge {
            Some(edge) => edge,
            None if first <= last => between(source, first as i128, last as i128) as f64 / 100.0,
            None => min,
        }
    }
}

impl Movable for f64 {
    fn move_to(&mut self, number: Number) -> bool {
        if let Number::Float(value) = number {
            *self = value;
        }
        matches!(number, Number::Float(_))
    }
}

fn fraction(number: Number) -> f64 {
    match number {
        Number::Int(value) => value as f64,
        Number::Float(value) => value,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_integer_has_one_index_and_zero_is_the_simplest() {
        for (min, max) in [(-3, 5), (-5, 3), (2, 6), (-6, -2), (0, 0), (i64::MIN, i64::MAX), (0, i64::MAX)] {
            let (min, max) = (i128::from(min), i128::from(max));
            let around = Around { min, origin: 0.clamp(min, max), max };
            assert_eq!(around.at(0), around.origin);
            let near =
                (0..=6).flat_map(|distance| [min + distance, around.origin + distance, max - distance]);
            for value in near.filter(|value| (min..=max).contains(value)) {
                assert_eq!(around.at(around.index(value)), value, "of {min} to {max}");
            }
            let small = (0..=8).filter(|index| i128::from(*index) <= max - min);
            for index in small {
                assert_eq!(around.index(around.at(index)), index, "of {min} to {max}");
            }
        }
    }
}
