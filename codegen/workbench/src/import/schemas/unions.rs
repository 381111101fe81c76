//! `oneOf` and `anyOf`.

mod leaves;
mod tags;
mod values;

use std::collections::HashMap;
use std::rc::Rc;

use super::kind::Kind;
use super::typed::Source;
use super::{Content, Import, Job, Merged, Typed};
use crate::import::draft::{Body, EnumValue, Naming, Owner, Place, Ty, TypeId, Variant};
use crate::import::references::Part;
use crate::import::report::Loss;
use crate::import::value::Value;
use leaves::Leaf;

/// A union whose variants are known.
#[derive(Debug)]
pub(super) struct Plan<'d> {
    tag: Option<String>,
    variants: Vec<VariantPlan<'d>>,
    /// The branches that are not objects with known fields.
    values: Vec<Leaf<'d>>,
}

#[derive(Debug)]
struct VariantPlan<'d> {
    merged: Merged<'d>,
    /// The pointer of the schema, if a reference led to it.
    key: Option<Rc<str>>,
    /// The name of the component, or a word for the variant.
    name: String,
    /// The values of the tag.
    values: Vec<Value>,
}

impl<'d> Import<'d> {
    pub(super) fn union(
        &mut self,
        source: &Source<'d, '_>,
        branches: Vec<Part<'d>>,
        nullable: bool,
    ) -> Typed<'d> {
        let Some((leaves, has_null)) = self.leaves(source, branches) else { return Typed::new(Ty::JSON) };
        let mut typed = match leaves.as_slice() {
            [] => Typed::new(Ty::JSON),
            [one] if source.merged.properties.is_empty() => self.typed(one.part.clone(), source.place),
            [one] => {
                self.of_merged(one.merged.clone(), source.is_referenced, true, source.part, source.place, 0)
            }
            _ if leaves.iter().all(|leaf| matches!(leaf.kind, Kind::Model)) => {
                self.union_of_models(source, leaves, Vec::new(), nullable || has_null)
            }
            _ => self.union_of_others(source, leaves, nullable || has_null),
        };
        if typed.ty != Ty::JSON {
            typed.nullable |= has_null;
        }
        typed
    }

    fn union_of_models(
        &mut self,
        source: &Source<'d, '_>,
        leaves: Vec<Leaf<'d>>,
        values: Vec<Leaf<'d>>,
        nullable: bool,
    ) -> Typed<'d> {
        let at = &source.merged.at;
        let found = match self.tag(&source.merged, &leaves) {
            Some((tag, values)) => Some((Some(tag), values)),
            None if are_distinct(&leaves) => Some((None, vec![Vec::new(); leaves.len()])),
            None => None,
        };
        let Some((tag, tags)) = found else {
            if !values.is_empty() {
                self.lose(Loss::UnionOfScalars, at, "objects that nothing distinguishes, and other values");
                return Typed::new(Ty::JSON);
            }
            let names: Vec<&str> = leaves.iter().map(|leaf| leaf.name.as_str()).collect();
            self.lose(Loss::JoinedUnion, at, format!("nothing distinguishes {}", names.join(", ")));
            let (id, is_new) = self.declare(source, source.content(), nullable);
            if is_new {
                let joined = leaves.into_iter().map(|leaf| leaf.merged).collect();
                self.jobs.push_back(Job { id, content: Content::Joined(joined) });
            }
            return Typed::new(Ty::named(id));
        };
        self.unread(&source.merged, &["oneOf", "anyOf", "discriminator", "additionalProperties"]);
        let (id, is_new) = self.declare(source, source.content(), nullable);
        if !values.is_empty() {
            self.of_values.insert(id);
        }
        if is_new {
            let variants = leaves.into_iter().zip(tags).map(|(leaf, values)| VariantPlan {
                key: leaf.is_referenced.then(|| Rc::clone(&leaf.part.at)),
                name: match values.first() {
                    Some(Value::Text(value)) if !leaf.is_referenced => value.clone(),
                    _ => leaf.name,
                },
                merged: leaf.merged,
                values,
            });
            let plan = Plan { tag, variants: variants.collect(), values };
            self.jobs.push_back(Job { id, content: Content::Union(plan) });
        }
        Typed::new(Ty::named(id))
    }

    /// Reads the variants of a union.
    pub(super) fn fill_union(&mut self, id: TypeId, plan: Plan<'d>) {
        let Plan { tag, variants, values } = plan;
        let variants = variants.into_iter().map(|variant| {
            let VariantPlan { merged, key, name, values } = variant;
            let naming = match (&key, &tag) {
                (Some(key), Some(_)) => Naming::Variant { name, union: id, plain: key.to_string() },
                (Some(_), None) => Naming::Own(name),
                (None, _) => Naming::Place(Place { owner: Owner::Type(id), word: name }),
            };
            let model = self.variant_model(merged, key, tag.as_deref(), naming);
            let mut values = values.into_iter();
            Variant { name: None, value: values.next(), also_read: values.collect(), model }
        });
        let variants = variants.collect();
        let values = self.variants_of(id, values);
        if let Some(declared) = self.draft.get_mut(id) {
            declared.body = Body::Union { tag, variants, values };
        }
    }

    /// A union of which at least one branch is not a model.
    fn union_of_others(
        &mut self,
        source: &Source<'d, '_>,
        all_leaves: Vec<Leaf<'d>>,
        nullable: bool,
    ) -> Typed<'d> {
        let at = Rc::clone(&source.merged.at);
        let leaves = all_leaves.as_slice();
        if let Some(typed) = self.one_or_many(source, leaves) {
            return typed;
        }
        let all = |is: fn(&Kind<'d>) -> bool| leaves.iter().all(|leaf| is(&leaf.kind));
        let is_text_value = |part: &Part<'d>| matches!(part.value, Value::Text(_));
        let are_values = leaves.iter().all(|leaf| match &leaf.kind {
            Kind::Values(values) => values.iter().all(is_text_value),
            _ => false,
        });
        if are_values {
            return self.enumeration_of(source, leaves);
        }
        let are_texts = leaves.iter().all(|leaf| match &leaf.kind {
            Kind::Text => true,
            Kind::Values(values) => values.iter().all(is_text_value),
            _ => false,
        });
        if are_texts {
            let has_values = leaves.iter().any(|leaf| matches!(leaf.kind, Kind::Values(_)));
            let loss = if has_values { Loss::OpenEnumeration } else { Loss::WiderType };
            self.lose(loss, &at, "several strings");
            return Typed::new(Ty::TEXT);
        }
        let is_integer = |kind: &Kind<'d>| matches!(kind, Kind::Integer);
        let wider = if all(is_integer) {
            Some("int")
        } else if all(|kind| matches!(kind, Kind::Integer | Kind::Number)) {
            Some("float")
        } else {
            None
        };
        if let Some(wider) = wider {
            self.lose(Loss::WiderType, &at, "several numbers");
            return Typed::new(Ty::scalar(wider));
        }
        if self.is_in_form(source.place) {
            return self.union_in_form(source, leaves);
        }
        if values::are_told_apart(leaves) {
            let (objects, values): (Vec<_>, Vec<_>) =
                all_leaves.into_iter().partition(|leaf| matches!(leaf.kind, Kind::Model));
            return match objects.is_empty() {
                true => self.union_of_values(source, values, nullable),
                false => self.union_of_models(source, objects, values, nullable),
            };
        }
        let names: Vec<&str> = leaves.iter().map(|leaf| word(&leaf.kind)).collect();
        self.lose(Loss::UnionOfScalars, &at, names.join(" or "));
        Typed::new(Ty::JSON)
    }

    /// A union in a form, where each scalar is a text.
    fn union_in_form(&mut self, source: &Source<'d, '_>, leaves: &[Leaf<'d>]) -> Typed<'d> {
        let at = Rc::clone(&source.merged.at);
        let is_nested = |leaf: &&Leaf<'d>| match leaf.kind {
            Kind::Model | Kind::Map(_) | Kind::List(_) | Kind::Union(_) | Kind::Several(_) | Kind::Any => {
                true
            }
            Kind::Text | Kind::Integer | Kind::Number | Kind::Boolean | Kind::Values(_) => false,
        };
        let mut nested = leaves.iter().filter(is_nested);
        match (nested.next(), nested.next()) {
            (None, _) => {
                self.lose(Loss::WiderType, &at, "several scalars, each as a text");
                Typed::new(Ty::TEXT)
            }
            (Some(first), None) => {
                self.lose(Loss::ScalarInForm, &at, "a single value instead of what has parts");
                self.typed(first.part.clone(), source.place)
            }
            (Some(first), Some(_)) => {
                self.lose(Loss::ScalarInForm, &at, "several kinds of what has parts");
                self.typed(first.part.clone(), source.place)
            }
        }
    }

    /// Strings, each in a schema of its own, with its own documentation.
    fn enumeration_of(&mut self, source: &Source<'d, '_>, leaves: &[Leaf<'d>]) -> Typed<'d> {
        let mut all: Vec<EnumValue> = Vec::new();
        for leaf in leaves {
            let Kind::Values(values) = &leaf.kind else { continue };
            let doc = match values.as_slice() {
                [_] => leaf.merged.text("description").or(leaf.merged.text("title")),
                _ => None,
            };
            for part in values {
                if all.iter().all(|known| known.value != *part.value) {
                    all.push(EnumValue { value: part.value.clone(), doc: doc.map(str::to_owned) });
                }
            }
        }
        let (id, is_new) = self.declare(source, source.content(), false);
        if is_new && let Some(declared) = self.draft.get_mut(id) {
            declared.body = Body::Enum { values: all };
        }
        Typed::new(Ty::named(id))
    }

    /// A value or a list of such values.
    fn one_or_many(&mut self, source: &Source<'d, '_>, leaves: &[Leaf<'d>]) -> Option<Typed<'d>> {
        let [first, second] = leaves else { return None };
        let (one, many, items) = match (&first.kind, &second.kind) {
            (Kind::List(Some(items)), _) => (second, first, items.clone()),
            (_, Kind::List(Some(items))) => (first, second, items.clone()),
            _ => return None,
        };
        let element = self.peel(items)?;
        let is_same = element.part.at == one.part.at || {
            let merged = self.merge(std::slice::from_ref(&element.part));
            let kinds = (self.kind(&merged).kind, &one.kind);
            matches!(
                kinds,
                (Kind::Text, Kind::Text) | (Kind::Integer, Kind::Integer) | (Kind::Number, Kind::Number)
            )
        };
        if !is_same {
            return None;
        }
        let mut typed = self.typed(many.part.clone(), source.place);
        self.lose(Loss::OneOrMany, &source.merged.at, "one value or a list of them");
        typed.keys.push(("tolerate", Value::List(vec!["single".into()])));
        Some(typed)
    }
}

/// Whether each variant requires a field that no other one has.
fn are_distinct(leaves: &[Leaf<'_>]) -> bool {
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for (wire, _) in leaves.iter().flat_map(|leaf| &leaf.merged.properties) {
        *counts.entry(wire).or_default() += 1;
    }
    leaves.iter().all(|leaf| {
        leaf.merged.properties.iter().any(|(wire, parts)| {
            let is_in_both = !parts.iter().any(|part| part.is_true("readOnly") || part.is_true("writeOnly"));
            counts.get(wire) == Some(&1) && leaf.merged.required.contains(wire) && is_in_both
        })
    })
}

/// The kind in a word.
fn word(kind: &Kind<'_>) -> &'static str {
    match kind {
        Kind::Any => "anything",
        Kind::Text => "string",
        Kind::Integer => "integer",
        Kind::Number => "number",
        Kind::Boolean => "boolean",
        Kind::List(_) => "array",
        Kind::Map(_) => "map",
        Kind::Model => "object",
        Kind::Values(_) => "enumeration",
        Kind::Union(_) => "union",
        Kind::Several(_) => "several types",
    }
}
