//! The spellings of characters in addresses, forms, JSON and HTML.

use std::ops::Range;

use percent_encoding::percent_decode;

/// Maximum number of bytes that one byte of a secret takes in any spelling.
pub(super) const MAX_BYTES: usize = 12;

/// A text whose escapes are decoded, whatever format they are of. Every `+` is a space, for which forms write it.
pub(super) struct Decoded {
    pub(super) bytes: Vec<u8>,
    /// For each byte, the range of the text that it was decoded from.
    origins: Vec<Range<usize>>,
}

impl Decoded {
    pub(super) fn new(text: &str) -> Self {
        let mut decoded =
            Self { bytes: Vec::with_capacity(text.len()), origins: Vec::with_capacity(text.len()) };
        let mut rest = text;
        while let Some(first) = rest.as_bytes().first() {
            let start = text.len() - rest.len();
            let after = match first {
                b'%' => percent(rest).map(|byte| decoded.push(&[byte], start, 3)),
                b'\\' => backslash(rest).map(|(char, length)| decoded.push_char(char, start, length)),
                b'&' => entity(rest).map(|(char, length)| decoded.push_char(char, start, length)),
                _ => None,
            };
            let length = after.unwrap_or_else(|| {
                let length = rest.chars().next().map_or(1, char::len_utf8);
                let bytes = rest.as_bytes().get(..length).unwrap_or_default();
                for (index, byte) in bytes.iter().enumerate() {
                    decoded.push(&[*byte], start + index, 1);
                }
                length
            });
            rest = rest.get(length..).unwrap_or_default();
        }
        decoded
    }

    /// The range of the text that these bytes were decoded from.
    pub(super) fn origin(&self, bytes: Range<usize>) -> Option<Range<usize>> {
        let first = self.origins.get(bytes.start)?;
        let last = self.origins.get(bytes.end.checked_sub(1)?)?;
        Some(first.start..last.end)
    }

    /// Adds bytes that were decoded from `length` bytes of the text.
    fn push(&mut self, bytes: &[u8], start: usize, length: usize) -> usize {
        self.bytes.extend(bytes.iter().map(|byte| if *byte == b'+' { b' ' } else { *byte }));
        self.origins.extend(bytes.iter().map(|_| start..start + length));
        length
    }

    fn push_char(&mut self, char: char, start: usize, length: usize) -> usize {
        self.push(char.encode_utf8(&mut [0; 4]).as_bytes(), start, length)
    }
}

/// A byte in an address or a form: `%2F`, `%2f`.
fn percent(text: &str) -> Option<u8> {
    let mut decoded = percent_decode(text.as_bytes().get(..3)?);
    let byte = decoded.next()?;
    decoded.next().is_none().then_some(byte)
}

/// A character in JSON or Rust, and the number of bytes of its escape: `\/`, `\"`, `\u002f`, `\ud842\udfb7`.
fn backslash(text: &str) -> Option<(char, usize)> {
    let unit = |at: usize| {
        let digits = text.get(at..)?.strip_prefix("\\u")?.get(..4)?;
        u16::from_str_radix(digits, 16).ok()
    };
    match text.as_bytes().get(1)? {
        byte @ (b'"' | b'\\' | b'/' | b'\'') => Some((char::from(*byte), 2)),
        _ => {
            let first = unit(0)?;
            let units = [first, unit(6).unwrap_or(0)];
            let char = char::decode_utf16(units).next()?.ok()?;
            Some((char, char.len_utf16() * 6))
        }
    }
}

/// A character in HTML, and the number of bytes of its entity: `&amp;`, `&#38;`, `&#x26;`.
fn entity(text: &str) -> Option<(char, usize)> {
    let (end, _) = text.char_indices().take(11).find(|(_, c)| *c == ';')?;
    let entity = text.get(1..end)?;
    let number = |digits: &str, radix| u32::from_str_radix(digits, radix).ok().and_then(char::from_u32);
    let char = match (entity.strip_prefix("#x").or(entity.strip_prefix("#X")), entity.strip_prefix('#')) {
        (Some(digits), _) => number(digits, 16),
        (None, Some(digits)) => number(digits, 10),
        (None, None) => match entity {
            "amp" => Some('&'),
            "lt" => Some('<'),
            "gt" => Some('>'),
            "quot" => Some('"'),
            "apos" => Some('\''),
            _ => None,
        },
    };
    Some((char?, end + 1))
}
