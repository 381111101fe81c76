//! Specs with random edits: no panics, and valid ones satisfy the invariants of `ir` and become Rust that parses.

use proptest::prelude::*;

use super::invariants;
use crate::check::check;
use crate::example;
use crate::interpret::Interpreter;
use crate::ir::Api;
use crate::source::Source;

#[path = "../../../tests/support/mutations.rs"]
mod edits;

use edits::{damaged, undamaged};

#[test]
fn the_unedited_spec_is_valid() {
    let checked = check(&undamaged()).map_err(|found| format!("{found:#?}")).unwrap();
    invariants::hold(&checked.api);
}

/// The errors of the first example of a request that its own API refuses.
fn invalid_example(api: &Api) -> Option<String> {
    let interpreter = Interpreter::new(api);
    let reports = api.operations.iter().flat_map(|operation| {
        let body = example::body(api, operation).map(|body| operation.wrapped(body));
        let body = body.map(|body| (interpreter.request(operation, &body), body));
        let parameters = example::parameters(api, operation);
        body.into_iter().chain(parameters.map(|values| (interpreter.parameters(operation, &values), values)))
    });
    let invalid = reports.filter(|(report, _)| !report.is_valid());
    invalid.map(|(report, value)| format!("{report}: {value}")).next()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn an_edited_spec_has_errors_or_satisfies_the_invariants(damaged in damaged()) {
        if let Ok(checked) = check(&damaged) {
            invariants::hold(&checked.api);
            prop_assert_eq!(invalid_example(&checked.api), None, "{:?}", damaged);
            prop_assert!(crate::generate(&damaged).is_ok(), "not Rust: {damaged:?}");
        }
    }
}
