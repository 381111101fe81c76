//! Where a value comes from: the choices that make it, each at its place on the wire.

use std::collections::BTreeMap;

use super::Generate;
use super::values::Movable;
use crate::{Rules, Severity, is_less};

/// The choices that were made at each wire path, in their order. Zero is always the simplest.
///
/// Since a choice belongs to a place, a change in one place leaves all others as they are.
pub(super) type Choices = BTreeMap<String, Vec<u64>>;

/// Deeper than this, a value has few optional parts, so that what contains itself does not grow out of hand.
const DEEP: usize = 4;

/// Deeper than this, it has none, so that it comes to an end.
const DEEPER: usize = 10;

/// Deeper than this, a value is given up. Readers of JSON stop soon after.
const DEEPEST: usize = 100;

/// After this number of choices the rest of a value is as simple as it can be.
const MANY: usize = 2000;

/// A limit of the value: where it is and what it is called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Limit {
    pub(super) path: String,
    pub(super) rule: &'static str,
}

/// Which limit to break.
#[derive(Clone, Debug)]
pub(super) enum Aim {
    /// None of them.
    Nothing,
    /// The one that is met after this number of others.
    Nth(u64),
    /// This one.
    Limit(Limit),
}

/// When a field must and when it must not be there.
#[derive(Clone, Copy, Debug)]
pub struct Presence {
    /// Whether it must be there.
    pub required: bool,
    /// Whether it must not be there.
    pub forbidden: bool,
}

/// Makes values field by field, each from a few choices: at random, or as they were made before.
#[derive(Debug)]
pub struct Source {
    given: Given,
    taken: Choices,
    count: usize,
    path: String,
    depth: usize,
    plain: bool,
    aim: Aim,
    severity: Severity,
    met: u64,
    broken: Option<Limit>,
    failed: Option<String>,
    /// Whether a text must not be empty, whatever its rules.
    pub(super) is_filled: bool,
}

#[derive(Debug)]
enum Given {
    Random(Random),
    Choices(Choices),
}

impl Source {
    /// Random choices. The same seed makes the same ones.
    pub(super) fn random(seed: u64, aim: Aim, severity: Severity) -> Self {
        Self::new(Given::Random(Random(seed)), aim, severity)
    }

    /// Choices made before; where there is none, the simplest.
    pub(super) fn replay(choices: Choices, aim: Aim, severity: Severity) -> Self {
        Self::new(Given::Choices(choices), aim, severity)
    }

    fn new(given: Given, aim: Aim, severity: Severity) -> Self {
        Self {
            given,
            taken: Choices::new(),
            count: 0,
            path: String::new(),
            depth: 0,
            plain: false,
            aim,
            severity,
            met: 0,
            broken: None,
            failed: None,
            is_filled: false,
        }
    }

    /// The value of a field that has no rules but those of its type.
    pub fn field<T: Generate>(&mut self, key: &str) -> T {
        self.field_by(key, &Rules::NONE)
    }

    /// The value of a field by its rules.
    pub fn field_by<T: Generate>(&mut self, key: &str, rules: &Rules) -> T {
        self.at_key(key, |source| T::generate(source, rules))
    }

    /// The value of a field whose presence depends on others.
    pub fn conditional<T: Generate>(&mut self, key: &str, rules: &Rules, presence: Presence) -> Option<T> {
        self.at_key(key, |source| {
            let is_there = if presence.forbidden {
                source.breaks("forbidden", Severity::Error)
            } else if presence.required {
                source.depth < DEEPEST && !source.breaks("required", Severity::Error)
            } else {
                return Option::generate(source, rules);
            };
            is_there.then(|| T::generate(source, rules))
        })
    }

    /// The value of a field that should not be used: none, unless that is the warning to cause.
    pub fn discouraged<T: Generate>(&mut self, key: &str, rules: &Rules) -> Option<T> {
        self.at_key(key, |source| {
            source.breaks("discouraged", Severity::Warning).then(|| T::generate(source, rules))
        })
    }

    /// The same for a text that may be used if it is empty.
    pub fn discouraged_unless_empty<T: Generate>(&mut self, key: &str, rules: &Rules) -> Option<T> {
        self.is_filled = true;
        let text = self.discouraged(key, rules);
        self.is_filled = false;
        text
    }

    /// Puts the value of the field `key` after an earlier one, where both are there.
    pub fn after(
        &mut self,
        (key, later): (&str, &mut impl Movable),
        earlier: &mut impl Movable,
        severity: Severity,
    ) {
        let (Some(last), Some(first)) = (later.number(), earlier.number()) else { return };
        if self.at_key(key, |source| source.breaks("after", severity)) {
            later.move_to(first);
        } else if is_less(last, first) {
            later.move_to(first);
            earlier.move_to(last);
        } else if !is_less(first, last) && !later.step(1) {
            earlier.step(-1);
        }
    }

    /// Puts one of these values, which other fields ask for, in place of that of the field `key`, half of the time.
    pub fn sometimes<T, const N: usize>(&mut self, key: &str, value: &mut T, asked: [T; N]) {
        self.at_key(key, |source| {
            let count = N as u64;
            let choice = source.choose(count, |random, _| match random.up_to(1) {
                0 => 0,
                _ => 1 + random.up_to(count.saturating_sub(1)),
            });
            let is_broken = source.broken.as_ref().is_some_and(|limit| limit.path == source.path);
            let picked = choice.checked_sub(1).filter(|_| !is_broken);
            if let Some(picked) = picked.and_then(|index| asked.into_iter().nth(index as usize)) {
                *value = picked;
            }
        });
    }

    /// A new value of the field at a path, by its rules.
    pub fn made<T: Generate>(&mut self, path: &[&str], rules: &Rules) -> T {
        self.at_path(path, &mut |source| T::generate(source, rules))
    }

    /// Whether the value at a path that violates a rule over several fields is to be changed: not where that violation
    /// is the one to cause.
    pub fn mends(&mut self, path: &[&str], rule: &'static str, severity: Severity) -> bool {
        self.at_path(path, &mut |source| {
            let is_caused =
                source.broken.as_ref().is_some_and(|limit| limit.path == source.path && limit.rule == rule);
            !is_caused && !source.breaks(rule, severity)
        })
    }

    /// Whether to violate a rule over several fields at a path.
    pub fn causes(&mut self, path: &[&str], rule: &'static str, severity: Severity) -> bool {
        self.at_path(path, &mut |source| source.breaks(rule, severity))
    }

    fn at_path<T>(&mut self, path: &[&str], make: &mut dyn FnMut(&mut Self) -> T) -> T {
        match path {
            [] => make(self),
            [key, rest @ ..] => self.at_key(key, |source| source.at_path(rest, make)),
        }
    }

    /// What has no key of its own: the fields of a union's variant, the body beside parameters.
    pub fn inner<T: Generate>(&mut self) -> T {
        T::generate(self, &Rules::NONE)
    }

    /// A value in place of this one, within rules.
    pub fn inner_by<T: Generate>(&mut self, rules: &Rules) -> T {
        T::generate(self, rules)
    }

    /// Picks one of `count` variants.
    pub fn variant(&mut self, count: u64) -> u64 {
        self.below(count)
    }

    /// One of the documented values, or one of the others where those are to be warned of.
    pub fn value<T: Clone>(&mut self, documented: &[T], others: &[T]) -> Option<T> {
        let is_other = !others.is_empty() && self.breaks("undocumented_value", Severity::Warning);
        let values = if is_other { others } else { documented };
        let index = self.below(values.len() as u64);
        values.get(usize::try_from(index).unwrap_or_default()).cloned()
    }

    pub(super) fn at_key<T>(&mut self, key: &str, make: impl FnOnce(&mut Self) -> T) -> T {
        let length = self.path.len();
        if length > 0 {
            self.path.push('.');
        }
        self.path.push_str(key);
        self.below_path(length, make)
    }

    pub(super) fn at_index<T>(&mut self, index: usize, make: impl FnOnce(&mut Self) -> T) -> T {
        let length = self.path.len();
        self.path.push_str(&format!("[{index}]"));
        self.below_path(length, make)
    }

    fn below_path<T>(&mut self, length: usize, make: impl FnOnce(&mut Self) -> T) -> T {
        self.depth += 1;
        let value = make(self);
        self.depth -= 1;
        self.path.truncate(length);
        value
    }

    /// Makes values as simple as they can be.
    pub(super) fn plainly<T>(&mut self, plain: bool, make: impl FnOnce(&mut Self) -> T) -> T {
        let before = self.plain;
        self.plain |= plain;
        let value = make(self);
        self.plain = before;
        value
    }

    /// Whether the limit that is met here is the one to break.
    pub(super) fn breaks(&mut self, rule: &'static str, severity: Severity) -> bool {
        if severity != self.severity {
            return false;
        }
        let is_aim = match &self.aim {
            Aim::Nothing => false,
            Aim::Nth(number) => *number == self.met,
            Aim::Limit(limit) => limit.rule == rule && limit.path == self.path,
        };
        self.met += 1;
        if is_aim {
            self.broken = Some(Limit { path: self.path.clone(), rule });
        }
        is_aim
    }

    /// Whether optional parts should be few.
    pub(super) fn is_deep(&self) -> bool {
        self.depth > DEEP
    }

    /// There is no such value.
    pub(super) fn fail(&mut self) {
        self.failed.get_or_insert_with(|| self.path.clone());
    }

    /// A number below `count`, all alike.
    pub(super) fn below(&mut self, count: u64) -> u64 {
        self.choose(count.saturating_sub(1), Random::up_to)
    }

    /// The seed of what is made of many small choices. There are few enough of them to be shrunk in a few steps.
    pub(super) fn seed(&mut self) -> u64 {
        self.below(1 << 16)
    }

    /// A number up to a bound: often a small one, sometimes the bound.
    pub(super) fn size(&mut self, bound: u64) -> u64 {
        self.choose(bound, |random, bound| match random.up_to(7) {
            0 => bound,
            1 => random.up_to(bound),
            _ => random.up_to(bound.min(12)),
        })
    }

    /// A choice up to a bound.
    pub(super) fn choose(&mut self, bound: u64, pick: impl FnOnce(&mut Random, u64) -> u64) -> u64 {
        let taken = self.taken.entry(self.path.clone()).or_default();
        let chosen = match &mut self.given {
            Given::Random(_) if self.plain || self.depth > DEEPER || self.count > MANY => 0,
            Given::Random(random) => pick(random, bound),
            Given::Choices(choices) => {
                let earlier = choices.get(&self.path).and_then(|choices| choices.get(taken.len()));
                earlier.map_or(0, |choice| bound.min(*choice))
            }
        };
        taken.push(chosen);
        self.count += 1;
        chosen
    }

    /// What came of it.
    pub(super) fn finish(self) -> Finished {
        Finished { choices: self.taken, met: self.met, broken: self.broken, failed: self.failed }
    }
}

/// What remains of a source when the value is made.
pub(super) struct Finished {
    pub(super) choices: Choices,
    /// How many limits were met.
    pub(super) met: u64,
    /// The limit that was broken.
    pub(super) broken: Option<Limit>,
    /// Where no value could be made.
    pub(super) failed: Option<String>,
}

/// SplitMix64: enough to spread choices, and the same on every machine.
#[derive(Clone, Debug)]
pub(super) struct Random(pub(super) u64);

impl Random {
    pub(super) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A number from zero up to the bound.
    pub(super) fn up_to(&mut self, bound: u64) -> u64 {
        let wide = u128::from(self.next()) * (u128::from(bound) + 1);
        // The high half of the product is at most the bound.
        (wide >> 64) as u64
    }
}
