//! Places in the spec.

/// A place in the spec, which is cheap to create. It is resolved to a line and a column only
/// when the diagnostic is rendered.
///
/// ```
/// use specwright::diagnostics::Place;
///
/// // The value of `max_bytes` of a field in the first of the sources.
/// let place = Place::value(0, ["fields", "title", "max_bytes"]);
/// assert_eq!(place.file, 0);
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The index of the file among the sources.
    pub file: usize,
    /// The place in the file.
    pub spot: Spot,
}

/// A place in one file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Spot {
    /// The whole file, shown at its first character.
    File,
    /// A range of bytes.
    Bytes(usize, usize),
    /// The key at the end of this path. List elements are named by their index in decimal digits.
    Key(Vec<String>),
    /// The value at the end of this path; if it does not exist, the value at its longest existing prefix.
    Value(Vec<String>),
    /// A part of the value at the end of this path: the first occurrence of this text, or the whole
    /// value if there is none.
    Part(Vec<String>, String),
}

impl Place {
    /// The whole file.
    pub fn file(file: usize) -> Place {
        Place { file, spot: Spot::File }
    }

    /// A range of bytes; `end` is exclusive.
    pub fn bytes(file: usize, start: usize, end: usize) -> Place {
        Place { file, spot: Spot::Bytes(start, end) }
    }

    /// The key at the end of this path: `Place::key(0, ["fields", "title", "max_bytes"])`.
    pub fn key<S: Into<String>>(file: usize, path: impl IntoIterator<Item = S>) -> Place {
        Place { file, spot: Spot::Key(path.into_iter().map(Into::into).collect()) }
    }

    /// The value at the end of this path: `Place::value(0, ["fields", "title", "max_bytes"])`.
    pub fn value<S: Into<String>>(file: usize, path: impl IntoIterator<Item = S>) -> Place {
        Place { file, spot: Spot::Value(path.into_iter().map(Into::into).collect()) }
    }

    /// The keys that lead to it; `None` for a place that is not a node.
    pub fn path(&self) -> Option<&[String]> {
        match &self.spot {
            Spot::Key(path) | Spot::Value(path) | Spot::Part(path, _) => Some(path),
            Spot::File | Spot::Bytes(..) => None,
        }
    }
}
