//! Unions: the tag or key that names the variant, and keys of other variants.

use serde_json::{Map, Value};
use specwright_runtime::{Breach, Report};

use super::Interpreter;
use super::describe::{found as describe, wrong_type};
use super::enumeration;
use super::model::former_keys;
use super::value_at::ValueAt;
use crate::ir::{Model, TagValue, Type, Union, UnionId, Variant};
use crate::suggest;

impl Interpreter<'_> {
    /// Validates a value of a union. If the variant is not known, keys that no variant has are errors, too.
    pub(super) fn union(&self, id: UnionId, found: ValueAt<'_>, report: &mut Report) {
        let union = &self.api.unions[id];
        if let Some((field, rules)) = self.types.union(self.api, id).value(found.value) {
            self.value(&field.ty, rules, found, report);
            return;
        }
        let Some(object) = found.value.as_object().filter(|_| !union.variants.is_empty()) else {
            found.error(wrong_type(self.api, &Type::Union(id), found.value), report);
            return;
        };
        match self.named(id, object) {
            Ok(variant) => {
                self.tag(id, object, found, report);
                // A tag is a key, but not a field.
                let tags = usize::from(union.tag.is_some());
                if self.fields(variant.model, object, found, report) + tags < object.len() {
                    let model = &self.api.models[variant.model];
                    self.other_keys(id, model, object, found, report);
                }
            }
            Err(breach) => {
                match &union.tag {
                    Some(tag) => {
                        let value = object.get(tag).unwrap_or(&Value::Null);
                        found.key(tag, value).error(breach, report);
                    }
                    None => found.error(breach, report),
                }
                self.keys_of_no_variant(id, object, found, report);
            }
        }
    }

    /// Reports a tag in a tolerated form.
    fn tag(&self, id: UnionId, object: &Map<String, Value>, found: ValueAt<'_>, report: &mut Report) {
        let union = &self.api.unions[id];
        if let Some((tag, value)) = union.tag.as_ref().and_then(|tag| Some((tag, object.get(tag)?)))
            && self.types.union(self.api, id).by_tag.get(value).is_none()
        {
            found.key(tag, value).warning(Breach::Tolerated { written: "a number" }, report);
        }
    }

    /// Reports keys that the variant does not have.
    fn other_keys(
        &self,
        id: UnionId,
        model: &Model,
        object: &Map<String, Value>,
        found: ValueAt<'_>,
        report: &mut Report,
    ) {
        let (union, variants) = (&self.api.unions[id], self.types.union(self.api, id));
        let own = model.by_wire();
        let former = former_keys(model, object, found, report);
        for (key, value) in object {
            if union.tag.as_ref() == Some(key)
                || own.contains_key(key.as_str())
                || former.contains(&key.as_str())
            {
                continue;
            }
            let found = found.key(key, value);
            match variants.by_key.get(key.as_str()) {
                Some(owner) => {
                    let breach = Breach::OtherVariant { variant: owner.name.clone() };
                    if union.tolerate.other_variants {
                        found.warning(breach, report);
                    } else {
                        found.error(breach, report);
                    }
                }
                None => {
                    let known = model.fields.iter().map(|field| field.wire.as_str());
                    let suggestion =
                        suggest::nearest(key, known.chain(union.tag.as_deref())).map(str::to_owned);
                    found.error(Breach::UnknownKey { suggestion }, report);
                }
            }
        }
    }

    fn keys_of_no_variant(
        &self,
        id: UnionId,
        object: &Map<String, Value>,
        found: ValueAt<'_>,
        report: &mut Report,
    ) {
        let (union, variants) = (&self.api.unions[id], self.types.union(self.api, id));
        for (key, value) in object {
            if union.tag.as_ref() != Some(key) && !variants.by_key.contains_key(key.as_str()) {
                let models = union.variants.iter().map(|variant| &self.api.models[variant.model]);
                let known = models.flat_map(|model| &model.fields).map(|field| field.wire.as_str());
                let suggestion = suggest::nearest(key, known.chain(union.tag.as_deref())).map(str::to_owned);
                found.key(key, value).error(Breach::UnknownKey { suggestion }, report);
            }
        }
    }

    /// The variant of the object, or the breach of the tag; without a tag, that of the object.
    pub(super) fn named(&self, id: UnionId, object: &Map<String, Value>) -> Result<&Variant, Breach> {
        let union = &self.api.unions[id];
        let Some(tag) = &union.tag else {
            return by_key(union, object);
        };
        let tag = object.get(tag).ok_or(Breach::Required { when: None })?;
        if tag.is_null() {
            return Err(Breach::Null);
        }
        let by_tag = &self.types.union(self.api, id).by_tag;
        let digits = || by_tag.in_digits(tag.as_str().filter(|_| union.tolerate.digit_string)?);
        by_tag.get(tag).or_else(digits).ok_or_else(|| unknown(union, tag))
    }
}

/// The variant whose key is present.
fn by_key<'a>(union: &'a Union, object: &Map<String, Value>) -> Result<&'a Variant, Breach> {
    let is_present = |variant: &&Variant| object.contains_key(&variant.value.to_string());
    let mut present = union.variants.iter().filter(is_present);
    match (present.next(), present.next()) {
        (Some(only), None) => Ok(only),
        _ => {
            let names = |variants: Vec<&Variant>| variants.iter().map(|it| it.value.to_string()).collect();
            let found = names(union.variants.iter().filter(is_present).collect());
            Err(Breach::OneKey { keys: names(union.variants.iter().collect()), found })
        }
    }
}

fn unknown(union: &Union, tag: &Value) -> Breach {
    let known = || union.variants.iter().flat_map(tags);
    let refused = |expected: String| Breach::Type { expected: expected.into(), found: describe(tag).into() };
    if let Some(meant) = known().find(|known| is_spelt_otherwise(known, tag)) {
        return refused(describe(&meant.into()));
    }
    enumeration::unknown(known, tag).unwrap_or_else(|| {
        let integers = known().any(|tag| matches!(tag, TagValue::Int(_)));
        let texts = known().any(|tag| matches!(tag, TagValue::Text(_)));
        refused(String::from(match (integers, texts) {
            (true, true) => "an integer or a string",
            (true, false) => "an integer",
            (false, _) => "a string",
        }))
    })
}

/// Whether the value is a known number in quotes, or a known text of digits without quotes.
fn is_spelt_otherwise(known: &TagValue, value: &Value) -> bool {
    match (known, value) {
        (TagValue::Int(known), Value::String(text)) => known.to_string() == *text,
        (TagValue::Text(known), Value::Number(number)) => number.to_string() == *known,
        _ => false,
    }
}

fn tags(variant: &Variant) -> impl Iterator<Item = &TagValue> {
    std::iter::once(&variant.value).chain(&variant.also_read)
}
