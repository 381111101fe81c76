//! Models: presence, values and order of fields.

use std::borrow::Cow;

use serde_json::{Map, Value};
use specwright_runtime::{Breach, MAX_LEVELS, Number, Ordered, Report, Timestamp, is_less};

use super::Interpreter;
use super::describe::wrong_type;
use super::limits::FieldRules;
use super::prepared::Prepared;
use super::value::accepts_null;
use super::value_at::ValueAt;
use crate::ir::{Field, Location, Model, ModelId, Need, Order, Scalar, Severity, Type};
use crate::phrase;
use crate::suggest;

/// The number of fields whose values are sorted on the stack; more need an allocation.
const PLACES: usize = 48;

/// An object, its path and its model.
#[derive(Clone, Copy)]
struct Whole<'v> {
    model: &'v Prepared<'v>,
    object: &'v Map<String, Value>,
    found: ValueAt<'v>,
}

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
        let parameters = || prepared.fields().filter(|(field, _)| field.location != Location::Body);
        let whole = Whole { model: prepared, object, found };
        for (field, rules) in parameters() {
            let value = object.get(&field.wire);
            self.field_of(field, rules, value, whole, report);
        }
        let is_known = |key: &str| prepared.field(key).is_some_and(|field| field.location != Location::Body);
        unknown_keys(parameters().map(|(field, _)| field.wire.as_str()), is_known, object, found, report);
    }

    /// Validates the fields of a model, in the spec's order. Returns how many keys of the object are fields.
    pub(super) fn fields(
        &self,
        id: ModelId,
        object: &Map<String, Value>,
        found: ValueAt<'_>,
        report: &mut Report,
    ) -> usize {
        let prepared = self.types.model(self.api, id);
        let count = prepared.model.fields.len();
        let (mut few, mut many) = ([None; PLACES], Vec::new());
        let values = match few.get_mut(..count) {
            Some(values) => values,
            None => {
                many.resize(count, None);
                &mut many[..]
            }
        };
        let known = prepared.place(object, values);
        let whole = Whole { model: prepared, object, found };
        for ((field, rules), value) in prepared.fields().zip(values.iter()) {
            self.field_of(field, rules, *value, whole, report);
        }
        self.rules(prepared, (object, &*values), found, report);
        known
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
        let Whole { model, object, found } = whole;
        let Some(value) = value else {
            if self.is_needed(&field.presence.need, model, object) {
                let when = phrase::required_when(&field.presence.need).map(Cow::Owned);
                found.key(&field.wire, &Value::Null).error(Breach::Required { when }, report);
            }
            return;
        };
        let here = || found.key(&field.wire, value);
        if let Some(condition) = &field.presence.forbidden
            && self.holds(condition, model, object)
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

    fn is_needed(&self, need: &Need, model: &Prepared<'_>, object: &Map<String, Value>) -> bool {
        match need {
            Need::Optional => false,
            Need::Always => true,
            Need::When(condition) => self.holds(condition, model, object),
        }
    }

    /// The order between two fields is checked if both are present and readable.
    fn order(
        &self,
        field: &Field,
        order: &Order,
        Whole { model, object, .. }: Whole<'_>,
        found: ValueAt<'_>,
        report: &mut Report,
    ) {
        let earlier = model.field(&order.field).and_then(|other| self.number_of(other, object));
        let (Some(limit), Some(actual)) = (earlier, self.number_of(field, object)) else {
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

    fn number_of(&self, field: &Field, object: &Map<String, Value>) -> Option<Number> {
        self.number_at(field, object.get(&field.wire)?)
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
