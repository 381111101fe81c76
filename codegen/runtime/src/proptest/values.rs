//! Values of every kind that the dialect has, text and numbers apart.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::{Value, json};

use super::text::{over, within};
use super::{Generate, Source};
use crate::{
    Bound, Elements, ElementsTest, LimitKind, Nullable, Number, Ordered, Rules, Severity, Test, TextRules,
};

/// The number of elements that differ; the others of a long list are simple.
const VARIED: usize = 8;

/// A list that must hold fewer gets no more elements than a few.
const FEW: usize = 4;

/// How many elements are tried beyond those that a list of different ones needs.
const TRIES: usize = 64;

/// A list may be filled up to its limit if the limit is at most this.
const FULL: usize = 64;

/// A value with an order that can be given another place in it.
pub trait Movable: Ordered {
    /// Gives it the place of this number, where its type has it.
    fn move_to(&mut self, number: Number) -> bool;

    /// Moves it to the next place up or down, where its type has one.
    fn step(&mut self, by: i8) -> bool {
        match self.number() {
            Some(Number::Int(value)) => self.move_to(Number::Int(value + i128::from(by))),
            Some(Number::Float(value)) => self.move_to(Number::Float(value + f64::from(by))),
            None => false,
        }
    }
}

impl<T: Movable> Movable for Option<T> {
    fn move_to(&mut self, number: Number) -> bool {
        self.as_mut().is_some_and(|value| value.move_to(number))
    }
}

impl<T: Movable> Movable for Nullable<T> {
    fn move_to(&mut self, number: Number) -> bool {
        match self {
            Nullable::Null => false,
            Nullable::Value(value) => value.move_to(number),
        }
    }
}

/// The input of an operation that takes none.
impl Generate for () {
    fn generate(_: &mut Source, _: &Rules) -> Self {}
}

impl Generate for bool {
    fn generate(source: &mut Source, _: &Rules) -> Self {
        source.below(2) == 1
    }
}

impl<T: Generate> Generate for Option<T> {
    fn generate(source: &mut Source, rules: &Rules) -> Self {
        is_there(source).then(|| T::generate(source, rules))
    }
}

impl<T: Generate> Generate for Nullable<T> {
    fn generate(source: &mut Source, rules: &Rules) -> Self {
        is_there(source).then(|| T::generate(source, rules)).into()
    }
}

/// Three times of four, deep inside a value one time of four.
fn is_there(source: &mut Source) -> bool {
    let often = if source.is_deep() { 1 } else { 3 };
    source.choose(1, |random, _| u64::from(random.up_to(3) < often)) == 1
}

impl<T: Generate> Generate for Box<T> {
    fn generate(source: &mut Source, rules: &Rules) -> Self {
        Box::new(T::generate(source, rules))
    }
}

impl<T: Generate + Serialize> Generate for Vec<T> {
    fn generate(source: &mut Source, rules: &Rules) -> Self {
        let each = rules.of_elements();
        let element =
            |source: &mut Source, index| source.at_index(index, |source| T::generate(source, &each));
        let severity = match (rules.error.unique_items, rules.warning.unique_items) {
            (Some(true), _) => Severity::Error,
            (_, Some(true)) => Severity::Warning,
            (Some(false) | None, Some(false) | None) => return elements(source, rules, element).collect(),
        };
        let count = count(source, rules);
        let may_repeat = count.most.is_none_or(|most| most > 1);
        if may_repeat && source.breaks(LimitKind::UniqueItems.key(), severity) {
            let mut list = unique(source, Count { number: count.number.max(2) - 1, ..count }, element);
            list.extend(list.first().cloned());
            return list;
        }
        unique(source, count, element)
    }
}

/// Elements of which no two are equal: fewer than their number where no more are found.
fn unique<T: Clone + Serialize>(
    source: &mut Source,
    count: Count,
    element: impl Fn(&mut Source, usize) -> T,
) -> Vec<T> {
    let mut list = Vec::new();
    for _ in 0..count.number.saturating_add(TRIES) {
        if list.len() == count.number {
            return list;
        }
        list.push(element(source, list.len()));
        if list.equal_pair().is_some() {
            list.pop();
        }
    }
    if list.len() < count.least {
        source.fail();
    }
    list
}

impl<T: Generate> Generate for BTreeMap<String, T> {
    fn generate(source: &mut Source, rules: &Rules) -> Self {
        let each = rules.of_elements();
        if let Some(keys) = rules.keys {
            return keyed(source, rules, keys, |source, key| source.field_by(key, &each));
        }
        let entry = |source: &mut Source, index| {
            let key = format!("{}{index}", if index % 2 == 0 { "k" } else { "键" });
            let value = source.field_by(&key, &each);
            (key, value)
        };
        elements(source, rules, entry).collect()
    }
}

/// A map whose keys have rules: with fewer of them where no more are found.
fn keyed<T>(
    source: &mut Source,
    rules: &Rules,
    keys: &TextRules<'_>,
    value: impl Fn(&mut Source, &str) -> T,
) -> BTreeMap<String, T> {
    let count = count(source, rules);
    let mut map = BTreeMap::new();
    let may_have_one = count.most.is_none_or(|most| most > 0);
    if let Some(over) = may_have_one.then(|| over(source, keys)).flatten() {
        match over {
            Some(key) => drop(map.insert(key.clone(), value(source, &key))),
            None => source.fail(),
        }
    }
    for number in 0..count.number.saturating_add(TRIES) {
        if map.len() >= count.number {
            return map;
        }
        let is_plain = map.len() >= VARIED;
        // An empty key has no path of its own.
        source.is_filled = true;
        let key = source.plainly(is_plain, |source| within(source, keys, number as u64));
        source.is_filled = false;
        if let Some(key) = key.filter(|key| !map.contains_key(key)) {
            let made = source.plainly(is_plain, |source| value(source, &key));
            map.insert(key, made);
        }
    }
    if map.len() < count.least {
        source.fail();
    }
    map
}

/// As many elements as the rules require.
fn elements<E>(
    source: &mut Source,
    rules: &Rules,
    element: impl Fn(&mut Source, usize) -> E,
) -> impl Iterator<Item = E> {
    let Count { number, .. } = count(source, rules);
    (0..number).map(move |index| source.plainly(index >= VARIED, |source| element(source, index)))
}

/// How many elements a list has, and how many it must and may have.
#[derive(Clone, Copy)]
struct Count {
    number: usize,
    least: usize,
    most: Option<usize>,
}

fn count(source: &mut Source, rules: &Rules) -> Count {
    let (mut least, mut most): (usize, Option<usize>) = (0, None);
    for (severity, limits) in [(Severity::Error, rules.error), (Severity::Warning, rules.warning)] {
        for kind in LimitKind::ALL {
            let Some(limit) = limits.get(*kind).and_then(Bound::count) else { continue };
            let over = match kind.test() {
                Test::Elements(ElementsTest::AtLeast) => {
                    least = least.max(limit);
                    limit.checked_sub(1)
                }
                Test::Elements(ElementsTest::AtMost) => {
                    most = Some(most.map_or(limit, |most| most.min(limit)));
                    Some(limit + 1)
                }
                Test::Elements(ElementsTest::Unique) | Test::Text(_) | Test::File(_) | Test::Number(_) => {
                    None
                }
            };
            if let Some(over) = over {
                if source.breaks(kind.key(), severity) {
                    return Count { number: over, least: over, most: Some(over) };
                }
            }
        }
    }
    let room = most.unwrap_or(usize::MAX).saturating_sub(least);
    let bound = match most {
        _ if source.is_deep() => room.min(1),
        Some(most) if most <= FULL => room,
        _ => room.min(FEW),
    };
    let number = least + usize::try_from(source.size(bound as u64)).unwrap_or_default();
    Count { number, least, most }
}

/// Any JSON, null included.
impl Generate for Value {
    fn generate(source: &mut Source, _: &Rules) -> Self {
        match source.below(7) {
            0 => Value::Null,
            1 => Value::from(bool::generate(source, &Rules::NONE)),
            2 => Value::from(i32::generate(source, &Rules::NONE)),
            3 => Value::from(f64::generate(source, &Rules::NONE)),
            4 => Value::from(String::generate(source, &Rules::NONE)),
            5 => json!([1, "票", null]),
            _ => json!({ "a": { "b": [true] }, "键": "\"值\"" }),
        }
    }
}
