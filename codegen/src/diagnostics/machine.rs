//! Diagnostics for programs: JSON, and the commands of GitHub's workflows.

use serde_json::{Value, json};

use super::shown::{Position, Shown};
use super::{Diagnostics, Severity};
use crate::source::{Locator, Source};

impl Diagnostics {
    /// All of them by file and position, as an array of objects with `code`, `severity`, `message`, `file`,
    /// `line`, `column`, `end_line`, `end_column`, `label` and `help`. Lines and columns count from 1, columns
    /// in characters; the end is exclusive. `label` and `help` may be null.
    pub fn to_json(&self, sources: &[Source]) -> Value {
        let locator = Locator::new(sources);
        self.shown(&locator).iter().map(to_json).collect()
    }

    /// All of them by file and position, each as one line that a GitHub workflow shows beside the file.
    pub fn to_github(&self, sources: &[Source]) -> String {
        let locator = Locator::new(sources);
        self.shown(&locator).iter().map(to_github).collect()
    }
}

fn to_json(shown: &Shown<'_>) -> Value {
    let Position { line, column, end_line, end_column } = position(shown);
    let diagnostic = shown.diagnostic;
    json!({
        "code": diagnostic.code.as_str(),
        "severity": diagnostic.severity.as_str(),
        "message": diagnostic.message,
        "file": path(shown),
        "line": line,
        "column": column,
        "end_line": end_line,
        "end_column": end_column,
        "label": diagnostic.label,
        "help": diagnostic.help,
    })
}

fn to_github(shown: &Shown<'_>) -> String {
    let Position { line, column, end_line, end_column } = position(shown);
    let diagnostic = shown.diagnostic;
    let command = match diagnostic.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    };
    let file = escape_property(path(shown));
    let code = diagnostic.code;
    let mut message = diagnostic.message.clone();
    for (before, more) in [(": ", &diagnostic.label), ("\nhelp: ", &diagnostic.help)] {
        if let Some(more) = more {
            message.push_str(before);
            message.push_str(more);
        }
    }
    let message = escape_data(&message);
    format!(
        "::{command} file={file},line={line},endLine={end_line},col={column},endColumn={end_column},title={code}::{message}\n"
    )
}

fn position(shown: &Shown<'_>) -> Position {
    let start = Position { line: 1, column: 1, end_line: 1, end_column: 1 };
    shown.at.as_ref().map_or(start, |at| at.position())
}

fn path<'s>(shown: &'s Shown<'_>) -> &'s str {
    shown.at.as_ref().map_or("", |at| at.path)
}

fn escape_data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn escape_property(text: &str) -> String {
    escape_data(text).replace(':', "%3A").replace(',', "%2C")
}
