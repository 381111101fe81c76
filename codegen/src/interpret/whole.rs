//! An object with its model.

use serde_json::{Map, Value};

use super::prepared::Prepared;
use super::value_at::ValueAt;
use crate::ir::Field;

/// The number of fields whose values are sorted on the stack; more need an allocation.
const PLACES: usize = 48;

/// An object, its model, and its values in the order of the model's fields, so that looking at a field of a condition
/// costs no search in the object.
#[derive(Clone, Copy)]
pub(super) struct Whole<'v> {
    pub(super) model: &'v Prepared<'v>,
    pub(super) values: &'v [Option<&'v Value>],
    pub(super) found: ValueAt<'v>,
}

impl Whole<'_> {
    /// Sorts the values of an object, and passes them and how many of its keys are fields.
    pub(super) fn of<T>(
        model: &Prepared<'_>,
        object: &Map<String, Value>,
        found: ValueAt<'_>,
        then: impl FnOnce(Whole<'_>, usize) -> T,
    ) -> T {
        let count = model.model.fields.len();
        let (mut few, mut many) = ([None; PLACES], Vec::new());
        let values = match few.get_mut(..count) {
            Some(values) => values,
            None => {
                many.resize(count, None);
                &mut many[..]
            }
        };
        let known = model.place(object, values);
        then(Whole { model, values, found }, known)
    }
}

impl<'v> Whole<'v> {
    /// The field with a wire name, and its value, if it is present.
    pub(super) fn get(&self, wire: &str) -> Option<(&'v Field, &'v Value)> {
        let place = self.model.place_of(wire)?;
        Some((self.model.model.fields.get(place)?, (*self.values.get(place)?)?))
    }
}
