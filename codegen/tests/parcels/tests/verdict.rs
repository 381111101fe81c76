//! One verdict on every request of every operation; see the shared module.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail loudly")]

#[path = "../../support/verdict.rs"]
mod verdict;

use std::collections::BTreeSet;
use std::path::Path;

use parcels::operations;

#[test]
fn all_agree_on_every_operation() {
    let sources = specwright::build::read_spec(&Path::new(env!("CARGO_MANIFEST_DIR")).join("spec")).unwrap();
    let api = specwright::check::check(&sources).unwrap().api;
    let mut verdict = verdict::Verdict { api, spec: &operations::API, visited: BTreeSet::new() };
    operations::each(&mut verdict);
    let of_spec: BTreeSet<&str> =
        verdict.api.operations.iter().map(|operation| operation.name.as_str()).collect();
    assert_eq!(verdict.visited, of_spec);
}
