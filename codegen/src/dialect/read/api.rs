//! Reads the api file.

use super::super::item::Item;
use super::super::{
    Api, Auth, Credential, ErrorClass, ErrorCode, Group, Meaning, Reply, Retry, ServerVariable, Source, Text,
    Walk, WalkState, WalkStep, Words, keys,
};
use super::words;

pub(super) fn api(item: &Item<'_>) -> Option<Api> {
    let keys = item.mapping(&keys::API)?;
    Some(Api {
        api: keys.word("api")?,
        words: words(&keys),
        server: keys.word("server"),
        server_variables: keys.named("server_variables", server_variable),
        fallback_servers: keys.words("fallback_servers"),
        auth: keys.one("auth", auth),
        credentials: keys.named("credentials", credential),
        reply: keys.one("reply", reply),
        retry: keys.one("retry", retry),
        text: keys.one("text", text),
        tolerate_unknown_keys: keys.flag("tolerate_unknown_keys"),
        classes: keys.named("classes", class),
        errors: keys.coded("errors", error),
        groups: keys.named("groups", group),
        walk: keys.one("walk", walk),
    })
}

fn server_variable(item: &Item<'_>) -> ServerVariable {
    let Some(keys) = item.mapping(&keys::SERVER_VARIABLE) else { return ServerVariable::default() };
    ServerVariable { default: keys.text("default"), values: keys.words("values"), doc: keys.sentence("doc") }
}

fn auth(item: &Item<'_>) -> Auth {
    let Some(keys) = item.mapping(&keys::AUTH) else { return Auth::default() };
    Auth {
        query: keys.word("query"),
        header: keys.word("header"),
        prefix: keys.text("prefix"),
        bearer: keys.flag("bearer"),
        basic: keys.flag("basic"),
        cookie: keys.word("cookie"),
        refreshed_by: keys.word("refreshed_by"),
        sources: keys.named("sources", source),
    }
}

fn source(item: &Item<'_>) -> Source {
    let Some(keys) = item.mapping(&keys::SOURCE) else { return Source::default() };
    Source {
        operation: keys.word("operation"),
        token: keys.word("token"),
        expires_in: keys.word("expires_in"),
        renewed_by: keys.word("renewed_by"),
        words: words(&keys),
    }
}

fn credential(item: &Item<'_>) -> Credential {
    let Some(keys) = item.mapping(&keys::CREDENTIAL) else { return Credential::default() };
    Credential {
        operation: keys.word("operation"),
        sets: keys.named_scalars("sets"),
        token: keys.word("token"),
        expires_in: keys.word("expires_in"),
        words: words(&keys),
    }
}

fn reply(item: &Item<'_>) -> Reply {
    let Some(keys) = item.mapping(&keys::REPLY) else { return Reply::default() };
    Reply {
        code: keys.word("code"),
        message: keys.word("message"),
        ok: keys.scalar("ok"),
        request_id_in_message: keys.texts("request_id_in_message"),
        request_id_header: keys.word("request_id_header"),
        field_path_of: keys.scalars("field_path_of"),
        body_rest_after: keys.text("body_rest_after"),
        data: keys.word("data"),
    }
}

fn retry(item: &Item<'_>) -> Retry {
    let Some(keys) = item.mapping(&keys::RETRY) else { return Retry::default() };
    Retry { wait: keys.words("wait") }
}

fn text(item: &Item<'_>) -> Text {
    let Some(keys) = item.mapping(&keys::TEXT) else { return Text::default() };
    Text { forbid_control: keys.flag("forbid_control"), forbid_escapes: keys.flag("forbid_escapes") }
}

fn group(item: &Item<'_>) -> Group {
    item.mapping(&keys::GROUP).map_or_else(Group::default, |keys| Group { words: words(&keys) })
}

fn class(item: &Item<'_>) -> ErrorClass {
    item.mapping(&keys::CLASS).map_or_else(ErrorClass::default, |keys| ErrorClass { words: words(&keys) })
}

fn error(item: &Item<'_>) -> ErrorCode {
    let Some(keys) = item.mapping(&keys::ERROR) else { return ErrorCode::default() };
    ErrorCode {
        name: keys.word("name"),
        class: keys.word("class"),
        field: keys.names("field"),
        rules: keys.words("rules"),
        pause_seconds: keys.count("pause_seconds"),
        by_operation: keys.list("by_operation", meaning),
        words: words(&keys),
    }
}

fn meaning(item: &Item<'_>) -> Option<Meaning> {
    let keys = item.mapping(&keys::MEANING)?;
    Some(Meaning {
        operations: keys.words("operations"),
        class: keys.word("class"),
        field: keys.names("field"),
        rules: keys.words("rules"),
        words: Words { doc: keys.sentence("doc"), note: keys.sentence("note"), ..Words::default() },
    })
}

fn walk(item: &Item<'_>) -> Walk {
    let Some(keys) = item.mapping(&keys::WALK) else { return Walk::default() };
    Walk { doc: keys.sentence("doc"), states: keys.named("states", state), steps: keys.list("steps", step) }
}

fn state(item: &Item<'_>) -> WalkState {
    item.mapping(&keys::STATE).map_or_else(WalkState::default, |keys| WalkState { doc: keys.sentence("doc") })
}

fn step(item: &Item<'_>) -> Option<WalkStep> {
    let keys = item.mapping(&keys::STEP)?;
    Some(WalkStep {
        operations: keys.words("operations"),
        events: keys.words("events"),
        from: keys.words("from"),
        to: keys.word("to"),
        doc: keys.sentence("doc"),
    })
}
