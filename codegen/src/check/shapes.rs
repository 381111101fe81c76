//! Shapes: models with their constructors, unions, enumerations, and cycles between them.

mod constructors;
pub(super) mod cycles;
mod distinct;
pub(super) mod enums;
pub(super) mod groups;
pub(super) mod models;
pub(super) mod rules;
mod tags;
pub(super) mod unions;
mod value_variants;
