//! Drafts the operations that are in a document and not in the spec, with their models.
//!
//! A row becomes a field with its type, limit, example and description in the document's words. The example in JSON and
//! the captions of the tables determine which object contains it. What neither states is marked `TODO`; everything else
//! is verified by a later audit.

mod address;
mod field;
mod field_text;
mod file;
mod known;
mod naming;
mod operation;
mod parameters;
mod part;
mod sample;
mod shape;
mod title;

use super::table::Document;
use super::{NoTable, section};
use file::File;
use operation::Drafter;
use part::Part;
use specwright::check;
use specwright::ir::Api;
use specwright::source::Source;

/// The result of drafting.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Drafts {
    /// The files, each operation before its models.
    pub files: Vec<Drafted>,
    /// The sections with tables but without an address, which describe no operation: number and line.
    pub without_address: Vec<(String, usize)>,
    /// The lines of the tables without a heading that begins a section.
    pub without_section: Vec<usize>,
}

/// A drafted file of the spec.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Drafted {
    /// The path in the spec's folder: `operations/create_card.yaml`.
    pub path: String,
    /// Its text, formatted.
    pub text: String,
    /// The section of the document.
    pub section: String,
    /// The line of the section's heading in the document, from 1.
    pub document_line: usize,
}

/// Drafts an operation for every section of a document that has an address and is not in the spec. Before the first
/// heading with a number, a heading without one begins a section, too, if a method and an address follow.
/// `sources` must be those that `api` was checked from; [`check::check_incomplete`] is enough.
///
/// # Errors
///
/// Returns an error if the document has no parameter tables.
///
/// # Examples
///
/// ```
/// use specwright::{Source, check::check};
/// use specwright_workbench::audit::draft;
///
/// let sources = [
///     Source::new("api.yaml", "api: pets\nserver: https://pets.example\n"),
///     Source::new("ping.yaml", "operation: ping\nmethod: GET\npath: /ping\n"),
/// ];
/// let api = check(&sources).unwrap().api;
/// let document = "# 1.1 Add a pet\nPOST https://pets.example/pets\n\n\
///     name | required | type |\n---|---|---|\nnick | yes | string(12) |\n";
/// let drafts = draft(&sources, &api, document).unwrap();
/// assert_eq!(drafts.files[0].path, "operations/add_pet.yaml");
/// assert!(drafts.files[1].text.contains("max_bytes: 12"));
/// ```
pub fn draft(sources: &[Source], api: &Api, document: &str) -> Result<Drafts, NoTable> {
    let text = document.trim_start_matches('\u{feff}');
    let lines: Vec<&str> = text.lines().collect();
    let (known, _) = section::of(api, &section::unions(api));
    let titles = title::of_operations(&lines, &api.server);
    let document = Document::read(&[text], |title| known.contains_key(title) || titles.contains(title), &[]);
    if document.tables.is_empty() {
        return Err(NoTable { document: 0 });
    }
    let parts = part::all(&document, &lines, &api.server);
    let mut drafter = Drafter::new(api);
    let mut without_address = Vec::new();
    for part in parts.iter().filter(|part| is_lacking(api, part, &parts)) {
        if part.address.path.is_some() {
            drafter.operation(part);
        } else {
            without_address.push((part.section.to_owned(), part.line));
        }
    }
    let mut files = drafter.files;
    drop_bad_examples(sources, &mut files);
    let of_none = document.tables.iter().filter(|table| table.section.is_none());
    let without_section = of_none.map(|table| table.line).collect();
    Ok(Drafts { files: files.iter().map(File::drafted).collect(), without_address, without_section })
}

/// Whether the spec has no operation for a part. If a section has several, they are compared by address.
fn is_lacking(api: &Api, part: &Part<'_>, parts: &[Part<'_>]) -> bool {
    let has_several = parts.iter().filter(|other| other.section == part.section).count() > 1;
    let mut of_section =
        api.operations.iter().filter(|operation| operation.docs.section.as_deref() == Some(part.section));
    !of_section.any(|operation| {
        let same_method = part.address.method.is_none_or(|method| method == operation.method.as_str());
        !has_several
            || same_method && part.address.path.as_deref() == Some(operation.path_template().as_str())
    })
}

/// Removes the examples that violate the drafted rules.
fn drop_bad_examples(sources: &[Source], files: &mut [File]) {
    let drafted = files.iter().map(File::drafted).map(|file| Source::new(file.path, file.text));
    let all: Vec<Source> = sources.iter().cloned().chain(drafted).collect();
    let Err(problems) = check::check(&all) else { return };
    for problem in problems.iter().filter(|problem| problem.code == specwright::Code::BadExample) {
        let file = problem.place.file.checked_sub(sources.len()).and_then(|file| files.get_mut(file));
        if let Some(file) = file {
            file.drop_example(&problem.place);
        }
    }
}
