//! Diagnostics for values of the wrong type.

use super::super::keys::Keys;
use super::Item;
use super::describe::{describe, full_width_bracket};
use crate::diagnostics::{Code, Diagnostic, Place, Spot};

impl Item<'_> {
    /// Reports that the value is not of the expected type.
    pub(super) fn refuse<T>(&self, expected: &str, help: Option<String>) -> Option<T> {
        let message = format!("expected {expected}, found {}", describe(self.node, self.raw()));
        let diagnostic = Diagnostic::error(Code::WrongType, self.place(), message);
        self.report(match help {
            Some(help) => diagnostic.help(help),
            None => diagnostic,
        });
        None
    }

    /// The same for a mapping or a list, which may be in full-width brackets.
    /// `form` is how it is written: `{ … }`.
    pub(super) fn refuse_collection<T>(&self, form: &str, expected: &str, help: Option<String>) -> Option<T> {
        let Some(diagnostic) = self.bracketed(form) else { return self.refuse(expected, help) };
        self.report(diagnostic);
        None
    }

    /// The diagnostic for a value in full-width brackets.
    pub(super) fn bracketed(&self, form: &str) -> Option<Diagnostic> {
        let sign = full_width_bracket(self.node)?;
        let place = Place { file: self.file.index, spot: Spot::Part(self.path.clone(), sign.to_string()) };
        let message = format!("the full-width `{sign}` is a letter in YAML");
        Some(
            Diagnostic::error(Code::FullWidth, place, message)
                .help(format!("write `{form}` with ASCII characters")),
        )
    }

    /// Reports a text that YAML reads as a number or a boolean.
    pub(super) fn unquoted<T>(&self, help: String) -> Option<T> {
        let message = format!("expected a text, found {}", describe(self.node, self.raw()));
        self.report(Diagnostic::error(Code::Unquoted, self.place(), message).help(help));
        None
    }

    /// Reports a key without a value, unless an anchor or a tag stands in its place, which is reported by itself.
    pub(super) fn report_no_value(&self, keys: Option<&'static Keys>) {
        let end = self.span.key.as_ref().map_or(0, |key| key.end);
        let mut marks = self.file.parsed().marks.iter().filter(|mark| mark.range.start >= end);
        let is_mark =
            marks.any(|mark| self.file.slice(end..mark.range.start).trim_matches([':', ' ']).is_empty());
        if !is_mark || self.span.key.is_none() {
            self.report(self.no_value(keys));
        }
    }

    /// The diagnostic for a key with null or without a value. `keys` are those that the value can have.
    pub(super) fn no_value(&self, keys: Option<&'static Keys>) -> Diagnostic {
        let name = self.name();
        let required: Vec<_> = keys.iter().flat_map(|keys| keys.iter()).filter(|key| key.required).collect();
        let (message, help) = match (self.raw(), keys, required.as_slice()) {
            ("", Some(_), []) => (
                format!("`{name}` has no value"),
                format!("write `{name}: {{}}` if there is nothing to declare"),
            ),
            ("", Some(_), [only]) => {
                (format!("`{name}` has no value"), format!("write `{name}: {{ {}: … }}`", only.name))
            }
            ("", _, _) if self.is_comment() => (
                format!("`{name}` has no value, since `#` begins a comment"),
                "quote a text that begins with `#`".to_owned(),
            ),
            ("", _, _) => (format!("`{name}` has no value"), "add a value, or remove the key".to_owned()),
            (word, _, _) if word.eq_ignore_ascii_case("null") => (
                format!("`{name}` is null"),
                "remove the key if it is absent; quote the word if it is a text".to_owned(),
            ),
            _ => (format!("`{name}` is null"), "remove the key if it is absent".to_owned()),
        };
        Diagnostic::error(Code::NoValue, self.key_place(), message).help(help)
    }
}
