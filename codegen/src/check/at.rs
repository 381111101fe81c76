//! Positions of the checker in the spec.

use std::collections::BTreeSet;

use crate::diagnostics::{Place, Spot};
use crate::dialect::Names;

/// A node of a file, by its path.
#[derive(Clone, Debug)]
pub struct At {
    file: usize,
    path: Vec<String>,
}

impl At {
    /// The root of a file.
    pub fn root(file: usize) -> At {
        At { file, path: Vec::new() }
    }

    /// A child of this node.
    pub fn child(&self, key: impl Into<String>) -> At {
        let mut path = self.path.clone();
        path.push(key.into());
        At { file: self.file, path }
    }

    /// An element of this list.
    pub fn item(&self, index: usize) -> At {
        self.child(index.to_string())
    }

    /// The nodes of names, of which this node is one or has a list.
    pub fn names<'n>(&self, names: &'n Names) -> impl Iterator<Item = (At, &'n str)> + use<'n, '_> {
        let at = |index| if names.is_list { self.item(index) } else { self.clone() };
        names.names.iter().map(move |(index, name)| (at(*index), name.as_str()))
    }

    /// The keys that lead to it.
    pub fn path(&self) -> &[String] {
        &self.path
    }

    /// The index of the file.
    pub fn file(&self) -> usize {
        self.file
    }

    /// The path of the parent.
    pub fn parent(&self) -> Vec<String> {
        self.path.split_last().map_or_else(Vec::new, |(_, parent)| parent.to_vec())
    }

    /// Whether a place is this node or inside it.
    pub fn contains(&self, place: &Place) -> bool {
        place.file == self.file && place.path().is_some_and(|path| path.starts_with(&self.path))
    }

    /// Whether any of these nodes, each given by its file and its keys, is this one or inside it.
    pub fn holds_any(&self, nodes: &BTreeSet<(usize, Vec<String>)>) -> bool {
        let from_here = nodes.range((self.file, self.path.clone())..);
        from_here
            .into_iter()
            .next()
            .is_some_and(|(file, path)| *file == self.file && path.starts_with(&self.path))
    }

    /// The place of its key.
    pub fn key(&self) -> Place {
        Place::key(self.file, self.path.iter().cloned())
    }

    /// The place of its value.
    pub fn value(&self) -> Place {
        Place::value(self.file, self.path.iter().cloned())
    }

    /// The place of a part of its value.
    pub fn part(&self, part: impl Into<String>) -> Place {
        Place { file: self.file, spot: Spot::Part(self.path.clone(), part.into()) }
    }
}
