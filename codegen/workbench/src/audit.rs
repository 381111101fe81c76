//! Holds a spec against the API's own documentation: the parameter tables of a document in Markdown.
//!
//! `section` joins both. A table is of the nearest heading above it that has a number, `# 1.1 …`, or whose words are
//! a `section` of the spec. Its rows are
//! for what the spec has from that section, and for what the operations of that section carry. A field needs a
//! row in its own section only; what has no section needs none. A row names the key of a field, or the path to it:
//! `sku.quantity`, `items[].name`. The row of `seats[]` may have the type of the list, or that of its elements.
//!
//! Where the spec knows better, `documented` pins the document's words on the field. A pin that the document
//! does not bear out is a difference, too, so that a document that changes is noticed.

mod auditor;
mod cells;
mod compare;
mod draft;
mod names;
mod places;
mod report;
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

/// What came of it.
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
    /// How many parameter tables the document has.
    pub tables: usize,
    /// How many rows they have together.
    pub rows: usize,
    /// What is in its tables that nothing is read from.
    pub unread: Vec<Unread>,
    /// Where the two differ without a pin that says so, in the document's order.
    pub differences: Vec<Difference>,
}

/// Something in the document that nothing is read from. It is no difference, for the spec says nothing of the like; what
/// was meant to be read should not be missed for a word in a table's head.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Unread {
    /// What it is: ``the column `Since` ``.
    pub what: String,
    /// The lines that it stands on, or the heads of such tables, from 1.
    pub document_lines: Vec<usize>,
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
/// assert_eq!(difference.document_line, Some(4));
/// # Ok(())
/// # }
/// ```
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
    /// The spec has a section that the document does not have.
    Absent,
    /// The row stands in a table of other objects than that of the field.
    Moved,
    /// The row has more cells than its table has columns: a bar in a cell splits it.
    Cells,
    /// Whether the field is required.
    Required,
    /// The type, or its limit in bytes or characters.
    Type,
    /// The limit in CJK characters.
    MaxCjk,
    /// The greatest number.
    Max,
    /// A pin does not say what the document says, or says what the spec says anyway.
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

    /// In a word: `extra`.
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

/// The document has no table of parameters, so that nothing could be compared.
///
/// ```
/// use specwright::{Source, check::check_incomplete};
/// use specwright_workbench::audit::{NoTable, audit};
///
/// let sources = [Source::new("api.yaml", "api: pets\nserver: https://pets.example\n")];
/// let api = check_incomplete(&sources).unwrap();
/// assert_eq!(audit(&sources, &api, "Prose without a table.").unwrap_err(), NoTable);
/// ```
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
    audit_sections(sources, api, document, &[])
}

/// The same for some sections only; for all if `wanted` is empty.
///
/// # Errors
///
/// When the document has no table of parameters.
pub fn audit_sections(
    sources: &[Source],
    api: &Api,
    document: &str,
    wanted: &[String],
) -> Result<Audit, NoTable> {
    let unions = section::unions(api);
    let holders = names::holders(api, &unions);
    let (mut sections, homeless) = section::of(api, &unions);
    let is_wanted = |section: &str| wanted.is_empty() || wanted.iter().any(|wanted| wanted == section);
    sections.retain(|section, _| is_wanted(section));
    let document = Document::read(document, |title| sections.contains_key(title));
    if document.tables.is_empty() {
        return Err(NoTable);
    }
    let headings = document.headings.iter().rev().map(|heading| (heading.section.as_str(), heading.line));
    let mut auditor = Auditor {
        api,
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
        if tables.contains_key(&Some(*number)) {
            continue;
        }
        if document.headings.iter().any(|heading| heading.section == **number) {
            auditor.section(number, section, &[]);
        } else {
            auditor.absent(number, section);
        }
    }
    if wanted.is_empty() {
        homeless.iter().for_each(|expected| auditor.pinned_without_section(expected));
    }
    auditor.differences.sort_by_key(|difference| difference.document_line.unwrap_or(usize::MAX));
    Ok(Audit {
        tables: tables.values().map(Vec::len).sum(),
        rows: tables.values().flatten().map(|table| table.rows.len()).sum(),
        differences: auditor.differences,
        unread: document.unread,
    })
}
