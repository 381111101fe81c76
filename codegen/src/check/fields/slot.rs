//! A declared field, and what it is checked against.

use crate::check::at::At;
use crate::check::names::{Names, types};
use crate::diagnostics::Diagnostics;
use crate::dialect;
use crate::ir::{Arena, Enum, Location, Type};

/// What fields are held against.
#[derive(Clone, Copy)]
pub(in crate::check) struct Context<'a> {
    pub(in crate::check) names: &'a Names,
    pub(in crate::check) enums: &'a Arena<Enum>,
}

/// One declared field among its siblings.
pub(in crate::check) struct Slot<'a> {
    pub(in crate::check) wire: &'a str,
    pub(in crate::check) at: At,
    pub(in crate::check) source: &'a dialect::Field,
    pub(in crate::check) location: Location,
    /// `None` where the type means nothing; that has been reported, and nothing else is said about it.
    pub(in crate::check) ty: Option<Type>,
}

impl<'a> Slot<'a> {
    /// Resolves the types of a mapping of fields.
    pub(in crate::check) fn all(
        fields: &'a dialect::Mapping<dialect::Field>,
        at: &At,
        location: &Location,
        context: Context<'_>,
        found: &mut Diagnostics,
    ) -> Vec<Slot<'a>> {
        let mut slots = Vec::new();
        for (wire, source) in fields {
            let at = at.child(wire);
            let ty = source
                .ty
                .as_deref()
                .and_then(|expression| types::resolve(expression, &at.child("type"), context.names, found));
            slots.push(Slot { wire, at, source, location: location.clone(), ty });
        }
        slots
    }

    /// The type as the spec spells it.
    pub(in crate::check) fn spelling(&self) -> &str {
        self.source.ty.as_deref().unwrap_or_default().trim()
    }
}
