//! In which directions a thing travels, and what a change means for each.

use super::{Direction, Verdict};
use specwright::ir::Usage;

/// Where a thing travels in both specs: only there can a change be met.
#[derive(Clone, Copy, Debug)]
pub(super) struct Directions {
    both: Usage,
    direction: Option<Direction>,
}

impl Directions {
    pub(super) fn new(old: Usage, new: Usage) -> Directions {
        let both = Usage { request: old.request && new.request, reply: old.reply && new.reply };
        let either = Usage { request: old.request || new.request, reply: old.reply || new.reply };
        let shown = if both == Usage::default() { either } else { both };
        Directions { both, direction: direction(shown) }
    }

    /// For people.
    pub(super) fn direction(self) -> Option<Direction> {
        self.direction
    }

    /// The worse of what a change means for requests and for replies.
    pub(super) fn wire(self, request: Verdict, reply: Verdict) -> Verdict {
        match (self.both.request, self.both.reply) {
            (true, true) if reply.effect > request.effect => reply,
            (true, _) => request,
            (false, true) => reply,
            (false, false) => Verdict::none("No request and no reply has it in both specs."),
        }
    }

    /// What a change means for what requests may hold.
    pub(super) fn limits(self, request: Verdict) -> Verdict {
        match (self.both.request, self.both.reply) {
            (true, _) => request,
            (false, true) => Verdict::none("Replies are held against no limits."),
            (false, false) => Verdict::none("No request has it in both specs."),
        }
    }
}

/// Where a type travels, for people.
pub(super) fn direction(usage: Usage) -> Option<Direction> {
    match (usage.request, usage.reply) {
        (true, true) => Some(Direction::Both),
        (true, false) => Some(Direction::Request),
        (false, true) => Some(Direction::Reply),
        (false, false) => None,
    }
}
