//! "Did you mean": the known name that a misspelt one most likely stands for.

/// The nearest of `known`, if one is near enough to be meant.
pub(super) fn nearest<'k>(word: &str, known: impl Iterator<Item = &'k str>) -> Option<String> {
    let folded = fold(word);
    let size = folded.chars().count();
    let allowed = (size / 3).max(1);
    known
        .map(|candidate| (strsim::damerau_levenshtein(&folded, &fold(candidate)), candidate))
        .filter(|(distance, _)| *distance <= allowed && *distance < size)
        .min()
        .map(|(_, candidate)| candidate.to_owned())
}

/// The spelling without case, spaces and joints.
fn fold(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn only_what_is_near_is_meant() {
        let known = ["is_cancel", "brand_name", "Color010", "x"];
        let nearest = |word| nearest(word, known.into_iter());
        assert_eq!(nearest("is_cancel ").as_deref(), Some("is_cancel"));
        assert_eq!(nearest("brandName").as_deref(), Some("brand_name"));
        assert_eq!(nearest("color10").as_deref(), Some("Color010"));
        assert_eq!(nearest("seat"), None);
        assert_eq!(nearest("y"), None);
        assert_eq!(nearest(""), None);
    }
}
