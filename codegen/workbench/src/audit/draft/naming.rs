//! Unused names for drafts.

use super::part::Part;
use specwright::names;

/// Words of a title that do not describe the operation.
const NOISE_WORDS: [&str; 6] = ["a", "an", "the", "api", "interface", "information"];
/// Maximum number of words of a name.
const MAX_WORDS: usize = 6;

/// A name for a part's operation: the words of its title, or else the last segments of its path.
pub(super) fn operation(part: &Part<'_>, is_taken: impl Fn(&str) -> bool) -> String {
    let is_foreign = part.title.chars().any(|c| c.is_alphabetic() && !c.is_ascii());
    let from_title = (!is_foreign).then(|| {
        let words = part.title.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
        let words = words.filter(|word| !NOISE_WORDS.contains(&word.to_lowercase().as_str()));
        names::snake(&words.take(MAX_WORDS).collect::<Vec<_>>().join(" "))
    });
    let from_path = part.address.path.as_deref().map(|path| {
        let steps: Vec<&str> =
            path.split('/').filter(|step| !step.is_empty() && !step.starts_with('{')).collect();
        let last = steps.get(steps.len().saturating_sub(2)..).unwrap_or_default();
        let verb = part.address.method.filter(|method| *method != "POST").map(str::to_lowercase);
        let words: Vec<&str> = verb.iter().map(String::as_str).chain(last.iter().copied()).collect();
        names::snake(&words.join(" "))
    });
    let found = from_title.into_iter().chain(from_path).find(|name| names::is_snake(name));
    let is_number = part.section.chars().all(|c| c.is_ascii_digit() || c == '.');
    let from_section = || match is_number {
        true => format!("section_{}", part.section.replace('.', "_")),
        false => "operation".to_owned(),
    };
    let name = found.unwrap_or_else(from_section);
    let name =
        if names::is_keyword(&name) || names::reserved_operation(&name) { name + "_call" } else { name };
    free(name, "_", |name| !names::is_snake(name) || is_taken(name))
}

/// A name for a type: from its key, or else from its owner.
pub(super) fn model(key: &str, owner: &str, is_taken: impl Fn(&str) -> bool) -> String {
    let is_used = |name: &str| {
        is_taken(name) || names::reserved_type(name) || names::reserved_module(&names::module(name))
    };
    let owner = names::pascal(owner);
    let own = Some(names::pascal(key)).filter(|name| key.is_ascii() && names::is_pascal(name));
    let longer = own.as_ref().map(|own| format!("{owner}{own}"));
    let choices: Vec<String> = own.into_iter().chain(longer).collect();
    let found = choices.into_iter().find(|name| !is_used(name));
    free(found.unwrap_or_else(|| format!("{owner}Part")), "", is_used)
}

/// The name, or the name with the smallest number appended that is not taken.
pub(super) fn free(name: String, joint: &str, is_taken: impl Fn(&str) -> bool) -> String {
    if !is_taken(&name) {
        return name;
    }
    // The name of a keyword already ends with an underscore.
    let name = name.trim_end_matches('_');
    let mut number = 2;
    loop {
        let next = format!("{name}{joint}{number}");
        if !is_taken(&next) {
            return next;
        }
        number += 1;
    }
}
