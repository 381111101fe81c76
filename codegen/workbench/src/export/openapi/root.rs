//! What the API as a whole has, in the words of the dialect.

use specwright::ir::{Api, Credential, ErrorCode, Meaning, Replies, ServerCode, TokenExchange, Walk};

use crate::export::dialect;
use crate::export::node::{Node, Object};
use crate::export::schemas::success;

pub(super) fn extensions(api: &Api) -> Object {
    let classes = api
        .classes
        .iter()
        .fold(Object::new(), |all, class| all.with(&class.name, dialect::texts(&class.docs)));
    let groups = api
        .groups
        .iter()
        .fold(Object::new(), |all, group| all.with(&group.name, dialect::texts(&group.docs)));
    let errors = api.errors.iter().fold(Object::new(), |all, of| all.with(of.code.to_string(), error(of)));
    let credentials = api.credentials.iter().fold(Object::new(), |all, of| {
        let Credential { exchange, sets } = of;
        let sets = sets
            .iter()
            .fold(Object::new(), |sets, (wire, value)| sets.with(wire, serde_json::Value::from(value)));
        all.with(&exchange.name, self::exchange(exchange).with_filled("sets", sets))
    });
    let text = Object::new()
        .with_some("forbid_control", api.forbid_control.then_some(true))
        .with_some("forbid_escapes", api.forbid_escapes.then_some(true));
    let wait = Object::new().with_filled("wait", api.wait.clone());
    Object::new()
        .with_some("x-auth", api.auth.as_ref().map(auth))
        .with_filled("x-credentials", credentials)
        .with_filled("x-reply", reply(&api.replies))
        .with_filled("x-retry", wait)
        .with_filled("x-text", text)
        .with_filled("x-classes", classes)
        .with_filled("x-errors", errors)
        .with_filled("x-groups", groups)
        .with_some("x-walk", api.walk.as_ref().map(walk))
}

fn auth(auth: &specwright::ir::Auth) -> Object {
    let sources =
        auth.sources.iter().fold(Object::new(), |all, source| all.with(&source.name, exchange(source)));
    Object::new().with_some("refreshed_by", auth.refreshed_by.as_ref()).with_filled("sources", sources)
}

fn exchange(of: &TokenExchange) -> Object {
    Object::new()
        .with("operation", of.operation.as_str())
        .with("token", of.token.as_str())
        .with_some("expires_in", of.expires_in.as_ref())
        .with_some("renewed_by", of.renewed_by.as_ref())
        .and(dialect::texts(&of.docs))
}

fn reply(of: &Replies) -> Object {
    let dotted = |path: &Option<Vec<String>>| path.as_ref().map(|path| path.join("."));
    Object::new()
        .with_some("code", dotted(&of.code))
        .with_some("message", dotted(&of.message))
        .with_some("ok", of.ok.as_ref().map(success::value))
        .with_filled("request_id_in_message", of.request_id_in_message.clone())
        .with_some("request_id_header", of.request_id_header.as_ref())
        .with_filled("field_path_of", of.field_path_of.iter().map(success::value).collect::<Vec<_>>())
        .with_some("body_rest_after", of.body_rest_after.as_ref())
}

fn error(of: &ErrorCode) -> Object {
    let by_operation: Vec<Object> = of.by_operation.iter().map(meaning).collect();
    // The key of a text that looks like an integer does not say that it is a text.
    let text = match &of.code {
        ServerCode::Text(text) if text.parse::<i64>().is_ok() => Some(text),
        ServerCode::Text(_) | ServerCode::Int(_) => None,
    };
    Object::new()
        .with_some("code", text)
        .with("name", of.name.as_str())
        .with_some("class", of.class.as_ref())
        .with_some("field", fields(&of.fields))
        .with_filled("rules", of.rules.clone())
        .with_some("pause_seconds", of.pause_seconds.map(|seconds| Node::Value(seconds.into())))
        .and(dialect::texts(&of.docs))
        .with_filled("by_operation", by_operation)
}

fn meaning(of: &Meaning) -> Object {
    Object::new()
        .with("operations", of.operations.clone())
        .with_some("class", of.class.as_ref())
        .with_some("field", fields(&of.fields))
        .with_filled("rules", of.rules.clone())
        .and(dialect::texts(&of.docs))
}

/// The value of `field`: a name, or several in a list.
fn fields(names: &[String]) -> Option<Node> {
    match names {
        [] => None,
        [name] => Some(name.as_str().into()),
        names => Some(names.to_vec().into()),
    }
}

fn walk(of: &Walk) -> Object {
    let states = of.states.iter().fold(Object::new(), |states, state| {
        states.with(&state.name, Object::new().with_some("doc", state.doc.as_ref()))
    });
    let steps = of.steps.iter().map(|step| {
        let events: Vec<String> =
            step.events.iter().map(|event| format!("{}.{}", event.events, event.variant)).collect();
        Object::new()
            .with_filled("operations", step.operations.clone())
            .with_filled("events", events)
            .with_filled("from", step.from.clone())
            .with_some("to", step.to.as_ref())
            .with("doc", step.doc.as_str())
    });
    Object::new()
        .with_some("doc", of.doc.as_ref())
        .with_filled("states", states)
        .with_filled("steps", steps.collect::<Vec<_>>())
}
