//! Words of other description languages, and what to write instead.
//!
//! One table has the help for them, whether a word is a key, the first key of a file, a type, a format of a body, or a
//! value of a condition. A word of the table is never regarded as a misspelt word of the dialect.

mod keys;
#[cfg(test)]
mod tests;
mod words;

use std::borrow::Cow;

use super::keys::{API, AUTH, FIELD, Keys, MODEL, OPERATION, UNION};

/// The help for words that are used as keys.
struct Row {
    /// The words, in lower case and without separators.
    words: &'static [&'static str],
    place: At,
    /// What to write or do instead.
    help: &'static str,
}

/// The mappings in which a row applies.
enum At {
    /// Those that have this key of the dialect, with the same meaning.
    Has(&'static str),
    /// Those with one of these identifiers.
    In(&'static [&'static str]),
    /// All of them.
    Anywhere,
}

impl Row {
    fn applies(&self, keys: &Keys) -> bool {
        match self.place {
            At::Has(key) => keys.get(key).is_some(),
            At::In(ids) => ids.contains(&keys.id),
            At::Anywhere => true,
        }
    }
}

/// The help for a foreign key.
pub(super) struct Answer {
    /// What to write or do instead.
    pub(super) help: Cow<'static, str>,
    /// The key of the dialect with the same meaning, if there is one.
    pub(super) key: Option<&'static str>,
    /// Whether the word applies to this mapping, rather than to another one.
    pub(super) is_here: bool,
}

/// The help for a key. If the word applies to other mappings only, the help is that of the first of them.
pub(super) fn key(name: &str, keys: &Keys) -> Option<Answer> {
    const EXTENSION: &str = "the dialect has no extensions: write `note` or a comment for people, and keep what is for other \
                             programs in files of their own";
    let word = folded(name);
    let rows = || keys::KEYS.iter().filter(|row| row.words.contains(&word.as_str()));
    if let Some(row) = rows().find(|row| row.applies(keys)) {
        let key = if let At::Has(key) = row.place { Some(key) } else { None };
        return Some(Answer { help: row.help.into(), key, is_here: true });
    }
    let owner = |row: &Row| ELSEWHERE.into_iter().find(|keys| row.applies(keys));
    if let Some((row, owner)) = rows().find_map(|row| Some((row, owner(row)?))) {
        let help = format!("it belongs to {}: {}", owner.what, row.help).into();
        return Some(Answer { help, key: None, is_here: false });
    }
    let is_extension = name.to_ascii_lowercase().starts_with("x-");
    is_extension.then_some(Answer { help: EXTENSION.into(), key: None, is_here: true })
}

/// The mappings to which a misplaced word can belong, the likeliest first.
const ELSEWHERE: [&Keys; 6] = [&API, &OPERATION, &FIELD, &MODEL, &AUTH, &UNION];

/// The help for a file of another language that begins with the key `name`.
pub(super) fn file(name: &str) -> Option<&'static str> {
    found(words::FILES, name)
}

/// The help for the name of a type in other languages.
pub(crate) fn type_name(name: &str) -> Option<&'static str> {
    // `Color` is more likely a missing type of the spec than the format `color`.
    let format = || if name.starts_with(char::is_uppercase) { None } else { found(words::FORMATS, name) };
    found(words::TYPES, name).or_else(format)
}

/// The help for the name of a body format in other languages.
pub(crate) fn body(name: &str) -> Option<&'static str> {
    found(words::BODIES, name)
}

/// The help for a condition of a field on presence, or with an operator: `present`, `null`, `> 5`.
///
/// # Examples
///
/// ```
/// assert!(specwright::dialect::foreign::condition("present").is_some());
/// assert!(specwright::dialect::foreign::condition("gift").is_none());
/// ```
pub fn condition(value: &str) -> Option<&'static str> {
    const OPERATORS: &str = "a condition lists the values with which it holds: `[red, green]`; for all others write \
                             `required_unless` in place of `required_if`, or `forbidden_unless` in place of `forbidden_if`";
    if is_operator(value) { Some(OPERATORS) } else { found(words::PRESENCE, value) }
}

/// The same for what a rule says of a field.
///
/// # Examples
///
/// ```
/// assert!(specwright::dialect::foreign::fact("present").is_some());
/// assert!(specwright::dialect::foreign::fact("gift").is_none());
/// ```
pub fn fact(value: &str) -> Option<&'static str> {
    const OPERATORS: &str = "write limits, `{ min: 1, max: 9 }`, or the values, `[red, green]`; what is required with all \
                             others is `else`";
    const PRESENCE: &str = "write `{ present: true }` or `{ absent: true }`";
    if is_operator(value) { Some(OPERATORS) } else { found(words::PRESENCE, value).map(|_| PRESENCE) }
}

fn is_operator(value: &str) -> bool {
    value.starts_with(['!', '<', '>', '=', '~']) || value.starts_with("not ")
}

type Words = &'static [(&'static [&'static str], &'static str)];

fn found(table: Words, name: &str) -> Option<&'static str> {
    let name = folded(name);
    table.iter().find(|(words, _)| words.contains(&name.as_str())).map(|(_, help)| *help)
}

/// A word in lower case, without separators: `min_length`, `min-length` and `minLength` are one word.
pub(super) fn folded(name: &str) -> String {
    let joint = |c: &char| matches!(c, '_' | '-' | ' ' | '@' | '$');
    name.trim().trim_end_matches("()").chars().filter(|c| !joint(c)).flat_map(char::to_lowercase).collect()
}
