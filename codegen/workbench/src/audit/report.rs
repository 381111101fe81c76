//! The messages of the differences.

use super::auditor::Auditor;
use super::compare::Conflict;
use super::names::{self, Names};
use super::places::Misplaced;
use super::section::{Expected, Section};
use super::table::{Row, Table};
use super::words::Required;
use super::{Difference, DocumentLine, Kind, words};
use crate::origin::Origin;
use specwright::ir::{Documented, TagValue};
use specwright::suggest;

/// The statement of the spec in differences of pins.
const PIN: &str = "a pin on its row";

impl Auditor<'_> {
    pub(super) fn conflicts(
        &mut self,
        number: &str,
        expected: &Expected<'_>,
        line: usize,
        conflicts: impl IntoIterator<Item = Conflict>,
    ) {
        for conflict in conflicts {
            let origin = self.origin(expected, conflict.key);
            self.differences.push(Difference {
                kind: conflict.kind,
                section: Some(number.to_owned()),
                field: expected.name(),
                documented: conflict.documented,
                spec: conflict.spec,
                document_line: Some(self.document.place(line)),
                origin,
                help: conflict.help,
            });
        }
    }

    /// A row whose type does not allow the values in the spec.
    pub(super) fn value(&mut self, number: &str, section: &Section<'_>, row: &Row, values: &[TagValue]) {
        let values: Vec<String> = values.iter().map(words::value).collect();
        self.differences.push(Difference {
            kind: Kind::Type,
            section: Some(number.to_owned()),
            field: row.name.clone(),
            documented: row.ty.as_deref().map(words::folded).unwrap_or_default(),
            spec: suggest::list(&values),
            document_line: Some(self.document.place(row.line)),
            origin: self.origins.of_file(section.file, &["section"]),
            help: "correct the value in the spec".to_owned(),
        });
    }

    pub(super) fn extra(&mut self, number: &str, section: &Section<'_>, row: &Row, missing: &[&str]) {
        // The distance is too great for a spelling mistake, but a name that contains another by a word is likely the
        // same.
        let contains = || missing.iter().copied().find(|name| name.len() > 2 && row.name.contains(name));
        let key = names::steps(&row.name).last().map_or(row.name.as_str(), |step| step.key);
        let help = match suggest::nearest(key, missing.iter().copied()).or_else(contains) {
            Some(near) => format!("is it `{near}`, which has no row?"),
            None => "add it to the spec".to_owned(),
        };
        self.differences.push(Difference {
            kind: Kind::Extra,
            section: Some(number.to_owned()),
            field: row.name.clone(),
            documented: described(row),
            spec: "no such field".to_owned(),
            document_line: Some(self.document.place(row.line)),
            origin: self.origins.of_file(section.file, &["section"]),
            help,
        });
    }

    /// A section of which the document has nothing at all. Its fields are not listed: it may be a part of the document.
    pub(super) fn absent(&mut self, number: &str, section: &Section<'_>) {
        let fields = section.own.iter().filter(|expected| !expected.pinned_as_absent()).count();
        if fields == 0 {
            return;
        }
        self.differences.push(Difference {
            kind: Kind::Absent,
            section: Some(number.to_owned()),
            field: format!("section {number}"),
            documented: "no such section".to_owned(),
            spec: if fields == 1 { "1 field".to_owned() } else { format!("{fields} fields") },
            document_line: None,
            origin: self.origins.of_file(section.file, &["section"]),
            help: "if the section has another name now, change `section`; if the document is a part of the \
                   documentation, name its sections with `--section`"
                .to_owned(),
        });
    }

    pub(super) fn missing(&mut self, number: &str, expected: &Expected<'_>) {
        let heading = self.heading(number);
        self.differences.push(Difference {
            kind: Kind::Missing,
            section: Some(number.to_owned()),
            field: expected.name(),
            documented: "no row".to_owned(),
            spec: words::type_of(self.api, expected.field),
            document_line: heading,
            origin: self.origin(expected, ""),
            help: if expected.field.docs.documented.is_some() {
                "remove it from the spec, or pin only that it has no row: `documented: { absent: true }`"
            } else {
                "remove it from the spec, or pin the difference: `documented: { absent: true }`"
            }
            .to_owned(),
        });
    }

    /// A row in the table of another model, unless a pin states that its own table lacks it.
    pub(super) fn misplaced(&mut self, number: &str, row: &Misplaced<'_, '_>) {
        if row.expected.pinned_as_absent() {
            return;
        }
        let (here, home) = (self.document.place(row.row.line), self.document.place(row.home));
        let which = if here.document == home.document { "the" } else { "another" };
        self.differences.push(Difference {
            kind: Kind::Moved,
            section: Some(number.to_owned()),
            field: row.expected.name(),
            documented: "a row among those of other objects".to_owned(),
            spec: format!(
                "a field of `{}`, whose table begins on line {} of {which} document",
                row.expected.owner(),
                home.line
            ),
            document_line: Some(here),
            origin: self.origin(&row.expected, ""),
            help: "move the field in the spec, or pin the difference: `documented: { absent: true }`"
                .to_owned(),
        });
    }

    /// A row with more cells than its table has columns.
    pub(super) fn surplus(&mut self, number: &str, names: &Names<'_, '_>, row: &Row) {
        let Some((cells, columns)) = row.surplus else { return };
        let field = names.fields(&row.name).first().copied();
        self.differences.push(Difference {
            kind: Kind::Cells,
            section: Some(number.to_owned()),
            field: field.map_or_else(|| row.name.clone(), |field| field.name()),
            documented: format!("{cells} cells in a table of {columns} columns"),
            spec: field
                .map_or_else(|| "no such field".to_owned(), |field| words::type_of(self.api, field.field)),
            document_line: Some(self.document.place(row.line)),
            origin: match field {
                Some(field) => self.origin(&field, ""),
                None => self.origins.of_file(names.section.file, &["section"]),
            },
            help: "escape a bar inside a cell as `\\|`; the text after it was read as the next cell"
                .to_owned(),
        });
    }

    /// Tables of a section that is not in the spec.
    pub(super) fn unknown(&mut self, number: Option<&str>, tables: &[&Table]) {
        for table in tables {
            let names: Vec<String> = table.rows.iter().map(|row| format!("`{}`", row.name)).collect();
            let help = match number {
                Some(number) => format!("describe it in the spec, with `section: \"{number}\"`"),
                None => "put the table below a heading with a number, `# 1.1 …`, or name its heading in the \
                         spec: `section: …`"
                    .to_owned(),
            };
            self.differences.push(Difference {
                kind: Kind::Extra,
                section: number.map(str::to_owned),
                field: suggest::list(&names),
                documented: "a table of parameters".to_owned(),
                spec: "no such section".to_owned(),
                document_line: Some(self.document.place(table.line)),
                origin: None,
                help,
            });
        }
    }

    /// A pin on the contents of a row, combined with one that there is no row.
    pub(super) fn pinned_without_row(&mut self, number: &str, expected: &Expected<'_>) {
        if expected.field.docs.documented.as_ref().is_some_and(pins_words) {
            self.unused_pin(Some(number), expected, "no row", PIN);
        }
    }

    /// A pin on a field without a section.
    pub(super) fn pinned_without_section(&mut self, expected: &Expected<'_>) {
        if expected.field.docs.documented.is_some() {
            let documented = "not compared: the field has no `section`";
            self.unused_pin(None, expected, documented, PIN);
        }
    }

    fn unused_pin(&mut self, number: Option<&str>, expected: &Expected<'_>, documented: &str, spec: &str) {
        self.differences.push(Difference {
            kind: Kind::Pin,
            section: number.map(str::to_owned),
            field: expected.name(),
            documented: documented.to_owned(),
            spec: spec.to_owned(),
            document_line: number.and_then(|number| self.heading(number)),
            origin: self.origin(expected, "documented"),
            help: "the pin matches nothing: remove it".to_owned(),
        });
    }

    fn heading(&self, number: &str) -> Option<DocumentLine> {
        self.headings.get(number).map(|line| self.document.place(*line))
    }

    fn origin(&self, expected: &Expected<'_>, key: &str) -> Option<Origin> {
        self.origins.line(&self.origins.of(expected.model, expected.field), key)
    }
}

fn pins_words(pin: &Documented) -> bool {
    pin.required.is_some() || pin.ty.is_some() || pin.max_cjk.is_some() || pin.max.is_some()
}

/// A description of a row, for adding its field to the spec.
fn described(row: &Row) -> String {
    let required = row.required.as_deref().map(|cell| match words::required(cell) {
        Required::Always => "required".to_owned(),
        Required::Never => "optional".to_owned(),
        Required::Sometimes => cell.to_owned(),
    });
    let words: Vec<String> = required.into_iter().chain(row.ty.clone()).collect();
    if words.is_empty() { "a row".to_owned() } else { words.join(", ") }
}
