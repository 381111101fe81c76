//! Conditions that compare a text with a word that other languages have for presence, or with an operator.

use specwright::check::At;
use specwright::diagnostics::{Code, Diagnostic, Diagnostics};
use specwright::dialect::{Mapping, Scalar, Wanted, foreign};
use specwright::ir::Type;

use super::subject::{Kind, Subject};

pub(super) fn lint(subjects: &[Subject<'_>], found: &mut Diagnostics) {
    for subject in subjects {
        let Kind::Field(field) = subject.kind else { continue };
        let conditions = [
            ("required_if", &field.source.required_if),
            ("required_unless", &field.source.required_unless),
            ("forbidden_if", &field.source.forbidden_if),
            ("forbidden_unless", &field.source.forbidden_unless),
        ];
        for (key, condition) in conditions {
            let is_text = |wire: &str| {
                let other = field.model.and_then(|model| model.field(wire));
                other.is_some_and(|other| other.ty == Type::TEXT)
            };
            let at = subject.at.child(key);
            found.extend(condition.iter().flat_map(|condition| compared(condition, &at, is_text)));
        }
    }
}

fn compared(condition: &Mapping<Wanted>, at: &At, is_text: impl Fn(&str) -> bool) -> Vec<Diagnostic> {
    let values = condition.iter().flat_map(|(wire, wanted)| {
        let at = at.child(wire);
        match wanted {
            Wanted::One(value) => vec![(at, wire, value)],
            Wanted::AnyOf(values) => {
                values.iter().map(|(position, value)| (at.item(*position), wire, value)).collect()
            }
        }
    });
    let doubts = values.filter_map(|(at, wire, value)| Some((wire, doubt(wire, value, &at)?)));
    doubts.filter(|(wire, _)| is_text(wire)).map(|(_, doubt)| doubt).collect()
}

fn doubt(wire: &str, value: &Scalar, at: &At) -> Option<Diagnostic> {
    let Scalar::Text(text) = value else { return None };
    let help = foreign::condition(text)?;
    let message = format!("this condition is met when `{wire}` is the text `{text}`");
    Some(
        Diagnostic::warning(Code::PresenceWord, at.value(), message)
            .help(format!("{help}; if the text is meant, allow it with that reason")),
    )
}
