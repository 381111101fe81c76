//! The units of limits on text: bytes, characters and CJK characters.
//!
//! A **byte** is a byte of UTF-8. A **character** is a Unicode scalar value. A **CJK character** is one whose
//! Unicode script is Han, Hiragana, Katakana, Hangul or Bopomofo, or which is in the block CJK Symbols and
//! Punctuation (U+3000–U+303F) or in the full-width half of Halfwidth and Fullwidth Forms (U+FF01–U+FF60,
//! U+FFE0–U+FFE6). The scripts are those of the Unicode Character Database, `Scripts.txt`, version 16.
//!
//! Two spacing modifier letters of the script Bopomofo, U+02EA and U+02EB, are excluded: they have two bytes, and all
//! CJK characters have at least three. So a limit of 36 bytes allows at most 12 CJK characters, which is what
//! documentation means by "36 bytes, 12 Chinese characters".

use crate::{Unit, scan};

/// Minimum number of bytes of a CJK character in UTF-8.
///
/// ```
/// use specwright_runtime::measure::MIN_CJK_BYTES;
///
/// assert_eq!("票".len(), MIN_CJK_BYTES);
/// assert_eq!("𠮷".len(), MIN_CJK_BYTES + 1);
/// ```
pub const MIN_CJK_BYTES: usize = 3;

/// Maximum number of bytes of a character in UTF-8.
///
/// ```
/// use specwright_runtime::measure::MAX_CHAR_BYTES;
///
/// assert_eq!(char::MAX.len_utf8(), MAX_CHAR_BYTES);
/// ```
pub const MAX_CHAR_BYTES: usize = 4;

/// The size of a text in every unit.
///
/// ```
/// use specwright_runtime::{Unit, measure::Counts};
///
/// let counts = Counts::of("票务 A");
/// assert_eq!((counts.bytes, counts.chars, counts.get(Unit::CjkCharacter)), (8, 4, 2));
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Bytes of UTF-8.
    pub bytes: usize,
    /// Characters.
    pub chars: usize,
    /// CJK characters.
    pub cjk: usize,
}

impl Counts {
    /// Measures a text.
    pub const fn of(text: &str) -> Self {
        Self { bytes: text.len(), chars: chars(text), cjk: cjk(text) }
    }

    /// The size in a unit.
    pub const fn get(self, unit: Unit) -> usize {
        match unit {
            Unit::Byte => self.bytes,
            Unit::Character => self.chars,
            Unit::CjkCharacter => self.cjk,
        }
    }

    /// Replaces the size in a unit.
    #[must_use]
    pub const fn with(mut self, unit: Unit, count: usize) -> Self {
        match unit {
            Unit::Byte => self.bytes = count,
            Unit::Character => self.chars = count,
            Unit::CjkCharacter => self.cjk = count,
        }
        self
    }
}

/// Counts Unicode characters.
///
/// ```
/// assert_eq!(specwright_runtime::measure::chars("票务 A"), 4);
/// ```
pub const fn chars(text: &str) -> usize {
    let mut rest = text.as_bytes();
    let mut count = 0;
    while let Some((_, _, after)) = next(rest) {
        count += 1;
        rest = after;
    }
    count
}

/// Counts CJK characters, as this module defines them.
///
/// ```
/// assert_eq!(specwright_runtime::measure::cjk("票务 A，𠮷"), 4);
/// ```
pub const fn cjk(text: &str) -> usize {
    let mut rest = text.as_bytes();
    let mut count = 0;
    while let Some((character, _, after)) = next(rest) {
        if is_cjk_scalar(character) {
            count += 1;
        }
        rest = after;
    }
    count
}

/// Whether this is a CJK character, as this module defines it.
///
/// ```
/// use specwright_runtime::measure::is_cjk;
///
/// assert!(is_cjk('票') && !is_cjk('a'));
/// ```
pub const fn is_cjk(character: char) -> bool {
    is_cjk_scalar(character as u32)
}

/// The number of characters at the start of a text that have at most `limit` of a unit.
///
/// ```
/// use specwright_runtime::{Unit, measure::fitting};
///
/// assert_eq!(fitting("票务公司", Unit::Byte, 7), 2);
/// ```
pub const fn fitting(text: &str, unit: Unit, limit: usize) -> usize {
    let mut rest = text.as_bytes();
    let mut counts = Counts { bytes: 0, chars: 0, cjk: 0 };
    while let Some((character, width, after)) = next(rest) {
        let fitting = counts.chars;
        counts.bytes += width;
        counts.chars += 1;
        if is_cjk_scalar(character) {
            counts.cjk += 1;
        }
        if counts.get(unit) > limit {
            return fitting;
        }
        rest = after;
    }
    counts.chars
}

/// The first control character that is not allowed in JSON and has no short escape: one below U+0020
/// other than backspace, tab, newline, form feed and return.
///
/// ```
/// use specwright_runtime::measure::forbidden_control;
///
/// assert_eq!(forbidden_control("a\tb\u{7}"), Some('\u{7}'));
/// ```
pub const fn forbidden_control(text: &str) -> Option<char> {
    let mut rest = text.as_bytes();
    while let [byte, after @ ..] = rest {
        if *byte < 0x20 && !matches!(*byte, 0x08 | b'\t' | b'\n' | 0x0C | b'\r') {
            return Some(*byte as char);
        }
        rest = after;
    }
    None
}

/// Whether there is a character that [`forbidden_control`] finds, tested for many bytes at a time.
///
/// Not inlined, since it would be most of the code of a validator.
///
/// ```
/// use specwright_runtime::measure::has_forbidden_control;
///
/// assert!(has_forbidden_control("\u{7}") && !has_forbidden_control("two\nlines"));
/// ```
#[inline(never)]
pub fn has_forbidden_control(text: &str) -> bool {
    let bytes = text.as_bytes();
    // The first test is three times as fast, and sufficient for nearly every text.
    scan::any(bytes, |byte| byte < 0x20) && scan::any(bytes, scan::is_forbidden_control)
}

/// The next character of UTF-8, its number of bytes, and the rest.
pub(crate) const fn next(bytes: &[u8]) -> Option<(u32, usize, &[u8])> {
    match bytes {
        [] => None,
        [a @ 0..=0x7F, rest @ ..] => Some((*a as u32, 1, rest)),
        [a @ 0..=0xDF, b, rest @ ..] => Some((bits(*a, 0x1F) << 6 | bits(*b, 0x3F), 2, rest)),
        [a @ 0..=0xEF, b, c, rest @ ..] => {
            Some((bits(*a, 0x0F) << 12 | bits(*b, 0x3F) << 6 | bits(*c, 0x3F), 3, rest))
        }
        [a, b, c, d, rest @ ..] => {
            let high = bits(*a, 0x07) << 18 | bits(*b, 0x3F) << 12;
            Some((high | bits(*c, 0x3F) << 6 | bits(*d, 0x3F), 4, rest))
        }
        // A `str` never ends within a character.
        _ => None,
    }
}

const fn bits(byte: u8, mask: u8) -> u32 {
    (byte & mask) as u32
}

const fn is_cjk_scalar(scalar: u32) -> bool {
    if scalar < 0x1100 {
        return false;
    }
    // Most text that is not ASCII consists of these, which need no search.
    if scalar >= 0x4E00 && scalar <= 0x9FFF {
        return true;
    }
    let mut ranges: &[(u32, u32)] = &CJK;
    while let [(first, last), rest @ ..] = ranges {
        if scalar < *first {
            return false;
        }
        if scalar <= *last {
            return true;
        }
        ranges = rest;
    }
    false
}

/// Inclusive ranges, ascending.
const CJK: [(u32, u32); 53] = [
    (0x1100, 0x11FF),
    (0x2E80, 0x2E99),
    (0x2E9B, 0x2EF3),
    (0x2F00, 0x2FD5),
    (0x3000, 0x303F),
    (0x3041, 0x3096),
    (0x309D, 0x309F),
    (0x30A1, 0x30FA),
    (0x30FD, 0x30FF),
    (0x3105, 0x312F),
    (0x3131, 0x318E),
    (0x31A0, 0x31BF),
    (0x31F0, 0x321E),
    (0x3260, 0x327E),
    (0x32D0, 0x32FE),
    (0x3300, 0x3357),
    (0x3400, 0x4DBF),
    (0x4E00, 0x9FFF),
    (0xA960, 0xA97C),
    (0xAC00, 0xD7A3),
    (0xD7B0, 0xD7C6),
    (0xD7CB, 0xD7FB),
    (0xF900, 0xFA6D),
    (0xFA70, 0xFAD9),
    (0xFF01, 0xFF60),
    (0xFF66, 0xFF6F),
    (0xFF71, 0xFF9D),
    (0xFFA0, 0xFFBE),
    (0xFFC2, 0xFFC7),
    (0xFFCA, 0xFFCF),
    (0xFFD2, 0xFFD7),
    (0xFFDA, 0xFFDC),
    (0xFFE0, 0xFFE6),
    (0x16FE2, 0x16FE3),
    (0x16FF0, 0x16FF1),
    (0x1AFF0, 0x1AFF3),
    (0x1AFF5, 0x1AFFB),
    (0x1AFFD, 0x1AFFE),
    (0x1B000, 0x1B122),
    (0x1B132, 0x1B132),
    (0x1B150, 0x1B152),
    (0x1B155, 0x1B155),
    (0x1B164, 0x1B167),
    (0x1F200, 0x1F200),
    (0x20000, 0x2A6DF),
    (0x2A700, 0x2B739),
    (0x2B740, 0x2B81D),
    (0x2B820, 0x2CEA1),
    (0x2CEB0, 0x2EBE0),
    (0x2EBF0, 0x2EE5D),
    (0x2F800, 0x2FA1D),
    (0x30000, 0x3134A),
    (0x31350, 0x323AF),
];

#[cfg(test)]
mod tests {
    use super::*;

    /// Compares the table with an independent copy of the Unicode Character Database.
    #[test]
    fn cjk_characters_are_those_of_the_scripts() {
        let class = r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Hangul}\p{Bopomofo}\x{3000}-\x{303F}\x{FF01}-\x{FF60}\x{FFE0}-\x{FFE6}]";
        let hir = regex_syntax::parse(class).unwrap();
        let regex_syntax::hir::HirKind::Class(regex_syntax::hir::Class::Unicode(class)) = hir.kind() else {
            panic!("a class");
        };
        let ranges: Vec<_> = class.ranges().iter().map(|range| (range.start(), range.end())).collect();
        for character in '\0'..=char::MAX {
            let in_scripts = ranges.iter().any(|(first, last)| (*first..=*last).contains(&character));
            let two_bytes = matches!(character, '\u{2EA}' | '\u{2EB}');
            assert_eq!(is_cjk(character), in_scripts && !two_bytes, "U+{:04X}", character as u32);
        }
    }

    #[test]
    fn a_cjk_character_has_at_least_three_bytes() {
        for character in ('\0'..=char::MAX).filter(|character| is_cjk(*character)) {
            assert!(character.len_utf8() >= MIN_CJK_BYTES);
        }
    }

    #[test]
    fn characters_of_every_size_are_decoded() {
        let text = "aé票𠮷\u{7F}\u{10FFFF}";
        assert_eq!(chars(text), text.chars().count());
        assert_eq!(cjk(text), 2);
        let mut rest = text.as_bytes();
        for expected in text.chars() {
            let (scalar, width, after) = next(rest).unwrap();
            assert_eq!((scalar, width), (expected as u32, expected.len_utf8()));
            rest = after;
        }
        assert_eq!(next(rest), None);
    }

    #[test]
    fn fitting_stops_before_the_first_character_too_many() {
        assert_eq!(fitting("票务公司", Unit::Byte, 11), 3);
        assert_eq!(fitting("票务公司", Unit::Byte, 12), 4);
        assert_eq!(fitting("a票务", Unit::CjkCharacter, 1), 2);
        assert_eq!(fitting("abc", Unit::Character, 2), 2);
        assert_eq!(fitting("", Unit::Byte, 0), 0);
    }

    #[test]
    fn only_controls_without_a_short_escape_are_forbidden() {
        let allowed = "a\u{8}\t\n\u{C}\r\u{7F}票";
        assert_eq!(forbidden_control(allowed), None);
        assert!(!has_forbidden_control(allowed));
        for scalar in (0..0x20).filter(|scalar| ![8, 9, 10, 12, 13].contains(scalar)) {
            let character = char::from_u32(scalar).unwrap();
            assert_eq!(forbidden_control(&format!("票{character}")), Some(character));
            assert!(has_forbidden_control(&format!("票{character}")));
        }
    }
}
