//! Where the checker stands in the spec.

use std::collections::BTreeSet;

use crate::diagnostics::{Place, Spot};

/// A node of one file, by the keys that lead to it.
#[derive(Clone, Debug)]
pub struct At {
    file: usize,
    path: Vec<String>,
}

impl At {
    /// The top of a file.
    pub fn root(file: usize) -> At {
        At { file, path: Vec::new() }
    }

    /// The node below this one.
    pub fn child(&self, key: impl Into<String>) -> At {
        let mut path = self.path.clone();
        path.push(key.into());
        At { file: self.file, path }
    }

    /// The element of the list that this node is.
    pub fn item(&self, index: usize) -> At {
        self.child(index.to_string())
    }

    /// The keys that lead to it.
    pub fn path(&self) -> &[String] {
        &self.path
    }

    /// The index of the file.
    pub fn file(&self) -> usize {
        self.file
    }

    /// The keys that lead to the node around this one.
    pub fn parent(&self) -> Vec<String> {
        self.path.split_last().map_or_else(Vec::new, |(_, parent)| parent.to_vec())
    }

    /// Whether a place is this node or inside it.
    pub fn holds(&self, place: &Place) -> bool {
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

    /// The key of this node, as a place.
    pub fn key(&self) -> Place {
        Place::key(self.file, self.path.iter().cloned())
    }

    /// The value of this node, as a place.
    pub fn value(&self) -> Place {
        Place::value(self.file, self.path.iter().cloned())
    }

    /// A part of the value of this node, as a place.
    pub fn part(&self, part: impl Into<String>) -> Place {
        Place { file: self.file, spot: Spot::Part(self.path.clone(), part.into()) }
    }
}
