//! References within a document: JSON pointers in the fragments of addresses.

use std::collections::HashMap;
use std::rc::Rc;

use percent_encoding::percent_decode_str;

use super::value::Value;

/// A value of the document and its pointer.
#[derive(Clone, Debug)]
pub(super) struct Part<'d> {
    pub(super) value: &'d Value,
    pub(super) at: Rc<str>,
}

impl<'d> Part<'d> {
    pub(super) fn new(value: &'d Value, at: impl Into<Rc<str>>) -> Part<'d> {
        Part { value, at: at.into() }
    }

    /// The pointer of a member.
    pub(super) fn below(&self, name: &str) -> String {
        joined(&self.at, name)
    }

    /// The member of this name.
    pub(super) fn get(&self, name: &str) -> Option<Part<'d>> {
        Some(Part::new(self.value.get(name)?, self.below(name)))
    }

    /// The members of an object.
    pub(super) fn members(&self) -> impl Iterator<Item = (&'d str, Part<'d>)> {
        let members = self.value.members().iter();
        members.map(|(name, value)| (name.as_str(), Part::new(value, self.below(name))))
    }

    /// The elements of a list.
    pub(super) fn elements(&self) -> impl Iterator<Item = Part<'d>> {
        let elements = self.value.elements().iter().enumerate();
        elements.map(|(index, value)| Part::new(value, format!("{}/{index}", self.at)))
    }

    /// A member that is a text.
    pub(super) fn text(&self, name: &str) -> Option<&'d str> {
        self.value.get(name)?.as_text()
    }

    pub(super) fn is_true(&self, name: &str) -> bool {
        self.value.get(name).is_some_and(Value::is_true)
    }
}

/// The pointer of a member of the value at a pointer.
pub(super) fn joined(at: &str, name: &str) -> String {
    match name.contains(['~', '/']) {
        true => format!("{at}/{}", name.replace('~', "~0").replace('/', "~1")),
        false => format!("{at}/{name}"),
    }
}

/// Resolves references, each pointer once.
#[derive(Debug)]
pub(super) struct References<'d> {
    pub(super) root: &'d Value,
    found: HashMap<&'d str, Option<Part<'d>>>,
}

impl<'d> References<'d> {
    pub(super) fn new(root: &'d Value) -> References<'d> {
        References { root, found: HashMap::new() }
    }

    /// The value that a reference leads to; `None` if the document does not have it.
    pub(super) fn resolve(&mut self, reference: &'d str) -> Option<Part<'d>> {
        if let Some(found) = self.found.get(reference) {
            return found.clone();
        }
        let found = self.find(reference);
        self.found.insert(reference, found.clone());
        found
    }

    fn find(&self, reference: &'d str) -> Option<Part<'d>> {
        let fragment = percent_decode_str(reference.strip_prefix('#')?).decode_utf8().ok()?;
        let mut part = Part::new(self.root, "");
        if fragment.is_empty() {
            return Some(part);
        }
        for step in fragment.strip_prefix('/')?.split('/') {
            let name = step.replace("~1", "/").replace("~0", "~");
            part = match part.value {
                Value::List(elements) => {
                    Part::new(elements.get(name.parse::<usize>().ok()?)?, part.below(&name))
                }
                _ => part.get(&name)?,
            };
        }
        Some(part)
    }
}
