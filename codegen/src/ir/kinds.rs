//! The kinds of JSON values that types have, by which a union distinguishes its variants.

use serde_json::Value;
use specwright_runtime::read::ValueKind;

use super::{Api, Arena, Enum, Field, JsonKind, TagValue, Type, Union};

impl Type {
    /// The only kind of JSON values that the type has, apart from null; `None` if there are several.
    pub fn value_kind(&self, enums: &Arena<Enum>) -> Option<ValueKind> {
        match self {
            Type::Scalar(kind) => match kind.json() {
                JsonKind::String => Some(ValueKind::String),
                JsonKind::Integer | JsonKind::Number => Some(ValueKind::Number),
                JsonKind::Boolean => Some(ValueKind::Boolean),
                JsonKind::File | JsonKind::Any => None,
            },
            Type::Enum(id) => match enums[*id].values.first().map(|value| &value.value) {
                Some(TagValue::Int(_)) => Some(ValueKind::Number),
                Some(TagValue::Text(_)) | None => Some(ValueKind::String),
            },
            Type::List(_) => Some(ValueKind::List),
            Type::Model(_) | Type::Map(_) => Some(ValueKind::Object),
            // A union has several of them, or is an object.
            Type::Union(_) => None,
            Type::Nullable(inner) | Type::Boxed(inner) => inner.value_kind(enums),
        }
    }
}

impl Api {
    /// The variant of a union that is a value of this kind and no object with known fields.
    pub fn value_variant<'a>(&self, union: &'a Union, kind: ValueKind) -> Option<&'a Field> {
        union.values.iter().find(|field| field.ty.value_kind(&self.enums) == Some(kind))
    }

    /// The same for a value.
    pub fn value_variant_of<'a>(&self, union: &'a Union, value: &Value) -> Option<&'a Field> {
        self.value_variant(union, ValueKind::of(value))
    }

    /// The kinds of the values of a union, in words: "a number, a list or an object".
    pub(crate) fn kinds(&self, union: &Union) -> String {
        let mut kinds: Vec<String> = union
            .values
            .iter()
            .filter_map(|field| field.ty.value_kind(&self.enums))
            .map(|kind| kind.to_string())
            .collect();
        kinds.extend((!union.variants.is_empty()).then(|| ValueKind::Object.to_string()));
        match kinds.split_last() {
            Some((last, rest)) if !rest.is_empty() => format!("{} or {last}", rest.join(", ")),
            Some(_) | None => kinds.concat(),
        }
    }
}
