//! Changes an example so that it keeps the conditions between its fields.

use std::collections::BTreeSet;

use serde_json::{Map, Value};
use specwright_runtime::{Breach, Number, Severity, Violation};

use super::{Maker, sample};
use crate::interpret::Interpreter;
use crate::ir::{Demand, FieldPath, Model, ModelId, Need, Type};

impl Maker<'_> {
    /// Adds what the conditions of a model require of this object, and removes optional fields that they forbid.
    pub(super) fn satisfy(&mut self, id: ModelId, object: &mut Map<String, Value>) {
        let model = &self.api.models[id];
        if !has_conditions(model) {
            return;
        }
        let interpreter = Interpreter::new(self.api);
        // A value is changed only where leaving fields out does not help: the examples of the spec are better ones.
        for change in [Change::Add, Change::AddOrReplace] {
            self.change(id, object, &interpreter, change);
            // Replies are never checked, and have fields that are forbidden in a request.
            if !self.least && !self.reply {
                leave_out(model, id, object, &interpreter);
            }
        }
    }

    /// Sets fields whose value or absence is an error, each at most once, so that fields that exclude each other come to an end.
    fn change(
        &mut self,
        id: ModelId,
        object: &mut Map<String, Value>,
        interpreter: &Interpreter<'_>,
        change: Change,
    ) {
        let model = &self.api.models[id];
        let mut changed = BTreeSet::new();
        loop {
            let found = violations(interpreter, id, object);
            let next = found.iter().find(|violation| {
                let is_error = violation.severity == Severity::Error;
                is_error
                    && wanted(model, violation, change).is_some()
                    && changed.insert(violation.path.clone())
            });
            let Some((path, value)) = next.and_then(|violation| wanted(model, violation, change)) else {
                break;
            };
            self.set(id, object, path.names(), value);
        }
    }

    /// Sets a field of a model, or of a model inside it: to the value, or else to its example.
    fn set(&mut self, id: ModelId, object: &mut Map<String, Value>, path: &[String], value: Option<Value>) {
        let api = self.api;
        let Some((wire, rest)) = path.split_first() else { return };
        let Some(field) = api.models[id].field(wire) else { return };
        if self.reply && field.presence.write_only {
            return;
        }
        if rest.is_empty() {
            let value = value.unwrap_or_else(|| self.value_of(field));
            object.insert(wire.clone(), value);
            return;
        }
        let Type::Model(inner) = field.ty.innermost() else { return };
        if !object.contains_key(wire) {
            object.insert(wire.clone(), Value::Object(self.model(*inner)));
        }
        if let Some(Value::Object(object)) = object.get_mut(wire) {
            self.set(*inner, object, rest, value);
        }
    }
}

/// What can be changed to correct an error.
#[derive(Clone, Copy, PartialEq)]
enum Change {
    /// Fields are added, and values moved behind those of another field.
    Add,
    /// Fields also get the value that a rule over several fields requires.
    AddOrReplace,
}

/// Removes optional fields without which there are fewer violations.
fn leave_out(model: &Model, id: ModelId, object: &mut Map<String, Value>, interpreter: &Interpreter<'_>) {
    let mut count = violations(interpreter, id, object).len();
    for field in model.fields.iter().filter(|field| field.presence.need != Need::Always) {
        if count == 0 {
            return;
        }
        let Some(removed) = object.remove(&field.wire) else { continue };
        let rest = violations(interpreter, id, object).len();
        if rest < count {
            count = rest;
        } else {
            object.insert(field.wire.clone(), removed);
        }
    }
}

/// Whether the value of a field can make the object invalid in which it is.
fn has_conditions(model: &Model) -> bool {
    let is_conditional = |need: &Need| match need {
        Need::Optional | Need::Always => false,
        Need::When(_) => true,
    };
    let mut fields = model.fields.iter();
    !model.rules.is_empty()
        || fields.any(|field| {
            is_conditional(&field.presence.need)
                || field.presence.forbidden.is_some()
                || field.after.is_some()
        })
}

/// The violations of an object. It is lent to the interpreter rather than copied.
fn violations(interpreter: &Interpreter<'_>, id: ModelId, object: &mut Map<String, Value>) -> Vec<Violation> {
    let value = Value::Object(std::mem::take(object));
    let report = interpreter.value_of(id, &value);
    if let Value::Object(same) = value {
        *object = same;
    }
    report.violations().to_vec()
}

/// The field that has to be set so that the violation is gone, and its value, if that is not its example.
fn wanted(model: &Model, violation: &Violation, change: Change) -> Option<(FieldPath, Option<Value>)> {
    let own = model.fields.iter().map(|field| FieldPath::of(&field.wire));
    let inner = model.rules.iter().flat_map(|rule| rule.fields().iter().cloned());
    let path = own.chain(inner).find(|path| path.to_string() == violation.path)?;
    let is_value_of_rule =
        |breach: &Breach| matches!(breach, Breach::Constant { .. } | Breach::Required { .. });
    let breach = match &violation.breach {
        Breach::Conditional { breach, .. } => breach,
        breach => breach,
    };
    let value = model.rules.iter().find_map(|rule| match &rule.demand {
        Demand::AnyOf(of, values) if *of == path && is_value_of_rule(breach) => {
            values.first().map(Value::from)
        }
        Demand::AnyOf(..)
        | Demand::Required(_)
        | Demand::Forbidden(_)
        | Demand::Within(..)
        | Demand::AtLeastOne(_)
        | Demand::AtMostOne(_)
        | Demand::MaxItems(..) => None,
    });
    let is_of_rule = value.is_some();
    let after = || {
        let Breach::After { limit, .. } = breach else { return None };
        let kind = path.own().and_then(|wire| model.field(wire))?.ty.scalar()?;
        Some(sample::written(
            kind,
            match limit {
                Number::Int(limit) => Number::Int(limit.saturating_add(1)),
                Number::Float(limit) => Number::Float(limit + 1.0),
            },
        ))
    };
    match value.or_else(after) {
        Some(_) if is_of_rule && change == Change::Add => None,
        Some(value) => Some((path, Some(value))),
        None => {
            matches!(breach, Breach::Required { .. } | Breach::AtLeastOneOf { .. }).then_some((path, None))
        }
    }
}
