//! `bench`: measures the generator and its clients beside their peers, in rounds.
//!
//! Each round measures every side within seconds, so that what else the machine does meets all sides alike: the
//! ratios are taken within a round, and their spread over the rounds is shown.
//!
//! | module | does |
//! |---|---|
//! | [`generation`], [`regeneration`], [`requests`] | a section of the report each |
//! | [`instructions`] | counts instead of timing |
//! | [`comparison`] | what was measured of several sides, and its table |
//! | [`peers`] | what the peers leave out |
//! | [`conditions`] | machine, versions and date |
//! | [`helper`], [`process`] | the programs that are built and run |

mod comparison;
mod conditions;
mod generation;
mod helper;
mod instructions;
mod peers;
mod process;
mod regeneration;
mod requests;

use clap::{Args, ValueEnum};

use crate::error::Error;
use crate::output::{self, Exit};
use comparison::Comparison;

/// What is measured, and how often.
#[derive(Debug, Args)]
pub(crate) struct Bench {
    /// How many times everything is measured; ratios are taken within a round
    #[arg(long, value_name = "N", default_value_t = 5)]
    rounds: u32,
    /// Measure this alone; may be repeated
    #[arg(long, value_name = "SECTION")]
    only: Vec<Section>,
    /// Count instructions instead, under valgrind, and write `codegen/bench/instructions.md`: no noise
    #[arg(long, conflicts_with_all = ["rounds", "only"])]
    instructions: bool,
}

/// A part of the report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Section {
    /// From a spec to the client's files, beside generators that read OpenAPI: 7 to 2100 operations
    Generation,
    /// `cargo xtask regen` where nothing has changed
    Regeneration,
    /// Validate, write, read and judge a request; 1000 calls at once
    Requests,
}

impl Section {
    fn measure(self, bench: &Bench) -> Result<Vec<Comparison>, Error> {
        match self {
            Section::Generation => generation::measure(bench.rounds),
            Section::Regeneration => regeneration::measure(bench.rounds),
            Section::Requests => requests::measure(bench.rounds),
        }
    }
}

/// Runs the benchmarks and prints what they found, a section at a time.
pub(crate) fn run(bench: &Bench) -> Result<Exit, Error> {
    if bench.instructions {
        return instructions::count();
    }
    output::print(&conditions::heading()?)?;
    for section in Section::value_variants() {
        if !bench.only.is_empty() && !bench.only.contains(section) {
            continue;
        }
        for comparison in section.measure(bench)? {
            output::print(&format!("\n{comparison}"))?;
        }
    }
    Ok(Exit::Success)
}
