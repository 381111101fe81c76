//! Counts with their units, as messages show them.

use std::fmt;

pub(super) struct Bytes(pub(super) usize);
pub(super) struct Chars(pub(super) usize);
pub(super) struct CjkChars(pub(super) usize);
pub(super) struct Items(pub(super) usize);
pub(super) struct Fits(pub(super) usize);
pub(super) struct Shortened<'a>(pub(super) &'a str);

/// The characters of a text whose bytes have just been told, in parentheses: ` (13 CJK characters)`,
/// ` (12 CJK characters, 2 others)`.
pub(super) struct MadeOf {
    pub(super) chars: usize,
    pub(super) cjk: usize,
}

impl fmt::Display for Bytes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        plural(f, self.0, "byte")
    }
}

impl fmt::Display for Chars {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        plural(f, self.0, "character")
    }
}

impl fmt::Display for CjkChars {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        plural(f, self.0, "CJK character")
    }
}

impl fmt::Display for Items {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        plural(f, self.0, "item")
    }
}

impl fmt::Display for MadeOf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self { chars: 0, .. } => Ok(()),
            Self { chars, cjk: 0 } => write!(f, " ({}, none CJK)", Chars(chars)),
            Self { chars, cjk } if chars == cjk => write!(f, " ({})", CjkChars(cjk)),
            Self { chars, cjk } => {
                write!(f, " ({}, ", CjkChars(cjk))?;
                plural(f, chars.saturating_sub(cjk), "other")?;
                f.write_str(")")
            }
        }
    }
}

impl fmt::Display for Fits {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            0 => f.write_str("; not even the first character fits"),
            1 => f.write_str("; the first character fits"),
            fits => write!(f, "; the first {fits} characters fit"),
        }
    }
}

impl fmt::Display for Shortened<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const SHOWN: usize = 60;
        let mut chars = self.0.chars();
        for character in chars.by_ref().take(SHOWN) {
            if character.is_control() {
                write!(f, "{}", character.escape_unicode())?;
            } else {
                write!(f, "{character}")?;
            }
        }
        if chars.next().is_some() { f.write_str("…") } else { Ok(()) }
    }
}

fn plural(f: &mut fmt::Formatter<'_>, count: usize, unit: &str) -> fmt::Result {
    write!(f, "{count} {unit}{}", if count == 1 { "" } else { "s" })
}
