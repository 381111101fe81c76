//! Prepared data of each model, created when a body first contains one.

use std::sync::OnceLock;

use serde_json::{Map, Value};

use super::limits::FieldRules;
use crate::ir::{Api, Beside, Field, Model, ModelId};

/// The models of an API that bodies have contained so far.
///
/// The table is created with the first model, since most values that are validated alone (examples, defaults)
/// contain none.
#[derive(Debug, Default)]
pub(super) struct Models<'a>(OnceLock<Beside<Model, OnceLock<Prepared<'a>>>>);

impl<'a> Models<'a> {
    pub(super) fn prepared(&self, api: &'a Api, id: ModelId) -> &Prepared<'a> {
        let table = self.0.get_or_init(|| Beside::new(&api.models, |_| OnceLock::new()));
        table[id].get_or_init(|| Prepared::new(&api.models[id], api))
    }
}

/// A model with the rules of its fields.
#[derive(Debug)]
pub(super) struct Prepared<'a> {
    pub(super) model: &'a Model,
    /// In the order of the model's fields.
    rules: Vec<FieldRules<'a>>,
    /// The wire keys, sorted, each with the index of its field.
    keys: Vec<(&'a str, usize)>,
}

impl<'a> Prepared<'a> {
    fn new(model: &'a Model, api: &Api) -> Self {
        let fields = model.fields.iter();
        let mut keys: Vec<_> =
            fields.clone().enumerate().map(|(place, field)| (&*field.wire, place)).collect();
        keys.sort_unstable();
        Self { model, rules: fields.map(|field| FieldRules::of(field, api)).collect(), keys }
    }

    /// The fields with their rules, in the spec's order.
    pub(super) fn fields(&self) -> impl Iterator<Item = (&'a Field, &FieldRules<'a>)> + Clone {
        self.model.fields.iter().zip(&self.rules)
    }

    /// Assigns the values of an object to their fields. Returns how many keys are fields.
    ///
    /// One pass over the object instead of a search for each field. Keys of objects are mostly sorted, so that the next
    /// key is mostly the next one here; otherwise it is searched.
    pub(super) fn place<'v>(
        &self,
        object: &'v Map<String, Value>,
        values: &mut [Option<&'v Value>],
    ) -> usize {
        let mut known = 0;
        let mut next = 0;
        for (key, value) in object {
            let is_next = self.keys.get(next).is_some_and(|(expected, _)| expected == key);
            let found =
                if is_next { Ok(next) } else { self.keys.binary_search_by(|(known, _)| known.cmp(&&**key)) };
            let Ok(found) = found else { continue };
            next = found + 1;
            if let Some((_, place)) = self.keys.get(found)
                && let Some(slot) = values.get_mut(*place)
            {
                *slot = Some(value);
                known += 1;
            }
        }
        known
    }
}
