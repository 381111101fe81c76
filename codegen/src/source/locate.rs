//! Resolves places to ranges of bytes.

use std::cell::OnceCell;
use std::ops::Range;

use super::lines::floor_char_boundary;
use super::{Lines, Source};
use crate::diagnostics::{Place, Spot};
use crate::yaml::{self, Parsed, SpanNode};

/// Resolves places. A file is parsed at most once, when a place in it is first looked up by path.
pub struct Locator<'s> {
    files: Vec<File<'s>>,
}

struct File<'s> {
    path: &'s str,
    lines: Lines<'s>,
    mark: usize,
    parsed: OnceCell<Parsed>,
}

/// A resolved place.
#[derive(Clone, Debug)]
pub struct Located<'l> {
    /// The file's path.
    pub path: &'l str,
    /// The file's whole text.
    pub lines: &'l Lines<'l>,
    /// Number of bytes of the file before the text.
    pub mark: usize,
    /// The bytes of the text that the caret points at, within one line.
    pub range: Range<usize>,
}

impl<'s> Locator<'s> {
    /// Creates a locator for these files.
    pub fn new(sources: &'s [Source]) -> Locator<'s> {
        let file = |source: &'s Source| File {
            path: &source.path,
            lines: Lines::new(source.text()),
            mark: source.bytes.len() - source.bytes_after_mark().len(),
            parsed: OnceCell::new(),
        };
        Locator { files: sources.iter().map(file).collect() }
    }

    /// The node at the end of a path in a file, if it is there.
    pub fn node(&self, file: usize, path: &[String]) -> Option<&SpanNode> {
        let (node, steps) = self.files.get(file)?.parsed().find(path);
        (steps == path.len()).then_some(node)
    }

    /// Resolves a place; `None` if there is no such file.
    pub fn locate(&self, place: &Place) -> Option<Located<'_>> {
        let file = self.files.get(place.file)?;
        let range = file.range(&place.spot);
        Some(Located {
            path: file.path,
            lines: &file.lines,
            mark: file.mark,
            range: first_line(file.lines.text(), range),
        })
    }
}

impl File<'_> {
    fn parsed(&self) -> &Parsed {
        self.parsed.get_or_init(|| yaml::parse(self.lines.text()))
    }

    fn range(&self, spot: &Spot) -> Range<usize> {
        let (path, of_key) = match spot {
            Spot::File => return first_word(self.lines.text()),
            Spot::Bytes(start, end) => return *start..*end,
            Spot::Key(path) => (path, true),
            Spot::Value(path) => (path, false),
            Spot::Part(path, part) => {
                let whole = self.range(&Spot::Value(path.clone()));
                let at = self.lines.text().get(whole.clone()).and_then(|value| value.find(part.as_str()));
                return match at {
                    Some(at) => whole.start + at..whole.start + at + part.len(),
                    None => whole,
                };
            }
        };
        match self.parsed().find(path) {
            (_, 0) if !path.is_empty() => first_word(self.lines.text()),
            // If the path does not exist, the last existing key is more precise than its whole value.
            (node, steps) => node.range(of_key || steps < path.len()),
        }
    }
}

impl SpanNode {
    /// The range for a caret: the value, unless the key was requested or represents it better.
    pub fn range(&self, of_key: bool) -> Range<usize> {
        let block = !self.children().is_empty() && !self.flow;
        match &self.key {
            Some(key) if of_key || block || self.value.is_empty() => key.clone(),
            Some(_) => self.value.clone(),
            None => match self.children().first() {
                Some(first) if block => first.range(true),
                _ => self.value.clone(),
            },
        }
    }
}

/// The range that represents a whole file: the first word that is not in a comment.
fn first_word(text: &str) -> Range<usize> {
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let word = line.trim_start();
        if !word.is_empty() && !word.starts_with(['#', '%']) && word.trim_end() != "---" {
            let at = start + line.len() - word.len();
            let end = word.find([':', ' ', '\r', '\n']).unwrap_or(word.len());
            return at..at + end;
        }
        start += line.len();
    }
    0..0
}

/// The first line of the range, on character boundaries and inside the text.
fn first_line(text: &str, range: Range<usize>) -> Range<usize> {
    let start = floor_char_boundary(text, range.start);
    let end = floor_char_boundary(text, range.end).max(start);
    let within = text.get(start..end).unwrap_or_default();
    let line = within.split(['\n', '\r']).next().unwrap_or_default();
    start..start + line.len()
}
