//! The spec's text: what was read, and where in it a thing stands.

mod lines;
mod locate;

pub use lines::Lines;
pub(crate) use lines::floor_char_boundary;
pub use locate::{Located, Locator};

use std::borrow::Cow;
use std::fmt;

/// One file of a spec.
///
/// ```
/// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/pets.rs"));
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let file = Source::new("models/pet.yaml", "model: Pet\n");
/// assert_eq!(file.bytes, b"model: Pet\n");
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct Source {
    /// The name that diagnostics show, with forward slashes: `spec/models/base_info.yaml`.
    pub path: String,
    /// What the file holds. It need not be UTF-8; a diagnostic says so when it is not.
    pub bytes: Vec<u8>,
}

/// With the text that the bytes are.
impl fmt::Debug for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Source").field("path", &self.path).field("text", &self.text()).finish()
    }
}

impl Source {
    /// A file that is text already.
    pub fn new(path: impl Into<String>, text: impl Into<String>) -> Source {
        Source { path: path.into(), bytes: text.into().into_bytes() }
    }

    /// The text without a byte order mark; bytes that are not UTF-8 become `U+FFFD`. Positions of diagnostics
    /// count from here.
    pub fn text(&self) -> Cow<'_, str> {
        String::from_utf8_lossy(self.bytes_after_mark())
    }

    /// The bytes after the byte order mark, where there is one.
    pub(crate) fn bytes_after_mark(&self) -> &[u8] {
        self.bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&self.bytes)
    }
}
