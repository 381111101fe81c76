//! Compares the rows of a section with its part of the spec.

use super::compare::{self, Conflict};
use super::names::Names;
use super::places::{self, Misplaced};
use super::section::{Expected, Known, Section};
use super::table::{Document, Row, Table};
use super::{Difference, words};
use crate::origin::Origins;
use specwright::ir::{Api, Field};

/// Collects the differences.
pub(super) struct Auditor<'a> {
    pub(super) api: &'a Api,
    pub(super) document: &'a Document,
    pub(super) origins: Origins<'a>,
    pub(super) differences: Vec<Difference>,
}

impl<'a> Auditor<'a> {
    /// Compares the rows of a section with its part of the spec.
    pub(super) fn section(&mut self, number: &str, section: &Section<'a>, tables: &[&Table]) {
        let rows: Vec<&Row> = tables.iter().flat_map(|table| &table.rows).collect();
        let names = Names::new(self.api, section, &rows);
        let misplaced = places::misplaced(self.api, &names, tables);
        let mut without_field = Vec::new();
        let mut seen: Vec<&str> = Vec::new();
        let mut with_row: Vec<&Field> = Vec::new();
        for row in &rows {
            if seen.contains(&row.name.as_str()) {
                continue;
            }
            seen.push(&row.name);
            let same: Vec<&Row> = rows.iter().copied().filter(|other| other.name == row.name).collect();
            with_row.extend(names.fields(&row.name).iter().map(|expected| expected.field));
            if !self.rows(number, &names, &same, &misplaced) {
                without_field.push(*row);
            }
        }
        let has_row =
            |expected: &Expected<'_>| with_row.iter().any(|field| std::ptr::eq(*field, expected.field));
        let without_row: Vec<_> = section.own.iter().filter(|expected| !has_row(expected)).collect();
        let missing: Vec<&str> = without_row.iter().map(|expected| expected.field.wire.as_str()).collect();
        for row in without_field {
            self.extra(number, section, row, &missing);
        }
        for expected in without_row {
            if expected.pinned_as_absent() {
                self.pinned_without_row(number, expected);
            } else {
                self.missing(number, expected);
            }
        }
        rows.iter().for_each(|row| self.surplus(number, &names, row));
        section.own.iter().for_each(|expected| self.empty_pin(number, expected));
    }

    /// Compares all rows of one name, at least one. Returns whether the spec has anything with that name.
    ///
    /// Several fields can have the name, and a field can be in several tables: each row must agree with some
    /// field, and each field of the section itself with some row.
    fn rows(
        &mut self,
        number: &str,
        names: &Names<'_, 'a>,
        rows: &[&Row],
        misplaced: &[Misplaced<'a>],
    ) -> bool {
        let Some(first) = rows.first() else { return false };
        let section = names.section;
        let fields = names.fields(&first.name);
        let known = names.known(&first.name);
        let mut reported = Vec::new();
        for field in fields.iter().filter(|expected| section.owns(expected.field)) {
            let mut against: Vec<(usize, Vec<Conflict>)> =
                rows.iter().map(|row| (row.line, compare::conflicts(self.api, field, row))).collect();
            against.sort_by_key(|(_, conflicts)| conflicts.len());
            if let Some((line, conflicts)) = against.into_iter().next()
                && !conflicts.is_empty()
            {
                reported.push(line);
                self.conflicts(number, field, line, conflicts);
            }
        }
        for row in rows.iter().filter(|row| !reported.contains(&row.line)) {
            let mut against: Vec<(&Expected<'_>, Vec<Conflict>)> =
                fields.iter().map(|field| (field, compare::conflicts(self.api, field, row))).collect();
            against.sort_by_key(|(_, conflicts)| conflicts.len());
            let can_be = |known: &&Known<'_>| match (&known.values, &row.ty) {
                (Some(values), Some(cell)) => words::can_hold(values, cell),
                _ => true,
            };
            if known.iter().any(can_be) {
                continue;
            }
            if let Some((field, conflicts)) = against.into_iter().next() {
                self.conflicts(number, field, row.line, conflicts);
            } else if let Some(values) = known.first().and_then(|known| known.values.as_ref()) {
                self.value(number, section, row, values);
            }
        }
        let place = |line: usize| misplaced.iter().find(|row| row.line == line);
        if let Some(row) = rows.iter().find(|row| place(row.line).is_none()) {
            for field in &fields {
                self.conflicts(number, field, row.line, compare::documented_after_all(field));
            }
        }
        rows.iter().filter_map(|row| place(row.line)).for_each(|row| self.misplaced(number, row));
        let is_body = section.body && words::is_body(&first.name);
        !fields.is_empty() || !known.is_empty() || is_body
    }
}
