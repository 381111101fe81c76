//! Errors of reading.

use std::fmt;

use super::Node;

/// The error of a value that cannot be read, with its path: `card.sku.quantity: expected an integer, found null`.
#[derive(Clone, PartialEq, Eq)]
pub struct Error(Box<Inner>);

#[derive(Clone, PartialEq, Eq)]
struct Inner {
    path: String,
    problem: String,
}

impl Error {
    pub(crate) fn new(problem: impl fmt::Display) -> Self {
        Self(Box::new(Inner { path: String::new(), problem: problem.to_string() }))
    }

    pub(crate) fn expected(what: &str, found: &Node<'_>) -> Self {
        Self::new(format_args!("expected {what}, found {found}"))
    }

    /// The same error, below this key.
    pub(crate) fn at(mut self, key: &str) -> Self {
        let path = &mut self.0.path;
        if !path.is_empty() && !path.starts_with('[') {
            path.insert(0, '.');
        }
        path.insert_str(0, key);
        self
    }

    /// The same error, in this element of a list.
    pub(crate) fn at_index(mut self, index: usize) -> Self {
        let dot = if self.0.path.is_empty() || self.0.path.starts_with('[') { "" } else { "." };
        self.0.path.insert_str(0, &format!("[{index}]{dot}"));
        self
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Inner { path, problem } = &*self.0;
        if path.is_empty() { f.write_str(problem) } else { write!(f, "{path}: {problem}") }
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl std::error::Error for Error {}
