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

    /// The type as in the spec.
    pub(in crate::check) fn spelling(&self) -> &str {
        self.source.ty.as_deref().unwrap_or_default().trim()
    }
}

/// The cycles of fields that refer to each other by wire name: the first field of each, and the names of all. A
/// reference of a field to itself is ignored.
pub(super) fn cycles<'s, 'a>(
    slots: &'s [Slot<'a>],
    references: impl Fn(&Slot<'a>) -> Vec<&'a str>,
) -> Vec<(&'s Slot<'a>, String)> {
    let indexes: HashMap<&str, usize> =
        slots.iter().enumerate().rev().map(|(index, slot)| (slot.wire, index)).collect();
    let edges: Vec<Vec<usize>> = slots
        .iter()
        .enumerate()
        .map(|(own, slot)| {
            let targets = references(slot).into_iter().filter_map(|wire| indexes.get(wire).copied());
            targets.filter(|target| *target != own).collect()
        })
        .collect();
    let cycles = graph::cycles(&edges).into_iter().filter_map(|cycle| {
        let members: Vec<&Slot<'a>> = cycle.iter().filter_map(|index| slots.get(*index)).collect();
        let names: Vec<String> = members.iter().map(|slot| format!("`{}`", slot.wire)).collect();
        Some((*members.first()?, suggest::list(&names)))
    });
    cycles.collect()
}
