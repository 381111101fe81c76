//! Links to the next page: the `Link` header of RFC 8288.

use crate::AuthPlace;
use crate::request::MAX_HEAD_BYTES;
use crate::request::Prepared;
use crate::settings::Settings;

/// The target of the first link whose relation is `next`, among the values of `Link` headers.
pub(crate) fn next<'a>(values: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    values.into_iter().find_map(|value| {
        let mut rest = value;
        while let Some((target, after)) = rest.split_once('<').and_then(|(_, rest)| rest.split_once('>')) {
            let (parameters, others) = parameters(after);
            if parameters.into_iter().any(|(name, value)| name.eq_ignore_ascii_case("rel") && is_next(value))
            {
                return Some(target.trim());
            }
            rest = others;
        }
        None
    })
}

/// Whether `next` is among relations, which are separated by spaces.
fn is_next(relations: &str) -> bool {
    relations.split_ascii_whitespace().any(|relation| relation.eq_ignore_ascii_case("next"))
}

/// The parameters of a link, and the links after it. A quoted value may contain commas and semicolons.
fn parameters(text: &str) -> (Vec<(&str, &str)>, &str) {
    let mut found = Vec::new();
    let mut rest = text;
    loop {
        rest = rest.trim_start();
        let Some(after) = rest.strip_prefix(';') else { return (found, rest) };
        let end = after.find(['=', ';', ',']).unwrap_or(after.len());
        let (name, after) = after.split_at(end);
        let value = after.strip_prefix('=').map(str::trim_start);
        let (value, after) = match (value, value.and_then(|value| value.strip_prefix('"'))) {
            (_, Some(quoted)) => quoted.split_once('"').unwrap_or((quoted, "")),
            (Some(token), None) => token.split_at(token.find([';', ',']).unwrap_or(token.len())),
            (None, None) => ("", after),
        };
        found.push((name.trim(), value.trim()));
        rest = after;
    }
}

/// The path and query of a link relative to one of the servers of its request, without the parameter that holds the credential,
/// which the client adds. `request` is the one whose reply has the link. The error is the reason.
pub(crate) fn below(target: &str, request: &Prepared, settings: &Settings) -> Result<String, &'static str> {
    let credential = match settings.api.auth {
        Some(AuthPlace::Query(name)) => Some(name),
        Some(
            AuthPlace::Header(_)
            | AuthPlace::Prefixed(..)
            | AuthPlace::Bearer
            | AuthPlace::Basic
            | AuthPlace::Cookie(_),
        )
        | None => None,
    };
    relative(target, &request.path, &request.servers(settings), credential)
}

fn relative(
    target: &str,
    path: &str,
    servers: &[String],
    credential: Option<&str>,
) -> Result<String, &'static str> {
    let target = target.split('#').next().unwrap_or_default();
    let below = match target.as_bytes() {
        [] => return Err("the address of its link to the next page is empty"),
        [b'?', ..] => Some(format!("{}{target}", path.split('?').next().unwrap_or_default())),
        _ => servers.iter().find_map(|server| below_server(target, server)).map(str::to_owned),
    };
    let below = below.ok_or("its link to the next page leads to another server")?;
    if !below.bytes().all(|byte| byte.is_ascii_graphic()) {
        return Err("the address of its link to the next page is not percent-encoded");
    }
    let below = credential.map_or(below.clone(), |name| without(&below, name));
    if below.len() > MAX_HEAD_BYTES {
        return Err("the address of its link to the next page is too long");
    }
    Ok(below)
}

/// The part of an address after that of the server: a path, a query, or nothing.
fn below_server<'a>(target: &'a str, server: &str) -> Option<&'a str> {
    let (scheme, rest) = server.split_once("://")?;
    let base = rest.find('/').and_then(|slash| rest.get(slash..)).unwrap_or_default();
    let origin = server.strip_suffix(base).unwrap_or(scheme);
    let path = match target.strip_prefix("//") {
        Some(_) => return None,
        None if target.starts_with('/') => target,
        None => {
            let same = target.get(..origin.len()).is_some_and(|start| start.eq_ignore_ascii_case(origin));
            same.then(|| target.get(origin.len()..))??
        }
    };
    path.strip_prefix(base).filter(|rest| rest.is_empty() || rest.starts_with(['/', '?']))
}

/// The address without a query parameter.
fn without(address: &str, name: &str) -> String {
    let Some((path, query)) = address.split_once('?') else { return address.to_owned() };
    let is_other = |pair: &&str| pair.split('=').next() != Some(name);
    let others: Vec<&str> = query.split('&').filter(is_other).collect();
    if others.is_empty() { path.to_owned() } else { format!("{path}?{}", others.join("&")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_link_to_the_next_page_is_found() {
        for (value, target) in [
            ("</a?page=2>; rel=\"next\"", Some("/a?page=2")),
            (
                "<https://h/a>; rel=prev, </a,b;c>; title=\"x, <y>; rel=next\"; rel=\"last NEXT\"",
                Some("/a,b;c"),
            ),
            ("</a>;rel = next ;x", Some("/a")),
            ("</a>; rel=\"prev\", </b>; rel=\"nextish\"", None),
            ("</a>; rel=\"next", Some("/a")),
            ("</a", None),
            ("", None),
            (";;=,<>", None),
        ] {
            assert_eq!(next([value]), target, "{value}");
        }
        assert_eq!(next(["</a>; rel=last", "</b>; rel=next"]), Some("/b"));
    }

    #[test]
    fn a_link_is_followed_on_the_same_servers_only() {
        let servers = ["https://api.example.com/v1".to_owned(), "https://b.example.com".to_owned()];
        let below = |target| relative(target, "/pets?page=1", &servers, Some("access_token"));
        for (target, relative) in [
            ("https://API.example.com/v1/pets?page=2", "/pets?page=2"),
            ("https://b.example.com/pets", "/pets"),
            ("/v1/pets?access_token=t&page=2", "/pets?page=2"),
            ("/v1/pets?access_token=t", "/pets"),
            ("?page=2#top", "/pets?page=2"),
        ] {
            assert_eq!(below(target).as_deref(), Ok(relative), "{target}");
        }
        for target in [
            "",
            "//api.example.com/v1/pets",
            "https://api.example.com.evil.example/v1/pets",
            "http://api.example.com/v1/pets",
            "https://api.example.com/v10/pets",
            "pets?page=2",
            "/v1/票",
        ] {
            assert!(below(target).is_err(), "{target}");
        }
        assert!(below(&format!("/v1/{}", "a".repeat(MAX_HEAD_BYTES))).is_err());
    }
}
