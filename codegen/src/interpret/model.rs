//! Models: which fields are there, what they hold and in which order they come.

use std::borrow::Cow;

use serde_json::{Map, Value};
use specwright_runtime::{Breach, Number, Ordered, Report, Timestamp, is_less};

use super::Interpreter;
use super::condition::json;
use super::describe::wrong_type;
use super::found::Found;
use super::limits::FieldRules;
use super::value::accepts_null;
use crate::ir::{Field, Location, Model, ModelId, Need, Order, Scalar, Severity, Type};
use crate::phrase;
use crate::suggest;

impl Interpreter<'_> {
    /// Judges a value of a model.
    pub(super) fn model(&self, id: ModelId, found: Found<'_>, report: &mut Report) {
        let model = &self.api.models[id];
        match found.value {
            Value::Object(object) => {
                self.fields(model, object, found, report);
                let known = model.fields.iter().map(|field| field.wire.as_str());
                unknown_keys(known, object, found, report);
            }
            other => found.error(wrong_type(self.api, &Type::Model(id), other), report),
        }
    }

    /// Judges the parameters of an operation: all fields of its model but the body.
    pub(super) fn parameter_model(&self, model: &Model, found: Found<'_>, report: &mut Report) {
        let Value::Object(object) = found.value else {
            let breach = Breach::Type {
                expected: "an object".into(),
                found: super::describe::found(found.value).into(),
            };
            found.error(breach, report);
            return;
        };
        let parameters = || model.fields.iter().filter(|field| field.location != Location::Body);
        for field in parameters() {
            self.field_of(field, model, object, found, report);
        }
        unknown_keys(parameters().map(|field| field.wire.as_str()), object, found, report);
    }

    /// Judges the fields of a model, in the spec's order.
    pub(super) fn fields(
        &self,
        model: &Model,
        object: &Map<String, Value>,
        found: Found<'_>,
        report: &mut Report,
    ) {
        for field in &model.fields {
            self.field_of(field, model, object, found, report);
        }
    }

    /// Judges one field of an object: presence, value, order.
    fn field_of(
        &self,
        field: &Field,
        model: &Model,
        object: &Map<String, Value>,
        found: Found<'_>,
        report: &mut Report,
    ) {
        let Some(value) = object.get(&field.wire) else {
            if self.is_needed(&field.presence.need, model, object) {
                let when = phrase::required_when(&field.presence.need).map(Cow::Owned);
                found.key(&field.wire, &Value::Null).error(Breach::Required { when }, report);
            }
            return;
        };
        let here = found.key(&field.wire, value);
        if let Some(condition) = &field.presence.forbidden_if
            && self.holds(condition, model, object)
        {
            here.error(Breach::Forbidden { when: phrase::forbidden_when(condition).into() }, report);
        }
        self.given(field, here, report);
        if let Some(order) = &field.after {
            self.order(field, order, model, object, here, report);
        }
    }

    /// Judges the value of a field that is there.
    pub(super) fn given(&self, field: &Field, found: Found<'_>, report: &mut Report) {
        if found.value.is_null() && (field.nullable || accepts_null(&field.ty)) {
            return;
        }
        match &field.constant {
            Some(constant) => {
                if !is_constant(constant, found.value) {
                    let expected = json(constant).to_string();
                    let actual =
                        if field.secret { "another value".to_owned() } else { found.value.to_string() };
                    found.error(Breach::Constant { expected, actual }, report);
                }
            }
            None if found.value.is_null() => found.error(Breach::Null, report),
            None => {
                let rules = FieldRules::of(field, self.api, &self.patterns);
                self.value(&field.ty, &rules, found, report);
            }
        }
    }

    fn is_needed(&self, need: &Need, model: &Model, object: &Map<String, Value>) -> bool {
        match need {
            Need::Optional => false,
            Need::Always => true,
            Need::If(condition) => self.holds(condition, model, object),
            Need::Unless(condition) => !self.holds(condition, model, object),
        }
    }

    /// The order between two fields counts where both are there and can be read.
    fn order(
        &self,
        field: &Field,
        order: &Order,
        model: &Model,
        object: &Map<String, Value>,
        found: Found<'_>,
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
        let value = object.get(&field.wire)?;
        let number = self.read_number(&field.ty, field.tolerate, value).ok()?.number;
        match (&field.ty, number) {
            (Type::Timestamp(_), Number::Int(seconds)) => {
                i64::try_from(seconds).ok().and_then(|seconds| Timestamp::from_unix_seconds(seconds).number())
            }
            (_, number) => Some(number),
        }
    }
}

/// Reports the keys of an object that are not known.
pub(super) fn unknown_keys<'k>(
    known: impl Iterator<Item = &'k str> + Clone,
    object: &Map<String, Value>,
    found: Found<'_>,
    report: &mut Report,
) {
    for (key, value) in object {
        if !known.clone().any(|known| known == key) {
            let suggestion = suggest::nearest(key, known.clone()).map(str::to_owned);
            found.key(key, value).error(Breach::UnknownKey { suggestion }, report);
        }
    }
}

/// Whether the value is the only one that the field may have.
fn is_constant(constant: &Scalar, value: &Value) -> bool {
    match constant {
        Scalar::Float(constant) => value.as_f64() == Some(*constant),
        Scalar::Bool(_) | Scalar::Int(_) | Scalar::Text(_) => json(constant) == *value,
    }
}
