//! The credentials that a program asks its client for.

use serde_json::{Map, Value};

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::dialect;
use crate::interpret::Interpreter;
use crate::ir::{Api, Credential, Input, Operation, Scalar, TokenExchange, Type};
use crate::names;

use super::auth::{self, Surroundings};
use super::examples::json;
use crate::check::at::At;
use crate::check::docs;
use crate::check::fields::Context;
use crate::check::values;
use crate::suggest;

/// Lowers `credentials`.
pub(in crate::check) fn lower(
    api: &dialect::Api,
    root: &At,
    around: Surroundings<'_>,
    context: Context<'_>,
    found: &mut Diagnostics,
) -> Vec<Credential> {
    let mut credentials = Vec::new();
    for (name, source) in &api.credentials {
        let at = root.child("credentials").child(name);
        check_name(name, &at, around, found);
        let (Some(operation), Some(token)) = (&source.operation, &source.token) else {
            continue;
        };
        let known = around.operations.iter().find(|known| known.name == *operation);
        let unfit = match known {
            None => auth::unknown(operation, around),
            Some(known) => unfit(known, around),
        };
        if let Some((message, help)) = unfit {
            let place = at.child("operation").value();
            found.push(Diagnostic::error(Code::BadCredential, place, message).help(help));
            continue;
        }
        let Some(known) = known else {
            continue;
        };
        let fields =
            auth::Fields { code: Code::BadCredential, token, expires_in: source.expires_in.as_deref() };
        fields.check(Some(known), &at, around, found);
        credentials.push(Credential {
            exchange: TokenExchange {
                name: name.clone(),
                docs: docs::words(&source.words),
                operation: operation.clone(),
                token: token.clone(),
                expires_in: source.expires_in.clone(),
                renewed_by: None,
            },
            sets: sets(source, known, &at.child("sets"), around, context, found),
        });
    }
    credentials
}

/// The name is that of two methods of the client.
fn check_name(name: &str, at: &At, around: Surroundings<'_>, found: &mut Diagnostics) {
    if !names::is_snake(name) || names::is_keyword(name) {
        let message = format!("`{name}` is not a valid name of a credential");
        found.push(
            Diagnostic::error(Code::BadName, at.key(), message)
                .label("expected lower-case words joined by underscores, and no keyword: `api_ticket`")
                .help(format!("the client has a method of this name: for example `{}`", names::snake(name))),
        );
        return;
    }
    let taken = [name.to_owned(), format!("invalidate_{name}")].into_iter().find_map(|method| {
        if names::reserved_operation(&method) {
            let message = format!("`{method}` is a method of every client or its mock");
            return Some(Diagnostic::error(Code::ReservedName, at.key(), message));
        }
        let is_operation = around
            .operations
            .iter()
            .any(|operation| operation.group.is_none() && operation.method_name() == method);
        let message = || format!("the client has a method `{method}` for the operation of this name");
        is_operation.then(|| Diagnostic::error(Code::NameCollision, at.key(), message()))
    });
    if let Some(taken) = taken {
        found.push(taken.help(format!("choose another name, for example `{name}_value`; it is not sent")));
    }
    let invalidates = name.strip_prefix("invalidate_");
    let spec = around.spec.apis.iter().flat_map(|entry| &entry.body.credentials);
    if let Some((other, _)) = spec.into_iter().find(|(other, _)| invalidates == Some(other.as_str())) {
        let message = format!("the client has a method `{name}` for the credential `{other}`");
        found.push(Diagnostic::error(Code::NameCollision, at.key(), message).help("rename one of them"));
    }
}

/// Why the operation cannot return a credential: a message and help.
fn unfit(operation: &Operation, around: Surroundings<'_>) -> Option<(String, String)> {
    let source = around.spec.operation(&operation.name)?;
    match &operation.input {
        Input::None | Input::Parameters(_) | Input::Whole(Type::Model(_)) => {}
        Input::Whole(_) => {
            let message = format!("the request of `{}` has no fields", operation.name);
            return Some((message, "use a model or parameters as its request, or none".to_owned()));
        }
    }
    auth::unfit_reply(operation, source)
}

/// The valid values of the request's fields.
fn sets(
    source: &dialect::Credential,
    operation: &Operation,
    at: &At,
    around: Surroundings<'_>,
    context: Context<'_>,
    found: &mut Diagnostics,
) -> Vec<(String, Scalar)> {
    let model = match &operation.input {
        Input::Parameters(id) | Input::Whole(Type::Model(id)) => around.models.get(&id.index()),
        Input::None | Input::Whole(_) => None,
    };
    let mut lowered = Vec::new();
    for (wire, value) in &source.sets {
        let at = at.child(wire);
        let field = model.and_then(|model| model.stored_fields().find(|field| field.wire == *wire));
        let Some(field) = field else {
            let message = format!("the request of `{}` has no field `{wire}`", operation.name);
            let known: Vec<&str> = model
                .iter()
                .flat_map(|model| model.stored_fields())
                .map(|field| field.wire.as_str())
                .collect();
            let help = if known.is_empty() {
                "remove it: the operation has no input".to_owned()
            } else {
                suggest::help(wire, known)
            };
            found.push(Diagnostic::error(Code::BadCredential, at.key(), message).help(help));
            continue;
        };
        match values::convert(&field.ty, value, context.enums) {
            Ok(value) => lowered.push((wire.clone(), value)),
            Err(misfit) => found.push(
                Diagnostic::error(
                    Code::BadCredential,
                    at.value(),
                    format!("`{wire}` cannot be {}", values::show(value)),
                )
                .label(format!("expected {}", misfit.expected))
                .help(misfit.help),
            ),
        }
    }
    lowered
}

/// Validates the requests, which the client sends as they are here.
pub(in crate::check) fn check_requests(api: &Api, root: &At, found: &mut Diagnostics) {
    let interpreter = Interpreter::new(api);
    for Credential { exchange, sets } in &api.credentials {
        let Some(operation) = api.operation(&exchange.operation) else {
            continue;
        };
        let values = sets.iter().filter_map(|(wire, value)| Some((wire.clone(), json(value)?)));
        let values = Value::Object(values.collect::<Map<String, Value>>());
        let report = match &operation.input {
            Input::Whole(Type::Model(id)) => interpreter.value_of(*id, &values),
            Input::Parameters(_) => interpreter.parameters(operation, &values),
            Input::None | Input::Whole(_) => continue,
        };
        let lines: Vec<String> = report.errors().map(ToString::to_string).collect();
        if !lines.is_empty() {
            let at = root.child("credentials").child(&exchange.name);
            let place =
                if sets.is_empty() { at.child("operation").value() } else { at.child("sets").value() };
            found.push(
                Diagnostic::error(
                    Code::BadCredential,
                    place,
                    format!("the request of `{}` is invalid with these values", operation.name),
                )
                .label(lines.join("; "))
                .help("write all fields that the request requires below `sets`, each with a valid value"),
            );
        }
    }
}
