//! Matching the elements of two lists: by a unique key, and where the keys changed by what else they have in common.

use std::collections::{BTreeMap, BTreeSet};

/// An element of either spec, or of both.
#[derive(Clone, Copy, Debug)]
pub(in crate::changes) enum Pair<T> {
    Removed(T),
    Added(T),
    Both(T, T),
}

/// Pairs the elements of two lists by a key that is unique in each list.
pub(in crate::changes) fn by<'a, T, K: Ord>(
    old: impl IntoIterator<Item = &'a T>,
    new: impl IntoIterator<Item = &'a T>,
    key: impl Fn(&'a T) -> K,
) -> Vec<Pair<&'a T>> {
    by_keys(old, new, &key, &key)
}

/// The same where the key of an element depends on the list.
pub(in crate::changes) fn by_keys<T: Copy, K: Ord>(
    old: impl IntoIterator<Item = T>,
    new: impl IntoIterator<Item = T>,
    old_key: impl Fn(T) -> K,
    new_key: impl Fn(T) -> K,
) -> Vec<Pair<T>> {
    let old: Vec<(K, T)> = old.into_iter().map(|element| (old_key(element), element)).collect();
    let new: Vec<(K, T)> = new.into_iter().map(|element| (new_key(element), element)).collect();
    let old_by: BTreeMap<&K, T> = old.iter().map(|(key, element)| (key, *element)).collect();
    let new_by: BTreeMap<&K, T> = new.iter().map(|(key, element)| (key, *element)).collect();
    let of_old = old.iter().map(|(key, before)| match new_by.get(key) {
        Some(after) => Pair::Both(*before, *after),
        None => Pair::Removed(*before),
    });
    let only_new = new.iter().filter(|(key, _)| !old_by.contains_key(key));
    of_old.chain(only_new.map(|(_, after)| Pair::Added(*after))).collect()
}

/// Pairs a removed and an added element with the same key, if exactly one of each has the key.
pub(in crate::changes) fn also<T: Copy, K: Ord>(pairs: Vec<Pair<T>>, key: impl Fn(T) -> K) -> Vec<Pair<T>> {
    let key = |element| Some(key(element));
    also_if(pairs, key, key, |_, _| true)
}

/// Pairs a removed and an added element with the same key for which `matches` holds, if it holds for no others with that key.
/// An element without a key is not paired. Only elements with the same key are compared.
pub(in crate::changes) fn also_if<T: Copy, K: Ord>(
    pairs: Vec<Pair<T>>,
    old_key: impl Fn(T) -> Option<K>,
    new_key: impl Fn(T) -> Option<K>,
    matches: impl Fn(T, T) -> bool,
) -> Vec<Pair<T>> {
    let (removed, added) = unpaired(&pairs);
    let (old_groups, new_groups) = (groups(&removed, old_key), groups(&added, new_key));
    let mut partners = BTreeMap::new();
    for (key, before) in &old_groups {
        let after = new_groups.get(key).map_or(&[][..], Vec::as_slice);
        for (index, one) in before {
            let partner = only(after.iter().filter(|(_, other)| matches(*one, *other)));
            let Some((partner, other)) = partner else { continue };
            if only(before.iter().filter(|(_, one)| matches(*one, *other))).is_some() {
                partners.insert(*index, *partner);
            }
        }
    }
    joined(pairs, &added, &partners)
}

/// Pairs a removed and an added element that have at least four fifths of their features in common and for which
/// `matches` holds, if neither resembles another element as much. Only elements with a common feature are compared.
pub(in crate::changes) fn also_similar<T: Copy, F: Ord>(
    pairs: Vec<Pair<T>>,
    old_features: impl Fn(T) -> Vec<F>,
    new_features: impl Fn(T) -> Vec<F>,
    matches: impl Fn(T, T) -> bool,
) -> Vec<Pair<T>> {
    let (removed, added) = unpaired(&pairs);
    let old: Vec<(T, Vec<F>)> = removed.iter().map(|element| (*element, old_features(*element))).collect();
    let new: Vec<(T, Vec<F>)> = added.iter().map(|element| (*element, new_features(*element))).collect();
    let of_old = similar(&old, &new, &matches);
    let of_new = similar(&new, &old, |after, before| matches(before, after));
    let is_mutual = |(before, after): &(usize, usize)| of_new.get(after) == Some(before);
    let partners = of_old.into_iter().filter(is_mutual).collect();
    joined(pairs, &added, &partners)
}

/// Maximum number of elements with a feature that is used to find what resembles another.
const MOST_WITH_A_FEATURE: usize = 64;

/// For each element of the first list the index of the only one of the second that resembles it.
fn similar<T: Copy, F: Ord>(
    list: &[(T, Vec<F>)],
    others: &[(T, Vec<F>)],
    matches: impl Fn(T, T) -> bool,
) -> BTreeMap<usize, usize> {
    let mut having: BTreeMap<&F, Vec<usize>> = BTreeMap::new();
    for (index, (_, features)) in others.iter().enumerate() {
        features.iter().for_each(|feature| having.entry(feature).or_default().push(index));
    }
    // A feature that many have does not tell which of them is meant.
    let telling = |feature: &F| having.get(feature).filter(|having| having.len() <= MOST_WITH_A_FEATURE);
    let partner = |(index, (element, features)): (usize, &(T, Vec<F>))| {
        let candidates: BTreeSet<usize> = features.iter().filter_map(telling).flatten().copied().collect();
        let own: BTreeSet<&F> = features.iter().collect();
        let shared = candidates.into_iter().filter_map(|other| {
            let (_, others) = others.get(other)?;
            Some((other, others.iter().filter(|feature| own.contains(feature)).count()))
        });
        let resembling = shared.filter_map(|(other, shared)| {
            let (partner, others) = others.get(other)?;
            let is_similar = shared * 5 >= features.len().max(others.len()) * 4;
            (is_similar && matches(*element, *partner)).then_some(other)
        });
        Some((index, only(resembling)?))
    };
    list.iter().enumerate().filter_map(partner).collect()
}

fn unpaired<T: Copy>(pairs: &[Pair<T>]) -> (Vec<T>, Vec<T>) {
    (pairs.iter().filter_map(Pair::removed).collect(), pairs.iter().filter_map(Pair::added).collect())
}

fn groups<T: Copy, K: Ord>(list: &[T], key: impl Fn(T) -> Option<K>) -> BTreeMap<K, Vec<(usize, T)>> {
    let mut groups: BTreeMap<K, Vec<(usize, T)>> = BTreeMap::new();
    for (index, element) in list.iter().enumerate() {
        if let Some(key) = key(*element) {
            groups.entry(key).or_default().push((index, *element));
        }
    }
    groups
}

/// The only element; `None` if there are none or several.
fn only<T>(mut elements: impl Iterator<Item = T>) -> Option<T> {
    elements.next().filter(|_| elements.next().is_none())
}

/// Pairs each removed element with its added element of `partners`, if it has one. Both are given by their
/// indexes among the removed and the added elements.
fn joined<T: Copy>(pairs: Vec<Pair<T>>, added: &[T], partners: &BTreeMap<usize, usize>) -> Vec<Pair<T>> {
    let taken: BTreeMap<usize, usize> = partners.iter().map(|(before, after)| (*after, *before)).collect();
    let (mut next_removed, mut next_added) = (0, 0);
    let join = |pair| match pair {
        Pair::Removed(before) => {
            let after = partners.get(&next_removed).and_then(|partner| added.get(*partner));
            next_removed += 1;
            Some(after.map_or(pair, |after| Pair::Both(before, *after)))
        }
        Pair::Added(_) => {
            next_added += 1;
            (!taken.contains_key(&(next_added - 1))).then_some(pair)
        }
        Pair::Both(..) => Some(pair),
    };
    pairs.into_iter().filter_map(join).collect()
}

impl<T: Copy> Pair<T> {
    pub(super) fn removed(&self) -> Option<T> {
        if let Pair::Removed(element) = self { Some(*element) } else { None }
    }

    pub(super) fn added(&self) -> Option<T> {
        if let Pair::Added(element) = self { Some(*element) } else { None }
    }

    /// The element of the new spec and the one of the old.
    pub(in crate::changes) fn new_and_old(&self) -> Option<(T, T)> {
        if let Pair::Both(old, new) = self { Some((*new, *old)) } else { None }
    }
}
