//! `audit`: compares the spec with the API's own documentation.

use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use specwright::diagnostics::{Annotation, Severity};
use specwright_workbench::audit::{self, Audit, Difference, DocumentLine, Kind, Unread};

use super::validate::read;
use crate::arguments::ReportFormat;
use crate::context::Context;
use crate::error::Error;
use crate::output::{self, Exit, Paint, count};
use crate::paths::shown;
use crate::spec::Spec;

/// The path that means standard input.
const STDIN: &str = "-";

/// Prints the differences.
pub(crate) fn run(
    context: &Context<'_>,
    files: &[PathBuf],
    sections: &[String],
    format: ReportFormat,
) -> Result<Exit, Error> {
    let spec = Spec::read(context.spec(), format)?;
    let api = spec.check()?.api;
    let texts = files.iter().map(|file| text_of(file)).collect::<Result<Vec<String>, Error>>()?;
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    let audit = audit::audit_sections(spec.sources(), &api, &texts, sections)
        .map_err(|none| no_table(files.get(none.document).map_or(Path::new(STDIN), PathBuf::as_path)))?;
    let name = |file: &PathBuf| if *file == Path::new(STDIN) { STDIN.to_owned() } else { format.shown(file) };
    let documents = Documents(files.iter().map(name).collect());
    let report = match format {
        ReportFormat::Text => to_text(&documents, &audit, Paint::stdout()),
        ReportFormat::Json => to_json(&documents, &audit),
        ReportFormat::Github => to_github(&documents, &audit),
    };
    output::print_report(&report, format == ReportFormat::Text)?;
    Ok(if audit.differences.is_empty() { Exit::Success } else { Exit::Negative })
}

/// The names of the documents.
struct Documents(Vec<String>);

impl Documents {
    fn of(&self, at: DocumentLine) -> &str {
        self.0.get(at.document).map_or(STDIN, String::as_str)
    }

    /// `docs.md:12`.
    fn line(&self, at: DocumentLine) -> String {
        format!("{}:{}", self.of(at), at.line)
    }

    /// `docs.md:12, section 1.1`.
    fn place(&self, difference: &Difference) -> String {
        let place = difference.document_line.map_or_else(|| self.0.join(", "), |at| self.line(at));
        let section = difference.section.as_ref().map(|section| format!(", section {section}"));
        place + &section.unwrap_or_default()
    }
}

/// Reads a document.
pub(crate) fn text_of(file: &Path) -> Result<String, Error> {
    String::from_utf8(read(file)?).map_err(|error| {
        let valid = error.utf8_error().valid_up_to();
        Error::new(format!("`{}` is not UTF-8: invalid byte at offset {valid}", shown(file)))
            .help("save the documentation as UTF-8")
    })
}

/// The error for a document without tables.
pub(crate) fn no_table(file: &Path) -> Error {
    Error::new(format!("`{}` has no table of parameters", shown(file)))
        .help("a table begins with a row like `Parameter | Required | Type |`, then `---|---|---|`")
}

fn to_text(documents: &Documents, audit: &Audit, paint: Paint) -> String {
    let mut text = String::new();
    let (absent, others): (Vec<_>, Vec<_>) =
        audit.differences.iter().partition(|difference| difference.kind == Kind::Absent);
    for difference in &absent {
        let spec = difference.origin.as_ref().map(|at| format!(", {}:{}", at.file, at.position.line));
        text.push_str(&format!(
            "{}: {}, of which the spec has {}{}\n",
            paint.yellow(difference.kind.as_str()),
            paint.bold(&difference.field),
            difference.spec,
            spec.unwrap_or_default()
        ));
    }
    // The help with all of them is the same.
    text.extend(absent.first().map(|absent| format!("  {}        {}\n\n", paint.bold("help"), absent.help)));
    for difference in others {
        let documented = documents.place(difference);
        let spec = difference.origin.as_ref().map(|at| format!("{}:{}", at.file, at.position.line));
        text.push_str(&format!(
            "{}: {}\n  documented  {}\n              {documented}\n  spec        {}\n",
            paint.yellow(difference.kind.as_str()),
            paint.bold(&difference.field),
            difference.documented,
            difference.spec
        ));
        text.extend(spec.map(|spec| format!("              {spec}\n")));
        text.push_str(&format!("  {}        {}\n\n", paint.bold("help"), difference.help));
    }
    for Unread { what, document_lines, .. } in &audit.unread {
        let lines: Vec<String> = document_lines.iter().map(|at| documents.line(*at)).collect();
        text.push_str(&format!("{}: {what}, {}\n", paint.bold("not read"), lines.join(", ")));
    }
    let read = format!("{} in {}", count(audit.rows, "row"), count(audit.tables, "table"));
    match audit.differences.len() {
        0 => text.push_str(&format!("{read}: no differences except those that a pin explains\n")),
        number => text.push_str(&format!("{read}: {}\n", count(number, "unexplained difference"))),
    }
    text
}

fn to_json(documents: &Documents, audit: &Audit) -> String {
    let difference = |difference: &Difference| {
        let at = difference.origin.as_ref();
        let mut object = json!({
            "kind": difference.kind.as_str(),
            "section": difference.section,
            "field": difference.field,
            "documented": difference.documented,
            "spec": difference.spec,
            "document": difference.document_line.map(|at| documents.of(at)),
            "document_line": difference.document_line.map(|at| at.line),
            "file": at.map(|at| &at.file),
            "help": difference.help,
        });
        let position = at.map(|at| at.position);
        if let Some(object) = object.as_object_mut() {
            let entries = position.unwrap_or_default().entries();
            object.extend(entries.map(|(key, number)| (key.to_owned(), position.map(|_| number).into())));
        }
        object
    };
    let line = |at: &DocumentLine| json!({ "document": documents.of(*at), "line": at.line });
    let unread = |unread: &Unread| {
        let lines: Vec<Value> = unread.document_lines.iter().map(line).collect();
        json!({ "what": unread.what, "document_lines": lines })
    };
    let report = json!({
        "documents": documents.0,
        "tables": audit.tables,
        "rows": audit.rows,
        "unread": audit.unread.iter().map(unread).collect::<Vec<Value>>(),
        "differences": audit.differences.iter().map(difference).collect::<Vec<Value>>(),
    });
    format!("{report:#}\n")
}

/// An annotation at the line of the spec, or at the document's if there is none.
fn to_github(documents: &Documents, audit: &Audit) -> String {
    let annotation = |difference: &Difference| {
        let message = format!(
            "{}: documented: {} ({}); in the spec: {}\n{}",
            difference.field,
            difference.documented,
            documents.place(difference),
            difference.spec,
            difference.help
        );
        let title = difference.kind.as_str();
        match &difference.origin {
            Some(at) => {
                Annotation::new(Severity::Error, Some(at.file.clone()), title, message).at(at.position)
            }
            None => in_document(documents, Severity::Error, title, message, difference.document_line),
        }
    };
    let unread = audit.unread.iter().map(|Unread { what, document_lines, .. }| {
        let message = format!("skipped: {what}");
        in_document(documents, Severity::Warning, "not read", message, document_lines.first().copied())
    });
    let annotations: Vec<_> = audit.differences.iter().map(annotation).chain(unread).collect();
    Annotation::to_github(&annotations)
}

/// An annotation at a line of a document, if it is a file.
fn in_document(
    documents: &Documents,
    severity: Severity,
    title: &str,
    message: String,
    at: Option<DocumentLine>,
) -> Annotation {
    let first = DocumentLine { document: 0, line: 1 };
    let document = documents.of(at.unwrap_or(first));
    if document == STDIN {
        return Annotation::new(severity, None, title, message);
    }
    let annotation = Annotation::new(severity, Some(document.to_owned()), title, message);
    match at {
        Some(at) => annotation.at_line(at.line),
        None => annotation,
    }
}
