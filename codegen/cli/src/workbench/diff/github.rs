//! A comparison as annotations of a pull request.

use specwright::diagnostics::{Annotation, Weight};
use specwright_workbench::changes::{Effect, Level, Revision};

use super::report::{Judged, Report};
use super::text::{direction, old_and_new, verdicts};
use crate::output::Exit;

impl Report {
    /// Breaking changes that are not accepted are errors, accepted ones warnings, and all other changes notices. What
    /// was removed has no line in the new files; it is annotated at its file, if that still exists.
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
        for (suggestion, lines) in self.suggestions() {
            message.push_str(&format!("\n{suggestion}\n{}", lines.join("\n")));
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
    let mut message = format!("{}{}{}", change.at, direction(change), old_and_new(change, str::to_owned));
    for (name, verdict) in verdicts(change) {
        if verdict.effect != Effect::None {
            message.push_str(&format!("\n{name}: {}: {}", verdict.effect, verdict.reason));
        }
    }
    message.extend(judged.accepted.iter().map(|reason| format!("\naccepted: {reason}")));
    message
}
