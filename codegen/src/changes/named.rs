//! Types that are new, gone, or known under another name.

use super::found::{Draft, Node};
use super::pairs::Pairs;
use super::trial::of_part;
use super::ways::direction;
use super::{Direction, Kind, Verdict};
use crate::emit::Part;
use crate::ir::Usage;

pub(super) fn removed(kind: Kind, name: &str, node: Node, usage: Usage) -> Draft {
    let gone = format!("`{name}` is gone: code that names it does not compile.");
    Draft::new(kind, name, node)
        .old(Some(format!("`{name}`")))
        .direction(direction(usage))
        .rust(Verdict::breaking(gone))
        .wire(Verdict::none("What held it tells what changes on the wire."))
}

pub(super) fn added(pairs: &Pairs<'_>, kind: Kind, name: &str, node: Node, usage: Usage) -> Draft {
    // What the root of the crate exports under the name gives way.
    let root = of_part(pairs.old, Part::Root);
    let rust = match root.exports(name) {
        Some(before) => {
            Verdict::breaking(format!("`{name}` takes the place of `{before}` at the crate's root."))
        }
        None => Verdict::compatible(format!("`{name}` is new.")),
    };
    Draft::new(kind, name, node)
        .became(Some(format!("`{name}`")))
        .direction(direction(usage))
        .rust(rust)
        .wire(Verdict::none("What holds it tells what changes on the wire."))
}

pub(super) fn renamed(kind: Kind, (old, new): (&str, &str), node: Node, usage: Usage) -> Draft {
    Draft::new(kind, old, node)
        .old(Some(format!("`{old}`")))
        .became(Some(format!("`{new}`")))
        .direction(direction(usage))
        .rust(Verdict::breaking(format!("`{old}` is called `{new}`: code that names it does not compile.")))
        .wire(Verdict::none("Names of types do not travel."))
}

/// A type that travels in other directions than before.
pub(super) fn usage(name: &str, node: Node, (old, new): (Usage, Usage), rust: Verdict) -> Draft {
    Draft::new(Kind::UsageChanged, name, node)
        .old(Some(words(old)))
        .became(Some(words(new)))
        .direction(direction(new))
        .rust(rust)
        .wire(Verdict::none("What holds it now, or did, tells what changes on the wire."))
}

fn words(usage: Usage) -> String {
    match direction(usage) {
        Some(Direction::Request) => "in requests",
        Some(Direction::Reply) => "in replies",
        Some(Direction::Both) => "in requests and replies",
        None => "nowhere",
    }
    .to_owned()
}
