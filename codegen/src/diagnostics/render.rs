//! Renders diagnostics as text: an excerpt with a caret, and the help.

use std::borrow::Cow;
use std::ops::Range;

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{Annotation, AnnotationKind, Element, Level, Origin, Renderer, Snippet};

use super::shown::Shown;
use super::{Diagnostics, Severity};
use crate::source::{Located, Locator, Source, floor_char_boundary};

impl Diagnostics {
    /// All diagnostics as text, by file and position, and a summary in the last line. Empty if there are none. `sources`
    /// are those that were checked; `color` enables escape sequences of terminals.
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
        let mut text = String::new();
        self.render_parts(sources, color, &mut |part| text.push_str(part));
        text
    }

    /// As [`Diagnostics::render`], in parts, each of which begins a line. A report on a large spec is longer than the spec.
    ///
    /// # Examples
    ///
    /// ```
    /// use specwright::{Source, check};
    ///
    /// let sources = [Source::new("spec/model.yaml", "model: Card\nfeilds: {}\n")];
    /// let problems = check::check(&sources).unwrap_err();
    /// let mut text = String::new();
    /// problems.render_parts(&sources, false, &mut |part| text += part);
    /// assert_eq!(text, problems.render(&sources, false));
    /// ```
    pub fn render_parts(&self, sources: &[Source], color: bool, write: &mut dyn FnMut(&str)) {
        /// Least number of bytes of a part, except for the last one.
        const PART: usize = 64 << 10;
        if self.is_empty() {
            return;
        }
        let locator = Locator::new(sources);
        let renderer = if color { Renderer::styled() } else { Renderer::plain() };
        let renderer = renderer.decor_style(DecorStyle::Unicode);
        let shown = self.shown(&locator);
        let mut text = String::new();
        for one in &shown {
            text.push_str(&renderer.render(&[one.report()]));
            text.push_str("\n\n");
            if text.len() >= PART {
                write(&text);
                text.clear();
            }
        }
        text.push_str(&closing_line(&shown));
        text.push('\n');
        write(&text);
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

    /// The excerpt of the place with related places of the same file, then those of other files.
    fn excerpts(&self, at: &Located<'d>) -> Vec<Element<'d>> {
        if at.lines.text().trim().is_empty() {
            // There is no text to point at.
            return vec![Origin::path(on_one_line(at.path)).line(1).char_column(1).into()];
        }
        let label = self.diagnostic.label.as_deref();
        let mut here = vec![(at.range.clone(), AnnotationKind::Primary, label)];
        let mut elsewhere = Vec::new();
        for (located, label) in &self.related {
            let mark = (located.range.clone(), AnnotationKind::Context, Some(*label));
            if located.path == at.path && is_near(at, located) {
                here.push(mark);
            } else {
                elsewhere.extend(excerpt(located, vec![mark]));
            }
        }
        excerpt(at, here).into_iter().chain(elsewhere).collect()
    }
}

/// Maximum number of bytes between two places in one excerpt, and of a line before and after what is marked in it.
const NEAR: usize = 8 << 10;

fn is_near(one: &Located<'_>, other: &Located<'_>) -> bool {
    one.range.start.abs_diff(other.range.start) <= NEAR
}

type Mark<'d> = (Range<usize>, AnnotationKind, Option<&'d str>);

/// The lines from the first to the last mark. Only these are passed on, since a file may be large.
fn excerpt<'d>(at: &Located<'d>, marks: Vec<Mark<'d>>) -> Vec<Element<'d>> {
    let lines = at.lines;
    let first = marks.iter().map(|(range, ..)| range.start).min().unwrap_or_default();
    let last = marks.iter().map(|(range, ..)| range.end).max().unwrap_or_default();
    let (first_line, last_line) = (lines.position(first).0, lines.position(last).0);
    let start = lines.line(first_line).start;
    let end = lines.line(last_line).end;
    if end - start > 4 * NEAR {
        return excerpt_of_long_line(at, marks);
    }
    let window = lines.text().get(start..end).unwrap_or_default();
    let annotations = marks.into_iter().map(|(range, kind, label)| -> Annotation<'d> {
        let label = label.map(printable);
        kind.span(range.start - start..range.end - start).label(label)
    });
    let snippet =
        Snippet::source(visible(window)).path(on_one_line(at.path)).line_start(first_line).fold(true);
    vec![snippet.annotations(annotations).into()]
}

/// What stands around the first mark of a line that is too long to be handed on for each of its problems.
fn excerpt_of_long_line<'d>(at: &Located<'d>, marks: Vec<Mark<'d>>) -> Vec<Element<'d>> {
    let lines = at.lines;
    let (line, column) = lines.position(at.range.start);
    let whole = lines.line(line);
    let boundary = |byte: usize| floor_char_boundary(lines.text(), byte);
    let start = boundary(at.range.start.saturating_sub(NEAR)).max(whole.start);
    let end = boundary(at.range.end.min(at.range.start + NEAR) + NEAR).min(whole.end);
    let window = lines.text().get(start..end).unwrap_or_default();
    let origin = Origin::path(on_one_line(at.path)).line(line).char_column(column);
    let annotations = marks.into_iter().filter(|(range, ..)| range.start >= start && range.start <= end).map(
        |(range, kind, label)| -> Annotation<'d> {
            let shown = range.start - start..range.end.min(end) - start;
            kind.span(shown).label(label.map(printable))
        },
    );
    vec![origin.into(), Snippet::source(visible(window)).line_start(line).annotations(annotations).into()]
}

/// A path, which may have line breaks in it.
fn on_one_line(path: &str) -> Cow<'_, str> {
    if path.contains('\n') { printable(path).replace('\n', "\\n").into() } else { printable(path) }
}

/// Escapes control characters, invisible characters, and those that change the direction of text.
pub(super) fn printable(text: &str) -> Cow<'_, str> {
    let is_escaped = |c: char| c != '\n' && !is_shown(c);
    if !text.contains(is_escaped) {
        return text.into();
    }
    let shown = |c: char| if is_escaped(c) { c.escape_default().to_string() } else { c.to_string() };
    text.chars().map(shown).collect()
}

/// Replaces invisible characters by visible ones with the same number of bytes, so that ranges remain valid. The
/// renderer itself replaces the other control characters and those for directions.
fn visible(text: &str) -> Cow<'_, str> {
    let is_replaced = |c: char| is_invisible(c) || matches!(c, '\u{80}'..='\u{9F}');
    if !text.contains(is_replaced) {
        return text.into();
    }
    let mut shown = String::with_capacity(text.len());
    for c in text.chars() {
        match c.len_utf8() {
            2 if is_replaced(c) => shown.push('·'),
            3 if is_replaced(c) => shown.push(char::REPLACEMENT_CHARACTER),
            4 if is_replaced(c) => shown.push_str("··"),
            _ => shown.push(c),
        }
    }
    shown.into()
}

/// Whether a terminal shows the character as what it is: it is no control character, has a width, and changes neither the
/// lines nor the direction of other text. What a program prints of a spec should have no other character but line breaks.
pub fn is_shown(c: char) -> bool {
    !c.is_control() && !is_invisible(c)
}

/// Whether a character has no width, separates lines or paragraphs, or sets the direction of text.
fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{AD}' | '\u{61C}' | '\u{180E}' | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}'
        | '\u{2060}'..='\u{206F}' | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}' | '\u{E0000}'..='\u{E007F}')
}

#[cfg(test)]
mod tests {
    use crate::diagnostics::{Code, Diagnostic, Diagnostics, Place};
    use crate::source::Source;

    #[test]
    fn a_long_line_is_shown_around_its_problem() {
        let text = format!("a: [{}, wrong]\n", "票, ".repeat(100_000));
        let at = text.find("wrong").unwrap();
        let files = [Source::new("a.yaml", text)];
        let mut found = Diagnostics::default();
        found.push(Diagnostic::error(Code::Syntax, Place::bytes(0, at, at + 5), "no").label("this"));
        let shown = found.render(&files, false);
        assert!(shown.contains("a.yaml:1:300007"), "{shown}");
        assert!(shown.contains("wrong]") && shown.contains("this"), "{shown}");
        assert!(shown.len() < 4000, "{} bytes", shown.len());
    }

    #[test]
    fn places_that_are_far_apart_have_an_excerpt_each() {
        let text = format!("first: 1\n{}last: 2\n", "between: 0\n".repeat(10_000));
        let at = text.find("last").unwrap();
        let files = [Source::new("a.yaml", text)];
        let mut found = Diagnostics::default();
        let problem = Diagnostic::error(Code::Syntax, Place::bytes(0, at, at + 4), "no");
        found.push(problem.related(Place::bytes(0, 0, 5), "the first is here"));
        let shown = found.render(&files, false);
        assert!(shown.contains("a.yaml:10002:1") && shown.contains("a.yaml:1:1"), "{shown}");
    }

    #[test]
    fn a_path_is_on_one_line() {
        let files = [Source::new("a\nerror: b.yaml", "a: 1\n")];
        let mut found = Diagnostics::default();
        found.push(Diagnostic::error(Code::Syntax, Place::file(0), "wrong"));
        let text = found.render(&files, false);
        assert!(text.contains(r"a\nerror: b.yaml:1:1"), "{text}");
    }

    #[test]
    fn invisible_characters_are_not_printed() {
        let hidden = "\u{9B}\u{AD}\u{E0041}\u{1B}[31m\u{200B}\u{2028}\u{202E}\u{2066}\u{FEFF}\u{7}";
        let files =
            [Source::new(format!("{hidden}.yaml"), format!("a: {hidden}\n")), Source::new(hidden, "")];
        let mut found = Diagnostics::default();
        for file in 0..2 {
            let problem =
                Diagnostic::error(Code::Syntax, Place::file(file), hidden).help(hidden).label(hidden);
            found.push(problem.related(Place::bytes(0, 3, 4), hidden));
        }
        let text = found.render(&files, false);
        assert!(
            text.contains(
                r"\u{9b}\u{ad}\u{e0041}\u{1b}[31m\u{200b}\u{2028}\u{202e}\u{2066}\u{feff}\u{7}.yaml"
            ),
            "{text}"
        );
        for c in hidden.chars().filter(|c| !c.is_ascii() || c.is_control()) {
            assert!(!text.contains(c), "{c:?} in {text:?}");
        }
    }
}
