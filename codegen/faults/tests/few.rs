//! A small sample of the long run. Times are not judged here, since the machine is shared.
#![allow(clippy::expect_used, reason = "a test may fail loudly")]

use std::time::Duration;

use specwright_faults::{Fault, Plan, run};

fn check(blocking: bool) {
    let plan = Plan {
        calls: 800,
        concurrency: 40,
        deadline: Duration::from_millis(500),
        seed: 7,
        blocking,
        huge_bytes: 2_000_000,
    };
    let tally = run(plan).expect("the server starts");
    assert!(tally.violations.is_empty(), "{tally}");
    assert_eq!(tally.calls, plan.calls);
    for fault in Fault::ALL {
        assert!(tally.faults.contains_key(&fault), "{fault:?} did not occur");
    }
    // The server notices what is done twice, a token that expires, and the log is heard.
    assert!(tally.repeated_with_consent > 0 && tally.expiries > 0 && tally.records > 0);
}

#[test]
fn the_async_client() {
    check(false);
}

#[test]
fn the_blocking_client() {
    check(true);
}
