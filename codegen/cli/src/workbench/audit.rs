//! `audit`: compares the spec with the API's own documentation.

use std::path::Path;

use serde_json::{Value, json};
use specwright::diagnostics::{Annotation, Severity};
use specwright_workbench::audit::{self, Audit, Difference, Kind, Unread};

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
    file: &Path,
    sections: &[String],
    format: ReportFormat,
) -> Result<Exit, Error> {
    let spec = Spec::read(context.spec(), format)?;
    let api = spec.check()?.api;
    let document = if file == Path::new(STDIN) { STDIN.to_owned() } else { format.shown(file) };
    let text = text_of(file)?;
    let audit = audit::audit_sections(spec.sources(), &api, &text, sections)
        .map_err(|audit::NoTable| no_table(file))?;
    let report = match format {
        ReportFormat::Text => to_text(&document, &audit, Paint::stdout()),
        ReportFormat::Json => to_json(&document, &audit),
        ReportFormat::Github => to_github(&document, &audit),
    };
    output::print_report(&report, format == ReportFormat::Text)?;
    Ok(if audit.differences.is_empty() { Exit::Success } else { Exit::Negative })
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

fn to_text(document: &str, audit: &Audit, paint: Paint) -> String {
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
        let documented = document_place(document, difference);
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
        let lines: Vec<String> = document_lines.iter().map(|line| format!("{document}:{line}")).collect();
        text.push_str(&format!("{}: {what}, {}\n", paint.bold("not read"), lines.join(", ")));
    }
    let read = format!("{} in {}", count(audit.rows, "row"), count(audit.tables, "table"));
    match audit.differences.len() {
        0 => text.push_str(&format!("{read}: no differences except those that a pin explains\n")),
        number => text.push_str(&format!("{read}: {}\n", count(number, "unexplained difference"))),
    }
    text
}

/// `docs.md:12, section 1.1`.
fn document_place(document: &str, difference: &Difference) -> String {
    let line = difference.document_line.map(|line| format!(":{line}")).unwrap_or_default();
    let section = difference.section.as_ref().map(|section| format!(", section {section}"));
    format!("{document}{line}{}", section.unwrap_or_default())
}

fn to_json(document: &str, audit: &Audit) -> String {
    let difference = |difference: &Difference| {
        let at = difference.origin.as_ref();
        let mut object = json!({
            "kind": difference.kind.as_str(),
            "section": difference.section,
            "field": difference.field,
            "documented": difference.documented,
            "spec": difference.spec,
            "document_line": difference.document_line,
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
    let unread = |unread: &Unread| json!({ "what": unread.what, "document_lines": unread.document_lines });
    let report = json!({
        "document": document,
        "tables": audit.tables,
        "rows": audit.rows,
        "unread": audit.unread.iter().map(unread).collect::<Vec<Value>>(),
        "differences": audit.differences.iter().map(difference).collect::<Vec<Value>>(),
    });
    format!("{report:#}\n")
}

/// An annotation at the line of the spec, or at the document's if there is none.
fn to_github(document: &str, audit: &Audit) -> String {
    let annotation = |difference: &Difference| {
        let message = format!(
            "{}: documented: {} ({}); in the spec: {}\n{}",
            difference.field,
            difference.documented,
            document_place(document, difference),
            difference.spec,
            difference.help
        );
        let title = difference.kind.as_str();
        match &difference.origin {
            Some(at) => {
                Annotation::new(Severity::Error, Some(at.file.clone()), title, message).at(at.position)
            }
            None => in_document(document, Severity::Error, title, message, difference.document_line),
        }
    };
    let unread = audit.unread.iter().map(|Unread { what, document_lines, .. }| {
        let message = format!("skipped: {what}");
        in_document(document, Severity::Warning, "not read", message, document_lines.first().copied())
    });
    let annotations: Vec<_> = audit.differences.iter().map(annotation).chain(unread).collect();
    Annotation::to_github(&annotations)
}

/// An annotation at a line of the document, if it is a file.
fn in_document(
    document: &str,
    severity: Severity,
    title: &str,
    message: String,
    line: Option<usize>,
) -> Annotation {
    let file = Some(document.to_owned()).filter(|document| document != STDIN);
    let line = line.filter(|_| file.is_some());
    let annotation = Annotation::new(severity, file, title, message);
    match line {
        Some(line) => annotation.at_line(line),
        None => annotation,
    }
}
