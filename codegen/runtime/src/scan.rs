//! Tests all bytes of a text, many at a time.
//!
//! Each text of a request is searched twice: for forbidden characters, and for those that JSON must escape. Byte by
//! byte, this would be most of the cost of a request. A loop over an array of constant length without an early return
//! compiles to a few vector instructions on every target, without `unsafe`; for a constant text it is evaluated
//! at compile time.

/// Whether the byte must be escaped in a JSON string.
#[inline]
pub(crate) const fn must_be_escaped(byte: u8) -> bool {
    (byte < 0x20) | (byte == b'"') | (byte == b'\\')
}

/// Whether the byte is a control character without a short escape in JSON: one below U+0020 other than
/// backspace, tab, newline, form feed and return.
#[inline]
pub(crate) const fn is_forbidden_control(byte: u8) -> bool {
    // 8 to 13 have a short escape, except 11. Without branches, so that it can be vectorised.
    (byte < 0x20) & ((byte.wrapping_sub(8) > 5) | (byte == 11))
}

/// Whether the predicate is true for any byte.
#[inline(always)]
pub(crate) fn any(bytes: &[u8], is: impl Fn(u8) -> bool + Copy) -> bool {
    if let Some(last) = bytes.last_chunk::<16>() {
        let mut blocks = bytes.chunks_exact(64);
        for block in &mut blocks {
            if in_all::<64>(block, is) {
                return true;
            }
        }
        for word in blocks.remainder().chunks_exact(16) {
            if in_all::<16>(word, is) {
                return true;
            }
        }
        // The last word contains the remaining bytes and may overlap the one before.
        return in_array(last, is);
    }
    if let (Some(first), Some(last)) = (bytes.first_chunk::<8>(), bytes.last_chunk::<8>()) {
        return in_array(first, is) | in_array(last, is);
    }
    if let (Some(first), Some(last)) = (bytes.first_chunk::<4>(), bytes.last_chunk::<4>()) {
        return in_array(first, is) | in_array(last, is);
    }
    bytes.iter().any(|byte| is(*byte))
}

/// The same for a slice of `N` bytes.
#[inline(always)]
fn in_all<const N: usize>(bytes: &[u8], is: impl Fn(u8) -> bool) -> bool {
    bytes.first_chunk::<N>().is_some_and(|bytes| in_array(bytes, is))
}

#[inline(always)]
fn in_array<const N: usize>(bytes: &[u8; N], is: impl Fn(u8) -> bool) -> bool {
    bytes.iter().fold(false, |found, byte| found | is(*byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_byte_is_found_at_any_position() {
        for length in 0..200 {
            let mut bytes = vec![b'a'; length];
            assert!(!any(&bytes, must_be_escaped), "{length} bytes");
            for place in 0..length {
                bytes[place] = b'"';
                assert!(any(&bytes, must_be_escaped), "{place} of {length}");
                bytes[place] = b'a';
            }
        }
    }

    #[test]
    fn the_predicates_match_json() {
        for byte in 0..=u8::MAX {
            let control = byte < 0x20;
            let short = matches!(byte, 0x08 | b'\t' | b'\n' | 0x0C | b'\r');
            assert_eq!(is_forbidden_control(byte), control && !short, "{byte:#04x}");
            assert_eq!(must_be_escaped(byte), control || matches!(byte, b'"' | b'\\'), "{byte:#04x}");
        }
    }
}
