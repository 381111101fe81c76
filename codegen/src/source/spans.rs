//! Where the keys and values of a YAML text stand, found by a second pass over it.

use std::ops::Range;

use saphyr_parser::{Event, Marker, Parser, ScalarStyle, Span};

/// Deeper than this nothing is located. The data parser refuses such a text anyway.
const MAX_DEPTH: usize = 130;

/// Where everything of the first document stands, in bytes.
#[derive(Clone, Debug, Default)]
pub struct Spans {
    /// The document, as far as it could be parsed.
    pub root: Option<SpanNode>,
    /// What YAML has and the dialect leaves out.
    pub marks: Vec<Mark>,
}

/// One value, and the key or dash before it.
#[derive(Clone, Debug)]
pub struct SpanNode {
    /// The key, or the position in a list, by which its parent knows it.
    pub name: String,
    /// Where the key stands. `None` for the root and the elements of lists.
    pub key: Option<Range<usize>>,
    /// Where the value stands, from its first byte to the one after its last; empty where there is none.
    pub value: Range<usize>,
    /// A mapping in braces or a list in brackets.
    pub flow: bool,
    /// The entries of a mapping or the elements of a list, in the order of the text.
    pub children: Vec<SpanNode>,
}

/// Something that YAML has and the dialect leaves out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// What it is.
    pub kind: MarkKind,
    /// Its bytes in the text.
    pub range: Range<usize>,
}

/// What kind of thing it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MarkKind {
    /// `&name`
    Anchor,
    /// `*name`
    Alias,
    /// `!name`
    Tag,
    /// `---` before another document.
    SecondDocument,
}

impl Spans {
    /// Never fails: what cannot be parsed is not located.
    pub fn of(text: &str) -> Spans {
        let mut builder = Builder {
            offsets: Offsets::new(text),
            text,
            open: Vec::new(),
            spans: Spans::default(),
            depth: 0,
        };
        let mut parser = Parser::new_from_str(text);
        let mut documents = 0;
        while let Some(Ok((event, span))) = parser.next_event() {
            if matches!(event, Event::DocumentStart(_)) {
                documents += 1;
                if documents == 2 {
                    let start = builder.byte(span.start);
                    let end = if text.get(start..).is_some_and(|rest| rest.starts_with("---")) {
                        start + 3
                    } else {
                        start
                    };
                    builder.mark(MarkKind::SecondDocument, start..end);
                    break;
                }
            }
            builder.take(event, span);
        }
        builder.finish()
    }

    /// The node at the end of the path, or at the end of its longest beginning that leads somewhere; and how
    /// many steps of the path that is.
    pub fn find(&self, path: &[String]) -> Option<(&SpanNode, usize)> {
        let mut node = self.root.as_ref()?;
        for (step, name) in path.iter().enumerate() {
            match node.children.iter().find(|child| child.name == *name) {
                Some(child) => node = child,
                None => return Some((node, step)),
            }
        }
        Some((node, path.len()))
    }

    /// The node at the end of a path of positions, whatever the names.
    pub fn at(&self, positions: &[usize]) -> Option<&SpanNode> {
        positions.iter().try_fold(self.root.as_ref()?, |node, position| node.children.get(*position))
    }
}

/// Makes the tree out of the events, without recursion.
struct Builder<'t> {
    text: &'t str,
    offsets: Offsets<'t>,
    /// The collections that are not closed yet, the innermost last.
    open: Vec<Open>,
    spans: Spans,
    depth: usize,
}

/// A collection whose end was not seen yet.
struct Open {
    node: SpanNode,
    mapping: bool,
    /// The key whose value comes next.
    key: Option<(String, Range<usize>)>,
}

impl Builder<'_> {
    fn take(&mut self, event: Event<'_>, span: Span) {
        match event {
            Event::Scalar(text, style, anchor, tag) => {
                let range = self.scalar(&text, style, span);
                self.properties(anchor, tag.is_some(), range.start);
                self.add(text.into_owned(), range, false, Vec::new());
            }
            Event::Alias(_) => {
                let range = self.range(span);
                self.mark(MarkKind::Alias, range.clone());
                self.add(String::new(), range, false, Vec::new());
            }
            Event::SequenceStart(anchor, tag) => self.open(anchor, tag.is_some(), span, false),
            Event::MappingStart(anchor, tag) => self.open(anchor, tag.is_some(), span, true),
            Event::SequenceEnd | Event::MappingEnd => self.close(Some(span)),
            Event::Nothing
            | Event::StreamStart
            | Event::StreamEnd
            | Event::DocumentStart(_)
            | Event::DocumentEnd => {}
        }
    }

    fn finish(mut self) -> Spans {
        while !self.open.is_empty() {
            self.close(None);
        }
        self.spans
    }

    fn open(&mut self, anchor: usize, tag: bool, span: Span, mapping: bool) {
        let range = self.range(span);
        self.properties(anchor, tag, range.start);
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return;
        }
        let flow = self.text.get(range.start..).is_some_and(|rest| rest.starts_with(['{', '[']));
        let node = SpanNode {
            name: String::new(),
            key: None,
            value: range.start..range.start,
            flow,
            children: Vec::new(),
        };
        self.open.push(Open { node, mapping, key: None });
    }

    fn close(&mut self, span: Option<Span>) {
        let beyond = self.depth > MAX_DEPTH;
        self.depth = self.depth.saturating_sub(1);
        if beyond && span.is_some() {
            return;
        }
        let Some(mut closed) = self.open.pop() else {
            return;
        };
        if let Some((name, key)) = closed.key.take() {
            // The text ended between a key and its value.
            let value = key.end..key.end;
            closed.node.children.push(SpanNode {
                name,
                key: Some(key),
                value,
                flow: false,
                children: Vec::new(),
            });
        }
        let node = closed.node;
        let start = node.value.start;
        let end = match span {
            Some(span) if node.flow => self.closing(&node, self.range(span).end),
            _ => node
                .children
                .last()
                .map_or(start, |last| last.value.end.max(last.key.as_ref().map_or(0, |key| key.end))),
        };
        self.add(String::new(), start..end.max(start), node.flow, node.children);
    }

    /// The end of the brace or bracket that closes a node. The parser's own end is that of the blanks and comments
    /// after it.
    fn closing(&self, node: &SpanNode, end: usize) -> usize {
        let open = node.value.start;
        let sign = if self.text.get(open..).is_some_and(|rest| rest.starts_with('{')) { '}' } else { ']' };
        let inside = |last: &SpanNode| last.value.end.max(last.key.as_ref().map_or(0, |key| key.end));
        let mut at = node.children.last().map_or(open + 1, inside);
        for line in self.text.get(at..end).unwrap_or_default().split_inclusive('\n') {
            let before_comment = line.find('#').unwrap_or(line.len());
            if let Some(found) = line.find(sign).filter(|found| *found < before_comment) {
                return at + found + sign.len_utf8();
            }
            at += line.len();
        }
        end
    }

    /// Adds a value, or takes it for the next key.
    fn add(&mut self, text: String, range: Range<usize>, flow: bool, children: Vec<SpanNode>) {
        if self.depth > MAX_DEPTH {
            return;
        }
        let Some(parent) = self.open.last_mut() else {
            if self.spans.root.is_none() {
                self.spans.root =
                    Some(SpanNode { name: String::new(), key: None, value: range, flow, children });
            }
            return;
        };
        let (name, key) = match (parent.mapping, parent.key.take()) {
            (true, None) => {
                parent.key = Some((text, range));
                return;
            }
            (true, Some((name, key))) => (name, Some(key)),
            (false, _) => (parent.node.children.len().to_string(), None),
        };
        parent.node.children.push(SpanNode { name, key, value: range, flow, children });
    }

    /// The exact range of a scalar. That of a block ends at the next token, that of a missing one is empty.
    fn scalar(&self, text: &str, style: ScalarStyle, span: Span) -> Range<usize> {
        let range = self.range(span);
        match style {
            ScalarStyle::Plain if text.is_empty() => range.start..range.start,
            _ => {
                let kept = self
                    .text
                    .get(range.clone())
                    .unwrap_or_default()
                    .trim_end_matches([' ', '\t', '\r', '\n']);
                range.start..range.start + kept.len()
            }
        }
    }

    /// An anchor or a tag stands before the value it belongs to, on the same line or above.
    fn properties(&mut self, anchor: usize, tag: bool, value: usize) {
        if anchor == 0 && !tag {
            return;
        }
        let before = self.text.get(..value).unwrap_or_default();
        for (present, sign, kind) in [(anchor != 0, '&', MarkKind::Anchor), (tag, '!', MarkKind::Tag)] {
            if !present {
                continue;
            }
            // The parser begins a block mapping at its anchor or tag, everything else after it.
            let at_value = self.text.get(value..).is_some_and(|rest| rest.starts_with(sign));
            let word = before.char_indices().rev().find(|(at, c)| *c == sign && starts_word(before, *at));
            let start = if at_value { value } else { word.map_or(value, |(at, _)| at) };
            let rest = self.text.get(start..).unwrap_or_default();
            let end = rest.find([' ', '\t', '\r', '\n', ',', ']', '}']).unwrap_or(rest.len());
            self.mark(kind, start..start + end);
        }
    }

    fn mark(&mut self, kind: MarkKind, range: Range<usize>) {
        self.spans.marks.push(Mark { kind, range });
    }

    fn range(&self, span: Span) -> Range<usize> {
        let start = self.byte(span.start);
        start..self.byte(span.end).max(start)
    }

    fn byte(&self, marker: Marker) -> usize {
        self.offsets.byte(marker.index())
    }
}

/// Whether a word can begin at this byte.
fn starts_word(text: &str, at: usize) -> bool {
    text.get(..at)
        .is_some_and(|before| before.is_empty() || before.ends_with([' ', '\t', '\n', '\r', '[', '{', ',']))
}

/// From a count of characters to a byte, with a stepping stone every 64 characters.
struct Offsets<'t> {
    text: &'t str,
    stones: Vec<usize>,
}

impl<'t> Offsets<'t> {
    const STEP: usize = 64;

    fn new(text: &'t str) -> Offsets<'t> {
        Offsets { text, stones: text.char_indices().map(|(at, _)| at).step_by(Offsets::STEP).collect() }
    }

    fn byte(&self, index: usize) -> usize {
        let Some(stone) = self.stones.get(index / Offsets::STEP).copied() else {
            return self.text.len();
        };
        let rest = self.text.get(stone..).unwrap_or_default();
        rest.char_indices().nth(index % Offsets::STEP).map_or(self.text.len(), |(at, _)| stone + at)
    }
}

#[cfg(test)]
mod tests;
