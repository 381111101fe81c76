//! What a comparison tells: changes, and what each means for whom.

use std::fmt;

use super::Kind;
use specwright::diagnostics;

/// One difference between two specs.
///
/// ```
/// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/pets.rs"));
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use specwright_workbench::changes::{Level, Side, compare};
/// use specwright::check::check;
///
/// let (old, mut new) = (sources(), sources());
/// let pet = "model: Pet\ndoc: A pet.\nfields:\n  name: { type: string, required: true, max_bytes: 9, doc: Its name., example: 小白 }\n";
/// new[1] = Source::new("pet.yaml", pet); // 9 bytes in place of 12
/// let (old_api, new_api) = (check(&old).unwrap().api, check(&new).unwrap().api);
/// let changes = compare(Side { sources: &old, api: &old_api }, Side { sources: &new, api: &new_api });
/// let change = &changes[0];
/// assert_eq!(change.old.as_deref(), Some("at most 12 bytes of UTF-8"));
/// assert_eq!(change.new.as_deref(), Some("at most 9 bytes of UTF-8"));
/// assert_eq!(change.level(), Level::Major);
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Change {
    /// What kind of change it is.
    pub kind: Kind,
    /// What changed, as people and `accepted:` name it: `BaseInfo.title`, `create_card`, `Color.010`, `errors.40001`,
    /// `api`. What is gone or renamed has its old name, everything else its new one.
    pub at: String,
    /// What there was, in short words: `at most 27 bytes of UTF-8`. `None` where there was nothing.
    pub old: Option<String>,
    /// What there is. `None` where there is nothing any more.
    pub new: Option<String>,
    /// In which direction it travels; `None` for what travels nowhere.
    pub direction: Option<Direction>,
    /// Whether code that compiled against the old crate, from outside of it, compiles against the new one.
    pub rust: Verdict,
    /// Whether a client made from the old spec gets along with a server of the new one.
    pub wire: Verdict,
    /// Whether a request's value that was let through is refused now. Replies are held against no limits.
    pub limits: Verdict,
    /// Where it stands.
    pub position: Position,
}

impl Change {
    /// What the change asks of the next version's number.
    pub fn level(&self) -> Level {
        let worst = self.rust.effect.max(self.wire.effect).max(self.limits.effect);
        match worst {
            Effect::None => Level::Patch,
            Effect::Compatible => Level::Minor,
            Effect::Breaking => Level::Major,
        }
    }
}

/// What a change means for those who rely on one aspect of the API.
///
/// ```
/// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/pets.rs"));
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use specwright_workbench::changes::{Effect, Side, compare};
/// use specwright::check::check;
///
/// let (old, mut new) = (sources(), sources());
/// let pet = "model: Pet\ndoc: A pet.\nfields:\n  name: { type: string, required: true, max_bytes: 9, doc: Its name., example: 小白 }\n";
/// new[1] = Source::new("pet.yaml", pet); // 9 bytes in place of 12
/// let (old_api, new_api) = (check(&old).unwrap().api, check(&new).unwrap().api);
/// let changes = compare(Side { sources: &old, api: &old_api }, Side { sources: &new, api: &new_api });
/// assert_eq!(changes[0].rust.effect, Effect::None); // a limit is no part of a type
/// assert_eq!(changes[0].limits.effect, Effect::Breaking);
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Verdict {
    /// How bad it is.
    pub effect: Effect,
    /// Why: one sentence.
    pub reason: String,
}

impl Verdict {
    pub(super) fn none(reason: impl Into<String>) -> Verdict {
        Verdict { effect: Effect::None, reason: reason.into() }
    }

    pub(super) fn compatible(reason: impl Into<String>) -> Verdict {
        Verdict { effect: Effect::Compatible, reason: reason.into() }
    }

    pub(super) fn breaking(reason: impl Into<String>) -> Verdict {
        Verdict { effect: Effect::Breaking, reason: reason.into() }
    }

    /// The same for a reason that says more, where it breaks something.
    pub(super) fn because(self, reason: String) -> Verdict {
        if self.effect == Effect::Breaking { Verdict { reason, ..self } } else { self }
    }
}

/// How bad a change is, from good to bad.
///
/// ```
/// use specwright_workbench::changes::Effect;
///
/// assert!(Effect::Compatible < Effect::Breaking); // the worst of several is the greatest
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Effect {
    /// Nobody notices.
    None,
    /// There is something new; what worked works on.
    Compatible,
    /// Something that worked no longer does.
    Breaking,
}

impl Effect {
    /// `none`, `compatible` or `breaking`.
    pub fn as_str(self) -> &'static str {
        match self {
            Effect::None => "none",
            Effect::Compatible => "compatible",
            Effect::Breaking => "breaking",
        }
    }
}

impl fmt::Display for Effect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Which part of the version number a change raises. For `0.x` versions, Cargo takes the minor number for the major
/// one, and the patch number for the minor one.
///
/// ```
/// use specwright_workbench::changes::Level;
///
/// assert_eq!([Level::Patch, Level::Major, Level::Minor].into_iter().max(), Some(Level::Major));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// Nothing but words changed.
    Patch,
    /// There is something new.
    Minor,
    /// Something breaks.
    Major,
}

impl Level {
    /// `patch`, `minor` or `major`.
    pub fn as_str(self) -> &'static str {
        match self {
            Level::Patch => "patch",
            Level::Minor => "minor",
            Level::Major => "major",
        }
    }
}

impl fmt::Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// In which direction something travels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Direction {
    /// From the client to the server.
    Request,
    /// From the server to the client.
    Reply,
    /// Both directions.
    Both,
}

impl Direction {
    /// `request`, `reply` or `both`.
    pub fn as_str(self) -> &'static str {
        match self {
            Direction::Request => "request",
            Direction::Reply => "reply",
            Direction::Both => "both",
        }
    }
}

impl fmt::Display for Direction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Where a change stands.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Position {
    /// In which of the two specs: the new one, but for what is gone.
    pub revision: Revision,
    /// The path of the file, as it was passed in.
    pub file: String,
    /// Where in the file.
    pub range: diagnostics::Position,
}

/// One of the two specs that are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Revision {
    /// What there was.
    Old,
    /// What there is.
    New,
}

impl Revision {
    /// `old` or `new`.
    pub fn as_str(self) -> &'static str {
        match self {
            Revision::Old => "old",
            Revision::New => "new",
        }
    }
}

impl fmt::Display for Revision {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
