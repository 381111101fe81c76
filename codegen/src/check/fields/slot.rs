//! A declared field, and what it is checked against.

use std::collections::HashMap;

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
        let mut slots = Vec::with_capacity(fields.len());
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

/// All declared fields of one model, in the spec's order.
pub(in crate::check) struct Slots<'a> {
    list: Vec<Slot<'a>>,
    positions: HashMap<&'a str, usize>,
}

impl<'a> Slots<'a> {
    pub(in crate::check) fn new(list: Vec<Slot<'a>>) -> Slots<'a> {
        // Parameters in different places can have one name, which is reported. The first counts.
        let positions = list.iter().enumerate().rev().map(|(position, slot)| (slot.wire, position)).collect();
        Slots { list, positions }
    }

    pub(in crate::check) fn iter(&self) -> impl ExactSizeIterator<Item = &Slot<'a>> + Clone {
        self.list.iter()
    }

    pub(in crate::check) fn get(&self, position: usize) -> Option<&Slot<'a>> {
        self.list.get(position)
    }

    /// The position of the field with a wire name.
    pub(in crate::check) fn position(&self, wire: &str) -> Option<usize> {
        self.positions.get(wire).copied()
    }

    /// The field with a wire name.
    pub(in crate::check) fn named(&self, wire: &str) -> Option<&Slot<'a>> {
        self.get(self.position(wire)?)
    }
}
