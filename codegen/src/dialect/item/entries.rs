//! The entries of a mapping whose keys are sound: no key twice, none that is not a name or a code.

use super::super::Scalar;
use super::super::keys::{Key, Keys};
use super::{Item, is_odd_space};
use crate::diagnostics::{Code, Diagnostic, Place};
use crate::source::SpanNode;
use crate::yaml::Node;
use std::collections::BTreeMap;

/// One entry of a mapping.
pub(crate) struct Entry<'a> {
    /// The key as YAML types it, without odd white space.
    key: Scalar,
    pub(crate) item: Item<'a>,
    /// Whether the value was refused already: a comma had split it.
    pub(crate) refused: bool,
}

impl<'a> Item<'a> {
    /// The entries of a mapping with free keys.
    pub(super) fn entries(&self) -> Vec<Entry<'a>> {
        self.entries_of(None).0.into_iter().filter(|entry| !entry.refused).collect()
    }

    /// The entries of a mapping, and whether one was left out whose key could not be told. A known key without
    /// a value is kept; an unknown one may be half a value.
    pub(super) fn entries_of(&self, keys: Option<&'static Keys>) -> (Vec<Entry<'a>>, bool) {
        let Node::Mapping(nodes) = self.node else {
            let _ = self.is_mapping();
            return (Vec::new(), true);
        };
        let mut spoilt = false;
        let mut entries: Vec<Entry<'a>> = Vec::new();
        let mut first_of: BTreeMap<(u8, String), usize> = BTreeMap::new();
        let mut split: Option<Split> = None;
        for (position, (key, value)) in nodes.iter().enumerate() {
            let Some(key) = self.sound_key(position, key) else {
                spoilt = true;
                continue;
            };
            let item = self.child(position, key.to_string(), value);
            if let Some(first) = first_of.get(&identity(&key)) {
                self.report(item.duplicate(&key, *first));
                continue;
            }
            first_of.insert(identity(&key), position);
            let known = keys.is_some_and(|keys| keys.get(&key.to_string()).is_some());
            if *value == Node::Null && !known && item.lacks_colon() {
                spoilt |= key.to_string().contains([':', '：']);
                match (&mut split, entries.last_mut()) {
                    (Some(split), _) => split.last = position,
                    (None, Some(before))
                        if matches!(before.item.node, Node::Scalar(_)) && !before.item.is_quoted() =>
                    {
                        before.refused = true;
                        split = Some(Split { before: before.item.clone(), first: position, last: position });
                    }
                    _ => self.report(item.key_alone()),
                }
                continue;
            }
            self.report_split(split.take());
            entries.push(Entry { key, item, refused: false });
        }
        self.report_split(split);
        (entries, spoilt)
    }

    /// The key of an entry, where it can be one.
    fn sound_key(&self, position: usize, key: &Node) -> Option<Scalar> {
        let place = || match self.entry_span(position).and_then(|span| span.key.clone()) {
            Some(range) => Place::bytes(self.file.index, range.start, range.end),
            None => self.key_place(),
        };
        let Node::Scalar(scalar) = key else {
            let message = "a key must be a text or an integer";
            let help = match key {
                Node::Null => "quote it if it is meant: `\"null\"`",
                _ => "a text that begins with `{`, `[`, `*` or `&` must be quoted",
            };
            self.report(Diagnostic::error(Code::BadKey, place(), message).help(help));
            return None;
        };
        let Scalar::Text(text) = scalar else { return Some(scalar.clone()) };
        if text == "<<" {
            let help = "write the keys themselves; every file says all there is to say";
            let message = "`<<` would merge another mapping in";
            self.report(Diagnostic::error(Code::MergeKey, place(), message).help(help));
            return None;
        }
        if !text.contains(is_odd_space) || self.key_is_quoted(position) {
            return Some(scalar.clone());
        }
        let clean: String = text.chars().filter(|c| !is_odd_space(*c)).collect();
        let odd = text.chars().find(|c| is_odd_space(*c)).map_or(0, u32::from);
        let message = format!("the key `{clean}` has a white space in it that YAML does not take for one");
        let mut diagnostic =
            Diagnostic::error(Code::OddSpace, place(), message).label(format!("has U+{odd:04X}"));
        diagnostic.help =
            Some(format!("type an ordinary space, or write `{clean}`; quote the key if it is meant"));
        self.report(diagnostic);
        // What is a key, colon and all, after the white space was taken out is no key that one can go on with.
        (!clean.contains(':') && !clean.is_empty()).then_some(Scalar::Text(clean))
    }

    fn duplicate(&self, key: &Scalar, first: usize) -> Diagnostic {
        let message = format!("`{key}` stands twice in this mapping");
        let file = self.file.index;
        let key_at = |span: Option<&SpanNode>| span.and_then(|span| span.key.clone());
        let parent = self.positions.split_last().map_or(&[][..], |(_, parent)| parent);
        let first = self.file.spans().at(parent).and_then(|parent| parent.children.get(first));
        let place = key_at(self.file.spans().at(&self.positions));
        let place =
            place.map_or_else(|| self.key_place(), |range| Place::bytes(file, range.start, range.end));
        let diagnostic = Diagnostic::error(Code::DuplicateKey, place, message).label("the second time");
        let diagnostic = diagnostic.help("remove one of the two, or give it its own name");
        match key_at(first) {
            Some(range) => diagnostic.related(Place::bytes(file, range.start, range.end), "the first time"),
            None => diagnostic,
        }
    }

    /// A key in braces that stands alone, so that no value before it can have been split.
    fn key_alone(&self) -> Diagnostic {
        let name = self.path.last().map(String::as_str).unwrap_or_default();
        one_text(name, self.key_place()).unwrap_or_else(|| self.no_value(None))
    }

    fn report_split(&self, split: Option<Split<'a>>) {
        let Some(Split { before, first, last }) = split else { return };
        let key_range = |position: usize| self.entry_span(position)?.key.clone();
        let value = self.file.spans().at(&before.positions).map(|span| span.value.clone());
        let (Some(value), Some(first), Some(last)) = (value, key_range(first), key_range(last)) else {
            return;
        };
        let form = match self.file.slice(value.clone()).chars().next() {
            Some('［') => Some("[ … ]"),
            Some('｛') => Some("{ … }"),
            _ => None,
        };
        if let Some(diagnostic) = form.and_then(|form| before.bracketed(form)) {
            self.report(diagnostic);
            return;
        }
        let name = before.path.last().map(String::as_str).unwrap_or_default();
        let piece = self.file.slice(first.clone());
        let place = Place::bytes(self.file.index, first.start, first.end);
        if let Some(diagnostic) = one_text(piece, place) {
            // Not half a value but a key of its own.
            self.report(diagnostic);
            return;
        }
        let whole = self.file.slice(value.start..last.end);
        let message = format!("the comma before `{piece}` ends the value of `{name}`");
        let diagnostic = self.file.error_at(Code::SplitByComma, first.start..last.end, message);
        let diagnostic = diagnostic.label("a key without a value");
        self.report(diagnostic.help(format!("quote the value: `{name}: \"{whole}\"`")));
    }

    /// Whether an entry in braces has neither a colon nor a value.
    fn lacks_colon(&self) -> bool {
        let parent = self.positions.split_last().and_then(|(_, parent)| self.file.spans().at(parent));
        let in_braces = parent.is_some_and(|parent| parent.flow);
        let key = self
            .file
            .spans()
            .at(&self.positions)
            .filter(|span| span.value.is_empty())
            .and_then(|span| span.key.clone());
        let after = key.map(|key| self.file.slice(key.end..self.file.text.len()).trim_start());
        in_braces && after.is_some_and(|after| !after.starts_with(':'))
    }

    /// Whether a comment stands where the value would.
    pub(super) fn is_comment(&self) -> bool {
        let span = self.file.spans().at(&self.positions);
        let key = span.and_then(|span| span.key.clone()).unwrap_or_default();
        let after = self.file.slice(key.end..self.file.text.len()).lines().next().unwrap_or_default();
        after.trim_start_matches(':').trim_start().starts_with('#')
    }

    pub(super) fn is_quoted(&self) -> bool {
        self.raw().starts_with(['"', '\''])
    }

    fn key_is_quoted(&self, position: usize) -> bool {
        let key = self.entry_span(position).and_then(|span| span.key.clone());
        key.is_some_and(|key| self.file.slice(key).starts_with(['"', '\'']))
    }

    fn entry_span(&self, position: usize) -> Option<&SpanNode> {
        self.file.spans().at(&self.positions)?.children.get(position)
    }
}

/// A value that commas have split: what remains of it, and the first and the last piece that became a key.
struct Split<'a> {
    before: Item<'a>,
    first: usize,
    last: usize,
}

impl Entry<'_> {
    /// The key as a name.
    pub(crate) fn name(&self) -> Option<String> {
        match &self.key {
            Scalar::Text(name) => Some(name.clone()),
            Scalar::Int(_) | Scalar::Float(_) | Scalar::Bool(_) => self.unquoted("a name"),
        }
    }

    /// The key as an integer or a text.
    pub(crate) fn code(&self) -> Option<Scalar> {
        match &self.key {
            Scalar::Text(_) | Scalar::Int(_) => Some(self.key.clone()),
            Scalar::Float(_) | Scalar::Bool(_) => self.unquoted("an integer or a text"),
        }
    }

    /// Whether the key is this one.
    pub(crate) fn is(&self, name: &str) -> bool {
        matches!(&self.key, Scalar::Text(key) if key == name)
    }

    /// The key in the table, where it is there.
    pub(crate) fn known(&self, keys: &Keys) -> Option<&'static Key> {
        keys.iter().find(|key| self.is(key.name))
    }

    fn unquoted<T>(&self, expected: &str) -> Option<T> {
        let span = self.item.file.spans().at(&self.item.positions);
        let raw = span.and_then(|span| span.key.clone()).map_or("", |key| self.item.file.slice(key));
        let message = format!("expected {expected} as the key, found `{raw}`");
        let diagnostic = Diagnostic::error(Code::Unquoted, self.item.key_place(), message);
        self.item.report(diagnostic.help(format!("quote it: `\"{raw}\"`")));
        None
    }
}

/// The problem of a key and its value that became one text, for lack of a colon and a space between them.
fn one_text(text: &str, place: Place) -> Option<Diagnostic> {
    let (code, message, (key, value)) = match text.split_once('：') {
        Some(pair) => (Code::FullWidth, "this is one text, for its colon is a full-width one", pair),
        None => (Code::NoValue, "this is one text, for no space follows its colon", text.split_once(':')?),
    };
    let help = format!("write `{}: {}`, with an ASCII colon and a space", key.trim(), value.trim());
    Some(Diagnostic::error(code, place, message).help(help))
}

/// Two keys are the same when their kinds and their texts are.
fn identity(key: &Scalar) -> (u8, String) {
    let kind = match key {
        Scalar::Bool(_) => 0,
        Scalar::Int(_) => 1,
        Scalar::Float(_) => 2,
        Scalar::Text(_) => 3,
    };
    (kind, key.to_string())
}
