//! Every lint has a fixture, whose report is a snapshot.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test may fail loudly")]

#[path = "../../tests/support/fixtures.rs"]
mod fixtures;

use std::path::Path;

use specwright::check::check;
use specwright::{Diagnostics, Source};
use specwright_workbench::lint;

fn problems(sources: &[Source]) -> Diagnostics {
    match check(sources) {
        Ok(checked) => {
            let mut found = checked.warnings;
            found.extend(lint(sources));
            found
        }
        Err(found) => found,
    }
}

#[test]
fn every_fixture_has_the_problem_in_its_name() {
    fixtures::assert_reports(problems);
}

#[test]
fn every_position_is_in_its_file() {
    fixtures::assert_positions(problems);
}

#[test]
fn every_lint_has_a_fixture() {
    fixtures::assert_complete(|code| code.as_str().starts_with("SW05"));
}

#[test]
fn the_specs_of_this_workspace_have_no_lints() {
    for folder in ["../../spec", "../tests/parcels/spec"] {
        let sources =
            specwright::build::read_spec(&Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)).unwrap();
        let found = lint(&sources);
        assert!(found.is_empty(), "{}", found.render(&sources, false));
    }
}
