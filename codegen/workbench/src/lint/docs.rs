//! Missing documentation and examples, and documentation with a `TODO`.

use specwright::diagnostics::{Code, Diagnostic, Diagnostics};

use super::subject::{Kind, Subject};

pub(super) fn lint(subjects: &[Subject<'_>], found: &mut Diagnostics) {
    for subject in subjects {
        match subject.words.doc.as_deref().map(str::trim) {
            None | Some("") => found.push(missing_doc(subject)),
            Some(doc) if is_open(doc) => found.push(open_doc(subject)),
            Some(_) => {}
        }
        if let Kind::Field(field) = subject.kind
            && field.is_written_text
            && field.source.example.is_none()
        {
            found.push(missing_example(subject));
        }
    }
}

fn missing_doc(subject: &Subject<'_>) -> Diagnostic {
    Diagnostic::warning(Code::MissingDoc, subject.place(), format!("{} has no `doc`", subject.what()))
        .help("add `doc` with a sentence that describes it; it becomes part of the client's documentation")
}

/// Whether a text contains the word `TODO`.
fn is_open(doc: &str) -> bool {
    doc.split(|c: char| !c.is_ascii_alphanumeric() && c != '_').any(|word| word == "TODO")
}

fn open_doc(subject: &Subject<'_>) -> Diagnostic {
    let message = format!("the `doc` of {} has a `TODO`", subject.what());
    Diagnostic::warning(Code::OpenDoc, subject.at.child("doc").part("TODO"), message)
        .help("complete the text; it becomes part of the client's documentation")
}

fn missing_example(subject: &Subject<'_>) -> Diagnostic {
    Diagnostic::warning(
        Code::MissingExample,
        subject.place(),
        format!("{} is a text written by callers and has no `example`", subject.what()),
    )
    .help("add `example`; the documentation, the tests and the mock server use it")
}
