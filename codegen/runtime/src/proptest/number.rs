//! Numbers and timestamps within their limits, and one step beyond.

use super::values::Movable;
use super::{Generate, Source};
use crate::{Direction, LimitKind, Number, NumberTest, Rules, Severity, Test, Timestamp, TimestampMs};

/// A fraction is written and read back without loss up to here.
const EXACT: f64 = 1e13;

/// Every integer up to here is a fraction of 64 bits.
const COUNT: f64 = 9_007_199_254_740_992.0;

/// How many multiples of one divisor are tried to find one of another.
const NEAR: i128 = 64;

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

impl Generate for TimestampMs {
    fn generate(source: &mut Source, rules: &Rules) -> Self {
        TimestampMs::from_unix_millis(i64::generate(source, rules))
    }
}

impl Movable for TimestampMs {
    fn move_to(&mut self, number: Number) -> bool {
        let mut milliseconds = self.unix_millis();
        let is_moved = milliseconds.move_to(number);
        *self = TimestampMs::from_unix_millis(milliseconds);
        is_moved
    }
}

/// An integer by its rules that lies in what its type holds.
fn integer(source: &mut Source, rules: &Rules, first: i128, last: i128) -> i128 {
    let stated = Stated::of(rules);
    let (mut min, mut max) = (first, last);
    for limit in &stated.0 {
        // The limits of an integer are integers.
        match limit.test.end(limit.bound) {
            Some((Direction::Minimum, Number::Int(end))) => min = min.max(end),
            Some((Direction::Maximum, Number::Int(end))) => max = max.min(end),
            Some((_, Number::Float(_))) | None => {}
        }
    }
    let step = stated.step(None);
    for limit in &stated.0 {
        let candidates = match (limit.test, limit.test.violating(limit.bound)) {
            (_, Number::Float(_)) => continue,
            (NumberTest::AtLeast | NumberTest::Above, Number::Int(below)) => {
                [below.div_euclid(step) * step; 2]
            }
            (NumberTest::AtMost | NumberTest::Below, Number::Int(above)) => [ceiling(above, step) * step; 2],
            // Of two multiples of the other divisors in turn, one is not a multiple of this one.
            (NumberTest::MultipleOf, Number::Int(_)) => {
                let others = stated.step(Some(limit));
                let multiple = ceiling(0.max(min).min(max), others) * others;
                [multiple, multiple + others]
            }
        };
        let is_fit =
            |over: &i128| (first..=last).contains(over) && stated.is_only_violated(limit, Number::Int(*over));
        let over = candidates.into_iter().find(is_fit);
        if let Some(over) = over.filter(|_| source.breaks(limit.kind.key(), limit.severity)) {
            return over;
        }
    }
    let (least, most) = (ceiling(min, step), max.div_euclid(step));
    if least > most {
        source.fail();
        return min;
    }
    between(source, least, most) * step
}

/// The quotient, rounded up.
fn ceiling(number: i128, divisor: i128) -> i128 {
    -(-number).div_euclid(divisor)
}

fn greatest_common_divisor(a: i128, b: i128) -> i128 {
    if b == 0 { a } else { greatest_common_divisor(b, a % b) }
}

/// An integer of a range, both ends included.
pub(super) fn between(source: &mut Source, min: i128, max: i128) -> i128 {
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
                Test::Text(_) | Test::File(_) | Test::Elements(_) => None,
            })
        });
        Self(limits.collect())
    }

    fn accept(&self, number: Number) -> bool {
        self.0.iter().all(|limit| limit.test.accepts(number, limit.bound))
    }

    /// Whether a number violates this limit and no other. Where a limit that stops a request is violated, the warning
    /// of its kind is not reported.
    fn is_only_violated(&self, limit: &Limit, number: Number) -> bool {
        !limit.test.accepts(number, limit.bound)
            && self.0.iter().all(|other| limit.replaces(other) || other.test.accepts(number, other.bound))
    }

    /// The divisors, but for those that may be violated where `violated` is.
    fn divisors(&self, violated: Option<&Limit>) -> impl Iterator<Item = Number> {
        let stays = move |other: &&Limit| violated.is_none_or(|limit| !limit.replaces(other));
        let divisors = self.0.iter().filter(|limit| limit.test == NumberTest::MultipleOf);
        divisors.filter(stays).map(|limit| limit.bound)
    }

    /// The least integer that all divisors divide.
    fn step(&self, violated: Option<&Limit>) -> i128 {
        self.divisors(violated).fold(1, |step, divisor| match divisor {
            Number::Int(divisor) => {
                let divisor = divisor.max(1);
                (step / greatest_common_divisor(step, divisor)).saturating_mul(divisor)
            }
            Number::Float(_) => step,
        })
    }

    /// The greatest divisor of a fraction.
    fn greatest_divisor(&self, violated: Option<&Limit>) -> Option<f64> {
        self.divisors(violated).map(fraction).reduce(f64::max)
    }
}

impl Limit {
    /// Whether no violation of the other limit is reported where this one is violated.
    fn replaces(&self, other: &Limit) -> bool {
        self.kind == other.kind && (self.severity == other.severity || self.severity == Severity::Error)
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
            match limit.test.end(limit.bound) {
                Some((Direction::Minimum, end)) => min = min.max(fraction(end)),
                Some((Direction::Maximum, end)) => max = max.min(fraction(end)),
                None => {}
            }
        }
        for limit in &stated.0 {
            let is_fit =
                |over: &f64| over.is_finite() && stated.is_only_violated(limit, Number::Float(*over));
            let over = stated.fractions_over(limit, 0_f64.max(min).min(max)).into_iter().find(is_fit);
            if let Some(over) = over.filter(|_| source.breaks(limit.kind.key(), limit.severity)) {
                return over;
            }
        }
        let is_fit = |value: &f64| stated.accept(Number::Float(*value));
        // The number beside an exclusive limit has more digits than every parser reads without loss.
        let is_stated = |edge: &f64| stated.0.iter().any(|limit| fraction(limit.bound) == *edge);
        let mut edges =
            [min, max].into_iter().filter(|edge| is_stated(edge) && edge.abs() <= EXACT && is_fit(edge));
        let edge = source.size(8).checked_sub(1).and_then(|index| edges.nth(index as usize));
        let divisor = stated.greatest_divisor(None);
        let count =
            |value: f64| divisor.map_or(value * 100.0, |divisor| value / divisor).clamp(-COUNT, COUNT);
        let value =
            |count: i128| divisor.map_or(count as f64 / 100.0, |divisor| multiple(count as f64, divisor));
        let (first, last) = (count(min.max(-EXACT)).ceil(), count(max.min(EXACT)).floor());
        match edge {
            Some(edge) => edge,
            None if first <= last => {
                let count = between(source, first as i128, last as i128);
                let near = (0..NEAR).flat_map(|distance| [count + distance, count - distance]);
                near.map(value).find(is_fit).unwrap_or_else(|| value(count))
            }
            None => {
                let middle = if is_fit(&min) && is_stated(&min) { min } else { min + (max - min) / 2.0 };
                divisor.map_or(middle, |divisor| multiple((min / divisor).ceil(), divisor))
            }
        }
    }
}

impl Stated {
    /// Fractions that may violate this limit alone; `origin` is the one nearest to 0 within the minima and maxima.
    fn fractions_over(&self, limit: &Limit, origin: f64) -> [f64; 2] {
        let (bound, beyond) = (fraction(limit.bound), fraction(limit.test.violating(limit.bound)));
        let divisor = self.greatest_divisor(Some(limit));
        match (limit.test, divisor) {
            (NumberTest::AtLeast | NumberTest::AtMost | NumberTest::Above | NumberTest::Below, None) => {
                [beyond; 2]
            }
            (NumberTest::AtLeast | NumberTest::Above, Some(divisor)) => {
                [(bound / divisor).ceil() - 1.0, (beyond / divisor).floor()]
                    .map(|count| multiple(count, divisor))
            }
            (NumberTest::AtMost | NumberTest::Below, Some(divisor)) => {
                [(bound / divisor).floor() + 1.0, (beyond / divisor).ceil()]
                    .map(|count| multiple(count, divisor))
            }
            (NumberTest::MultipleOf, None) => {
                let multiple = multiple((origin / bound).ceil(), bound);
                [multiple + bound / 2.0, multiple - bound / 2.0]
            }
            (NumberTest::MultipleOf, Some(divisor)) => {
                let count = (origin / divisor).ceil();
                [count, count + 1.0].map(|count| multiple(count, divisor))
            }
        }
    }
}

/// A multiple of a fraction: where there is one, a number of 15 digits, which every parser reads without loss.
fn multiple(count: f64, divisor: f64) -> f64 {
    let product = count * divisor;
    let decimal = format!("{product:.14e}").parse().unwrap_or(product);
    let is_multiple = NumberTest::MultipleOf.accepts(Number::Float(decimal), Number::Float(divisor));
    if is_multiple { decimal } else { product }
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
