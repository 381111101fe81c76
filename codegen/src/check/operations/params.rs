//! Path, query and header parameters.

use std::collections::BTreeMap;

use specwright_runtime::{ListStyle, TextPlace};

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::dialect;
use crate::ir::{Location, Model, ScalarKind, TagValue, Type, Usage};
use crate::names;

use super::{Surroundings, is_body, is_scalar, plain};
use crate::check::at::At;
use crate::check::docs;
use crate::check::fields::{self, Slot, Slots};
use crate::suggest;

/// The model of the parameters, with the body as its last field; `None` if the input is only a body that is always sent.
/// Its file is set later.
pub(super) fn lower(
    source: &dialect::Operation,
    root: &At,
    request_type: Option<&Type>,
    around: Surroundings<'_>,
    found: &mut Diagnostics,
) -> Option<Model> {
    if !source.has_request_model() {
        return None;
    }
    let context = around.context;
    let groups = [
        ("path_params", &source.path_params, Location::Path),
        ("query", &source.query, Location::Query),
        ("headers", &source.headers, Location::Header),
    ];
    let mut slots = Vec::new();
    for (key, fields, location) in groups {
        slots.extend(Slot::all(fields, &root.child(key), &location, context, found));
    }
    for slot in &slots {
        check_type(slot, found);
        check_values(slot, source.path.as_deref(), context, found);
    }
    check_headers(source, root, around, found);
    check_query(source, root, around, found);
    let body = match plain::field(source) {
        Some((field, ty)) => Some((field, root.clone(), Some(ty))),
        None => source.request.as_ref().map(|request| {
            let required = (!source.optional_body).then_some(true);
            let field = dialect::Field { ty: Some(request.clone()), required, ..dialect::Field::default() };
            (field, root.child("request"), request_type.cloned())
        }),
    };
    if let Some((source, at, ty)) = &body {
        slots.push(Slot {
            wire: body_name(&slots),
            at: at.clone(),
            source,
            location: Location::Body,
            ty: ty.clone(),
        });
    }
    let name = names::request_model(&source.operation);
    let mut fields = fields::lower(&name, &[], &Slots::new(slots), context, found);
    for field in fields.iter_mut().filter(|field| field.location == Location::Path) {
        field.is_path_part = is_path_part(&field.wire, source.path.as_deref());
    }
    Some(Model {
        module: names::module(&name),
        name,
        docs: docs::words(&source.words),
        file: String::new(),
        fields,
        constructors: Vec::new(),
        usage: Usage::default(),
        is_whole_reply: false,
        holds_secret: false,
        former_fields: Vec::new(),
        rules: Vec::new(),
    })
}

/// The Rust field for the request: `body`, or another word if a parameter of the API has this name.
fn body_name(slots: &[Slot<'_>]) -> &'static str {
    let is_free = |name: &&str| !slots.iter().any(|slot| names::field(slot.wire) == **name);
    ["body", "request", "payload"].into_iter().find(is_free).unwrap_or("body")
}

/// A parameter is a scalar; in the query and in headers it may be a list of scalars. As JSON, it is everything else.
pub(super) fn check_type(slot: &Slot<'_>, found: &mut Diagnostics) {
    if slot.source.style.as_deref() == Some(ListStyle::Json.name()) && slot.location == Location::Query {
        check_json(slot, found);
        return;
    }
    let fits = match &slot.ty {
        None => true,
        Some(Type::List(inner)) => slot.location != Location::Path && is_scalar(inner),
        // Base64 of nothing is empty, which a segment of a path cannot be.
        Some(Type::Scalar(ScalarKind::Base64)) => slot.location != Location::Path,
        Some(ty) => is_scalar(ty),
    };
    if fits {
        return;
    }
    let (place, help) = match slot.location {
        Location::Path => ("a path", "a path parameter is a scalar other than `base64`, or an enumeration"),
        Location::Query => (
            "a query",
            "a query parameter is a scalar, an enumeration or a list of those; with `style: json`, it is any other value",
        ),
        _ => ("a header", "a header is a scalar, an enumeration or a list of those"),
    };
    found.push(
        Diagnostic::error(
            Code::ParamType,
            slot.at.child("type").value(),
            format!("{} is not allowed in {place}", suggest::a(slot.spelling())),
        )
        .help(help),
    );
}

/// The type of a parameter that is written as JSON.
fn check_json(slot: &Slot<'_>, found: &mut Diagnostics) {
    let Some(ty) = &slot.ty else { return };
    let is_digits = *ty.innermost() == Type::Scalar(ScalarKind::DigitTimestamp);
    if is_body(ty) && !matches!(ty, Type::Boxed(_)) && !ty.is_file() && !is_digits {
        return;
    }
    let message = format!("{} is not allowed in a query as JSON", suggest::a(slot.spelling()));
    let help = "`style: json` is for a model, a union, a list, a map or `json`; remove it for a scalar";
    found.push(Diagnostic::error(Code::ParamType, slot.at.child("type").value(), message).help(help));
}

/// Whether a parameter has other text beside it in its segment of the path.
fn is_path_part(name: &str, path: Option<&str>) -> bool {
    let around = path.and_then(|path| path.split_once(&format!("{{{name}}}")));
    around.is_some_and(|(before, after)| TextPlace::in_path(before, after) == TextPlace::PathPart)
}

/// Every value of an enumeration can be sent from where it stands.
fn check_values(slot: &Slot<'_>, path: Option<&str>, context: fields::Context<'_>, found: &mut Diagnostics) {
    let style = ListStyle::NAMED.into_iter().find(|style| slot.source.style.as_deref() == Some(style.name()));
    let style = style.filter(|_| matches!(slot.ty, Some(Type::List(_)))).unwrap_or_default();
    let Some(Type::Enum(id)) = slot.ty.as_ref().map(Type::innermost) else { return };
    let place = match slot.location {
        Location::Path if is_path_part(slot.wire, path) => Some(TextPlace::PathPart),
        _ => slot.location.text_place(style),
    };
    let Some(place) = place else { return };
    for value in &context.enums[*id].values {
        let TagValue::Text(text) = &value.value else { continue };
        if let Some(problem) = place.problem(text) {
            found.push(
                Diagnostic::error(
                    Code::ParamType,
                    slot.at.child("type").value(),
                    format!("`{}` has a value that cannot be sent here", slot.spelling()),
                )
                .label(format!("the value `{}` {problem}", text.escape_debug()))
                .help("declare an enumeration for this parameter that lacks the value"),
            );
        }
    }
}

fn check_headers(source: &dialect::Operation, root: &At, around: Surroundings<'_>, found: &mut Diagnostics) {
    let auth = around.auth.and_then(|auth| auth.header.as_deref().or(auth.cookie.as_ref().map(|_| "Cookie")));
    let mut seen: BTreeMap<String, &str> = BTreeMap::new();
    for (name, _) in &source.headers {
        let at = root.child("headers").child(name);
        let lower = name.to_ascii_lowercase();
        let mut wrong = |message: String, help: &'static str| {
            found.push(Diagnostic::error(Code::BadHeader, at.key(), message).help(help));
        };
        if !is_header_name(name) {
            wrong(
                format!("`{name}` is not a valid name of a header"),
                "the name of a header consists of ASCII letters, digits and hyphens: `X-Request-Id`",
            );
        } else if let Some(help) = set_by_client(&lower) {
            wrong(format!("an operation cannot set `{name}`"), help);
        } else if auth.is_some_and(|auth| auth.eq_ignore_ascii_case(name)) {
            wrong(
                format!("`{name}` is the credential, which the client sends"),
                "remove it; `auth` in the api file states the place of the credential",
            );
        } else if let Some(first) = seen.get(&lower) {
            wrong(
                format!("`{first}` and `{name}` are the same header"),
                "headers are case-insensitive: remove one of them",
            );
        }
        seen.insert(lower, name);
    }
}

fn check_query(source: &dialect::Operation, root: &At, around: Surroundings<'_>, found: &mut Diagnostics) {
    let Some(name) = around.auth.and_then(|auth| auth.query.as_deref()) else {
        return;
    };
    let authorised = source.auth != Some(false);
    if authorised && source.query.iter().any(|(wire, _)| wire == name) {
        found.push(
            Diagnostic::error(
                Code::AuthParam,
                root.child("query").child(name).key(),
                format!("`{name}` is the credential, which the client sends"),
            )
            .help("remove it; `auth` in the api file states the place of the credential"),
        );
    }
}

/// Whether the name is a token as defined by HTTP.
pub(in super::super) fn is_header_name(name: &str) -> bool {
    !name.is_empty()
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte))
}

/// Help for a header, in lower case, that operations must not set.
pub(in super::super) fn set_by_client(lower: &str) -> Option<&'static str> {
    match lower {
        "authorization" => Some("remove it; `auth` in the api file states the place of the credential"),
        "content-type" => Some("remove it; `body: json` or `body: form` determines it"),
        "user-agent" => Some("remove it; the client's builder sets it"),
        "accept-encoding" => Some("remove it; the transport sets it"),
        "connection" | "content-length" | "host" | "keep-alive" | "te" | "trailer" | "transfer-encoding"
        | "upgrade" => Some("remove it; the transport sets it"),
        _ => lower.starts_with("proxy-").then_some("remove it; the transport sets it"),
    }
}
