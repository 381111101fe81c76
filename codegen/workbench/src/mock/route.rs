//! Finding the operation that a request calls.

use percent_encoding::percent_decode_str;

use specwright::ir::{Api, Operation, PathPart};

/// Decoded path parameters by their wire names.
pub(super) type PathValues = Vec<(String, String)>;

/// The result of looking up a method and a path.
pub(super) enum Route<'a> {
    /// No operation has this path.
    Unknown,
    /// The path exists for these methods only.
    OtherMethods(Vec<&'static str>),
    /// One operation, or several that are distinguished by their bodies.
    Operations(Vec<(&'a Operation, PathValues)>),
}

/// Finds the operations of a method and a path. Clients may include the path of the server's address or omit it; where
/// both would find one, it is included. The pattern with the fewest parameters takes precedence.
pub(super) fn find<'a>(api: &'a Api, method: &str, path: &str) -> Route<'a> {
    let below = |operation: &Operation| path.strip_prefix(base_path(operation.address(api)));
    let mut found = at(api, below);
    if found.is_empty() {
        found = at(api, |_| Some(path));
    }
    if found.is_empty() {
        return Route::Unknown;
    }
    let mut methods: Vec<&'static str> =
        found.iter().map(|(operation, _)| operation.method.as_str()).collect();
    found.retain(|(operation, _)| operation.method.as_str() == method);
    let fewest = found.iter().map(|(_, values)| values.len()).min();
    found.retain(|(_, values)| Some(values.len()) == fewest);
    if found.is_empty() {
        methods.sort_unstable();
        methods.dedup();
        return Route::OtherMethods(methods);
    }
    Route::Operations(found)
}

/// The operations whose path is the one that is called, which may be below a server's.
fn at<'a, 'p>(
    api: &'a Api,
    path: impl Fn(&Operation) -> Option<&'p str>,
) -> Vec<(&'a Operation, PathValues)> {
    let matched = |operation: &'a Operation| Some((operation, values(&operation.path, path(operation)?)?));
    api.operations.iter().filter_map(matched).collect()
}

/// The values of the parameters, if the whole path matches the parts.
fn values(parts: &[PathPart], path: &str) -> Option<PathValues> {
    match parts.split_first() {
        None => path.is_empty().then(Vec::new),
        Some((PathPart::Literal(text), rest)) => values(rest, path.strip_prefix(text.as_str())?),
        Some((PathPart::Parameter(name), rest)) => {
            let segment = path.find('/').unwrap_or(path.len());
            let ends = path.char_indices().map(|(index, character)| index + character.len_utf8());
            ends.take_while(|end| *end <= segment).find_map(|end| {
                let (value, after) = path.split_at_checked(end)?;
                let mut later = values(rest, after)?;
                let decoded = percent_decode_str(value).decode_utf8_lossy().into_owned();
                later.insert(0, (name.clone(), decoded));
                Some(later)
            })
        }
    }
}

/// The path of the server's address, which clients may include or omit: `/v1` of `https://host/v1`.
fn base_path(server: &str) -> &str {
    let host = server.split_once("://").map_or(server, |(_, rest)| rest);
    host.find('/').and_then(|slash| host.get(slash..)).unwrap_or("")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(template: &[&str]) -> Vec<PathPart> {
        let part = |text: &&str| match text.strip_prefix(':') {
            Some(name) => PathPart::Parameter(name.to_owned()),
            None => PathPart::Literal((*text).to_owned()),
        };
        template.iter().map(part).collect()
    }

    #[test]
    fn parameters_take_a_segment_or_a_part_of_it() {
        let value = |value: &str| Some(vec![("id".to_owned(), value.to_owned())]);
        assert_eq!(values(&parts(&["/stores/", ":id"]), "/stores/a%20b"), value("a b"));
        assert_eq!(values(&parts(&["/stores/", ":id"]), "/stores/a/b"), None);
        assert_eq!(values(&parts(&["/stores/", ":id"]), "/stores/"), None);
        assert_eq!(values(&parts(&["/stores/", ":id", "/items"]), "/stores/7/items"), value("7"));
        assert_eq!(values(&parts(&["/stores/", ":id", ".json"]), "/stores/a.b.json"), value("a.b"));
        assert_eq!(values(&parts(&["/stores"]), "/stores"), Some(Vec::new()));
    }

    #[test]
    fn the_path_of_the_server_is_known() {
        assert_eq!(base_path("https://example.com/v1"), "/v1");
        assert_eq!(base_path("https://example.com"), "");
    }
}
