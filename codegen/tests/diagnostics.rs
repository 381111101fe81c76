//! Every error of a spec has a fixture, whose report is a snapshot.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test may fail loudly")]

#[path = "support/fixtures.rs"]
mod fixtures;

use specwright::check::check;
use specwright::{Code, Diagnostics, Source};

fn problems(sources: &[Source]) -> Diagnostics {
    match check(sources) {
        Ok(checked) => checked.warnings,
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
fn every_code_has_a_fixture() {
    // No spec causes an internal error, or is compared with an earlier version here. Lints have a separate test.
    let elsewhere = [Code::UnmatchedAcceptance, Code::Internal];
    fixtures::assert_complete(|code| !code.as_str().starts_with("SW05") && !elsewhere.contains(&code));
}
