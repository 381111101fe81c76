//! Values as they are in Redis: plain, or encrypted.

use std::fmt;

use aes_gcm::aead::{Aead, Generate, Payload};
use aes_gcm::{Aes256Gcm, KeyInit, Nonce};
use specwright_runtime::StoreError;

/// The beginning of an encrypted value, which the number of its form follows.
const MARK: &[u8] = b"specwright-aes256gcm ";

/// The number of the form that this version writes and reads, and the end of the line.
const FORMAT: &[u8] = b"1\n";

/// Number of bytes of a nonce.
const NONCE_BYTES: usize = 12;

/// Encrypts values, if there is a key.
#[derive(Clone, Default)]
pub(crate) struct Seal(Option<Aes256Gcm>);

impl Seal {
    pub(crate) fn new(key: &[u8; 32]) -> Self {
        Self(Some(Aes256Gcm::new(key.into())))
    }

    /// The value as it is stored under this name. The nonce is random: a key serves for 2³² values, which is one a second
    /// for a hundred years.
    pub(crate) fn close(&self, name: &str, value: Vec<u8>) -> Result<Vec<u8>, StoreError> {
        let Some(cipher) = &self.0 else {
            return Ok(value);
        };
        let nonce = Nonce::try_generate().map_err(|_| StoreError::new("the system has no random numbers"))?;
        let payload = Payload { msg: &value, aad: name.as_bytes() };
        let encrypted =
            cipher.encrypt(&nonce, payload).map_err(|_| StoreError::new("the value is too long"))?;
        Ok([MARK, FORMAT, &nonce, &encrypted].concat())
    }

    /// The value that is stored under this name. `None` if it has another form than this store writes.
    pub(crate) fn open(&self, name: &str, stored: &[u8]) -> Result<Option<Vec<u8>>, StoreError> {
        let sealed = stored.strip_prefix(MARK);
        match (&self.0, sealed.map(|sealed| sealed.strip_prefix(FORMAT))) {
            (None, None) => Ok(Some(stored.to_vec())),
            (None, Some(_)) => {
                let problem = format!("the value of `{name}` is encrypted, and the store has no key");
                Err(StoreError::new(problem))
            }
            (Some(_), None | Some(None)) => Ok(None),
            (Some(cipher), Some(Some(sealed))) => {
                let parts = sealed.split_at_checked(NONCE_BYTES);
                let opened = parts.and_then(|(nonce, encrypted)| {
                    let payload = Payload { msg: encrypted, aad: name.as_bytes() };
                    cipher.decrypt(nonce.try_into().ok()?, payload).ok()
                });
                let problem =
                    || format!("the value of `{name}` was encrypted with another key, or was changed");
                opened.map(Some).ok_or_else(|| StoreError::new(problem()))
            }
        }
    }
}

impl fmt::Debug for Seal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.0.is_some() { "AES-256-GCM" } else { "plain" })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seal(byte: u8) -> Seal {
        Seal::new(&[byte; 32])
    }

    #[test]
    fn a_value_is_encrypted_for_its_name_with_a_new_nonce() {
        let (one, two) = (seal(7).close("a", b"T1".to_vec()), seal(7).close("a", b"T1".to_vec()));
        let (one, two) = (one.unwrap(), two.unwrap());
        assert_ne!(one, two);
        assert!(!one.windows(2).any(|bytes| bytes == b"T1"));
        assert_eq!(seal(7).open("a", &one).unwrap().unwrap(), b"T1");
        let mut changed = one.clone();
        *changed.last_mut().unwrap() ^= 1;
        for (seal, name, value) in [
            (seal(8), "a", one.as_slice()),
            (seal(7), "b", &one),
            (seal(7), "a", &changed),
            (seal(7), "a", b"specwright-aes256gcm 1\nshort"),
        ] {
            let error = seal.open(name, value).unwrap_err().to_string();
            assert!(error.ends_with("was encrypted with another key, or was changed"), "{error}");
        }
    }

    #[test]
    fn a_value_of_another_form_is_none() {
        assert_eq!(seal(7).open("a", b"plain").unwrap(), None);
        assert_eq!(seal(7).open("a", b"specwright-aes256gcm 2\n0123").unwrap(), None);
        assert_eq!(Seal::default().open("a", b"plain").unwrap().unwrap(), b"plain");
        let error = Seal::default().open("a", b"specwright-aes256gcm 2\n0123").unwrap_err().to_string();
        assert!(error.ends_with("the value of `a` is encrypted, and the store has no key"), "{error}");
    }
}
