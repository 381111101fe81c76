//! Limits as data: what generated code states and the checks apply.

use crate::Number;

/// The limits of one text field.
///
/// ```
/// use specwright_runtime::{TextLimits, TextRules};
///
/// const SEAT: TextRules<'static> =
///     TextRules::of("seat_number").max_bytes(12).warning(TextLimits::NONE.max_cjk(2));
/// assert!(SEAT.passes("12排") && !SEAT.passes("十二排"));
/// ```
#[derive(Clone, Copy, Debug)]
pub struct TextRules<'a> {
    /// The field's key on the wire.
    pub field: &'a str,
    /// Limits that a request must keep.
    pub error: TextLimits<'a>,
    /// Limits that only the report speaks of.
    pub warning: TextLimits<'a>,
    /// Whether control characters without a short JSON escape are refused.
    pub forbid_control: bool,
    /// Whether the text must never be shown.
    pub secret: bool,
}

impl<'a> TextRules<'a> {
    /// Those of a field, which is named by its key on the wire. At first, anything goes.
    pub const fn of(field: &'a str) -> Self {
        let (error, warning) = (TextLimits::NONE, TextLimits::NONE);
        Self { field, error, warning, forbid_control: false, secret: false }
    }

    /// At most so many bytes of UTF-8, in a request.
    pub const fn max_bytes(mut self, limit: usize) -> Self {
        self.error = self.error.max_bytes(limit);
        self
    }

    /// At least so many bytes of UTF-8, in a request.
    pub const fn min_bytes(mut self, limit: usize) -> Self {
        self.error = self.error.min_bytes(limit);
        self
    }

    /// At most so many CJK characters, in a request.
    pub const fn max_cjk(mut self, limit: usize) -> Self {
        self.error = self.error.max_cjk(limit);
        self
    }

    /// At most so many characters, in a request.
    pub const fn max_chars(mut self, limit: usize) -> Self {
        self.error = self.error.max_chars(limit);
        self
    }

    /// Only text that matches, in a request.
    pub const fn pattern(mut self, pattern: Pattern<'a>) -> Self {
        self.error = self.error.pattern(pattern);
        self
    }

    /// With these limits for the report.
    pub const fn warning(mut self, limits: TextLimits<'a>) -> Self {
        self.warning = limits;
        self
    }

    /// With control characters refused.
    pub const fn forbid_control(mut self) -> Self {
        self.forbid_control = true;
        self
    }

    /// Never to be shown.
    pub const fn secret(mut self) -> Self {
        self.secret = true;
        self
    }
}

/// Limits of one severity on text.
///
/// ```
/// use specwright_runtime::{Pattern, TextLimits};
///
/// const URL: TextLimits<'static> =
///     TextLimits::NONE.max_bytes(128).pattern(Pattern::prefix("^https?://", &["http://", "https://"]));
/// assert_eq!(URL.max_bytes, Some(128));
/// ```
#[derive(Clone, Copy, Debug)]
pub struct TextLimits<'a> {
    /// At most so many bytes of UTF-8.
    pub max_bytes: Option<usize>,
    /// At least so many bytes of UTF-8.
    pub min_bytes: Option<usize>,
    /// At most so many CJK characters.
    pub max_cjk: Option<usize>,
    /// At most so many characters.
    pub max_chars: Option<usize>,
    /// The pattern that the text matches.
    pub pattern: Option<Pattern<'a>>,
}

impl TextLimits<'_> {
    /// No limit.
    pub const NONE: Self =
        Self { max_bytes: None, min_bytes: None, max_cjk: None, max_chars: None, pattern: None };
}

impl<'a> TextLimits<'a> {
    /// At most so many bytes of UTF-8.
    pub const fn max_bytes(mut self, limit: usize) -> Self {
        self.max_bytes = Some(limit);
        self
    }

    /// At least so many bytes of UTF-8.
    pub const fn min_bytes(mut self, limit: usize) -> Self {
        self.min_bytes = Some(limit);
        self
    }

    /// At most so many CJK characters.
    pub const fn max_cjk(mut self, limit: usize) -> Self {
        self.max_cjk = Some(limit);
        self
    }

    /// At most so many characters.
    pub const fn max_chars(mut self, limit: usize) -> Self {
        self.max_chars = Some(limit);
        self
    }

    /// Only text that matches.
    pub const fn pattern(mut self, pattern: Pattern<'a>) -> Self {
        self.pattern = Some(pattern);
        self
    }
}

/// A regular expression and the way to decide it.
///
/// ```
/// use specwright_runtime::Pattern;
///
/// let digits = Pattern::chars("^[0-9]+$", &[('0', '9')], false);
/// assert!(digits.matches("0023456789") && !digits.matches(""));
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Pattern<'a> {
    /// As the spec has it; messages show it.
    pub source: &'a str,
    /// How to decide it.
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

/// How a pattern is decided. The generator picks the cheapest form that it can prove to mean the same.
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

/// A compiled regular expression. One that does not compile matches everything: the generator refuses such a
/// pattern, so it cannot be met here.
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

    /// Whether it matches somewhere in the text.
    pub fn is_match(&self, text: &str) -> bool {
        self.0.as_ref().is_none_or(|regex| regex.is_match(text))
    }
}

/// The limits of a field that is not text.
///
/// ```
/// use specwright_runtime::{Limits, Number, Rules};
///
/// const QUANTITY: Rules = Rules::NONE.min(Number::Int(1));
/// assert!(QUANTITY.pass_number(Number::Int(1)) && !QUANTITY.pass_number(Number::Int(0)));
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Rules {
    /// Limits that a request must keep.
    pub error: Limits,
    /// Limits that only the report speaks of.
    pub warning: Limits,
}

impl Rules {
    /// Anything goes.
    pub const NONE: Self = Self { error: Limits::NONE, warning: Limits::NONE };

    /// At least this number, in a request.
    pub const fn min(mut self, limit: Number) -> Self {
        self.error = self.error.min(limit);
        self
    }

    /// At most this number, in a request.
    pub const fn max(mut self, limit: Number) -> Self {
        self.error = self.error.max(limit);
        self
    }

    /// At least so many elements or entries, in a request.
    pub const fn min_items(mut self, limit: usize) -> Self {
        self.error = self.error.min_items(limit);
        self
    }

    /// At most so many elements or entries, in a request.
    pub const fn max_items(mut self, limit: usize) -> Self {
        self.error = self.error.max_items(limit);
        self
    }

    /// With these limits for the report.
    pub const fn warning(mut self, limits: Limits) -> Self {
        self.warning = limits;
        self
    }
}

/// Limits of one severity on numbers, lists and maps.
///
/// ```
/// use specwright_runtime::{Limits, Number};
///
/// const PERCENT: Limits = Limits::NONE.min(Number::Int(0)).max(Number::Int(100));
/// assert_eq!(PERCENT.max, Some(Number::Int(100)));
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// At least this number.
    pub min: Option<Number>,
    /// At most this number.
    pub max: Option<Number>,
    /// At least so many elements or entries.
    pub min_items: Option<usize>,
    /// At most so many elements or entries.
    pub max_items: Option<usize>,
}

impl Limits {
    /// No limit.
    pub const NONE: Self = Self { min: None, max: None, min_items: None, max_items: None };

    /// At least this number.
    pub const fn min(mut self, limit: Number) -> Self {
        self.min = Some(limit);
        self
    }

    /// At most this number.
    pub const fn max(mut self, limit: Number) -> Self {
        self.max = Some(limit);
        self
    }

    /// At least so many elements or entries.
    pub const fn min_items(mut self, limit: usize) -> Self {
        self.min_items = Some(limit);
        self
    }

    /// At most so many elements or entries.
    pub const fn max_items(mut self, limit: usize) -> Self {
        self.max_items = Some(limit);
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_prefix_must_stand_first() {
        let pattern = Pattern { source: "^https?://", matcher: Matcher::Prefix(&["http://", "https://"]) };
        assert!(pattern.matches("https://example.com"));
        assert!(!pattern.matches(" https://example.com"));
        assert!(!pattern.matches(""));
    }

    #[test]
    fn a_class_must_hold_for_every_character() {
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
