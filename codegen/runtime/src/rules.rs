//! The limits of a field as data: declared by generated code, applied by the checks. The limits of one severity,
//! [`TextLimits`] and [`Limits`], are declared with the table of their kinds.

use crate::{Limits, ListStyle, TextLimits};

/// The rules of a text field.
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
    /// The field's wire key.
    pub field: &'a str,
    /// Limits whose violation is an error.
    pub error: TextLimits<'a>,
    /// Limits whose violation is a warning.
    pub warning: TextLimits<'a>,
    /// Whether control characters without a short JSON escape are forbidden.
    pub forbid_control: bool,
    /// Whether the text is a secret.
    pub secret: bool,
    /// The place in the request, if it cannot hold every text.
    pub place: Option<TextPlace>,
}

impl<'a> TextRules<'a> {
    /// The rules of a field with this wire key, without limits.
    pub const fn of(field: &'a str) -> Self {
        let (error, warning) = (TextLimits::NONE, TextLimits::NONE);
        Self { field, error, warning, forbid_control: false, secret: false, place: None }
    }

    /// Sets the limits whose violation is a warning.
    pub const fn warning(mut self, limits: TextLimits<'a>) -> Self {
        self.warning = limits;
        self
    }

    /// Forbids control characters without a short JSON escape.
    pub const fn forbid_control(mut self) -> Self {
        self.forbid_control = true;
        self
    }

    /// Marks the text as a secret.
    pub const fn secret(mut self) -> Self {
        self.secret = true;
        self
    }

    /// Sets the place in the request.
    pub const fn place(mut self, place: TextPlace) -> Self {
        self.place = Some(place);
        self
    }
}

/// A place in a request that cannot hold every text, as the body and the query can.
///
/// ```
/// use specwright_runtime::{TextPlace, TextRules};
///
/// const PET_ID: TextRules<'static> = TextRules::of("pet_id").place(TextPlace::PathSegment);
/// assert!(PET_ID.passes("a/b") && !PET_ID.passes("..")); // /pets/a%2Fb
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextPlace {
    /// A segment of the path, which must not be empty, `.` or `..`.
    PathSegment,
    /// A part of a segment of the path beside other text, which must not be empty.
    PathPart,
    /// A header, which has no control characters and no space at its ends.
    Header,
    /// A list in one value of a query, whose elements are not empty and do not have the character between them.
    Element(ListStyle),
}

impl TextPlace {
    /// The name of the rule that it can hold the text.
    pub const fn rule(self) -> &'static str {
        match self {
            TextPlace::PathSegment | TextPlace::PathPart => "path_segment",
            TextPlace::Header => "header_value",
            TextPlace::Element(_) => "list_element",
        }
    }

    /// The place of a parameter of the path, given what precedes and follows it there. Beside nothing but a dot, two dots
    /// could become a whole segment.
    ///
    /// ```
    /// use specwright_runtime::TextPlace;
    ///
    /// assert_eq!(TextPlace::in_path("/pets/", "/photos"), TextPlace::PathSegment);
    /// assert_eq!(TextPlace::in_path("/pets/", ".{format}"), TextPlace::PathPart);
    /// ```
    pub fn in_path(before: &str, after: &str) -> Self {
        let before = before.rsplit('/').next().unwrap_or_default();
        let after = after.split('/').next().unwrap_or_default();
        match (before, after) {
            ("" | ".", "") | ("", ".") => TextPlace::PathSegment,
            _ => TextPlace::PathPart,
        }
    }

    /// Why the place cannot hold the text; `None` if it can.
    pub const fn problem(self, text: &str) -> Option<&'static str> {
        match (self, text.as_bytes()) {
            (TextPlace::PathSegment, b"") => Some("is empty, which a segment of a path cannot be"),
            (TextPlace::PathSegment, b"." | b"..") => {
                Some("would lead to another path: a segment of a path cannot be `.` or `..`")
            }
            (TextPlace::PathSegment, _) => None,
            (TextPlace::PathPart, b"") => Some("is empty, which a part of a path cannot be"),
            (TextPlace::PathPart, _) => None,
            (TextPlace::Header, [b' ', ..] | [.., b' ']) => {
                Some("begins or ends with a space, which HTTP removes from headers")
            }
            (TextPlace::Header, bytes) if has_control(bytes) => {
                Some("holds a control character, which a header cannot carry")
            }
            (TextPlace::Header, _) => None,
            (TextPlace::Element(ListStyle::Repeated | ListStyle::Brackets | ListStyle::Json), _) => None,
            (TextPlace::Element(_), b"") => {
                Some("is empty, which an element of a list in one value cannot be")
            }
            (TextPlace::Element(ListStyle::Comma), bytes) if has(bytes, b',') => {
                Some("has a comma, which separates the elements")
            }
            (TextPlace::Element(ListStyle::Space), bytes) if has(bytes, b' ') => {
                Some("has a space, which separates the elements")
            }
            (TextPlace::Element(ListStyle::Pipe), bytes) if has(bytes, b'|') => {
                Some("has a `|`, which separates the elements")
            }
            (TextPlace::Element(ListStyle::Comma | ListStyle::Space | ListStyle::Pipe), _) => None,
        }
    }
}

const fn has(text: &[u8], wanted: u8) -> bool {
    let mut rest = text;
    while let [byte, after @ ..] = rest {
        if *byte == wanted {
            return true;
        }
        rest = after;
    }
    false
}

/// Whether text in UTF-8 has a character of which `char::is_control` is true.
const fn has_control(text: &[u8]) -> bool {
    let mut rest = text;
    while let [byte, after @ ..] = rest {
        let is_c1 = *byte == 0xC2 && matches!(after, [0x80..=0x9F, ..]);
        if *byte < 0x20 || *byte == 0x7F || is_c1 {
            return true;
        }
        rest = after;
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn control_characters_are_those_of_the_standard_library() {
        for character in ('\0'..='\u{2FF}').chain(['\u{2028}', '票', '\u{10FFFF}']) {
            let text = format!("a{character}b");
            assert_eq!(has_control(text.as_bytes()), character.is_control(), "{character:?}");
        }
    }

    #[test]
    fn only_beside_other_text_are_dots_no_segment() {
        for (before, after) in [("/a/", ""), ("/", "/b"), ("/a/.", "/b"), ("/", "./b"), ("", ".")] {
            assert_eq!(TextPlace::in_path(before, after), TextPlace::PathSegment, "{before}…{after}");
        }
        for (before, after) in
            [("/", ".{b}"), ("/{a}.", ""), ("/a", ""), ("/", "..."), ("/..", "/b"), ("/.", ".")]
        {
            assert_eq!(TextPlace::in_path(before, after), TextPlace::PathPart, "{before}…{after}");
        }
    }

    #[test]
    fn a_place_holds_all_but_what_changes_on_the_way() {
        let holds = |place: TextPlace, text: &str| place.problem(text).is_none();
        assert!(["...", " ", "a/b", "%2e", "\n"].iter().all(|text| holds(TextPlace::PathSegment, text)));
        assert!(["", ".", ".."].iter().all(|text| !holds(TextPlace::PathSegment, text)));
        assert!([".", "..", "a/b"].iter().all(|text| holds(TextPlace::PathPart, text)));
        assert!(!holds(TextPlace::PathPart, ""));
        assert!(["", "a b", "票", ".."].iter().all(|text| holds(TextPlace::Header, text)));
        for style in ListStyle::NAMED {
            let place = TextPlace::Element(style);
            let separator = style.separator().map(char::from);
            for text in ["", "a,b", "a b", "a|b", "a", "票"] {
                let is_whole =
                    separator.is_none_or(|separator| !text.is_empty() && !text.contains(separator));
                assert_eq!(holds(place, text), is_whole, "{style:?} {text}");
            }
        }
        let wrong = [" ", " a", "a ", "a\tb", "a\r\nX-Evil: 1", "\u{7F}", "\u{85}"];
        assert!(wrong.iter().all(|text| !holds(TextPlace::Header, text)));
    }
}

/// The rules of a field that is not text.
///
/// ```
/// use specwright_runtime::{Limits, Number, Rules};
///
/// const QUANTITY: Rules = Rules::NONE.min(Number::Int(1));
/// assert!(QUANTITY.pass_number(Number::Int(1)) && !QUANTITY.pass_number(Number::Int(0)));
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Rules {
    /// Limits whose violation is an error.
    pub error: Limits,
    /// Limits whose violation is a warning.
    pub warning: Limits,
    /// The rules of the keys, if it is a map whose keys are limited.
    pub keys: Option<&'static TextRules<'static>>,
}

impl Rules {
    /// No limit.
    pub const NONE: Self = Self { error: Limits::NONE, warning: Limits::NONE, keys: None };

    /// The limits on each element of a list or map: without those on the list or map itself.
    pub const fn of_elements(&self) -> Self {
        Self { error: self.error.of_elements(), warning: self.warning.of_elements(), keys: None }
    }

    /// Sets the rules of the keys of a map.
    pub const fn keys(mut self, rules: &'static TextRules<'static>) -> Self {
        self.keys = Some(rules);
        self
    }

    /// Sets the limits whose violation is a warning.
    pub const fn warning(mut self, limits: Limits) -> Self {
        self.warning = limits;
        self
    }
}
