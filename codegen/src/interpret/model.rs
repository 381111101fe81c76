//! Models: presence, values and order of fields.

use std::borrow::Cow;

use serde_json::{Map, Value};
use specwright_runtime::{Breach, MAX_LEVELS, Number, Ordered, Report, Timestamp, is_less};

use super::Interpreter;
use super::describe::wrong_type;
use super::limits::FieldRules;
use super::value::accepts_null;
use super::value_at::ValueAt;
use super::whole::Whole;
use crate::ir::{Field, Location, Model, ModelId, Need, Order, Scalar, Severity, Type};
use crate::phrase;
use crate::suggest;

impl Interpreter<'_> {
    /// Validates a value of a model.
    pub(super) fn model(&self, id: ModelId, found: ValueAt<'_>, report: &mut Report) {
        match found.value {
            Value::Object(object) => {
                if self.fields(id, object, found, report) < object.len() {
                    let prepared = self.types.model(self.api, id);
                    let known = prepared.fields().map(|(field, _)| field.wire.as_str());
                    let former = former_keys(prepared.model, object, found, report);
                    let is_known = |key: &str| prepared.field(key).is_some() || former.contains(&key);
                    unknown_keys(known, is_known, object, found, report);
                }
            }
            other => found.error(wrong_type(self.api, &Type::Model(id), other), report),
        }
    }

    /// Validates the parameters of an operation: all fields of its model except the body.
    pub(super) fn parameter_model(&self, id: ModelId, found: ValueAt<'_>, report: &mut Report) {
        let Value::Object(object) = found.value else {
            let breach = Breach::Type {
                expected: "an object".into(),
                found: super::describe::found(found.value).into(),
            };
            found.error(breach, report);
            return;
        };
        let prepared = self.types.model(self.api, id);
        let is_parameter = |field: &Field| field.location != Location::Body;
        Whole::of(prepared, object, found, |whole, _| {
            for ((field, rules), value) in prepared.fields().zip(whole.values) {
                if is_parameter(field) {
                    self.field_of(field, rules, *value, whole, report);
                }
            }
        });
        let names = prepared.fields().filter(|(field, _)| is_parameter(field)).map(|(field, _)| &*field.wire);
        let is_known = |key: &str| prepared.field(key).is_some_and(is_parameter);
        unknown_keys(names, is_known, object, found, report);
    }

    /// Validates the fields of a model, in the spec's order. Returns how many keys of the object are fields.
    pub(super) fn fields(
        &self,
        id: ModelId,
        object: &Map<String, Value>,
        found: ValueAt<'_>,
        report: &mut Report,
    ) -> usize {
        Whole::of(self.types.model(self.api, id), object, found, |whole, known| {
            for ((field, rules), value) in whole.model.fields().zip(whole.values) {
                // Most fields of a large model are absent.
                if value.is_some() || field.presence.need != Need::Optional {
                    self.field_of(field, rules, *value, whole, report);
                }
            }
            self.rules(whole, report);
            known
        })
    }

    /// Validates a field of an object: presence, value, order.
    fn field_of(
        &self,
        field: &Field,
        rules: &FieldRules<'_>,
        value: Option<&Value>,
        whole: Whole<'_>,
        report: &mut Report,
    ) {
        let found = whole.found;
        let Some(value) = value else {
            if self.is_needed(&field.presence.need, whole) {
                let when = phrase::required_when(&field.presence.need).map(Cow::Owned);
                found.key(&field.wire, &Value::Null).error(Breach::Required { when }, report);
            }
            return;
        };
        let here = || found.key(&field.wire, value);
        if let Some(condition) = &field.presence.forbidden
            && self.holds(condition, whole)
        {
            here().error(Breach::Forbidden { when: phrase::when(condition).into() }, report);
        }
        if let Some(reason) = &field.discouraged
            && !(field.unless_empty && value.as_str() == Some(""))
        {
            here().warning(Breach::Discouraged { reason: reason.clone().into() }, report);
        }
        // The quick look does not know how deep the value lies.
        let is_deep = found.levels() + 1 >= MAX_LEVELS;
        if field.constant.is_some() || is_deep || !self.passes(&field.ty, rules, value) {
            self.given(field, rules, here(), report);
        }
        if let Some(order) = &field.after {
            self.order(field, order, whole, here(), report);
        }
    }

    /// Validates the value of a field that is present.
    pub(super) fn given(
        &self,
        field: &Field,
        rules: &FieldRules<'_>,
        found: ValueAt<'_>,
        report: &mut Report,
    ) {
        if found.value.is_null() && (field.nullable || accepts_null(&field.ty)) {
            return;
        }
        match &field.constant {
            Some(constant) => {
                if !is_constant(constant, found.value) {
                    let expected = Value::from(constant).to_string();
                    let actual =
                        if field.secret { "another value".to_owned() } else { found.value.to_string() };
                    found.error(Breach::Constant { expected, actual }, report);
                }
            }
            None if found.value.is_null() => found.error(Breach::Null, report),
            None => self.value(&field.ty, rules, found, report),
        }
    }

    fn is_needed(&self, need: &Need, whole: Whole<'_>) -> bool {
        match need {
            Need::Optional => false,
            Need::Always => true,
            Need::When(condition) => self.holds(condition, whole),
        }
    }

    /// The order between two fields is checked if both are present and readable.
    fn order(&self, field: &Field, order: &Order, whole: Whole<'_>, found: ValueAt<'_>, report: &mut Report) {
        let earlier = whole.get(&order.field).and_then(|(other, value)| self.number_at(other, value));
        let (Some(limit), Some(actual)) = (earlier, self.number_at(field, found.value)) else {
            return;
        };
        if !is_less(limit, actual) {
            let breach = Breach::After { other: order.field.clone().into(), limit, actual };
            match order.severity {
                Severity::Error => found.error(breach, report),
                Severity::Warning => found.warning(breach, report),
            }
        }
    }

    /// The value of a field as a number, if it is one.
    pub(super) fn number_at(&self, field: &Field, value: &Value) -> Option<Number> {
        let kind = field.ty.innermost().scalar()?;
        match self.read_number(kind, field.tolerate, value).ok()?.number {
            Number::Int(seconds) if kind.is_timestamp() => {
                i64::try_from(seconds).ok().and_then(|seconds| Timestamp::from_unix_seconds(seconds).number())
            }
            number => Some(number),
        }
    }
}

/// Reports the keys of an object that are former fields, and returns them.
pub(super) fn former_keys<'m>(
    model: &'m Model,
    object: &Map<String, Value>,
    found: ValueAt<'_>,
    report: &mut Report,
) -> Vec<&'m str> {
    let former = model.former_fields.iter().filter_map(|(key, reason)| {
        let breach = Breach::Discouraged { reason: reason.clone().into() };
        found.key(key, object.get(key)?).warning(breach, report);
        Some(key.as_str())
    });
    former.collect()
}

/// Reports the keys of an object that are not known.
pub(super) fn unknown_keys<'k>(
    known: impl Iterator<Item = &'k str> + Clone,
    is_known: impl Fn(&str) -> bool,
    object: &Map<String, Value>,
    found: ValueAt<'_>,
    report: &mut Report,
) {
    for (key, value) in object {
        if !is_known(key) {
            let suggestion = suggest::nearest(key, known.clone()).map(str::to_owned);
            found.key(key, value).error(Breach::UnknownKey { suggestion }, report);
        }
    }
}

/// Whether the value is equal to the constant.
fn is_constant(constant: &Scalar, value: &Value) -> bool {
    match constant {
        Scalar::Float(constant) => value.as_f64() == Some(*constant),
        Scalar::Bool(_) | Scalar::Int(_) | Scalar::Text(_) => Value::from(constant) == *value,
    }
}
