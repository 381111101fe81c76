//! The spec's files, and positions in them.

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
    /// The path in diagnostics, with forward slashes: `spec/models/base_info.yaml`.
    pub path: String,
    /// The contents. Invalid UTF-8 is reported as a diagnostic.
    pub bytes: Vec<u8>,
}

/// The contents are shown as text.
impl fmt::Debug for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Source").field("path", &self.path).field("text", &self.text()).finish()
    }
}

impl Source {
    /// Creates a source from text.
    pub fn new(path: impl Into<String>, text: impl Into<String>) -> Source {
        Source { path: path.into(), bytes: text.into().into_bytes() }
    }

    /// The text without a byte order mark; invalid UTF-8 is replaced by U+FFFD. Positions of diagnostics are relative
    /// to this text.
    pub fn text(&self) -> Cow<'_, str> {
        String::from_utf8_lossy(self.bytes_after_mark())
    }

    /// The bytes without a byte order mark.
    pub(crate) fn bytes_after_mark(&self) -> &[u8] {
        self.bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&self.bytes)
    }
}
