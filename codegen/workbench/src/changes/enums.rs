//! Enumerations that were added, removed or changed.

use std::cell::OnceCell;
use std::collections::BTreeMap;

use super::collector::{Collector, Draft, Node};
use super::directions::{Directions, direction};
use super::excerpt::{Excerpt, select};
use super::pairs::{Pair, Pairs, also, by};
use super::surface::Surface;
use super::trial::of_part;
use super::values::{self, Tags, shown};
use super::{Kind, Revision, Verdict, docs, named};
use specwright::emit::Part;
use specwright::ir::{Enum, EnumId, EnumValue, TagValue};

pub(super) fn compare(pairs: &Pairs<'_>, found: &mut Collector<'_>) {
    for pair in &pairs.enums {
        match *pair {
            Pair::Removed(id) => named::removed(&pairs.old.enums[id], found),
            Pair::Added(id) => named::added(&pairs.new.enums[id], found),
            Pair::Both(old, new) => EnumPair::new(pairs, old, new).compare(found),
        }
    }
}

/// An enumeration that both specs have.
struct EnumPair<'p, 'a> {
    pairs: &'p Pairs<'a>,
    old: &'a Enum,
    /// The old one under its new name.
    before: &'p Enum,
    after: &'a Enum,
    directions: Directions,
    excerpt: Excerpt<&'p TagValue>,
    surface: OnceCell<Surface>,
    node: Node,
}

impl<'p, 'a> EnumPair<'p, 'a> {
    fn new(pairs: &'p Pairs<'a>, old: EnumId, new: EnumId) -> EnumPair<'p, 'a> {
        let (before, after) = (&pairs.renamed.enums[old], &pairs.new.enums[new]);
        EnumPair {
            pairs,
            old: &pairs.old.enums[old],
            before,
            after,
            directions: Directions::new(before.usage, after.usage),
            excerpt: Excerpt::new(
                &before.values,
                |value| {
                    (
                        value.extra,
                        matches!(value.value, TagValue::Int(_)),
                        Some(&value.value) == before.default.as_ref(),
                    )
                },
                |value| &value.value,
            ),
            surface: OnceCell::new(),
            node: Node::file(Revision::New, &after.file),
        }
    }

    fn compare(&self, found: &mut Collector<'_>) {
        let Enum { name, module: _, docs, file: _, values, default, usage } = self.after;
        named::renamed(self.old, self.after, found);
        docs::compare(name, &self.node, direction(*usage), (&self.before.docs, docs), found);
        if named::is_used_otherwise(self.before.usage, *usage) {
            let rust = self.trial(found, None, |choice| choice.usage = *usage);
            found.push(named::usage(name, self.node.clone(), (self.before.usage, *usage), rust));
        }
        if self.before.default != *default {
            self.default(found);
        }
        let pairs = by(&self.before.values, values, |value| value.value.clone());
        let pairs = also(pairs, |value| &value.name);
        for pair in &pairs {
            match pair {
                Pair::Removed(value) => self.removed(value, found),
                Pair::Added(value) => self.added(value, found),
                Pair::Both(before, after) => self.value(before, after, found),
            }
        }
        self.reordered(&pairs, found);
    }

    /// What an edit of the old enumeration does to the Rust API. The edit depends on no value but `about`.
    fn trial(
        &self,
        found: &mut Collector<'_>,
        about: Option<&TagValue>,
        edit: impl FnOnce(&mut Enum),
    ) -> Verdict {
        let surface = |choice: &Enum| of_part(&self.pairs.base, Part::Enum(choice));
        let excerpt = self.excerpt.with(about).map(|values| {
            let Enum { name, module, docs, file, values: all, default, usage } = self.before;
            let (name, module, docs, file) = (name.clone(), module.clone(), docs.clone(), file.clone());
            let values = select(all, &values);
            Enum { name, module, docs, file, values, default: default.clone(), usage: *usage }
        });
        found.explained.edit((self.before, &self.surface), excerpt, surface, edit)
    }

    fn draft(&self, kind: Kind, at: String, node: Node) -> Draft {
        Draft::new(kind, at, node).direction(self.directions.direction())
    }

    fn default(&self, found: &mut Collector<'_>) {
        let (old, new) = (&self.before.default, &self.after.default);
        let rust = self.trial(found, None, |choice| choice.default.clone_from(new));
        let wire = match old {
            Some(_) => self.directions.wire(
                Verdict::breaking(
                    "If old clients send no value, a server of the new spec assumes another one.",
                ),
                Verdict::breaking("If a reply has no value, old clients assume another one."),
            ),
            None => Verdict::compatible("The value to assume if none is sent is specified now."),
        };
        let draft = self
            .draft(Kind::DefaultChanged, self.after.name.clone(), self.node.key("default"))
            .old(old.as_ref().map(shown))
            .became(new.as_ref().map(shown));
        found.push(draft.rust(rust).wire(wire));
    }

    fn removed(&self, value: &EnumValue, found: &mut Collector<'_>) {
        let about = Some(&value.value);
        let rust =
            self.trial(found, about, |choice| choice.values.retain(|other| other.value != value.value));
        let (at, node) = (at(self.old, value), node(Revision::Old, self.old, value));
        let draft = self.draft(Kind::ValueRemoved, at, node).rust(rust);
        found.push(values::removed(draft, values::shown(&value.value), self.directions));
    }

    fn added(&self, value: &EnumValue, found: &mut Collector<'_>) {
        let rust = self.trial(found, None, |choice| choice.values.push(value.clone()));
        let (at, node) = (at(self.after, value), node(Revision::New, self.after, value));
        let draft = self.draft(Kind::ValueAdded, at, node).rust(rust);
        found.push(values::added(draft, values::shown(&value.value), self.directions));
    }

    fn value(&self, before: &EnumValue, after: &EnumValue, found: &mut Collector<'_>) {
        let EnumValue { name, value, also_read, docs, extra } = after;
        let (at_new, node) = (at(self.after, after), node(Revision::New, self.after, after));
        if before.name != *name {
            let rust = self.trial(found, Some(&before.value), |choice| {
                let values = choice.values.iter_mut().filter(|other| other.value == before.value);
                values.for_each(|value| value.name.clone_from(name));
            });
            let draft = self.draft(Kind::ValueRenamed, at(self.old, before), node.key("name"));
            found.push(values::renamed(draft, &self.after.name, (&before.name, name), rust));
        }
        let old = Tags { value: &before.value, also_read: &before.also_read };
        found.extend(values::compare(&at_new, &node, self.directions, old, Tags { value, also_read }));
        if before.extra != *extra {
            let words = |extra: bool| if extra { "in use, but not documented" } else { "documented" };
            let limits = if *extra {
                Verdict::compatible("It causes a warning, and is still accepted.")
            } else {
                Verdict::compatible("It no longer causes a warning.")
            };
            let draft = self.draft(Kind::ExtraChanged, at_new.clone(), node.clone());
            let draft = draft.old(Some(words(before.extra))).became(Some(words(*extra)));
            found.push(draft.limits(self.directions.limits(limits)));
        }
        docs::compare(&at_new, &node, self.directions.direction(), (&before.docs, docs), found);
    }

    /// Reports another order of the values that both have, if values can be compared.
    fn reordered(&self, pairs: &[Pair<&EnumValue>], found: &mut Collector<'_>) {
        let indexes: BTreeMap<&TagValue, usize> =
            self.after.values.iter().enumerate().map(|(index, value)| (&value.value, index)).collect();
        let shared = pairs.iter().filter_map(Pair::new_and_old);
        let positions: Vec<_> = shared.map(|(after, _)| indexes.get(&after.value)).collect();
        if positions.is_sorted() {
            return;
        }
        let order = |choice: &Enum| {
            choice.values.iter().map(|value| value.name.as_str()).collect::<Vec<_>>().join(", ")
        };
        let draft = self
            .draft(Kind::ValuesReordered, self.after.name.clone(), self.node.key("values"))
            .old(Some(order(self.before)))
            .became(Some(order(self.after)))
            .rust(Verdict::compatible(
                "`DOCUMENTED`, and `<` if values can be compared, have another order.",
            ));
        found.push(draft);
    }
}

/// `Color.010`
fn at(choice: &Enum, value: &EnumValue) -> String {
    format!("{}.{}", choice.name, value.value)
}

fn node(revision: Revision, choice: &Enum, value: &EnumValue) -> Node {
    let file = Node::file(revision, &choice.file);
    if value.extra {
        return file.key("extra");
    }
    file.key("values").named(&value.value.to_string())
}
