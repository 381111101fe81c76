//! Reads events.

use super::super::item::Item;
use super::super::{Envelope, Events, Signature, keys};
use super::words;

pub(super) fn events(item: &Item<'_>) -> Option<Events> {
    let keys = item.mapping(&keys::EVENTS)?;
    Some(Events {
        events: keys.word("events")?,
        words: words(&keys),
        format: keys.word("format"),
        root: keys.word("root"),
        common: keys.word("common"),
        event: keys.word("event"),
        headers: keys.named_words("headers"),
        duplicates: keys.words("duplicates"),
        signature: keys.one("signature", signature),
        envelope: keys.one("envelope", envelope),
        acknowledge: keys.text("acknowledge"),
    })
}

fn signature(item: &Item<'_>) -> Signature {
    let Some(keys) = item.mapping(&keys::SIGNATURE) else { return Signature::default() };
    Signature {
        scheme: keys.word("scheme"),
        signature: keys.word("signature"),
        timestamp: keys.word("timestamp"),
        nonce: keys.word("nonce"),
        echo: keys.word("echo"),
        header: keys.word("header"),
        prefix: keys.text("prefix"),
        encoding: keys.word("encoding"),
    }
}

fn envelope(item: &Item<'_>) -> Envelope {
    let Some(keys) = item.mapping(&keys::ENVELOPE) else { return Envelope::default() };
    Envelope {
        scheme: keys.word("scheme"),
        field: keys.word("field"),
        signature: keys.word("signature"),
        answer_signature: keys.word("answer_signature"),
        answer_timestamp: keys.word("answer_timestamp"),
        answer_nonce: keys.word("answer_nonce"),
    }
}
