//! Conditions on fields.

use serde_json::{Map, Value};
use specwright_runtime::Number;

use super::Interpreter;
use super::prepared::Prepared;
use crate::ir::{Choice, Condition, Field, Scalar, Type};

impl Interpreter<'_> {
    /// Whether the condition holds. For a field that is absent, null or of the wrong type, no choice holds.
    pub(super) fn holds(
        &self,
        condition: &Condition,
        model: &Prepared<'_>,
        object: &Map<String, Value>,
    ) -> bool {
        condition.holds(|choice| self.choice_holds(choice, model, object))
    }

    fn choice_holds(&self, choice: &Choice, model: &Prepared<'_>, object: &Map<String, Value>) -> bool {
        match (model.field(&choice.field), object.get(&choice.field)) {
            (Some(field), Some(value)) => choice.any_of.iter().any(|wanted| self.has(field, value, wanted)),
            _ => false,
        }
    }

    /// Whether the field's value is the spec's value `wanted`, in any accepted spelling.
    fn has(&self, field: &Field, value: &Value, wanted: &Scalar) -> bool {
        if let Type::Enum(id) = &field.ty {
            let values = self.types.values(self.api, *id);
            let meant = values.get(&json(wanted)).map(|known| &known.value);
            return meant.is_some() && meant == values.get(value).map(|known| &known.value);
        }
        let is_number = |wanted: Number| {
            let read =
                field.ty.innermost().scalar().map(|kind| self.read_number(kind, field.tolerate, value));
            matches!(read, Some(Ok(read)) if read.number == wanted)
        };
        match wanted {
            Scalar::Bool(wanted) => value.as_bool() == Some(*wanted),
            Scalar::Text(wanted) => value.as_str() == Some(wanted),
            Scalar::Int(wanted) => is_number(Number::Int(*wanted)),
            Scalar::Float(wanted) => is_number(Number::Float(*wanted)),
        }
    }
}

/// The value as JSON.
pub(super) fn json(scalar: &Scalar) -> Value {
    match scalar {
        Scalar::Bool(value) => Value::from(*value),
        Scalar::Int(value) => Number::Int(*value).into(),
        Scalar::Float(value) => Value::from(*value),
        Scalar::Text(text) => Value::from(text.as_str()),
    }
}
