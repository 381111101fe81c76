//! Words and examples that are missing.

use crate::diagnostics::{Code, Diagnostic, Diagnostics};

use super::subject::{Kind, Subject};

pub(super) fn lint(subjects: &[Subject<'_>], found: &mut Diagnostics) {
    for subject in subjects {
        if subject.words.doc.as_deref().is_none_or(|doc| doc.trim().is_empty()) {
            found.push(missing_doc(subject));
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
        .help("add `doc`: a sentence that says what it means; it becomes the documentation of the client")
}

fn missing_example(subject: &Subject<'_>) -> Diagnostic {
    Diagnostic::warning(
        Code::MissingExample,
        subject.place(),
        format!("{} is a text that callers write, and has no `example`", subject.what()),
    )
    .help("add `example`; it stands in the documentation, and the tests and the mock server use it")
}
