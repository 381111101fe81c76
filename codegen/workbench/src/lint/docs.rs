//! Missing documentation and examples, and those with a `TODO`.

use serde_json::Value;
use specwright::diagnostics::{Code, Diagnostic, Diagnostics};

use super::subject::{Kind, Subject};

/// Words for what is still to be written.
const OPEN: [&str; 3] = ["TODO", "FIXME", "TBD"];

pub(super) fn lint(subjects: &[Subject<'_>], found: &mut Diagnostics) {
    for subject in subjects {
        let words = subject.words;
        if words.doc.as_deref().is_none_or(|doc| doc.trim().is_empty()) {
            found.push(missing_doc(subject));
        }
        let texts = [
            ("doc", &words.doc),
            ("section", &words.section),
            ("since", &words.since),
            ("deprecated", &words.deprecated),
        ];
        for (key, text) in texts {
            found.extend(text.as_deref().and_then(open_word).map(|word| open(subject, key, word)));
        }
        let Kind::Field(field) = subject.kind else { continue };
        match &field.source.example {
            Some(example) => found.extend(open_example(example).map(|word| open(subject, "example", word))),
            None if field.is_written_text => found.push(missing_example(subject)),
            None => {}
        }
    }
}

fn missing_doc(subject: &Subject<'_>) -> Diagnostic {
    Diagnostic::warning(Code::MissingDoc, subject.place(), format!("{} has no `doc`", subject.what()))
        .help("add `doc` with a sentence that describes it; it becomes part of the client's documentation")
}

/// Whole texts that stand in the place of one that is still to be written, in lower case.
const PLACEHOLDERS: [&str; 9] =
    ["string", "xxx", "xxxx", "...", "…", "待定", "待补充", "lorem ipsum", "placeholder"];

/// The word in a text that says that something is still to be written.
fn open_word(text: &str) -> Option<&'static str> {
    let whole = text.trim().to_lowercase();
    if let Some(placeholder) = PLACEHOLDERS.into_iter().find(|placeholder| *placeholder == whole) {
        return Some(placeholder);
    }
    let mut words = text.split(|c: char| !c.is_ascii_alphanumeric() && c != '_');
    words.find_map(|word| OPEN.into_iter().find(|open| *open == word))
}

/// The same in the texts of an example.
fn open_example(example: &Value) -> Option<&'static str> {
    match example {
        Value::String(text) => open_word(text),
        Value::Array(elements) => elements.iter().find_map(open_example),
        Value::Object(entries) => entries.values().find_map(open_example),
        Value::Null | Value::Bool(_) | Value::Number(_) => None,
    }
}

fn open(subject: &Subject<'_>, key: &str, word: &str) -> Diagnostic {
    let message = format!("the `{key}` of {} has a `{word}`", subject.what());
    let help = match key {
        "example" => {
            "write a value that the server accepts; the documentation, the tests and the mock server use it"
        }
        _ => "complete the text; it becomes part of the client's documentation",
    };
    Diagnostic::warning(Code::OpenDoc, subject.at.child(key).part(word), message).help(help)
}

fn missing_example(subject: &Subject<'_>) -> Diagnostic {
    Diagnostic::warning(
        Code::MissingExample,
        subject.place(),
        format!("{} is a text written by callers and has no `example`", subject.what()),
    )
    .help("add `example`; the documentation, the tests and the mock server use it")
}
