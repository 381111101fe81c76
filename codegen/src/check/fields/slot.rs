//! A declared field with its context.

use std::collections::HashMap;

use crate::check::at::At;
use crate::check::graph;
use crate::check::names::{Names, types};
use crate::diagnostics::Diagnostics;
use crate::dialect;
use crate::ir::{Arena, Enum, Location, Type};
use crate::suggest;

/// The context of fields.
#[derive(Clone, Copy)]
pub(in crate::check) struct Context<'a> {
    pub(in crate::check) names: &'a Names,
    pub(in crate::check) enums: &'a Arena<Enum>,
}

/// A declared field of a model.
pub(in crate::check) struct Slot<'a> {
    pub(in crate::check) wire: &'a str,
    pub(in crate::check) at: At,
    pub(in crate::check) source: &'a dialect::Field,
    pub(in crate::check) location: Location,
    /// `None` if the type is invalid, which is reported; nothing else is reported about the field.
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

    /// The type as in the spec.
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
        // Parameters in different places can have one name, which is reported. The first is used.
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

    /// The cycles of fields that refer to each other by wire name: the first field of each, and the names of all. A
    /// reference of a field to itself is ignored.
    pub(super) fn cycles(&self, references: impl Fn(&Slot<'a>) -> Vec<&'a str>) -> Vec<(&Slot<'a>, String)> {
        let edges: Vec<Vec<usize>> = self
            .iter()
            .enumerate()
            .map(|(own, slot)| {
                let targets = references(slot).into_iter().filter_map(|wire| self.position(wire));
                targets.filter(|target| *target != own).collect()
            })
            .collect();
        let cycles = graph::cycles(&edges).into_iter().filter_map(|cycle| {
            let members: Vec<&Slot<'a>> = cycle.iter().filter_map(|index| self.get(*index)).collect();
            Some((*members.first()?, suggest::some_of(members.iter().map(|slot| slot.wire))))
        });
        cycles.collect()
    }
}
