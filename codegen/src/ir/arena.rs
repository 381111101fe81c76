//! Storage of models, unions and enumerations, and the ids by which types refer to them.

use std::fmt;
use std::marker::PhantomData;
use std::ops::Index;

use super::{Enum, Model, Union};

/// The id of a `T` in its [`Arena`].
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(transparent, bound = ""))]
pub struct Id<T> {
    index: usize,
    kind: PhantomData<fn() -> T>,
}

/// The id of a [`Model`].
pub type ModelId = Id<Model>;
/// The id of a [`Union`].
pub type UnionId = Id<Union>;
/// The id of an [`Enum`].
pub type EnumId = Id<Enum>;

impl<T> Id<T> {
    // Hidden: an id is meaningful only with its arena.
    #[doc(hidden)]
    pub fn new(index: usize) -> Self {
        Self { index, kind: PhantomData }
    }

    /// The index in the arena, for parallel tables.
    pub fn index(self) -> usize {
        self.index
    }
}

impl<T> Clone for Id<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Id<T> {}

impl<T> PartialEq for Id<T> {
    fn eq(&self, other: &Self) -> bool {
        self.index == other.index
    }
}

impl<T> Eq for Id<T> {}

impl<T> PartialOrd for Id<T> {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl<T> Ord for Id<T> {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.index.cmp(&other.index)
    }
}

impl<T> fmt::Debug for Id<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{}", self.index)
    }
}

/// All items of one kind, sorted by name.
#[derive(Clone, Debug)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(transparent))]
pub struct Arena<T> {
    items: Vec<T>,
}

impl<T> Arena<T> {
    /// Creates an arena; the ids are the indexes.
    // Hidden: for an `Api` that is modified after the check, as by the comparison of two versions.
    #[doc(hidden)]
    pub fn new(items: Vec<T>) -> Self {
        Self { items }
    }

    /// Every item with its id, in order.
    pub fn iter(&self) -> impl Iterator<Item = (Id<T>, &T)> {
        self.items.iter().enumerate().map(|(index, item)| (Id::new(index), item))
    }

    /// Every item, mutable.
    pub(crate) fn values_mut(&mut self) -> impl Iterator<Item = &mut T> {
        self.items.iter_mut()
    }

    /// The number of items.
    pub fn len(&self) -> usize {
        self.items.len()
    }

    /// Whether there are no items.
    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
    }
}

/// An item of an [`Arena`].
pub trait Named {
    /// The name of the Rust type, by which arenas are sorted.
    fn name(&self) -> &str;
}

impl Named for Model {
    fn name(&self) -> &str {
        &self.name
    }
}

impl Named for Union {
    fn name(&self) -> &str {
        &self.name
    }
}

impl Named for Enum {
    fn name(&self) -> &str {
        &self.name
    }
}

impl<T: Named> Arena<T> {
    /// The item with this name.
    pub fn named(&self, name: &str) -> Option<Id<T>> {
        self.items.binary_search_by(|item| item.name().cmp(name)).ok().map(Id::new)
    }
}

impl<T> Index<Id<T>> for Arena<T> {
    type Output = T;

    #[expect(
        clippy::indexing_slicing,
        reason = "the check that builds the arena makes every id from a position in it"
    )]
    fn index(&self, id: Id<T>) -> &T {
        &self.items[id.index]
    }
}

/// A value for each item of an [`Arena`], with the same ids.
#[derive(Debug)]
pub(crate) struct Beside<T, V> {
    values: Vec<V>,
    kind: PhantomData<fn() -> T>,
}

impl<T, V> Beside<T, V> {
    pub(crate) fn new(arena: &Arena<T>, value: impl FnMut(&T) -> V) -> Self {
        Self { values: arena.items.iter().map(value).collect(), kind: PhantomData }
    }
}

impl<T, V> Index<Id<T>> for Beside<T, V> {
    type Output = V;

    #[expect(clippy::indexing_slicing, reason = "there is one for each item of the arena that the id names")]
    fn index(&self, id: Id<T>) -> &V {
        &self.values[id.index]
    }
}
