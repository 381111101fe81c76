//! Edits of the spaces inside of lines.

use std::ops::Range;

use specwright::yaml::{Parsed, SpanNode};

use super::roles::header;

/// A range of the text that contains only punctuation and spaces, and its replacement.
pub(super) type Edit = (Range<usize>, &'static str);

/// The edits, in the order of the text.
pub(super) fn edits(text: &str, parsed: &Parsed) -> Vec<Edit> {
    let mut list = List { text, edits: Vec::new() };
    list.node(&parsed.root);
    list.edits.sort_by_key(|(range, _)| range.start);
    list.edits
}

struct List<'t> {
    text: &'t str,
    edits: Vec<Edit>,
}

impl List<'_> {
    fn node(&mut self, node: &SpanNode) {
        if node.flow {
            return self.flow(node);
        }
        for child in node.children() {
            match &child.key {
                Some(key) => self.after_colon(child, key),
                None => self.after_dash(child),
            }
            self.node(child);
        }
    }

    fn after_colon(&mut self, node: &SpanNode, key: &Range<usize>) {
        let end = match header(self.text, node, key.start) {
            Some(_) => self.text.get(key.end..).and_then(|rest| rest.find(['|', '>'])).map(|at| key.end + at),
            None if node.children().is_empty() || node.flow => Some(node.value.start),
            // A value below its key is indented elsewhere.
            None => None,
        };
        if let Some(end) = end.filter(|end| *end > key.end) {
            self.gap(key.end..end, ":", ": ");
        }
    }

    fn after_dash(&mut self, node: &SpanNode) {
        let Some(before) = self.text.get(..node.value.start) else { return };
        let dash = before.trim_end_matches(' ');
        if dash.ends_with('-') && !node.value.is_empty() {
            self.gap(dash.len() - 1..node.value.start, "-", "- ");
        }
    }

    /// Braces and brackets, and those inside of them.
    fn flow(&mut self, node: &SpanNode) {
        let is_mapping = self.slice(&node.value).starts_with('{');
        let (inner, outer) = if is_mapping { ("{ ", " }") } else { ("[", "]") };
        let (open, close) = if is_mapping { ("{", "}") } else { ("[", "]") };
        let Some((first, last)) = node.children().first().zip(node.children().last()) else {
            let empty = if is_mapping { "{}" } else { "[]" };
            return self.gap(node.value.clone(), empty, empty);
        };
        let is_plain = |child: &SpanNode| {
            // The formatting of an entry without a value, and of a pair without braces, is ambiguous.
            !child.value.is_empty()
                && (child.flow || child.children().is_empty())
                && child.key.is_some() == is_mapping
        };
        if node.children().iter().all(is_plain) {
            self.gap(node.value.start..start(first), open, inner);
            self.gap(last.value.end..node.value.end, close, outer);
            for (before, after) in node.children().iter().zip(node.children().iter().skip(1)) {
                self.after_entry(before.value.end..start(after));
            }
            for child in node.children() {
                if let Some(key) = &child.key {
                    self.gap(key.end..child.value.start, ":", ": ");
                }
            }
        }
        for child in node.children().iter().filter(|child| child.flow) {
            self.flow(child);
        }
    }

    /// The comma between two entries. If the line ends after it, the line break remains.
    fn after_entry(&mut self, range: Range<usize>) {
        match self.slice(&range).split_once(',') {
            Some((before, after)) if after.contains('\n') => {
                let end = range.start + before.len() + 1;
                self.gap(range.start..end, ",", ",");
            }
            _ => self.gap(range, ",", ", "),
        }
    }

    /// Replaces a range, if it contains only this punctuation and spaces.
    fn gap(&mut self, range: Range<usize>, punctuation: &str, wanted: &'static str) {
        let found = self.slice(&range);
        let is_gap = found.chars().filter(|c| *c != ' ').eq(punctuation.chars());
        if is_gap && found != wanted {
            self.edits.push((range, wanted));
        }
    }

    fn slice(&self, range: &Range<usize>) -> &str {
        self.text.get(range.clone()).unwrap_or_default()
    }
}

/// The start of an entry.
fn start(node: &SpanNode) -> usize {
    node.key.as_ref().map_or(node.value.start, |key| key.start)
}
