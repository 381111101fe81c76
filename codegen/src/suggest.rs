//! "Did you mean": finds the known name nearest to a misspelt one.

/// The nearest of `known` to `word`, if any is near enough. Case and separators of words are ignored.
///
/// # Examples
///
/// ```
/// let names = ["create_card", "delete_card"];
/// assert_eq!(specwright::suggest::nearest("Create-crad", names), Some("create_card"));
/// assert_eq!(specwright::suggest::nearest("list", names), None);
/// ```
pub fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let folded = fold(word);
    let size = folded.chars().count();
    let allowed = (size / 3).max(1);
    known
        .into_iter()
        .filter(|candidate| *candidate != word)
        .map(|candidate| {
            let distance = strsim::damerau_levenshtein(&folded, &fold(candidate));
            (distance, candidate)
        })
        .filter(|(distance, _)| *distance <= allowed && *distance < size)
        .min()
        .map(|(_, candidate)| candidate)
}

/// "did you mean `x`?" if one is near enough; else all of them if they are few.
pub fn help<'a>(word: &str, known: impl IntoIterator<Item = &'a str> + Clone) -> String {
    if let Some(near) = nearest(word, known.clone()) {
        return format!("did you mean `{near}`?");
    }
    let known: Vec<String> = known.into_iter().map(|name| format!("`{name}`")).collect();
    match known.as_slice() {
        [] => "none is defined".to_owned(),
        [only] => format!("the only one is {only}"),
        [..] if known.len() <= 12 => format!("known: {}", list(&known)),
        [..] => format!("none of the {} known ones is similar", known.len()),
    }
}

/// `a`, `a and b`, `a, b and c`.
pub fn list(items: &[String]) -> String {
    match items {
        [] => String::new(),
        [one] => one.clone(),
        [firsts @ .., last] => format!("{} and {last}", firsts.join(", ")),
    }
}

/// A type with its article, in backticks: "an `int`", "a `uint`", "an `Event`", "a `User`".
pub(crate) fn a(spelling: &str) -> String {
    let word = spelling.to_lowercase();
    let begins = |sounds: &[&str]| sounds.iter().any(|sound| word.starts_with(sound));
    let is_vowel = begins(&["a", "e", "i", "o", "u"]) && !begins(&["eu", "one", "uint", "uni", "us", "ut"]);
    let article = if is_vowel || begins(&["heir", "honest", "honor", "honour", "hour"]) { "an" } else { "a" };
    format!("{article} `{spelling}`")
}

/// The name without case, spaces and separators.
fn fold(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::{a, nearest};

    #[test]
    fn a_name_has_the_article_of_its_sound() {
        let said = |names: &[&str]| names.iter().map(|name| a(name)).collect::<Vec<_>>().join(", ");
        assert_eq!(said(&["int", "Event", "Hour", "Update"]), "an `int`, an `Event`, an `Hour`, an `Update`");
        assert_eq!(said(&["uint", "User", "House", "Unit"]), "a `uint`, a `User`, a `House`, a `Unit`");
    }

    #[test]
    fn only_similar_names_are_suggested() {
        let known = ["is_cancel", "brand_name", "Color010", "x"];
        let nearest = |word| nearest(word, known);
        assert_eq!(nearest("is_cancel "), Some("is_cancel"));
        assert_eq!(nearest("brandName"), Some("brand_name"));
        assert_eq!(nearest("color10"), Some("Color010"));
        assert_eq!(nearest("IS-CANCEL"), Some("is_cancel"));
        assert_eq!(nearest("seat"), None);
        assert_eq!(nearest("y"), None, "no common letter");
        assert_eq!(nearest(""), None);
    }
}
