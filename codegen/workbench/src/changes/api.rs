//! Changes of the API as a whole: servers, the credential, how replies report errors.

use super::collector::{Collector, Draft, Node};
use super::pairs::Pairs;
use super::{Direction, Kind, Revision, Verdict, docs};
use specwright::ir::{
    Api, Auth, AuthPlace, ErrorCode, Replies, ServerCode, ServerTemplate, ServerVariable, Walk,
};
use specwright::suggest;

pub(super) fn compare(pairs: &Pairs<'_>, found: &mut Collector<'_>) {
    let (old, new) = (pairs.old, pairs.new);
    // Everything else is compared separately.
    let Api {
        name,
        docs,
        file: _,
        server,
        server_template,
        fallback_servers,
        auth,
        credentials: _,
        replies,
        wait,
        forbid_control,
        forbid_escapes,
        classes: _,
        errors: _,
        models: _,
        unions: _,
        enums: _,
        groups: _,
        operations: _,
        events: _,
        walk,
    } = new;
    if old.name != *name {
        let draft = draft(Kind::ApiRenamed, "api").old(Some(&old.name)).became(Some(name));
        found.push(draft.wire(Verdict::none("The name is not sent.")));
    }
    docs::compare("api", &Node::api(Revision::New), None, (&old.docs, docs), found);
    if old.walk != *walk {
        let steps = |walk: &Option<Walk>| walk.as_ref().map(|walk| format!("{} steps", walk.steps.len()));
        let draft = Draft::new(Kind::DocsChanged, "walk", Node::api(Revision::New).key("walk"));
        found.push(draft.old(steps(&old.walk)).became(steps(walk)));
    }
    server_variables(old.server_template.as_ref(), server_template.as_ref(), found);
    servers((&old.server, &old.fallback_servers), (server, fallback_servers), found);
    self::auth(old.auth.as_ref(), auth.as_ref(), found);
    self::replies(&old.replies, replies, found);
    if old.wait != *wait {
        let words = |wait: &[String]| (!wait.is_empty()).then(|| wait.join(", "));
        let draft = draft(Kind::RetryChanged, "retry").old(words(&old.wait)).became(words(wait));
        let calls = calls_of(pairs);
        found.push(
            draft.wire(Verdict::compatible(format!("Old clients repeat calls after other errors.{calls}"))),
        );
    }
    if old.forbid_control != *forbid_control {
        let words = |forbid: bool| if forbid { "no control characters" } else { "control characters" };
        let limits = if *forbid_control {
            Verdict::breaking("Texts with control characters were accepted and are refused now.")
        } else {
            Verdict::compatible("Texts with control characters are accepted.")
        };
        let node = Node::api(Revision::New).key("text").key("forbid_control");
        let draft = Draft::new(Kind::ControlChanged, "api", node).direction(Some(Direction::Request));
        let draft = draft.old(Some(words(old.forbid_control))).became(Some(words(*forbid_control)));
        found.push(draft.limits(limits));
    }
    if old.forbid_escapes != *forbid_escapes {
        let words = |forbid: bool| if forbid { "no escapes" } else { "escapes" };
        let wire = if *forbid_escapes {
            Verdict::compatible(
                "Old clients write no escapes; other programs that do are refused by mocks and `validate`.",
            )
        } else {
            Verdict::compatible("Escapes are accepted.")
        };
        let node = Node::api(Revision::New).key("text").key("forbid_escapes");
        let draft = Draft::new(Kind::EscapesChanged, "api", node).direction(Some(Direction::Request));
        found
            .push(draft.old(Some(words(old.forbid_escapes))).became(Some(words(*forbid_escapes))).wire(wire));
    }
}

/// What other classes to wait for mean for calls of a new client.
fn calls_of(pairs: &Pairs<'_>) -> String {
    let names = |waits: bool| {
        let is_so = |error: &&ErrorCode| {
            let old = pairs.old.errors.iter().find(|old| old.code == error.code);
            old.is_some_and(|old| pairs.old.waits_for(old) != waits && pairs.new.waits_for(error) == waits)
        };
        let names: Vec<String> =
            pairs.new.errors.iter().filter(is_so).map(|error| format!("`{}`", error.name)).collect();
        suggest::list(&names)
    };
    let mut calls = String::new();
    for (waits, what) in [(false, "are no longer sent again"), (true, "are sent again")] {
        let names = names(waits);
        if !names.is_empty() {
            calls.push_str(&format!(" Calls of a new client that fail with {names} {what}."));
        }
    }
    calls
}

fn draft(kind: Kind, key: &str) -> Draft {
    Draft::new(kind, "api", Node::api(Revision::New).key(key))
}

/// The first server and the fallback servers.
fn servers(old: (&String, &[String]), new: (&String, &[String]), found: &mut Collector<'_>) {
    let ((old_server, old_fallback), (server, fallback)) = (old, new);
    if old_server != server {
        let wire = if fallback.contains(old_server) {
            Verdict::compatible("The server that old clients call is still listed as a fallback.")
        } else {
            Verdict::breaking("Old clients call a server that is not in the new spec.")
        };
        let draft = draft(Kind::ServerChanged, "server").old(Some(old_server)).became(Some(server));
        found.push(draft.wire(wire));
    }
    if old_fallback != fallback {
        let words = |servers: &[String]| (!servers.is_empty()).then(|| servers.join(", "));
        let draft = draft(Kind::FallbackChanged, "fallback_servers");
        let draft = draft.old(words(old_fallback)).became(words(fallback));
        found.push(draft.wire(Verdict::compatible("Old clients call the first server first.")));
    }
}

/// The parts of the server's address that a program can choose.
fn server_variables(old: Option<&ServerTemplate>, new: Option<&ServerTemplate>, found: &mut Collector<'_>) {
    if old == new {
        return;
    }
    let variables =
        |template: Option<&ServerTemplate>| template.map_or_else(Vec::new, |it| it.variables.clone());
    let words = |template: Option<&ServerTemplate>| template.map(|template| template.address.clone());
    let is_kept = |old: &ServerVariable| {
        variables(new).iter().any(|new| {
            new.name == old.name
                && new.values.is_empty() == old.values.is_empty()
                && old.values.iter().all(|value| new.values.contains(value))
        })
    };
    let rust = if variables(old).iter().all(is_kept) {
        Verdict::compatible("`server::Server` can have more, or another default.")
    } else {
        Verdict::breaking(
            "A variable or a value of `server::Server` is there no more: code that names it does not compile.",
        )
    };
    found.explained.named_type("server", "server");
    let draft = draft(Kind::ServerVariablesChanged, "server_variables").old(words(old)).became(words(new));
    found.push(
        draft
            .rust(rust)
            .wire(Verdict::none("The address that clients call by themselves is compared separately.")),
    );
}

/// The place of the credential, and when a new one is fetched. Sources are compared separately.
fn auth(old: Option<&Auth>, new: Option<&Auth>, found: &mut Collector<'_>) {
    let place = |auth: Option<&Auth>| auth.map(|auth| auth.place.clone());
    if place(old) != place(new) {
        let words = |auth: Option<&Auth>| {
            auth.map(|auth| match &auth.place {
                AuthPlace::Query(name) => format!("query parameter `{name}`"),
                AuthPlace::Header(name) => format!("header `{name}`"),
                AuthPlace::Prefixed(name, prefix) => format!("header `{name}: {prefix}…`"),
                AuthPlace::Bearer => "header `Authorization: Bearer …`".to_owned(),
                AuthPlace::Basic => "header `Authorization: Basic …`".to_owned(),
                AuthPlace::Cookie(name) => format!("cookie `{name}`"),
            })
        };
        let lower = |auth: Option<&Auth>| match &auth?.place {
            AuthPlace::Header(name) => Some(name.to_ascii_lowercase()),
            AuthPlace::Prefixed(name, prefix) => Some(format!("{}: {prefix}", name.to_ascii_lowercase())),
            AuthPlace::Bearer => Some("authorization: Bearer ".to_owned()),
            AuthPlace::Query(_) | AuthPlace::Basic | AuthPlace::Cookie(_) => None,
        };
        let wire = match new {
            Some(_) if lower(old).is_some() && lower(old) == lower(new) => {
                Verdict::none("The header is the same.")
            }
            Some(_) => Verdict::breaking("A server of the new spec expects the credential in another place."),
            None => Verdict::compatible("Old clients send a credential that is not required."),
        };
        let draft = draft(Kind::CredentialChanged, "auth").direction(Some(Direction::Request));
        found.push(draft.old(words(old)).became(words(new)).wire(wire));
    }
    let refreshed_by = |auth: Option<&Auth>| auth.and_then(|auth| auth.refreshed_by.clone());
    if refreshed_by(old) != refreshed_by(new) {
        let node = Node::api(Revision::New).key("auth").key("refreshed_by");
        let draft = Draft::new(Kind::RefreshChanged, "api", node).direction(Some(Direction::Reply));
        let draft = draft.old(refreshed_by(old)).became(refreshed_by(new));
        found.push(draft.wire(Verdict::compatible("Old clients fetch a new token on other errors.")));
    }
}

fn replies(old: &Replies, new: &Replies, found: &mut Collector<'_>) {
    let Replies {
        code,
        message,
        ok,
        request_id_in_message,
        request_id_header,
        field_path_of,
        body_rest_after,
    } = new;
    let path = |keys: &Option<Vec<String>>| keys.as_ref().map(|keys| keys.join("."));
    let marks = |marks: &[String]| (!marks.is_empty()).then(|| marks.join(", "));
    let for_errors =
        Verdict::breaking("Old clients look for errors in another place than a server of the new spec.");
    let for_ids = Verdict::compatible("Old clients do not find the request's id.");
    let for_fields = Verdict::compatible("Old clients do not find the field in the message.");
    let codes = |codes: &[ServerCode]| {
        let codes: Vec<String> = codes.iter().map(ToString::to_string).collect();
        (!codes.is_empty()).then(|| codes.join(", "))
    };
    let parts = [
        ("code", path(&old.code), path(code), for_errors.clone()),
        (
            "message",
            path(&old.message),
            path(message),
            Verdict::compatible("Old clients do not find the message of an error."),
        ),
        ("ok", old.ok.as_ref().map(ToString::to_string), ok.as_ref().map(ToString::to_string), for_errors),
        (
            "request_id_in_message",
            marks(&old.request_id_in_message),
            marks(request_id_in_message),
            for_ids.clone(),
        ),
        ("request_id_header", old.request_id_header.clone(), request_id_header.clone(), for_ids),
        ("field_path_of", codes(&old.field_path_of), codes(field_path_of), for_fields.clone()),
        ("body_rest_after", old.body_rest_after.clone(), body_rest_after.clone(), for_fields),
    ];
    for (key, before, after, wire) in parts.into_iter().filter(|(_, before, after, _)| before != after) {
        let wire = match (&before, &after) {
            (Some(before), Some(after))
                if key == "request_id_header" && before.eq_ignore_ascii_case(after) =>
            {
                Verdict::none("Names of headers are the same in either case.")
            }
            _ => wire,
        };
        let words = |value: Option<String>| value.map(|value| format!("{key}: {value}"));
        let node = Node::api(Revision::New).key("reply").key(key);
        let draft = Draft::new(Kind::EnvelopeChanged, "api", node).direction(Some(Direction::Reply));
        found.push(draft.old(words(before)).became(words(after)).wire(wire));
    }
}
