//! How many instructions each kind of work takes. Unlike a time, the count is the same on a busy machine, so that a
//! change of some percent is a regression and not noise.

use std::fmt::Write;
use std::fs;
use std::process::Command;

use super::conditions::rustc;
use super::process::{built, cargo_bench, run_to_end};
use crate::cli::workspace;
use crate::error::Error;
use crate::output::{self, Exit};

/// How often a work is done while its instructions are counted.
const TIMES: u64 = 200;

/// Counts the instructions of all works on requests, prints them and keeps them beside the benchmarks.
pub(super) fn count() -> Result<Exit, Error> {
    let program = built(cargo_bench("build"), "specwright-bench")?;
    let [works, _] = run_to_end(Command::new(&program).arg("works"))?;

    let mut counts = Vec::new();
    for (kind, side) in works.lines().filter_map(|line| line.split_once('\t')) {
        let mut valgrind = Command::new("valgrind");
        valgrind
            .args(["--tool=callgrind", "--toggle-collect=*counted*", "--callgrind-out-file=/dev/null"])
            .arg(&program)
            .args(["work", kind, side, &TIMES.to_string()]);
        let [_, said] = run_to_end(&mut valgrind)?;
        let total = collected(&said)
            .ok_or_else(|| Error::new("valgrind did not say how many instructions it counted"))?;
        counts.push(Count { kind, side, instructions: total / TIMES });
    }

    let table = format!("{}\n{}", heading()?, table(&counts));
    let file = workspace().join("codegen/bench/instructions.md");
    fs::write(&file, &table).map_err(|error| Error::io("write", &file, &error))?;
    output::print(&table)?;
    Ok(Exit::Success)
}

/// What one side takes for one kind of work, done once.
struct Count<'a> {
    kind: &'a str,
    side: &'a str,
    instructions: u64,
}

/// The programs that the counts depend on.
fn heading() -> Result<String, Error> {
    let [valgrind, _] = run_to_end(Command::new("valgrind").arg("--version"))?;
    Ok(format!(
        "# Instructions\n\nCounted by `cargo xtask bench --instructions`, with {}, {} and the crates of `Cargo.lock`, for {}.\n",
        rustc()?,
        valgrind.trim(),
        std::env::consts::ARCH,
    ))
}

/// A table for each kind of work; ours stands first.
fn table(counts: &[Count<'_>]) -> String {
    let mut table = String::new();
    let mut ours: Option<&Count<'_>> = None;
    for count in counts {
        if ours.is_none_or(|ours| ours.kind != count.kind) {
            if ours.is_some() {
                table.push('\n');
            }
            ours = Some(count);
            // Writing to a string cannot fail.
            let _ =
                writeln!(table, "| {} | instructions | times {} |\n|---|---|---|", count.kind, count.side);
        }
        let ratio = ours.map_or(f64::NAN, |ours| count.instructions as f64 / ours.instructions as f64);
        let _ = writeln!(table, "| {} | {} | {ratio:.2} |", count.side, count.instructions);
    }
    table
}

/// The number in the line `==1234== Collected : 5678`.
fn collected(said: &str) -> Option<u64> {
    let line = said.lines().find(|line| line.contains("Collected"))?;
    line.rsplit(' ').next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_count_is_found_in_what_valgrind_says() {
        assert_eq!(collected("==7== Events    : Ir\n==7== Collected : 190870\n==7==\n"), Some(190_870));
        assert_eq!(collected("==7== Command: x\n"), None);
    }

    #[test]
    fn each_kind_of_work_has_a_table() {
        let count = |kind, side, instructions| Count { kind, side, instructions };
        let counts = [count("write", "ours", 100), count("write", "peer", 250), count("read", "ours", 10)];
        insta::assert_snapshot!(table(&counts), @r"
        | write | instructions | times ours |
        |---|---|---|
        | ours | 100 | 1.00 |
        | peer | 250 | 2.50 |

        | read | instructions | times ours |
        |---|---|---|
        | ours | 10 | 1.00 |
        ");
    }
}
