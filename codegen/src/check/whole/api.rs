//! The api file: servers and replies; there is exactly one.

use specwright_runtime::Url;

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::dialect::{self, Scalar};
use crate::ir::ServerTemplate;
use crate::ir::{Operation, Replies, ServerCode};

use crate::check::at::At;
use crate::check::operations::params::is_header_name;
use crate::check::operations::result::{check_apart, path_keys};
use crate::check::spec::{Entry, Spec};
use crate::check::values::key_text;
use crate::suggest;

/// The api file, if there is one.
pub(in crate::check) fn find<'a>(spec: &'a Spec, found: &mut Diagnostics) -> Option<&'a Entry<dialect::Api>> {
    let mut entries = spec.apis.iter();
    let first = entries.next();
    if let Some(first) = first {
        for second in entries {
            found.push(
                Diagnostic::error(
                    Code::SeveralApis,
                    At::root(second.file).child("api").value(),
                    "a spec describes one API",
                )
                .label("the second one")
                .related(At::root(first.file).child("api").value(), "the first one")
                .help("merge the files, or move each API to a separate folder"),
            );
        }
    } else if !spec.may_hide("api") {
        found.push(
            Diagnostic::error(Code::NoApi, At::root(0).value(), "there is no api file")
                .help("add `api.yaml` with `api: the-name` and `server: https://…`"),
        );
    }
    first
}

/// Reports a spec without operations.
pub(in crate::check) fn check_operations(spec: &Spec, operations: &[Operation], found: &mut Diagnostics) {
    if operations.is_empty() && !spec.may_hide("operation") {
        let file = spec.apis.first().map_or(0, |entry| entry.file);
        found.push(
            Diagnostic::error(
                Code::NoOperations,
                At::root(file).child("api").value(),
                "the API has no operation",
            )
            .help("add a file with `operation: fetch_store`, `method: GET` and `path: /store`"),
        );
    }
    for entry in &spec.apis {
        let is_used = operations.iter().any(|operation| !operation.data.is_empty());
        let data = entry.body.reply.as_ref().and_then(|reply| reply.data.as_ref());
        if data.is_some() && !is_used && !operations.is_empty() && spec.is_whole() {
            let place = At::root(entry.file).child("reply").child("data").key();
            let message = "`data` has no effect: no operation has a `reply` in it";
            found.push(
                Diagnostic::error(Code::BadReply, place, message).help("remove `data`, or add a `reply`"),
            );
        }
    }
}

/// Checks the name, from which that of a crate is made.
pub(in crate::check) fn check_name(api: &dialect::Api, root: &At, found: &mut Diagnostics) {
    let name = &api.api;
    let good = name.starts_with(|first: char| first.is_ascii_lowercase())
        && name.split(['-', '_']).all(|word| {
            !word.is_empty() && word.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit())
        });
    if !good {
        let better = crate::names::snake(name).replace('_', "-");
        found.push(
            Diagnostic::error(
                Code::BadName,
                root.child("api").value(),
                format!("`{name}` is not a valid name of a crate"),
            )
            .label("expected lower-case ASCII words joined by hyphens: `store-admin`")
            .help(if better.is_empty() || !better.is_ascii() {
                "for example `store-admin`".to_owned()
            } else {
                format!("for example `{better}`")
            }),
        );
    }
}

/// The servers of an API.
pub(in crate::check) struct Servers {
    /// The address of the first server, with the defaults of its variables.
    pub(in crate::check) address: String,
    pub(in crate::check) template: Option<ServerTemplate>,
    pub(in crate::check) fallbacks: Vec<String>,
}

/// The addresses of the first server and of the fallback servers.
pub(in crate::check) fn servers(
    api: &dialect::Api,
    root: &At,
    spec: &Spec,
    found: &mut Diagnostics,
) -> Servers {
    let before = found.iter().count();
    let is_whole = !spec.damaged.contains(&root.file());
    let template = super::server::lower(api, root, is_whole, found);
    // A variable, or its default, may be what was reported.
    let has_variables = api.server.as_ref().is_some_and(|server| server.contains('{'));
    let is_sound = found.iter().count() == before && (is_whole || !has_variables);
    let address = match &template {
        Some(template) => Some(template.with_defaults()),
        None => api.server.clone(),
    };
    if let Some(server) = address.as_ref().filter(|_| is_sound) {
        check_server(server, &root.child("server"), found);
    }
    let fallbacks = root.child("fallback_servers");
    let mut seen: Vec<&String> = address.iter().collect();
    for (index, server) in &api.fallback_servers {
        let at = fallbacks.item(*index);
        if seen.contains(&server) {
            found.push(
                Diagnostic::error(Code::BadServer, at.value(), format!("duplicate server `{server}`"))
                    .help("remove one of them"),
            );
        } else {
            check_server(server, &at, found);
        }
        seen.push(server);
    }
    let fallbacks = api.fallback_servers.iter().map(|(_, server)| server.clone()).collect();
    Servers { address: address.unwrap_or_default(), template, fallbacks }
}

pub(in crate::check) fn check_server(server: &str, at: &At, found: &mut Diagnostics) {
    if let Some((message, help)) = problem_of(server) {
        found.push(Diagnostic::error(Code::BadServer, at.value(), message).help(help));
    }
}

/// Whether a text is an address that `server` can have: `https://api.example.com/v1`.
///
/// # Examples
///
/// ```
/// assert!(specwright::check::is_server("https://api.example.com/v1"));
/// assert!(!specwright::check::is_server("api.example.com") && !specwright::check::is_server("https://a.example/?b"));
/// ```
pub fn is_server(server: &str) -> bool {
    problem_of(server).is_none()
}

/// Why a text is not the address of a server, and what to write instead.
fn problem_of(server: &str) -> Option<(String, String)> {
    const PARTS: &str = "write the scheme, the host and the common path of all operations, if any";
    if let Some(ascii) = suggest::ascii(server) {
        return Some((
            format!("`{server}` has full-width signs, which no address has"),
            format!("write `{ascii}`"),
        ));
    }
    let rest = server.strip_prefix("https://").or_else(|| server.strip_prefix("http://"));
    Some(match rest {
        None => (
            format!("`{server}` is not an address of a server"),
            match server.contains("://") || server.is_empty() {
                true => {
                    "an address begins with `https://` or `http://`: `https://api.example.com`".to_owned()
                }
                false => format!("write it with its scheme: `https://{}`", server.trim_start_matches('/')),
            },
        ),
        Some(rest) if rest.ends_with('/') => (
            "the address of a server must not end with a slash".to_owned(),
            format!("write `{}`; paths begin with a slash", server.trim_end_matches('/')),
        ),
        Some(rest) if rest.contains(['?', '#', '@']) => {
            ("the address of a server must not have a user, query or fragment".to_owned(), PARTS.to_owned())
        }
        Some(rest) if rest.contains(['"', '<', '>', '\\', '^', '`', '{', '|', '}']) => (
            format!("`{server}` contains a character that is not allowed in an address"),
            "percent-encode it; a part in braces is one of the `server_variables`".to_owned(),
        ),
        // The client checks the same when it is built.
        Some(_) => {
            let problem = Url::parse(server).err()?;
            (format!("`{server}` is not an address of a server: {problem}"), PARTS.to_owned())
        }
    })
}

/// The common properties of replies.
pub(in crate::check) fn replies(
    api: &dialect::Api,
    root: &At,
    spec: &Spec,
    found: &mut Diagnostics,
) -> Replies {
    let Some(reply) = &api.reply else {
        return Replies::default();
    };
    let at = root.child("reply");
    let code = keys(reply.code.as_deref(), &at.child("code"), found);
    let message = keys(reply.message.as_deref(), &at.child("message"), found);
    let ok = reply.ok.as_ref().and_then(|ok| server_code(ok, &at.child("ok"), found));
    let needs = |key: &str, other: &str, why: &str| {
        Diagnostic::error(
            Code::BadReply,
            at.child(key).key(),
            format!("`{key}` without `{other}` has no effect"),
        )
        .label(why.to_owned())
        .help(format!("add `{other}`, or remove `{key}`"))
    };
    // A key that could not be read is reported.
    let is_whole = !spec.damaged.contains(&root.file());
    if is_whole && reply.ok.is_some() && reply.code.is_none() {
        found.push(needs("ok", "code", "this is the code of a success"));
    }
    if is_whole && !reply.request_id_in_message.is_empty() && reply.message.is_none() {
        found.push(needs("request_id_in_message", "message", "the request id is in the message"));
    }
    for (key, is_given) in [
        ("field_path_of", !reply.field_path_of.is_empty()),
        ("body_rest_after", reply.body_rest_after.is_some()),
    ] {
        if is_whole && is_given && reply.message.is_none() {
            found.push(needs(key, "message", "the field is in the message"));
        }
    }
    if reply.body_rest_after.as_ref().is_some_and(|mark| mark.trim().is_empty()) {
        let place = at.child("body_rest_after").value();
        let problem =
            Diagnostic::error(Code::BadReply, place, "the text before the rest of the body is empty");
        found.push(
            problem.help("write the text before it in the message: `body_rest_after: \"Error before \"`"),
        );
    }
    let field_path_of = field_path_of(api, reply, &at.child("field_path_of"), found);
    if let Some(header) = &reply.request_id_header
        && !is_header_name(header)
    {
        found.push(
            Diagnostic::error(
                Code::BadHeader,
                at.child("request_id_header").value(),
                format!("`{header}` is not a valid name of a header"),
            )
            .help("the name of a header consists of ASCII letters, digits and hyphens: `X-Request-Id`"),
        );
    }
    check_marks(&reply.request_id_in_message, &at.child("request_id_in_message"), found);
    if let Some(data) = keys(reply.data.as_deref(), &at.child("data"), found) {
        check_apart(&data, reply, &at.child("data"), Code::BadReply, found);
    }
    Replies {
        code,
        message,
        ok,
        request_id_in_message: reply.request_id_in_message.iter().map(|(_, text)| text.clone()).collect(),
        request_id_header: reply.request_id_header.clone(),
        field_path_of,
        body_rest_after: reply.body_rest_after.clone(),
    }
}

/// The codes whose message ends with a path: each is among the error codes, once.
fn field_path_of(
    api: &dialect::Api,
    reply: &dialect::Reply,
    at: &At,
    found: &mut Diagnostics,
) -> Vec<ServerCode> {
    let mut codes: Vec<ServerCode> = Vec::new();
    for (index, code) in &reply.field_path_of {
        let at = at.item(*index);
        let Some(code) = server_code(code, &at, found) else { continue };
        let problem = if codes.contains(&code) {
            Some(("duplicate code", "remove one of them"))
        } else if !api.errors.iter().any(|(known, _)| key_text(known) == code.to_string()) {
            Some(("`errors` does not have the code", "add it to `errors`, or remove it here"))
        } else {
            None
        };
        if let Some((message, help)) = problem {
            let message = format!("{message} `{code}`");
            found.push(Diagnostic::error(Code::BadReply, at.value(), message).help(help));
        }
        codes.push(code);
    }
    codes
}

/// Checks the texts before a request id: none is empty, and none is there twice.
fn check_marks(marks: &dialect::List<String>, at: &At, found: &mut Diagnostics) {
    for (place, (_, mark)) in marks.iter().enumerate() {
        let (message, help) = if mark.trim().is_empty() {
            (
                "the text before the request id is empty".to_owned(),
                "write the text before it in the message: `request_id_in_message: \"rid: \"`",
            )
        } else if marks.iter().take(place).any(|(_, other)| other == mark) {
            (format!("duplicate text `{mark}` before the request id"), "remove one of them")
        } else {
            continue;
        };
        found.push(Diagnostic::error(Code::BadReply, at.value(), message).help(help));
    }
}

/// A code in the spec, as the API returns it.
pub(in crate::check) fn server_code(code: &Scalar, at: &At, found: &mut Diagnostics) -> Option<ServerCode> {
    match code {
        Scalar::Int(number) if i64::try_from(*number).is_ok() => {
            i64::try_from(*number).ok().map(ServerCode::Int)
        }
        Scalar::Text(text) => Some(ServerCode::Text(text.clone())),
        other => {
            let shown = crate::check::values::show(other);
            found.push(
                Diagnostic::error(
                    Code::BadErrorCode,
                    at.value(),
                    format!("{shown} cannot be a code: expected an integer of 64 bits or a string"),
                )
                .help(format!("if it is a string on the wire, quote it: \"{}\"", shown.trim_matches('`'))),
            );
            None
        }
    }
}

/// A dotted path into a reply.
fn keys(path: Option<&str>, at: &At, found: &mut Diagnostics) -> Option<Vec<String>> {
    path_keys(path?, at, Code::BadReply, found)
}
