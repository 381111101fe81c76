//! Where the keys and values of a YAML text stand, found by a second pass over it.

use std::ops::Range;

use saphyr_parser::{Event, Marker, Parser, ScalarStyle, Span};

/// Deeper than this nothing is located. The data parser refuses such a text anyway.
const MAX_DEPTH: usize = 130;

/// Where everything of the first document stands, in bytes.
#[derive(Clone, Debug, Default)]
pub(crate) struct Spans {
    /// The document, as far as it could be parsed.
    pub(crate) root: Option<SpanNode>,
    /// What YAML has and the dialect leaves out.
    pub(crate) marks: Vec<Mark>,
}

/// One value, and the key or dash before it.
#[derive(Clone, Debug)]
pub(crate) struct SpanNode {
    /// The key, or the position in a list, by which its parent knows it.
    pub(crate) name: String,
    /// Where the key stands. `None` for the root and the elements of lists.
    pub(crate) key: Option<Range<usize>>,
    /// Where the value stands, from its first byte to the one after its last; empty where there is none.
    pub(crate) value: Range<usize>,
    /// A mapping in braces or a list in brackets.
    pub(crate) flow: bool,
    /// The entries of a mapping or the elements of a list, in the order of the text.
    pub(crate) children: Vec<SpanNode>,
}

/// Something that YAML has and the dialect leaves out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Mark {
    pub(crate) kind: MarkKind,
    pub(crate) range: Range<usize>,
}

/// What kind of thing it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum MarkKind {
    Anchor,
    Alias,
    Tag,
    SecondDocument,
}

impl Spans {
    /// Never fails: what cannot be parsed is not located.
    pub(crate) fn of(text: &str) -> Spans {
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
    pub(crate) fn find(&self, path: &[String]) -> Option<(&SpanNode, usize)> {
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
    pub(crate) fn at(&self, positions: &[usize]) -> Option<&SpanNode> {
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
            Some(span) if node.flow => self.range(span).end,
            _ => node
                .children
                .last()
                .map_or(start, |last| last.value.end.max(last.key.as_ref().map_or(0, |key| key.end))),
        };
        self.add(String::new(), start..end.max(start), node.flow, node.children);
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
mod tests {
    use super::{MarkKind, Spans};

    /// What the key and the value at a dotted path are in the text itself.
    fn at<'t>(text: &'t str, path: &str) -> (Option<&'t str>, &'t str) {
        let spans = Spans::of(text);
        let path: Vec<String> = path.split('.').filter(|name| !name.is_empty()).map(Into::into).collect();
        let (node, steps) = spans.find(&path).unwrap();
        assert_eq!(steps, path.len(), "{path:?} leads somewhere");
        (node.key.clone().map(|key| &text[key]), &text[node.value.clone()])
    }

    #[test]
    fn block_mappings() {
        let text =
            "model: A # why\nfields:\n  title:\n    type: string   # what\n    max_bytes: 36\n\n# end\n";
        assert_eq!(at(text, "model"), (Some("model"), "A"));
        assert_eq!(at(text, "fields.title.type"), (Some("type"), "string"));
        assert_eq!(at(text, "fields.title.max_bytes"), (Some("max_bytes"), "36"));
        assert_eq!(at(text, "fields.title"), (Some("title"), "type: string   # what\n    max_bytes: 36"));
        assert_eq!(at(text, ""), (None, text.trim_end().trim_end_matches("\n\n# end")));
    }

    #[test]
    fn flow_collections() {
        let text = "a: { b : [1, two, \"th ree\"], 'c d': {}, e: { f: g } }\nh: [ ]\n";
        assert_eq!(at(text, "a.b"), (Some("b"), "[1, two, \"th ree\"]"));
        assert_eq!(at(text, "a.b.1"), (None, "two"));
        assert_eq!(at(text, "a.b.2"), (None, "\"th ree\""));
        assert_eq!(at(text, "a.c d"), (Some("'c d'"), "{}"));
        assert_eq!(at(text, "a.e.f"), (Some("f"), "g"));
        assert_eq!(at(text, "a").1, "{ b : [1, two, \"th ree\"], 'c d': {}, e: { f: g } }");
        assert_eq!(at(text, "h").1, "[ ]");
    }

    #[test]
    fn a_missing_value_is_empty() {
        let text = "a: { type: list<int, string>, b }\nc:\nd: 1\ne:";
        assert_eq!(at(text, "a.type"), (Some("type"), "list<int"));
        assert_eq!(at(text, "a.string>"), (Some("string>"), ""));
        assert_eq!(at(text, "a.b"), (Some("b"), ""));
        assert_eq!(at(text, "c"), (Some("c"), ""));
        assert_eq!(at(text, "e"), (Some("e"), ""));
    }

    #[test]
    fn characters_of_every_width() {
        let text = "名字: 票务公司 # 注\n𠮷: { é: 𠮷𠮷, 号: \"票\", x: 1 }\nlast: 票\n";
        assert_eq!(at(text, "名字"), (Some("名字"), "票务公司"));
        assert_eq!(at(text, "𠮷.é"), (Some("é"), "𠮷𠮷"));
        assert_eq!(at(text, "𠮷.号"), (Some("号"), "\"票\""));
        assert_eq!(at(text, "𠮷.x"), (Some("x"), "1"));
        assert_eq!(at(text, "last"), (Some("last"), "票"));
    }

    #[test]
    fn many_characters_before() {
        let text = format!("a: {}\nb: {}\n", "票".repeat(1000), "x𠮷".repeat(333));
        assert_eq!(at(&text, "a").1, "票".repeat(1000));
        assert_eq!(at(&text, "b").1, "x𠮷".repeat(333));
    }

    #[test]
    fn carriage_returns() {
        let text = "a: 票\r\nb:\r\n  - x\r\n  - c: d\r\n    e: \"f\"\r\ng: |\r\n  1\r\n  2\r\nh: i\r\n";
        assert_eq!(at(text, "a").1, "票");
        assert_eq!(at(text, "b.0").1, "x");
        assert_eq!(at(text, "b.1.e"), (Some("e"), "\"f\""));
        assert_eq!(at(text, "h"), (Some("h"), "i"));
    }

    #[test]
    fn lists_in_both_block_styles() {
        let text = "a:\n- 1\n- b: 2\n  c: 3\n-\n  - 4\n  - [5]\nd:\n  - - 6\n    - 7\n";
        assert_eq!(at(text, "a.0").1, "1");
        assert_eq!(at(text, "a.1.c"), (Some("c"), "3"));
        assert_eq!(at(text, "a.2.1.0").1, "5");
        assert_eq!(at(text, "d.0.1").1, "7");
    }

    #[test]
    fn texts_of_several_lines() {
        let text = "a: |\n  票 one\n  two\n\nb: >-\n  folded\n  more\nc: plain\n  goes on\nd: \"x\n  y\"\ne: 'it''s'\nf: z\n";
        assert!(at(text, "a").1.ends_with("two"), "{:?}", at(text, "a"));
        assert!(at(text, "b").1.ends_with("more"), "{:?}", at(text, "b"));
        assert_eq!(at(text, "c").1, "plain\n  goes on");
        assert_eq!(at(text, "d").1, "\"x\n  y\"");
        assert_eq!(at(text, "e").1, "'it''s'");
        assert_eq!(at(text, "f"), (Some("f"), "z"));
    }

    #[test]
    fn explicit_and_odd_keys() {
        let text = "? a\n: 1\n\"q: x\": 2\n'': 3\n1: 4\n? [c]\n: 5\nz: 6\n";
        assert_eq!(at(text, "a"), (Some("a"), "1"));
        assert_eq!(at(text, "q: x"), (Some("\"q: x\""), "2"));
        assert_eq!(at(text, "1"), (Some("1"), "4"));
        assert_eq!(at(text, "z"), (Some("z"), "6"));
    }

    #[test]
    fn what_the_dialect_leaves_out() {
        let text = "a: &票 1\nb: *票\nc: !t 2\nd: &m\n  e: 3\nf:\n  <<: *m\n---\ng: 1\n";
        let marks: Vec<_> =
            Spans::of(text).marks.into_iter().map(|mark| (mark.kind, text[mark.range].to_owned())).collect();
        let expected = [
            (MarkKind::Anchor, "&票"),
            (MarkKind::Alias, "*票"),
            (MarkKind::Tag, "!t"),
            (MarkKind::Anchor, "&m"),
            (MarkKind::Alias, "*m"),
            (MarkKind::SecondDocument, "---"),
        ];
        assert_eq!(marks, expected.map(|(kind, text)| (kind, text.to_owned())));
    }

    #[test]
    fn a_broken_text_is_located_as_far_as_it_goes() {
        let text = "a: 1\nb:\n  c: 2\n  d: \"open\n";
        assert_eq!(at(text, "a").1, "1");
        assert_eq!(at(text, "b.c"), (Some("c"), "2"));
        assert!(Spans::of("").root.is_none());
        assert!(Spans::of("# nothing\n").root.is_none());
    }

    #[test]
    fn no_depth_overflows() {
        for text in ["[".repeat(10_000), "{a: ".repeat(10_000), "- ".repeat(10_000)] {
            assert!(Spans::of(&text).marks.is_empty());
        }
        let text = format!("a: {}{}\nb: 1\n", "[".repeat(200), "]".repeat(200));
        assert_eq!(at(&text, "b"), (Some("b"), "1"));
    }
}
