//! The fields of a model, found by their wire names.

use std::collections::HashMap;

use crate::ir::{Api, Field, Model};

/// A model, whose fields look for one another.
pub(crate) struct Siblings<'a> {
    api: &'a Api,
    model: &'a Model,
    by_wire: HashMap<&'a str, &'a Field>,
}

impl<'a> Siblings<'a> {
    pub(crate) fn new(api: &'a Api, model: &'a Model) -> Self {
        Self { api, model, by_wire: model.by_wire() }
    }

    /// The field with a wire name.
    pub(crate) fn field(&self, wire: &str) -> Option<&'a Field> {
        self.by_wire.get(wire).copied()
    }

    pub(crate) fn api(&self) -> &'a Api {
        self.api
    }

    pub(crate) fn model(&self) -> &'a Model {
        self.model
    }
}
