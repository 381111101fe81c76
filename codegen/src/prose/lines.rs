//! Wraps Markdown in the normal form.

use std::borrow::Cow;

/// Maximum number of characters in a line of prose.
const WIDTH: usize = 100;

/// The lines of a text in the normal form, with prose wrapped at spaces.
pub(crate) fn wrapped(markdown: &str) -> impl Iterator<Item = Cow<'_, str>> {
    let mut fence = Fence::default();
    markdown.split('\n').flat_map(move |line| {
        // Most lines have few bytes, and so few characters.
        let fits = line.len() <= WIDTH || line.chars().count() <= WIDTH;
        let is_whole = fence.holds(line) || fits || is_one_line_block(line);
        Broken { rest: Some(line), prefix: String::new(), is_whole }
    })
}

/// Whether the line is a heading or the row of a table, which cannot be wrapped.
fn is_one_line_block(line: &str) -> bool {
    split_prefix(line).1.starts_with(['#', '|'])
}

/// The parts of a wrapped line.
struct Broken<'a> {
    rest: Option<&'a str>,
    /// The prefix of the next part: empty for the first one, which has its own.
    prefix: String,
    is_whole: bool,
}

impl<'a> Iterator for Broken<'a> {
    type Item = Cow<'a, str>;

    fn next(&mut self) -> Option<Cow<'a, str>> {
        let line = self.rest.take()?;
        let part = if self.is_whole { line } else { self.first_part(line) };
        Some(if self.prefix.is_empty() {
            if !self.is_whole {
                self.prefix = continued(split_prefix(line).0);
            }
            Cow::Borrowed(part)
        } else {
            Cow::Owned(format!("{}{part}", self.prefix))
        })
    }
}

impl<'a> Broken<'a> {
    /// As many words as fit; keeps the rest.
    fn first_part(&mut self, line: &'a str) -> &'a str {
        let (own_prefix, content) = if self.prefix.is_empty() { split_prefix(line) } else { ("", line) };
        let (mut end, mut width) = (0, self.prefix.len() + own_prefix.len());
        for word in content.split(' ') {
            let with_word = width + usize::from(end > 0) + word.chars().count();
            if end > 0 && with_word > WIDTH && may_begin_line(word) {
                let (part, rest) = line.split_at_checked(own_prefix.len() + end).unwrap_or((line, ""));
                self.rest = Some(rest.trim_start_matches(' '));
                return part.trim_end_matches(' ');
            }
            end += word.len() + 1;
            width = with_word;
        }
        line
    }
}

/// Whether a line of prose can begin with the word without becoming a list, a heading, a fence or a table.
fn may_begin_line(word: &str) -> bool {
    let number = word.trim_start_matches(|c: char| c.is_ascii_digit());
    !word.starts_with(['-', '+', '#', '>', '*', '=', '|', ':', '~'])
        && !word.starts_with("```")
        && !number.starts_with(['.', ')'])
        && !word.is_empty()
}

/// Splits a line into the markers and spaces of lists and quotes, and the rest.
fn split_prefix(line: &str) -> (&str, &str) {
    let mut content = line;
    loop {
        let inner = content.trim_start_matches(' ');
        let number = inner.trim_start_matches(|c: char| c.is_ascii_digit());
        let ordered = if number.len() < inner.len() { number.strip_prefix(". ") } else { None };
        let marked = inner.strip_prefix("> ").or_else(|| inner.strip_prefix("- ")).or(ordered);
        match marked {
            Some(rest) => content = rest,
            None => return line.split_at_checked(line.len() - inner.len()).unwrap_or(("", line)),
        }
    }
}

/// The prefix of the continuation of a line with this prefix.
fn continued(prefix: &str) -> String {
    prefix.chars().map(|c| if c == '>' { c } else { ' ' }).collect()
}

/// The fenced code block that a line may be in.
#[derive(Default)]
pub(super) struct Fence {
    /// Number of backticks that opened it.
    open: Option<usize>,
}

impl Fence {
    /// Whether the next line is part of a fenced code block, including its first and last line.
    pub(super) fn holds(&mut self, line: &str) -> bool {
        if self.open.is_none() && !line.contains("```") {
            return false;
        }
        let content = split_prefix(line).1;
        let info = content.trim_start_matches('`');
        let ticks = content.len() - info.len();
        match self.open {
            Some(open) => {
                if ticks >= open && info.is_empty() {
                    self.open = None;
                }
                true
            }
            None if ticks >= 3 && !info.contains('`') => {
                self.open = Some(ticks);
                true
            }
            None => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::wrapped;

    #[test]
    fn wide_prose_is_wrapped_without_changing_the_markdown() {
        let text = format!(
            "{} - {} 1. {}\n```text\n{}\n```",
            "a ".repeat(49),
            "b".repeat(60),
            "c".repeat(60),
            "d ".repeat(80)
        );
        let lines: Vec<_> = wrapped(&text).collect();
        assert!(lines.iter().all(|line| !line.starts_with('-') && !line.starts_with("1.")), "{lines:#?}");
        assert_eq!(lines.len(), 5 + 1, "{lines:#?}");
    }

    #[test]
    fn a_wrapped_line_stays_in_its_list_or_quote() {
        let words = "word ".repeat(30);
        let text = format!("- one\n  12. {words}end\n> - {words}end");
        let lines: Vec<_> = wrapped(&text).collect();
        let first_words: Vec<&str> = lines.iter().map(|line| line.get(..9).unwrap_or(line)).collect();
        assert_eq!(first_words, ["- one", "  12. wor", "      wor", "> - word ", ">   word "], "{lines:#?}");
    }

    #[test]
    fn headings_and_rows_are_not_wrapped() {
        let wide = "wide ".repeat(30);
        for line in [format!("## {wide}end"), format!("|{wide}|end|")] {
            assert_eq!(wrapped(&line).collect::<Vec<_>>(), [line.as_str()]);
        }
    }
}
