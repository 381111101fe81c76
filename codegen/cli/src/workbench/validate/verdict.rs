//! The verdict on a body.

use serde::Serialize;
use serde::ser::{SerializeStruct, Serializer};
use serde_json::Value;
use specwright::diagnostics::{Annotation, Position};
use specwright_runtime::json_text::TextFault;
use specwright_runtime::{Breach, Report, Severity, Violation};

use super::body::Unreadable;
use super::place::Places;
use crate::output::{Paint, count};

/// The problems of a body.
#[derive(Debug)]
pub(crate) struct Verdict {
    operation: String,
    errors: Vec<Problem>,
    warnings: Vec<Problem>,
}

/// One problem.
#[derive(Debug)]
struct Problem {
    path: String,
    rule: &'static str,
    message: String,
    /// In the unit of the rule; null if it has none.
    limit: Value,
    /// In the same unit.
    actual: Value,
    /// Position in the body.
    at: Position,
}

impl Verdict {
    /// A verdict without problems.
    pub(crate) fn new(operation: &str) -> Self {
        Verdict { operation: operation.to_owned(), errors: Vec::new(), warnings: Vec::new() }
    }

    /// Adds the violations of a report.
    pub(crate) fn report(&mut self, report: &Report, places: &Places<'_>) {
        for violation in report.violations() {
            let at = match violation.breach {
                Breach::UnknownKey { .. } => places.key(&violation.path),
                _ => places.value(&violation.path),
            };
            self.add(violation, at);
        }
    }

    /// Adds that the body is not JSON.
    pub(crate) fn not_a_body(&mut self, unreadable: Unreadable) {
        let breach = Breach::Body { problem: unreadable.problem };
        self.add(&Violation::new("", Severity::Error, breach), unreadable.at);
    }

    /// Adds what only the text shows.
    pub(crate) fn faults(&mut self, faults: &[TextFault], places: &Places<'_>) {
        for fault in faults {
            self.add(&fault.violation, places.range(fault.place.clone()));
        }
    }

    fn add(&mut self, violation: &Violation, at: Position) {
        let breach = &violation.breach;
        let problem = Problem {
            path: violation.path.clone(),
            rule: breach.rule(),
            message: breach.to_string(),
            limit: breach.limit().map_or(Value::Null, Value::from),
            actual: breach.actual().map_or(Value::Null, Value::from),
            at,
        };
        match violation.severity {
            Severity::Error => self.errors.push(problem),
            Severity::Warning => self.warnings.push(problem),
        }
    }

    /// Whether the body has no errors.
    pub(crate) fn is_valid(&self) -> bool {
        self.errors.is_empty()
    }

    /// One line for each problem, errors first, and a summary.
    pub(crate) fn to_text(&self, paint: Paint) -> String {
        let mut text = String::new();
        for error in &self.errors {
            text.push_str(&format!("{}\n", error.line()));
        }
        for warning in &self.warnings {
            text.push_str(&format!("{}: {}\n", paint.yellow("warning"), warning.line()));
        }
        let mut parts = match self.errors.len() {
            0 => vec![paint.green("valid")],
            errors => vec![paint.red("invalid"), count(errors, "error")],
        };
        if !self.warnings.is_empty() {
            parts.push(count(self.warnings.len(), "warning"));
        }
        text.push_str(&format!("{}: {}\n", self.operation, parts.join(", ")));
        text
    }

    /// Annotations of the file that contains the body, if it is one.
    pub(crate) fn to_github(&self, file: Option<String>) -> String {
        use specwright::diagnostics::Severity;
        let of = |severity, problems: &[Problem]| {
            let annotation = |one: &Problem| {
                let message = self.operation.clone() + ": " + &one.line();
                let annotation = Annotation::new(severity, file.clone(), one.rule, message);
                if file.is_some() { annotation.at(one.at) } else { annotation }
            };
            problems.iter().map(annotation).collect::<Vec<_>>()
        };
        let all = [of(Severity::Error, &self.errors), of(Severity::Warning, &self.warnings)].concat();
        Annotation::to_github(&all)
    }

    /// One JSON object.
    pub(crate) fn to_json(&self) -> String {
        // Serialising plain data with text keys cannot fail; if it did, no half object would be printed.
        serde_json::to_string_pretty(self).map(|json| json + "\n").unwrap_or_default()
    }
}

impl Problem {
    fn line(&self) -> String {
        if self.path.is_empty() { self.message.clone() } else { format!("{}: {}", self.path, self.message) }
    }
}

impl Serialize for Verdict {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut verdict = serializer.serialize_struct("Verdict", 4)?;
        verdict.serialize_field("operation", &self.operation)?;
        verdict.serialize_field("valid", &self.is_valid())?;
        verdict.serialize_field("errors", &self.errors)?;
        verdict.serialize_field("warnings", &self.warnings)?;
        verdict.end()
    }
}

impl Serialize for Problem {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let position = self.at.entries();
        let mut problem = serializer.serialize_struct("Problem", 5 + position.len())?;
        problem.serialize_field("path", &self.path)?;
        problem.serialize_field("rule", self.rule)?;
        problem.serialize_field("message", &self.message)?;
        problem.serialize_field("limit", &self.limit)?;
        problem.serialize_field("actual", &self.actual)?;
        for (key, number) in &position {
            problem.serialize_field(key, number)?;
        }
        problem.end()
    }
}

#[cfg(test)]
mod tests {
    use specwright_runtime::json_text;

    use super::*;

    fn verdict() -> Verdict {
        let mut report = Report::new();
        let too_long = Breach::MaxBytes { limit: 36, bytes: 39, chars: 13, cjk: 13, fits: 12 };
        let odd = Breach::Undocumented { value: "Color081".into() };
        report.push(Violation::new("card.color", Severity::Warning, odd));
        report.push(Violation::new("card.brand_name", Severity::Error, too_long));
        let body = "{ \"card\": {\n  \"brand_name\": \"某某\", \"color\": \"Color081\",\n  \"sku\": 1, \"sku\": 2\n} }";
        let places = Places::of(body);
        let mut verdict = Verdict::new("create");
        verdict.faults(&json_text::faults(body, true), &places);
        verdict.report(&report, &places);
        verdict
    }

    #[test]
    fn text() {
        insta::assert_snapshot!(verdict().to_text(Paint { color: false }));
    }

    #[test]
    fn json() {
        insta::assert_snapshot!(verdict().to_json());
    }

    #[test]
    fn github() {
        insta::assert_snapshot!(verdict().to_github(Some("bodies/a.json".to_owned())));
        assert!(verdict().to_github(None).starts_with("::error title=duplicate_key::create: card.sku: "));
    }

    #[test]
    fn valid() {
        let verdict = Verdict::new("create");
        assert!(verdict.is_valid());
        assert_eq!(verdict.to_text(Paint { color: false }), "create: valid\n");
        insta::assert_snapshot!(verdict.to_json());
    }
}
