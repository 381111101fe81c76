//! A schema with those that `allOf` adds to it.

use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use super::Import;
use crate::import::references::Part;
use crate::import::report::Loss;
use crate::import::value::Value;

/// A schema with everything that `allOf` and references beside other keywords add to it.
#[derive(Clone, Debug)]
pub(in crate::import) struct Merged<'d> {
    /// The pointer of the outermost schema.
    pub(in crate::import) at: Rc<str>,
    /// The keywords, each once; without those that the other members have.
    keywords: Vec<(&'d str, Part<'d>)>,
    /// The properties in the order of the text. One that several schemas have must satisfy all of them.
    pub(in crate::import) properties: Vec<(&'d str, Vec<Part<'d>>)>,
    pub(in crate::import) required: Vec<&'d str>,
    pub(in crate::import) nullable: bool,
    /// The index of each property.
    positions: HashMap<&'d str, usize>,
    /// The references that were followed.
    followed: HashSet<Rc<str>>,
}

/// Maximum depth of `allOf` in `allOf`.
const MAX_DEPTH: usize = 64;

impl<'d> Merged<'d> {
    pub(in crate::import) fn get(&self, keyword: &str) -> Option<&Part<'d>> {
        self.keywords.iter().find(|(name, _)| *name == keyword).map(|(_, part)| part)
    }

    pub(in crate::import) fn value(&self, keyword: &str) -> Option<&'d Value> {
        self.get(keyword).map(|part| part.value)
    }

    pub(in crate::import) fn text(&self, keyword: &str) -> Option<&'d str> {
        self.value(keyword)?.as_text()
    }

    /// Removes keywords.
    pub(super) fn remove(&mut self, keywords: &[&str]) {
        self.keywords.retain(|(name, _)| !keywords.contains(name));
    }

    pub(super) fn keywords(&self) -> impl Iterator<Item = &(&'d str, Part<'d>)> {
        self.keywords.iter()
    }

    /// The schemas of a property.
    pub(super) fn property(&self, name: &str) -> Option<&[Part<'d>]> {
        let position = self.positions.get(name)?;
        self.properties.get(*position).map(|(_, parts)| parts.as_slice())
    }
}

impl<'d> Import<'d> {
    /// Merges schemas that a value must all satisfy.
    pub(in crate::import) fn merge(&mut self, parts: &[Part<'d>]) -> Merged<'d> {
        let mut merged = Merged {
            at: parts.first().map_or_else(|| Rc::from(""), |part| Rc::clone(&part.at)),
            keywords: Vec::new(),
            properties: Vec::new(),
            required: Vec::new(),
            nullable: false,
            positions: HashMap::new(),
            followed: HashSet::new(),
        };
        for part in parts {
            self.merge_into(&mut merged, part.clone(), 0);
        }
        merged
    }

    pub(super) fn merge_into(&mut self, merged: &mut Merged<'d>, part: Part<'d>, depth: usize) {
        if depth > MAX_DEPTH {
            self.lose(Loss::TooDeep, &part.at, "`allOf` inside of each other");
            return;
        }
        // Texts of the outer schema go before those of its parts.
        for (name, inner) in part.members() {
            match name {
                "$ref" | "allOf" | "properties" | "required" | "nullable" => {}
                _ => self.merge_keyword(merged, name, inner),
            }
        }
        for (name, inner) in part.members() {
            match name {
                "$ref" => self.merge_reference(merged, &inner, depth),
                "allOf" => {
                    for branch in inner.elements() {
                        self.merge_into(merged, branch, depth + 1);
                    }
                }
                "properties" => merge_properties(merged, &inner),
                "required" => {
                    merged.required.extend(inner.value.elements().iter().filter_map(Value::as_text))
                }
                "nullable" => merged.nullable |= inner.value.is_true(),
                _ => {}
            }
        }
    }

    fn merge_reference(&mut self, merged: &mut Merged<'d>, reference: &Part<'d>, depth: usize) {
        let Some(text) = reference.value.as_text() else { return };
        match self.references.resolve(text) {
            // A schema that is there twice adds nothing the second time.
            Some(target) if merged.followed.insert(Rc::clone(&target.at)) => {
                self.merge_into(merged, target, depth + 1);
            }
            Some(_) => {}
            None => {
                self.lose(Loss::Reference, &reference.at, format!("`{text}` leads nowhere in the document"));
            }
        }
    }

    fn merge_keyword(&mut self, merged: &mut Merged<'d>, name: &'d str, part: Part<'d>) {
        let Some(known) = merged.get(name) else {
            merged.keywords.push((name, part));
            return;
        };
        let says_nothing = super::peeled::NOTES.contains(&name) || name.starts_with("x-");
        if known.value != part.value && !says_nothing {
            self.lose(Loss::Conflict, &part.at, format!("another `{name}` of the same value"));
        }
    }
}

fn merge_properties<'d>(merged: &mut Merged<'d>, properties: &Part<'d>) {
    for (wire, schema) in properties.members() {
        let next = merged.properties.len();
        let position = *merged.positions.entry(wire).or_insert(next);
        match merged.properties.get_mut(position) {
            Some((_, parts)) if parts.iter().all(|known| known.value != schema.value) => parts.push(schema),
            Some(_) => {}
            None => merged.properties.push((wire, vec![schema])),
        }
    }
}
