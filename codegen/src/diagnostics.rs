//! What is wrong with a spec, where, and how to mend it.

use std::fmt;

/// One problem of a spec, or a lint about it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Diagnostic {
    /// The stable name of this kind of problem.
    pub code: Code,
    /// Whether it stops the generation.
    pub severity: Severity,
    /// Where it stands.
    pub place: Place,
    /// What is wrong: one sentence without a full stop.
    pub message: String,
    /// What the caret in the excerpt points at, in a few words.
    pub label: Option<String>,
    /// How to mend it.
    pub help: Option<String>,
}

/// How bad a diagnostic is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Nothing is generated.
    Error,
    /// Something is generated all the same.
    Warning,
}

/// Where in the spec a problem stands. It costs nothing to make; it is resolved to a line and a column only
/// when the diagnostic is rendered.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The index of the file among the sources.
    pub file: usize,
    /// Where in it.
    pub spot: Spot,
}

/// A spot in one file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Spot {
    /// The file as a whole: its first character.
    File,
    /// A range of bytes.
    Bytes(usize, usize),
    /// The key at the end of this path; list elements are named by their position in decimal digits.
    Key(Vec<String>),
    /// The value at the end of this path. Where the path leads nowhere, its longest existing beginning.
    Value(Vec<String>),
}

/// The stable name of a kind of problem.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Code {}

impl Code {
    /// As it is shown: `SW0107`.
    pub fn as_str(self) -> &'static str {
        match self {}
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// All problems of one run, in the order of file and position.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Diagnostics {
    items: Vec<Diagnostic>,
}

impl Diagnostics {
    /// Adds one.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.items.push(diagnostic);
    }

    /// All of them.
    pub fn iter(&self) -> impl Iterator<Item = &Diagnostic> {
        self.items.iter()
    }

    /// Whether one of them stops the generation.
    pub fn has_errors(&self) -> bool {
        self.items.iter().any(|item| item.severity == Severity::Error)
    }
}
