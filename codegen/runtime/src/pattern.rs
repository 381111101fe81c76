//! Regular expressions, and equivalent faster checks.

use crate::measure;

/// A regular expression and how it is matched.
///
/// ```
/// use specwright_runtime::Pattern;
///
/// let digits = Pattern::chars("^[0-9]+$", &[('0', '9')], false);
/// assert!(digits.matches("0023456789") && !digits.matches(""));
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Pattern<'a> {
    /// The regular expression in the spec, for messages.
    pub source: &'a str,
    /// How it is matched.
    pub matcher: Matcher<'a>,
}

impl<'a> Pattern<'a> {
    /// The text begins with one of these.
    pub const fn prefix(source: &'a str, prefixes: &'a [&'a str]) -> Self {
        Self { source, matcher: Matcher::Prefix(prefixes) }
    }

    /// Every character lies in one of these inclusive ranges.
    pub const fn chars(source: &'a str, ranges: &'a [(char, char)], allow_empty: bool) -> Self {
        Self { source, matcher: Matcher::Chars { ranges, allow_empty } }
    }

    /// A regular expression that is compiled when it is first needed.
    #[cfg(feature = "pattern")]
    pub const fn lazy(source: &'a str, regex: fn() -> &'static Regex) -> Self {
        Self { source, matcher: Matcher::Lazy(regex) }
    }

    /// Whether a literal matches, at compile time. Patterns that need a regular expression engine are assumed to match.
    pub(crate) const fn matches_literal(&self, text: &str) -> bool {
        match self.matcher {
            Matcher::Prefix(prefixes) => begins_with_one_of(text, prefixes),
            Matcher::Chars { ranges, allow_empty } => {
                (allow_empty || !text.is_empty()) && all_within(text, ranges)
            }
            #[cfg(feature = "pattern")]
            Matcher::Lazy(_) | Matcher::Ready(_) => true,
        }
    }

    /// Whether the text matches.
    #[inline(always)]
    pub fn matches(&self, text: &str) -> bool {
        match self.matcher {
            Matcher::Prefix(prefixes) => prefixes.iter().any(|prefix| text.starts_with(prefix)),
            Matcher::Chars { ranges, allow_empty } => {
                (allow_empty || !text.is_empty())
                    && text.chars().all(|c| ranges.iter().any(|(first, last)| (*first..=*last).contains(&c)))
            }
            #[cfg(feature = "pattern")]
            Matcher::Lazy(regex) => regex().is_match(text),
            #[cfg(feature = "pattern")]
            Matcher::Ready(regex) => regex.is_match(text),
        }
    }
}

/// How a pattern is matched. The generator selects the fastest form that is provably equivalent.
///
/// ```
/// use specwright_runtime::{Matcher, Pattern};
///
/// let letters = Matcher::Chars { ranges: &[('a', 'z')], allow_empty: true };
/// assert!(Pattern { source: "^[a-z]*$", matcher: letters }.matches("rex"));
/// ```
#[derive(Clone, Copy, Debug)]
pub enum Matcher<'a> {
    /// The text begins with one of these.
    Prefix(&'a [&'a str]),
    /// Every character lies in one of these inclusive ranges.
    Chars {
        /// Inclusive ranges.
        ranges: &'a [(char, char)],
        /// Whether an empty text matches.
        allow_empty: bool,
    },
    /// A regular expression that is compiled when it is first needed.
    #[cfg(feature = "pattern")]
    Lazy(fn() -> &'static Regex),
    /// A compiled regular expression.
    #[cfg(feature = "pattern")]
    Ready(&'a Regex),
}

/// A compiled regular expression. An invalid one matches every text; the generator rejects such patterns.
///
/// ```
/// use specwright_runtime::Regex;
///
/// assert!(Regex::new("^[A-Z]{2}[0-9]+$").is_match("XM8203"));
/// ```
#[cfg(feature = "pattern")]
#[derive(Debug)]
pub struct Regex(Option<regex_lite::Regex>);

#[cfg(feature = "pattern")]
impl Regex {
    /// Compiles a regular expression in the syntax of the `regex-lite` crate.
    pub fn new(source: &str) -> Self {
        Self(regex_lite::Regex::new(source).ok())
    }

    /// Whether it matches anywhere in the text.
    pub fn is_match(&self, text: &str) -> bool {
        self.0.as_ref().is_none_or(|regex| regex.is_match(text))
    }
}

const fn begins_with_one_of(text: &str, prefixes: &[&str]) -> bool {
    let mut prefixes = prefixes;
    while let [prefix, rest @ ..] = prefixes {
        if begins_with(text.as_bytes(), prefix.as_bytes()) {
            return true;
        }
        prefixes = rest;
    }
    false
}

const fn begins_with(text: &[u8], prefix: &[u8]) -> bool {
    let (mut text, mut prefix) = (text, prefix);
    while let [expected, prefix_rest @ ..] = prefix {
        match text {
            [found, text_rest @ ..] if *found == *expected => text = text_rest,
            _ => return false,
        }
        prefix = prefix_rest;
    }
    true
}

const fn all_within(text: &str, ranges: &[(char, char)]) -> bool {
    let mut text = text.as_bytes();
    while let Some((character, _, rest)) = measure::next(text) {
        if !within_one_of(character, ranges) {
            return false;
        }
        text = rest;
    }
    true
}

const fn within_one_of(character: u32, ranges: &[(char, char)]) -> bool {
    let mut ranges = ranges;
    while let [(first, last), rest @ ..] = ranges {
        if *first as u32 <= character && character <= *last as u32 {
            return true;
        }
        ranges = rest;
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_prefix_must_be_at_the_start() {
        let pattern = Pattern { source: "^https?://", matcher: Matcher::Prefix(&["http://", "https://"]) };
        assert!(pattern.matches("https://example.com"));
        assert!(!pattern.matches(" https://example.com"));
        assert!(!pattern.matches(""));
    }

    #[test]
    fn every_character_must_be_of_the_class() {
        let digits = |allow_empty| Pattern {
            source: "^[0-9-]*$",
            matcher: Matcher::Chars { ranges: &[('-', '-'), ('0', '9')], allow_empty },
        };
        assert!(digits(true).matches("784-2"));
        assert!(digits(true).matches(""));
        assert!(!digits(false).matches(""));
        assert!(!digits(true).matches("784２"));
    }
}
