//! Compares the rows of a section with its part of the spec.

use std::collections::{HashMap, HashSet};

use super::compare::{self, Conflict};
use super::names::{Holders, Names};
use super::places::{self, Misplaced};
use super::section::{Expected, Known, Section};
use super::table::{Document, Row, Table};
use super::{Difference, words};
use crate::origin::Origins;
use specwright::ir::{Api, Field};

/// Maximum number of fields without a row that a row without a field is compared with.
const MOST_SUGGESTED: usize = 500;

/// Collects the differences.
pub(super) struct Auditor<'a> {
    pub(super) api: &'a Api,
    pub(super) document: &'a Document,
    /// The lines of the document's headings by their sections.
    pub(super) headings: HashMap<&'a str, usize>,
    pub(super) holders: &'a Holders<'a>,
    pub(super) origins: Origins<'a>,
    pub(super) differences: Vec<Difference>,
}

impl<'a> Auditor<'a> {
    /// Compares the rows of a section with its part of the spec.
    pub(super) fn section(&mut self, number: &str, section: &Section<'a>, tables: &[&Table]) {
        let rows: Vec<&Row> = tables.iter().flat_map(|table| &table.rows).collect();
        let names = Names::new(self.api, self.holders, section, &rows);
        let misplaced = places::misplaced(self.api, &names, tables);
        let misplaced: HashMap<*const Row, Misplaced<'_, '_>> =
            misplaced.into_iter().map(|place| (&raw const *place.row, place)).collect();
        let own: HashSet<*const Field> =
            section.own.iter().map(|expected| &raw const *expected.field).collect();
        let mut same: HashMap<&str, Vec<&Row>> = HashMap::new();
        rows.iter().for_each(|row| same.entry(&row.name).or_default().push(row));
        let mut without_field = Vec::new();
        let mut with_row: HashSet<*const Field> = HashSet::new();
        for row in &rows {
            let Some(same) = same.remove(row.name.as_str()) else { continue };
            with_row.extend(names.fields(&row.name).iter().map(|expected| &raw const *expected.field));
            if !self.rows(number, &names, &same, &own, &misplaced) {
                without_field.push(*row);
            }
        }
        let has_row = |expected: &Expected<'_>| with_row.contains(&(&raw const *expected.field));
        let without_row: Vec<_> = section.own.iter().filter(|expected| !has_row(expected)).collect();
        let missing = without_row.iter().map(|expected| expected.field.wire.as_str());
        let missing: Vec<&str> = missing.take(MOST_SUGGESTED).collect();
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
        own: &HashSet<*const Field>,
        misplaced: &HashMap<*const Row, Misplaced<'a, '_>>,
    ) -> bool {
        let Some(first) = rows.first() else { return false };
        let section = names.section;
        let fields = names.fields(&first.name);
        let known = names.known(&first.name);
        let mut reported = Vec::new();
        for field in fields.iter().filter(|expected| own.contains(&(&raw const *expected.field))) {
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
        let place = |row: &Row| misplaced.get(&(&raw const *row));
        if let Some(row) = rows.iter().find(|row| place(row).is_none()) {
            for field in &fields {
                self.conflicts(number, field, row.line, compare::documented_after_all(field));
            }
        }
        rows.iter().filter_map(|row| place(row)).for_each(|row| self.misplaced(number, row));
        let is_body = section.body && words::is_body(&first.name);
        !fields.is_empty() || !known.is_empty() || is_body
    }
}
