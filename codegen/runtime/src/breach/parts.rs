//! The parts that several messages share.

use std::fmt;

/// How programs write JSON as UTF-8 without escapes.
pub(super) const UNESCAPED: &str = "; write JSON as UTF-8: in PHP `json_encode($value, JSON_UNESCAPED_UNICODE)`, in Python \
                         `json.dumps(value, ensure_ascii=False)`, in Java Jackson without `ESCAPE_NON_ASCII`, or Gson";

/// A number of bytes.
pub(super) struct Bytes(pub(super) usize);

impl fmt::Display for Bytes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} byte{}", self.0, if self.0 == 1 { "" } else { "s" })
    }
}

/// The condition of a rule, if it has one.
pub(super) fn under(f: &mut fmt::Formatter<'_>, when: Option<&str>) -> fmt::Result {
    when.map_or(Ok(()), |when| write!(f, " {when}"))
}

/// The keys of an object, as far as a message has room for them.
pub(super) struct Keys<'a>(pub(super) &'a [String]);

impl fmt::Display for Keys<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const SHOWN: usize = 8;
        for (index, key) in self.0.iter().take(SHOWN).enumerate() {
            let separator = if index == 0 { "" } else { ", " };
            write!(f, "{separator}`{}`", Shortened(key))?;
        }
        if self.0.len() > SHOWN { f.write_str(", …") } else { Ok(()) }
    }
}

/// How much of a text that is too long keeps the limit.
pub(super) struct Fits(pub(super) usize);

impl fmt::Display for Fits {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            0 => f.write_str("; not even the first character fits"),
            1 => f.write_str("; the first character fits"),
            fits => write!(f, "; the first {fits} characters fit"),
        }
    }
}

/// A value as a message shows it: not too long, and without control characters.
pub(super) struct Shortened<'a>(pub(super) &'a str);

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

pub(super) fn did_you_mean(f: &mut fmt::Formatter<'_>, suggestion: Option<&str>) -> fmt::Result {
    match suggestion {
        Some(suggestion) => write!(f, "; did you mean `{suggestion}`?"),
        None => Ok(()),
    }
}
