//! Conditions and rules that compare a text with a word that other languages have for presence, or with an operator.

use specwright::check::At;
use specwright::diagnostics::{Code, Diagnostic, Diagnostics};
use specwright::dialect::{self, Document, Fact, Mapping, Scalar, Wanted, foreign};
use specwright::ir::{Api, Model, Type};

use super::subject::{Kind, Subject};

pub(super) fn lint(
    subjects: &[Subject<'_>],
    documents: &[(usize, Document)],
    api: &Api,
    found: &mut Diagnostics,
) {
    for subject in subjects {
        let Kind::Field(field) = subject.kind else { continue };
        let conditions = [
            ("required_if", &field.source.required_if),
            ("required_unless", &field.source.required_unless),
            ("forbidden_if", &field.source.forbidden_if),
            ("forbidden_unless", &field.source.forbidden_unless),
        ];
        for (key, condition) in conditions {
            let at = subject.at.child(key);
            for (path, wanted) in condition.iter().flatten() {
                if is_text(api, field.model, path) {
                    found.extend(doubts(path, wanted, &at.child(path), foreign::condition));
                }
            }
        }
    }
    for (file, document) in documents {
        let Document::Model(body) = document else { continue };
        let model = api.models.named(&body.model).map(|id| &api.models[id]);
        let rules = At::root(*file).child("rules");
        for (index, rule) in &body.rules {
            for (key, facts) in facts(rule) {
                let at = rules.item(*index).child(key);
                for (path, fact) in facts {
                    if let Fact::Value(wanted) = fact
                        && is_text(api, model, path)
                    {
                        found.extend(doubts(path, wanted, &at.child(path), foreign::fact));
                    }
                }
            }
        }
    }
}

fn facts(rule: &dialect::Rule) -> impl Iterator<Item = (&'static str, &Mapping<Fact>)> {
    let all = [("when", &rule.when), ("then", &rule.then), ("else", &rule.otherwise)];
    all.into_iter().filter_map(|(key, facts)| Some((key, facts.as_ref()?)))
}

/// Whether a path leads from a model to a text.
fn is_text(api: &Api, model: Option<&Model>, path: &str) -> bool {
    let (first, rest) = path.split_once('.').map_or((path, None), |(first, rest)| (first, Some(rest)));
    let field = model.and_then(|model| model.field(path).or_else(|| model.field(first)));
    match (field.map(|field| &field.ty), rest) {
        (Some(Type::Model(inner)), Some(rest)) => is_text(api, Some(&api.models[*inner]), rest),
        (Some(ty), _) => *ty == Type::TEXT,
        (None, _) => false,
    }
}

/// The values that are probably not meant as texts.
fn doubts(
    path: &str,
    wanted: &Wanted,
    at: &At,
    help: impl Fn(&str) -> Option<&'static str>,
) -> Vec<Diagnostic> {
    let values = match wanted {
        Wanted::One(value) => vec![(at.clone(), value)],
        Wanted::AnyOf(values) => values.iter().map(|(position, value)| (at.item(*position), value)).collect(),
    };
    let doubt = |(at, value): (At, &Scalar)| {
        let Scalar::Text(text) = value else { return None };
        let help = help(text)?;
        let message = format!("this compares `{path}` with the text `{text}`");
        let diagnostic = Diagnostic::warning(Code::PresenceWord, at.value(), message);
        Some(diagnostic.help(format!("{help}; if the text is meant, allow it with that reason")))
    };
    values.into_iter().filter_map(doubt).collect()
}
