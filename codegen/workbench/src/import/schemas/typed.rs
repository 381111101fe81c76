//! The type of a schema.

use std::rc::Rc;

use super::kind::{Kind, Kinded};
use super::peeled::{NOTES, Peeled};
use super::{Content, Import, Job, Merged, Named, Typed};
use crate::import::draft::{Base, Body, EnumValue, Naming, Place, Ty, TypeId, Wrapper};
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

    fn typed_within(&mut self, part: Part<'d>, place: &Place, depth: usize) -> Typed<'d> {
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
    pub(super) fn typed_all(&mut self, parts: &[Part<'d>], place: &Place) -> Typed<'d> {
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

    fn list_of(&mut self, source: &Source<'d, '_>, items: Option<Part<'d>>, depth: usize) -> Typed<'d> {
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

    fn map_of(&mut self, source: &Source<'d, '_>, values: Option<Part<'d>>, depth: usize) -> Typed<'d> {
        let mut typed = Typed::new(Ty::JSON);
        if let Some(values) = values {
            let at = Rc::clone(&values.at);
            let place = Place { owner: source.place.owner, word: format!("{} value", source.place.word) };
            let value = self.typed_within(values, &place, depth + 1);
            typed = self.as_element(value, &at);
        }
        if let Some(patterns) = source.merged.get("patternProperties") {
            self.lose(Loss::PatternFields, &patterns.at, "keys that match a pattern");
        }
        if let Some(names) = source.merged.get("propertyNames") {
            self.lose(Loss::KeyLimit, &names.at, "limits of keys");
        }
        typed.ty = typed.ty.inside(Wrapper::Map);
        self.counts(&source.merged, &mut typed);
        let read =
            ["additionalProperties", "patternProperties", "propertyNames", "minProperties", "maxProperties"];
        self.unread(&source.merged, &read);
        typed
    }

    /// What remains of a type in a list or a map: the limits of its values, but not those of inner lists.
    fn as_element(&mut self, element: Typed<'d>, at: &str) -> Typed<'d> {
        self.describe(&element);
        let is_nested = !element.ty.wrappers.is_empty();
        let mut keys = element.keys;
        if is_nested {
            let (outer, inner): (Vec<_>, Vec<_>) = keys
                .into_iter()
                .partition(|(key, _)| !matches!(*key, "min_items" | "max_items" | "unique_items"));
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
        if element.nullable {
            self.lose(Loss::NullableElement, at, "elements that can be null");
            return Typed::new(Ty::JSON);
        }
        // The words about the elements are all that there is, where those about the list are missing.
        let is_scalar = element.ty.target().is_none();
        let notes = element.notes.into_iter().filter(|(name, _)| is_scalar && *name == "description");
        Typed { keys, notes: notes.collect(), ..Typed::new(element.ty) }
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

impl Ty {
    /// Whether it is a scalar, without a wrapper.
    pub(in crate::import) fn as_scalar(&self) -> Option<&'static str> {
        match self.base {
            Base::Scalar(name) if self.wrappers.is_empty() => Some(name),
            Base::Scalar(_) | Base::Named(_) => None,
        }
    }
}
