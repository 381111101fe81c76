//! Claims to the name of a type.

use crate::check::at::At;
use crate::diagnostics::Place;

/// One claim to a name.
pub(super) struct Claim {
    pub(super) name: String,
    pub(super) kind: Kind,
    pub(super) origin: Origin,
    pub(super) at: At,
}

/// What kind of thing claims a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Model,
    Union,
    Enum,
    TokenSource,
}

/// What gives a type its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::check) enum Origin {
    /// A file of its own.
    File,
    /// A key inside a file: a variant's or a token source's.
    Key,
    /// An operation with parameters.
    Operation,
}

impl Claim {
    /// Where the name is given.
    pub(super) fn place(&self) -> Place {
        match self.origin {
            Origin::File | Origin::Operation => self.at.value(),
            Origin::Key => self.at.key(),
        }
    }

    pub(super) fn node(&self) -> At {
        match self.origin {
            Origin::File | Origin::Operation => At::root(self.at.file()),
            Origin::Key => self.at.clone(),
        }
    }
}
