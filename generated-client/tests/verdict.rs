//! One verdict on every request of every operation; see the shared module.
#![cfg(all(feature = "mock", feature = "proptest"))]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail loudly")]

mod common;
#[path = "../../codegen/tests/support/verdict.rs"]
mod verdict;

use std::collections::BTreeSet;

use wechat_tickets::operations;

#[test]
fn all_agree_on_every_operation() {
    let api = common::api();
    let mut verdict = verdict::Verdict { api, spec: &operations::API, visited: BTreeSet::new() };
    operations::each(&mut verdict);
    let of_spec: BTreeSet<&str> =
        verdict.api.operations.iter().map(|operation| operation.name.as_str()).collect();
    assert_eq!(verdict.visited, of_spec);
}
