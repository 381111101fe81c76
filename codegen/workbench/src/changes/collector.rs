//! Collecting changes, and looking up their positions.

use std::collections::BTreeMap;

use super::surface::Surface;
use super::trial::{Explained, of_part};
use super::{Change, Direction, Kind, Position, Revision, Side, Verdict};
use specwright::diagnostics::Place;
use specwright::emit::Part;
use specwright::source::{Located, Locator};

/// The changes found so far.
pub(super) struct Collector<'a> {
    old: Files<'a>,
    new: Files<'a>,
    drafts: Vec<Draft>,
    /// The differences of the Rust API that these changes explain.
    pub(super) explained: Explained,
    /// The exports of the old crate's root.
    pub(super) root: Surface,
}

struct Files<'a> {
    /// The positions of the files among the sources, by path.
    indexes: BTreeMap<&'a str, usize>,
    /// The path of the file that describes the API as a whole.
    api: &'a str,
    locator: Locator<'a>,
}

/// A node of the YAML: a file and the keys that lead to it.
#[derive(Clone, Debug)]
pub(super) struct Node {
    pub(super) revision: Revision,
    /// The file's path; `None` for the api file.
    file: Option<String>,
    path: Vec<String>,
    /// Whether its position is that of its key, not of its value.
    is_named: bool,
}

impl Node {
    /// The root of a file.
    pub(super) fn file(revision: Revision, file: &str) -> Node {
        Node { revision, file: Some(file.to_owned()), path: Vec::new(), is_named: false }
    }

    /// The root of the api file.
    pub(super) fn api(revision: Revision) -> Node {
        Node { revision, file: None, path: Vec::new(), is_named: false }
    }

    /// The value under a key of the dialect. Its position is that of the value.
    pub(super) fn key(&self, key: &str) -> Node {
        let mut node = self.clone();
        node.path.push(key.to_owned());
        Node { is_named: false, ..node }
    }

    /// The value under a name that the spec chooses: a field, a value, an error code. Its position is that of the name.
    pub(super) fn named(&self, name: &str) -> Node {
        Node { is_named: true, ..self.key(name) }
    }

    fn place(&self, file: usize) -> Place {
        let path = self.path.iter().map(String::as_str);
        if self.is_named { Place::key(file, path) } else { Place::value(file, path) }
    }
}

/// A change whose position is not yet looked up.
pub(super) struct Draft {
    node: Node,
    change: Change,
}

impl Draft {
    /// A change without an effect, until verdicts are set.
    pub(super) fn new(kind: Kind, at: impl Into<String>, node: Node) -> Draft {
        let position = Position { revision: node.revision, file: String::new(), range: Default::default() };
        let change = Change {
            kind,
            at: at.into(),
            old: None,
            new: None,
            direction: None,
            rust: Verdict::none("No item of the Rust API changes."),
            wire: Verdict::none("Nothing on the wire changes."),
            limits: Verdict::none("No limit changes."),
            position,
        };
        Draft { node, change }
    }

    pub(super) fn old(mut self, old: Option<impl Into<String>>) -> Draft {
        self.change.old = old.map(Into::into);
        self
    }

    pub(super) fn became(mut self, new: Option<impl Into<String>>) -> Draft {
        self.change.new = new.map(Into::into);
        self
    }

    pub(super) fn direction(mut self, direction: Option<Direction>) -> Draft {
        self.change.direction = direction;
        self
    }

    pub(super) fn rust(mut self, verdict: Verdict) -> Draft {
        self.change.rust = verdict;
        self
    }

    pub(super) fn wire(mut self, verdict: Verdict) -> Draft {
        self.change.wire = verdict;
        self
    }

    pub(super) fn limits(mut self, verdict: Verdict) -> Draft {
        self.change.limits = verdict;
        self
    }

    /// The same at a key of the node.
    pub(super) fn at_key(self, key: &str) -> Draft {
        Draft { node: self.node.key(key), ..self }
    }
}

impl<'a> Collector<'a> {
    pub(super) fn new(old: Side<'a>, new: Side<'a>) -> Collector<'a> {
        let root = of_part(old.api, Part::Root);
        Collector {
            old: Files::new(old),
            new: Files::new(new),
            drafts: Vec::new(),
            explained: Explained::default(),
            root,
        }
    }

    pub(super) fn push(&mut self, draft: Draft) {
        self.drafts.push(draft);
    }

    pub(super) fn extend(&mut self, drafts: impl IntoIterator<Item = Draft>) {
        self.drafts.extend(drafts);
    }

    /// All changes: by file and position in the new spec, then removals by those in the old one.
    pub(super) fn in_order(self) -> Vec<Change> {
        let mut placed: Vec<_> = self
            .drafts
            .into_iter()
            .map(|Draft { node, mut change }| {
                let files = match node.revision {
                    Revision::Old => &self.old,
                    Revision::New => &self.new,
                };
                let file = files.index(&node);
                if let Some(located) = files.locator.locate(&node.place(file)) {
                    change.position.file = located.path.to_owned();
                    change.position.range = Located::position(&located);
                }
                let order = (
                    change.position.revision == Revision::Old,
                    file,
                    change.position.range.byte_offset,
                    change.kind,
                );
                (order, change)
            })
            .collect();
        placed.sort_by(|(a, first), (b, second)| a.cmp(b).then_with(|| first.at.cmp(&second.at)));
        placed.into_iter().map(|(_, change)| change).collect()
    }
}

impl<'a> Files<'a> {
    fn new(side: Side<'a>) -> Files<'a> {
        // Of several sources with one path the first counts.
        let indexes =
            side.sources.iter().enumerate().rev().map(|(index, source)| (source.path.as_str(), index));
        Files { indexes: indexes.collect(), api: &side.api.file, locator: Locator::new(side.sources) }
    }

    /// The position of a node's file among the sources.
    fn index(&self, node: &Node) -> usize {
        let path = node.file.as_deref().unwrap_or(self.api);
        self.indexes.get(path).copied().unwrap_or_default()
    }
}
