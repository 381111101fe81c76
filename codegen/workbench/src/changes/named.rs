//! Types that were added, removed or renamed.

use super::collector::{Collector, Draft, Node};
use super::directions::direction;
use super::{Direction, Kind, Revision, Verdict};
use specwright::ir::{Enum, Model, Named, Union, Usage};

/// A type that has a file of its own, or could have one.
pub(super) trait Declared: Named {
    /// The key that names it in its file.
    const KEY: &'static str;
    const REMOVED: Kind;
    const ADDED: Kind;
    const RENAMED: Kind;

    fn module(&self) -> &str;
    fn file(&self) -> &str;
    fn usage(&self) -> Usage;
}

macro_rules! declared {
    ($($ty:ty: $key:literal, $removed:ident, $added:ident, $renamed:ident;)*) => {$(
        impl Declared for $ty {
            const KEY: &'static str = $key;
            const REMOVED: Kind = Kind::$removed;
            const ADDED: Kind = Kind::$added;
            const RENAMED: Kind = Kind::$renamed;

            fn module(&self) -> &str {
                &self.module
            }

            fn file(&self) -> &str {
                &self.file
            }

            fn usage(&self) -> Usage {
                self.usage
            }
        }
    )*};
}

declared! {
    Enum: "enum", EnumRemoved, EnumAdded, EnumRenamed;
    Union: "union", UnionRemoved, UnionAdded, UnionRenamed;
    Model: "model", ModelRemoved, ModelAdded, ModelRenamed;
}

/// Explains the differences of every item with the type's name and in its module.
pub(super) fn explain(one: &impl Declared, found: &mut Collector<'_>) {
    found.explained.named_type(one.name(), one.module());
}

pub(super) fn removed<T: Declared>(one: &T, found: &mut Collector<'_>) {
    explain(one, found);
    let name = one.name();
    let removed = format!("`{name}` was removed: code that names it does not compile.");
    let draft = Draft::new(T::REMOVED, name, node(Revision::Old, one))
        .old(Some(format!("`{name}`")))
        .direction(direction(one.usage()))
        .rust(Verdict::breaking(removed))
        .wire(Verdict::none("The changes of what contained it describe the effect on the wire."));
    found.push(draft);
}

pub(super) fn added<T: Declared>(one: &T, found: &mut Collector<'_>) {
    explain(one, found);
    let name = one.name();
    let rust = match found.root.exports(name) {
        Some(before) => Verdict::breaking(format!("`{name}` replaces `{before}` at the crate's root.")),
        None => Verdict::compatible(format!("`{name}` is new.")),
    };
    let draft = Draft::new(T::ADDED, name, node(Revision::New, one))
        .became(Some(format!("`{name}`")))
        .direction(direction(one.usage()))
        .rust(rust)
        .wire(Verdict::none("The changes of what contains it describe the effect on the wire."));
    found.push(draft);
}

/// Reports the rename, if the name changed.
pub(super) fn renamed<T: Declared>(old: &T, new: &T, found: &mut Collector<'_>) {
    let (before, after) = (old.name(), new.name());
    if before == after {
        return;
    }
    explain(old, found);
    explain(new, found);
    let rust = format!("`{before}` is called `{after}`: code that names it does not compile.");
    let draft = Draft::new(T::RENAMED, before, node(Revision::New, new))
        .old(Some(format!("`{before}`")))
        .became(Some(format!("`{after}`")))
        .direction(direction(new.usage()))
        .rust(Verdict::breaking(rust))
        .wire(Verdict::none("Names of types are not sent."));
    found.push(draft);
}

/// The position of its name.
fn node<T: Declared>(revision: Revision, one: &T) -> Node {
    Node::file(revision, one.file()).key(T::KEY)
}

/// A type that is sent in other directions than before.
/// Whether it is sent in other directions, or compiled with another feature.
pub(super) fn is_used_otherwise(old: Usage, new: Usage) -> bool {
    let used = |usage: Usage| (usage.request, usage.reply, usage.only_event);
    used(old) != used(new)
}

pub(super) fn usage(name: &str, node: Node, (old, new): (Usage, Usage), rust: Verdict) -> Draft {
    Draft::new(Kind::UsageChanged, name, node)
        .old(Some(words(old)))
        .became(Some(words(new)))
        .direction(direction(new))
        .rust(rust)
        .wire(Verdict::none("The changes of what contains or contained it describe the effect on the wire."))
}

fn words(usage: Usage) -> String {
    match direction(usage) {
        Some(Direction::Request) => "in requests",
        Some(Direction::Reply) if usage.only_event => "in events",
        Some(Direction::Reply) => "in replies",
        Some(Direction::Both) => "in requests and replies",
        None => "nowhere",
    }
    .to_owned()
}
