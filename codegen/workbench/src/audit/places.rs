//! Finds rows that are in the table of another model.

use super::names::{self, Names};
use super::section::Expected;
use super::table::{Row, Table};
use specwright::ir::{Api, Location};

/// A row in the wrong table.
pub(super) struct Misplaced<'a> {
    /// The field that it describes.
    pub(super) expected: Expected<'a>,
    /// The line of the row.
    pub(super) line: usize,
    /// The line of the table with the other fields of the field's model.
    pub(super) home: usize,
}

/// The rows in tables of other models, if another table has the other fields of their model.
///
/// A table can describe several models, since the rows of an object often follow the row of the object itself. A row
/// with a path is never misplaced.
pub(super) fn misplaced<'a>(api: &Api, names: &Names<'_, 'a>, tables: &[&Table]) -> Vec<Misplaced<'a>> {
    let mut found = Vec::new();
    for table in tables {
        for row in table.rows.iter().filter(|row| !names::is_path(&row.name)) {
            let fields = names.fields(&row.name);
            let is_at_home = |field: &Expected<'_>| {
                field.field.location != Location::Object || has_others(api, names, table, row, field.owner())
            };
            if fields.iter().any(is_at_home) || is_only_field(names, table, row) {
                continue;
            }
            let home = fields.iter().find_map(|field| {
                let home = |other: &&&Table| has_others(api, names, other, row, field.owner());
                Some((*field, tables.iter().find(home)?.line))
            });
            found.extend(home.map(|(expected, home)| Misplaced { expected, line: row.line, home }));
        }
    }
    found
}

/// Whether a table has other rows of a model, or the row of a field whose type is the model.
fn has_others(api: &Api, names: &Names<'_, '_>, table: &Table, row: &Row, owner: &str) -> bool {
    others(table, row).any(|other| {
        names
            .fields(&other.name)
            .iter()
            .any(|field| field.owner() == owner || names::object(api, &field.field.ty) == Some(owner))
    })
}

/// Whether none of a table's other rows has a field in the spec.
fn is_only_field(names: &Names<'_, '_>, table: &Table, row: &Row) -> bool {
    others(table, row).all(|other| names.fields(&other.name).is_empty())
}

fn others<'t>(table: &'t Table, row: &'t Row) -> impl Iterator<Item = &'t Row> {
    table.rows.iter().filter(|other| other.name != row.name)
}
