//! The valid entries of a mapping: keys are unique, and names or codes.

use super::super::Scalar;
use super::super::keys::{Key, Keys};
use super::{Item, is_odd_space};
use crate::diagnostics::{Code, Diagnostic, Place};
use crate::yaml::{Node, SpanNode};
use std::collections::BTreeMap;

/// An entry of a mapping.
pub(crate) struct Entry<'a> {
    /// The key as typed by YAML, without unusual white space.
    key: Scalar,
    pub(crate) item: Item<'a>,
    /// Whether the value was already rejected: a comma had split it.
    pub(crate) refused: bool,
}

impl<'a> Item<'a> {
    /// The entries of a mapping with arbitrary keys.
    pub(super) fn entries(&self) -> Vec<Entry<'a>> {
        self.entries_of(None).0.into_iter().filter(|entry| !entry.refused).collect()
    }

    /// The entries of a mapping, and whether one with an invalid key was omitted. A known key without
    /// a value is kept; an unknown one may be the rest of a value.
    pub(super) fn entries_of(&self, keys: Option<&'static Keys>) -> (Vec<Entry<'a>>, bool) {
        let Node::Mapping(nodes) = self.node else {
            let _ = self.is_mapping();
            return (Vec::new(), true);
        };
        let mut incomplete = false;
        let mut entries: Vec<Entry<'a>> = Vec::new();
        let mut first_of: BTreeMap<(u8, String), usize> = BTreeMap::new();
        let mut split: Option<Split> = None;
        for (position, span) in nodes.iter().enumerate() {
            let Some(key) = self.sound_key(span) else {
                incomplete = true;
                continue;
            };
            let item = self.child(key.to_string(), span);
            if let Some(first) = first_of.get(&identity(&key)).and_then(|first| nodes.get(*first)) {
                self.report(item.duplicate(&key, first));
                continue;
            }
            first_of.insert(identity(&key), position);
            let known = keys.is_some_and(|keys| keys.get(&key.to_string()).is_some());
            if span.node == Node::Null && !known && item.lacks_colon(self.span.flow) {
                incomplete |= key.to_string().contains([':', '：']);
                match (&mut split, entries.last_mut()) {
                    (Some(split), _) => split.last = position,
                    (None, Some(before))
                        if matches!(before.item.node, Node::Scalar(_)) && !before.item.is_quoted() =>
                    {
                        before.refused = true;
                        split = Some(Split { before: before.item.clone(), first: position, last: position });
                    }
                    _ => self.report(item.key_alone(keys)),
                }
                continue;
            }
            self.report_split(split.take(), keys);
            entries.push(Entry { key, item, refused: false });
        }
        self.report_split(split, keys);
        (entries, incomplete)
    }

    /// The key of an entry, if it is valid.
    fn sound_key(&self, entry: &SpanNode) -> Option<Scalar> {
        let place = || self.key_of(entry);
        let Node::Scalar(scalar) = &entry.key_node else {
            let message = "a key must be a text or an integer";
            let help = match entry.key_node {
                Node::Null if entry.key.as_ref().is_none_or(|key| key.is_empty()) => {
                    "write the key before the colon; quote a text that begins with `: `"
                }
                Node::Null => "quote it if it is the text: `\"null\"`",
                _ => "a text that begins with `{`, `[`, `*` or `&` must be quoted",
            };
            self.report(Diagnostic::error(Code::BadKey, place(), message).help(help));
            return None;
        };
        let Scalar::Text(text) = scalar else { return Some(scalar.clone()) };
        if text == "<<" {
            let help = "write the keys themselves";
            let message = "`<<` merges another mapping";
            self.report(Diagnostic::error(Code::MergeKey, place(), message).help(help));
            return None;
        }
        if !text.contains(is_odd_space)
            || self.file.slice(entry.key.clone().unwrap_or_default()).starts_with(['"', '\''])
        {
            return Some(scalar.clone());
        }
        let clean: String = text.chars().filter(|c| !is_odd_space(*c)).collect();
        let odd = text.chars().find(|c| is_odd_space(*c)).map_or(0, u32::from);
        let message =
            format!("the key `{clean}` contains a character that looks like white space but is none in YAML");
        let diagnostic =
            Diagnostic::error(Code::OddSpace, place(), message).label(format!("has U+{odd:04X}"));
        let help =
            format!("use an ordinary space, or write `{clean}`; quote the key if the character is intended");
        self.report(diagnostic.help(help));
        // Without the white space, the text contains the colon, so that it is not a usable key.
        (!clean.contains(':') && !clean.is_empty()).then_some(Scalar::Text(clean))
    }

    fn duplicate(&self, key: &Scalar, first: &SpanNode) -> Diagnostic {
        let message = format!("duplicate key `{key}` in this mapping");
        let diagnostic = Diagnostic::error(Code::DuplicateKey, self.key_of(self.span), message);
        let diagnostic = diagnostic.label("the second one").related(self.key_of(first), "the first one");
        diagnostic.help("remove one of them, or rename it")
    }

    /// The position of an entry's key, valid even if another entry has the same key.
    fn key_of(&self, entry: &SpanNode) -> Place {
        let key = entry.key.clone().unwrap_or_default();
        Place::bytes(self.file.index, key.start, key.end)
    }

    /// A single key in braces, so that no value before it can have been split. `keys` are those of the mapping.
    fn key_alone(&self, keys: Option<&'static Keys>) -> Diagnostic {
        let name = self.path.last().map(String::as_str).unwrap_or_default();
        one_text(name, keys, self.key_place()).unwrap_or_else(|| self.no_value(None))
    }

    fn report_split(&self, split: Option<Split<'a>>, keys: Option<&'static Keys>) {
        let Some(Split { before, first, last }) = split else { return };
        let key_range = |position: usize| self.span.children().get(position)?.key.clone();
        let (Some(first), Some(last)) = (key_range(first), key_range(last)) else { return };
        let value = before.span.value.clone();
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
        if let Some(diagnostic) = one_text(piece, keys, place) {
            // Not a part of a value, but a separate key.
            self.report(diagnostic);
            return;
        }
        let whole = self.file.slice(value.start..last.end);
        let message = format!("the comma before `{piece}` ends the value of `{name}`");
        let diagnostic = self.file.error_at(Code::SplitByComma, first.start..last.end, message);
        let diagnostic = diagnostic.label("a key without a value");
        self.report(diagnostic.help(format!("quote the value: `{name}: \"{whole}\"`")));
    }

    /// Whether an entry of a mapping in braces has neither a colon nor a value.
    fn lacks_colon(&self, in_braces: bool) -> bool {
        let key = self.span.key.clone().filter(|_| self.span.value.is_empty());
        let after = key.map(|key| self.file.slice(key.end..self.file.text.len()).trim_start());
        in_braces && after.is_some_and(|after| !after.starts_with(':'))
    }

    /// Whether a comment is in the place of the value.
    pub(super) fn is_comment(&self) -> bool {
        let key = self.span.key.clone().unwrap_or_default();
        let after = self.file.slice(key.end..self.file.text.len()).lines().next().unwrap_or_default();
        after.trim_start_matches(':').trim_start().starts_with('#')
    }

    pub(super) fn is_quoted(&self) -> bool {
        self.raw().starts_with(['"', '\''])
    }
}

/// A value that was split by commas: the rest, and the first and the last part that became a key.
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

    /// The key in the table, if it is there.
    pub(crate) fn known(&self, keys: &Keys) -> Option<&'static Key> {
        keys.iter().find(|key| self.is(key.name))
    }

    fn unquoted<T>(&self, expected: &str) -> Option<T> {
        let raw = self.item.file.slice(self.item.span.key.clone().unwrap_or_default());
        let message = format!("expected {expected} as the key, found `{raw}`");
        let diagnostic = Diagnostic::error(Code::Unquoted, self.item.key_place(), message);
        self.item.report(diagnostic.help(format!("quote it: `\"{raw}\"`")));
        None
    }
}

/// The diagnostic for a key and its value that became one text, since there is no colon or no space.
/// `keys` are those that the mapping can have.
fn one_text(text: &str, keys: Option<&'static Keys>, place: Place) -> Option<Diagnostic> {
    let (code, message, (key, value)) = if let Some(pair) = text.split_once('：') {
        (Code::FullWidth, "this is one text, since the colon is full-width", pair)
    } else if let Some(pair) = text.split_once(':') {
        (Code::NoValue, "this is one text, since no space follows the colon", pair)
    } else {
        let pair = text.split_once('=').or_else(|| text.split_once(char::is_whitespace))?;
        let is_key = keys.is_some_and(|keys| keys.get(pair.0.trim()).is_some());
        (Code::NoValue, "a key without a colon", is_key.then_some(pair)?)
    };
    let help = format!("write `{}: {}`, with an ASCII colon and a space", key.trim(), value.trim());
    Some(Diagnostic::error(code, place, message).help(help))
}

/// Two keys are equal if their types and their texts are.
fn identity(key: &Scalar) -> (u8, String) {
    let kind = match key {
        Scalar::Bool(_) => 0,
        Scalar::Int(_) => 1,
        Scalar::Float(_) => 2,
        Scalar::Text(_) => 3,
    };
    (kind, key.to_string())
}
