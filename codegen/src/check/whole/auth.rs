//! Authorisation and token sources.

mod place;

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::dialect::{self, Mapping};
use crate::ir::{Auth, ErrorCode, Field, Input, Model, Need, Operation, ScalarKind, TokenExchange, Type};

use super::classes;
use crate::check::at::At;
use crate::check::docs;
use crate::check::shapes::models::Models;
use crate::check::spec::{Entry, Spec};
use crate::suggest;

/// The context of token sources.
#[derive(Clone, Copy)]
pub(in crate::check) struct Surroundings<'a> {
    pub(in crate::check) operations: &'a [Operation],
    pub(in crate::check) models: &'a Models,
    pub(in crate::check) errors: &'a [ErrorCode],
    pub(in crate::check) spec: &'a Spec,
}

/// Lowers `auth`.
pub(in crate::check) fn lower(
    source: &dialect::Auth,
    root: &At,
    around: Surroundings<'_>,
    found: &mut Diagnostics,
) -> Option<Auth> {
    let at = root.child("auth");
    if let Some(class) = &source.refreshed_by {
        let needs =
            format!("set `class: {class}` for the error codes of expired tokens, or remove `refreshed_by`");
        let place = at.child("refreshed_by").value();
        found.extend(classes::unknown(class, place, &classes::known(around.errors), around.spec, &needs));
    }
    let sources = sources(&source.sources, &at.child("sources"), around, found);
    Some(Auth {
        place: place::lower(source, &at, found)?,
        refreshed_by: source.refreshed_by.clone(),
        sources,
    })
}

fn sources(
    sources: &Mapping<dialect::Source>,
    at: &At,
    around: Surroundings<'_>,
    found: &mut Diagnostics,
) -> Vec<TokenExchange> {
    let mut exchanges = Vec::new();
    for (name, source) in sources {
        let at = at.child(name);
        if let (Some(operation), Some(token)) = (&source.operation, &source.token) {
            check_source(source, operation, token, &at, around, found);
            exchanges.push(TokenExchange {
                name: name.clone(),
                docs: docs::words(&source.words),
                operation: operation.clone(),
                token: token.clone(),
                expires_in: source.expires_in.clone(),
                renewed_by: source.renewed_by.clone(),
            });
        }
    }
    exchanges
}

fn check_source(
    source: &dialect::Source,
    operation: &str,
    token: &str,
    at: &At,
    around: Surroundings<'_>,
    found: &mut Diagnostics,
) {
    let known = around.operations.iter().find(|known| known.name == operation);
    let unfit = match known {
        None => unknown(operation, around),
        Some(known) => unfit_source(known, around),
    };
    if let Some((message, help)) = unfit {
        let place = at.child("operation").value();
        found.push(Diagnostic::error(Code::BadTokenSource, place, message).help(help));
        return;
    }
    if let (Some(wire), Some(known)) = (&source.renewed_by, known) {
        check_renewal(wire, known, &at.child("renewed_by"), around, found);
    }
    let fields = Fields { code: Code::BadTokenSource, token, expires_in: source.expires_in.as_deref() };
    fields.check(known, at, around, found);
}

/// The fields of an operation's reply that hold a credential and its lifetime.
pub(super) struct Fields<'a> {
    pub(super) code: Code,
    pub(super) token: &'a str,
    pub(super) expires_in: Option<&'a str>,
}

impl Fields<'_> {
    /// Checks that the reply has them, with suitable types.
    pub(super) fn check(
        &self,
        operation: Option<&Operation>,
        at: &At,
        around: Surroundings<'_>,
        found: &mut Diagnostics,
    ) {
        let Fields { code, token, expires_in } = *self;
        let reply = match operation.and_then(|known| known.reply.as_ref()) {
            Some(Type::Model(id)) => around.models.get(&id.index()),
            _ => None,
        };
        let Some(reply) = reply else {
            return;
        };
        if let Some(field) = self.reply_field(token, reply, &at.child("token"), around, found)
            && !is_token(field)
        {
            found.push(
                Diagnostic::error(
                    code,
                    at.child("token").value(),
                    format!("`{}.{token}` cannot be the token", reply.name),
                )
                .help(format!(
                    "the token must be a `string`: write `{token}: {{ type: string, required: true }}` in `{}`",
                    reply.name
                )),
            );
        }
        if let Some(wire) = expires_in
            && let Some(field) = self.reply_field(wire, reply, &at.child("expires_in"), around, found)
            && !field.ty.scalar().is_some_and(ScalarKind::is_integer)
        {
            found.push(
                Diagnostic::error(
                    code,
                    at.child("expires_in").value(),
                    format!("`{}.{wire}` cannot be a number of seconds", reply.name),
                )
                .help("the lifetime must be an `int`, `uint`, `int32` or `uint32`"),
            );
        }
    }

    fn reply_field<'a>(
        &self,
        wire: &str,
        reply: &'a Model,
        at: &At,
        around: Surroundings<'_>,
        found: &mut Diagnostics,
    ) -> Option<&'a Field> {
        let field = reply.field(wire);
        // An invalid field was reported.
        let may_have = |entry: &Entry<dialect::Model>| {
            let declared = around.spec.fields_of(entry).any(|(declared, ..)| declared == wire);
            declared || around.spec.may_lack_fields(entry)
        };
        if field.is_none() && !around.spec.model(&reply.name).is_some_and(may_have) {
            let message = format!("`{}` has no field `{wire}`", reply.name);
            let names = reply.fields.iter().map(|field| field.wire.as_str());
            found.push(Diagnostic::error(self.code, at.value(), message).help(suggest::help(wire, names)));
        }
        field
    }
}

/// That there is no operation of this name: a message and help, unless it may be in a file that could not be read.
pub(super) fn unknown(name: &str, around: Surroundings<'_>) -> Option<(String, String)> {
    let names = around.operations.iter().map(|known| known.name.as_str());
    let help = match suggest::nearest(name, names) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("declare it in a separate file, with `operation: {name}`"),
    };
    // It may also have another name in its file, which is reported there.
    let known = around.spec.may_hide("operation") || around.spec.operation(name).is_some();
    (!known).then(|| (format!("there is no operation `{name}`"), help))
}

/// Checks the field of the request that ends the current token.
fn check_renewal(
    wire: &str,
    operation: &Operation,
    at: &At,
    around: Surroundings<'_>,
    found: &mut Diagnostics,
) {
    let (Input::Whole(Type::Model(id)) | Input::Parameters(id)) = &operation.input else { return };
    let Some(request) = around.models.get(&id.index()) else { return };
    let field = request.field(wire);
    let is_flag = field.is_some_and(|field| field.ty == Type::Scalar(ScalarKind::Bool));
    if is_flag || (field.is_none() && !around.spec.is_whole()) {
        return;
    }
    let (message, help) = match field {
        Some(_) => (
            format!("`{wire}` of the request cannot end the current token"),
            "name a field of the type `bool`".to_owned(),
        ),
        None => {
            let names = request.fields.iter().map(|field| field.wire.as_str());
            (format!("the request of `{}` has no field `{wire}`", operation.name), suggest::help(wire, names))
        }
    };
    found.push(Diagnostic::error(Code::BadTokenSource, at.value(), message).help(help));
}

/// Why the operation cannot return tokens: a message and help. Nothing is reported about an unknown request
/// or reply type.
fn unfit_source(operation: &Operation, around: Surroundings<'_>) -> Option<(String, String)> {
    let name = &operation.name;
    let source = around.spec.operation(name)?;
    if operation.auth {
        let help = format!("write `auth: false` in the file of `{name}`");
        return Some((format!("`{name}` requires a token itself"), help));
    }
    match &operation.input {
        Input::Parameters(_) | Input::Whole(Type::Model(_)) => {}
        Input::None if source.request.is_some() || source.has_request_model() => {}
        Input::None | Input::Whole(_) => {
            let help =
                "a token source stores the request to repeat it: add a model or parameters to the operation";
            return Some((format!("the request of `{name}` is not a model"), help.to_owned()));
        }
    }
    unfit_reply(operation, source)
}

/// Why the reply cannot hold a token: a message and help.
pub(super) fn unfit_reply(operation: &Operation, source: &dialect::Operation) -> Option<(String, String)> {
    match &operation.reply {
        Some(Type::Model(_)) => None,
        None if source.reply.is_some() => None,
        None | Some(_) => Some((
            format!("the reply of `{}` is not a model", operation.name),
            "use a model with a field for the token as its `reply`".to_owned(),
        )),
    }
}

fn is_token(field: &Field) -> bool {
    field.ty == Type::TEXT
        && field.presence.need == Need::Always
        && !field.presence.write_only
        && !field.nullable
}
