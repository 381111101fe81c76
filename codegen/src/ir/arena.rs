//! Where models, unions and enumerations live, and the ids by which types name them.

use std::fmt;
use std::marker::PhantomData;
use std::ops::Index;

use super::{Enum, Model, Union};

/// The name of one `T` in the [`Arena`] that made it.
pub struct Id<T> {
    index: usize,
    kind: PhantomData<fn() -> T>,
}

/// Names a [`Model`].
pub type ModelId = Id<Model>;
/// Names a [`Union`].
pub type UnionId = Id<Union>;
/// Names an [`Enum`].
pub type EnumId = Id<Enum>;

impl<T> Id<T> {
    // Hidden: an id means something only beside its arena.
    #[doc(hidden)]
    pub fn new(index: usize) -> Self {
        Self { index, kind: PhantomData }
    }

    /// The position in the arena, for tables that run parallel to it.
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

/// All items of one kind, in the order of their names.
#[derive(Clone, Debug)]
pub struct Arena<T> {
    items: Vec<T>,
}

impl<T> Arena<T> {
    /// Holds `items`; their ids are their positions.
    // Hidden: for an `Api` that was changed after the check, as the comparison of two versions makes them.
    #[doc(hidden)]
    pub fn new(items: Vec<T>) -> Self {
        Self { items }
    }

    /// Every item with its id, in order.
    pub fn iter(&self) -> impl Iterator<Item = (Id<T>, &T)> {
        self.items.iter().enumerate().map(|(index, item)| (Id::new(index), item))
    }

    /// Every item, in order, to be completed.
    pub(crate) fn values_mut(&mut self) -> impl Iterator<Item = &mut T> {
        self.items.iter_mut()
    }

    /// How many items there are.
    pub fn len(&self) -> usize {
        self.items.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
    }
}

/// What an [`Arena`] holds.
pub trait Named {
    /// The Rust type's name, which arenas are sorted by.
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

/// Something of its own for each item of an [`Arena`], under the same ids.
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
