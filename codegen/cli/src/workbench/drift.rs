//! Reports where files on the disk differ from those that were generated or formatted, and how to correct it.

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

/// What was compared, and the words for it.
pub(crate) struct Drift<'a> {
    pub(crate) plan: &'a Plan,
    /// What a file is called: `generated file`.
    pub(crate) thing: &'static str,
    /// What a file without a difference is: `as the spec says`.
    pub(crate) right: &'static str,
    /// The command that makes every file so.
    pub(crate) mend: String,
    pub(crate) spec: &'a Spec,
    /// The warnings of the spec; people have read them on standard error.
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
            return format!("{} {}\n", are(self.plan.unchanged, self.thing), self.right);
        }
        let mut text: String = changes.iter().map(|change| unified::change(change, paint) + "\n").collect();
        text.push_str(&format!("{} not {}:\n", are(changes.len(), self.thing), self.right));
        text.push_str(&list(self.plan, paint, ["stale", "missing", "orphaned"]));
        text.push_str(&format!("to mend it, run: {}\n", paint.bold(&self.mend)));
        text
    }

    /// The object for the diagnostics of a spec, with the differences in it.
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
            report.insert("mend".to_owned(), self.mend.as_str().into());
        }
        format!("{report:#}\n")
    }

    fn to_github(&self) -> String {
        let annotation = |change: &Change| {
            let state = state(&change.kind);
            let message = format!("not {}; to mend it, run: {}", self.right, self.mend);
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
