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

/// Whether the predicate is true for any byte. Of a text whose length is none of an array, some bytes are tested twice,
/// which costs less than a loop.
#[inline(always)]
pub(crate) fn any(bytes: &[u8], is: impl Fn(u8) -> bool + Copy) -> bool {
    match bytes.len() {
        0..16 => any_of_few(bytes, is),
        16..32 => at_ends::<16>(bytes, is),
        32..64 => at_ends::<32>(bytes, is),
        count => {
            let rest = match count % 64 {
                0 => false,
                1..=16 => at_end::<16>(bytes, is),
                17..=32 => at_end::<32>(bytes, is),
                _ => at_end::<64>(bytes, is),
            };
            rest || bytes.chunks_exact(64).any(|block| at_end::<64>(block, is))
        }
    }
}

/// The same for fewer than 16 bytes.
#[inline(always)]
fn any_of_few(bytes: &[u8], is: impl Fn(u8) -> bool + Copy) -> bool {
    match bytes.len() {
        0..4 => bytes.iter().any(|byte| is(*byte)),
        4..8 => at_ends::<4>(bytes, is),
        _ => at_ends::<8>(bytes, is),
    }
}

/// The same for the first and the last `N` bytes.
#[inline(always)]
fn at_ends<const N: usize>(bytes: &[u8], is: impl Fn(u8) -> bool + Copy) -> bool {
    bytes.first_chunk::<N>().is_some_and(|first| in_array(first, is)) | at_end::<N>(bytes, is)
}

/// The same for the last `N` bytes.
#[inline(always)]
fn at_end<const N: usize>(bytes: &[u8], is: impl Fn(u8) -> bool) -> bool {
    bytes.last_chunk::<N>().is_some_and(|last| in_array(last, is))
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
