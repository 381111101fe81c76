//! Holds a spec against the API's own documentation: the parameter tables of a document in Markdown.
//!
//! `section` joins both. A table is of the nearest heading above it that has a number, `# 1.1 …`. Its rows are
//! for what the spec has from that section, and for what the operations of that section carry. A field needs a
//! row in its own section only; what has no section needs none.
//!
//! Where the spec knows better, `documented` pins the document's words on the field. A pin that the document
//! does not bear out is a difference, too, so that a document that changes is noticed.

mod compare;
mod section;
mod table;
mod words;

use std::collections::BTreeMap;

use crate::ir::{Api, Documented, TagValue};
use crate::origin::Origins;
use crate::source::Source;
use crate::suggest;
use compare::Conflict;
use section::{Expected, Known, Section};
use table::{Document, Row, Table};

pub use crate::origin::Origin;

/// What came of it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Audit {
    /// How many parameter tables the document has.
    pub tables: usize,
    /// How many rows they have together.
    pub rows: usize,
    /// Where the two differ without a pin that says so, in the document's order.
    pub differences: Vec<Difference>,
}

/// One difference.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Difference {
    /// In what they differ.
    pub kind: Kind,
    /// The section of the document, where it is known.
    pub section: Option<String>,
    /// The field as the spec names it, `Parcel.weight`; what the row names where the spec has no such field.
    pub field: String,
    /// What the document says.
    pub documented: String,
    /// What the spec says.
    pub spec: String,
    /// The line of the document, from 1: that of the row, else that of the section's heading; `None` where the
    /// document has neither.
    pub document_line: Option<usize>,
    /// The line of the spec: that of the key that decides, else that of the section.
    pub origin: Option<Origin>,
    /// How to settle it.
    pub help: String,
}

/// In what a document and a spec differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Kind {
    /// The document has a row that stands for nothing in the spec.
    Extra,
    /// The spec has a field that the document has no row for.
    Missing,
    /// Whether the field is required.
    Required,
    /// The type, or its limit in bytes or characters.
    Type,
    /// The limit in CJK characters.
    MaxCjk,
    /// A pin does not say what the document says, or says what the spec says anyway.
    Pin,
}

impl Kind {
    /// In a word: `extra`.
    pub fn as_str(self) -> &'static str {
        match self {
            Kind::Extra => "extra",
            Kind::Missing => "missing",
            Kind::Required => "required",
            Kind::Type => "type",
            Kind::MaxCjk => "max_cjk",
            Kind::Pin => "pin",
        }
    }
}

/// The document has no table of parameters, so that nothing could be compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoTable;

/// Holds a spec against a document. `sources` must be those that `api` was checked from.
///
/// # Errors
///
/// When the document has no table of parameters.
///
/// # Examples
///
/// ```
/// use specwright::{Source, audit::audit, check::check};
///
/// let sources = [
///     Source::new("api.yaml", "api: pets\nserver: https://pets.example\n"),
///     Source::new("pet.yaml", "model: Pet\nsection: '1.1'\nfields: { name: { type: string, max_bytes: 12 } }\n"),
///     Source::new("add.yaml", "operation: add_pet\nmethod: POST\npath: /pets\nrequest: Pet\n"),
/// ];
/// let api = check(&sources).unwrap().api;
/// let document = "# 1.1 Pets\nname | required | type |\n---|---|---|\nname | no | string(15) |\n";
/// let found = audit(&sources, &api, document).unwrap();
/// assert_eq!(found.differences[0].documented, "string(15)");
/// assert_eq!(found.differences[0].spec, "string(12)");
/// ```
pub fn audit(sources: &[Source], api: &Api, document: &str) -> Result<Audit, NoTable> {
    let document = Document::read(document);
    if document.tables.is_empty() {
        return Err(NoTable);
    }
    let (sections, homeless) = section::of(api);
    let mut auditor =
        Auditor { api, document: &document, origins: Origins::new(sources), differences: Vec::new() };
    let mut tables: BTreeMap<Option<&str>, Vec<&Table>> = BTreeMap::new();
    for table in &document.tables {
        tables.entry(table.section.as_deref()).or_default().push(table);
    }
    for (number, tables) in &tables {
        match number.and_then(|number| Some((number, sections.get(number)?))) {
            Some((number, section)) => auditor.section(number, section, tables),
            None => auditor.unknown(*number, tables),
        }
    }
    for (number, section) in &sections {
        if !tables.contains_key(&Some(*number)) {
            auditor.section(number, section, &[]);
        }
    }
    homeless.iter().for_each(|expected| auditor.pinned_without_section(expected));
    auditor.differences.sort_by_key(|difference| difference.document_line.unwrap_or(usize::MAX));
    Ok(Audit {
        tables: document.tables.len(),
        rows: document.tables.iter().map(|table| table.rows.len()).sum(),
        differences: auditor.differences,
    })
}

struct Auditor<'a> {
    api: &'a Api,
    document: &'a Document,
    origins: Origins<'a>,
    differences: Vec<Difference>,
}

impl<'a> Auditor<'a> {
    /// The rows of a section against what the spec has of it.
    fn section(&mut self, number: &str, section: &Section<'a>, tables: &[&Table]) {
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
    fn unknown(&mut self, number: Option<&str>, tables: &[&Table]) {
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

    fn pinned_without_section(&mut self, expected: &Expected<'_>) {
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
