//! Parameters of several scalar types, each of which is a text on the wire.

use crate::import::draft::{Ty, Wrapper};
use crate::import::references::Part;
use crate::import::schemas::{Import, Kind, Merged};
use crate::import::value::Value;

impl<'d> Import<'d> {
    /// Whether the values of a schema, or those in its list, are scalars of several types.
    pub(super) fn is_text_of_scalars(&mut self, ty: &Ty, schema: Part<'d>) -> bool {
        let merged = self.merge(std::slice::from_ref(&schema));
        match ty.wrappers.as_slice() {
            [] => self.are_scalars(&merged, 0),
            [Wrapper::List] => merged.get("items").cloned().is_some_and(|items| {
                let merged = self.merge(std::slice::from_ref(&items));
                self.are_scalars(&merged, 0)
            }),
            _ => false,
        }
    }

    /// Whether a value is a scalar, or a list of scalars.
    pub(super) fn is_text_or_texts(&mut self, schema: &Part<'d>) -> bool {
        let merged = self.merge(std::slice::from_ref(schema));
        let Kind::Union(branches) = self.kind_quietly(&merged) else { return false };
        let mut has_list = false;
        let are_flat = branches.iter().all(|branch| {
            let mut merged = self.merge(std::slice::from_ref(branch));
            if let Kind::List(Some(items)) = self.kind_quietly(&merged) {
                has_list = true;
                merged = self.merge(std::slice::from_ref(&items));
            }
            self.are_scalars(&merged, 0)
        });
        has_list && are_flat
    }

    fn are_scalars(&mut self, merged: &Merged<'d>, depth: usize) -> bool {
        const MAX_DEPTH: usize = 4;
        let is_scalar = |value: &Value| !matches!(value, Value::Null | Value::List(_) | Value::Object(_));
        match self.kind_quietly(merged) {
            Kind::Text | Kind::Integer | Kind::Number | Kind::Boolean | Kind::Values(_) => true,
            Kind::Union(branches) => {
                depth < MAX_DEPTH
                    && branches.iter().all(|branch| {
                        let merged = self.merge(std::slice::from_ref(branch));
                        self.are_scalars(&merged, depth + 1)
                    })
            }
            Kind::Any => {
                let types = merged.value("type").map(Value::elements).unwrap_or_default();
                let values = merged.value("enum").map(Value::elements).unwrap_or_default();
                let are_values = !values.is_empty() && values.iter().all(is_scalar);
                let is_name = |name: &Value| !matches!(name.as_text(), Some("array" | "object") | None);
                are_values || !types.is_empty() && types.iter().all(is_name)
            }
            Kind::Several(types) => !types.contains(&"array"),
            Kind::List(_) | Kind::Map(_) | Kind::Model => false,
        }
    }
}
