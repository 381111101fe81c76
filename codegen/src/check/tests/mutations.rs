//! Specs with random edits: no panics, and valid ones satisfy the invariants of `ir` and become Rust that parses.

use proptest::prelude::*;

use super::invariants;
use crate::check::check;
use crate::source::Source;

#[path = "../../../tests/support/mutations.rs"]
mod edits;

use edits::{damaged, undamaged};

#[test]
fn the_unedited_spec_is_valid() {
    let checked = check(&undamaged()).map_err(|found| format!("{found:#?}")).unwrap();
    invariants::hold(&checked.api);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn an_edited_spec_has_errors_or_satisfies_the_invariants(damaged in damaged()) {
        if let Ok(checked) = check(&damaged) {
            invariants::hold(&checked.api);
            prop_assert!(crate::generate(&damaged).is_ok(), "not Rust: {damaged:?}");
        }
    }
}
