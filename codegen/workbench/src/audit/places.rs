//! Which table of a section a row belongs in.

use super::names::{self, Names};
use super::section::Expected;
use super::table::{Row, Table};
use specwright::ir::{Api, Location};

/// A row that stands in another table than it should.
pub(super) struct Misplaced<'a> {
    /// The field that it is for.
    pub(super) expected: Expected<'a>,
    /// The line of the row.
    pub(super) line: usize,
    /// The line of the table that has the rest of the field's model.
    pub(super) home: usize,
}

/// The rows that stand among those of other models, while another table has the rest of their own.
///
/// A table can hold several models, for rows of an object often stand below the row of the object itself. A row
/// that has the path of its field says itself where it belongs.
pub(super) fn misplaced<'a>(api: &Api, names: &Names<'_, 'a>, tables: &[&Table]) -> Vec<Misplaced<'a>> {
    let mut found = Vec::new();
    for table in tables {
        for row in table.rows.iter().filter(|row| !names::is_path(&row.name)) {
            let fields = names.fields(&row.name);
            let is_at_home = |field: &Expected<'_>| {
                field.field.location != Location::Object || has_others(api, names, table, row, field.owner())
            };
            if fields.iter().any(is_at_home) || stands_alone(names, table, row) {
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

/// Whether a table has other rows of a model, or that of the object that the model describes.
fn has_others(api: &Api, names: &Names<'_, '_>, table: &Table, row: &Row, owner: &str) -> bool {
    others(table, row).any(|other| {
        names
            .fields(&other.name)
            .iter()
            .any(|field| field.owner() == owner || names::object(api, &field.field.ty) == Some(owner))
    })
}

/// Whether the spec has a field for none of a table's other rows.
fn stands_alone(names: &Names<'_, '_>, table: &Table, row: &Row) -> bool {
    others(table, row).all(|other| names.fields(&other.name).is_empty())
}

fn others<'t>(table: &'t Table, row: &'t Row) -> impl Iterator<Item = &'t Row> {
    table.rows.iter().filter(|other| other.name != row.name)
}
