//! What limits test of lists and maps.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::{Map, Value};

use crate::Bound;
use crate::json::equal_pair;

/// A list or map whose elements limits apply to.
///
/// ```
/// use specwright_runtime::Elements;
///
/// assert_eq!([1.0, 2.5, 1.0].equal_pair(), Some((0, 2)));
/// ```
pub trait Elements {
    /// The number of elements or entries.
    fn count(&self) -> usize;

    /// The indices of the first element that is equal to an earlier one, and of that one, the lower first; `None` where
    /// all differ, as the entries of a map do.
    ///
    /// Elements are equal if their JSON values are: numbers by their mathematical value (`1` and `1.0` are equal),
    /// objects regardless of the order of their keys.
    fn equal_pair(&self) -> Option<(usize, usize)>;
}

impl<T: Serialize> Elements for [T] {
    #[inline]
    fn count(&self) -> usize {
        self.len()
    }

    #[cold]
    fn equal_pair(&self) -> Option<(usize, usize)> {
        equal_pair(self)
    }
}

impl<T: Elements + ?Sized> Elements for &T {
    #[inline]
    fn count(&self) -> usize {
        (**self).count()
    }

    fn equal_pair(&self) -> Option<(usize, usize)> {
        (**self).equal_pair()
    }
}

/// The entries of a map differ in their keys.
impl<T> Elements for BTreeMap<String, T> {
    #[inline]
    fn count(&self) -> usize {
        self.len()
    }

    fn equal_pair(&self) -> Option<(usize, usize)> {
        None
    }
}

impl Elements for Map<String, Value> {
    fn count(&self) -> usize {
        self.len()
    }

    fn equal_pair(&self) -> Option<(usize, usize)> {
        None
    }
}

/// What a limit tests of a list or map; see [`Test`](crate::Test).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ElementsTest {
    /// It has at least this many elements.
    AtLeast,
    /// It has at most this many elements.
    AtMost,
    /// No two of its elements are equal.
    Unique,
}

impl ElementsTest {
    /// Whether a list or map satisfies the limit. A bound of another type than the test's limits nothing.
    #[inline(always)]
    pub(crate) fn accepts(self, elements: &(impl Elements + ?Sized), bound: Bound<'_>) -> bool {
        match self {
            ElementsTest::AtLeast => bound.count().is_none_or(|limit| elements.count() >= limit),
            ElementsTest::AtMost => bound.count().is_none_or(|limit| elements.count() <= limit),
            ElementsTest::Unique => !matches!(bound, Bound::Flag(true)) || elements.equal_pair().is_none(),
        }
    }

    /// The number of equal elements that satisfies the limit, and the one nearest to it that violates it.
    pub(crate) fn boundary(self, limit: usize) -> (usize, Option<usize>) {
        match self {
            ElementsTest::AtLeast => (limit, limit.checked_sub(1)),
            ElementsTest::AtMost => (limit, Some(limit + 1)),
            ElementsTest::Unique => (1, Some(2)),
        }
    }
}
