//! Why a command could not do its work. Each of these ends with exit code 2.

use std::fmt;
use std::io;
use std::path::Path;

use specwright::build;

use crate::paths;

/// Why a command could not do its work.
#[derive(Debug)]
pub(crate) enum Error {
    /// The spec is wrong. The text shows every problem and is printed as it is.
    Spec(String),
    /// The same in a format for programs, which read it where they expect the result.
    Report(String),
    /// Anything else: one sentence, and how to mend it where that is known.
    Failure { problem: String, help: Option<String> },
}

impl Error {
    /// A sentence without a full stop.
    pub(crate) fn new(problem: impl Into<String>) -> Self {
        Error::Failure { problem: problem.into(), help: None }
    }

    /// The disk refused. `doing` is what was tried: `read`.
    pub(crate) fn io(doing: &str, path: &Path, error: &io::Error) -> Self {
        Error::new(format!("cannot {doing} `{}`: {error}", paths::shown(path)))
    }

    /// Says how to mend it.
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
