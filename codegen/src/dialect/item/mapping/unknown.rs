//! Suggestions for unknown keys.

use std::borrow::Cow;

use specwright_runtime::{LimitKind, Operand, Subject};

use super::super::super::foreign::{self, Answer};
use super::super::super::keys::{self, Key, Keys};

/// Limits of other schema languages, besides the keyword of JSON Schema with the same meaning.
const LIMITS: &[(&[&str], &str)] = &[
    (&["maxlen", "length", "size", "maxsize", "len"], "maxLength"),
    (&["minlen", "minsize"], "minLength"),
    (&["regex", "regexp", "match", "matches"], "pattern"),
    (&["ge", "gte", "atleast", "minvalue", "lowerbound"], "minimum"),
    (&["le", "lte", "atmost", "maxvalue", "upperbound"], "maximum"),
    (&["arrayminsize", "mincount"], "minItems"),
    (&["arraymaxsize", "maxcount"], "maxItems"),
    (&["divisibleby", "step"], "multipleOf"),
    (&["arrayunique", "unique"], "uniqueItems"),
];

/// A suggestion, or all keys.
pub(super) fn help(name: &str, keys: &'static Keys) -> String {
    if let Some(hint) = hint(name, keys) {
        return hint.into_owned();
    }
    match (nearest(name, keys), owner(name)) {
        (Some(near), Some(owner)) => format!("did you mean `{near}`? `{name}` is a key of {owner}"),
        (Some(near), None) => format!("did you mean `{near}`?"),
        (None, Some(owner)) => format!("`{name}` is a key of {owner}; {}", all(keys)),
        (None, None) => all(keys),
    }
}

/// The key that the help for an unknown one suggests.
pub(super) fn suggested(name: &str, keys: &'static Keys) -> Option<&'static str> {
    if let Some(key) = same(name, keys).or_else(|| limit(name, keys)?.key) {
        return Some(key);
    }
    match answer(name, keys) {
        Some(answer) => answer.key,
        None => nearest(name, keys),
    }
}

/// Help that does not depend on similarity: for the same words with other separators, and for words of other
/// languages.
fn hint(name: &str, keys: &Keys) -> Option<Cow<'static, str>> {
    let limit = limit(name, keys);
    if let Some(Limit { help, is_here: true, .. }) = limit {
        return Some(help.into());
    }
    if let Some(key) = same(name, keys) {
        return Some(format!("did you mean `{key}`?").into());
    }
    let answer = answer(name, keys).map(|answer| answer.help);
    answer.or_else(|| Some(limit.filter(|_| !is_typo(name, keys))?.help.into()))
}

/// The entry in the table of foreign words. A word that differs from a key of the mapping by one letter is a typing
/// error, whatever it means in another mapping.
fn answer(name: &str, keys: &Keys) -> Option<Answer> {
    let is_own = || keys::ALL.iter().any(|keys| keys.get(name).is_some());
    foreign::key(name, keys).filter(|answer| answer.is_here || !(is_typo(name, keys) || is_own()))
}

/// Whether the word differs from a key of the mapping by one letter, or by being plural.
fn is_typo(name: &str, keys: &Keys) -> bool {
    let adds = |long: &str, short: &str| matches!(long.strip_prefix(short), Some("s" | "es"));
    let is_plural = |key: &Key| adds(name, key.name) || adds(key.name, name);
    nearest_within(name, keys, 1).is_some() || keys.iter().any(is_plural)
}

/// The key that consists of the same words: `maxBytes` for `max_bytes`.
fn same(name: &str, keys: &Keys) -> Option<&'static str> {
    let word = foreign::folded(name);
    keys.iter().find(|key| key.name != name && foreign::folded(key.name) == word).map(|key| key.name)
}

/// A limit of another schema language.
struct Limit {
    /// What to write instead.
    help: String,
    /// The only key with this meaning, if there is one.
    key: Option<&'static str>,
    /// Whether the mapping can have it.
    is_here: bool,
}

/// What to write for a limit of another schema language.
fn limit(name: &str, keys: &Keys) -> Option<Limit> {
    let word = foreign::folded(name);
    let synonym =
        || LIMITS.iter().find(|(names, _)| names.contains(&word.as_str())).map(|(_, keyword)| *keyword);
    let is_keyword = |keyword: &&str| foreign::folded(keyword) == word;
    let keyword =
        LimitKind::ALL.iter().filter_map(|kind| kind.keyword()).find(is_keyword).or_else(synonym)?;
    let kind = *LimitKind::ALL.iter().find(|kind| kind.keyword() == Some(keyword))?;
    let key = kind.key();
    let of = |subject| {
        let alike = move |kind: &&LimitKind| kind.unit().is_some() && kind.subject() == subject;
        let kinds = LimitKind::ALL.iter().filter(|other| other.direction() == kind.direction());
        alternatives(kinds.filter(alike).map(|kind| kind.key()))
    };
    let (help, only) = match (kind.operand(), kind.subject()) {
        (Operand::Count, Subject::Text) => {
            (format!("choose the unit: {}; of a list {}", of(Subject::Text), of(Subject::Elements)), None)
        }
        (Operand::Pattern, _) => (format!("write `{key}`, with a regular expression"), Some(key)),
        (Operand::Flag, _) => (format!("write `{key}: true`"), Some(key)),
        (Operand::Count | Operand::Number | Operand::Words, _) => (format!("write `{key}`"), Some(key)),
    };
    Some(match keys.get(key) {
        Some(_) => Limit { help, key: only, is_here: true },
        None => Limit { help: format!("limits are keys of a field: {help}"), key: None, is_here: false },
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

/// The most similar key.
fn nearest(name: &str, keys: &Keys) -> Option<&'static str> {
    nearest_within(name, keys, name.trim().chars().count().div_ceil(3).min(3))
}

/// The most similar key that differs by at most `most` letters.
fn nearest_within(name: &str, keys: &Keys, most: usize) -> Option<&'static str> {
    let plain = |name: &str| name.to_lowercase().replace('-', "_");
    let name = plain(name.trim());
    let by_distance = keys.iter().map(|key| (strsim::damerau_levenshtein(&name, &plain(key.name)), key.name));
    by_distance
        .min_by_key(|(distance, _)| *distance)
        .filter(|(distance, _)| *distance <= most)
        .map(|(_, name)| name)
}

/// The mapping that has a key of this name, the likeliest first.
fn owner(name: &str) -> Option<&'static str> {
    let word = foreign::folded(name);
    let has = |keys: &&&Keys| keys.iter().any(|key| foreign::folded(key.name) == word);
    let likely: [&Keys; 5] = [&keys::FIELD, &keys::MODEL, &keys::OPERATION, &keys::UNION, &keys::ENUM];
    likely.iter().chain(&keys::ALL).find(has).map(|keys| keys.what)
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
