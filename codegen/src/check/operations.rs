//! Operations.

mod body;
mod failures;
pub(super) mod groups;
mod pages;
pub(super) mod params;
mod path;
mod plain;
mod replies;
mod reply_headers;
pub(super) mod result;
mod wrap;

use std::collections::BTreeMap;

use crate::diagnostics::{Code, Diagnostic, Diagnostics, Place};
use crate::dialect;
use crate::ir::{Input, JsonKind, Method, Model, Operation, ScalarKind, Type};
use crate::names;

use crate::check::at::At;
use crate::check::docs;
use crate::check::fields::Context;
use crate::check::names::types;
use crate::check::shapes::models::Models;
use crate::check::spec::{Entry, Spec};
use crate::check::whole::api::check_server;
use crate::suggest;

/// The properties of the api file that operations depend on.
#[derive(Clone, Copy)]
pub(super) struct Surroundings<'a> {
    pub(super) context: Context<'a>,
    /// Whether the API has a credential; `None` if that is unknown.
    pub(super) auth: Option<&'a dialect::Auth>,
    /// What all replies have in common.
    pub(super) reply: Option<&'a dialect::Reply>,
    /// The default of all operations.
    pub(super) tolerate_unknown_keys: bool,
}

/// Lowers all operations, sorted by name, and adds the models of their parameters. An operation
/// with an error is kept, so that the types it uses count as used.
pub(super) fn lower(
    spec: &Spec,
    around: Surroundings<'_>,
    models: &mut Models,
    found: &mut Diagnostics,
) -> Vec<Operation> {
    let mut names: BTreeMap<&str, Place> = BTreeMap::new();
    let mut operations = Vec::new();
    for entry in &spec.operations {
        let name = entry.body.operation.as_str();
        let place = At::root(entry.file).child("operation").value();
        check_name(name, &place, found);
        if let Some(first) = names.get(name) {
            found.push(
                Diagnostic::error(Code::DuplicateName, place, format!("duplicate operation `{name}`"))
                    .label("the second one")
                    .related(first.clone(), "the first one")
                    .help("rename one of them"),
            );
        } else {
            names.insert(name, place);
        }
        operations.push(lower_one(entry, spec, around, models, found));
    }
    groups::check_methods(spec, &operations, found);
    operations.sort_by(|first, second| first.name.cmp(&second.name));
    operations
}

/// Checks the name of a method of the client or of a group, which is that of an operation.
fn check_name(name: &str, place: &Place, found: &mut Diagnostics) {
    if !names::is_snake(name) || names::is_keyword(name) {
        let better = names::snake(&suggest::ascii(name).unwrap_or_else(|| name.to_owned()));
        let diagnostic = Diagnostic::error(
            Code::BadName,
            place.clone(),
            format!("`{name}` is not a valid name of an operation"),
        )
        .label("expected lower-case words joined by underscores, and no keyword");
        found.push(if names::is_snake(&better) && !names::is_keyword(&better) {
            diagnostic.help(format!("write `{better}`"))
        } else {
            diagnostic.help("for example `fetch_store`")
        });
    } else if names::reserved_operation(name) {
        found.push(
            Diagnostic::error(
                Code::ReservedName,
                place.clone(),
                format!("`{name}` is a method of every client or its mock"),
            )
            .help(format!("choose another name, for example `do_{name}`; it is not sent")),
        );
    }
}

fn lower_one(
    entry: &Entry<dialect::Operation>,
    spec: &Spec,
    around: Surroundings<'_>,
    models: &mut Models,
    found: &mut Diagnostics,
) -> Operation {
    let source = &entry.body;
    let root = At::root(entry.file);
    let method = source.method.as_deref().and_then(|word| method(word, &root, found));
    let is_damaged = spec.damaged.contains(&entry.file);
    let path = source
        .path
        .as_deref()
        .and_then(|text| path::parse(text, &root, &source.path_params, is_damaged, found));
    let resolve = |key: &str, expression: Option<&String>, found: &mut Diagnostics| {
        let expression = expression?;
        types::resolve_whole(expression, &root.child(key), around.context.names, found)
    };
    let request = resolve("request", source.request.as_ref(), found);
    let request = request.filter(|ty| is_scalar_file(ty) || has_no_file(ty, &root.child("request"), found));
    let reply = resolve("reply", source.reply.as_ref(), found);
    let reply = reply.filter(|ty| has_no_file(ty, &root.child("reply"), found));
    if let (Some(Method::Head), Some(_)) = (method, &source.reply) {
        let message = "the reply to a HEAD request has no body";
        found.push(
            Diagnostic::error(Code::BodyNotAllowed, root.child("reply").key(), message)
                .related(root.child("method").value(), "the method")
                .help("remove `reply`, or write `method: GET`"),
        );
    }
    let replies = replies::lower(source, &root, method, around.context, found);
    let reply_body = result::reply_body(source, &root, method, found);
    let data = result::data(source, &root, around.reply, found);
    let no_content = result::no_content(source, &root, method, reply.as_ref(), found);
    let body = body::lower(source, &root, request.as_ref(), method, models, spec, found);
    let wrap = wrap::lower(source, &root, body, spec, found);
    let parameters = params::lower(source, &root, request.as_ref(), around, found);
    let id = parameters.as_ref().and_then(|model| around.context.names.parameters(&model.name));
    // Otherwise another type has the name of the parameters.
    let is_named = parameters.is_none() || id.is_some();
    let input = match (parameters, id) {
        (Some(model), Some(id)) => {
            models.entry(id.index()).or_insert(Model { file: spec.path(entry.file), ..model });
            Input::Parameters(id)
        }
        (Some(_) | None, _) => request.clone().map_or(Input::None, Input::Whole),
    };
    check_auth(source, &root, around, spec, found);
    if let Some(server) = &source.server {
        check_own_server(server, &root.child("server"), spec, found);
    }
    let ends = pages::Ends { input: &input, reply: reply.as_ref(), models, spec };
    // What a page is made of may be unknown for a reason that was reported, and so were pages beside several replies.
    let is_known = is_named && (reply.is_some() || source.reply.is_none()) && source.replies.is_empty();
    let pages = source.pages.as_ref().filter(|_| is_known);
    let pages = pages.and_then(|pages| pages::lower(pages, &root.child("pages"), ends, found));
    // Missing parts were reported, so that the API is not used.
    let method = method.unwrap_or(Method::Post);
    Operation {
        name: source.operation.clone(),
        constant: names::screaming(&source.operation),
        group: groups::of(source, &root, found),
        docs: docs::words(&source.words),
        file: spec.path(entry.file),
        method,
        server: source.server.clone(),
        path: path.unwrap_or_default(),
        input,
        body,
        content_type: source.content_type.clone(),
        wrap,
        reply,
        replies,
        reply_body,
        accept: source.accept.clone(),
        data,
        no_content,
        reply_headers: reply_headers::lower(source, &root, around.context, found),
        failures: failures::lower(source, &root, around.context, found),
        auth: source.auth.unwrap_or(around.auth.is_some()),
        idempotent: source.idempotent.unwrap_or(method.is_idempotent()),
        tolerate_unknown_keys: source.tolerate_unknown_keys.unwrap_or(around.tolerate_unknown_keys),
        pages,
    }
}

fn method(word: &str, root: &At, found: &mut Diagnostics) -> Option<Method> {
    let known = Method::ALL.iter().copied().find(|method| method.as_str() == word);
    if known.is_none() {
        let methods = Method::ALL.iter().map(|method| method.as_str());
        let place = root.child("method").value();
        if word.trim().eq_ignore_ascii_case("CONNECT") {
            let message = "`CONNECT` opens a tunnel through a proxy and has no path";
            found.push(
                Diagnostic::error(Code::UnknownMethod, place, message)
                    .help("write the method of the request in the tunnel, for example `GET` or `POST`"),
            );
            return None;
        }
        let diagnostic =
            Diagnostic::error(Code::UnknownMethod, place, format!("`{word}` is not an HTTP method"));
        let ascii = suggest::ascii(word).unwrap_or_else(|| word.trim().to_owned());
        let upper = Method::ALL.iter().copied().find(|method| method.as_str().eq_ignore_ascii_case(&ascii));
        found.push(diagnostic.help(match upper {
            Some(method) => format!("write `{}`", method.as_str()),
            None => suggest::help(word, methods),
        }));
    }
    known
}

/// Checks a server that is not that of the API.
fn check_own_server(server: &str, at: &At, spec: &Spec, found: &mut Diagnostics) {
    check_server(server, at, found);
    if spec.apis.iter().any(|entry| entry.body.server.as_deref() == Some(server)) {
        let message = format!("`{server}` is the server of the API already");
        found.push(Diagnostic::error(Code::BadServer, at.value(), message).help("remove `server`"));
    }
}

fn check_auth(
    source: &dialect::Operation,
    root: &At,
    around: Surroundings<'_>,
    spec: &Spec,
    found: &mut Diagnostics,
) {
    if source.auth == Some(true) && around.auth.is_none() && spec.is_whole() {
        found.push(
            Diagnostic::error(
                Code::AuthWithoutPlace,
                root.child("auth").value(),
                "the API has no credential",
            )
            .help("add `auth` to the api file, for example `auth: { bearer: true }`, or remove it here"),
        );
    }
}

/// Whether a request of this type can be a whole body.
fn is_body(ty: &Type) -> bool {
    !is_scalar(ty) && !is_scalar_file(ty)
}

fn is_scalar_file(ty: &Type) -> bool {
    *ty == Type::Scalar(ScalarKind::File)
}

/// Whether a whole body is not made of files, which is reported.
fn has_no_file(ty: &Type, at: &At, found: &mut Diagnostics) -> bool {
    if ty.is_file() {
        let message = "a file is a part of a multipart body";
        let help = "write `reply_body: bytes`, or `body: bytes`, for a body that is a file; a field of the \
                    `request` of an operation with `body: multipart` is a part";
        found.push(Diagnostic::error(Code::FileElsewhere, at.value(), message).help(help));
    }
    !ty.is_file()
}

/// Whether a value of this type is a single text in a path, a query, a header or a form.
pub(super) fn is_scalar(ty: &Type) -> bool {
    match ty {
        Type::Scalar(kind) => !matches!(kind.json(), JsonKind::Any | JsonKind::File),
        Type::Enum(_) => true,
        Type::Model(_)
        | Type::Union(_)
        | Type::List(_)
        | Type::Map(_)
        | Type::Nullable(_)
        | Type::Boxed(_) => false,
    }
}
