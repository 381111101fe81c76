//! Specs with random edits: never a panic, and what passes keeps the promises of `ir` and becomes Rust that parses.

use proptest::prelude::*;

use super::invariants;
use crate::check::check;
use crate::source::Source;

#[path = "../../../tests/support/mutations.rs"]
mod edits;

use edits::{damaged, undamaged};

#[test]
fn the_undamaged_spec_passes() {
    let checked = check(&undamaged()).map_err(|found| format!("{found:#?}")).unwrap();
    invariants::hold(&checked.api);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_damaged_spec_is_refused_or_sound(damaged in damaged()) {
        if let Ok(checked) = check(&damaged) {
            invariants::hold(&checked.api);
            prop_assert!(crate::generate(&damaged).is_ok(), "not Rust: {damaged:?}");
        }
    }
}
