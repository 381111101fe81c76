//! Bytes as base64.

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

/// Bytes that are base64 text on the wire, with the alphabet and the padding of RFC 4648, section 4.
///
/// ```
/// use specwright_runtime::Base64;
///
/// let key = Base64::encode([0xFB, 0xFF]);
/// assert_eq!(key.as_str(), "+/8=");
/// assert_eq!("+/8=".parse::<Base64>()?.decode(), [0xFB, 0xFF]);
/// assert!("-_8=".parse::<Base64>().is_err());
/// # Ok::<(), specwright_runtime::Base64Error>(())
/// ```
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Base64(Cow<'static, str>);

impl Base64 {
    /// Encodes these bytes.
    pub fn encode(bytes: impl AsRef<[u8]>) -> Self {
        Self(STANDARD.encode(bytes).into())
    }

    /// The bytes.
    pub fn decode(&self) -> Vec<u8> {
        // Every value of the type is valid base64.
        STANDARD.decode(self.0.as_bytes()).unwrap_or_default()
    }

    /// The text on the wire.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The bytes that a literal represents. In a constant, a wrong one does not compile:
    ///
    /// ```
    /// use specwright_runtime::Base64;
    ///
    /// const HELLO: Base64 = Base64::literal("aGVsbG8=");
    /// assert_eq!(HELLO.decode(), b"hello");
    /// ```
    ///
    /// ```compile_fail
    /// # use specwright_runtime::Base64;
    /// const HELLO: Base64 = Base64::literal("aGVsbG8");
    /// ```
    ///
    /// # Panics
    ///
    /// If the literal is not base64. Parse what is not a literal.
    #[expect(clippy::panic, reason = "in a constant, a panic is a compile error, which is the purpose")]
    pub const fn literal(text: &'static str) -> Self {
        if !is_base64(text.as_bytes()) {
            panic!("not base64 with padding");
        }
        Self(Cow::Borrowed(text))
    }
}

/// Whether it is base64 with padding, in which the bits that encode nothing are 0.
const fn is_base64(text: &[u8]) -> bool {
    let (digits, unused) = match text {
        [digits @ .., b'=', b'='] => (digits, 0b1111),
        [digits @ .., b'='] => (digits, 0b11),
        digits => (digits, 0),
    };
    let mut last = 0;
    let mut rest = digits;
    while let [byte, others @ ..] = rest {
        last = match byte {
            b'A'..=b'Z' => *byte - b'A',
            b'a'..=b'z' => *byte - b'a' + 26,
            b'0'..=b'9' => *byte - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            _ => return false,
        };
        rest = others;
    }
    text.len() % 4 == 0 && last & unused == 0
}

impl FromStr for Base64 {
    type Err = Base64Error;

    fn from_str(text: &str) -> Result<Self, Base64Error> {
        if is_base64(text.as_bytes()) { Ok(Self(text.to_owned().into())) } else { Err(Base64Error(())) }
    }
}

impl fmt::Display for Base64 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl fmt::Debug for Base64 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Base64({})", self.0)
    }
}

crate::parsed!(Base64, "bytes as base64 in a string");

/// A text that is not base64.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Base64Error(());

impl fmt::Display for Base64Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(
            "base64 consists of groups of four letters, digits, `+` and `/`, the last with padding by `=`",
        )
    }
}

impl std::error::Error for Base64Error {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_encoded_is_decoded() {
        for length in 0..70_u8 {
            let bytes: Vec<u8> = (0..length).map(|byte| byte.wrapping_mul(37)).collect();
            let text = Base64::encode(&bytes);
            assert_eq!(text.as_str().parse(), Ok(text.clone()));
            assert_eq!(text.decode(), bytes);
        }
    }

    #[test]
    fn what_the_decoder_refuses_is_refused() {
        let digits = ["", "A", "/", "=", "-", "B", "g", "\n", "é"];
        for first in digits {
            for second in digits {
                for third in digits {
                    for fourth in digits {
                        let text = format!("{first}{second}{third}{fourth}");
                        assert_eq!(is_base64(text.as_bytes()), STANDARD.decode(&text).is_ok(), "{text}");
                    }
                }
            }
        }
        assert!(!is_base64(b"AA==AAAA"));
    }
}
