//! Diagnostics in machine-readable formats: JSON, and GitHub's workflow commands.

use serde_json::{Value, json};

use super::shown::Shown;
use super::{Annotation, Diagnostics};
use crate::source::{Located, Locator, Source};

impl Diagnostics {
    /// The diagnostics as JSON, one object:
    ///
    /// | key | value |
    /// |---|---|
    /// | `errors`, `warnings` | their numbers |
    /// | `diagnostics` | all diagnostics, by file and position |
    ///
    /// Each diagnostic has
    ///
    /// | key | value |
    /// |---|---|
    /// | `code`, `severity` | `SW0107`; `error` or `warning` |
    /// | `message`, `label`, `help` | the problem; the annotation of the caret; how to correct it. The last two may be
    /// null |
    /// | `related` | related places, each with a `label` and its position |
    ///
    /// and, like each related place, a position, whose end is exclusive:
    ///
    /// | key | value |
    /// |---|---|
    /// | `file` | the path, as it was passed in |
    /// | `line`, `end_line` | from 1 |
    /// | `column`, `end_column` | in characters, from 1 |
    /// | `utf16_column`, `end_utf16_column` | in UTF-16 code units, from 1, as some editors count |
    /// | `byte_offset`, `end_byte_offset` | in bytes, from 0 |
    ///
    /// # Examples
    ///
    /// ```
    /// use specwright::{Source, check};
    ///
    /// let sources = [Source::new("card.yaml", "model: Card\ndoc: 票\nfeilds: {}\n")];
    /// let report = check::check(&sources).unwrap_err().to_json(&sources);
    /// let all = report["diagnostics"].as_array().unwrap();
    /// let unknown_key = all.iter().find(|one| one["code"] == "SW0301").unwrap();
    /// assert_eq!((&unknown_key["line"], &unknown_key["column"]), (&3.into(), &1.into()));
    /// assert_eq!((&unknown_key["byte_offset"], &unknown_key["end_byte_offset"]), (&21.into(), &27.into()));
    /// ```
    pub fn to_json(&self, sources: &[Source]) -> Value {
        let locator = Locator::new(sources);
        let diagnostics: Value = self.shown(&locator).iter().map(to_json).collect();
        json!({
            "errors": self.error_count(),
            "warnings": self.warning_count(),
            "diagnostics": diagnostics,
        })
    }

    /// The diagnostics by file and position as GitHub workflow commands, which annotate the files:
    /// see [`Annotation::to_github`].
    pub fn to_github(&self, sources: &[Source]) -> String {
        let locator = Locator::new(sources);
        let annotations: Vec<_> = self.shown(&locator).iter().map(to_annotation).collect();
        Annotation::to_github(&annotations)
    }
}

fn to_json(shown: &Shown<'_>) -> Value {
    let diagnostic = shown.diagnostic;
    let related = shown.related.iter().map(|(at, label)| located(json!({ "label": label }), Some(at)));
    let json = json!({
        "code": diagnostic.code.as_str(),
        "severity": diagnostic.severity.as_str(),
        "message": diagnostic.message,
        "label": diagnostic.label,
        "help": diagnostic.help,
        "related": related.collect::<Value>(),
    });
    located(json, shown.at.as_ref())
}

/// Adds a position to an object.
fn located(mut object: Value, at: Option<&Located<'_>>) -> Value {
    let position = at.map(Located::position).unwrap_or_default();
    if let Value::Object(entries) = &mut object {
        entries.insert("file".to_owned(), at.map_or("", |at| at.path).into());
        entries.extend(position.entries().map(|(key, number)| (key.to_owned(), number.into())));
    }
    object
}

fn to_annotation(shown: &Shown<'_>) -> Annotation {
    let diagnostic = shown.diagnostic;
    let mut message = diagnostic.message.clone();
    message.extend(diagnostic.label.iter().map(|label| format!(": {label}")));
    for (at, label) in &shown.related {
        message.push_str(&format!("\n{}:{}: {label}", at.path, at.position().line));
    }
    message.extend(diagnostic.help.iter().map(|help| format!("\nhelp: {help}")));
    let file = shown.at.as_ref().map(|at| at.path.to_owned());
    let annotation = Annotation::new(diagnostic.severity, file, diagnostic.code.as_str(), message);
    match &shown.at {
        Some(at) => annotation.at(at.position()),
        None => annotation,
    }
}
