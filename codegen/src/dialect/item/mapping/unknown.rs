//! Suggestions for unknown keys.

use std::borrow::Cow;

use heck::ToSnakeCase;
use specwright_runtime::{LimitKind, Operand, Subject};

use super::super::super::keys::{self, Key, Keys};

/// Limits of other schema languages, besides the keyword of JSON Schema with the same meaning.
const LIMITS: &[(&[&str], &str)] = &[
    (&["max_len", "length", "size", "max_size"], "maxLength"),
    (&["min_len", "min_size"], "minLength"),
    (&["regex", "regexp", "match", "format"], "pattern"),
];

/// Keys of other schema languages, and what to write instead. The first that fits is used.
const FOREIGN: &[(&[&str], &str)] = &[
    (
        &["description", "desc", "summary", "comment", "title", "documentation"],
        "write `doc`, or `note` for a reason",
    ),
    (&["examples"], "write `example`, with one value"),
    (&["optional"], "a field is optional without `required: true`"),
    (&["null", "allow_null"], "write `nullable: true`"),
    (&["items", "element", "elements"], "the elements are part of the type: `type: list<int>`"),
    (&["properties", "attributes", "members"], "write `fields`"),
    (&["fields"], "write `values`; a `model` has fields"),
    (&["fields"], "write `variants`; the fields are those of a variant"),
    (&["variants", "members", "constants"], "write `values`"),
    (&["values", "members", "cases"], "write `variants`"),
    (&["discriminator"], "write `tag`"),
    (
        &["options", "choices", "allowed", "enum"],
        "declare an enumeration in a separate file and use its name as the type",
    ),
    (&["url", "uri", "endpoint", "route"], "write `path`"),
    (&["base_url", "host", "servers"], "write `server`, and `fallback_servers` for more"),
    (&["verb"], "write `method`"),
    (&["params", "parameters"], "write `path_params`, `query` or `headers`"),
    (&["response", "returns", "result"], "write `reply`"),
    (&["payload", "input"], "write `request`"),
    (&["constant", "value"], "write `const`"),
    (&["warning", "warnings"], "write `warn`"),
    (&["code", "kind", "type", "rule"], "write `change`, with the kind that `diff` prints"),
    (&["path", "field", "where", "name"], "write `at`, with the name that `diff` prints"),
    (&["code", "status"], "the code is the key"),
];

/// A suggestion, or all keys.
pub(super) fn help(name: &str, keys: &'static Keys) -> String {
    let nearest = nearest(name, keys);
    match (foreign(name, keys), nearest, owner(name)) {
        (Some(hint), _, _) => hint.into_owned(),
        (None, Some(near), Some(owner)) => format!("did you mean `{near}`? `{name}` is a key of {owner}"),
        (None, Some(near), None) => format!("did you mean `{near}`?"),
        (None, None, Some(owner)) => format!("`{name}` is a key of {owner}; {}", all(keys)),
        (None, None, None) => all(keys),
    }
}

/// The key that the help for an unknown one suggests.
pub(super) fn suggested(name: &str, keys: &'static Keys) -> Option<&'static str> {
    match foreign(name, keys) {
        Some(hint) => {
            let named = |key: &&Key| hint.contains(&format!("write `{}`", key.name));
            keys.iter().find(named).map(|key| key.name)
        }
        None => nearest(name, keys),
    }
}

/// What to write for a word of another schema language, or of another mapping.
fn foreign(name: &str, keys: &Keys) -> Option<Cow<'static, str>> {
    if let Some(hint) = limit(name, keys) {
        return Some(hint.into());
    }
    let found = FOREIGN.iter().find(|(names, hint)| names.contains(&name) && fits(hint, keys));
    found.map(|(_, hint)| (*hint).into())
}

/// What to write for a limit of another schema language.
fn limit(name: &str, keys: &Keys) -> Option<String> {
    let synonym = || LIMITS.iter().find(|(names, _)| names.contains(&name)).map(|(_, keyword)| *keyword);
    let is_keyword = |keyword: &&str| *keyword == name || keyword.to_snake_case() == name;
    let keyword =
        LimitKind::ALL.iter().filter_map(|kind| kind.keyword()).find(is_keyword).or_else(synonym)?;
    let kind = *LimitKind::ALL.iter().find(|kind| kind.keyword() == Some(keyword))?;
    keys.get(kind.key())?;
    let key = kind.key();
    Some(match (kind.operand(), kind.subject()) {
        (Operand::Count, Subject::Text) => {
            let of = |subject| {
                let alike = move |kind: &&LimitKind| kind.unit().is_some() && kind.subject() == subject;
                let kinds = LimitKind::ALL.iter().filter(|other| other.direction() == kind.direction());
                alternatives(kinds.filter(alike).map(|kind| kind.key()))
            };
            format!("choose the unit: {}; of a list {}", of(Subject::Text), of(Subject::Elements))
        }
        (Operand::Pattern, _) => format!("write `{key}`, with a regular expression"),
        (Operand::Flag, _) => format!("write `{key}: true`"),
        (Operand::Count | Operand::Number, _) => format!("write `{key}`"),
    })
}

/// Names in backticks: "`a`, `b` or `c`".
fn alternatives<'n>(names: impl Iterator<Item = &'n str>) -> String {
    let names: Vec<String> = names.map(|name| format!("`{name}`")).collect();
    match names.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} or {last}", rest.join(", ")),
        Some(_) | None => names.concat(),
    }
}

/// Whether a suggestion contains a key of the mapping.
fn fits(hint: &str, keys: &Keys) -> bool {
    let named = |key: &Key| ["`", ":"].iter().any(|end| hint.contains(&format!("`{}{end}", key.name)));
    keys.iter().any(named) || hint.contains("the code is the key")
}

/// The most similar key.
fn nearest(name: &str, keys: &Keys) -> Option<&'static str> {
    let plain = |name: &str| name.to_lowercase().replace('-', "_");
    let name = plain(name.trim());
    let most = name.chars().count().div_ceil(3).min(3);
    let by_distance = keys.iter().map(|key| (strsim::damerau_levenshtein(&name, &plain(key.name)), key.name));
    by_distance
        .min_by_key(|(distance, _)| *distance)
        .filter(|(distance, _)| *distance <= most)
        .map(|(_, name)| name)
}

/// The mapping that has a key of this name.
fn owner(name: &str) -> Option<&'static str> {
    keys::ALL.iter().find(|keys| keys.get(name).is_some()).map(|keys| keys.what)
}

fn all(keys: &Keys) -> String {
    let names: Vec<_> = keys.iter().map(|key| format!("`{}`", key.name)).collect();
    format!("the keys of {} are {}", keys.what, names.join(", "))
}

#[cfg(test)]
mod tests {
    use super::help;
    use crate::dialect::keys::{ENUM, FIELD, MODEL, OPERATION, UNION, VARIANT};

    #[test]
    fn misspelt_keys_are_corrected() {
        assert_eq!(help("requierd", &FIELD), "did you mean `required`?");
        assert_eq!(help("Type", &FIELD), "did you mean `type`?");
        assert_eq!(help("max-bytes", &FIELD), "did you mean `max_bytes`?");
        assert_eq!(help("feilds", &MODEL), "did you mean `fields`?");
    }

    #[test]
    fn keys_of_other_schema_languages_are_translated() {
        assert!(help("max_length", &FIELD).contains("`max_bytes`, `max_cjk` or `max_chars`"));
        assert!(help("description", &OPERATION).contains("`doc`"));
        assert!(help("fields", &ENUM).starts_with("write `values`"));
        assert!(help("fields", &UNION).starts_with("write `variants`"));
        assert!(help("optional", &FIELD).contains("`required: true`"));
    }

    #[test]
    fn keys_of_other_mappings_are_explained() {
        assert!(help("constructors", &OPERATION).starts_with("`constructors` is a key of a model; "));
        assert!(help("zzz", &VARIANT).starts_with("the keys of a variant are `value`, `also_read`"));
    }
}
