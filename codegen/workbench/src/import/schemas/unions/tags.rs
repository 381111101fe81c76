//! The tag of a union.

use std::collections::HashSet;

use super::leaves::Leaf;
use crate::import::references::Part;
use crate::import::schemas::{Import, Merged};
use crate::import::value::Value;

impl<'d> Import<'d> {
    /// The tag, and its values for each variant; `None` if there is none.
    pub(super) fn tag(
        &mut self,
        merged: &Merged<'d>,
        leaves: &[Leaf<'d>],
    ) -> Option<(String, Vec<Vec<Value>>)> {
        let discriminator = merged.get("discriminator").cloned();
        let named = discriminator.as_ref().and_then(|part| part.text("propertyName"));
        if let (Some(discriminator), Some(tag)) = (&discriminator, named) {
            let mapping = discriminator.get("mapping");
            let values: Vec<Vec<Value>> =
                leaves.iter().map(|leaf| self.values_of(tag, leaf, mapping.as_ref())).collect();
            if are_good(&values) {
                return Some((tag.to_owned(), values));
            }
        }
        let first = leaves.first()?;
        let candidates: Vec<&str> = first.merged.properties.iter().map(|(wire, _)| *wire).collect();
        candidates.into_iter().find_map(|wire| {
            let values: Vec<Vec<Value>> = leaves.iter().map(|leaf| self.constants(wire, leaf)).collect();
            are_good(&values).then(|| (wire.to_owned(), values))
        })
    }

    /// The values of the tag that name a variant: those that the mapping has, or the constant in the schema, or the name
    /// of the schema.
    fn values_of(&mut self, tag: &str, leaf: &Leaf<'d>, mapping: Option<&Part<'d>>) -> Vec<Value> {
        let mut values = Vec::new();
        for (value, target) in mapping.into_iter().flat_map(Part::members) {
            let Some(target) = target.value.as_text() else { continue };
            let is_named = target == leaf.name && leaf.is_referenced;
            let mut leads = || self.references.resolve(target).is_some_and(|found| found.at == leaf.part.at);
            if is_named || leads() {
                values.push(Value::from(value));
            }
        }
        let mut constants = self.constants(tag, leaf);
        if values.is_empty() {
            values.append(&mut constants);
        } else if constants.iter().any(|constant| matches!(constant, Value::Int(_))) {
            // The names in a mapping are texts, whatever the type of the tag is.
            return constants;
        }
        if values.is_empty() && leaf.is_referenced {
            values.push(Value::from(leaf.name.as_str()));
        }
        values
    }

    /// The only value of a property of a variant.
    fn constants(&mut self, wire: &str, leaf: &Leaf<'d>) -> Vec<Value> {
        let Some(parts) = leaf.merged.property(wire) else { return Vec::new() };
        for part in parts.iter().cloned() {
            let Some(peeled) = self.peel(part) else { continue };
            let schema = peeled.part.value;
            let constant = schema.get("const").or_else(|| match schema.get("enum").map(Value::elements) {
                Some([one]) => Some(one),
                _ => None,
            });
            if let Some(constant @ (Value::Text(_) | Value::Int(_))) = constant {
                return vec![constant.clone()];
            }
        }
        Vec::new()
    }
}

/// Whether every variant has a value, all are of one type, and none occurs twice.
fn are_good(values: &[Vec<Value>]) -> bool {
    let all = || values.iter().flatten();
    let distinct: HashSet<&Value> = all().collect();
    let are_texts = all().all(|value| matches!(value, Value::Text(_)));
    let are_integers =
        all().all(|value| matches!(value, Value::Int(number) if i64::try_from(*number).is_ok()));
    values.iter().all(|values| !values.is_empty())
        && distinct.len() == all().count()
        && (are_texts || are_integers)
}
