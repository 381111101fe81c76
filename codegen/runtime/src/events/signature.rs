//! Signatures, compared in constant time.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit, Mac};
use sha1::{Digest, Sha1};
use sha2::Sha256;
use subtle::ConstantTimeEq;

use super::Encoding;
use crate::Secret;

/// SHA-1 of the values, sorted and joined, in lower-case hexadecimal.
pub(super) fn sorted_sha1<const N: usize>(mut values: [&str; N]) -> String {
    values.sort_unstable();
    let mut hash = Sha1::new();
    values.iter().for_each(|value| hash.update(value));
    hex(&hash.finalize())
}

/// HMAC-SHA256 of a body.
pub(super) fn hmac_sha256(secret: &Secret, body: &[u8], encoding: Encoding) -> String {
    // HMAC takes keys of any length.
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(secret.expose().as_bytes()) else {
        return String::new();
    };
    mac.update(body);
    let bytes = mac.finalize().into_bytes();
    match encoding {
        Encoding::Hex => hex(&bytes),
        Encoding::Base64 => STANDARD.encode(bytes),
    }
}

/// Whether two signatures are equal, in a time that does not depend on where they differ.
pub(super) fn are_equal(expected: &str, found: &[u8]) -> bool {
    !expected.is_empty() && bool::from(expected.as_bytes().ct_eq(found))
}

fn hex(bytes: &[u8]) -> String {
    let digit = |value: u8| char::from(if value < 10 { b'0' + value } else { b'a' - 10 + value });
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}
