//! Fewer elements of a long list, for which the emitters decide as they do for all of them.
//!
//! What a change does to the Rust API is found by emitting a type with the change and without it. To emit the whole type for
//! each of its changed elements takes quadratic time. What emitters decide for a type as a whole depends on whether elements
//! of some class are present, and on whether there are more than a few of them (three arguments are passed by position), not
//! on how many there are beyond that.

use std::collections::{BTreeMap, BTreeSet};

/// Number of elements of each class that an excerpt keeps: emitters count to three, and an edit removes one element at
/// most, so that five elements are more than three before the edit and after it.
const OF_EACH_CLASS: usize = 5;

/// The indexes of the elements that every excerpt keeps, and an index of all elements.
#[derive(Debug)]
pub(super) struct Excerpt<K> {
    kept: BTreeSet<usize>,
    indexes: BTreeMap<K, Vec<usize>>,
    total: usize,
}

impl<K: Ord> Excerpt<K> {
    /// `class` describes everything about an element that an emitter may depend on, except for its names. `key` is what
    /// [`with`](Self::with) selects elements by.
    pub(super) fn new<'l, T, C: Ord>(
        list: &'l [T],
        class: impl Fn(&'l T) -> C,
        key: impl Fn(&'l T) -> K,
    ) -> Excerpt<K> {
        let mut classes: BTreeMap<C, usize> = BTreeMap::new();
        let mut indexes: BTreeMap<K, Vec<usize>> = BTreeMap::new();
        let mut kept = BTreeSet::new();
        for (index, element) in list.iter().enumerate() {
            let count = classes.entry(class(element)).or_default();
            *count += 1;
            if *count <= OF_EACH_CLASS {
                kept.insert(index);
            }
            indexes.entry(key(element)).or_default().push(index);
        }
        Excerpt { kept, indexes, total: list.len() }
    }

    /// The indexes of the elements to keep, in order, with all elements that have one of the keys. `None` if these are all
    /// elements of the list.
    pub(super) fn with(&self, keys: impl IntoIterator<Item = K>) -> Option<BTreeSet<usize>> {
        if self.kept.len() == self.total {
            return None;
        }
        let mut kept = self.kept.clone();
        kept.extend(keys.into_iter().filter_map(|key| self.indexes.get(&key)).flatten());
        (kept.len() < self.total).then_some(kept)
    }
}

/// The elements with these indexes.
pub(super) fn select<T: Clone>(list: &[T], indexes: &BTreeSet<usize>) -> Vec<T> {
    indexes.iter().filter_map(|index| list.get(*index)).cloned().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_of_each_class_are_kept_and_what_is_selected() {
        let list: Vec<usize> = (0..100).collect();
        let excerpt = Excerpt::new(&list, |number| number % 2, |number| number / 10);
        let kept = select(&list, &excerpt.with([9]).unwrap());
        assert_eq!(kept[..10], list[..10]);
        assert_eq!(kept[10..], list[90..]);
        assert_eq!(Excerpt::new(&list[..10], |number| number % 2, |number| *number).with([]), None);
    }
}
