//! The number of instructions of each kind of work. Unlike a time, it does not depend on the load of the machine, so
//! that a change of some percent is significant.

use std::fs;
use std::process::Command;

use anyhow::{Context, Result};

use super::conditions::rustc;
use super::generation::SIDES;
use super::programs::{generators, progress, results, run_to_end, scaled, this_program, workspace};
use super::table::{Comparison, Measure, Unit};

/// The number of repetitions of work on requests while its instructions are counted.
const TIMES: u64 = 200;

/// Generation takes fifty times as long with valgrind, so that larger specs are omitted.
const SCALES: [(u32, &str); 2] = [(1, "real spec"), (10, "70 operations")];

const INSTRUCTIONS: [Measure; 1] = [Measure { name: "instructions", unit: Unit::Plain, compared: true }];

/// Counts the instructions of all kinds of work and writes the report.
pub(super) fn count() -> Result<String> {
    let mut report = heading()?;
    for comparison in requests()?.into_iter().chain(generations()?) {
        report.push_str(&format!("\n{comparison}"));
    }
    let file = workspace().join("codegen/bench/instructions.md");
    fs::write(&file, &report).with_context(|| format!("cannot write `{}`", file.display()))?;
    Ok(report)
}

/// Counts the work itself only.
fn requests() -> Result<Vec<Comparison>> {
    let [works, _] = run_to_end(this_program()?.arg("works"))?;
    let mut comparisons: Vec<Comparison> = Vec::new();
    for (work, side) in works.lines().filter_map(|line| line.split_once('\t')) {
        progress(&format!("{work}: {side}"));
        if comparisons.last().is_none_or(|comparison| comparison.work() != work) {
            comparisons.push(Comparison::new(work, &INSTRUCTIONS));
        }
        let mut once = this_program()?;
        once.args(["work", work, side, &TIMES.to_string()]);
        let counted = counted(&once, &["--toggle-collect=*::counted*"])? / TIMES;
        comparisons.last_mut().into_iter().for_each(|comparison| comparison.add(side, [counted as f64]));
    }
    Ok(comparisons)
}

/// Counts the whole process, with all its threads.
fn generations() -> Result<Vec<Comparison>> {
    let generators = generators()?;
    let mut comparisons = Vec::new();
    for (copies, name) in SCALES {
        let input = scaled(copies, false)?;
        let mut comparison = Comparison::new(format!("generate, {name}"), &INSTRUCTIONS);
        for side in SIDES {
            progress(&format!("generate, {name}: {side}"));
            let mut generate = Command::new(&generators);
            generate.arg(side).arg(&input).arg(results().join("generated"));
            comparison.add(side, [counted(&generate, &[])? as f64]);
        }
        comparisons.push(comparison);
    }
    Ok(comparisons)
}

/// The programs that affect the numbers.
fn heading() -> Result<String> {
    let [valgrind, _] = run_to_end(Command::new("valgrind").arg("--version"))?;
    Ok(format!(
        "# Instructions\n\nCounted by `cargo xtask bench --instructions`, with {}, {} and the crates of `Cargo.lock`, for {}.\n",
        rustc()?,
        valgrind.trim(),
        std::env::consts::ARCH,
    ))
}

/// Runs a program with valgrind and returns the number of instructions.
fn counted(program: &Command, options: &[&str]) -> Result<u64> {
    let mut valgrind = Command::new("valgrind");
    valgrind.args(["--tool=callgrind", "--callgrind-out-file=/dev/null"]).args(options);
    let [_, said] = run_to_end(valgrind.arg(program.get_program()).args(program.get_args()))?;
    collected(&said).context("valgrind did not say how many instructions it counted")
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
    fn the_count_is_read_from_the_output_of_valgrind() {
        assert_eq!(collected("==7== Events    : Ir\n==7== Collected : 190870\n==7==\n"), Some(190_870));
        assert_eq!(collected("==7== Command: x\n"), None);
    }
}
