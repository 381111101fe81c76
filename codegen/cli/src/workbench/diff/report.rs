//! The result of a comparison: which changes are accepted, and which version is required.

use semver::Version;
use specwright_workbench::changes::{Change, Level};

use super::version::{covered, enough};
use crate::output::Exit;

/// The data of all output formats.
#[derive(Debug)]
pub(super) struct Report {
    pub(super) base: Base,
    pub(super) client: Client,
    pub(super) changes: Vec<Judged>,
    pub(super) list: List,
}

/// The list of accepted changes.
#[derive(Debug)]
pub(super) struct List {
    /// The file, for messages.
    pub(super) place: String,
    /// Lines to write before the first entry.
    pub(super) head: Vec<String>,
    /// Whether the entries are in brackets.
    pub(super) in_brackets: bool,
}

/// The revision that the spec was compared with.
#[derive(Debug)]
pub(super) struct Base {
    /// The given revision, or the tag of a release.
    pub(super) revision: String,
    pub(super) commit: String,
    pub(super) chosen: Chosen,
}

/// How the revision was chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Chosen {
    Asked,
    LatestRelease,
    /// There is no release.
    LastCommit,
}

/// The client whose version is compared.
#[derive(Debug)]
pub(super) enum Client {
    Compared(Versions),
    /// The client is in no revision, so that changes break nobody.
    New {
        name: String,
        version: Version,
    },
    /// The reason why versions cannot be compared.
    Unknown {
        why: String,
    },
}

#[derive(Debug)]
pub(super) struct Versions {
    pub(super) name: String,
    /// The file that contains the version, as displayed.
    pub(super) manifest: String,
    /// The revision of the old version: the latest release that has the client.
    pub(super) released: String,
    pub(super) old: Version,
    pub(super) new: Version,
}

/// A change, and the reason why it is accepted, if it is.
#[derive(Debug)]
pub(super) struct Judged {
    pub(super) change: Change,
    pub(super) accepted: Option<String>,
}

impl Judged {
    /// The level that the version must cover: that of a change without effect once it is accepted.
    fn required_level(&self) -> Level {
        if self.accepted.is_some() { Level::Patch } else { self.change.level() }
    }
}

impl Report {
    /// The greatest level of all changes.
    pub(super) fn level(&self) -> Option<Level> {
        self.changes.iter().map(|judged| judged.change.level()).max()
    }

    /// The greatest level that the version must cover.
    pub(super) fn required_level(&self) -> Option<Level> {
        self.changes.iter().map(Judged::required_level).max()
    }

    /// Whether the version covers changes of this level.
    pub(super) fn covers(&self, level: Level) -> bool {
        match &self.client {
            Client::Compared(versions) => covered(&versions.old, &versions.new) >= Some(level),
            Client::New { .. } => true,
            Client::Unknown { .. } => level < Level::Major,
        }
    }

    /// Whether the change breaks something and is not accepted.
    pub(super) fn is_open(&self, judged: &Judged) -> bool {
        judged.required_level() == Level::Major && !self.covers(Level::Major)
    }

    /// All changes that break something and are not accepted.
    pub(super) fn open(&self) -> impl Iterator<Item = &Judged> {
        self.changes.iter().filter(|judged| self.is_open(judged))
    }

    /// The least version that covers all changes, if the current one does not.
    pub(super) fn wanted(&self) -> Option<Version> {
        let required_level = self
            .required_level()
            .filter(|required_level| *required_level > Level::Patch && !self.covers(*required_level))?;
        match &self.client {
            Client::Compared(versions) => Some(enough(&versions.old, required_level)),
            Client::New { .. } | Client::Unknown { .. } => None,
        }
    }

    pub(super) fn exit(&self) -> Exit {
        if self.open().next().is_some() { Exit::Negative } else { Exit::Success }
    }

    /// The number of changes of a level.
    pub(super) fn count(&self, level: Level) -> usize {
        self.of(level).count()
    }

    /// The changes of a level.
    pub(super) fn of(&self, level: Level) -> impl Iterator<Item = &Judged> {
        self.changes.iter().filter(move |judged| judged.change.level() == level)
    }
}
