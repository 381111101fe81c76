//! Holds the rows of a section against what the spec has of it.

use super::compare::{self, Conflict};
use super::section::{Expected, Known, Section};
use super::table::{Document, Row, Table};
use super::{Difference, Kind, words};
use crate::ir::{Api, Documented, TagValue};
use crate::origin::{Origin, Origins};
use crate::suggest;

/// Collects what differs.
pub(super) struct Auditor<'a> {
    pub(super) api: &'a Api,
    pub(super) document: &'a Document,
    pub(super) origins: Origins<'a>,
    pub(super) differences: Vec<Difference>,
}

impl<'a> Auditor<'a> {
    /// The rows of a section against what the spec has of it.
    pub(super) fn section(&mut self, number: &str, section: &Section<'a>, tables: &[&Table]) {
        let rows: Vec<&Row> = tables.iter().flat_map(|table| &table.rows).collect();
        let mut without_field = Vec::new();
        let mut names: Vec<&str> = Vec::new();
        for row in &rows {
            if names.contains(&row.name.as_str()) {
                continue;
            }
            names.push(&row.name);
            let same: Vec<&Row> = rows.iter().copied().filter(|other| other.name == row.name).collect();
            if !self.rows(number, section, &same) {
                without_field.push(*row);
            }
        }
        let is_absent =
            |expected: &Expected<'_>| expected.field.docs.documented.as_ref().is_some_and(|pin| pin.absent);
        let has_row = |expected: &Expected<'_>| names.contains(&expected.field.wire.as_str());
        let without_row: Vec<_> = section.own.iter().filter(|expected| !has_row(expected)).collect();
        let missing: Vec<&str> = without_row.iter().map(|expected| expected.field.wire.as_str()).collect();
        for row in without_field {
            self.extra(number, section, row, &missing);
        }
        for expected in without_row {
            if !is_absent(expected) {
                self.missing(number, expected);
            }
            self.pinned_without_row(number, expected);
        }
    }

    /// All rows of one name, at least one. Whether the spec has anything of that name.
    ///
    /// A name can stand for several fields, and a field can be in several tables: each row must agree with some
    /// field, and each field of the section itself with some row.
    fn rows(&mut self, number: &str, section: &Section<'a>, rows: &[&Row]) -> bool {
        let Some(first) = rows.first() else { return false };
        let named = |fields: &[Expected<'a>]| -> Vec<Expected<'a>> {
            fields.iter().filter(|expected| expected.field.wire == first.name).copied().collect()
        };
        let own = named(&section.own);
        let fields = if own.is_empty() { named(&section.carried) } else { own.clone() };
        let known: Vec<&Known> =
            section.known.iter().filter(|(name, _)| *name == first.name).map(|(_, known)| known).collect();
        let mut reported = Vec::new();
        for field in &own {
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
            let can_be = |known: &&Known| match known {
                Known::Name => true,
                Known::Values(values) => row.ty.as_deref().is_none_or(|cell| words::can_hold(values, cell)),
            };
            if known.iter().any(can_be) {
                continue;
            }
            if let Some((field, conflicts)) = against.into_iter().next() {
                self.conflicts(number, field, row.line, conflicts);
            } else if let Some(Known::Values(values)) = known.first() {
                self.value(number, section, row, values);
            }
        }
        let is_body = section.body && words::is_body(&first.name);
        !fields.is_empty() || !known.is_empty() || is_body
    }

    fn conflicts(&mut self, number: &str, expected: &Expected<'_>, line: usize, conflicts: Vec<Conflict>) {
        for conflict in conflicts {
            let origin = self.origin(expected, conflict.key);
            self.differences.push(Difference {
                kind: conflict.kind,
                section: Some(number.to_owned()),
                field: expected.name(),
                documented: conflict.documented,
                spec: conflict.spec,
                document_line: Some(line),
                origin,
                help: conflict.help,
            });
        }
    }

    /// A row whose type cannot hold the values that the spec has.
    fn value(&mut self, number: &str, section: &Section<'_>, row: &Row, values: &[TagValue]) {
        let values: Vec<String> = values.iter().map(words::value).collect();
        self.differences.push(Difference {
            kind: Kind::Type,
            section: Some(number.to_owned()),
            field: row.name.clone(),
            documented: row.ty.as_deref().map(words::folded).unwrap_or_default(),
            spec: suggest::list(&values),
            document_line: Some(row.line),
            origin: self.origins.of_section(section.file),
            help: "correct the value in the spec".to_owned(),
        });
    }

    fn extra(&mut self, number: &str, section: &Section<'_>, row: &Row, missing: &[&str]) {
        let help = match suggest::nearest(&row.name, missing.iter().copied()) {
            Some(near) => format!("is it `{near}`, which has no row?"),
            None => "add it to the spec".to_owned(),
        };
        self.differences.push(Difference {
            kind: Kind::Extra,
            section: Some(number.to_owned()),
            field: row.name.clone(),
            documented: described(row),
            spec: "no such field".to_owned(),
            document_line: Some(row.line),
            origin: self.origins.of_section(section.file),
            help,
        });
    }

    fn missing(&mut self, number: &str, expected: &Expected<'_>) {
        self.differences.push(Difference {
            kind: Kind::Missing,
            section: Some(number.to_owned()),
            field: expected.name(),
            documented: "no row".to_owned(),
            spec: words::type_of(self.api, expected.field),
            document_line: self.heading(number),
            origin: self.origin(expected, ""),
            help: "remove it from the spec, or pin the difference: `documented: { absent: true }`".to_owned(),
        });
    }

    /// Tables of a section that the spec has nothing of.
    pub(super) fn unknown(&mut self, number: Option<&str>, tables: &[&Table]) {
        for table in tables {
            let names: Vec<String> = table.rows.iter().map(|row| format!("`{}`", row.name)).collect();
            let help = match number {
                Some(number) => format!("describe it in the spec, with `section: \"{number}\"`"),
                None => "put the table below a heading with a number, `# 1.1 …`".to_owned(),
            };
            self.differences.push(Difference {
                kind: Kind::Extra,
                section: number.map(str::to_owned),
                field: suggest::list(&names),
                documented: "a table of parameters".to_owned(),
                spec: "nothing of this section".to_owned(),
                document_line: Some(table.line),
                origin: None,
                help,
            });
        }
    }

    /// A pin on the words of a row that is not there.
    fn pinned_without_row(&mut self, number: &str, expected: &Expected<'_>) {
        if expected.field.docs.documented.as_ref().is_some_and(pins_words) {
            self.matches_nothing(Some(number), expected, "no row");
        }
    }

    /// A pin on a field that no section of the document is for.
    pub(super) fn pinned_without_section(&mut self, expected: &Expected<'_>) {
        if expected.field.docs.documented.is_some() {
            self.matches_nothing(None, expected, "not looked at: the spec names no section for it");
        }
    }

    fn matches_nothing(&mut self, number: Option<&str>, expected: &Expected<'_>, documented: &str) {
        self.differences.push(Difference {
            kind: Kind::Pin,
            section: number.map(str::to_owned),
            field: expected.name(),
            documented: documented.to_owned(),
            spec: "a pin on its words".to_owned(),
            document_line: number.and_then(|number| self.heading(number)),
            origin: self.origin(expected, "documented"),
            help: "the pin matches nothing: remove it".to_owned(),
        });
    }

    fn heading(&self, number: &str) -> Option<usize> {
        self.document.headings.iter().find(|(found, _)| found == number).map(|(_, line)| *line)
    }

    fn origin(&self, expected: &Expected<'_>, key: &str) -> Option<Origin> {
        self.origins.line(&self.origins.of(expected.model, expected.field), key)
    }
}

impl Expected<'_> {
    /// `BaseInfo.title`.
    fn name(&self) -> String {
        format!("{}.{}", self.model.name, self.field.wire)
    }
}

fn pins_words(pin: &Documented) -> bool {
    pin.required.is_some() || pin.ty.is_some() || pin.max_cjk.is_some()
}

/// What a row says, for a field that is to be written after it.
fn described(row: &Row) -> String {
    let required = row.required.as_deref().map(|cell| match words::required(cell) {
        Some(true) => "required".to_owned(),
        Some(false) => "optional".to_owned(),
        None => cell.to_owned(),
    });
    let words: Vec<String> = required.into_iter().chain(row.ty.clone()).collect();
    if words.is_empty() { "a row".to_owned() } else { words.join(", ") }
}
