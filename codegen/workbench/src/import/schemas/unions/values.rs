//! Variants of a union that are not objects: the kind of a JSON value distinguishes them.

use std::collections::HashSet;
use std::rc::Rc;

use super::Plan;
use super::leaves::Leaf;
use crate::import::draft::{Body, Field, Owner, Place, Ty, TypeId};
use crate::import::report::Loss;
use crate::import::schemas::kind::Kind;
use crate::import::schemas::typed::Source;
use crate::import::schemas::{Content, Import, Job, Typed};
use crate::import::value::Value;

/// Whether all values of different branches are of different kinds, but objects, which have a tag or keys.
pub(super) fn are_told_apart(leaves: &[Leaf<'_>]) -> bool {
    let mut seen: HashSet<&str> = HashSet::new();
    let are_models = leaves.iter().any(|leaf| matches!(leaf.kind, Kind::Model));
    leaves.iter().filter(|leaf| !matches!(leaf.kind, Kind::Model)).all(|leaf| match name(&leaf.kind) {
        Some("Map") if are_models => false,
        Some(name) => seen.insert(name),
        None => false,
    })
}

/// The name of the variant of values of this kind, one for each kind of JSON values; `None` if they are of several ones.
fn name(kind: &Kind<'_>) -> Option<&'static str> {
    match kind {
        Kind::Text => Some("Text"),
        Kind::Integer | Kind::Number => Some("Number"),
        Kind::Boolean => Some("Flag"),
        Kind::List(_) => Some("List"),
        Kind::Map(_) => Some("Map"),
        Kind::Values(values) => match values.first().map(|part| part.value) {
            Some(Value::Text(_)) => Some("Text"),
            Some(Value::Int(_) | Value::Float(_)) => Some("Number"),
            Some(Value::Bool(_)) => Some("Flag"),
            Some(Value::Null | Value::List(_) | Value::Object(_)) | None => None,
        },
        Kind::Any | Kind::Model | Kind::Union(_) | Kind::Several(_) => None,
    }
}

impl<'d> Import<'d> {
    pub(super) fn union_of_values(
        &mut self,
        source: &Source<'d, '_>,
        values: Vec<Leaf<'d>>,
        nullable: bool,
    ) -> Typed<'d> {
        self.unread(&source.merged, &["oneOf", "anyOf", "discriminator"]);
        let (id, is_new) = self.declare(source, source.content(), nullable);
        self.of_values.insert(id);
        if is_new {
            let plan = Plan { tag: None, variants: Vec::new(), values };
            self.jobs.push_back(Job { id, content: Content::Union(plan) });
        }
        Typed::new(Ty::named(id))
    }

    /// The variants of branches that are not objects.
    pub(super) fn variants_of(&mut self, id: TypeId, leaves: Vec<Leaf<'d>>) -> Vec<Field> {
        let mut values = Vec::new();
        for leaf in leaves {
            let Some(name) = name(&leaf.kind) else { continue };
            let at = Rc::clone(&leaf.part.at);
            let typed = self.typed(leaf.part, &Place { owner: Owner::Type(id), word: name.to_owned() });
            values.push(self.value_field(name, &at, typed));
        }
        values
    }

    /// Values of one of several types that one schema names, with the keywords of each.
    pub(in crate::import::schemas) fn several(
        &mut self,
        source: &Source<'d, '_>,
        types: Vec<&'d str>,
        depth: usize,
    ) -> Typed<'d> {
        if self.is_in_form(source.place) {
            self.lose(Loss::MixedTypes, &source.merged.at, types.join(" or "));
            return Typed::new(Ty::JSON);
        }
        let (id, is_new) = self.declare(source, source.content(), source.merged.nullable);
        self.of_values.insert(id);
        if !is_new {
            return Typed::new(Ty::named(id));
        }
        let mut values: Vec<Field> = Vec::new();
        for ty in types.iter().filter(|ty| **ty != "integer" || !types.contains(&"number")) {
            let Some(kind) = self.of_type(ty, &source.merged) else { continue };
            let Some(name) = name(&kind) else { continue };
            let typed = self.one_of_several(
                source,
                kind,
                &Place { owner: Owner::Type(id), word: name.to_owned() },
                depth,
            );
            values.push(self.value_field(name, &source.merged.at, typed));
        }
        if let Some(declared) = self.draft.get_mut(id) {
            declared.body = Body::Union { tag: None, variants: Vec::new(), values };
        }
        Typed::new(Ty::named(id))
    }

    fn one_of_several(
        &mut self,
        source: &Source<'d, '_>,
        kind: Kind<'d>,
        place: &Place,
        depth: usize,
    ) -> Typed<'d> {
        const OF_TEXTS: &[&str] = &["maxLength", "minLength", "pattern", "format"];
        const OF_NUMBERS: &[&str] =
            &["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"];
        const OF_LISTS: &[&str] = &["items", "minItems", "maxItems", "uniqueItems", "prefixItems"];
        // The keywords of the other types are theirs.
        let mut merged = source.merged.clone();
        let own: &[&str] = match kind {
            Kind::Text => OF_TEXTS,
            Kind::Integer | Kind::Number => OF_NUMBERS,
            Kind::List(_) => OF_LISTS,
            Kind::Boolean
            | Kind::Any
            | Kind::Map(_)
            | Kind::Model
            | Kind::Values(_)
            | Kind::Union(_)
            | Kind::Several(_) => &[],
        };
        for keywords in [OF_TEXTS, OF_NUMBERS, OF_LISTS].into_iter().filter(|keywords| *keywords != own) {
            merged.remove(keywords);
        }
        match kind {
            Kind::Text => self.text(&merged),
            Kind::Integer => self.integer(&merged),
            Kind::Number => self.number(&merged),
            Kind::Boolean => Typed::new(Ty::scalar("bool")),
            Kind::List(items) => {
                let list = Source { merged, is_referenced: false, is_whole: false, part: source.part, place };
                self.list_of(&list, items, depth)
            }
            Kind::Any | Kind::Map(_) | Kind::Model | Kind::Values(_) | Kind::Union(_) | Kind::Several(_) => {
                Typed::new(Ty::JSON)
            }
        }
    }

    /// A variant of this name. A value has no default, and nothing is forbidden in it.
    fn value_field(&mut self, name: &str, at: &str, typed: Typed<'d>) -> Field {
        self.describe(&typed);
        let mut typed = typed;
        typed.nullable = false;
        typed.notes.retain(|(note, _)| !matches!(*note, "default" | "readOnly" | "writeOnly"));
        let mut field = self.field_of(name, at, typed, false);
        field.keys.retain(|(key, _)| !matches!(*key, "tolerate" | "secret" | "const"));
        field
    }
}
