//! Reports files on disk that differ from the generated or formatted ones, and how to correct them.

use serde_json::{Value, json};
use specwright::Diagnostics;
use specwright::diagnostics::{Annotation, Severity};

use super::unified;
use crate::arguments::ReportFormat;
use crate::error::Error;
use crate::output::{self, Exit, Paint};
use crate::paths::{in_repository, shown};
use crate::plan::{Change, Kind, Plan};
use crate::spec::Spec;
use crate::summary::{are, list};

/// A comparison, and the words for its messages.
pub(crate) struct Drift<'a> {
    pub(crate) plan: &'a Plan,
    /// The noun for the files: `generated file`.
    pub(crate) noun: &'static str,
    /// The adjective for files without a difference: `as the spec says`.
    pub(crate) up_to_date: &'static str,
    /// The command that corrects the files.
    pub(crate) command: String,
    pub(crate) spec: &'a Spec,
    /// The warnings of the spec, which text output has printed on standard error already.
    pub(crate) warnings: &'a Diagnostics,
}

impl Drift<'_> {
    /// Prints the differences. The exit is a success if there are none.
    pub(crate) fn print(&self, format: ReportFormat) -> Result<Exit, Error> {
        let report = match format {
            ReportFormat::Text => self.to_text(Paint::stdout()),
            ReportFormat::Json => self.to_json(),
            ReportFormat::Github => self.to_github(),
        };
        output::print_report(&report, format == ReportFormat::Text)?;
        Ok(if self.plan.is_empty() { Exit::Success } else { Exit::Negative })
    }

    fn to_text(&self, paint: Paint) -> String {
        let changes = &self.plan.changes;
        if changes.is_empty() {
            return format!("{} {}\n", are(self.plan.unchanged, self.noun), self.up_to_date);
        }
        let mut text: String = changes.iter().map(|change| unified::change(change, paint) + "\n").collect();
        text.push_str(&format!("{} not {}:\n", are(changes.len(), self.noun), self.up_to_date));
        text.push_str(&list(self.plan, paint, ["stale", "missing", "orphaned"]));
        text.push_str(&format!("to correct it, run: {}\n", paint.bold(&self.command)));
        text
    }

    /// The object of `check`, with the differences.
    fn to_json(&self) -> String {
        let change = |change: &Change| {
            json!({
                "file": shown(&change.path),
                "state": state(&change.kind),
                "diff": unified::change(change, Paint { color: false }),
            })
        };
        let mut report = self.warnings.to_json(self.spec.sources());
        if let Value::Object(report) = &mut report {
            report.insert("unchanged".to_owned(), self.plan.unchanged.into());
            report.insert("changes".to_owned(), self.plan.changes.iter().map(change).collect());
            report.insert("command".to_owned(), self.command.as_str().into());
        }
        format!("{report:#}\n")
    }

    fn to_github(&self) -> String {
        let annotation = |change: &Change| {
            let state = state(&change.kind);
            let message = format!("not {}; to correct it, run: {}", self.up_to_date, self.command);
            Annotation::new(Severity::Error, Some(in_repository(&change.path)), state, message)
        };
        let changes: Vec<_> = self.plan.changes.iter().map(annotation).collect();
        self.warnings.to_github(self.spec.sources()) + &Annotation::to_github(&changes)
    }
}

fn state(kind: &Kind) -> &'static str {
    match kind {
        Kind::Stale { .. } => "stale",
        Kind::Missing { .. } => "missing",
        Kind::Orphaned { .. } => "orphaned",
    }
}
