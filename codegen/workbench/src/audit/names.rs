//! Interprets the name of a row: a key, or a path of keys, as in `sku.quantity`.

use std::collections::{HashMap, HashSet};

use super::section::{Expected, Known, Section, UnionOf};
use super::table::Row;
use specwright::ir::{Api, Type};

/// A key of a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Step<'r> {
    pub(super) key: &'r str,
    /// Whether brackets mark it as a list.
    pub(super) is_list: bool,
}

/// The keys of a name, from the outside: two each for `$.sku.quantity`, `items[].name` and `items[0].name`. A name that
/// is not a path is one key.
pub(super) fn steps(name: &str) -> Vec<Step<'_>> {
    let step = |step| match str::split_once(step, '[') {
        Some((key, rest)) if rest.ends_with(']') => Step { key, is_list: true },
        _ => Step { key: step, is_list: false },
    };
    let steps: Vec<Step<'_>> = name.strip_prefix("$.").unwrap_or(name).split('.').map(step).collect();
    let is_key = |step: &Step<'_>| !step.key.is_empty() && !step.key.contains(char::is_whitespace);
    if steps.iter().all(is_key) { steps } else { vec![Step { key: name, is_list: false }] }
}

/// For each key the objects that it holds somewhere in the API, each with the object that has the key.
pub(super) type Holders<'a> = HashMap<&'a str, Vec<(&'a str, &'a str)>>;

/// Every object that a key holds.
pub(super) fn holders<'a>(api: &'a Api, unions: &UnionOf<'a>) -> Holders<'a> {
    let mut holders = Holders::new();
    for (id, model) in api.models.iter() {
        let holder = unions.get(&id).map_or(&model.name, |union| &union.name);
        for field in &model.fields {
            if let Some(held) = object(api, &field.ty) {
                holders.entry(&field.wire).or_default().push((held, holder));
            }
        }
    }
    holders
}

/// Finds what the rows of a section describe.
pub(super) struct Names<'s, 'a> {
    api: &'a Api,
    holders: &'s Holders<'a>,
    pub(super) section: &'s Section<'a>,
    own: HashMap<&'a str, Vec<Expected<'a>>>,
    carried: HashMap<&'a str, Vec<Expected<'a>>>,
    known: HashMap<&'s str, Vec<&'s Known<'a>>>,
    /// The models and unions that some row has a path into. Rows without a path describe others, if possible.
    by_path: HashSet<&'a str>,
}

impl<'s, 'a> Names<'s, 'a> {
    pub(super) fn new(
        api: &'a Api,
        holders: &'s Holders<'a>,
        section: &'s Section<'a>,
        rows: &[&Row],
    ) -> Names<'s, 'a> {
        let mut known: HashMap<&str, Vec<&Known<'_>>> = HashMap::new();
        section.known.iter().for_each(|one| known.entry(&one.name).or_default().push(one));
        let (own, carried) = (by_wire(&section.own), by_wire(&section.carried));
        let mut names = Names { api, holders, section, own, carried, known, by_path: HashSet::new() };
        names.by_path = rows.iter().flat_map(|row| names.leads_into(&row.name)).collect();
        names
    }

    /// The objects that the path of a name leads into.
    fn leads_into(&self, name: &str) -> Vec<&'a str> {
        let steps = steps(name);
        let Some([before @ .., holder]) = steps.split_last().map(|(_, outer)| outer) else {
            return Vec::new();
        };
        let fields =
            [&self.own, &self.carried].into_iter().filter_map(|fields| fields.get(holder.key)).flatten();
        let holding = fields.filter(|expected| self.is_inside(expected.owner(), before));
        holding.filter_map(|expected| object(self.api, &expected.field.ty)).collect()
    }

    /// The fields that a row of this name can describe: those of the section itself before those of its operations.
    pub(super) fn fields(&self, name: &str) -> Vec<Expected<'a>> {
        let same = self.own_first(name, |_| true);
        if !same.is_empty() {
            let has_path = |expected: &&Expected<'_>| self.by_path.contains(expected.owner());
            let rest: Vec<_> = same.iter().filter(|expected| !has_path(expected)).copied().collect();
            return if rest.is_empty() { same } else { rest };
        }
        let steps = steps(name);
        let Some((last, outer)) = steps.split_last() else { return Vec::new() };
        self.own_first(last.key, |expected| self.is_inside(expected.owner(), outer))
    }

    /// Other things that a row of this name can describe.
    pub(super) fn known(&self, name: &str) -> Vec<&'s Known<'a>> {
        let of = |name: &str| self.known.get(name).cloned().unwrap_or_default();
        let same = of(name);
        let steps = steps(name);
        let Some((last, outer)) = steps.split_last().filter(|_| same.is_empty()) else { return same };
        let is_there = |known: &&Known<'_>| match known.owner {
            Some(owner) => self.is_inside(owner, outer),
            None => self.are_in_envelope(outer),
        };
        of(last.key).into_iter().filter(is_there).collect()
    }

    fn own_first(&self, wire: &str, matches: impl Fn(&Expected<'a>) -> bool) -> Vec<Expected<'a>> {
        let found = |fields: &HashMap<&'a str, Vec<Expected<'a>>>| -> Vec<Expected<'a>> {
            let same = fields.get(wire).into_iter().flatten();
            same.filter(|expected| matches(expected)).copied().collect()
        };
        let own = found(&self.own);
        if own.is_empty() { found(&self.carried) } else { own }
    }

    /// Whether a path leads to the object of a model or a union. It may begin at any object around it.
    fn is_inside(&self, owner: &str, mut outer: &[Step<'_>]) -> bool {
        let mut inside = HashSet::from([owner]);
        while !self.are_in_envelope(outer) {
            let Some((last, before)) = outer.split_last() else { return true };
            let holding = self.holders.get(last.key).into_iter().flatten();
            inside = holding.filter(|(held, _)| inside.contains(held)).map(|(_, holder)| *holder).collect();
            if inside.is_empty() {
                return false;
            }
            outer = before;
        }
        true
    }

    /// Whether all of these keys are part of an envelope.
    fn are_in_envelope(&self, outer: &[Step<'_>]) -> bool {
        let is_around = |step: &Step<'_>| {
            let known = self.known.get(step.key);
            known.is_some_and(|known| known.iter().any(|known| known.owner.is_none()))
        };
        outer.iter().all(is_around)
    }
}

fn by_wire<'a>(fields: &[Expected<'a>]) -> HashMap<&'a str, Vec<Expected<'a>>> {
    let mut by_wire: HashMap<&str, Vec<Expected<'_>>> = HashMap::new();
    fields.iter().for_each(|expected| by_wire.entry(&expected.field.wire).or_default().push(*expected));
    by_wire
}

/// Whether a name contains the path to its object.
pub(super) fn is_path(name: &str) -> bool {
    steps(name).len() > 1
}

/// The name of the model or union of a value or of its elements.
pub(super) fn object<'a>(api: &'a Api, ty: &Type) -> Option<&'a str> {
    match ty.innermost() {
        Type::Model(id) => Some(&api.models[*id].name),
        Type::Union(id) => Some(&api.unions[*id].name),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_split_and_anything_else_is_a_key() {
        let keys = |name| steps(name).iter().map(|step| (step.key, step.is_list)).collect::<Vec<_>>();
        assert_eq!(keys("sku.quantity"), [("sku", false), ("quantity", false)]);
        assert_eq!(keys("$.legs[].stops[0].at"), [("legs", true), ("stops", true), ("at", false)]);
        assert_eq!(keys("seats[]"), [("seats", true)]);
        for key in ["quantity", "e.g. a word", "a..b", ".a", "a.", "[a]", "…"] {
            assert_eq!(keys(key), [(key, false)]);
        }
    }
}
