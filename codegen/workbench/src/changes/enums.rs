//! Enumerations that are new, gone or changed.

use super::found::{Draft, Found, Node};
use super::pairs::{Pair, Pairs, also, by};
use super::surface::Surface;
use super::trial::of_part;
use super::values::{self, Tags, shown};
use super::ways::{Ways, direction};
use super::{Kind, Revision, Verdict, docs, named};
use specwright::emit::Part;
use specwright::ir::{Enum, EnumId, EnumValue, TagValue};

pub(super) fn compare(pairs: &Pairs<'_>, found: &mut Found<'_>) {
    for pair in &pairs.enums {
        match *pair {
            Pair::Removed(id) => named::removed(&pairs.old.enums[id], found),
            Pair::Added(id) => named::added(pairs, &pairs.new.enums[id], found),
            Pair::Both(old, new) => Both::new(pairs, old, new).compare(found),
        }
    }
}

/// An enumeration that both specs have.
struct Both<'p, 'a> {
    pairs: &'p Pairs<'a>,
    old: &'a Enum,
    /// The old one under its new name.
    before: &'p Enum,
    after: &'a Enum,
    ways: Ways,
    surface: Surface,
    node: Node,
}

impl<'p, 'a> Both<'p, 'a> {
    fn new(pairs: &'p Pairs<'a>, old: EnumId, new: EnumId) -> Both<'p, 'a> {
        let (before, after) = (&pairs.renamed.enums[old], &pairs.new.enums[new]);
        Both {
            pairs,
            old: &pairs.old.enums[old],
            before,
            after,
            ways: Ways::new(before.usage, after.usage),
            surface: of_part(&pairs.base, Part::Enum(before)),
            node: Node::file(Revision::New, &after.file),
        }
    }

    fn compare(&self, found: &mut Found<'_>) {
        let Enum { name, module: _, docs, file: _, values, default, usage } = self.after;
        named::renamed(self.old, self.after, found);
        docs::compare(name, &self.node, direction(*usage), (&self.before.docs, docs), found);
        if self.before.usage != *usage {
            let rust = self.trial(found, |choice| choice.usage = *usage);
            found.push(named::usage(name, self.node.clone(), (self.before.usage, *usage), rust));
        }
        if self.before.default != *default {
            self.default(found);
        }
        let pairs = by(&self.before.values, values, |value| value.value.clone());
        let pairs = also(pairs, |before, after| before.name == after.name);
        for pair in &pairs {
            match pair {
                Pair::Removed(value) => self.removed(value, found),
                Pair::Added(value) => self.added(value, found),
                Pair::Both(before, after) => self.value(before, after, found),
            }
        }
        self.reordered(&pairs, found);
    }

    /// What an edit of the old enumeration does to the Rust API.
    fn trial(&self, found: &mut Found<'_>, edit: impl FnOnce(&mut Enum)) -> Verdict {
        let mut edited = self.before.clone();
        edit(&mut edited);
        found.explained.verdict(&self.surface, &of_part(&self.pairs.base, Part::Enum(&edited)))
    }

    fn draft(&self, kind: Kind, at: String, node: Node) -> Draft {
        Draft::new(kind, at, node).direction(self.ways.direction())
    }

    fn default(&self, found: &mut Found<'_>) {
        let (old, new) = (&self.before.default, &self.after.default);
        let rust = self.trial(found, |choice| choice.default.clone_from(new));
        let wire = match old {
            Some(_) => self.ways.wire(
                Verdict::breaking(
                    "A server of the new spec takes another value where old clients send none.",
                ),
                Verdict::breaking(
                    "Where a reply has none, it means another value than old clients were told.",
                ),
            ),
            None => Verdict::compatible("Where none is given, one is promised now."),
        };
        let draft = self
            .draft(Kind::DefaultChanged, self.after.name.clone(), self.node.key("default"))
            .old(old.as_ref().map(shown))
            .became(new.as_ref().map(shown));
        found.push(draft.rust(rust).wire(wire));
    }

    fn removed(&self, value: &EnumValue, found: &mut Found<'_>) {
        let rust = self.trial(found, |choice| choice.values.retain(|other| other.value != value.value));
        let (at, node) = (at(self.old, value), node(Revision::Old, self.old, value));
        let draft = self.draft(Kind::ValueRemoved, at, node).rust(rust);
        found.push(values::removed(draft, &value.value, self.ways));
    }

    fn added(&self, value: &EnumValue, found: &mut Found<'_>) {
        let rust = self.trial(found, |choice| choice.values.push(value.clone()));
        let (at, node) = (at(self.after, value), node(Revision::New, self.after, value));
        let draft = self.draft(Kind::ValueAdded, at, node).rust(rust);
        found.push(values::added(draft, &value.value, self.ways));
    }

    fn value(&self, before: &EnumValue, after: &EnumValue, found: &mut Found<'_>) {
        let EnumValue { name, value, also_read, docs, extra } = after;
        let (at_new, node) = (at(self.after, after), node(Revision::New, self.after, after));
        if before.name != *name {
            let rust = self.trial(found, |choice| {
                let values = choice.values.iter_mut().filter(|other| other.value == before.value);
                values.for_each(|value| value.name.clone_from(name));
            });
            let draft = self.draft(Kind::ValueRenamed, at(self.old, before), node.key("name"));
            found.push(values::renamed(draft, &self.after.name, (&before.name, name), rust));
        }
        let old = Tags { value: &before.value, also_read: &before.also_read };
        found.extend(values::compare(&at_new, &node, self.ways, old, Tags { value, also_read }));
        if before.extra != *extra {
            let words = |extra: bool| if extra { "in use, but not documented" } else { "documented" };
            let limits = if *extra {
                Verdict::compatible("It is warned of, and still let through.")
            } else {
                Verdict::compatible("It is no longer warned of.")
            };
            let draft = self.draft(Kind::ExtraChanged, at_new.clone(), node.clone());
            let draft = draft.old(Some(words(before.extra))).became(Some(words(*extra)));
            found.push(draft.limits(self.ways.limits(limits)));
        }
        docs::compare(&at_new, &node, self.ways.direction(), (&before.docs, docs), found);
    }

    /// Values that both have, in another order, where values can be compared.
    fn reordered(&self, pairs: &[Pair<&EnumValue>], found: &mut Found<'_>) {
        let shared: Vec<(&TagValue, &TagValue)> = pairs
            .iter()
            .filter_map(|pair| match pair {
                Pair::Both(before, after) => Some((&before.value, &after.value)),
                Pair::Removed(_) | Pair::Added(_) => None,
            })
            .collect();
        let positions: Vec<_> = shared
            .iter()
            .map(|(_, new)| self.after.values.iter().position(|value| value.value == **new))
            .collect();
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
                "`DOCUMENTED`, and `<` where values can be compared, have another order.",
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
