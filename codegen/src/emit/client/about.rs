//! The documentation of the methods for operations.

use crate::emit::{docs, reply_headers as headers, sample};
use crate::ir::{Api, ErrorCode, Meaning, Operation, ReplyKind, Statuses, Type};
use crate::prose;

/// The first paragraph, and a link to the rest.
pub(super) fn of_blocking(api: &Api, operation: &Operation) -> String {
    let text = docs::text(&operation.docs, &format!("The operation `{}`.", operation.name));
    let summary = text.split("\n\n").next().filter(|first| prose::begins_with_paragraph(first));
    let summary = summary.map(|first| format!("{first}\n\n")).unwrap_or_default();
    format!("{summary}As {}, without async.", docs::method_link(api, operation, operation.method_name()))
}

/// All of it, with an example.
pub(super) fn of_async(api: &Api, operation: &Operation, public_path: &str) -> String {
    let text = docs::text(&operation.docs, &format!("The operation `{}`.", operation.name));
    let repeat = if operation.idempotent {
        "It is idempotent."
    } else {
        "Sending it twice may do it twice, so it is not repeated once it may have been done, unless the \
         call allows it."
    };
    let written = match operation.reply_kind() {
        ReplyKind::Bytes => {
            " [`write_to`](rt::Call::write_to) of the call writes the bytes while they arrive."
        }
        ReplyKind::Nothing
        | ReplyKind::Value(_)
        | ReplyKind::Optional(_)
        | ReplyKind::ByStatus(_)
        | ReplyKind::Text => "",
    };
    let text = format!(
        "{text}\n\n{}. {repeat}{written}\n\n# Errors\n\nAny [`Error`](rt::Error). An invalid request is not sent.{}",
        docs::code(&format!("{} {}", operation.method.as_str(), operation.path_template())),
        meanings(api, operation) + &failures(api, operation) + &reply_headers(operation),
    );
    docs::with_example(text, sample::operation(api, operation, public_path))
}

/// The headers of a reply that have a type.
fn reply_headers(operation: &Operation) -> String {
    let links = operation.reply_headers.iter().map(|header| {
        let (name, constant) = (docs::code(&header.wire), headers::constant_name(header));
        format!("[{name}](super::reply_headers::{}::{constant})", operation.name)
    });
    let links: Vec<String> = links.collect();
    if links.is_empty() {
        return String::new();
    }
    format!("\n\n# Headers\n\nThe [`Answer`](rt::Answer) of `.detailed()` has {}.", links.join(", "))
}

/// The types of the bodies of failures.
fn failures(api: &Api, operation: &Operation) -> String {
    let lines: Vec<String> = operation
        .failures
        .iter()
        .map(|failure| {
            let status = match failure.statuses {
                Statuses::Others => "any other status".to_owned(),
                statuses @ (Statuses::One(_) | Statuses::Range(_)) => statuses.to_string(),
            };
            let ty = match &failure.ty {
                Type::Model(id) => Some(&api.models[*id].name),
                Type::Union(id) => Some(&api.unions[*id].name),
                Type::Enum(_)
                | Type::Scalar(_)
                | Type::List(_)
                | Type::Map(_)
                | Type::Nullable(_)
                | Type::Boxed(_) => None,
            };
            let ty = match ty {
                Some(name) => format!("[`{name}`](super::{})", docs::target(name)),
                None => crate::phrase::ty(api, &failure.ty),
            };
            let doc = docs::text(&failure.docs, "");
            let first = doc.split("\n\n").next().filter(|first| !first.is_empty());
            let summary = first.filter(|first| prose::begins_with_paragraph(first));
            let summary = summary.map(|first| format!(": {}", first.replace('\n', " "))).unwrap_or_default();
            format!("- {status}: {ty}{summary}")
        })
        .collect();
    if lines.is_empty() {
        return String::new();
    }
    let read = "[`Error::failure`](rt::Error::failure)";
    format!("\n\nThese failures have a body that {read} reads:\n\n{}", lines.join("\n"))
}

/// The error codes that mean something else in this operation than in others.
fn meanings(api: &Api, operation: &Operation) -> String {
    let own = api.errors.iter().filter_map(|error| Some((error, error.meaning(&operation.name)?)));
    // The rules are for mocks.
    let differs = |error: &ErrorCode, meaning: &Meaning| {
        (&meaning.class, &meaning.fields, &meaning.docs) != (&error.class, &error.fields, &error.docs)
    };
    let lines: Vec<String> = own
        .filter(|(error, meaning)| differs(error, meaning))
        .map(|(error, meaning)| {
            let link = format!("[`ErrorCode::{0}`](super::ErrorCode::{0})", error.variant);
            let class = meaning.class.as_deref().map(|class| format!(", class {}", docs::code(class)));
            let fields = docs::fields(&meaning.fields).map(|fields| format!(", {fields}"));
            let grounds = class.unwrap_or_default() + &fields.unwrap_or_default();
            let doc = docs::text(&meaning.docs, "");
            let summary = doc.split("\n\n").next().filter(|first| prose::begins_with_paragraph(first));
            let summary = summary.map(|first| format!(": {}", first.replace('\n', " "))).unwrap_or_default();
            format!("- {link} ({}){grounds}{summary}", docs::code(&error.code.to_string()))
        })
        .collect();
    if lines.is_empty() {
        return String::new();
    }
    format!("\n\nIn this operation, these codes have a meaning of their own:\n\n{}", lines.join("\n"))
}
