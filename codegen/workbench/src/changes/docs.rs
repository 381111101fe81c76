//! Changes of documentation.

use super::collector::{Collector, Draft, Node};
use super::{Direction, Kind, Verdict};
use specwright::ir::Docs;

/// Compares the documentation of something that both specs have. `node` is its position in the new one.
pub(super) fn compare(
    at: &str,
    node: &Node,
    direction: Option<Direction>,
    (old, new): (&Docs, &Docs),
    found: &mut Collector<'_>,
) {
    let Docs { doc, note, section, since, deprecated, documented } = new;
    let pinned = |docs: &Docs| docs.documented.as_ref().map(|pin| pin.words().join(", "));
    let words = [
        ("doc", old.doc.clone(), doc.clone()),
        ("note", old.note.clone(), note.clone()),
        ("section", old.section.clone(), section.clone()),
        ("since", old.since.clone(), since.clone()),
        ("documented", pinned(old), documented.as_ref().and_then(|_| pinned(new))),
    ];
    for (key, before, after) in words.into_iter().filter(|(_, before, after)| before != after) {
        let said = |words: Option<String>| match key {
            "doc" => words,
            _ => words.map(|words| format!("{key}: {words}")),
        };
        let draft = Draft::new(Kind::DocsChanged, at, node.key(key)).old(said(before)).became(said(after));
        found.push(draft.direction(direction));
    }
    if old.deprecated != *deprecated {
        let verdict = match (&old.deprecated, deprecated) {
            (None, Some(_)) => Verdict::compatible("The compiler warns code that uses it."),
            (Some(_), None) => Verdict::compatible("The compiler no longer warns code that uses it."),
            _ => Verdict::none("The compiler warns with another text."),
        };
        let draft = Draft::new(Kind::DeprecatedChanged, at, node.key("deprecated"));
        let draft = draft.old(old.deprecated.clone()).became(deprecated.clone());
        found.push(draft.direction(direction).rust(verdict));
    }
}
