//! Limits checked by the compiler, for literals.

use crate::measure::{self, Counts};
use crate::message::Message;
use crate::{Bound, Direction, LimitKind, Test, TextRules, TextTest, Unit};

/// Creates a [`Text`](crate::Text) from a string literal. A literal that violates the field's limits does not compile.
///
/// `lit!("…")` infers the field and is evaluated by `cargo build` and `cargo test`.
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
    ($text:expr) => {
        ::core::compile_error!("`lit!` takes a string literal; convert any other string by `.into()`, and it is validated before it is sent")
    };
    ($field:ty, $text:literal) => {{
        const TEXT: $crate::Text<$field> = $crate::Text::literal($text);
        TEXT
    }};
    ($field:ty, $text:expr) => {
        ::core::compile_error!("`lit!` takes a string literal; convert any other string by `.into()`, and it is validated before it is sent")
    };
}

/// Panics with the message that validation would give if `text` violates a limit that stops a request.
pub(crate) const fn check(rules: &TextRules<'_>, text: &str) {
    let found = Counts::of(text);
    let mut kinds = LimitKind::ALL;
    while let [kind, rest @ ..] = kinds {
        kinds = rest;
        let Some(bound) = rules.error.get(*kind) else { continue };
        let test = match kind.test() {
            Test::Text(test) => test,
            Test::File(_) | Test::Number(_) | Test::Elements(_) => continue,
        };
        match test {
            TextTest::AtLeast(unit) => check_size(rules.field, found, Direction::Minimum, bound, unit),
            TextTest::AtMost(unit) => check_size(rules.field, found, Direction::Maximum, bound, unit),
            TextTest::Matches => check_pattern(rules.field, bound, text),
        }
    }
    if rules.forbid_control && measure::forbidden_control(text).is_some() {
        fail(rules.field, "holds a control character that JSON cannot carry unescaped");
    }
    let Some(place) = rules.place else { return };
    if let Some(problem) = place.problem(text) {
        fail(rules.field, problem);
    }
}

const fn check_size(field: &str, found: Counts, direction: Direction, bound: Bound<'_>, unit: Unit) {
    let Some(limit) = bound.count() else { return };
    let is_violated = match direction {
        Direction::Minimum => found.get(unit) < limit,
        Direction::Maximum => found.get(unit) > limit,
    };
    if is_violated {
        fail(field, Message::new().size(found, direction, limit, unit).as_str());
    }
}

const fn check_pattern(field: &str, bound: Bound<'_>, text: &str) {
    let Some(pattern) = bound.pattern() else { return };
    if !pattern.matches_literal(text) {
        let message = Message::new().text("does not match the pattern `").text(pattern.source).text("`");
        fail(field, message.as_str());
    }
}

#[expect(
    clippy::panic,
    reason = "a panic while a constant is evaluated is a compile error, which is the purpose"
)]
const fn fail(field: &str, message: &str) -> ! {
    panic!("{}", Message::new().text(field).text(": ").text(message).as_str())
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
    fn messages_equal_those_of_validation() {
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
        let min_chars = TextLimits { min_chars: Some(3), ..none };
        assert_eq!(message(min_chars, "三个字"), "");
        assert_eq!(message(min_chars, "三个"), "title: 2 characters, at least 3 characters needed");
        assert_eq!(
            message(none, "a\u{1}"),
            "title: holds a control character that JSON cannot carry unescaped"
        );
    }

    #[test]
    fn simple_patterns_are_checked() {
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
