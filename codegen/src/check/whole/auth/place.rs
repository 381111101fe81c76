//! The place of the credential.

use crate::check::at::At;
use crate::check::operations::params::{is_header_name, set_by_client};
use crate::diagnostics::{Code, Diagnostic, Diagnostics, Place};
use crate::dialect;
use crate::ir::AuthPlace;

const CHOICE: &str = "write one of `query: access_token`, `header: X-Api-Key`, `bearer: true`, `basic: true` and `cookie: session`";

/// The place of the credential; `None` if it is invalid, which is reported.
pub(super) fn lower(source: &dialect::Auth, at: &At, found: &mut Diagnostics) -> Option<AuthPlace> {
    let given: Vec<&str> = [
        ("query", source.query.is_some()),
        ("header", source.header.is_some()),
        ("bearer", source.bearer.is_some()),
        ("basic", source.basic.is_some()),
        ("cookie", source.cookie.is_some()),
    ]
    .into_iter()
    .filter_map(|(key, given)| given.then_some(key))
    .collect();
    if let [first, second, ..] = given.as_slice() {
        found.push(
            Diagnostic::error(
                Code::BadAuth,
                at.child(*second).key(),
                format!("the credential has only one place, which is `{first}` already"),
            )
            .related(at.child(*first).key(), "the first one")
            .help(CHOICE),
        );
        return None;
    }
    if let (Some(_), None) = (&source.prefix, &source.header) {
        let message = "`prefix` without `header` has no effect";
        let help = "write the header: `header: Authorization`, `prefix: \"Token \"`, or remove `prefix`";
        found.push(Diagnostic::error(Code::BadAuth, at.child("prefix").key(), message).help(help));
    }
    match *source {
        dialect::Auth { query: Some(ref name), .. } => named("query", name, at, found).map(AuthPlace::Query),
        dialect::Auth { cookie: Some(ref name), .. } => cookie(name, at, found),
        dialect::Auth { header: Some(ref name), ref prefix, .. } => {
            let header = header(name, &at.child("header"), found)?;
            let Some(prefix) = prefix else { return Some(AuthPlace::Header(header)) };
            check_prefix(prefix, &at.child("prefix"), found);
            Some(AuthPlace::Prefixed(header, prefix.clone()))
        }
        dialect::Auth { bearer: Some(true), .. } => Some(AuthPlace::Bearer),
        dialect::Auth { basic: Some(true), .. } => Some(AuthPlace::Basic),
        dialect::Auth { bearer: None, basic: None, .. } => {
            // An invalid key may state the place, and was reported.
            if !found.iter().any(|problem| may_say_where(at, &problem.place)) {
                found.push(
                    Diagnostic::error(Code::BadAuth, at.key(), "`auth` has no place for the credential")
                        .help(CHOICE),
                );
            }
            None
        }
        dialect::Auth { bearer, .. } => {
            let key = if bearer.is_some() { "bearer" } else { "basic" };
            let message = format!("`{key}: false` is not a place");
            found.push(Diagnostic::error(Code::BadAuth, at.child(key).value(), message).help(CHOICE));
            None
        }
    }
}

/// The name of a parameter or a cookie, which must not be empty.
fn named(key: &'static str, name: &str, at: &At, found: &mut Diagnostics) -> Option<String> {
    if name.is_empty() {
        let what = if key == "query" { "query parameter" } else { key };
        let message = format!("the {what} has no name");
        found.push(Diagnostic::error(Code::BadAuth, at.child(key).value(), message).help(CHOICE));
    }
    Some(name.to_owned()).filter(|name| !name.is_empty())
}

fn cookie(name: &str, at: &At, found: &mut Diagnostics) -> Option<AuthPlace> {
    let name = named("cookie", name, at, found)?;
    if !is_header_name(&name) {
        let message = format!("`{name}` cannot be the name of a cookie");
        let help = "it consists of ASCII letters, digits and hyphens: `session`";
        found.push(Diagnostic::error(Code::BadAuth, at.child("cookie").value(), message).help(help));
    }
    Some(AuthPlace::Cookie(name))
}

/// A prefix is visible ASCII, possibly with spaces after it, which a header can begin with.
fn check_prefix(prefix: &str, at: &At, found: &mut Diagnostics) {
    let is_sent = |byte: u8| byte == b' ' || byte.is_ascii_graphic();
    if prefix.trim().is_empty() || prefix.starts_with(' ') || !prefix.bytes().all(is_sent) {
        let message = "a header cannot begin with this prefix";
        let help =
            "write visible ASCII characters, with the space after them if there is one: `prefix: \"Token \"`";
        found.push(Diagnostic::error(Code::BadAuth, at.value(), message).help(help));
    }
}

fn header(name: &str, at: &At, found: &mut Diagnostics) -> Option<String> {
    let lower = name.to_ascii_lowercase();
    let (message, help) = if !is_header_name(name) {
        (
            "the name of a header",
            "the name of a header consists of ASCII letters, digits and hyphens: `X-Api-Key`",
        )
    } else if lower != "authorization" && set_by_client(&lower).is_some() {
        (
            "the header of the credential",
            "the client sets it; write the header in which the server expects the credential: `X-Api-Key`",
        )
    } else {
        return Some(name.to_owned());
    };
    let message = format!("`{name}` cannot be {message}");
    found.push(Diagnostic::error(Code::BadHeader, at.value(), message).help(help));
    None
}

/// Whether a value at this place, below `auth`, could be the place of the credential.
fn may_say_where(at: &At, place: &Place) -> bool {
    at.contains(place) && !["refreshed_by", "sources"].iter().any(|key| at.child(*key).contains(place))
}
