//! The verdict on a body.

use serde::Serialize;
use serde::ser::{SerializeStruct, Serializer};
use serde_json::Value;
use specwright::diagnostics::Position;
use specwright_runtime::json_text::TextFault;
use specwright_runtime::{Breach, Report, Severity, Violation};

use super::body::Unreadable;
use super::place::Places;

/// The problems of a body. As JSON it has `operation`, `valid`, `errors` and `warnings`.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Verdict {
    /// The name of the operation.
    pub operation: String,
    /// What makes the body invalid.
    pub errors: Vec<Problem>,
    /// What does not.
    pub warnings: Vec<Problem>,
}

/// One problem.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Problem {
    /// The path on the wire: `a.b[0].c`; empty for the whole body.
    pub path: String,
    /// The rule: `max_bytes`.
    pub rule: &'static str,
    /// What is wrong, with limit and actual value.
    pub message: String,
    /// The limit in the unit of the rule; null if it has none.
    pub limit: Value,
    /// The actual value in the same unit.
    pub actual: Value,
    /// The position in the body: of the value, of the key that is not allowed, or of the object that lacks a key.
    pub at: Position,
}

impl Verdict {
    /// A verdict without problems.
    pub(super) fn new(operation: &str) -> Self {
        Verdict { operation: operation.to_owned(), errors: Vec::new(), warnings: Vec::new() }
    }

    /// Adds the violations of a report.
    pub(super) fn report(&mut self, report: &Report, places: &Places<'_>) {
        for violation in report.violations() {
            let at = match violation.breach {
                Breach::UnknownKey { .. } => places.key(&violation.path),
                _ => places.value(&violation.path),
            };
            self.add(violation, at);
        }
    }

    /// Adds that the body is not JSON.
    pub(super) fn not_a_body(&mut self, unreadable: Unreadable) {
        let breach = Breach::Body { problem: unreadable.problem };
        self.add(&Violation::new("", Severity::Error, breach), unreadable.at);
    }

    /// Adds what only the text shows.
    pub(super) fn faults(&mut self, faults: &[TextFault], places: &Places<'_>) {
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
    pub fn is_valid(&self) -> bool {
        self.errors.is_empty()
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
