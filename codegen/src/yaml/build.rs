//! Builds nodes from the events of the parser.

use std::borrow::Cow;
use std::ops::Range;

use granit_parser::{
    Event, Marker, Options, Parser, ScalarStyle, ScanError, Span, StructureStyle, Tag, options,
};

use super::indent::{begins_entry, indented_too_little, quote_end};
use super::{Failure, MAX_DEPTH, Mark, MarkKind, Node, Parsed, Problem, Scalar, SpanNode, scalar};

/// Parses the first document of a text.
pub(super) fn build(text: &str) -> Parsed {
    let mut builder =
        Builder { text, open: Vec::new(), parsed: Parsed::default(), root: None, documents: 0, last: 0 };
    for event in Parser::new_from_str_with_options(text, parser_options()) {
        let taken = match event {
            Ok((event, span)) => builder.take(event, &span),
            Err(error) => Err(builder.failure(&error)),
        };
        if let Err(failure) = taken {
            builder.parsed.failure = Some(failure);
        }
        if builder.parsed.failure.is_some() || builder.documents > 1 {
            break;
        }
    }
    builder.finish()
}

fn parser_options() -> Options {
    options! {
        // As `serde_yaml` does for both.
        bom_inside_document_as_content: true,
        block_scalar_eof_without_line_feed: true,
        emit_anchor_events: true,
        emit_unresolved_aliases: true,
        flow_nesting_limit: MAX_DEPTH,
        block_nesting_limit: MAX_DEPTH,
    }
}

/// Builds the nodes without recursion.
struct Builder<'t> {
    text: &'t str,
    /// The open collections, innermost last.
    open: Vec<Open>,
    parsed: Parsed,
    root: Option<SpanNode>,
    /// The number of documents that have begun.
    documents: usize,
    /// The end of the last event.
    last: usize,
}

/// An open collection.
struct Open {
    start: usize,
    mapping: bool,
    flow: bool,
    /// The indentation of the innermost block collection: this one, or one around it. `None` if there is none.
    column: Option<usize>,
    /// The key whose value is next.
    key: Option<(Node, Range<usize>)>,
    children: Vec<SpanNode>,
}

impl Builder<'_> {
    fn take(&mut self, event: Event<'_>, span: &Span) -> Result<(), Failure> {
        let range = range(span);
        if let Some(tag) = span.tag_span() {
            self.mark(MarkKind::Tag, self::range(&tag));
        }
        match event {
            Event::DocumentStart(explicit, _) => {
                self.documents += 1;
                if self.documents > 1 {
                    let end = if explicit { range.end } else { range.start };
                    self.mark(MarkKind::SecondDocument, range.start..end);
                }
            }
            Event::Scalar(text, style, _, tag) => self.scalar(text, style, tag, range.clone())?,
            Event::Alias(_) => self.alias(MarkKind::Alias, range.clone()),
            Event::UnresolvedAlias(_) => self.alias(MarkKind::UnknownAlias, range.clone()),
            Event::Anchor(..) => {
                self.mark(MarkKind::Anchor, range);
                return Ok(());
            }
            Event::SequenceStart(style, ..) => self.open(range.start, style, false)?,
            Event::MappingStart(style, ..) => self.open(range.start, style, true)?,
            Event::SequenceEnd | Event::MappingEnd => self.close(Some(range.end))?,
            // The ends of documents and of the stream; later versions of the parser may have more events.
            _ => {}
        }
        self.last = range.end;
        Ok(())
    }

    fn finish(mut self) -> Parsed {
        while !self.open.is_empty() {
            // Without an explicit end, closing cannot fail.
            let _ = self.close(None);
        }
        self.parsed.root = self.root.unwrap_or_default();
        self.parsed.marks.sort_by_key(|mark| mark.range.start);
        self.parsed
    }

    fn scalar(
        &mut self,
        text: Cow<'_, str>,
        style: ScalarStyle,
        tag: Option<Cow<'_, Tag>>,
        range: Range<usize>,
    ) -> Result<(), Failure> {
        let is_text = tag.is_some_and(|tag| tag.is_yaml_core_schema_tag("str"));
        match style {
            // A missing value is reported as `~` with an empty range.
            ScalarStyle::Plain if range.is_empty() => self.add(Node::Null, range, false),
            ScalarStyle::Plain if !is_text => self.add(scalar::plain(text), range, false),
            ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted => {
                self.check_indentation(&range)?;
                self.add(Node::Scalar(Scalar::Text(text.into_owned())), range, false);
            }
            ScalarStyle::Plain | ScalarStyle::Literal | ScalarStyle::Folded => {
                // The range of a text after `|` or `>` extends to the next node.
                let kept = self.text.get(range.clone()).unwrap_or_default().trim_end();
                let range = range.start..range.start + kept.len();
                self.add(Node::Scalar(Scalar::Text(text.into_owned())), range, false);
            }
        }
        Ok(())
    }

    fn alias(&mut self, kind: MarkKind, range: Range<usize>) {
        self.mark(kind, range.clone());
        self.add(Node::Null, range, false);
    }

    fn open(&mut self, start: usize, style: StructureStyle, mapping: bool) -> Result<(), Failure> {
        if self.open.len() == MAX_DEPTH {
            return Err(Failure { problem: Problem::TooDeep, at: start, related: None });
        }
        let flow = style == StructureStyle::Flow;
        let column = match style {
            StructureStyle::Flow => None,
            StructureStyle::Block if mapping => Some(self.column(start)),
            StructureStyle::Block => {
                // It is reported at its first dash, or after it if that dash is not indented more than the key.
                let before = self.text.get(..start).unwrap_or_default().trim_end_matches(' ');
                let dash = before.strip_suffix('-').map_or(start, str::len);
                Some(self.column(dash))
            }
        };
        let column = column.or_else(|| self.open.last().and_then(|open| open.column));
        self.open.push(Open { start, mapping, flow, column, key: None, children: Vec::new() });
        Ok(())
    }

    /// Closes the innermost collection. Without an explicit end, it ends with its last child.
    fn close(&mut self, end: Option<usize>) -> Result<(), Failure> {
        let Some(mut closed) = self.open.pop() else { return Ok(()) };
        if let Some((key_node, key)) = closed.key.take() {
            // The text ended after a key.
            let value = key.end..key.end;
            closed.children.push(SpanNode { key: Some(key), key_node, value, ..SpanNode::default() });
        }
        let range = match (end, closed.children.first(), closed.children.last()) {
            (Some(end), ..) if closed.flow => closed.start..end,
            // A block collection is reported from one of its dashes up to the next node.
            (_, Some(first), Some(last)) if !closed.flow => first.start()..last.end(),
            (_, _, last) => closed.start..last.map_or(closed.start, SpanNode::end),
        };
        // A pair in brackets is a mapping without braces.
        let flow = closed.flow && self.slice(closed.start).starts_with(['{', '[']);
        if closed.flow && self.open.last().is_none_or(|open| !open.flow) {
            self.check_indentation(&range)?;
        }
        let node = if closed.mapping { Node::Mapping(closed.children) } else { Node::List(closed.children) };
        self.add(node, range, flow);
        Ok(())
    }

    /// Adds a value, or stores it as the next key.
    fn add(&mut self, node: Node, value: Range<usize>, flow: bool) {
        let Some(parent) = self.open.last_mut() else {
            self.root.get_or_insert(SpanNode { value, flow, node, ..SpanNode::default() });
            return;
        };
        let (key_node, key) = match (parent.mapping, parent.key.take()) {
            (true, None) => {
                parent.key = Some((node, value));
                return;
            }
            (true, Some((key_node, key))) => (key_node, Some(key)),
            (false, _) => (Node::Null, None),
        };
        parent.children.push(SpanNode { key, key_node, value, flow, node });
    }

    fn mark(&mut self, kind: MarkKind, range: Range<usize>) {
        self.parsed.marks.push(Mark { kind, range });
    }

    /// Returns an error if a line of a quoted text or of a flow collection is not indented enough.
    fn check_indentation(&self, range: &Range<usize>) -> Result<(), Failure> {
        let innermost = self.open.last();
        let Some(column) = innermost.filter(|open| !open.flow).and_then(|open| open.column) else {
            return Ok(());
        };
        let Some(at) = indented_too_little(self.text, range.start, range.end, column) else { return Ok(()) };
        let sign = self.slice(range.start).chars().next().unwrap_or_default();
        if matches!(sign, '"' | '\'') && begins_entry(self.line(at)) {
            return Err(Failure { problem: Problem::NotClosed(sign), at: range.start, related: Some(at) });
        }
        Err(Failure { problem: Problem::IndentedTooLittle(sign), at, related: Some(range.start) })
    }

    /// Why the parser stopped, with the byte of the cause.
    fn failure(&self, error: &ScanError) -> Failure {
        let at = byte(*error.marker());
        if let Some(failure) = self.not_closed(at) {
            return failure;
        }
        let problem = Problem::from(error);
        let related = self.open.last().map(|open| open.start).filter(|start| *start > 0 && *start != at);
        match problem {
            Problem::NotClosed('"') if self.slice(at).starts_with('\'') => {
                Failure { problem: Problem::NotClosed('\''), at, related: None }
            }
            Problem::NotClosed(_) => Failure { problem, at, related: None },
            problem => Failure { problem, at, related },
        }
    }

    /// A quote, brace or bracket that begins before the byte at which the parser stopped, followed by a key that is not
    /// indented enough to be inside. That is the cause, whatever the parser reports.
    fn not_closed(&self, at: usize) -> Option<Failure> {
        let column = self.open.iter().rev().find(|open| !open.flow)?.column?;
        let quote = self.slice(self.last).find(['"', '\'']).map(|quote| self.last + quote);
        let quote = quote.filter(|quote| *quote <= at).map(|quote| (quote, quote_end(self.text, quote)));
        let flow = self.open.iter().find(|open| open.flow);
        let flow = flow.map(|open| (open.start, at + self.line(at).len()));
        quote.into_iter().chain(flow).find_map(|(start, end)| {
            let line = indented_too_little(self.text, start, end, column)?;
            let sign = self.slice(start).chars().next()?;
            let problem = Problem::NotClosed(sign);
            begins_entry(self.line(line)).then_some(Failure { problem, at: start, related: Some(line) })
        })
    }

    /// The text from a byte on.
    fn slice(&self, start: usize) -> &str {
        self.text.get(start..).unwrap_or_default()
    }

    /// The rest of a line from a byte on.
    fn line(&self, start: usize) -> &str {
        self.slice(start).lines().next().unwrap_or_default()
    }

    /// The number of bytes of a line before a byte. Indentation has one byte per column.
    fn column(&self, at: usize) -> usize {
        let before = self.text.get(..at).unwrap_or_default();
        before.len() - before.rfind('\n').map_or(0, |line| line + 1)
    }
}

fn range(span: &Span) -> Range<usize> {
    let start = byte(span.start);
    start..byte(span.end).max(start)
}

/// The byte of a position. The parser reports one for every position in a `str`.
fn byte(marker: Marker) -> usize {
    marker.byte_offset().unwrap_or_default()
}
