//! Variants of unions and values of enumerations: additions, removals, renames, and the values on the wire.

use super::collector::{Draft, Node};
use super::directions::Directions;
use super::{Kind, Verdict};
use specwright::ir::TagValue;

/// The value that is written, and other values that are read as the same.
#[derive(Clone, Copy)]
pub(super) struct Tags<'t> {
    pub(super) value: &'t TagValue,
    pub(super) also_read: &'t [TagValue],
}

impl Tags<'_> {
    fn has(&self, tag: &TagValue) -> bool {
        self.value == tag || self.also_read.contains(tag)
    }
}

/// A removed value, which `draft` names.
pub(super) fn removed(draft: Draft, value: String, directions: Directions) -> Draft {
    draft
        .old(Some(value))
        .wire(directions.wire(
            Verdict::breaking("Old clients may send it, and a server of the new spec refuses it."),
            Verdict::compatible("Old clients no longer receive it."),
        ))
        .limits(directions.limits(Verdict::breaking("It was accepted and is refused now.")))
}

/// An added value.
pub(super) fn added(draft: Draft, value: String, directions: Directions) -> Draft {
    draft
        .became(Some(value))
        .wire(directions.wire(
            Verdict::compatible("Old clients do not send it."),
            Verdict::compatible("Old clients read it as `Unknown`."),
        ))
        .limits(directions.limits(Verdict::compatible("It is accepted.")))
}

/// One of the type `of` that has another name in Rust.
pub(super) fn renamed(draft: Draft, of: &str, (old, new): (&str, &str), rust: Verdict) -> Draft {
    let because = format!("`{of}::{old}` is called `{new}`: code that names it does not compile.");
    draft
        .old(Some(format!("`{old}`")))
        .became(Some(format!("`{new}`")))
        .rust(rust.because(because))
        .wire(Verdict::none("Rust names are not sent."))
}

/// The changes of the values on the wire.
pub(super) fn compare(
    at: &str,
    node: &Node,
    directions: Directions,
    old: Tags<'_>,
    new: Tags<'_>,
) -> Vec<Draft> {
    let mut drafts = Vec::new();
    if old.value != new.value {
        let request = if new.has(old.value) {
            Verdict::compatible("A server of the new spec still reads what old clients send.")
        } else {
            Verdict::breaking("Old clients send the old value, which a server of the new spec refuses.")
        };
        let limits = match (new.has(old.value), old.has(new.value)) {
            (false, _) => Verdict::breaking("The old value was accepted and is refused now."),
            (true, false) => Verdict::compatible("One more value is accepted."),
            (true, true) => Verdict::none("Both spellings were accepted already."),
        };
        let reply = if old.has(new.value) {
            Verdict::compatible("Old clients read the new value already.")
        } else {
            Verdict::breaking("Old clients read the new value as `Unknown`.")
        };
        let draft = Draft::new(Kind::ValueChanged, at, node.clone())
            .old(Some(shown(old.value)))
            .became(Some(shown(new.value)))
            .direction(directions.direction())
            .wire(directions.wire(request, reply))
            .limits(directions.limits(limits));
        drafts.push(draft);
    }
    let (lost, gained) = (lost(old, new), lost(new, old));
    if old.also_read != new.also_read {
        let limits = match (lost, gained) {
            (true, _) => Verdict::breaking("A spelling that was accepted is refused now."),
            (false, true) => Verdict::compatible("One more spelling is accepted."),
            (false, false) => Verdict::none("The same spellings are accepted."),
        };
        let reply = if gained {
            Verdict::compatible("Old clients read a new spelling as `Unknown`.")
        } else {
            Verdict::compatible("Old clients read more spellings than they receive.")
        };
        let request = Verdict::none("Old clients write no other spelling than the first.");
        let draft = Draft::new(Kind::AlsoReadChanged, at, node.key("also_read"))
            .old(list(old.also_read))
            .became(list(new.also_read))
            .direction(directions.direction())
            .wire(directions.wire(request, reply))
            .limits(directions.limits(limits));
        drafts.push(draft);
    }
    drafts
}

/// Whether a value of `also_read` of the first is not a value of the second.
fn lost(first: Tags<'_>, second: Tags<'_>) -> bool {
    first.also_read.iter().any(|tag| !second.has(tag))
}

/// A value as JSON.
pub(super) fn shown(tag: &TagValue) -> String {
    match tag {
        TagValue::Int(value) => value.to_string(),
        TagValue::Text(text) => serde_json::Value::from(text.as_str()).to_string(),
    }
}

fn list(tags: &[TagValue]) -> Option<String> {
    (!tags.is_empty()).then(|| tags.iter().map(shown).collect::<Vec<_>>().join(", "))
}
