//! Unions that are new, gone or changed.

use super::found::{Draft, Found, Node};
use super::pairs::{Pair, Pairs, also, by};
use super::surface::Surface;
use super::trial::of_part;
use super::values::{self, Tags};
use super::ways::{Ways, direction};
use super::{Kind, Revision, Verdict, docs, named, types};
use specwright::emit::Part;
use specwright::ir::{Type, Union, UnionId, Variant};
use specwright::phrase;

pub(super) fn compare(pairs: &Pairs<'_>, found: &mut Found<'_>) {
    for pair in &pairs.unions {
        match *pair {
            Pair::Removed(id) => named::removed(&pairs.old.unions[id], found),
            Pair::Added(id) => named::added(pairs, &pairs.new.unions[id], found),
            Pair::Both(old, new) => Both::new(pairs, old, new).compare(found),
        }
    }
}

/// A union that both specs have.
struct Both<'p, 'a> {
    pairs: &'p Pairs<'a>,
    old: &'a Union,
    /// The old one under its new name.
    before: &'p Union,
    /// The new one, with the types of the common API.
    after: Union,
    ways: Ways,
    surface: Surface,
    node: Node,
}

impl<'p, 'a> Both<'p, 'a> {
    fn new(pairs: &'p Pairs<'a>, old: UnionId, new: UnionId) -> Both<'p, 'a> {
        let (before, after) = (&pairs.base.unions[old], &pairs.new.unions[new]);
        let mut after = after.clone();
        for variant in &mut after.variants {
            variant.model = pairs.model(variant.model);
        }
        Both {
            pairs,
            old: &pairs.old.unions[old],
            before,
            ways: Ways::new(before.usage, after.usage),
            surface: of_part(&pairs.base, Part::Union(before)),
            node: Node::file(Revision::New, &after.file),
            after,
        }
    }

    fn compare(&self, found: &mut Found<'_>) {
        let Union { name, module: _, docs, file: _, tag, variants, tolerate_other_variants, usage } =
            &self.after;
        named::renamed(self.old, &self.after, found);
        docs::compare(name, &self.node, direction(*usage), (&self.before.docs, docs), found);
        if self.before.usage != *usage {
            let rust = self.trial(found, |union| union.usage = *usage);
            found.push(named::usage(name, self.node.clone(), (self.before.usage, *usage), rust));
        }
        if self.before.tag != *tag {
            self.tag(found);
        }
        if self.before.tolerate_other_variants != *tolerate_other_variants {
            self.tolerance(found);
        }
        let pairs = by(&self.before.variants, variants, |variant| variant.name.as_str());
        let pairs = also(pairs, |before, after| before.value == after.value);
        for pair in also(pairs, |before, after| before.model == after.model) {
            match pair {
                Pair::Removed(variant) => self.removed(variant, found),
                Pair::Added(variant) => self.added(variant, found),
                Pair::Both(before, after) => self.variant(before, after, found),
            }
        }
    }

    /// What an edit of the old union does to the Rust API.
    fn trial(&self, found: &mut Found<'_>, edit: impl FnOnce(&mut Union)) -> Verdict {
        let mut edited = self.before.clone();
        edit(&mut edited);
        found.explained.verdict(&self.surface, &of_part(&self.pairs.base, Part::Union(&edited)))
    }

    /// The same with an edit of one variant.
    fn variant_trial(&self, found: &mut Found<'_>, name: &str, edit: impl Fn(&mut Variant)) -> Verdict {
        self.trial(found, |union| {
            union.variants.iter_mut().filter(|variant| variant.name == name).for_each(edit);
        })
    }

    fn draft(&self, kind: Kind, at: String, node: Node) -> Draft {
        Draft::new(kind, at, node).direction(self.ways.direction())
    }

    fn tag(&self, found: &mut Found<'_>) {
        let (old, new) = (&self.before.tag, &self.after.tag);
        let rust = self.trial(found, |union| union.tag.clone_from(new));
        let wire = self.ways.wire(
            Verdict::breaking(format!("A server of the new spec misses `{new}` in what old clients send.")),
            Verdict::breaking(format!("Old clients look for `{old}` and do not find it.")),
        );
        let draft = self
            .draft(Kind::TagChanged, self.after.name.clone(), self.node.key("tag"))
            .old(Some(format!("`{old}`")))
            .became(Some(format!("`{new}`")));
        found.push(draft.rust(rust).wire(wire));
    }

    fn tolerance(&self, found: &mut Found<'_>) {
        let words = |tolerates: bool| tolerates.then_some("a field of another variant");
        let limits = if self.after.tolerate_other_variants {
            Verdict::compatible("A field of another variant passes with a warning.")
        } else {
            Verdict::breaking("A field of another variant passed with a warning and is refused now.")
        };
        let draft = self
            .draft(Kind::TolerateChanged, self.after.name.clone(), self.node.key("tolerate"))
            .old(words(self.before.tolerate_other_variants))
            .became(words(self.after.tolerate_other_variants));
        let wire = self.ways.wire(
            Verdict::none("Old clients send no field of another variant."),
            Verdict::none("Old clients keep such a field unread."),
        );
        found.push(draft.wire(wire).limits(self.ways.limits(limits)));
    }

    fn removed(&self, variant: &Variant, found: &mut Found<'_>) {
        let rust = self.trial(found, |union| union.variants.retain(|other| other.name != variant.name));
        let node = Node::file(Revision::Old, &self.old.file).key("variants").named(&variant.name);
        let at = format!("{}.{}", self.old.name, variant.name);
        let draft = self.draft(Kind::VariantRemoved, at, node).rust(rust);
        found.push(values::removed(draft, &variant.value, self.ways));
    }

    fn added(&self, variant: &Variant, found: &mut Found<'_>) {
        let rust = self.trial(found, |union| union.variants.push(variant.clone()));
        let draft = self.draft(Kind::VariantAdded, self.at(variant), self.node_of(variant)).rust(rust);
        found.push(values::added(draft, &variant.value, self.ways));
    }

    fn at(&self, variant: &Variant) -> String {
        format!("{}.{}", self.after.name, variant.name)
    }

    fn node_of(&self, variant: &Variant) -> Node {
        self.node.key("variants").named(&variant.name)
    }

    fn variant(&self, before: &Variant, after: &Variant, found: &mut Found<'_>) {
        let Variant { name, docs, value, also_read, model } = after;
        let (at, node) = (self.at(after), self.node_of(after));
        if before.name != *name {
            let rust = self.variant_trial(found, &before.name, |variant| variant.name.clone_from(name));
            let at = format!("{}.{}", self.old.name, before.name);
            let draft = self.draft(Kind::VariantRenamed, at, node.clone());
            found.push(values::renamed(draft, &self.after.name, (&before.name, name), rust));
        }
        let old = Tags { value: &before.value, also_read: &before.also_read };
        let new = Tags { value, also_read };
        found.extend(values::compare(&at, &node, self.ways, old, new));
        if before.model != *model {
            self.model(before, after, (at.clone(), node.key("model")), found);
        }
        docs::compare(&at, &node, self.ways.direction(), (&before.docs, docs), found);
    }

    /// A variant that has another model.
    fn model(&self, before: &Variant, after: &Variant, (at, node): (String, Node), found: &mut Found<'_>) {
        let (old, new) = (Type::Model(before.model), Type::Model(after.model));
        let base = &self.pairs.base;
        let rust = self.variant_trial(found, &before.name, |variant| variant.model = after.model);
        let (request, limits) = types::request(base, &old, &new);
        let reply = types::reply(base, &old, &new);
        let draft = self
            .draft(Kind::TypeChanged, at, node)
            .old(Some(phrase::ty(base, &old)))
            .became(Some(phrase::ty(base, &new)))
            .rust(rust)
            .wire(self.ways.wire(request, reply))
            .limits(self.ways.limits(limits));
        found.push(draft);
    }
}
