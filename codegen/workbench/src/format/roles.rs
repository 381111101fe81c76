//! The role of each line of a text.

use std::collections::BTreeSet;
use std::ops::Range;

use specwright::yaml::{Parsed, SpanNode};

/// Number of spaces of a level of indentation.
pub(super) const STEP: usize = 2;

/// The role of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    Blank,
    /// A comment without anything before it.
    Comment,
    /// A key or a dash, with its actual and its intended column.
    Starts {
        old: usize,
        new: usize,
    },
    /// The continuation of an earlier line, with which it moves.
    Follows,
    /// A line of a block text with these columns; further spaces are part of the text.
    Content {
        old: usize,
        new: usize,
    },
}

/// A text, line by line.
pub(super) struct Sheet<'t> {
    text: &'t str,
    /// The start of each line.
    starts: Vec<usize>,
    /// The role of each line; `None` if it is unknown.
    roles: Vec<Option<Role>>,
    /// The lines before which there must be an empty one.
    pub(super) apart: BTreeSet<usize>,
}

impl<'t> Sheet<'t> {
    pub(super) fn new(text: &'t str, parsed: &Parsed) -> Sheet<'t> {
        let breaks = text.match_indices('\n').map(|(at, _)| at + 1);
        let starts: Vec<usize> =
            std::iter::once(0).chain(breaks).filter(|start| *start < text.len()).collect();
        let roles = vec![None; starts.len()];
        let mut sheet = Sheet { text, starts, roles, apart: BTreeSet::new() };
        sheet.collection(&parsed.root, 0, true);
        sheet
    }

    /// The number of lines.
    pub(super) fn len(&self) -> usize {
        self.starts.len()
    }

    /// The role of a line.
    pub(super) fn role(&self, line: usize) -> Role {
        let rest = self.line(line).trim();
        match self.roles.get(line).copied().flatten() {
            Some(role) => role,
            None if rest.is_empty() => Role::Blank,
            None if rest.starts_with('#') => Role::Comment,
            None => Role::Follows,
        }
    }

    /// A line without its break.
    pub(super) fn line(&self, line: usize) -> &'t str {
        let range = self.range(line);
        self.text.get(range).unwrap_or_default()
    }

    /// The bytes of a line without its break.
    pub(super) fn range(&self, line: usize) -> Range<usize> {
        let start = self.starts.get(line).copied().unwrap_or(self.text.len());
        let end = self.starts.get(line + 1).map_or(self.text.len(), |next| next - 1);
        let text = self.text.get(start..end).unwrap_or_default();
        start..start + text.strip_suffix('\n').unwrap_or(text).len()
    }

    /// The number of leading spaces of a line.
    pub(super) fn column(&self, line: usize) -> usize {
        let text = self.line(line);
        text.len() - text.trim_start_matches(' ').len()
    }

    fn line_of(&self, byte: usize) -> usize {
        self.starts.partition_point(|start| *start <= byte).saturating_sub(1)
    }

    fn set(&mut self, line: usize, role: Role) {
        if let Some(known) = self.roles.get_mut(line) {
            known.get_or_insert(role);
        }
    }

    /// Sets the roles of the lines of a block collection and everything inside it.
    fn collection(&mut self, node: &SpanNode, depth: usize, named: bool) {
        if node.flow || node.children().is_empty() {
            self.follows(&node.value);
            return;
        }
        for child in node.children() {
            let Some(start) = self.start_of(child) else { continue };
            let line = self.line_of(start);
            let old = start - self.range(line).start;
            let new = depth * STEP;
            if old == self.column(line) {
                self.set(line, Role::Starts { old, new });
            }
            self.block_text(child, start, old, new);
            self.collection(child, depth + 1, named && is_transparent(child));
        }
        if named && has_fields(node) {
            self.separate(node.children());
        }
    }

    /// The start of an entry: of its key, or of its dash.
    fn start_of(&self, node: &SpanNode) -> Option<usize> {
        match &node.key {
            Some(key) => Some(key.start),
            None => {
                let before = self.text.get(..node.value.start)?.trim_end();
                before.ends_with('-').then(|| before.len() - 1)
            }
        }
    }

    /// All lines of a range except the first continue it.
    fn follows(&mut self, range: &Range<usize>) {
        if range.is_empty() {
            return;
        }
        for line in self.line_of(range.start) + 1..=self.line_of(range.end - 1) {
            self.set(line, Role::Follows);
        }
    }

    /// Sets the roles of the lines of a text after `|` or `>`.
    fn block_text(&mut self, node: &SpanNode, start: usize, old: usize, new: usize) {
        let Some(header) = header(self.text, node, start) else { return };
        let first = self.line_of(start) + 1;
        let explicit =
            header.chars().find_map(|sign| sign.to_digit(10)).and_then(|n| usize::try_from(n).ok());
        let mut lines = first..self.len();
        let column = match explicit {
            Some(n) => old + n,
            None => match lines.find(|line| !self.line(*line).trim().is_empty()) {
                Some(line) => self.column(line),
                None => return,
            },
        };
        if column <= old {
            return;
        }
        let is_inside = |line: &usize| self.line(*line).trim().is_empty() || self.column(*line) >= column;
        let mut inside: Vec<usize> = (first..self.len()).take_while(is_inside).collect();
        if !header.contains('+') {
            // Empty lines after the last one are not part of the text.
            while inside.last().is_some_and(|line| self.line(*line).trim().is_empty()) {
                inside.pop();
            }
        }
        let new = new + explicit.unwrap_or(STEP);
        for line in inside {
            self.set(line, Role::Content { old: column, new });
        }
    }

    /// Requires an empty line between entries of which one takes several lines.
    fn separate(&mut self, entries: &[SpanNode]) {
        let lines = |node: &SpanNode| {
            let start = node.key.as_ref().map_or(node.value.start, |key| key.start);
            (self.line_of(start), self.line_of(node.value.end.max(start + 1) - 1))
        };
        let mut apart = Vec::new();
        for (before, after) in entries.iter().zip(entries.iter().skip(1)) {
            let (first, last) = lines(before);
            let (mut next, end) = lines(after);
            if (first == last && next == end) || next <= last {
                continue;
            }
            // The comments above an entry are part of it.
            let column = self.column(next);
            while next > last + 1 && self.role(next - 1) == Role::Comment && self.column(next - 1) == column {
                next -= 1;
            }
            apart.push(next);
        }
        self.apart.extend(apart);
    }
}

/// The indicator of a block text and the rest of its line, up to a comment.
pub(super) fn header<'t>(text: &'t str, node: &SpanNode, start: usize) -> Option<&'t str> {
    let after = node.key.as_ref().map_or(start + 1, |key| key.end);
    let rest = text.get(after..)?.lines().next()?;
    let rest = if node.key.is_some() { rest.trim_start_matches(' ').strip_prefix(':')? } else { rest };
    let header = rest.trim_start_matches(' ').split(" #").next()?.trim_end();
    let signs = header.strip_prefix(['|', '>'])?;
    signs.chars().all(|sign| matches!(sign, '+' | '-' | '1'..='9')).then_some(header)
}

/// Whether the entries of a node are fields, which are separated by empty lines.
fn has_fields(node: &SpanNode) -> bool {
    matches!(node.name().as_ref(), "fields" | "path_params" | "query" | "headers") && node.key.is_some()
}

/// Whether a node may contain keys of the dialect: a field may be called `fields`, too.
fn is_transparent(node: &SpanNode) -> bool {
    has_fields(node)
        || node.name() == "variants"
        || node.key.is_none()
        || node.children().iter().any(has_fields)
}

/// All comments of a text, in order, from the `#` on.
pub(super) fn comments(text: &str, parsed: &Parsed) -> Vec<String> {
    let sheet = Sheet::new(text, parsed);
    let mut texts = Vec::new();
    leaves(&parsed.root, &mut texts);
    let in_text = |byte: usize| texts.iter().any(|range: &Range<usize>| range.contains(&byte));
    let mut comments = Vec::new();
    for line in 0..sheet.len() {
        if matches!(sheet.role(line), Role::Content { .. }) {
            continue;
        }
        let range = sheet.range(line);
        let signs = sheet.line(line).match_indices('#').map(|(at, _)| at);
        let begins = |at: &usize| {
            let before = sheet.line(line).get(..*at).unwrap_or_default();
            before.is_empty() || before.ends_with([' ', '\t'])
        };
        if let Some(at) = signs.filter(begins).find(|at| !in_text(range.start + at)) {
            comments.push(sheet.line(line).get(at..).unwrap_or_default().trim_end().to_owned());
        }
    }
    comments
}

/// Collects the ranges of all scalars of a node, including keys.
fn leaves(node: &SpanNode, ranges: &mut Vec<Range<usize>>) {
    ranges.extend(node.key.clone());
    if node.children().is_empty() && !node.flow {
        ranges.push(node.value.clone());
    }
    for child in node.children() {
        leaves(child, ranges);
    }
}
