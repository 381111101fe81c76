//! The directions in which something is sent, and the effect of a change in each of them.

use super::{Direction, Verdict};
use specwright::ir::Usage;

/// The directions in which something is sent in both specs: only there a change has an effect.
#[derive(Clone, Copy, Debug)]
pub(super) struct Directions {
    both: Usage,
    direction: Option<Direction>,
}

impl Directions {
    pub(super) fn new(old: Usage, new: Usage) -> Directions {
        let both =
            Usage { request: old.request && new.request, reply: old.reply && new.reply, ..Usage::default() };
        let either =
            Usage { request: old.request || new.request, reply: old.reply || new.reply, ..Usage::default() };
        let shown = if both == Usage::default() { either } else { both };
        Directions { both, direction: direction(shown) }
    }

    /// The direction to report.
    pub(super) fn direction(self) -> Option<Direction> {
        self.direction
    }

    /// The more severe of the verdicts for requests and for replies.
    pub(super) fn wire(self, request: Verdict, reply: Verdict) -> Verdict {
        match (self.both.request, self.both.reply) {
            (true, true) if reply.effect > request.effect => reply,
            (true, _) => request,
            (false, true) => reply,
            (false, false) => Verdict::none("It is part of no request and no reply in both specs."),
        }
    }

    /// The verdict on the values that requests may contain.
    pub(super) fn limits(self, request: Verdict) -> Verdict {
        match (self.both.request, self.both.reply) {
            (true, _) => request,
            (false, true) => Verdict::none("Replies are not checked against limits."),
            (false, false) => Verdict::none("It is part of no request in both specs."),
        }
    }
}

/// The directions in which a type is sent.
pub(super) fn direction(usage: Usage) -> Option<Direction> {
    match (usage.request, usage.reply) {
        (true, true) => Some(Direction::Both),
        (true, false) => Some(Direction::Request),
        (false, true) => Some(Direction::Reply),
        (false, false) => None,
    }
}
