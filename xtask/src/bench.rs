//! `bench`: measures the generator and its clients beside their peers, in rounds.
//!
//! Each round measures every side within seconds, so that what else the machine does meets all sides alike: the
//! ratios are taken within a round, and their spread over the rounds is shown.
//!
//! | module | does |
//! |---|---|
//! | [`generation`], [`regeneration`], [`requests`], [`compile`], [`size`] | a section of the report each |
//! | [`client`] | the crate of a generated client, ours or a peer's |
//! | [`instructions`] | counts instead of timing |
//! | [`comparison`] | what was measured of several sides, and its table |
//! | [`peers`] | what the peers leave out |
//! | [`conditions`] | machine, versions and date |
//! | [`helper`], [`process`] | the programs that are built and run |

mod client;
mod comparison;
mod compile;
mod conditions;
mod generation;
mod helper;
mod instructions;
mod peers;
mod process;
mod regeneration;
mod requests;
mod size;

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
    /// Compile clients of 700 operations, too
    #[arg(long)]
    full: bool,
    /// Count instructions instead, under valgrind, and write `codegen/bench/instructions.md`: no noise
    #[arg(long, conflicts_with_all = ["rounds", "only", "full"])]
    instructions: bool,
}

/// The copies of the real spec whose clients are compiled. The compiler takes minutes for the last.
const COMPILED: [(u32, &str); 3] = [(1, "real spec"), (10, "70 operations"), (100, "700 operations")];

impl Bench {
    fn compiled(&self) -> &'static [(u32, &'static str)] {
        let [small @ .., _] = &COMPILED;
        if self.full { &COMPILED } else { small }
    }
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
    /// What the generated clients cost the compiler, cold and after a field is added, beside those of the peers
    Compile,
    /// The program that uses two operations, and the dependencies of the clients
    Size,
}

impl Section {
    fn measure(self, bench: &Bench) -> Result<Vec<Comparison>, Error> {
        match self {
            Section::Generation => generation::measure(bench.rounds),
            Section::Regeneration => regeneration::measure(bench.rounds),
            Section::Requests => requests::measure(bench.rounds),
            // Builds take long, and what disturbs them evens out within each.
            Section::Compile => compile::measure(bench.rounds.min(3), bench.compiled()),
            Section::Size => size::measure(bench.rounds.min(2), bench.compiled()),
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
