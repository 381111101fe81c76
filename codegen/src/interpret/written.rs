//! Values in the form in which a client writes them, which decides whether two are equal.

use serde_json::{Map, Value};
use specwright_runtime::{Elements, MAX_LEVELS};

use super::Interpreter;
use crate::ir::{ModelId, Tolerance, Type};

/// A list of a body, whose elements are equal if a client that read them would write them equally.
pub(super) struct List<'i, 'a> {
    interpreter: &'i Interpreter<'a>,
    /// The type of the elements.
    ty: &'i Type,
    tolerate: Tolerance,
    elements: &'i [Value],
}

impl Elements for List<'_, '_> {
    fn count(&self) -> usize {
        self.elements.len()
    }

    /// `None`, too, where an element is nested too deep, which is reported as such.
    fn equal_pair(&self) -> Option<(usize, usize)> {
        let written = |element| self.interpreter.written(Some(self.ty), self.tolerate, element, 0);
        let written: Vec<Value> = self.elements.iter().map(written).collect::<Option<_>>()?;
        written.equal_pair()
    }
}

impl<'a> Interpreter<'a> {
    /// The elements of a list of `ty`.
    pub(super) fn list_of<'i>(
        &'i self,
        ty: &'i Type,
        tolerate: Tolerance,
        elements: &'i [Value],
    ) -> List<'i, 'a> {
        List { interpreter: self, ty, tolerate, elements }
    }

    /// The value with every number and name in the one form in which it is written; what has another type than it
    /// should, or none that is known, as it is. `None` where it is nested too deep.
    fn written(&self, ty: Option<&Type>, tolerate: Tolerance, value: &Value, level: usize) -> Option<Value> {
        if level > MAX_LEVELS {
            return None;
        }
        if let Some(Type::Nullable(inner) | Type::Boxed(inner)) = ty {
            return self.written(Some(inner), tolerate, value, level);
        }
        if let Some(Type::Union(id)) = ty
            && let Some((field, _)) = self.types.union(self.api, *id).value(value)
        {
            return self.written(Some(&field.ty), field.tolerate, value, level);
        }
        Some(match value {
            Value::Array(elements) => {
                let inner = if let Some(Type::List(inner)) = ty { Some(&**inner) } else { None };
                let elements =
                    elements.iter().map(|element| self.written(inner, tolerate, element, level + 1));
                Value::Array(elements.collect::<Option<_>>()?)
            }
            Value::Object(entries) => Value::Object(self.written_entries(ty, tolerate, entries, level)?),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => match ty {
                Some(Type::Scalar(kind)) => match self.read_number(*kind, tolerate, value) {
                    Ok(read) => read.number.into(),
                    Err(_) => value.clone(),
                },
                Some(Type::Enum(id)) => match self.types.values(self.api, *id).get(value) {
                    Some(known) => (&known.value).into(),
                    None => value.clone(),
                },
                Some(
                    Type::Model(_)
                    | Type::Union(_)
                    | Type::List(_)
                    | Type::Map(_)
                    | Type::Nullable(_)
                    | Type::Boxed(_),
                )
                | None => value.clone(),
            },
        })
    }

    fn written_entries(
        &self,
        ty: Option<&Type>,
        tolerate: Tolerance,
        entries: &Map<String, Value>,
        level: usize,
    ) -> Option<Map<String, Value>> {
        let (model, variant): (Option<ModelId>, _) = match ty {
            Some(Type::Model(id)) => (Some(*id), None),
            Some(Type::Union(id)) => {
                let union = &self.api.unions[*id];
                let variant = self.named(*id, entries).ok();
                (
                    variant.map(|variant| variant.model),
                    variant.and_then(|variant| Some((union.tag.as_ref()?, &variant.value))),
                )
            }
            Some(
                Type::Scalar(_)
                | Type::Enum(_)
                | Type::List(_)
                | Type::Map(_)
                | Type::Nullable(_)
                | Type::Boxed(_),
            )
            | None => (None, None),
        };
        let entry = |(key, value): (&String, &Value)| {
            let field = model.and_then(|id| self.api.models[id].field(key));
            let value = match (ty, field, variant) {
                (Some(Type::Map(inner)), _, _) => self.written(Some(inner), tolerate, value, level + 1)?,
                (_, Some(field), _) => self.written(Some(&field.ty), field.tolerate, value, level + 1)?,
                (_, None, Some((name, written))) if name == key => written.into(),
                (_, None, _) => self.written(None, tolerate, value, level + 1)?,
            };
            Some((key.clone(), value))
        };
        entries.iter().map(entry).collect()
    }
}
