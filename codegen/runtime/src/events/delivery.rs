//! A request of the server, as a web framework has it.

use std::fmt;

/// The request with which the server delivers an event, or checks the address that events are sent to.
///
/// ```
/// use specwright_runtime::events::Delivery;
///
/// let delivery = Delivery::new(b"{}").query("timestamp=1760000100&nonce=998877").header("X-Signature", b"sha256=0");
/// assert!(format!("{delivery:?}").contains("2 bytes"));
/// ```
#[derive(Clone, Default)]
pub struct Delivery<'a> {
    pub(super) query: &'a str,
    pub(super) headers: Vec<(&'a str, &'a [u8])>,
    pub(super) body: &'a [u8],
}

impl<'a> Delivery<'a> {
    /// A request with this body: the bytes as they arrived, since the signature is of them.
    #[must_use]
    pub fn new(body: &'a [u8]) -> Self {
        Self { query: "", headers: Vec::new(), body }
    }

    /// The query of the address, percent-encoded, without the question mark.
    #[must_use]
    pub fn query(mut self, query: &'a str) -> Self {
        self.query = query;
        self
    }

    /// Adds a header.
    #[must_use]
    pub fn header(mut self, name: &'a str, value: &'a [u8]) -> Self {
        self.headers.push((name, value));
        self
    }

    /// Adds headers.
    #[must_use]
    pub fn headers(mut self, headers: impl IntoIterator<Item = (&'a str, &'a [u8])>) -> Self {
        self.headers.extend(headers);
        self
    }
}

/// Without the contents, which may hold secrets.
impl fmt::Debug for Delivery<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Delivery({} bytes)", self.body.len())
    }
}
