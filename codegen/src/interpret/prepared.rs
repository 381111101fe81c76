//! Prepared data of each type, created when a body first contains one.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::OnceLock;

use serde_json::{Map, Value};
use specwright_runtime::read::ValueKind;

use super::limits::FieldRules;
use crate::ir::{
    Api, Beside, Demand, Enum, EnumId, EnumValue, Field, Model, ModelId, Rule, TagValue, Union, UnionId,
    Variant,
};

/// The prepared rules of the types of one kind. The table is created with the first one, since most values that are
/// validated alone (examples, defaults) contain none.
type Table<T, P> = OnceLock<Beside<T, OnceLock<P>>>;

/// The types of an API that bodies have contained so far.
#[derive(Debug, Default)]
pub(super) struct Types<'a> {
    models: Table<Model, Prepared<'a>>,
    unions: Table<Union, Variants<'a>>,
    enums: Table<Enum, Tags<'a, EnumValue>>,
}

impl<'a> Types<'a> {
    pub(super) fn model(&self, api: &'a Api, id: ModelId) -> &Prepared<'a> {
        let table = self.models.get_or_init(|| Beside::new(&api.models, |_| OnceLock::new()));
        table[id].get_or_init(|| Prepared::new(&api.models[id], api))
    }

    pub(super) fn union(&self, api: &'a Api, id: UnionId) -> &Variants<'a> {
        let table = self.unions.get_or_init(|| Beside::new(&api.unions, |_| OnceLock::new()));
        table[id].get_or_init(|| Variants::new(&api.unions[id], api))
    }

    pub(super) fn values(&self, api: &'a Api, id: EnumId) -> &Tags<'a, EnumValue> {
        let table = self.enums.get_or_init(|| Beside::new(&api.enums, |_| OnceLock::new()));
        let spelt = |value: &'a EnumValue| {
            std::iter::once(&value.value).chain(&value.also_read).map(move |tag| (tag, value))
        };
        table[id].get_or_init(|| Tags::new(api.enums[id].values.iter().flat_map(spelt)))
    }
}

/// What each tag of a union, or each value of an enumeration, represents. Sorted, since hashing costs more than some
/// comparisons.
#[derive(Debug)]
pub(super) struct Tags<'a, T> {
    integers: Vec<(i64, &'a T)>,
    texts: Vec<(&'a str, &'a T)>,
}

impl<'a, T> Tags<'a, T> {
    fn new(tags: impl Iterator<Item = (&'a TagValue, &'a T)>) -> Self {
        let (mut integers, mut texts) = (Vec::new(), Vec::new());
        for (tag, meaning) in tags {
            match tag {
                TagValue::Int(number) => integers.push((*number, meaning)),
                TagValue::Text(text) => texts.push((text.as_str(), meaning)),
            }
        }
        integers.sort_by_key(|(number, _)| *number);
        texts.sort_by_key(|(text, _)| *text);
        Self { integers, texts }
    }

    /// What a JSON value represents.
    pub(super) fn get(&self, value: &Value) -> Option<&'a T> {
        match value {
            Value::String(text) => meaning(&self.texts, &text.as_str()),
            Value::Number(number) => meaning(&self.integers, &number.as_i64()?),
            Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => None,
        }
    }

    /// What a string with the digits of an integer represents.
    pub(super) fn in_digits(&self, digits: &str) -> Option<&'a T> {
        let number: i64 = digits.parse().ok()?;
        meaning(&self.integers, &number).filter(|_| number.to_string() == digits)
    }
}

fn meaning<'a, K: Ord, T>(sorted: &[(K, &'a T)], key: &K) -> Option<&'a T> {
    let found = sorted.binary_search_by(|(known, _)| known.cmp(key)).ok()?;
    sorted.get(found).map(|(_, meaning)| *meaning)
}

/// The variants of a union.
#[derive(Debug)]
pub(super) struct Variants<'a> {
    /// By their tags.
    pub(super) by_tag: Tags<'a, Variant>,
    /// For each key the first variant that has a field of this name.
    pub(super) by_key: HashMap<&'a str, &'a Variant>,
    /// Those that are not objects, by the kinds of their values, with their rules.
    values: Vec<(Option<ValueKind>, &'a Field, FieldRules<'a>)>,
}

impl<'a> Variants<'a> {
    fn new(union: &'a Union, api: &'a Api) -> Self {
        let tags = |variant: &'a Variant| {
            std::iter::once(&variant.value).chain(&variant.also_read).map(move |tag| (tag, variant))
        };
        let mut by_key = HashMap::new();
        for variant in &union.variants {
            for field in &api.models[variant.model].fields {
                by_key.entry(field.wire.as_str()).or_insert(variant);
            }
        }
        let value = |field: &'a Field| (field.ty.value_kind(&api.enums), field, FieldRules::of(field, api));
        let values = union.values.iter().map(value).collect();
        Self { by_tag: Tags::new(union.variants.iter().flat_map(tags)), by_key, values }
    }

    /// The variant of a value that is not an object with known fields, and its rules.
    pub(super) fn value(&self, value: &Value) -> Option<(&'a Field, &FieldRules<'a>)> {
        let kind = Some(ValueKind::of(value));
        self.values.iter().find(|(known, ..)| *known == kind).map(|(_, field, rules)| (*field, rules))
    }
}

/// A model with the rules of its fields.
#[derive(Debug)]
pub(super) struct Prepared<'a> {
    pub(super) model: &'a Model,
    /// In the order of the model's fields.
    rules: Vec<FieldRules<'a>>,
    /// The index of the field with each wire key.
    places: HashMap<&'a str, usize, BuildHasherDefault<KeyHasher>>,
    /// The rules over several fields.
    several: Vec<PreparedRule<'a>>,
}

/// A rule over several fields.
#[derive(Debug)]
pub(super) struct PreparedRule<'a> {
    pub(super) rule: &'a Rule,
    /// The limits that it states, if it states some.
    pub(super) limits: Option<FieldRules<'a>>,
    /// The index of a field without which it does not apply, so that most rules cost one look.
    pub(super) needs: Option<usize>,
}

impl<'a> Prepared<'a> {
    fn new(model: &'a Model, api: &Api) -> Self {
        let fields = model.fields.iter();
        let places = fields.clone().enumerate().map(|(place, field)| (&*field.wire, place)).collect();
        let several = model.rules.iter().map(|rule| PreparedRule {
            rule,
            limits: limits(rule).map(|limited| FieldRules::of(limited, api)),
            needs: rule.needs().and_then(|wire| fields.clone().position(|field| field.wire == wire)),
        });
        let several = several.collect();
        let rules = model.fields.iter().map(|field| FieldRules::of(field, api)).collect();
        Self { model, rules, places, several }
    }

    /// The rules over several fields.
    pub(super) fn rules(&self) -> &[PreparedRule<'a>] {
        &self.several
    }

    /// The field with a wire name.
    pub(super) fn field(&self, wire: &str) -> Option<&'a Field> {
        self.model.fields.get(self.place_of(wire)?)
    }

    /// The index of the field with a wire name.
    pub(super) fn place_of(&self, wire: &str) -> Option<usize> {
        self.places.get(wire).copied()
    }

    /// The fields with their rules, in the spec's order.
    pub(super) fn fields(&self) -> impl Iterator<Item = (&'a Field, &FieldRules<'a>)> + Clone {
        self.model.fields.iter().zip(&self.rules)
    }

    /// Assigns the values of an object to their fields. Returns how many keys are fields.
    pub(super) fn place<'v>(
        &self,
        object: &'v Map<String, Value>,
        values: &mut [Option<&'v Value>],
    ) -> usize {
        let mut known = 0;
        for (key, value) in object {
            let Some(place) = self.place_of(key) else { continue };
            if let (Some(slot), Some(field)) = (values.get_mut(place), self.model.fields.get(place)) {
                let is_absent = field.is_absent_if_empty() && value.as_array().is_some_and(Vec::is_empty);
                *slot = (!is_absent).then_some(value);
                known += 1;
            }
        }
        known
    }
}

/// A hasher that is faster than the default one. The keys are those of the spec, so that nobody can choose many with the same hash.
#[derive(Debug, Default)]
struct KeyHasher(u64);

impl KeyHasher {
    fn add(&mut self, word: u64) {
        const SPREAD: u128 = 0x9E37_79B9_7F4A_7C15;
        let product = u128::from(self.0 ^ word) * SPREAD;
        self.0 = (product >> 64) as u64 ^ product as u64;
    }
}

impl Hasher for KeyHasher {
    fn write(&mut self, bytes: &[u8]) {
        let words = bytes.chunks_exact(8);
        let rest =
            words.remainder().iter().fold(bytes.len() as u64, |rest, byte| rest << 8 ^ u64::from(*byte));
        words.for_each(|word| self.add(word.try_into().map_or(0, u64::from_le_bytes)));
        self.add(rest);
    }

    /// Called with what ends a text, which distinguishes keys only where several are hashed together.
    fn write_u8(&mut self, _: u8) {}

    fn finish(&self) -> u64 {
        self.0
    }
}

/// The field with the limits that a rule states.
fn limits(rule: &Rule) -> Option<&Field> {
    match &rule.demand {
        Demand::Within(_, limited) => Some(limited),
        Demand::Required(_)
        | Demand::Forbidden(_)
        | Demand::AnyOf(..)
        | Demand::AtLeastOne(_)
        | Demand::AtMostOne(_)
        | Demand::MaxItems(..) => None,
    }
}
