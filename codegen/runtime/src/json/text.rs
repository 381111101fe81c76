//! Strings.

use std::fmt;

use crate::scan;

/// The number of bytes of a text with escapes that are searched at once.
const BLOCK: usize = 32;

/// Writes a string with its quotes.
pub(super) fn string(text: &str, to: &mut Vec<u8>) {
    to.reserve(text.len() + 2);
    to.push(b'"');
    if scan::any(text.as_bytes(), scan::must_be_escaped) {
        escaped(text, to);
    } else {
        to.extend_from_slice(text.as_bytes());
    }
    to.push(b'"');
}

/// Writes the key of an object with its quotes. Inlined, so that a constant key is searched for escapes at compile
/// time.
#[inline(always)]
pub(super) fn key(text: &str, to: &mut Vec<u8>) {
    if scan::any(text.as_bytes(), scan::must_be_escaped) {
        return string(text, to);
    }
    to.reserve(text.len() + 2);
    to.push(b'"');
    to.extend_from_slice(text.as_bytes());
    to.push(b'"');
}

/// Writes the contents of a string in pieces.
pub(super) struct Contents<'a>(pub(super) &'a mut Vec<u8>);

impl fmt::Write for Contents<'_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        escaped(text, self.0);
        Ok(())
    }
}

/// Most blocks of a text with escapes have none.
fn escaped(text: &str, to: &mut Vec<u8>) {
    for block in text.as_bytes().chunks(BLOCK) {
        if scan::any(block, scan::must_be_escaped) {
            escaped_block(block, to);
        } else {
            to.extend_from_slice(block);
        }
    }
}

fn escaped_block(block: &[u8], to: &mut Vec<u8>) {
    let mut rest = block;
    while let Some(place) = rest.iter().position(|byte| scan::must_be_escaped(*byte)) {
        let (plain, from_place) = rest.split_at(place);
        to.extend_from_slice(plain);
        rest = match from_place {
            [byte, after @ ..] => {
                escape(*byte, to);
                after
            }
            [] => &[],
        };
    }
    to.extend_from_slice(rest);
}

fn escape(byte: u8, to: &mut Vec<u8>) {
    let short = match byte {
        b'"' | b'\\' => byte,
        0x08 => b'b',
        b'\t' => b't',
        b'\n' => b'n',
        0x0C => b'f',
        b'\r' => b'r',
        other => {
            // Only control characters are left: two hexadecimal digits.
            let [high, low] = [other >> 4, other & 0xF].map(hexadecimal);
            to.extend_from_slice(&[b'\\', b'u', b'0', b'0', high, low]);
            return;
        }
    };
    to.extend_from_slice(&[b'\\', short]);
}

/// The hexadecimal digit of a number below 16.
const fn hexadecimal(half: u8) -> u8 {
    if half < 10 { b'0' + half } else { b'a' + half - 10 }
}
