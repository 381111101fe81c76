//! Two specs are compared, and each change has the verdicts it should.

#![cfg(test)]

use std::path::Path;

use specwright::Source;
use specwright::changes::{Change, Effect, Kind, Level, Revision, Side, compare};
use specwright::check::check;

/// The sources of the second API.
fn parcels() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/parcels/spec");
    let mut sources = specwright::build::read_spec(&root).unwrap();
    for source in &mut sources {
        source.path = source.path.rsplit("tests/parcels/").next().unwrap().to_owned();
    }
    sources
}

/// The sources with one text replaced by another in the file of this name.
fn edited(sources: &[Source], file: &str, from: &str, to: &str) -> Vec<Source> {
    let mut sources = sources.to_vec();
    let source = sources.iter_mut().find(|source| source.path.ends_with(file)).unwrap();
    let text = String::from_utf8(source.bytes.clone()).unwrap();
    assert!(text.contains(from), "{file} has no `{from}`");
    source.bytes = text.replacen(from, to, 1).into_bytes();
    sources
}

fn changes(old: &[Source], new: &[Source]) -> Vec<Change> {
    let api = |sources: &[Source]| match check(sources) {
        Ok(checked) => checked.api,
        Err(problems) => panic!("{}", problems.render(sources, false)),
    };
    let (old_api, new_api) = (api(old), api(new));
    compare(Side { sources: old, api: &old_api }, Side { sources: new, api: &new_api })
}

#[test]
fn equal_specs_have_no_changes() {
    let sources = parcels();
    assert_eq!(changes(&sources, &sources), []);
    let reversed: Vec<_> = sources.iter().rev().cloned().collect();
    assert_eq!(changes(&sources, &reversed), []);
}

#[test]
fn a_new_field_of_a_request_breaks_the_wire_only_where_it_is_required() {
    let old = parcels();
    for (required, level) in [(false, Level::Minor), (true, Level::Major)] {
        let line = format!("fields:\n  fee: {{ type: int, required: {required}, doc: What it costs. }}\n");
        let new = edited(&old, "parcel.yaml", "fields:\n", &line);
        let found = changes(&old, &new);
        assert_eq!(found.len(), 1);
        assert_eq!((found[0].kind, found[0].at.as_str()), (Kind::FieldAdded, "Parcel.fee"));
        assert_eq!(found[0].level(), level);
        assert_eq!(found[0].position.revision, Revision::New);
        assert_eq!(found[0].position.file, "spec/models/parcel.yaml");
        assert_eq!((found[0].position.range.line, found[0].position.range.column), (4, 8));
    }
}

#[test]
fn what_is_gone_comes_last_and_stands_in_the_old_spec() {
    let old = parcels();
    let new = edited(&old, "page.yaml", "  next: { type: string, doc: Where to go on. }\n", "");
    let new = edited(&new, "ping.yaml", "Does nothing.", "Does nothing at all.");
    let found = changes(&old, &new);
    let told: Vec<_> = found.iter().map(|change| (change.kind, change.at.as_str(), change.level())).collect();
    assert_eq!(
        told,
        [(Kind::DocsChanged, "ping", Level::Patch), (Kind::FieldRemoved, "Page.next", Level::Major)]
    );
    assert_eq!(found[1].wire.effect, Effect::Compatible, "{}", found[1].wire.reason);
    assert_eq!(found[1].position.revision, Revision::Old);
}
