//! Bodies that are text or bytes: a value without a type of its own, with limits that the operation states.

use specwright_runtime::{LimitKind, is_content_type};

use crate::check::at::At;
use crate::check::spec::Spec;
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
    let mut limits = source.limits.clone();
    if kind == ScalarKind::Text {
        // Reported as a key that does not fit.
        limits.stated.retain(|(kind, _)| *kind != LimitKind::MediaTypes);
    }
    let field = dialect::Field {
        ty: Some(kind.name().to_owned()),
        required: Some(true),
        limits,
        example: source.example.clone(),
        ..dialect::Field::default()
    };
    Some((field, Type::Scalar(kind)))
}

/// Reports keys that do not fit the format of the body.
pub(super) fn check(
    source: &dialect::Operation,
    body: Body,
    root: &At,
    spec: &Spec,
    found: &mut Diagnostics,
) {
    if source.body.is_none() && spec.damaged.contains(&root.file()) {
        // The format that they fit may be what was reported.
        return;
    }
    let mut wrong = |place, message: String, help: &str| {
        found.push(Diagnostic::error(Code::PlainBody, place, message).help(help.to_owned()));
    };
    let is_plain = source.has_plain_body();
    let limits = source.limits.stated.iter().map(|(kind, _)| kind.key());
    for key in limits.chain(source.example.is_some().then_some("example")) {
        let (formats, fits) = match key {
            "media_types" => ("bytes", body == Body::Bytes),
            "example" => ("text", body == Body::Text),
            _ => ("text or bytes", is_plain),
        };
        if !fits {
            let message = format!("`{key}` is about a body that is {formats}");
            let help = "remove it, or change `body`; the fields of a model have such keys of their own";
            wrong(root.child(key).key(), message, help);
        }
    }
    if let Some(content_type) = &source.content_type {
        let at = root.child("content_type");
        match body {
            Body::Text if is_content_type(content_type) => {
                if let Some(charset) =
                    charset(content_type).filter(|name| !name.eq_ignore_ascii_case("utf-8"))
                {
                    let help = "write `charset=utf-8`, or `body: bytes` for a text in another encoding";
                    wrong(at.value(), format!("a text is sent in UTF-8, and not in `{charset}`"), help);
                }
            }
            Body::Text => wrong(
                at.value(),
                format!("`{content_type}` is not a content type"),
                "write a type and a subtype, such as `text/csv` or `text/csv; charset=utf-8`",
            ),
            Body::Bytes => wrong(
                at.key(),
                "`content_type` is that of a text".to_owned(),
                "write `media_types: [image/png]`: bytes carry their own, which is one of these",
            ),
            Body::Empty | Body::Json | Body::Form | Body::NestedForm | Body::Multipart => wrong(
                at.key(),
                "the format of the body decides its content type".to_owned(),
                "remove it, or write `body: text`",
            ),
        }
    }
    let request_help = "remove `request`, or `body`; a string in JSON is a field of a model";
    let optional_help =
        "remove `optional_body`: a body without bytes can be sent, unless `min_bytes` forbids it";
    for (key, is_given, help) in [
        ("request", source.request.is_some(), request_help),
        ("optional_body", source.optional_body, optional_help),
    ] {
        if is_plain && is_given {
            let message = format!("`{key}` does not describe a body that is text or bytes");
            wrong(root.child(key).key(), message, help);
        }
    }
}

/// The parameter `charset` of a content type.
fn charset(content_type: &str) -> Option<&str> {
    let parameters = content_type.split(';').skip(1).filter_map(|parameter| parameter.split_once('='));
    let (_, value) = parameters.into_iter().find(|(name, _)| name.trim().eq_ignore_ascii_case("charset"))?;
    Some(value.trim())
}
