//! Workflow commands by which GitHub annotates files.

use super::render::printable;
use super::{Position, Severity};

/// The number of errors, of warnings and of notices that GitHub shows for a step. Further ones are only in the log.
const SHOWN: usize = 10;

/// An annotation of a file.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Annotation {
    /// Its severity.
    pub weight: Weight,
    /// The path of the file, from the root of the repository; `None` if it concerns no file.
    pub file: Option<String>,
    /// The position in the file.
    spot: Option<Spot>,
    /// A short title: for example a code.
    pub title: String,
    /// The message, which may have several lines.
    pub message: String,
}

/// The severity of an annotation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weight {
    /// An error.
    Error,
    /// A warning.
    Warning,
    /// A notice.
    Notice,
}

impl Weight {
    const ALL: [Weight; 3] = [Weight::Error, Weight::Warning, Weight::Notice];

    fn as_str(self) -> &'static str {
        match self {
            Weight::Error => "error",
            Weight::Warning => "warning",
            Weight::Notice => "notice",
        }
    }
}

impl From<Severity> for Weight {
    fn from(severity: Severity) -> Weight {
        match severity {
            Severity::Error => Weight::Error,
            Severity::Warning => Weight::Warning,
        }
    }
}

/// A position in a file.
#[derive(Clone, Debug)]
enum Spot {
    /// A line, from 1.
    Line(usize),
    Range(Position),
}

impl Annotation {
    /// Creates an annotation of a whole file, or of none.
    pub fn new(
        weight: impl Into<Weight>,
        file: Option<String>,
        title: impl Into<String>,
        message: impl Into<String>,
    ) -> Annotation {
        Annotation { weight: weight.into(), file, spot: None, title: title.into(), message: message.into() }
    }

    /// Sets the line, from 1.
    #[must_use]
    pub fn at_line(self, line: usize) -> Annotation {
        Annotation { spot: Some(Spot::Line(line)), ..self }
    }

    /// Sets the range.
    #[must_use]
    pub fn at(self, position: Position) -> Annotation {
        Annotation { spot: Some(Spot::Range(position)), ..self }
    }

    /// All annotations, one per line. If GitHub would drop some, the last one that it shows states their number.
    ///
    /// # Examples
    ///
    /// ```
    /// use specwright::diagnostics::{Annotation, Severity};
    ///
    /// let stale = Annotation::new(Severity::Error, Some("src/a.rs".into()), "stale", "not as the spec says");
    /// assert_eq!(Annotation::to_github(&[stale]), "::error file=src/a.rs,title=stale::not as the spec says\n");
    /// ```
    pub fn to_github(annotations: &[Annotation]) -> String {
        let mut text = String::new();
        for weight in Weight::ALL {
            let lines: Vec<String> =
                annotations.iter().filter(|one| one.weight == weight).map(Annotation::line).collect();
            let (first, rest) = match lines.len() > SHOWN {
                true => lines.split_at(SHOWN - 1),
                false => (lines.as_slice(), [].as_slice()),
            };
            text.extend(first.iter().map(String::as_str));
            if !rest.is_empty() {
                text.push_str(&total(weight, lines.len()).line());
            }
            text.extend(rest.iter().map(String::as_str));
        }
        text
    }

    fn line(&self) -> String {
        let mut properties = Vec::new();
        if let Some(file) = &self.file {
            properties.push(format!("file={}", escape_property(file)));
        }
        properties.extend(self.spot.as_ref().map(|spot| match spot {
            Spot::Line(line) => format!("line={line}"),
            Spot::Range(at) => format!(
                "line={},endLine={},col={},endColumn={}",
                at.line, at.end_line, at.column, at.end_column
            ),
        }));
        properties.push(format!("title={}", escape_property(&printable(&self.title))));
        let message = printable(&self.message);
        format!("::{} {}::{}\n", self.weight.as_str(), properties.join(","), escape_data(&message))
    }
}

fn total(weight: Weight, count: usize) -> Annotation {
    let title = format!("{count} {}s in all", weight.as_str());
    let message = format!("GitHub shows {SHOWN} of a step; the log has all {count}");
    Annotation::new(weight, None, title, message)
}

fn escape_data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn escape_property(text: &str) -> String {
    escape_data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn github(errors: usize, warnings: usize) -> Vec<String> {
        let make = |severity, count| {
            (0..count).map(move |number| Annotation::new(severity, None, "t", number.to_string()))
        };
        let all: Vec<_> = make(Severity::Warning, warnings).chain(make(Severity::Error, errors)).collect();
        Annotation::to_github(&all).lines().map(str::to_owned).collect()
    }

    #[test]
    fn ten_of_a_kind_have_no_total() {
        let lines = github(10, 10);
        assert_eq!(lines.len(), 20);
        assert!(lines.iter().all(|line| !line.contains("in all")));
        assert!(lines[..10].iter().all(|line| line.starts_with("::error ")), "errors are first");
    }

    #[test]
    fn with_more_than_ten_the_tenth_is_the_total() {
        let lines = github(12, 11);
        assert_eq!(lines.len(), 12 + 11 + 2);
        assert_eq!(lines[9], "::error title=12 errors in all::GitHub shows 10 of a step; the log has all 12");
        assert_eq!(lines[10], "::error title=t::9");
        assert!(lines[13 + 9].starts_with("::warning title=11 warnings in all::"));
    }

    #[test]
    fn separators_are_escaped() {
        let file = Some("a,b:c%.yaml".to_owned());
        let one = Annotation::new(Severity::Warning, file, "t", "50%: a, b\nc");
        assert_eq!(one.line(), "::warning file=a%2Cb%3Ac%25.yaml,title=t::50%25: a, b%0Ac\n");
    }

    #[test]
    fn control_characters_are_visible() {
        let one = Annotation::new(Severity::Error, None, "t", "no type `\u{1b}[31m`\nhelp: \u{202e}");
        assert_eq!(one.line(), "::error title=t::no type `\\u{1b}[31m`%0Ahelp: \\u{202e}\n");
    }
}
