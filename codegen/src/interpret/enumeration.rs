//! Enumerations, and the values of tags.

use serde_json::Value;
use specwright_runtime::{Breach, Report};

use super::Interpreter;
use super::describe::wrong_type;
use super::value_at::ValueAt;
use crate::ir::{Enum, EnumId, TagValue, Type};
use crate::suggest;

impl Interpreter<'_> {
    /// Whether the value is documented.
    pub(super) fn is_documented(&self, id: EnumId, value: &Value) -> bool {
        self.types.values(self.api, id).get(value).is_some_and(|known| !known.extra)
    }

    /// Validates a value of an enumeration.
    pub(super) fn enumeration(&self, id: EnumId, found: ValueAt<'_>, report: &mut Report) {
        let enumeration = &self.api.enums[id];
        match self.types.values(self.api, id).get(found.value) {
            Some(value) if value.extra => {
                found.warning(Breach::Undocumented { value: value.value.to_string().into() }, report);
            }
            Some(_) => {}
            None => {
                let values = || spellings(enumeration);
                let breach = unknown(values, found.value)
                    .unwrap_or_else(|| wrong_type(self.api, &Type::Enum(id), found.value));
                found.error(breach, report);
            }
        }
    }
}

/// The breach of a value of the right JSON type that is not known.
pub(super) fn unknown<'t, I>(known: impl Fn() -> I, value: &Value) -> Option<Breach>
where
    I: Iterator<Item = &'t TagValue>,
{
    match value {
        Value::String(found) => {
            let mut texts = known().filter_map(as_text).peekable();
            texts.peek()?;
            let suggestion = suggest::nearest(found, texts).map(str::to_owned);
            Some(Breach::UnknownValue { value: found.clone(), suggestion })
        }
        Value::Number(number) if number.is_i64() || number.is_u64() => known()
            .any(|tag| matches!(tag, TagValue::Int(_)))
            .then(|| Breach::UnknownValue { value: number.to_string(), suggestion: None }),
        _ => None,
    }
}

fn as_text(tag: &TagValue) -> Option<&str> {
    match tag {
        TagValue::Int(_) => None,
        TagValue::Text(text) => Some(text),
    }
}

fn spellings(enumeration: &Enum) -> impl Iterator<Item = &TagValue> {
    enumeration.values.iter().flat_map(|known| std::iter::once(&known.value).chain(&known.also_read))
}
