//! The resources of a process are measured.

use std::process::Command;

use specwright_bench::usage;

#[test]
fn a_process_uses_time_and_memory() {
    let took = usage::of(Command::new(env!("CARGO_BIN_EXE_specwright-bench")).arg("works")).unwrap();
    assert!(!took.wall.is_zero() && !took.cpu.is_zero() && took.peak_bytes > 0, "{took}");
    assert_eq!(took.to_string().split(' ').filter_map(|number| number.parse::<u64>().ok()).count(), 3);
}

#[test]
fn a_process_that_fails_is_an_error() {
    assert!(usage::of(Command::new(env!("CARGO_BIN_EXE_specwright-bench")).arg("no-such-step")).is_err());
    assert!(usage::of(&mut Command::new("there-is-no-such-program")).is_err());
}
