//! The body of an operation.

use crate::diagnostics::{Code, Diagnostic, Diagnostics, Place};
use crate::dialect::{self, BODIES, foreign};
use crate::ir::{Body, Field, Method, ScalarKind, Type};

use super::{is_body, is_scalar, plain};
use crate::check::at::At;
use crate::check::shapes::models::Models;
use crate::check::spec::Spec;
use crate::suggest;

/// The kind of the body.
pub(super) fn lower(
    source: &dialect::Operation,
    root: &At,
    request: Option<&Type>,
    method: Option<Method>,
    models: &Models,
    spec: &Spec,
    found: &mut Diagnostics,
) -> Body {
    let form = match source.body.as_deref() {
        None | Some("json") => Body::Json,
        Some("form") => Body::Form,
        Some("nested_form") => Body::NestedForm,
        Some("multipart") => Body::Multipart,
        Some("text") => Body::Text,
        Some("bytes") => Body::Bytes,
        Some(other) => {
            let diagnostic = Diagnostic::error(
                Code::UnknownBody,
                root.child("body").value(),
                format!("`{other}` is not a format of a body"),
            );
            let word = suggest::ascii(other).unwrap_or_else(|| other.to_owned());
            let help = foreign::body(&word)
                .map_or_else(|| suggest::help(&word, BODIES.iter().copied()), str::to_owned);
            found.push(diagnostic.help(help));
            Body::Json
        }
    };
    plain::check(source, form, root, spec, found);
    if source.request.is_none() && !source.has_plain_body() {
        let keys = [("body", source.body.is_some()), ("optional_body", source.optional_body)];
        for (key, _) in
            keys.into_iter().filter(|(_, is_there)| *is_there && !spec.damaged.contains(&root.file()))
        {
            let (place, message) = (root.child(key).key(), format!("`{key}` without a `request`"));
            let help = format!("add the type to send, `request: NewStore`, or remove `{key}`");
            found.push(Diagnostic::error(Code::BodyWithoutRequest, place, message).help(help));
        }
        return Body::Empty;
    }
    if let Some(method @ (Method::Get | Method::Head | Method::Trace)) = method {
        let name = method.as_str();
        found.push(
            Diagnostic::error(
                Code::BodyNotAllowed,
                root.child(if source.request.is_some() { "request" } else { "body" }).key(),
                format!("a {name} request has no body"),
            )
            .related(root.child("method").value(), "the method")
            .help("move the fields to `query`, or use another method"),
        );
        return form;
    }
    // That a text or bytes have no type was reported.
    if let Some(ty) = request.filter(|_| !source.has_plain_body()) {
        check_type(source, ty, form, root, models, found);
    }
    form
}

fn check_type(
    source: &dialect::Operation,
    ty: &Type,
    form: Body,
    root: &At,
    models: &Models,
    found: &mut Diagnostics,
) {
    let spelling = source.request.as_deref().unwrap_or_default();
    let place = root.child("request").value();
    if !is_body(ty) {
        found.push(
            Diagnostic::error(
                Code::RequestType,
                place,
                format!("a `{spelling}` cannot be a whole body"),
            )
            .help("a body is a model, a union, a list, a map or `json`; use a model with this value as a field, or write `body: text` \
                   without `request` for a body that is no JSON"),
        );
        return;
    }
    match form {
        Body::Empty | Body::Json | Body::Text | Body::Bytes => {}
        Body::Form => check_flat(&FORM, spelling, ty, &place, models, found),
        Body::NestedForm => check_object(spelling, ty, &place, found),
        Body::Multipart => check_flat(&MULTIPART, spelling, ty, &place, models, found),
    }
}

/// A format whose bodies have one level of fields.
struct Flat {
    code: Code,
    /// With an article.
    name: &'static str,
    parts: &'static str,
    /// What else can be done.
    nested: &'static str,
    allows: fn(&Type) -> bool,
}

const FORM: Flat = Flat {
    code: Code::FormBody,
    name: "a form",
    parts: "a scalar or a list of scalars",
    nested: "; a server that reads `card[number]=…` takes a `nested_form`",
    allows: is_scalar,
};

const MULTIPART: Flat = Flat {
    code: Code::MultipartBody,
    name: "a multipart body",
    parts: "a scalar, a `file` or a list of these",
    nested: "",
    allows: |ty| is_scalar(ty) || *ty == Type::Scalar(ScalarKind::File),
};

/// Checks that a body is an object with known fields. What can be in them is checked when all types are known.
fn check_object(spelling: &str, ty: &Type, place: &Place, found: &mut Diagnostics) {
    if !matches!(ty, Type::Model(_)) {
        let message = format!("a `{spelling}` cannot be a form");
        let help = "a form is a model; or write `body: json`";
        found.push(Diagnostic::error(Code::FormBody, place.clone(), message).help(help));
    }
}

/// Checks that a body is flat: names and scalars.
fn check_flat(
    flat: &Flat,
    spelling: &str,
    ty: &Type,
    place: &Place,
    models: &Models,
    found: &mut Diagnostics,
) {
    let Flat { code, name, parts, nested, allows } = flat;
    let Type::Model(id) = ty else {
        found.push(
            Diagnostic::error(*code, place.clone(), format!("a `{spelling}` cannot be {name}"))
                .help(format!("{name} is a model with one level of fields; or write `body: json`")),
        );
        return;
    };
    let element = |field: &Field| match &field.ty {
        Type::List(inner) => (**inner).clone(),
        other => other.clone(),
    };
    let fields = models.get(&id.index()).map(|model| &model.fields);
    let deep: Vec<&Field> = fields.into_iter().flatten().filter(|field| !allows(&element(field))).collect();
    let (problem, wires) = match deep.as_slice() {
        [] => return,
        [field] if matches!(element(field), Type::Nullable(_)) => {
            (format!("its field `{}` has elements that can be null", field.wire), format!("`{}`", field.wire))
        }
        [field] => (format!("its field `{}` is nested", field.wire), format!("`{}`", field.wire)),
        [..] => {
            let wires = suggest::some_of(deep.iter().map(|field| field.wire.as_str()));
            (format!("its fields {wires} are nested"), "each of them".to_owned())
        }
    };
    found.push(
        Diagnostic::error(*code, place.clone(), format!("`{spelling}` cannot be {name}: {problem}")).help(
            format!(
                "{name} has one level of fields: send JSON, `body: json`, or make {wires} {parts}{nested}"
            ),
        ),
    );
}
