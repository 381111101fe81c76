//! Families of events that were added, removed or changed.

use std::collections::BTreeMap;

use super::collector::{Collector, Draft, Node};
use super::pairs::{Pair, Pairs, by};
use super::surface::Surface;
use super::trial::of_part;
use super::{Direction, Kind, Revision, Verdict, docs};
use specwright::emit::Part;
use specwright::ir::{Api, EventHeader, Events, Signature};

/// Events are received, as replies are.
const DIRECTION: Option<Direction> = Some(Direction::Reply);

pub(super) fn compare(pairs: &Pairs<'_>, found: &mut Collector<'_>) {
    for pair in by(&pairs.old.events, &pairs.new.events, |events| events.name.as_str()) {
        match pair {
            Pair::Removed(events) => {
                found.explained.named_type(&events.constant, "events");
                let removed =
                    format!("`{}` was removed: code that names it does not compile.", events.constant);
                found.push(
                    draft(Kind::EventsRemoved, Revision::Old, events)
                        .old(Some(types(pairs.old, events)))
                        .rust(Verdict::breaking(removed))
                        .wire(Verdict::compatible("A server of the new spec does not send them.")),
                );
            }
            Pair::Added(events) => {
                found.explained.named_type(&events.constant, "events");
                found.push(
                    draft(Kind::EventsAdded, Revision::New, events)
                        .became(Some(types(pairs.new, events)))
                        .rust(Verdict::compatible(format!("`{}` is new.", events.constant)))
                        .wire(Verdict::compatible("Old programs do not receive them.")),
                );
            }
            Pair::Both(before, after) => changed(pairs, before, after, found),
        }
    }
}

fn changed(pairs: &Pairs<'_>, before: &Events, after: &Events, found: &mut Collector<'_>) {
    // The types are compared by their names in the old API. The constant follows the name.
    let Events {
        name,
        constant,
        docs,
        file,
        format,
        common: _,
        union: _,
        headers,
        duplicates,
        signature,
        envelope,
        acknowledge,
    } = after;
    let old_types = types(&pairs.renamed, before);
    let new_types = types(pairs.new, after);
    if old_types != new_types {
        let surface = |api: &Api| -> Surface { of_part(api, Part::Events).of_owner(constant) };
        let rust = found.explained.verdict(&surface(&pairs.renamed), &surface(pairs.new));
        let draft =
            draft(Kind::EventsChanged, Revision::New, after).old(Some(old_types)).became(Some(new_types));
        found.push(
            draft.rust(rust).wire(Verdict::compatible("The changes of the types describe the effect.")),
        );
    }
    let refused = "Old programs refuse what a server of the new spec sends.";
    let breaking = [
        ("format", before.format != *format, refused),
        (
            "headers",
            by_field(&before.headers) != by_field(headers),
            "Old programs look for fields where a server of the new spec does not send them.",
        ),
        ("signature", comparable(&before.signature) != comparable(signature), refused),
        ("envelope", before.envelope != *envelope, refused),
        (
            "acknowledge",
            before.acknowledge != *acknowledge,
            "A server of the new spec may not take the answer of old programs, and sends the event again.",
        ),
    ];
    for (key, _, reason) in breaking.into_iter().filter(|(_, differs, _)| *differs) {
        let draft = draft_at(after, key);
        found.push(draft.became(Some(format!("another `{key}`"))).wire(Verdict::breaking(reason)));
    }
    if before.duplicates != *duplicates {
        let reason =
            "Old programs recognise events that are repeated by other fields; keys that are stored change.";
        let draft = draft_at(after, "duplicates");
        let draft = draft.old(Some(before.duplicates.join(", "))).became(Some(duplicates.join(", ")));
        found.push(draft.wire(Verdict::compatible(reason)));
    }
    docs::compare(name, &Node::file(Revision::New, file), DIRECTION, (&before.docs, docs), found);
}

/// The headers by their fields, in lower case.
fn by_field(headers: &[EventHeader]) -> BTreeMap<&str, String> {
    headers.iter().map(|header| (header.field.as_str(), header.header.to_ascii_lowercase())).collect()
}

/// The signature, the name of its header in lower case.
fn comparable(signature: &Signature) -> Signature {
    let mut signature = signature.clone();
    if let Signature::HmacSha256 { header, .. } = &mut signature {
        header.make_ascii_lowercase();
    }
    signature
}

/// `EventHead` and `CardEvent`
fn types(api: &Api, events: &Events) -> String {
    format!("`{}` and `{}`", api.models[events.common].name, api.unions[events.union].name)
}

fn draft(kind: Kind, revision: Revision, events: &Events) -> Draft {
    let node = Node::file(revision, &events.file).key("events");
    Draft::new(kind, &events.name, node).direction(DIRECTION)
}

/// A change of a key.
fn draft_at(events: &Events, key: &str) -> Draft {
    let node = Node::file(Revision::New, &events.file).key(key);
    Draft::new(Kind::EventsChanged, &events.name, node).direction(DIRECTION)
}
