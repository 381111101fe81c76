//! Universally unique identifiers.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::str::FromStr;

/// A UUID in the form of RFC 9562: 32 hexadecimal digits in five groups. Any version and variant, and the nil and max
/// UUIDs, are accepted.
///
/// Digits are equal in either case; what was read is written again as it was.
///
/// ```
/// use specwright_runtime::Uuid;
///
/// let id: Uuid = "f81d4fae-7dec-11d0-a765-00a0c91e6bf6".parse()?;
/// assert_eq!(id, Uuid::from_u128(0xf81d4fae_7dec_11d0_a765_00a0c91e6bf6));
/// assert_eq!("F81D4FAE-7DEC-11D0-A765-00A0C91E6BF6".parse(), Ok(id));
/// assert!("f81d4fae7dec11d0a76500a0c91e6bf6".parse::<Uuid>().is_err());
/// # Ok::<(), specwright_runtime::UuidError>(())
/// ```
#[derive(Clone, Copy)]
pub struct Uuid {
    text: [u8; 36],
    value: u128,
}

impl Uuid {
    /// The UUID of this number, the first digit being the most significant. It is the number of other crates' types,
    /// such as `uuid::Uuid::as_u128`.
    pub const fn from_u128(value: u128) -> Self {
        let mut text = [b'-'; 36];
        let mut rest: &mut [u8] = &mut text;
        let mut index = 0;
        let mut shift = 128;
        while let [first, others @ ..] = rest {
            if !is_hyphen(index) {
                shift -= 4;
                let digit = (value >> shift & 0xF) as u8;
                *first = if digit < 10 { b'0' + digit } else { b'a' + digit - 10 };
            }
            index += 1;
            rest = others;
        }
        Self { text, value }
    }

    /// The number, the first digit being the most significant.
    pub const fn as_u128(self) -> u128 {
        self.value
    }

    /// The UUID that a literal represents. In a constant, a wrong one does not compile:
    ///
    /// ```
    /// use specwright_runtime::Uuid;
    ///
    /// const NIL: Uuid = Uuid::literal("00000000-0000-0000-0000-000000000000");
    /// assert_eq!(NIL.as_u128(), 0);
    /// ```
    ///
    /// ```compile_fail
    /// # use specwright_runtime::Uuid;
    /// const NIL: Uuid = Uuid::literal("00000000-0000-0000-0000");
    /// ```
    ///
    /// # Panics
    ///
    /// If the literal is not a UUID. Parse what is not a literal.
    #[expect(clippy::panic, reason = "in a constant, a panic is a compile error, which is the purpose")]
    pub const fn literal(text: &'static str) -> Self {
        match Self::read(text.as_bytes()) {
            Some(uuid) => uuid,
            None => panic!("not a UUID in the form 01234567-89ab-cdef-0123-456789abcdef"),
        }
    }

    const fn read(bytes: &[u8]) -> Option<Self> {
        let Some(text) = bytes.first_chunk::<36>() else { return None };
        let mut value: u128 = 0;
        let mut rest = bytes;
        let mut index = 0;
        while let [byte, others @ ..] = rest {
            if is_hyphen(index) {
                if *byte != b'-' {
                    return None;
                }
            } else {
                let Some(digit) = (*byte as char).to_digit(16) else { return None };
                value = value << 4 | digit as u128;
            }
            index += 1;
            rest = others;
        }
        if index == 36 { Some(Self { text: *text, value }) } else { None }
    }
}

const fn is_hyphen(index: u8) -> bool {
    matches!(index, 8 | 13 | 18 | 23)
}

impl FromStr for Uuid {
    type Err = UuidError;

    fn from_str(text: &str) -> Result<Self, UuidError> {
        Self::read(text.as_bytes()).ok_or(UuidError(()))
    }
}

impl fmt::Display for Uuid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // It consists of ASCII characters.
        f.pad(std::str::from_utf8(&self.text).unwrap_or_default())
    }
}

impl fmt::Debug for Uuid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Uuid({self})")
    }
}

impl PartialEq for Uuid {
    fn eq(&self, other: &Self) -> bool {
        self.value == other.value
    }
}

impl Eq for Uuid {}

impl PartialOrd for Uuid {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Uuid {
    fn cmp(&self, other: &Self) -> Ordering {
        self.value.cmp(&other.value)
    }
}

impl Hash for Uuid {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.value.hash(state);
    }
}

crate::parsed!(Uuid, "a UUID in a string");

/// A text that is not a UUID.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UuidError(());

impl fmt::Display for UuidError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a UUID has 32 hexadecimal digits, as in 01234567-89ab-cdef-0123-456789abcdef")
    }
}

impl std::error::Error for UuidError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_texts_are_the_same() {
        for value in [0, 1, u128::MAX, 0x0123_4567_89ab_cdef_0123_4567_89ab_cdef] {
            let uuid = Uuid::from_u128(value);
            assert_eq!(uuid.to_string().parse(), Ok(uuid));
            assert_eq!(uuid.to_string().parse::<Uuid>().unwrap().as_u128(), value);
        }
        let text = "01234567-89AB-cdef-0123-456789ABCDEF";
        assert_eq!(text.parse::<Uuid>().unwrap().to_string(), text);
    }

    #[test]
    fn other_forms_are_none() {
        let good = "01234567-89ab-cdef-0123-456789abcdef";
        let wrong = [
            "".to_owned(),
            good[..35].to_owned(),
            format!("{good}0"),
            format!("{{{good}}}"),
            format!("urn:uuid:{good}"),
            good.replace('-', ""),
            good.replacen('-', "0", 1),
            good.replace('a', "g"),
            good.replace('a', "-"),
            good.replace('0', "０"),
        ];
        for text in wrong {
            assert_eq!(text.parse::<Uuid>(), Err(UuidError(())), "{text}");
        }
    }
}
