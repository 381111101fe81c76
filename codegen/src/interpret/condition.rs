//! Conditions on fields.

use serde_json::Value;
use specwright_runtime::Number;

use super::Interpreter;
use super::whole::Whole;
use crate::ir::{Choice, Condition, Field, Is, Scalar, Type, is_within};

impl Interpreter<'_> {
    /// Whether the condition holds. A field that is absent, null or of the wrong type has no value.
    pub(super) fn holds(&self, condition: &Condition, whole: Whole<'_>) -> bool {
        condition.holds(|choice| self.choice_holds(choice, whole))
    }

    fn choice_holds(&self, choice: &Choice, whole: Whole<'_>) -> bool {
        let found = self.at_path(choice.field.names(), whole);
        match (&choice.is, found) {
            (Is::Present, found) => found.is_some(),
            (Is::Absent, found) => found.is_none(),
            (Is::AnyOf(values), Some((field, value))) => self.has_any_of(field, value, values),
            (Is::Within(limits), Some((field, value))) => {
                self.number_at(field, value).is_some_and(|number| is_within(number, limits))
            }
            (Is::AnyOf(_) | Is::Within(_), None) => false,
        }
    }

    /// The field at a path, and its value, if it is present.
    pub(super) fn at_path<'v>(&'v self, path: &[String], whole: Whole<'v>) -> Option<(&'v Field, &'v Value)> {
        let (wire, rest) = path.split_first()?;
        rest.iter().try_fold(whole.get(wire)?, |(field, value), wire| {
            let Type::Model(id) = field.ty.innermost() else { return None };
            Some((self.types.model(self.api, *id).field(wire)?, value.as_object()?.get(wire)?))
        })
    }

    /// Whether the field's value is one of these.
    pub(super) fn has_any_of(&self, field: &Field, value: &Value, values: &[Scalar]) -> bool {
        values.iter().any(|wanted| self.has(field, value, wanted))
    }

    /// Whether the field's value is the spec's value `wanted`, in any accepted spelling.
    fn has(&self, field: &Field, value: &Value, wanted: &Scalar) -> bool {
        if let Type::Enum(id) = &field.ty {
            let values = self.types.values(self.api, *id);
            let meant = values.get(&wanted.into()).map(|known| &known.value);
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
