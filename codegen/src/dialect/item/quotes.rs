//! Typographic quotes, which YAML regards as text.

use super::Item;
use crate::diagnostics::{Code, Diagnostic, Place};
use crate::yaml;

/// Opening and closing quotes of other input methods.
const PAIRS: [(char, char); 3] = [('“', '”'), ('‘', '’'), ('＂', '＂')];

impl Item<'_> {
    /// Warns of typographic quotes around a text.
    pub(super) fn warn_of_quotes(&self, text: &str) {
        let (code, message, help) = if let Some(inner) = inside(text).filter(|_| !self.is_quoted()) {
            (
                Code::FullWidth,
                format!("the quotes around `{inner}` are part of the text"),
                "use the ASCII `\"`; if they are intended, put ASCII quotes around the whole text",
            )
        } else if is_half_quoted(text) && !self.is_quoted() {
            (
                Code::Unquoted,
                "the quote at the end is part of the text, since there is none at the beginning".to_owned(),
                "remove it, or begin the text with one; if it is intended, put single quotes around the whole text",
            )
        } else {
            return;
        };
        self.report(Diagnostic::warning(code, self.place(), message).help(help));
    }

    /// Warns of a `#` after a text that begins a comment although no space follows it, as in `#FF00`.
    pub(super) fn warn_of_comment(&self) {
        let end = self.span.value.end;
        let rest = self.file.slice(end..self.file.text.len()).lines().next().unwrap_or_default();
        let comment = rest.trim_start_matches([' ', '\t']);
        let is_word = comment.strip_prefix('#').is_some_and(|word| word.starts_with(char::is_alphanumeric));
        // A quoted text or block text ends where it is intended to.
        if self.is_quoted() || comment.len() == rest.len() || !is_word {
            return;
        }
        let start = end + rest.len() - comment.len();
        let place = Place::bytes(self.file.index, start, end + rest.trim_end().len());
        let message = format!("the text of `{}` ends before this `#`, which begins a comment", self.name());
        let whole = format!("{}{}", self.raw(), rest.trim_end());
        let help = format!(
            "quote the text if this is part of it: `{}`; else write a space after the `#`",
            yaml::quoted(&whole)
        );
        self.report(Diagnostic::warning(Code::Unquoted, place, message).help(help));
    }

    /// Reports quotes around a word, which cannot contain any.
    pub(super) fn refuse_quotes(&self, word: &str) -> Option<()> {
        let Some(inner) = inside(word) else { return Some(()) };
        let message = format!("the quotes around `{inner}` are part of the text");
        let diagnostic = Diagnostic::error(Code::FullWidth, self.place(), message);
        self.report(diagnostic.help(format!("write `{inner}`")));
        None
    }
}

/// The text between two such quotes, if they surround the whole text.
fn inside(text: &str) -> Option<&str> {
    PAIRS.iter().find_map(|(open, close)| {
        let inner = text.strip_prefix(*open)?.strip_suffix(*close)?;
        (!inner.contains([*open, *close])).then_some(inner)
    })
}

/// Whether the text contains a single ASCII quote, at its end.
fn is_half_quoted(text: &str) -> bool {
    let before = text.strip_suffix('"');
    before.is_some_and(|before| !before.is_empty() && !before.contains('"'))
}

#[cfg(test)]
mod tests {
    use super::{inside, is_half_quoted};

    #[test]
    fn only_quotes_around_the_whole_text_count() {
        assert_eq!(inside("“海风”"), Some("海风"));
        assert_eq!(inside("＂a＂"), Some("a"));
        assert_eq!(inside("“会议”和“演出”"), None);
        assert_eq!(inside("他说“好”"), None);
        assert_eq!(inside("“"), None);
        assert!(is_half_quoted("票\""));
        assert!(!is_half_quoted("the \"ticket\""));
        assert!(!is_half_quoted("\""));
    }
}
