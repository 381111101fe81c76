//! The result of a comparison: changes, each with its effect on the Rust API, the wire and the limits.

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
    /// The kind of change.
    pub kind: Kind,
    /// The name of what changed, as `accepted:` uses it: `BaseInfo.title`, `create_card`, `Color.010`, `errors.40001`,
    /// `api`. What was removed or renamed has its old name, everything else its new one.
    pub at: String,
    /// A description of the old state: `at most 27 bytes of UTF-8`. `None` if there was nothing.
    pub old: Option<String>,
    /// A description of the new state. `None` if there is nothing any more.
    pub new: Option<String>,
    /// Whether it is part of requests, replies or both; `None` if it is part of neither.
    pub direction: Option<Direction>,
    /// Whether code that compiled against the old crate, from outside of it, compiles against the new one.
    pub rust: Verdict,
    /// Whether a client of the old spec works with a server of the new one.
    pub wire: Verdict,
    /// Whether a value of a request that was accepted is refused now. Replies are not checked against limits.
    pub limits: Verdict,
    /// Its position in the spec.
    pub position: Position,
}

impl Change {
    /// The part of the version number that the change requires to be raised.
    pub fn level(&self) -> Level {
        let worst = self.rust.effect.max(self.wire.effect).max(self.limits.effect);
        match worst {
            Effect::None => Level::Patch,
            Effect::Compatible => Level::Minor,
            Effect::Breaking => Level::Major,
        }
    }
}

/// The effect of a change on one aspect of the API.
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
/// assert_eq!(changes[0].rust.effect, Effect::Breaking); // a `lit!` of a longer text does not compile
/// assert_eq!(changes[0].limits.effect, Effect::Breaking);
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Verdict {
    /// The effect.
    pub effect: Effect,
    /// The reason, in one sentence.
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

    /// The same effect with a more specific reason, if it is breaking.
    pub(super) fn because(self, reason: String) -> Verdict {
        if self.effect == Effect::Breaking { Verdict { reason, ..self } } else { self }
    }
}

/// The severity of a change, in ascending order.
///
/// ```
/// use specwright_workbench::changes::Effect;
///
/// assert!(Effect::Compatible < Effect::Breaking); // the most severe of several is the greatest
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Effect {
    /// Nothing changes.
    None,
    /// Something is new; what worked still works.
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

/// The direction in which something is sent.
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

/// The position of a change.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Position {
    /// The spec that it refers to: the old one for what was removed, else the new one.
    pub revision: Revision,
    /// The path of the file, as it was passed in.
    pub file: String,
    /// The range in the file.
    pub range: diagnostics::Position,
}

/// One of the two specs that are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Revision {
    /// The old spec.
    Old,
    /// The new spec.
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
