//! Each property for real files and for random changes of them.
#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

use std::fs;

use proptest::prelude::*;
use specwright_properties::{files, workspace};

/// What a change inserts: signs and words that the formats give a meaning.
const INSERTED: &[&str] = &[
    "",
    " ",
    "\n",
    "\t",
    "\"",
    "'",
    "{",
    "}",
    "[",
    "]",
    ":",
    ",",
    "-",
    "#",
    "|",
    "&a",
    "*a",
    "!t",
    "%",
    "\\",
    "\\u7968",
    "票",
    "\u{0}",
    "\u{feff}",
    "\u{202e}",
    "null",
    "true",
    "0",
    "-1",
    "1.5",
    "1e999",
    "99999999999999999999",
    "--- ",
    "<a>",
    "</a>",
    "&amp;",
    "<![CDATA[",
    "]]>",
    "$ref",
];

/// A seed after up to four changes: a range of it is replaced by a word, or by another part of it.
fn changed(seeds: Vec<Vec<u8>>) -> impl Strategy<Value = Vec<u8>> {
    let index = any::<prop::sample::Index>;
    let change = (
        index(),
        0_usize..12,
        prop_oneof![
            proptest::sample::select(INSERTED).prop_map(|text| Insert::Text(text.as_bytes())),
            (index(), 0_usize..40).prop_map(|(from, length)| Insert::Copy(from, length)),
        ],
    );
    (proptest::sample::select(seeds), proptest::collection::vec(change, 0..4)).prop_map(
        |(mut seed, changes)| {
            for (at, length, insert) in changes {
                if seed.is_empty() {
                    break;
                }
                let at = at.index(seed.len());
                let end = (at + length).min(seed.len());
                let new = match insert {
                    Insert::Text(text) => text.to_vec(),
                    Insert::Copy(from, length) => {
                        seed.iter().skip(from.index(seed.len())).take(length).copied().collect()
                    }
                };
                seed.splice(at..end, new);
            }
            seed
        },
    )
}

#[derive(Clone, Debug)]
enum Insert {
    Text(&'static [u8]),
    Copy(prop::sample::Index, usize),
}

/// The contents of the files with this extension below a folder of the workspace, each after a prefix.
fn seeds(folder: &str, extension: &str, prefix: &[u8]) -> Vec<Vec<u8>> {
    let read = |path| [prefix, &fs::read(path).unwrap()].concat();
    let seeds: Vec<Vec<u8>> = files(&workspace().join(folder), extension).into_iter().map(read).collect();
    assert!(!seeds.is_empty(), "{folder} has no .{extension}");
    seeds
}

/// Checks a property of each seed, and of random changes of them.
fn hold(cases: u32, seeds: Vec<Vec<u8>>, property: fn(&[u8])) {
    seeds.iter().for_each(|seed| property(seed));
    let config = ProptestConfig { cases, ..ProptestConfig::default() };
    proptest!(config, |(input in changed(seeds))| property(&input));
}

#[test]
fn a_spec_is_refused_or_its_client_is_rust() {
    hold(200, seeds("codegen/tests/support", "txt", b""), specwright_properties::spec);
}

#[test]
fn any_json_is_validated() {
    for operation in 0..40 {
        hold(50, seeds("generated-client/tests/payloads", "json", &[operation]), specwright_properties::body);
    }
}

#[test]
fn a_reply_is_read_or_an_error() {
    for operation in 0..40 {
        hold(
            50,
            vec![[&[operation, 0], &br#"{"errcode":0,"errmsg":"ok","card_id":"p1"}"#[..]].concat()],
            specwright_properties::reply,
        );
    }
}

#[test]
fn an_event_is_read_or_refused() {
    hold(2_000, seeds("codegen/properties/seeds/event", "xml", b""), specwright_properties::event);
}

#[test]
fn a_document_becomes_a_valid_spec_or_is_refused() {
    hold(200, seeds("codegen/properties/seeds/import", "json", b""), specwright_properties::import);
}

#[test]
fn a_document_is_audited() {
    hold(100, seeds("codegen/properties/seeds/audit", "md", b""), specwright_properties::audit);
}

#[test]
fn a_layout_has_the_same_data() {
    hold(500, seeds("spec", "yaml", b""), specwright_properties::format);
}
