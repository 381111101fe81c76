//! Lists and maps.

use std::rc::Rc;

use super::kind::is_closed;
use super::patterns::portable;
use super::typed::Source;
use super::{Import, Merged, Typed};
use crate::import::draft::{Naming, Place, Ty, Wrapper};
use crate::import::references::Part;
use crate::import::report::Loss;
use crate::import::value::Value;

impl<'d> Import<'d> {
    pub(super) fn list_of(
        &mut self,
        source: &Source<'d, '_>,
        items: Option<Part<'d>>,
        depth: usize,
    ) -> Typed<'d> {
        let mut typed = Typed::new(Ty::JSON);
        if let Some(items) = items {
            let at = Rc::clone(&items.at);
            let place = Place { owner: source.place.owner, word: element(&source.place.word) };
            let element = self.typed_within(items, &place, depth + 1);
            typed = self.as_element(element, &at);
        }
        typed.ty = typed.ty.inside(Wrapper::List);
        self.counts(&source.merged, &mut typed);
        self.unread(&source.merged, &["items", "minItems", "maxItems", "uniqueItems", "prefixItems"]);
        typed
    }

    pub(super) fn map_of(
        &mut self,
        source: &Source<'d, '_>,
        values: Option<Part<'d>>,
        depth: usize,
    ) -> Typed<'d> {
        let mut typed = Typed::new(Ty::JSON);
        if let Some(values) = values {
            let at = Rc::clone(&values.at);
            let place = Place { owner: source.place.owner, word: format!("{} value", source.place.word) };
            let value = self.typed_within(values, &place, depth + 1);
            typed = self.as_element(value, &at);
        }
        let keys = self.limits_of_keys(&source.merged);
        typed.ty = typed.ty.inside(Wrapper::Map);
        self.counts(&source.merged, &mut typed);
        if !keys.is_empty() {
            typed.keys.push(("keys", Value::Object(keys)));
        }
        let read =
            ["additionalProperties", "patternProperties", "propertyNames", "minProperties", "maxProperties"];
        self.unread(&source.merged, &read);
        typed
    }

    /// The limits of the keys of a map: those of `propertyNames`, or the only pattern that they match.
    fn limits_of_keys(&mut self, merged: &Merged<'d>) -> Vec<(String, Value)> {
        let mut keys: Vec<(String, Value)> = Vec::new();
        if let Some(names) = merged.get("propertyNames").cloned() {
            let all = self.merge(std::slice::from_ref(&names));
            match one_of(&all) {
                Some(pattern) => keys.push(("pattern".to_owned(), Value::Text(pattern))),
                None => {
                    let is_text = all.value("type").is_none_or(|ty| ty.as_text() == Some("string"));
                    let typed = self.text(&all);
                    if !is_text || typed.ty != Ty::TEXT || all.get("enum").is_some() {
                        self.lose(Loss::KeyLimit, &names.at, "keys of a type");
                    }
                    let limits = typed.keys.into_iter().filter(|(key, _)| *key != "secret");
                    keys.extend(limits.map(|(key, value)| (key.to_owned(), value)));
                }
            }
        }
        if let Some(patterns) = merged.get("patternProperties").cloned() {
            let mut names = patterns.members().map(|(name, _)| portable(name));
            let only = names.next().flatten().filter(|_| names.next().is_none());
            let only = only.filter(|_| is_closed(merged) && keys.iter().all(|(key, _)| key != "pattern"));
            match only {
                // Every key matches it.
                Some(pattern) if pattern == "^.*$" || pattern == ".*" => {}
                Some(pattern) => keys.push(("pattern".to_owned(), Value::Text(pattern))),
                None => self.lose(Loss::PatternFields, &patterns.at, "keys that match a pattern"),
            }
        }
        keys
    }

    /// What remains of a type in a list or a map: the limits of its values, but not those of inner lists.
    fn as_element(&mut self, element: Typed<'d>, at: &str) -> Typed<'d> {
        self.describe(&element);
        let is_nested = !element.ty.wrappers.is_empty();
        let mut keys = element.keys;
        if is_nested {
            let (outer, inner): (Vec<_>, Vec<_>) = keys
                .into_iter()
                .partition(|(key, _)| !matches!(*key, "min_items" | "max_items" | "unique_items" | "keys"));
            for (key, _) in inner {
                self.lose(Loss::NestedLimit, at, format!("`{key}` of a list inside of another"));
            }
            keys = outer;
        }
        keys.retain(|(key, _)| !matches!(*key, "secret" | "tolerate"));
        if let Some(constant) = &element.constant {
            self.constant(constant, false, &element.ty, &mut keys);
        }
        for (name, note) in &element.notes {
            match *name {
                "example" | "examples" => self.lose(Loss::Example, &note.at, "an example of an element"),
                "default" => self.lose(Loss::Default, &note.at, "a default of an element"),
                _ => {}
            }
        }
        // The words about the elements are all that there is, where those about the list are missing.
        let is_scalar = element.ty.target().is_none();
        let notes = element.notes.into_iter().filter(|(name, _)| is_scalar && *name == "description");
        let ty = if element.nullable { element.ty.inside(Wrapper::Nullable) } else { element.ty };
        Typed { keys, notes: notes.collect(), ..Typed::new(ty) }
    }

    /// Gives a type without a name the texts of its schema, if no field has them.
    pub(in crate::import) fn describe(&mut self, typed: &Typed<'d>) {
        let Some(id) = typed.ty.target() else { return };
        let is_open = self.draft.get(id).is_some_and(|declared| {
            matches!(declared.naming, Naming::Place(_)) && declared.texts.doc.is_none()
        });
        if is_open {
            let texts = self.texts(&typed.notes, true);
            if let Some(declared) = self.draft.get_mut(id) {
                declared.texts = texts;
            }
        }
    }
}

/// The pattern of texts that are one of the values of an enumeration.
fn one_of(names: &Merged<'_>) -> Option<String> {
    let values = names.value("enum")?.elements();
    let words: Option<Vec<String>> = values.iter().map(|value| value.as_text().map(escaped)).collect();
    let words = words.filter(|words| !words.is_empty())?;
    Some(format!("^({})$", words.join("|")))
}

/// A regular expression that matches a text and nothing else.
fn escaped(text: &str) -> String {
    let mut written = String::with_capacity(text.len());
    for character in text.chars() {
        if r"\.+*?()|[]{}^$#&-~".contains(character) {
            written.push('\\');
        }
        written.push(character);
    }
    written
}

/// A word for one of several: `items` becomes `item`.
fn element(word: &str) -> String {
    if let Some(stem) = word.strip_suffix("ies").filter(|stem| stem.len() > 2) {
        return format!("{stem}y");
    }
    let is_plural = word.len() > 3 && word.ends_with('s') && !word.ends_with("ss") && !word.ends_with("us");
    match word.strip_suffix('s').filter(|_| is_plural) {
        Some(stem) => stem.to_owned(),
        None => format!("{word} item"),
    }
}
