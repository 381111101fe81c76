//! Matching requests to operations by method, path, and the JSON around the body.

use std::borrow::Cow;

use serde_json::Value;

use super::plain::decode;
use crate::request::separator;
use crate::{ApiSpec, Body, HttpRequest, Method, OperationSpec, Wrap};

/// The properties that distinguish the calls of an operation.
#[derive(Clone, Debug)]
pub(super) struct Route {
    pub(super) name: Cow<'static, str>,
    pub(super) method: Method,
    /// With the names of parameters in braces.
    pub(super) path: Cow<'static, str>,
    pub(super) auth: bool,
    /// The server that the operation has in place of those of the API.
    pub(super) server: Option<&'static str>,
    /// The address of the API's server with the names of its variables in braces, if it has some.
    pub(super) template: Option<&'static str>,
    pub(super) body: Body,
    pub(super) wrap: Option<Wrap>,
    pub(super) tolerate_unknown_keys: bool,
}

impl Route {
    pub(super) fn of(spec: &OperationSpec) -> Self {
        Self {
            name: Cow::Borrowed(spec.name),
            method: spec.method,
            path: Cow::Borrowed(spec.path),
            auth: spec.auth,
            server: None,
            template: None,
            body: spec.body,
            wrap: spec.wrap,
            tolerate_unknown_keys: spec.tolerate_unknown_keys,
        }
    }

    /// The path parameters, if the request is for this operation.
    pub(super) fn matches(&self, api: &ApiSpec, request: &HttpRequest) -> Option<Vec<(String, String)>> {
        if request.method != self.method || !self.wrap.is_none_or(|wrap| is_wrapped(&wrap, request)) {
            return None;
        }
        parameters(&self.path, self.path_below(api, request))
    }

    /// The request's path below the server's address, which may have a path of its own.
    fn path_below<'a>(&self, api: &ApiSpec, request: &'a HttpRequest) -> &'a str {
        let path = request.url.path();
        let servers = self.server.iter().chain(&self.template).chain(api.servers);
        let of_server = servers.copied().find_map(|server| {
            let (_, rest) = server.split_once("://")?;
            below(rest.find('/').and_then(|slash| rest.get(slash..))?, path)
        });
        of_server.unwrap_or(path)
    }
}

/// What of a path is below that of a server, in which a name in braces stands for any text without a slash.
fn below<'a>(server: &str, path: &'a str) -> Option<&'a str> {
    let Some((literal, rest)) = server.split_once('{') else {
        return path.strip_prefix(server).filter(|below| below.starts_with('/'));
    };
    let (_, server) = rest.split_once('}')?;
    let path = path.strip_prefix(literal)?;
    let longest = path.find('/').unwrap_or(path.len());
    (0..=longest).rev().filter_map(|end| path.get(end..)).find_map(|path| below(server, path))
}

/// The values in the path in the place of the template's names.
fn parameters(template: &str, path: &str) -> Option<Vec<(String, String)>> {
    let (Some((literal, rest)), mut found) = (template.split_once('{'), Vec::new()) else {
        return (template == path).then(Vec::new);
    };
    let (name, template) = rest.split_once('}')?;
    let path = path.strip_prefix(literal)?;
    // A slash in a value would be encoded, and so would the separator.
    let segment = path.split('/').next().unwrap_or_default();
    let end = match separator(template) {
        "" => segment.strip_suffix(template.split('/').next().unwrap_or_default())?.len(),
        separator => segment.find(separator)?,
    };
    let (value, path) = path.split_at_checked(end)?;
    if value.is_empty() {
        return None;
    }
    found.push((name.to_owned(), decode(value)));
    found.extend(parameters(template, path)?);
    Some(found)
}

/// Whether the body has the JSON that the operation wraps around its requests, in any order of keys, or there is no body.
fn is_wrapped(wrap: &Wrap, request: &HttpRequest) -> bool {
    if request.body.is_none() {
        return true;
    }
    let template: Value = match serde_json::from_str(&format!("{}null{}", wrap.before, wrap.after)) {
        Ok(template) => template,
        Err(_) => return false,
    };
    let body = request.bytes().and_then(|body| serde_json::from_slice(body).ok());
    body.is_some_and(|body| holds(&body, &template, wrap.path))
}

/// Whether the body contains the template, except for the request.
fn holds(body: &Value, template: &Value, path: &[&str]) -> bool {
    let (Some(wanted), [next, rest @ ..]) = (template.as_object(), path) else { return true };
    wanted.iter().all(|(key, wanted)| match body.get(key) {
        Some(found) if key == next => holds(found, wanted, rest),
        Some(found) => found == wanted,
        None => false,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(template: &str, path: &str) -> Option<Vec<String>> {
        Some(parameters(template, path)?.into_iter().map(|(name, value)| format!("{name}={value}")).collect())
    }

    #[test]
    fn a_server_can_have_variables_in_its_path() {
        assert_eq!(below("/v1", "/v1/pets"), Some("/pets"));
        assert_eq!(below("/v1", "/v10/pets"), None);
        assert_eq!(below("/{version}", "/v2/pets/7"), Some("/pets/7"));
        assert_eq!(below("/{version}", "/v2"), None);
        assert_eq!(below("/{tenant}/v1", "/a%2Fb/v1/pets"), Some("/pets"));
        assert_eq!(below("/{tenant}/v1", "/a/v2/pets"), None);
        assert_eq!(below("/api-{stage}-{version}/x", "/api-a-b-c/x/pets"), Some("/pets"));
        assert_eq!(below("/{open", "/v1/pets"), None);
    }

    #[test]
    fn parameters_are_between_literals() {
        assert_eq!(found("/a/b", "/a/b"), Some(vec![]));
        assert_eq!(found("/a/b", "/a/bc"), None);
        assert_eq!(found("/a/{x}", "/a/1%2F2"), Some(vec!["x=1/2".into()]));
        assert_eq!(found("/a/{x}", "/a/"), None);
        assert_eq!(found("/a/{x}", "/a/1/2"), None);
        assert_eq!(found("/{x}/b/{y}", "/1/b/2"), Some(vec!["x=1".into(), "y=2".into()]));
        assert_eq!(found("/{x}.json", "/1.2.json"), Some(vec!["x=1.2".into()]));
        assert_eq!(found("/{x}.json", "/1.xml"), None);
        assert_eq!(found("/{x}.{y}/c", "/1%2E2.3.4/c"), Some(vec!["x=1.2".into(), "y=3.4".into()]));
        assert_eq!(found("/{x}...{y}", "/1"), None);
    }
}
