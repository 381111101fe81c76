//! A comparison beside the lines of a pull request.

use specwright::diagnostics::{Annotation, Weight};
use specwright_workbench::changes::{Effect, Level, Revision};

use super::report::{Judged, Report};
use super::text::{direction, verdicts, was};
use crate::output::Exit;

impl Report {
    /// Breaks that nobody has decided on are errors, other breaks warnings, and everything else is told. What is
    /// gone has no line in the new files; it is told beside the file, where that still is.
    pub(super) fn to_github(&self, is_there: impl Fn(&str) -> bool) -> String {
        if self.changes.is_empty() {
            return String::new();
        }
        let mut annotations = vec![self.verdict()];
        annotations.extend(self.changes.iter().map(|judged| self.annotation(judged, &is_there)));
        Annotation::to_github(&annotations)
    }

    fn verdict(&self) -> Annotation {
        let weight = match self.exit() {
            Exit::Success => Weight::Notice,
            Exit::Negative | Exit::Failure => Weight::Error,
        };
        let mut message = self.summary();
        message.extend(self.version().map(|version| format!("\n{version}")));
        for (mend, lines) in self.ways() {
            message.push_str(&format!("\n{mend}\n{}", lines.join("\n")));
        }
        Annotation::new(weight, None, "API changes", message)
    }

    fn annotation(&self, judged: &Judged, is_there: &impl Fn(&str) -> bool) -> Annotation {
        let change = &judged.change;
        let weight = match change.level() {
            Level::Major if self.is_open(judged) => Weight::Error,
            Level::Major => Weight::Warning,
            Level::Minor | Level::Patch => Weight::Notice,
        };
        let position = &change.position;
        let annotation = |file| Annotation::new(weight, file, change.kind.as_str(), message(judged));
        let file = position.file.clone();
        match position.revision {
            Revision::New => annotation(Some(file)).at(position.range),
            Revision::Old => annotation(Some(file).filter(|file| is_there(file))),
        }
    }
}

fn message(judged: &Judged) -> String {
    let change = &judged.change;
    let mut message = format!("{}{}{}", change.at, direction(change), was(change, str::to_owned));
    for (name, verdict) in verdicts(change) {
        if verdict.effect != Effect::None {
            message.push_str(&format!("\n{name}: {}: {}", verdict.effect, verdict.reason));
        }
    }
    message.extend(judged.accepted.iter().map(|reason| format!("\naccepted: {reason}")));
    message
}
