//! What a comparison comes to: which changes are settled, what the next version has to be, and whether all is well.

use semver::Version;
use specwright_workbench::changes::{Change, Level};

use super::version::{covered, enough};
use crate::output::Exit;

/// Everything that the formats show.
#[derive(Debug)]
pub(super) struct Report {
    pub(super) base: Base,
    pub(super) client: Client,
    pub(super) changes: Vec<Judged>,
    pub(super) list: List,
}

/// Where changes are accepted.
#[derive(Debug)]
pub(super) struct List {
    /// The file, in words.
    pub(super) place: String,
    /// The lines that have to stand before the entries, where there are none yet.
    pub(super) head: Vec<String>,
    /// Whether the entries stand in brackets.
    pub(super) in_brackets: bool,
}

/// What the spec was compared with.
#[derive(Debug)]
pub(super) struct Base {
    /// As it was asked for, or the tag of a release.
    pub(super) revision: String,
    pub(super) commit: String,
    pub(super) chosen: Chosen,
}

/// Why that one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Chosen {
    Asked,
    LatestRelease,
    /// There is no release.
    LastCommit,
}

/// The client whose version tells what may break.
#[derive(Debug)]
pub(super) enum Client {
    Compared(Versions),
    /// No revision that the spec is compared with has it: whatever breaks, it breaks nobody's code.
    New {
        name: String,
        version: Version,
    },
    /// There is none to be compared, for this reason.
    Unknown {
        why: String,
    },
}

#[derive(Debug)]
pub(super) struct Versions {
    pub(super) name: String,
    /// The file that the version is written in, as it is shown.
    pub(super) manifest: String,
    /// Where the old version was read: the release that users have, where there is one.
    pub(super) released: String,
    pub(super) old: Version,
    pub(super) new: Version,
}

/// A change, and why it is accepted, if it is.
#[derive(Debug)]
pub(super) struct Judged {
    pub(super) change: Change,
    pub(super) accepted: Option<String>,
}

impl Judged {
    /// What the change asks of the version: nothing more than words do, once it is accepted.
    fn asks(&self) -> Level {
        if self.accepted.is_some() { Level::Patch } else { self.change.level() }
    }
}

impl Report {
    /// The greatest change of all.
    pub(super) fn level(&self) -> Option<Level> {
        self.changes.iter().map(|judged| judged.change.level()).max()
    }

    /// The greatest change that the version has to cover.
    pub(super) fn asked(&self) -> Option<Level> {
        self.changes.iter().map(Judged::asks).max()
    }

    /// Whether the version lets changes of this level happen.
    pub(super) fn covers(&self, level: Level) -> bool {
        match &self.client {
            Client::Compared(versions) => covered(&versions.old, &versions.new) >= Some(level),
            Client::New { .. } => true,
            Client::Unknown { .. } => level < Level::Major,
        }
    }

    /// Whether nobody has decided yet that this may break.
    pub(super) fn is_open(&self, judged: &Judged) -> bool {
        judged.asks() == Level::Major && !self.covers(Level::Major)
    }

    /// All changes that break something which nobody has decided on.
    pub(super) fn open(&self) -> impl Iterator<Item = &Judged> {
        self.changes.iter().filter(|judged| self.is_open(judged))
    }

    /// The least version that would cover everything, where the version does not and there is one to raise.
    pub(super) fn wanted(&self) -> Option<Version> {
        let asked = self.asked().filter(|asked| *asked > Level::Patch && !self.covers(*asked))?;
        match &self.client {
            Client::Compared(versions) => Some(enough(&versions.old, asked)),
            Client::New { .. } | Client::Unknown { .. } => None,
        }
    }

    pub(super) fn exit(&self) -> Exit {
        if self.open().next().is_some() { Exit::Negative } else { Exit::Success }
    }

    /// How many changes are of a level.
    pub(super) fn count(&self, level: Level) -> usize {
        self.of(level).count()
    }

    /// The changes of a level.
    pub(super) fn of(&self, level: Level) -> impl Iterator<Item = &Judged> {
        self.changes.iter().filter(move |judged| judged.change.level() == level)
    }
}
