//! Declarations of type names.

use crate::check::at::At;
use crate::diagnostics::Place;

/// A declaration of a name.
pub(super) struct Claim {
    pub(super) name: String,
    pub(super) kind: Kind,
    pub(super) origin: Origin,
    pub(super) at: At,
}

/// The kind of declaration.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Model,
    Union,
    Enum,
    Replies,
    TokenSource,
}

/// The origin of a type's name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::check) enum Origin {
    /// A separate file.
    File,
    /// A key in a file: of a variant or a token source.
    Key,
    /// An operation with parameters, or with several replies.
    Operation,
}

impl Claim {
    /// The place of the name.
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
