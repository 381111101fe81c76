//! The type of a schema.

use std::rc::Rc;

use super::kind::{Kind, Kinded};
use super::peeled::{NOTES, Peeled};
use super::{Content, Import, Job, Merged, Named, Typed};
use crate::import::draft::{Body, EnumValue, Naming, Owner, Place, Ty, TypeId};
use crate::import::references::Part;
use crate::import::report::Loss;
use crate::import::value::Value;

/// Maximum number of lists and maps inside of each other.
const MAX_WRAPPERS: usize = 8;

impl<'d> Import<'d> {
    /// The type of a schema that stands at a place.
    pub(in crate::import) fn typed(&mut self, part: Part<'d>, place: &Place) -> Typed<'d> {
        self.typed_within(part, place, 0)
    }

    pub(super) fn typed_within(&mut self, part: Part<'d>, place: &Place, depth: usize) -> Typed<'d> {
        if depth >= MAX_WRAPPERS {
            self.lose(Loss::TooDeep, &part.at, "lists and maps inside of each other");
            return Typed::new(Ty::JSON);
        }
        let Some(peeled) = self.peel(part) else { return Typed::new(Ty::JSON) };
        let mut typed = self.of_peeled(&peeled, place, depth);
        if typed.ty != Ty::JSON {
            typed.nullable |= peeled.nullable;
        }
        // What stands around a schema goes before what stands in it.
        let mut notes = peeled.notes;
        for (name, note) in typed.notes {
            if notes.iter().all(|(known, _)| *known != name) {
                notes.push((name, note));
            }
        }
        typed.notes = notes;
        typed
    }

    fn of_peeled(&mut self, peeled: &Peeled<'d>, place: &Place, depth: usize) -> Typed<'d> {
        let part = &peeled.part;
        if let Some(named) = self.places.get(&(Rc::clone(&part.at), None)).copied() {
            self.use_type(named.id);
            return Typed { nullable: named.nullable, ..Typed::new(Ty::named(named.id)) };
        }
        match part.value {
            Value::Object(_) | Value::Bool(true) => {}
            Value::Bool(false) => {
                self.lose(Loss::FalseSchema, &part.at, "no value satisfies the schema `false`");
                return Typed::new(Ty::JSON);
            }
            Value::Null | Value::Int(_) | Value::Float(_) | Value::Text(_) | Value::List(_) => {
                self.lose(Loss::NotASchema, &part.at, "a schema is an object");
                return Typed::new(Ty::JSON);
            }
        }
        let merged = self.merge(std::slice::from_ref(part));
        self.of_merged(merged, peeled.is_referenced, true, part, place, depth)
    }

    /// The type of several schemas that a value must all satisfy.
    pub(in crate::import) fn typed_all(&mut self, parts: &[Part<'d>], place: &Place) -> Typed<'d> {
        match parts {
            [one] => self.typed(one.clone(), place),
            _ => {
                let merged = self.merge(parts);
                let Some(first) = parts.first() else { return Typed::new(Ty::JSON) };
                self.of_merged(merged, false, false, first, place, 0)
            }
        }
    }

    pub(super) fn of_merged(
        &mut self,
        merged: Merged<'d>,
        is_referenced: bool,
        is_whole: bool,
        part: &Part<'d>,
        place: &Place,
        depth: usize,
    ) -> Typed<'d> {
        let Kinded { kind, nullable } = self.kind(&merged);
        let notes = notes(&merged);
        let source = Source { merged, is_referenced, is_whole, part, place };
        let mut typed = match kind {
            Kind::Any => {
                self.lost_limits(&source.merged);
                self.unread(&source.merged, &["enum", "const"]);
                Typed::new(Ty::JSON)
            }
            Kind::Text => self.text(&source.merged),
            Kind::Integer => self.integer(&source.merged),
            Kind::Number => self.number(&source.merged),
            Kind::Boolean => {
                self.unread(&source.merged, &["enum"]);
                Typed::new(Ty::scalar("bool"))
            }
            Kind::List(items) => self.list_of(&source, items, depth),
            Kind::Map(values) => self.map_of(&source, values, depth),
            Kind::Values(values) => self.values(&source, values),
            Kind::Model => self.model(&source, nullable),
            Kind::Union(branches) => self.union(&source, branches, nullable),
            Kind::Several(types) => self.several(&source, types, depth),
        };
        if typed.ty != Ty::JSON {
            typed.nullable |= nullable;
        }
        if source.is_referenced && typed.ty.as_named().is_some() {
            // They describe the type.
            return typed;
        }
        let of_elements = std::mem::replace(&mut typed.notes, notes);
        for (name, note) in of_elements {
            if typed.note(name).is_none() {
                typed.notes.push((name, note));
            }
        }
        typed
    }

    fn values(&mut self, source: &Source<'d, '_>, values: Vec<Part<'d>>) -> Typed<'d> {
        let merged = &source.merged;
        self.unread(
            merged,
            &["enum", "const", "format", "pattern", "minLength", "maxLength", "minimum", "maximum"],
        );
        if let [constant] = values.as_slice() {
            let ty = match constant.value {
                Value::Text(_) => Ty::TEXT,
                Value::Int(_) => Ty::scalar("int"),
                Value::Float(_) => Ty::scalar("float"),
                _ => Ty::scalar("bool"),
            };
            return Typed { constant: Some(constant.clone()), ..Typed::new(ty) };
        }
        let docs = docs_of_values(merged, values.len());
        let mut all: Vec<EnumValue> = Vec::new();
        for (part, doc) in values.iter().zip(docs) {
            if all.iter().any(|known| known.value == *part.value) {
                continue;
            }
            if let Value::Int(number) = part.value
                && i64::try_from(*number).is_err()
            {
                self.lose(Loss::MixedValues, &part.at, "an integer of more than 64 bits");
                return Typed::new(Ty::JSON);
            }
            all.push(EnumValue { value: part.value.clone(), doc });
        }
        let content = merged.value("enum").filter(|_| !source.is_referenced);
        let (id, is_new) = self.declare(source, content, merged.nullable);
        if is_new && let Some(declared) = self.draft.get_mut(id) {
            declared.body = Body::Enum { values: all };
        }
        Typed::new(Ty::named(id))
    }

    fn model(&mut self, source: &Source<'d, '_>, nullable: bool) -> Typed<'d> {
        let (id, is_new) = self.declare(source, source.content(), nullable);
        if is_new {
            self.jobs.push_back(Job { id, content: Content::Model(source.merged.clone(), None) });
        }
        Typed::new(Ty::named(id))
    }

    /// The type that a schema declares, and whether it is new.
    pub(super) fn declare(
        &mut self,
        source: &Source<'d, '_>,
        content: Option<&'d Value>,
        nullable: bool,
    ) -> (TypeId, bool) {
        let key = content.map(|content| (source.place.word.clone(), content));
        if let Some(id) = key.as_ref().and_then(|key| self.contents.get(key)).copied() {
            self.use_type(id);
            return (id, false);
        }
        let naming = match source.is_referenced {
            true => Naming::Own(last_step(&source.part.at)),
            false => Naming::Place(source.place.clone()),
        };
        let id = self.draft.declare(&source.part.at, naming);
        self.use_type(id);
        // A type with a name can also be in JSON.
        if !source.is_referenced && self.is_in_form(source.place) {
            self.in_forms.insert(id);
        }
        if source.is_whole {
            self.places.insert((Rc::clone(&source.part.at), None), Named { id, nullable });
        }
        if let Some(key) = key {
            self.contents.insert(key, id);
        }
        let texts = self.texts(&notes(&source.merged), source.is_referenced);
        if source.is_referenced
            && let Some(declared) = self.draft.get_mut(id)
        {
            declared.texts = texts;
        }
        (id, true)
    }

    /// Whether a place is in a form with names in brackets.
    pub(super) fn is_in_form(&self, place: &Place) -> bool {
        match place.owner {
            Owner::Type(id) => self.in_forms.contains(&id),
            Owner::Operation(_) => false,
        }
    }

    pub(in crate::import) fn use_type(&mut self, id: TypeId) {
        if let Some(declared) = self.draft.get_mut(id) {
            declared.uses += 1;
        }
    }

    /// The declared type of a model, without the field of this name.
    pub(super) fn variant_model(
        &mut self,
        merged: Merged<'d>,
        key: Option<Rc<str>>,
        tag: Option<&str>,
        naming: Naming,
    ) -> TypeId {
        let place = key.map(|key| (key, tag.map(str::to_owned)));
        if let Some(named) = place.as_ref().and_then(|place| self.places.get(place)).copied() {
            self.use_type(named.id);
            return named.id;
        }
        let id = self.draft.declare(&merged.at, naming);
        self.use_type(id);
        if let Some(place) = place {
            self.places.insert(place, Named { id, nullable: merged.nullable });
        }
        let texts = self.texts(&notes(&merged), true);
        if let Some(declared) = self.draft.get_mut(id) {
            declared.texts = texts;
        }
        self.jobs.push_back(Job { id, content: Content::Model(merged, tag.map(str::to_owned)) });
        id
    }
}

/// A schema whose type is being made.
pub(super) struct Source<'d, 'a> {
    pub(super) merged: Merged<'d>,
    pub(super) is_referenced: bool,
    /// Whether `part` is all of it.
    pub(super) is_whole: bool,
    pub(super) part: &'a Part<'d>,
    pub(super) place: &'a Place,
}

impl<'d> Source<'d, '_> {
    /// The schema, if equal ones at like places are the same type.
    pub(super) fn content(&self) -> Option<&'d Value> {
        Some(self.part.value).filter(|_| !self.is_referenced && self.is_whole)
    }
}

/// The keywords of a schema that say something about a use of it.
fn notes<'d>(merged: &Merged<'d>) -> Vec<(&'d str, Part<'d>)> {
    merged.keywords().filter(|(name, _)| NOTES.contains(name)).cloned().collect()
}

/// The last step of a pointer: the name of a component.
pub(super) fn last_step(at: &str) -> String {
    at.rsplit('/').next().unwrap_or(at).replace("~1", "/").replace("~0", "~")
}

/// The documentation of each value that an extension has.
fn docs_of_values(merged: &Merged<'_>, count: usize) -> Vec<Option<String>> {
    let mut docs: Vec<Option<String>> = merged
        .value("x-enum-descriptions")
        .or_else(|| merged.value("x-enumDescriptions"))
        .map(|list| list.elements().iter().map(|doc| doc.as_text().map(str::to_owned)).collect())
        .unwrap_or_default();
    docs.resize(count, None);
    docs
}
