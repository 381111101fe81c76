//! "Did you mean": finds the known name nearest to a misspelt one.

/// Maximum number of names in a list.
const MAX_LISTED: usize = 12;

/// Maximum number of names that a word is compared with, so that many misspelt words among many names take no time that
/// anyone notices.
const MAX_COMPARED: usize = 500;

/// The nearest of `known` to `word`, if any is near enough. Case and separators of words are ignored.
/// Only the first 500 are considered.
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
    let (size, signs) = outline(&folded);
    let allowed = (size / 3).max(1);
    let known: Vec<&str> =
        known.into_iter().take(MAX_COMPARED).filter(|candidate| *candidate != word).collect();
    let similar = known
        .iter()
        .filter_map(|candidate| {
            let (other_size, other_signs) = outline(candidate);
            // Each edit adds, removes or replaces one character.
            let may_be_near = other_size.abs_diff(size) <= allowed
                && (signs ^ other_signs).count_ones() as usize <= 2 * allowed;
            may_be_near.then(|| (strsim::damerau_levenshtein(&folded, &fold(candidate)), candidate))
        })
        .filter(|(distance, _)| *distance <= allowed && *distance < size)
        // Of several that are as near, the one in the case of the word.
        .min_by_key(|(distance, candidate)| {
            (*distance, strsim::damerau_levenshtein(word, candidate), **candidate)
        })
        .map(|(_, candidate)| *candidate);
    similar.or_else(|| extended(word, &known))
}

/// The only name that begins or ends with all words of a shorter one, as `page_title` does with `title`.
fn extended<'a>(word: &str, known: &[&'a str]) -> Option<&'a str> {
    let words = |name: &str| -> Vec<String> { name.split(['_', '-']).map(fold).collect() };
    let part = words(word);
    let is_part = part.iter().all(|word| word.len() > 1);
    let mut longer = known.iter().filter(|candidate| {
        let whole = words(candidate);
        is_part && (whole.starts_with(&part) || whole.ends_with(&part))
    });
    longer.next().filter(|_| longer.next().is_none()).copied()
}

/// "did you mean `x`?" if one is near enough; else all of them if they are few.
pub fn help<'a>(word: &str, known: impl IntoIterator<Item = &'a str> + Clone) -> String {
    if let Some(near) = nearest(word, known.clone()) {
        return format!("did you mean `{near}`?");
    }
    let known: Vec<&str> = known.into_iter().collect();
    match known.as_slice() {
        [] => "none is defined".to_owned(),
        [only] => format!("the only one is `{only}`"),
        [..] if known.len() <= MAX_LISTED => format!("known: {}", some_of(known.into_iter())),
        [..] => format!("none of the {} known ones is similar", known.len()),
    }
}

/// The help for the last name of a path: the suggestion is the whole path.
pub(crate) fn help_in_path<'a>(
    before: &[impl AsRef<str>],
    word: &str,
    known: impl IntoIterator<Item = &'a str> + Clone,
) -> String {
    match nearest(word, known.clone()) {
        Some(near) => {
            let names: Vec<&str> = before.iter().map(AsRef::as_ref).chain([near]).collect();
            format!("did you mean `{}`?", names.join("."))
        }
        None => help(word, known),
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

/// Names in backticks as [`list`] joins them; of more than a message should hold, the first and the number of the others.
pub(crate) fn some_of<'a>(names: impl ExactSizeIterator<Item = &'a str>) -> String {
    let count = names.len();
    let shown = if count > MAX_LISTED { MAX_LISTED - 1 } else { count };
    let mut items: Vec<String> = names.take(shown).map(|name| format!("`{name}`")).collect();
    if shown < count {
        items.push(format!("{} more", count - shown));
    }
    list(&items)
}

/// The text in ASCII, if it has full-width letters, digits or punctuation, as input methods for Chinese type them.
pub(crate) fn ascii(text: &str) -> Option<String> {
    let ascii = |sign: char| match sign {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(sign) - 0xFEE0).unwrap_or(sign),
        '〈' | '《' => '<',
        '〉' | '》' => '>',
        '、' => ',',
        '。' => '.',
        '【' => '[',
        '】' => ']',
        '—' => '-',
        '\u{3000}' => ' ',
        other => other,
    };
    let written: String = text.chars().map(ascii).collect();
    (written != text).then(|| written.trim().to_owned())
}

/// A type with its article, in backticks: "an `int`", "a `uint`", "an `Event`", "a `User`".
pub(crate) fn a(spelling: &str) -> String {
    let word = spelling.to_lowercase();
    let begins = |sounds: &[&str]| sounds.iter().any(|sound| word.starts_with(sound));
    let is_vowel =
        begins(&["a", "e", "i", "o", "u"]) && !begins(&["eu", "one", "uint", "uni", "us", "ut", "uu"]);
    let article = if is_vowel || begins(&["heir", "honest", "honor", "honour", "hour"]) { "an" } else { "a" };
    format!("{article} `{spelling}`")
}

/// The name without case, spaces and separators.
fn fold(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// The number of characters of the folded name, and which of them it has.
fn outline(name: &str) -> (usize, u64) {
    let folded = name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase);
    folded.fold((0, 0), |(size, signs), c| {
        let sign = c.to_digit(36).unwrap_or(36);
        (size + 1, signs | 1 << sign)
    })
}

#[cfg(test)]
mod tests {
    use super::{MAX_COMPARED, a, nearest, some_of};

    #[test]
    fn a_name_has_the_article_of_its_sound() {
        let said = |names: &[&str]| names.iter().map(|name| a(name)).collect::<Vec<_>>().join(", ");
        assert_eq!(said(&["int", "Event", "Hour", "Update"]), "an `int`, an `Event`, an `Hour`, an `Update`");
        assert_eq!(said(&["uint", "User", "House", "Unit"]), "a `uint`, a `User`, a `House`, a `Unit`");
    }

    #[test]
    fn many_names_are_counted_and_not_listed() {
        let names: Vec<String> = (0..5000).map(|index| format!("M{index}")).collect();
        let some = |count: usize| some_of(names.iter().take(count).map(String::as_str));
        assert_eq!(some(2), "`M0` and `M1`");
        assert_eq!(some(12).matches('`').count(), 24);
        assert!(some(5000).ends_with("`M10` and 4989 more"), "{}", some(5000));
        let known = |others: usize| names.iter().take(others).map(String::as_str).chain(["brand_name"]);
        assert_eq!(nearest("brandName", known(MAX_COMPARED - 1)), Some("brand_name"));
        assert_eq!(nearest("brandName", known(MAX_COMPARED)), None);
    }

    #[test]
    fn only_similar_names_are_suggested() {
        let known = ["is_cancel", "brand_name", "Color010", "x"];
        let nearest = |word| nearest(word, known);
        assert_eq!(nearest("is_cancel "), Some("is_cancel"));
        assert_eq!(nearest("brandName"), Some("brand_name"));
        assert_eq!(nearest("color10"), Some("Color010"));
        assert_eq!(nearest("IS-CANCEL"), Some("is_cancel"));
        assert_eq!(super::nearest("str\u{456}ng", ["String", "string"]), Some("string"));
        assert_eq!(nearest("seat"), None);
        assert_eq!(nearest("y"), None, "no common letter");
        assert_eq!(nearest(""), None);
    }

    #[test]
    fn the_only_longer_name_is_suggested() {
        let known = ["page_title", "max_bytes", "min_bytes", "card_list", "a_b"];
        let nearest = |word| nearest(word, known);
        assert_eq!(nearest("title"), Some("page_title"));
        assert_eq!(nearest("Page"), Some("page_title"));
        assert_eq!(nearest("bytes"), None, "two names end with it");
        assert_eq!(nearest("b"), None, "a letter says nothing");
        assert_eq!(nearest("card"), Some("card_list"));
    }
}
