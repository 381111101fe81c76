//! Reads a mapping with known keys.

mod unknown;

use super::super::keys::{Holds, KINDS, Key, Keys};
use super::super::{List, Mapping, Names, Scalar, Wanted};
use super::{Entry, Item};
use crate::diagnostics::{Code, Diagnostic, Place};
use crate::yaml::Node;

/// A mapping whose keys were compared with a table: unknown, missing and empty ones were reported.
pub(crate) struct Reader<'a> {
    keys: &'static Keys,
    entries: Vec<Entry<'a>>,
    /// Whether something was reported and omitted.
    incomplete: bool,
}

impl<'a> Reader<'a> {
    pub(super) fn new(item: &Item<'a>, keys: &'static Keys) -> Reader<'a> {
        let mut known = Vec::new();
        let (all, incomplete) = item.entries_of(Some(keys));
        let whole = !incomplete;
        for key in keys.iter().filter(|key| key.required && whole) {
            let there = all.iter().any(|entry| entry.is(key.name));
            // A misspelt key is not also reported as missing.
            let meant = || all.iter().any(|entry| entry.known(keys).is_none() && entry.suggests(key, keys));
            if !there && !meant() {
                item.report(item.missing(keys, key.name, key.doc));
            }
        }
        let count = all.len();
        let mut all = all.into_iter().peekable();
        while let Some(entry) = all.next() {
            let holds = entry.known(keys).filter(|_| entry.item.is_empty()).map(|key| key.holds);
            if let Some(holds) = holds
                && let Some(first) = all.next_if(|next| next.known(keys).is_none() && next.may_be_in(holds))
            {
                item.report(entry.item.not_indented(first.item.name()));
                while all.next_if(|next| next.known(keys).is_none() && next.may_be_in(holds)).is_some() {}
                continue;
            }
            match entry.known(keys) {
                None => item.report(entry.item.unknown(keys)),
                Some(_) if entry.refused => {}
                Some(key) if *entry.item.node == Node::Null && !matches!(key.holds, Holds::Json) => {
                    entry.item.report_no_value(None);
                }
                Some(key) if !key.may_be_empty && key.holds.is_collection() && entry.item.holds_nothing() => {
                    let message = format!("`{}` holds nothing", entry.item.name());
                    let diagnostic = Diagnostic::error(Code::NoValue, entry.item.place(), message);
                    item.report(diagnostic.help("remove the key, or write what it holds"));
                }
                Some(_) => known.push(entry),
            }
        }
        let incomplete = incomplete || known.len() < count;
        Reader { keys, entries: known, incomplete }
    }

    /// Whether something was reported and omitted.
    pub(crate) fn is_incomplete(&self) -> bool {
        self.incomplete
    }

    /// The value of a key, if it is present.
    pub(crate) fn get(&self, name: &str) -> Option<&Item<'a>> {
        debug_assert!(self.keys.get(name).is_some(), "{} has no key `{name}`", self.keys.what);
        self.entries.iter().find(|entry| entry.is(name)).map(|entry| &entry.item)
    }

    pub(crate) fn text(&self, name: &str) -> Option<String> {
        self.get(name)?.text()
    }

    /// A text that is not blank.
    pub(crate) fn sentence(&self, name: &str) -> Option<String> {
        self.get(name)?.sentence()
    }

    /// A name, a type or a path, or one of the words of the key.
    pub(crate) fn word(&self, name: &str) -> Option<String> {
        let item = self.get(name)?;
        match self.keys.get(name) {
            Some(key) if !key.choices.is_empty() && !key.checked_later => item.one_of(key.choices),
            Some(_) | None => item.word(),
        }
    }

    pub(crate) fn flag(&self, name: &str) -> Option<bool> {
        self.get(name)?.flag()
    }

    /// Whether the value of a key is `true`, the only valid one.
    pub(crate) fn is_true(&self, name: &str) -> bool {
        self.get(name).is_some_and(Item::is_true)
    }

    pub(crate) fn count(&self, name: &str) -> Option<u64> {
        self.get(name)?.count()
    }

    pub(crate) fn scalar(&self, name: &str) -> Option<Scalar> {
        self.get(name)?.scalar()
    }

    pub(crate) fn scalars(&self, name: &str) -> List<Scalar> {
        self.list(name, Item::scalar)
    }

    /// A mapping from names to scalars; rejected ones are omitted.
    pub(crate) fn named_scalars(&self, name: &str) -> Mapping<Scalar> {
        let items = self.get(name).map(Item::named).unwrap_or_default();
        items.into_iter().filter_map(|(name, item)| Some((name, item.some()?.scalar()?))).collect()
    }

    /// A mapping from names to words; rejected ones are omitted.
    pub(crate) fn named_words(&self, name: &str) -> Mapping<String> {
        let items = self.get(name).map(Item::named).unwrap_or_default();
        items.into_iter().filter_map(|(name, item)| Some((name, item.some()?.word()?))).collect()
    }

    pub(crate) fn words(&self, name: &str) -> List<String> {
        self.list(name, Item::word)
    }

    /// A text, or a list of texts.
    pub(crate) fn texts(&self, name: &str) -> List<String> {
        match self.get(name) {
            Some(item) if matches!(item.node, Node::List(_)) => item.list(Item::text),
            Some(item) => item.text().into_iter().enumerate().collect(),
            None => List::new(),
        }
    }

    /// A word, or a list of words.
    pub(crate) fn names(&self, name: &str) -> Names {
        match self.get(name) {
            Some(item) if matches!(item.node, Node::List(_)) => {
                Names { is_list: true, names: item.list(Item::word) }
            }
            Some(item) => Names { is_list: false, names: item.word().into_iter().enumerate().collect() },
            None => Names::default(),
        }
    }

    /// A list, with each element converted by `read`.
    pub(crate) fn list<T>(&self, name: &str, read: impl Fn(&Item<'a>) -> Option<T>) -> List<T> {
        self.get(name).map(|item| item.list(read)).unwrap_or_default()
    }

    pub(crate) fn json(&self, name: &str) -> Option<serde_json::Value> {
        self.get(name)?.json()
    }

    pub(crate) fn conditions(&self, name: &str) -> Option<Mapping<Wanted>> {
        self.get(name)?.conditions()
    }

    /// A mapping with known keys.
    pub(crate) fn one<T>(&self, name: &str, read: impl Fn(&Item<'a>) -> T) -> Option<T> {
        self.get(name).map(read)
    }

    /// A mapping from names to values converted by `read`. No entry is omitted: one that cannot be read
    /// is kept with its name.
    pub(crate) fn named<T: Default>(&self, name: &str, read: impl Fn(&Item<'a>) -> T) -> Mapping<T> {
        let items = self.get(name).map(Item::named).unwrap_or_default();
        let keys = match self.keys.get(name).map(|key| key.holds) {
            Some(Holds::Named(keys)) => Some(keys),
            _ => None,
        };
        let is_key = |(name, item): &(String, Item<'a>)| {
            keys.is_some_and(|keys| keys.get(name).is_some()) && !matches!(item.node, Node::Mapping(_))
        };
        let mut read_items = Vec::with_capacity(items.len());
        let mut items = items.into_iter().peekable();
        while let Some((name, item)) = items.next() {
            if item.is_empty()
                && let Some((first, _)) = items.next_if(is_key)
            {
                item.report(item.not_indented(&first));
                while items.next_if(is_key).is_some() {}
                read_items.push((name, T::default()));
                continue;
            }
            let content = read(&item);
            read_items.push((name, content));
        }
        read_items
    }

    /// The same for a mapping from integers or texts.
    pub(crate) fn coded<T>(&self, name: &str, read: impl Fn(&Item<'a>) -> T) -> Vec<(Scalar, T)> {
        let items = self.get(name).map(Item::coded).unwrap_or_default();
        items.into_iter().map(|(code, item)| (code, read(&item))).collect()
    }
}

impl Entry<'_> {
    /// Whether the key was probably meant to be inside a key above it with such a value.
    fn may_be_in(&self, holds: Holds) -> bool {
        match holds {
            Holds::One(keys) => keys.get(self.item.name()).is_some(),
            Holds::Named(_) | Holds::Coded(_) => matches!(self.item.node, Node::Mapping(_)),
            Holds::Text
            | Holds::Sentence
            | Holds::Word
            | Holds::Type
            | Holds::Words
            | Holds::Texts
            | Holds::WordOrWords
            | Holds::Flag
            | Holds::True
            | Holds::Count
            | Holds::Number
            | Holds::Divisor
            | Holds::Scalar
            | Holds::Scalars
            | Holds::NamedScalars
            | Holds::Conditions
            | Holds::Facts
            | Holds::List(_)
            | Holds::Json => false,
        }
    }

    /// Whether the help for this unknown key suggests the other one.
    fn suggests(&self, key: &Key, keys: &'static Keys) -> bool {
        unknown::suggested(self.item.name(), keys) == Some(key.name)
    }
}

impl Item<'_> {
    /// Whether it is a list or a mapping without anything in it.
    fn holds_nothing(&self) -> bool {
        match self.node {
            Node::List(elements) => elements.is_empty(),
            Node::Mapping(entries) => entries.is_empty(),
            Node::Null | Node::Scalar(_) => false,
        }
    }

    /// Whether nothing follows the key.
    fn is_empty(&self) -> bool {
        *self.node == Node::Null && self.raw().is_empty()
    }

    /// The diagnostic for a key whose contents are not indented.
    fn not_indented(&self, first: &str) -> Diagnostic {
        let name = self.name();
        let message = format!("`{name}` has no value, since the next line is not indented");
        Diagnostic::error(Code::NoValue, self.key_place(), message)
            .help(format!("indent `{first}` and its contents by two spaces more than `{name}`"))
    }

    fn missing(&self, keys: &Keys, name: &str, doc: &str) -> Diagnostic {
        let place = match self.path.is_empty() {
            true => Place::file(self.file.index),
            false => self.key_place(),
        };
        let is_element = self.span.key.is_none();
        let message = match self.path.last() {
            Some(own) if !is_element => format!("`{own}` has no `{name}`"),
            _ => format!("{} requires `{name}`", keys.what),
        };
        let doc = doc.strip_suffix('.').unwrap_or(doc);
        Diagnostic::error(Code::MissingKey, place, message)
            .help(format!("add `{name}`: {}", lower_first(doc)))
    }

    /// The diagnostic for a key that is not in the table.
    fn unknown(&self, keys: &'static Keys) -> Diagnostic {
        let name = self.name();
        if self.path.len() == 1 && KINDS.iter().any(|(kind, _)| *kind == name) {
            let message =
                format!("this file already declares {}, so that `{name}` is not allowed", keys.what);
            return Diagnostic::error(Code::SeveralKinds, self.key_place(), message)
                .help("declare each in a separate file");
        }
        let message = format!("`{name}` is not a key of {}", keys.what);
        Diagnostic::error(Code::UnknownKey, self.key_place(), message).help(unknown::help(name, keys))
    }
}

/// The sentence with a lower-case first letter, unless it begins with a code or an abbreviation.
fn lower_first(sentence: &str) -> String {
    let mut chars = sentence.chars();
    match (chars.next(), chars.clone().next()) {
        (Some(first), Some(second)) if !second.is_uppercase() => first.to_lowercase().chain(chars).collect(),
        _ => sentence.to_owned(),
    }
}
