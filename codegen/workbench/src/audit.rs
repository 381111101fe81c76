//! Compares a spec with the API's own documentation: the parameter tables of documents in Markdown.
//!
//! `section` connects both. A table belongs to the nearest heading above it that has a number, `# 1.1 …`, or whose text
//! is a `section` of the spec. An operation without a `section` has the tables behind a heading with its path, or a line with
//! a request to it: `POST https://pets.example/pets`. The rows of a section describe what the spec declares with that section, and the fields that the
//! operations of that section send and receive. A field needs a row in its own section only; without a section it needs
//! none. A row names the key of a field, or the path to it: `sku.quantity`, `items[].name`; or several: `begin, end`. The type in the row of
//! `seats[]` may be that of the list or that of its elements.
//!
//! If the documentation is known to be inaccurate, `documented` pins its statement at the field. A pin that differs
//! from the document is reported, so that changes of the document are noticed.

mod auditor;
mod cells;
mod compare;
mod draft;
mod names;
mod places;
mod report;
mod request;
mod section;
mod stated;
mod table;
mod words;

use std::collections::BTreeMap;

use crate::origin::Origins;
use auditor::Auditor;
use specwright::ir::Api;
use specwright::source::Source;
use table::{Document, Table};

pub use crate::origin::Origin;
pub use draft::{Drafted, Drafts, draft};

/// The result of a comparison.
///
/// ```
/// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/pets.rs"));
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use specwright::{Source, check::check};
/// use specwright_workbench::audit::audit;
///
/// let mut sources = sources();
/// sources[1] = Source::new("pet.yaml", "model: Pet\nsection: '1.1'\nfields: { name: { type: string, max_bytes: 12 } }\n");
/// let api = check(&sources).unwrap().api;
/// let document = "# 1.1 Pets\nname | required | type |\n---|---|---|\nname | no | string(15) |\n";
/// let found = audit(&sources, &api, document).unwrap();
/// assert_eq!((found.tables, found.rows, found.differences.len()), (1, 1, 1));
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Audit {
    /// The number of parameter tables in the document.
    pub tables: usize,
    /// The number of their rows.
    pub rows: usize,
    /// Parts of the tables that were skipped.
    pub unread: Vec<Unread>,
    /// The differences that no pin explains, in the document's order.
    pub differences: Vec<Difference>,
}

/// A part of the document that was skipped. It is not a difference, but may be a misspelt heading of a column.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Unread {
    /// What was skipped: ``the column `Since` ``.
    pub what: String,
    /// Its own line, or those of the heads of such tables.
    pub document_lines: Vec<DocumentLine>,
}

/// A line of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DocumentLine {
    /// The index of the document among those that were compared.
    pub document: usize,
    /// The number of the line, from 1.
    pub line: usize,
}

/// One difference.
///
/// ```
/// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/pets.rs"));
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use specwright::{Source, check::check};
/// use specwright_workbench::audit::audit;
///
/// let mut sources = sources();
/// sources[1] = Source::new("pet.yaml", "model: Pet\nsection: '1.1'\nfields: { name: { type: string, max_bytes: 12 } }\n");
/// let api = check(&sources).unwrap().api;
/// let document = "# 1.1 Pets\nname | required | type |\n---|---|---|\nname | no | string(15) |\n";
/// let found = audit(&sources, &api, document).unwrap();
/// let difference = &found.differences[0];
/// assert_eq!((difference.kind.as_str(), difference.field.as_str()), ("type", "Pet.name"));
/// assert_eq!(difference.document_line.map(|at| at.line), Some(4));
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Difference {
    /// The kind of the difference.
    pub kind: Kind,
    /// The section of the document, if known.
    pub section: Option<String>,
    /// The field as the spec names it, `Parcel.weight`; the name in the row if the spec has no such field.
    pub field: String,
    /// What the document states.
    pub documented: String,
    /// What the spec states.
    pub spec: String,
    /// The line of the document: that of the row, or else that of the section's heading; `None` if no document has either.
    pub document_line: Option<DocumentLine>,
    /// The line of the spec: that of the key that determines the rule, or else that of the section.
    pub origin: Option<Origin>,
    /// How to resolve it.
    pub help: String,
}

/// The kind of a difference between a document and a spec.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Kind {
    /// A row of the document corresponds to nothing in the spec.
    Extra,
    /// A field of the spec has no row.
    Missing,
    /// The spec has a section that the document does not have.
    Absent,
    /// The row is in a table of other objects than the field's.
    Moved,
    /// The row has more cells than its table has columns: an unescaped bar splits a cell.
    Cells,
    /// Whether the field is required.
    Required,
    /// The type, or its limit in bytes or characters.
    Type,
    /// The maximum number of CJK characters.
    MaxCjk,
    /// The maximum number.
    Max,
    /// A pin differs from the document, or is equal to the spec.
    Pin,
}

impl Kind {
    /// All kinds, in the order of their declaration.
    pub const ALL: [Kind; Kind::Pin as usize + 1] = [
        Kind::Extra,
        Kind::Missing,
        Kind::Absent,
        Kind::Moved,
        Kind::Cells,
        Kind::Required,
        Kind::Type,
        Kind::MaxCjk,
        Kind::Max,
        Kind::Pin,
    ];

    /// The name of the kind: `extra`.
    pub fn as_str(self) -> &'static str {
        match self {
            Kind::Extra => "extra",
            Kind::Missing => "missing",
            Kind::Absent => "absent",
            Kind::Moved => "moved",
            Kind::Cells => "cells",
            Kind::Required => "required",
            Kind::Type => "type",
            Kind::MaxCjk => "max_cjk",
            Kind::Max => "max",
            Kind::Pin => "pin",
        }
    }
}

/// The error for a document without parameter tables.
///
/// ```
/// use specwright::{Source, check::check_incomplete};
/// use specwright_workbench::audit::{NoTable, audit};
///
/// let sources = [Source::new("api.yaml", "api: pets\nserver: https://pets.example\n")];
/// let api = check_incomplete(&sources).unwrap();
/// assert_eq!(audit(&sources, &api, "Prose without a table.").unwrap_err(), NoTable { document: 0 });
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoTable {
    /// The index of the document among those that were to be compared.
    pub document: usize,
}

/// Compares a spec with a document. `sources` must be those that `api` was checked from.
///
/// # Errors
///
/// Returns an error if the document has no parameter tables.
///
/// # Examples
///
/// ```
/// use specwright::{Source, check::check};
/// use specwright_workbench::audit::audit;
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
    audit_sections(sources, api, &[document], &[])
}

/// The same for documents that together are the API's documentation, and for some sections only; for all if `wanted` is
/// empty. A table belongs to a section by the headings of its own document.
///
/// # Errors
///
/// Returns an error if a document has no parameter tables.
///
/// # Examples
///
/// ```
/// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/pets.rs"));
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use specwright::{Source, check::check};
/// use specwright_workbench::audit::audit_sections;
///
/// let mut sources = sources();
/// let pet = "model: Pet\nsection: '1.1'\nfields: { name: { type: string, max_bytes: 12 }, \
///     legs: { type: int, section: Newer } }\n";
/// sources[1] = Source::new("pet.yaml", pet);
/// let api = check(&sources).unwrap().api;
/// let first = "# 1.1 Pets\nname | required | type |\n---|---|---|\nname | no | string(12) |\n";
/// let newer = "# Newer\nname | required | type |\n---|---|---|\nlegs | no | string |\n";
/// let found = audit_sections(&sources, &api, &[first, newer], &[]).unwrap();
/// assert_eq!(found.differences.len(), 1);
/// let at = found.differences[0].document_line.unwrap();
/// assert_eq!((at.document, at.line), (1, 4));
/// # Ok(())
/// # }
/// ```
pub fn audit_sections(
    sources: &[Source],
    api: &Api,
    documents: &[&str],
    wanted: &[String],
) -> Result<Audit, NoTable> {
    let unions = section::unions(api);
    let holders = names::holders(api, &unions);
    let (mut sections, homeless) = section::of(api, &unions);
    let is_wanted = |section: &str| wanted.is_empty() || wanted.iter().any(|wanted| wanted == section);
    sections.retain(|section, _| is_wanted(section));
    let paths: Vec<&str> = sections.keys().map(AsRef::as_ref).filter(|name| name.starts_with('/')).collect();
    let document = Document::read(documents, |title| sections.contains_key(title), &paths);
    let has_tables =
        |number| document.tables.iter().any(|table| document.place(table.line).document == number);
    if let Some(number) = (0..documents.len()).find(|number| !has_tables(*number)) {
        return Err(NoTable { document: number });
    }
    let headings = document.headings.iter().rev().map(|heading| (heading.section.as_str(), heading.line));
    let mut auditor = Auditor {
        api,
        document: &document,
        headings: headings.collect(),
        holders: &holders,
        origins: Origins::new(sources),
        differences: Vec::new(),
    };
    let mut tables: BTreeMap<Option<&str>, Vec<&Table>> = BTreeMap::new();
    for table in document.tables.iter().filter(|table| table.section.as_deref().is_none_or(is_wanted)) {
        tables.entry(table.section.as_deref()).or_default().push(table);
    }
    for (number, tables) in &tables {
        match number.and_then(|number| Some((number, sections.get(number)?))) {
            Some((number, section)) => auditor.section(number, section, tables),
            None => auditor.unknown(*number, tables),
        }
    }
    for (number, section) in &sections {
        if tables.contains_key(&Some(number.as_ref())) {
            continue;
        }
        if document.headings.iter().any(|heading| heading.section == **number) {
            auditor.section(number, section, &[]);
        } else if !section.own.is_empty() || !number.starts_with('/') {
            auditor.absent(number, section);
        }
    }
    if wanted.is_empty() {
        homeless.iter().for_each(|expected| auditor.pinned_without_section(expected));
    }
    let mut differences = auditor.differences;
    differences.sort_by_key(|difference| (difference.document_line.is_none(), difference.document_line));
    Ok(Audit {
        tables: tables.values().map(Vec::len).sum(),
        rows: tables.values().flatten().map(|table| table.rows.len()).sum(),
        differences,
        unread: document.unread.clone(),
    })
}
