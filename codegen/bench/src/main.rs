//! The benchmarks' program: prints a report, or performs a step of one.
//!
//! Only [`counted`] is counted: `valgrind --tool=callgrind --toggle-collect='*::counted*'` excludes everything
//! else.

mod report;

use std::hint::black_box;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Result, anyhow};
use clap::{Parser, Subcommand};
use specwright_bench::sample::Sample;
use specwright_bench::works::{self, Meter};
use specwright_bench::{folder, scale, usage};

/// Measures the generator and the clients and their peers
///
/// The tables of a section are printed when it is done, below the machine, the versions and the date; the other load of
/// the machine is in the numbers. On two idle cores: the first run builds the peers in about ten minutes. `generation`
/// then takes three minutes, `regeneration` half a minute, `site` two minutes, `requests` five minutes, `compile` ten and `size` five
/// minutes, and with `--full` three times as long. Clients are compiled at most three times, and their dependencies
/// twice, whatever the number of rounds.
#[derive(Debug, Parser)]
#[command(bin_name = "cargo xtask bench", args_conflicts_with_subcommands = true)]
struct Arguments {
    #[command(flatten)]
    report: report::Report,
    #[command(subcommand)]
    step: Option<Step>,
}

/// A step of a report.
#[derive(Debug, Subcommand)]
enum Step {
    /// Lists the kinds of work on requests, one per line: kind, tab, side
    Works,
    /// Repeats one of them, for a tool that counts instructions
    Work { kind: String, side: String, times: usize },
    /// Writes the spec, scaled, and the same API as OpenAPI
    Spec {
        copies: usize,
        folder: PathBuf,
        /// Add a field to one model
        #[arg(long)]
        changed: bool,
    },
    /// Runs a program and prints its wall time, CPU time (both in nanoseconds) and peak memory (in bytes)
    Measure {
        program: String,
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        arguments: Vec<String>,
    },
}

fn main() -> Result<()> {
    let Arguments { report, step } = Arguments::parse();
    let Some(step) = step else { return report::run(&report) };
    let done = match step {
        Step::Works => {
            works::measure(&mut List);
            Ok(())
        }
        Step::Work { kind, side, times } => {
            works::measure(&mut Once { kind: &kind, side: &side, times });
            Ok(())
        }
        Step::Spec { copies, folder: to, changed } => {
            let spec = scale::scaled(copies);
            folder::write(&if changed { scale::changed(spec) } else { spec }, &to)
        }
        Step::Measure { program, arguments } => {
            usage::of(Command::new(program).args(arguments)).map(|usage| println!("{usage}"))
        }
    };
    done.map_err(|error| anyhow!("{error}"))
}

/// Lists the kinds of work.
struct List;

impl Meter for List {
    fn repeat<T>(&mut self, kind: &str, side: &str, _: impl FnMut() -> T) {
        println!("{kind}\t{side}");
    }

    fn consume<T>(&mut self, kind: &str, side: &str, _: &Sample, _: impl FnMut(Sample) -> T) {
        println!("{kind}\t{side}");
    }
}

/// Performs the selected work.
struct Once<'a> {
    kind: &'a str,
    side: &'a str,
    times: usize,
}

impl Meter for Once<'_> {
    fn repeat<T>(&mut self, kind: &str, side: &str, mut work: impl FnMut() -> T) {
        self.consume(kind, side, &Sample::empty(), |_| work());
    }

    fn consume<T>(&mut self, kind: &str, side: &str, sample: &Sample, mut work: impl FnMut(Sample) -> T) {
        if (self.kind, self.side) != (kind, side) {
            return;
        }
        // The first run may initialise caches, and is not counted.
        black_box(work(sample.clone()));
        for _ in 0..self.times {
            counted(&mut work, sample.clone());
        }
    }
}

#[inline(never)]
fn counted<T>(work: &mut impl FnMut(Sample) -> T, sample: Sample) {
    black_box(work(sample));
}
