//! Bodies that are text or bytes: a value without a type of its own, with limits that the operation states.

use specwright_runtime::{LimitKind, is_content_type};

use crate::check::at::At;
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::dialect;
use crate::ir::{Body, ScalarKind, Type};

/// The body as a field of the input, and its type; `None` if it is neither text nor bytes.
pub(super) fn field(source: &dialect::Operation) -> Option<(dialect::Field, Type)> {
    let kind = match source.body.as_deref() {
        Some("text") => ScalarKind::Text,
        Some("bytes") => ScalarKind::File,
        _ => return None,
    };
    let field = dialect::Field {
        ty: Some(kind.name().to_owned()),
        required: Some(true),
        limits: source.limits.clone(),
        example: source.example.clone(),
        ..dialect::Field::default()
    };
    Some((field, Type::Scalar(kind)))
}

/// Reports keys that do not fit the format of the body. Limits that do not apply to its type are reported with the field.
pub(super) fn check(source: &dialect::Operation, body: Body, root: &At, found: &mut Diagnostics) {
    let mut wrong = |place, message: String, help: &str| {
        found.push(Diagnostic::error(Code::PlainBody, place, message).help(help.to_owned()));
    };
    let is_plain = source.has_plain_body();
    if !is_plain {
        let limits = source.limits.stated.iter().map(|(kind, _)| kind.key());
        for key in limits.chain(source.example.is_some().then_some("example")) {
            let of_bytes = key == LimitKind::MediaTypes.key();
            let formats = if of_bytes { "`body: bytes`" } else { "`body: text` or `body: bytes`" };
            let message = format!("`{key}` is about a body that is {}", if of_bytes { "bytes" } else { "text or bytes" });
            wrong(root.child(key).key(), message, &format!("add {formats}, or remove it; a field of a model has limits of its own"));
        }
    }
    match (&source.content_type, body) {
        (Some(content_type), Body::Text) => {
            if !is_content_type(content_type) {
                let help = "write a type and a subtype, such as `text/csv` or `text/csv; charset=utf-8`";
                let message = format!("`{content_type}` is not a content type");
                wrong(root.child("content_type").value(), message, help);
            }
        }
        (Some(_), Body::Bytes) => {
            let help = "write `media_types: [image/png]`: bytes carry their own, which is one of these";
            wrong(root.child("content_type").key(), "`content_type` is that of a text".to_owned(), help);
        }
        (Some(_), _) => {
            let help = "remove it, or write `body: text`";
            wrong(root.child("content_type").key(), "the format of the body decides its content type".to_owned(), help);
        }
        (None, _) => {}
    }
    for (key, is_given, help) in [
        ("request", source.request.is_some(), "remove `request`, or `body`; a string in JSON is a field of a model"),
        ("optional_body", source.optional_body, "remove `optional_body`: a body without bytes can be sent, unless `min_bytes` forbids it"),
    ] {
        if is_plain && is_given {
            wrong(root.child(key).key(), format!("`{key}` does not describe a body that is text or bytes"), help);
        }
    }
}
