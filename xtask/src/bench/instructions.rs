//! How many instructions each kind of work takes. Unlike a time, the count is the same on a busy machine, so that a
//! change of some percent is a regression and not noise.

use std::fs;
use std::process::Command;

use super::comparison::{Comparison, Measure, Unit};
use super::conditions::rustc;
use super::generation;
use super::helper::{Helper, results};
use super::process::run_to_end;
use crate::cli::workspace;
use crate::error::Error;
use crate::output::{self, Exit};

/// How often a work on requests is done while its instructions are counted.
const TIMES: u64 = 200;

/// Generation takes fifty times as long under valgrind, so the larger specs are left out.
const SCALES: [(u32, &str); 2] = [(1, "real spec"), (10, "70 operations")];

const INSTRUCTIONS: [Measure; 1] = [Measure { name: "instructions", unit: Unit::Plain, compared: true }];

/// Counts the instructions of all works, prints them and keeps them beside the benchmarks.
pub(super) fn count() -> Result<Exit, Error> {
    let helper = Helper::new()?;
    let mut report = heading()?;
    for comparison in requests(&helper)?.into_iter().chain(generations(&helper)?) {
        report.push_str(&format!("\n{comparison}"));
    }
    let file = workspace().join("codegen/bench/instructions.md");
    fs::write(&file, &report).map_err(|error| Error::io("write", &file, &error))?;
    output::print(&report)?;
    Ok(Exit::Success)
}

/// Only the work itself is counted, not what stands around it.
fn requests(helper: &Helper) -> Result<Vec<Comparison>, Error> {
    let [works, _] = run_to_end(helper.command().arg("works"))?;
    let mut comparisons: Vec<Comparison> = Vec::new();
    for (work, side) in works.lines().filter_map(|line| line.split_once('\t')) {
        output::progress(&format!("{work}: {side}"));
        if comparisons.last().is_none_or(|comparison| comparison.work() != work) {
            comparisons.push(Comparison::new(work, &INSTRUCTIONS));
        }
        let mut once = helper.command();
        once.args(["work", work, side, &TIMES.to_string()]);
        let counted = counted(&once, &["--toggle-collect=*::counted*"])? / TIMES;
        comparisons.last_mut().into_iter().for_each(|comparison| comparison.add(side, [counted as f64]));
    }
    Ok(comparisons)
}

/// The whole process is counted, on all its threads.
fn generations(helper: &Helper) -> Result<Vec<Comparison>, Error> {
    let generators = generation::generators()?;
    let mut comparisons = Vec::new();
    for (copies, name) in SCALES {
        let input = helper.scaled(copies, false)?;
        let mut comparison = Comparison::new(format!("generate, {name}"), &INSTRUCTIONS);
        for side in generation::SIDES {
            output::progress(&format!("generate, {name}: {side}"));
            let mut generate = Command::new(&generators);
            generate.arg(side).arg(&input).arg(results().join("generated"));
            comparison.add(side, [counted(&generate, &[])? as f64]);
        }
        comparisons.push(comparison);
    }
    Ok(comparisons)
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

/// Runs a program under valgrind and answers how many instructions that counted.
fn counted(program: &Command, options: &[&str]) -> Result<u64, Error> {
    let mut valgrind = Command::new("valgrind");
    valgrind.args(["--tool=callgrind", "--callgrind-out-file=/dev/null"]).args(options);
    let [_, said] = run_to_end(valgrind.arg(program.get_program()).args(program.get_args()))?;
    collected(&said).ok_or_else(|| Error::new("valgrind did not say how many instructions it counted"))
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
}
