//! The errors of commands. Each of them leads to exit code 2.

use std::fmt;
use std::io;
use std::path::Path;

use specwright::build;

use crate::paths;

/// An error of a command.
#[derive(Debug)]
pub(crate) enum Error {
    /// The spec has errors. The text contains all of them, rendered.
    Spec(String),
    /// The same in a machine-readable format, printed instead of the result.
    Report(String),
    /// Any other failure: one sentence, and how to correct it if that is known.
    Failure { problem: String, help: Option<String> },
}

impl Error {
    /// Creates an error with a message, without a full stop.
    pub(crate) fn new(problem: impl Into<String>) -> Self {
        Error::Failure { problem: problem.into(), help: None }
    }

    /// The command needs a feature that is disabled.
    pub(crate) fn not_in_this_build() -> Self {
        Error::new("this build does not have the command")
            .help("the features `workbench`, `mock` and `checker` of `specwright-cli` add it")
    }

    /// An I/O error; `doing` is a verb: `read`.
    pub(crate) fn io(doing: &str, path: &Path, error: &io::Error) -> Self {
        Error::new(format!("cannot {doing} `{}`: {error}", paths::shown(path)))
    }

    /// Adds how to correct the error.
    #[must_use]
    pub(crate) fn help(self, text: impl Into<String>) -> Self {
        match self {
            Error::Failure { problem, .. } => Error::Failure { problem, help: Some(text.into()) },
            Error::Spec(_) | Error::Report(_) => self,
        }
    }
}

impl From<build::Error> for Error {
    fn from(error: build::Error) -> Self {
        match error {
            build::Error::Io(path, error) => Error::io("read", &path, &error),
            build::Error::Spec(problems) => Error::Spec(problems),
            other => Error::new(other.to_string()),
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Error::Spec(problems) | Error::Report(problems) => f.write_str(problems),
            Error::Failure { problem, .. } => f.write_str(problem),
        }
    }
}
