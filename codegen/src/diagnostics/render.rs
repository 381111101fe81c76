//! Diagnostics as text for people: an excerpt with a caret, and what helps.

use std::ops::Range;

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{Annotation, AnnotationKind, Element, Level, Origin, Renderer, Snippet};

use super::shown::Shown;
use super::{Diagnostics, Severity};
use crate::prose;
use crate::source::{Located, Locator, Source};

impl Diagnostics {
    /// All of them as text, by file and position, with a closing line that counts them. Empty when there are
    /// none. `sources` are those that were checked; `color` says whether escapes for a terminal are written.
    ///
    /// # Examples
    ///
    /// ```
    /// use specwright::{Source, check};
    ///
    /// let sources = [Source::new("spec/model.yaml", "model: Card\nfeilds: {}\n")];
    /// let problems = check::check(&sources).unwrap_err();
    /// let text = problems.render(&sources, false);
    /// assert!(text.contains("error[SW0301]: `feilds` is not a key of a model"));
    /// assert!(text.contains("did you mean `fields`?"));
    /// ```
    pub fn render(&self, sources: &[Source], color: bool) -> String {
        if self.is_empty() {
            return String::new();
        }
        let locator = Locator::new(sources);
        let renderer = if color { Renderer::styled() } else { Renderer::plain() };
        let renderer = renderer.decor_style(DecorStyle::Unicode);
        let shown = self.shown(&locator);
        let mut text = String::new();
        for one in &shown {
            text.push_str(&renderer.render(&[one.report()]));
            text.push_str("\n\n");
        }
        text.push_str(&closing_line(&shown));
        text.push('\n');
        text
    }
}

/// `3 errors, 1 warning`
fn closing_line(shown: &[Shown<'_>]) -> String {
    let count = |severity: Severity| {
        let count = shown.iter().filter(|one| one.diagnostic.severity == severity).count();
        let plural = if count == 1 { "" } else { "s" };
        (count > 0).then(|| format!("{count} {}{plural}", severity.as_str()))
    };
    let counts: Vec<_> = [Severity::Error, Severity::Warning].into_iter().filter_map(count).collect();
    counts.join(", ")
}

impl<'d> Shown<'d> {
    fn report(&self) -> annotate_snippets::Group<'d> {
        let level = match self.diagnostic.severity {
            Severity::Error => Level::ERROR,
            Severity::Warning => Level::WARNING,
        };
        let title =
            level.primary_title(printable(&self.diagnostic.message)).id(self.diagnostic.code.as_str());
        let mut elements: Vec<Element<'d>> = Vec::new();
        if let Some(at) = &self.at {
            elements.extend(self.excerpts(at));
        }
        if let Some(help) = &self.diagnostic.help {
            elements.push(Level::HELP.message(printable(help)).into());
        }
        title.elements(elements)
    }

    /// The excerpt of the place itself, with the related places of the same file, then those of other files.
    fn excerpts(&self, at: &Located<'d>) -> Vec<Element<'d>> {
        if at.lines.text().trim().is_empty() {
            // There is nothing to point at.
            return vec![Origin::path(at.path).line(1).char_column(1).into()];
        }
        let label = self.diagnostic.label.as_deref();
        let mut here = vec![(at.range.clone(), AnnotationKind::Primary, label)];
        let mut elsewhere = Vec::new();
        for (located, label) in &self.related {
            let mark = (located.range.clone(), AnnotationKind::Context, Some(*label));
            if located.path == at.path {
                here.push(mark);
            } else {
                elsewhere.push(excerpt(located, vec![mark]));
            }
        }
        std::iter::once(excerpt(at, here)).chain(elsewhere).collect()
    }
}

/// The lines from the first mark to the last. Only they are handed on, for a file may be large.
fn excerpt<'d>(at: &Located<'d>, marks: Vec<(Range<usize>, AnnotationKind, Option<&str>)>) -> Element<'d> {
    let lines = at.lines;
    let first = marks.iter().map(|(range, ..)| range.start).min().unwrap_or_default();
    let last = marks.iter().map(|(range, ..)| range.end).max().unwrap_or_default();
    let (first_line, last_line) = (lines.position(first).0, lines.position(last).0);
    let start = lines.line(first_line).start;
    let window = lines.text().get(start..lines.line(last_line).end).unwrap_or_default();
    let annotations = marks.into_iter().map(|(range, kind, label)| -> Annotation<'d> {
        let label = label.map(printable);
        kind.span(range.start - start..range.end - start).label(label)
    });
    let snippet = Snippet::source(window).path(at.path).line_start(first_line).fold(true);
    snippet.annotations(annotations).into()
}

/// The text with escapes for characters that a terminal would obey, or that nobody can see.
fn printable(text: &str) -> String {
    let is_unseen = |c: char| {
        prose::is_named(c) || matches!(c, '\u{200B}'..='\u{200F}' | '\u{2028}' | '\u{2029}' | '\u{FEFF}')
    };
    let shown =
        |c: char| if c != '\n' && is_unseen(c) { c.escape_default().to_string() } else { c.to_string() };
    text.chars().map(shown).collect()
}

#[cfg(test)]
mod tests {
    #[test]
    fn what_cannot_be_seen_is_escaped() {
        let shown = super::printable("票\u{1b}[31m\u{202e}a\u{200b}\n");
        assert_eq!(shown, "票\\u{1b}[31m\\u{202e}a\\u{200b}\n");
    }
}
