//! Limits held against literals by the compiler.

use crate::measure::{self, MIN_CJK_BYTES};
use crate::rules::{Matcher, Pattern, TextLimits, TextRules};

/// Makes a [`Text`](crate::Text) of a string literal. A literal that breaks the field's limits does not compile.
///
/// `lit!("…")` takes the field from where it stands and is evaluated by `cargo build` and `cargo test`.
/// `lit!(base_info::BrandName, "…")` names the field and is evaluated by `cargo check`, too.
///
/// ```
/// use specwright_runtime::{Text, TextField, TextRules, lit};
///
/// enum Title {}
///
/// impl TextField for Title {
///     const RULES: TextRules<'static> = TextRules::of("title").max_bytes(9);
/// }
///
/// let title: Text<Title> = lit!("三个字");
/// assert_eq!(title, lit!(Title, "三个字"));
/// ```
///
/// ```compile_fail
/// # use specwright_runtime::{Text, TextField, TextRules, lit};
/// # enum Title {}
/// # impl TextField for Title {
/// #     const RULES: TextRules<'static> = TextRules::of("title").max_bytes(9);
/// # }
/// // error: title: 12 bytes (4 CJK characters), limit 9 bytes (3 CJK characters)
/// let title = lit!(Title, "四个汉字");
/// ```
#[macro_export]
macro_rules! lit {
    ($text:literal) => {
        const { $crate::Text::literal($text) }
    };
    ($field:ty, $text:literal) => {{
        const TEXT: $crate::Text<$field> = $crate::Text::literal($text);
        TEXT
    }};
}

/// Panics with the message that validation would give when `text` breaks a limit of a request.
pub(crate) const fn check(rules: &TextRules<'_>, text: &str) {
    let (name, limits) = (rules.field, &rules.error);
    let (bytes, chars, cjk) = (text.len(), measure::chars(text), measure::cjk(text));
    if let Some(limit) = limits.max_bytes {
        if bytes > limit {
            let message = Message::new(name).count(bytes, " byte").made_of(chars, cjk).text(", limit ");
            let message = message.count(limit, " byte").text(" (");
            message.count(limit / MIN_CJK_BYTES, " CJK character").text(")").panic();
        }
    }
    if let Some(limit) = limits.min_bytes {
        if bytes < limit {
            let message = Message::new(name).count(bytes, " byte").made_of(chars, cjk).text(", at least ");
            message.count(limit, " byte").text(" needed").panic();
        }
    }
    if let Some(limit) = limits.max_cjk {
        if cjk > limit {
            let message = Message::new(name).count(cjk, " CJK character").text(" (");
            message.count(bytes, " byte").text("), limit ").count(limit, " CJK character").panic();
        }
    }
    if let Some(limit) = limits.max_chars {
        if chars > limit {
            let message = Message::new(name).count(chars, " character").text(", limit ");
            message.count(limit, " character").panic();
        }
    }
    if rules.forbid_control && measure::forbidden_control(text).is_some() {
        Message::new(name).text("holds a control character that JSON cannot carry unescaped").panic();
    }
    check_pattern(name, limits, text);
}

const fn check_pattern(name: &str, limits: &TextLimits<'_>, text: &str) {
    let Some(Pattern { source, matcher }) = &limits.pattern else { return };
    let matches = match matcher {
        Matcher::Prefix(prefixes) => begins_with_one_of(text, prefixes),
        Matcher::Chars { ranges, allow_empty } => {
            (*allow_empty || !text.is_empty()) && all_within(text, ranges)
        }
        #[cfg(feature = "pattern")]
        Matcher::Lazy(_) | Matcher::Ready(_) => true,
    };
    if !matches {
        Message::new(name).text("does not match the pattern `").text(source).text("`").panic();
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

/// A message put together at compile time. What does not fit is cut off.
struct Message {
    buffer: [u8; Message::CAPACITY],
    used: usize,
}

impl Message {
    const CAPACITY: usize = 256;

    const fn new(name: &str) -> Self {
        Self { buffer: [0; Self::CAPACITY], used: 0 }.text(name).text(": ")
    }

    const fn text(mut self, text: &str) -> Self {
        let (_, mut free) = self.buffer.split_at_mut(self.used);
        let mut text = text.as_bytes();
        while let ([byte, text_rest @ ..], [slot, free_rest @ ..]) = (text, free) {
            *slot = *byte;
            self.used += 1;
            (text, free) = (text_rest, free_rest);
        }
        self
    }

    const fn number(self, value: usize) -> Self {
        let message = if value >= 10 { self.number(value / 10) } else { self };
        let digit = [b'0' + (value % 10) as u8];
        match std::str::from_utf8(&digit) {
            Ok(digit) => message.text(digit),
            Err(_) => message,
        }
    }

    const fn count(self, value: usize, unit: &str) -> Self {
        let message = self.number(value).text(unit);
        if value == 1 { message } else { message.text("s") }
    }

    /// The characters of a text whose bytes have just been told, as a report has them.
    const fn made_of(self, chars: usize, cjk: usize) -> Self {
        match (chars, cjk) {
            (0, _) => self,
            (_, 0) => self.text(" (").count(chars, " character").text(", none CJK)"),
            _ if chars == cjk => self.text(" (").count(cjk, " CJK character").text(")"),
            _ => {
                let others = chars.saturating_sub(cjk);
                self.text(" (").count(cjk, " CJK character").text(", ").count(others, " other").text(")")
            }
        }
    }

    #[expect(
        clippy::panic,
        reason = "a panic while a constant is evaluated is a compile error, which is the point"
    )]
    const fn panic(self) -> ! {
        let (message, _) = self.buffer.split_at(self.used);
        match std::str::from_utf8(message) {
            Ok(message) => panic!("{}", message),
            Err(_) => panic!("the literal breaks the field's limits"),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::panic::catch_unwind;

    use crate::{Matcher, Pattern, TextLimits, TextRules};

    fn message(limits: TextLimits<'static>, text: &'static str) -> String {
        let rules = TextRules { error: limits, ..TextRules::of("title").forbid_control() };
        match catch_unwind(|| super::check(&rules, text)) {
            Ok(()) => String::new(),
            Err(payload) => payload.downcast_ref::<String>().cloned().unwrap_or_default(),
        }
    }

    #[test]
    fn the_compiler_says_what_validation_would_say() {
        let none = TextLimits::NONE;
        let bytes = TextLimits { max_bytes: Some(9), ..none };
        assert_eq!(message(bytes, "三个字"), "");
        assert_eq!(
            message(bytes, "四个汉字"),
            "title: 12 bytes (4 CJK characters), limit 9 bytes (3 CJK characters)"
        );
        assert_eq!(
            message(bytes, "ten ascii."),
            "title: 10 bytes (10 characters, none CJK), limit 9 bytes (3 CJK characters)"
        );
        assert_eq!(
            message(bytes, "3 个汉字"),
            "title: 11 bytes (3 CJK characters, 2 others), limit 9 bytes (3 CJK characters)"
        );
        let min = TextLimits { min_bytes: Some(2), ..none };
        assert_eq!(message(min, "a"), "title: 1 byte (1 character, none CJK), at least 2 bytes needed");
        assert_eq!(message(min, ""), "title: 0 bytes, at least 2 bytes needed");
        let cjk = TextLimits { max_cjk: Some(1), ..none };
        assert_eq!(message(cjk, "三个"), "title: 2 CJK characters (6 bytes), limit 1 CJK character");
        let chars = TextLimits { max_chars: Some(10), ..none };
        assert_eq!(message(chars, "abcdefghijk"), "title: 11 characters, limit 10 characters");
        assert_eq!(
            message(none, "a\u{1}"),
            "title: holds a control character that JSON cannot carry unescaped"
        );
    }

    #[test]
    fn patterns_are_decided_where_they_are_simple() {
        let pattern =
            |source, matcher| TextLimits { pattern: Some(Pattern { source, matcher }), ..TextLimits::NONE };
        let url = pattern("^https?://", Matcher::Prefix(&["http://", "https://"]));
        assert_eq!(message(url, "https://example.com"), "");
        assert_eq!(message(url, "ftp://example.com"), "title: does not match the pattern `^https?://`");
        let digits = pattern("^[0-9]+$", Matcher::Chars { ranges: &[('0', '9')], allow_empty: false });
        assert_eq!(message(digits, "0123456789"), "");
        assert_eq!(message(digits, "12a"), "title: does not match the pattern `^[0-9]+$`");
        assert_eq!(message(digits, ""), "title: does not match the pattern `^[0-9]+$`");
    }
}
