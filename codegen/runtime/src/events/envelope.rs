//! The encryption of [`Envelope::AesCbcWithId`](super::Envelope::AesCbcWithId).

use std::fmt;

use aes::Aes256;
use base64::Engine;
use base64::alphabet;
use base64::engine::DecodePaddingMode;
use base64::engine::general_purpose::{GeneralPurpose, GeneralPurposeConfig, STANDARD};
use cbc::cipher::block_padding::NoPadding;
use cbc::cipher::{BlockModeDecrypt, BlockModeEncrypt, KeyIvInit};

/// The padded length is a multiple of this, and so the padding has 1 to 32 bytes, although the cipher's blocks have 16.
const PADDING_BLOCK: usize = 32;

/// The random bytes at the beginning.
const RANDOM: usize = 16;

/// The bytes that state the number of bytes of the message.
const COUNT: usize = 4;

/// The number of characters of a key.
pub(super) const KEY_CHARACTERS: usize = 43;

/// The 43 characters of a key carry two bits more than its 32 bytes. They are random, so that a decoder that requires
/// zeros would refuse three keys of four.
const LENIENT: GeneralPurpose = GeneralPurpose::new(
    &alphabet::STANDARD,
    GeneralPurposeConfig::new()
        .with_decode_allow_trailing_bits(true)
        .with_decode_padding_mode(DecodePaddingMode::RequireNone),
);

/// A key, which is never shown.
#[derive(Clone)]
pub(super) struct Key([u8; 32]);

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[redacted]")
    }
}

impl Key {
    /// The key of 43 characters of base64; `None` if these are others.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let mut key = [0; 32];
        let is_long_enough = text.len() == KEY_CHARACTERS;
        (is_long_enough && LENIENT.decode_slice_unchecked(text, &mut key).is_ok_and(|length| length == 32))
            .then_some(Self(key))
    }

    fn iv(&self) -> &[u8] {
        self.0.get(..16).unwrap_or_default()
    }
}

/// The encrypted bytes in base64; `None` if it is not base64 of at least two of the cipher's blocks.
pub(super) fn decode(encrypted: &str) -> Option<Vec<u8>> {
    let bytes = STANDARD.decode(encrypted).ok()?;
    (bytes.len() > RANDOM && bytes.len() % 16 == 0).then_some(bytes)
}

/// A message that was decrypted.
pub(super) struct Opened {
    pub(super) message: String,
    /// The receiver's id.
    pub(super) id: String,
}

/// Decrypts a message; `None` if it was not encrypted with this key, as far as can be seen.
pub(super) fn open(key: &Key, mut bytes: Vec<u8>) -> Option<Opened> {
    let cipher = cbc::Decryptor::<Aes256>::new_from_slices(&key.0, key.iv()).ok()?;
    // The padding has up to 32 bytes, which the unpadding of a cipher of 16 would refuse.
    cipher.decrypt_padded::<NoPadding>(&mut bytes).ok()?;
    let padding = usize::from(*bytes.last()?);
    let length = bytes.len().checked_sub(padding).filter(|_| (1..=PADDING_BLOCK).contains(&padding))?;
    let count = bytes.get(RANDOM..RANDOM + COUNT)?.try_into().ok()?;
    let end = usize::try_from(u32::from_be_bytes(count)).ok()?.checked_add(RANDOM + COUNT)?;
    let id = std::str::from_utf8(bytes.get(end..length)?).ok()?.to_owned();
    bytes.truncate(end);
    bytes.drain(..RANDOM + COUNT);
    Some(Opened { message: String::from_utf8(bytes).ok()?, id })
}

/// Encrypts a message, in base64; `None` if the message is too long.
pub(super) fn seal(key: &Key, random: &[u8; RANDOM], message: &str, id: &str) -> Option<String> {
    let count = u32::try_from(message.len()).ok()?;
    let mut plain = Vec::with_capacity(RANDOM + COUNT + message.len() + id.len() + PADDING_BLOCK);
    plain.extend_from_slice(random);
    plain.extend_from_slice(&count.to_be_bytes());
    plain.extend_from_slice(message.as_bytes());
    plain.extend_from_slice(id.as_bytes());
    let padding = PADDING_BLOCK - plain.len() % PADDING_BLOCK;
    plain.resize(plain.len() + padding, u8::try_from(padding).ok()?);
    let cipher = cbc::Encryptor::<Aes256>::new_from_slices(&key.0, key.iv()).ok()?;
    let length = plain.len();
    Some(STANDARD.encode(cipher.encrypt_padded::<NoPadding>(&mut plain, length).ok()?))
}
