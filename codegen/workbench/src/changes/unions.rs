//! Unions that were added, removed or changed.

use std::cell::OnceCell;
use std::collections::BTreeMap;

use super::collector::{Collector, Draft, Node};
use super::directions::{Directions, direction};
use super::excerpt::{Excerpt, select};
use super::models::limits::differences;
use super::pairs::{Pair, Pairs, also, by};
use super::surface::Surface;
use super::trial::of_part;
use super::values::{self, Tags};
use super::{Kind, Revision, Verdict, docs, named, types};
use specwright::emit::Part;
use specwright::ir::{Field, ModelId, Need, Type, Union, UnionId, UnionTolerance, Variant};
use specwright::phrase;

pub(super) fn compare(pairs: &Pairs<'_>, found: &mut Collector<'_>) {
    for pair in &pairs.unions {
        match *pair {
            Pair::Removed(id) => named::removed(&pairs.old.unions[id], found),
            Pair::Added(id) => named::added(&pairs.new.unions[id], found),
            Pair::Both(old, new) => UnionPair::new(pairs, old, new).compare(found),
        }
    }
}

/// A union that both specs have.
struct UnionPair<'p, 'a> {
    pairs: &'p Pairs<'a>,
    old: &'a Union,
    /// The old one under its new name.
    before: &'p Union,
    /// The new one, with the types of the common API.
    after: Union,
    directions: Directions,
    excerpt: Excerpt<&'p str>,
    /// For each model the names of the old variants that have it: only a model of a single variant converts into the union.
    by_model: BTreeMap<usize, Vec<&'p str>>,
    surface: OnceCell<Surface>,
    node: Node,
}

impl<'p, 'a> UnionPair<'p, 'a> {
    fn new(pairs: &'p Pairs<'a>, old: UnionId, new: UnionId) -> UnionPair<'p, 'a> {
        let (before, after) = (&pairs.base.unions[old], &pairs.new.unions[new]);
        let mut after = after.clone();
        for variant in &mut after.variants {
            variant.model = pairs.model(variant.model);
        }
        for field in &mut after.values {
            *field = pairs.field(field);
        }
        let mut by_model: BTreeMap<usize, Vec<&str>> = BTreeMap::new();
        for variant in &before.variants {
            by_model.entry(variant.model.index()).or_default().push(&variant.name);
        }
        UnionPair {
            pairs,
            old: &pairs.old.unions[old],
            before,
            directions: Directions::new(before.usage, after.usage),
            excerpt: Excerpt::new(&before.variants, |_| (), |variant| variant.name.as_str()),
            by_model,
            surface: OnceCell::new(),
            node: Node::file(Revision::New, &after.file),
            after,
        }
    }

    fn compare(&self, found: &mut Collector<'_>) {
        let Union { name, module: _, docs, file: _, tag, variants, values, tolerate, usage } = &self.after;
        named::renamed(self.old, &self.after, found);
        docs::compare(name, &self.node, direction(*usage), (&self.before.docs, docs), found);
        if named::is_used_otherwise(self.before.usage, *usage) {
            let rust = self.trial(found, &[], |union| union.usage = *usage);
            found.push(named::usage(name, self.node.clone(), (self.before.usage, *usage), rust));
        }
        if self.before.tag != *tag {
            self.tag(found);
        }
        if self.before.tolerate != *tolerate {
            self.tolerance(found);
        }
        let pairs = by(&self.before.variants, variants, |variant| variant.name.as_str());
        let pairs = also(pairs, |variant| &variant.value);
        for pair in also(pairs, |variant| variant.model.index()) {
            match pair {
                Pair::Removed(variant) => self.removed(variant, found),
                Pair::Added(variant) => self.added(variant, found),
                Pair::Both(before, after) => self.variant(before, after, found),
            }
        }
        let kind = |field: &Field| field.ty.value_kind(&self.pairs.base.enums);
        let pairs = by(&self.before.values, values, |field| field.wire.as_str());
        for pair in also(pairs, kind) {
            match pair {
                Pair::Removed(field) => self.value_removed(field, found),
                Pair::Added(field) => self.value_added(field, found),
                Pair::Both(before, after) => self.value(before, after, found),
            }
        }
    }

    fn value_removed(&self, field: &Field, found: &mut Collector<'_>) {
        let rust = self.trial(found, &[], |union| union.values.retain(|other| other.wire != field.wire));
        let node = Node::file(Revision::Old, &self.old.file).key("variants").named(&field.wire);
        let at = format!("{}.{}", self.old.name, field.wire);
        let draft = self.draft(Kind::VariantRemoved, at, node).rust(rust);
        found.push(values::removed(draft, phrase::ty(&self.pairs.base, &field.ty), self.directions));
    }

    fn value_added(&self, field: &Field, found: &mut Collector<'_>) {
        let rust = self.trial(found, &[], |union| union.values.push(field.clone()));
        let (at, node) = self.value_place(field);
        let draft = self.draft(Kind::VariantAdded, at, node).rust(rust);
        found.push(values::added(draft, phrase::ty(&self.pairs.base, &field.ty), self.directions));
    }

    fn value_place(&self, field: &Field) -> (String, Node) {
        (format!("{}.{}", self.after.name, field.wire), self.node.key("variants").named(&field.wire))
    }

    /// A variant that is a value in both specs.
    fn value(&self, before: &Field, after: &Field, found: &mut Collector<'_>) {
        let (at, node) = self.value_place(after);
        let edit = |change: fn(&mut Field, &Field)| {
            move |union: &mut Union| {
                let known = union.values.iter_mut().filter(|field| field.wire == before.wire);
                known.for_each(|field| change(field, after));
            }
        };
        if before.wire != after.wire {
            let rename = |field: &mut Field, after: &Field| {
                let Field { wire, ident, marker, .. } = after.clone();
                *field = Field { wire, ident, marker, ..field.clone() };
            };
            let rust = self.trial(found, &[], edit(rename));
            let draft = self.draft(Kind::VariantRenamed, at.clone(), node.clone());
            found.push(values::renamed(draft, &self.after.name, (&before.wire, &after.wire), rust));
        }
        if before.ty != after.ty {
            let base = &self.pairs.base;
            let rust = self.trial(found, &[], edit(|field, after| field.ty = after.ty.clone()));
            let (request, limits) = types::request(base, &before.ty, &after.ty);
            let draft = self
                .draft(Kind::TypeChanged, at.clone(), node.key("type"))
                .old(Some(phrase::ty(base, &before.ty)))
                .became(Some(phrase::ty(base, &after.ty)))
                .rust(rust)
                .wire(self.directions.wire(request, types::reply(base, &before.ty, &after.ty)))
                .limits(self.directions.limits(limits));
            found.push(draft);
        }
        for difference in differences(before, after) {
            let node = difference.key.split('.').fold(node.clone(), |node, key| node.key(key));
            let verdict = self.directions.limits(difference.verdict.clone());
            let rust = difference.literals(&after.ty, &verdict);
            let [old, new] = difference.words(&after.ty);
            let draft = self.draft(difference.kind, at.clone(), node).old(old).became(new);
            found.push(draft.rust(rust).limits(verdict));
        }
        let docs = (&before.docs, &after.docs);
        docs::compare(&at, &node, self.directions.direction(), docs, found);
        if before.example != after.example {
            let shown = |field: &Field| field.example.as_ref().map(|example| format!("example: {example}"));
            let draft = self.draft(Kind::DocsChanged, at, node.key("example"));
            found.push(draft.old(shown(before)).became(shown(after)));
        }
    }

    /// What an edit of the old union does to the Rust API. The edit depends on no variants but those with a model of
    /// `about`.
    fn trial(&self, found: &mut Collector<'_>, about: &[ModelId], edit: impl FnOnce(&mut Union)) -> Verdict {
        let surface = |union: &Union| of_part(&self.pairs.base, Part::Union(union));
        let about = about.iter().filter_map(|model| self.by_model.get(&model.index())).flatten();
        let excerpt = self.excerpt.with(about.copied()).map(|variants| {
            let Union { name, module, docs, file, tag, variants: all, values, tolerate, usage } = self.before;
            let (name, module, docs, file) = (name.clone(), module.clone(), docs.clone(), file.clone());
            let (tag, variants) = (tag.clone(), select(all, &variants));
            let (values, tolerate, usage) = (values.clone(), *tolerate, *usage);
            Union { name, module, docs, file, tag, variants, values, tolerate, usage }
        });
        found.explained.edit((self.before, &self.surface), excerpt, surface, edit)
    }

    /// The same with an edit of one variant. `models` are those that it has before and after.
    fn variant_trial(
        &self,
        found: &mut Collector<'_>,
        name: &str,
        models: &[ModelId],
        edit: impl Fn(&mut Variant),
    ) -> Verdict {
        self.trial(found, models, |union| {
            union.variants.iter_mut().filter(|variant| variant.name == name).for_each(edit);
        })
    }

    fn draft(&self, kind: Kind, at: String, node: Node) -> Draft {
        Draft::new(kind, at, node).direction(self.directions.direction())
    }

    fn tag(&self, found: &mut Collector<'_>) {
        let (old, new) = (&self.before.tag, &self.after.tag);
        let rust = self.trial(found, &[], |union| union.tag.clone_from(new));
        let sought = |tag: &Option<String>| match tag {
            Some(tag) => format!("`{tag}`"),
            None => "exactly one key of a variant".to_owned(),
        };
        let request =
            format!("A server of the new spec does not find {} in what old clients send.", sought(new));
        let reply = Verdict::breaking(format!("Old clients do not find {}.", sought(old)));
        let wire = self.directions.wire(Verdict::breaking(request), reply);
        let draft = self
            .draft(Kind::TagChanged, self.after.name.clone(), self.node.key("tag"))
            .old(old.as_ref().map(|tag| format!("`{tag}`")))
            .became(new.as_ref().map(|tag| format!("`{tag}`")));
        found.push(draft.rust(rust).wire(wire));
    }

    fn tolerance(&self, found: &mut Collector<'_>) {
        let forms = |UnionTolerance { other_variants, digit_string }: UnionTolerance| {
            [
                (other_variants, "a field of another variant"),
                (digit_string, "the digits of a tag in a string"),
            ]
        };
        let words = |tolerance| {
            let tolerated =
                forms(tolerance).into_iter().filter_map(|(tolerates, form)| tolerates.then_some(form));
            Some(tolerated.collect::<Vec<_>>().join(", ")).filter(|words| !words.is_empty())
        };
        let (old, new) = (self.before.tolerate, self.after.tolerate);
        let refused =
            forms(old).into_iter().zip(forms(new)).any(|((before, _), (after, _))| before && !after);
        let limits = if refused {
            Verdict::breaking("What was accepted with a warning is refused now.")
        } else {
            Verdict::compatible("More is accepted with a warning.")
        };
        let rust = self.trial(found, &[], |union| union.tolerate = new);
        let draft = self
            .draft(Kind::TolerateChanged, self.after.name.clone(), self.node.key("tolerate"))
            .old(words(old))
            .became(words(new));
        let wire = self.directions.wire(
            Verdict::none("Old clients do not send such a form."),
            Verdict::none("Old clients do not depend on it."),
        );
        found.push(draft.rust(rust).wire(wire).limits(self.directions.limits(limits)));
    }

    fn removed(&self, variant: &Variant, found: &mut Collector<'_>) {
        let rust = self.trial(found, &[variant.model], |union| {
            union.variants.retain(|other| other.name != variant.name)
        });
        let node = Node::file(Revision::Old, &self.old.file).key("variants").named(&variant.name);
        let at = format!("{}.{}", self.old.name, variant.name);
        let draft = self.draft(Kind::VariantRemoved, at, node).rust(rust);
        found.push(values::removed(draft, values::shown(&variant.value), self.directions));
    }

    fn added(&self, variant: &Variant, found: &mut Collector<'_>) {
        let rust = self.trial(found, &[variant.model], |union| union.variants.push(variant.clone()));
        let draft = self.draft(Kind::VariantAdded, self.at(variant), self.node_of(variant)).rust(rust);
        found.push(values::added(draft, values::shown(&variant.value), self.directions));
    }

    fn at(&self, variant: &Variant) -> String {
        format!("{}.{}", self.after.name, variant.name)
    }

    fn node_of(&self, variant: &Variant) -> Node {
        self.node.key("variants").named(&variant.name)
    }

    fn variant(&self, before: &Variant, after: &Variant, found: &mut Collector<'_>) {
        let Variant { name, docs, value, also_read, model } = after;
        let (at, node) = (self.at(after), self.node_of(after));
        if before.name != *name {
            let rust = self
                .variant_trial(found, &before.name, &[before.model], |variant| variant.name.clone_from(name));
            let at = format!("{}.{}", self.old.name, before.name);
            let draft = self.draft(Kind::VariantRenamed, at, node.clone());
            found.push(values::renamed(draft, &self.after.name, (&before.name, name), rust));
        }
        match (&self.before.tag, &self.after.tag) {
            (Some(_), Some(_)) => {
                let old = Tags { value: &before.value, also_read: &before.also_read };
                let new = Tags { value, also_read };
                found.extend(values::compare(&at, &node, self.directions, old, new));
            }
            (None, None) if before.value != *value => found.push(self.key(before, after, &at, &node)),
            // The change of the tag is reported.
            (None, _) | (_, None) => {}
        }
        if before.model != *model {
            self.model(before, after, (at.clone(), node.key("model")), found);
        }
        docs::compare(&at, &node, self.directions.direction(), (&before.docs, docs), found);
    }

    /// A variant without a tag that is recognised by another key.
    fn key(&self, before: &Variant, after: &Variant, at: &str, node: &Node) -> Draft {
        let has = |variant: &Variant, key: &Variant| {
            let field = self.pairs.base.models[variant.model].field(&key.value.to_string());
            field.is_some_and(|field| field.presence.need == Need::Always)
        };
        let request = match has(before, after) {
            true => Verdict::compatible(format!("Old clients always send `{}`.", after.value)),
            false => Verdict::breaking(format!(
                "A server of the new spec does not find `{}` in what old clients send.",
                after.value
            )),
        };
        let reply = match has(after, before) {
            true => Verdict::compatible(format!("Old clients still find `{}`.", before.value)),
            false => Verdict::breaking(format!("Old clients do not find `{}`.", before.value)),
        };
        let wire = self.directions.wire(request, reply);
        self.draft(Kind::ValueChanged, at.to_owned(), node.clone())
            .old(Some(values::shown(&before.value)))
            .became(Some(values::shown(&after.value)))
            .wire(wire)
    }

    /// A variant that has another model.
    fn model(
        &self,
        before: &Variant,
        after: &Variant,
        (at, node): (String, Node),
        found: &mut Collector<'_>,
    ) {
        let (old, new) = (Type::Model(before.model), Type::Model(after.model));
        let base = &self.pairs.base;
        let rust = self.variant_trial(found, &before.name, &[before.model, after.model], |variant| {
            variant.model = after.model;
        });
        let (request, limits) = types::request(base, &old, &new);
        let reply = types::reply(base, &old, &new);
        let draft = self
            .draft(Kind::TypeChanged, at, node)
            .old(Some(phrase::ty(base, &old)))
            .became(Some(phrase::ty(base, &new)))
            .rust(rust)
            .wire(self.directions.wire(request, reply))
            .limits(self.directions.limits(limits));
        found.push(draft);
    }
}
