//! Finds rows that are in the table of another model.

use std::collections::HashMap;

use super::names::{self, Names};
use super::section::Expected;
use super::table::{Row, Table};
use specwright::ir::{Api, Location};

/// A row in the wrong table.
pub(super) struct Misplaced<'a, 't> {
    /// The field that it describes.
    pub(super) expected: Expected<'a>,
    pub(super) row: &'t Row,
    /// The line of the table with the other fields of the field's model.
    pub(super) home: usize,
}

/// The rows in tables of other models, if another table has the other fields of their model.
///
/// A table can describe several models, since the rows of an object often follow the row of the object itself. A row
/// with a path is never misplaced.
pub(super) fn misplaced<'a, 't>(
    api: &'a Api,
    names: &Names<'_, 'a>,
    tables: &[&'t Table],
) -> Vec<Misplaced<'a, 't>> {
    let contents: Vec<Contents<'_>> = tables.iter().map(|table| Contents::of(api, names, table)).collect();
    let mut homes: HashMap<&str, Vec<usize>> = HashMap::new();
    for (position, contents) in contents.iter().enumerate() {
        contents.objects.keys().for_each(|object| homes.entry(object).or_default().push(position));
    }
    let mut found = Vec::new();
    for (table, contents_here) in tables.iter().zip(&contents) {
        for row in table.rows.iter().filter(|row| !names::is_path(&row.name)) {
            let fields = names.fields(&row.name);
            let is_at_home = |field: &Expected<'_>| {
                field.field.location != Location::Object || contents_here.has_others(row, field.owner())
            };
            if fields.iter().any(is_at_home) || !contents_here.fields.has_other_than(&row.name) {
                continue;
            }
            let home = fields.iter().find_map(|field| {
                let mut tables_with = homes.get(field.owner()).into_iter().flatten();
                let has_others = |position: &&usize| {
                    contents.get(**position).is_some_and(|other| other.has_others(row, field.owner()))
                };
                Some((*field, tables.get(*tables_with.find(has_others)?)?.line))
            });
            found.extend(home.map(|(expected, home)| Misplaced { expected, row, home }));
        }
    }
    found
}

/// The rows of a table by object.
struct Contents<'t> {
    /// For each model or union, the rows of its fields, and of fields with this type.
    objects: HashMap<&'t str, Few<'t>>,
    /// The rows of fields of the spec.
    fields: Few<'t>,
}

impl<'t> Contents<'t> {
    fn of<'a: 't>(api: &'a Api, names: &Names<'_, 'a>, table: &'t Table) -> Contents<'t> {
        let mut contents = Contents { objects: HashMap::new(), fields: Few::default() };
        for row in &table.rows {
            for field in names.fields(&row.name) {
                contents.fields.add(&row.name);
                let held = names::object(api, &field.field.ty);
                for object in [Some(field.owner()), held].into_iter().flatten() {
                    contents.objects.entry(object).or_default().add(&row.name);
                }
            }
        }
        contents
    }

    /// Whether the table has other rows of a model, or the row of a field whose type is the model.
    fn has_others(&self, row: &Row, owner: &str) -> bool {
        self.objects.get(owner).is_some_and(|names| names.has_other_than(&row.name))
    }
}

/// The first two names among some rows: enough to know whether there is another than a given one.
#[derive(Default)]
struct Few<'t>([Option<&'t str>; 2]);

impl<'t> Few<'t> {
    fn add(&mut self, name: &'t str) {
        if !self.0.contains(&Some(name))
            && let Some(free) = self.0.iter_mut().find(|known| known.is_none())
        {
            *free = Some(name);
        }
    }

    fn has_other_than(&self, name: &str) -> bool {
        self.0.iter().flatten().any(|known| *known != name)
    }
}
