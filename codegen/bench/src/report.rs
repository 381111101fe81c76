//! Measures the generator and its clients and their peers, in rounds, and prints tables.
//!
//! Each round measures every side within seconds, so that other load of the machine affects all sides alike: ratios
//! are computed within a round, and their spread over the rounds is shown.
//!
//! | module | contents |
//! |---|---|
//! | `programs` | builds, runs and measures programs |
//! | `table` | the numbers of several sides, and the table that shows them |
//! | `client` | the crate of a generated client, ours or a peer's |
//! | `generation`, `import`, `regeneration`, `site`, `growth`, `requests`, `compile`, `size`, `instructions` | measure, and return tables |
//! | `conditions` | machine, versions and date |

mod client;
mod compile;
mod conditions;
mod generation;
mod growth;
mod import;
mod instructions;
mod programs;
mod regeneration;
mod requests;
mod site;
mod size;
mod table;

use anyhow::Result;
use clap::{Args, ValueEnum};

use table::Comparison;

/// What is measured, and how often.
#[derive(Debug, Args)]
pub(crate) struct Report {
    /// How many times everything is measured; ratios are taken within a round
    #[arg(long, value_name = "N", default_value_t = 5)]
    rounds: u32,
    /// Measure only this; may be repeated
    #[arg(long, value_name = "SECTION")]
    only: Vec<Section>,
    /// Compile clients of 700 operations, too
    #[arg(long)]
    full: bool,
    /// Count instructions instead, under valgrind, and write `codegen/bench/instructions.md`: no noise
    #[arg(long, conflicts_with_all = ["rounds", "only", "full"])]
    instructions: bool,
}

/// The copies of the real spec whose clients are compiled. The largest takes minutes.
const COMPILED: [(u32, &str); 3] = [(1, "real spec"), (10, "70 operations"), (100, "700 operations")];

/// A part of the report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Section {
    /// From a spec to the client's files, compared with generators that read OpenAPI: 7 to 2100 operations
    Generation,
    /// From GitHub's description in OpenAPI to Rust, compared with two generators, and what the compiler takes for it
    Import,
    /// `specwright regen` where nothing has changed
    Regeneration,
    /// The reference of 1 000 operations: its Markdown, and its site compared with what mdBook alone takes
    Site,
    /// How the cost of each command grows with the fields, values, models, operations, error codes, variants and words of a spec
    Growth,
    /// Validate, write, read and interpret a request; 1000 calls at once
    Requests,
    /// The compile time of the generated clients, cold and after a field is added, compared with those of the peers
    Compile,
    /// The size of a program that uses two operations, and the dependencies of the clients
    Size,
}

impl Section {
    fn measure(self, report: &Report) -> Result<Vec<Comparison>> {
        let [small @ .., _] = &COMPILED;
        let compiled = if report.full { &COMPILED[..] } else { small };
        match self {
            Section::Generation => generation::measure(report.rounds),
            Section::Import => import::measure(report.rounds.min(3)),
            Section::Regeneration => regeneration::measure(report.rounds),
            Section::Site => site::measure(report.rounds),
            Section::Growth => growth::measure(report.rounds),
            Section::Requests => requests::measure(report.rounds),
            // Builds take long, so that disturbances average out within each.
            Section::Compile => compile::measure(report.rounds.min(3), compiled),
            Section::Size => size::measure(report.rounds.min(2), compiled),
        }
    }
}

/// Runs the benchmarks and prints their tables, a section at a time.
pub(crate) fn run(report: &Report) -> Result<()> {
    if report.instructions {
        print!("{}", instructions::count()?);
        return Ok(());
    }
    print!("{}", conditions::heading()?);
    for section in Section::value_variants() {
        if !report.only.is_empty() && !report.only.contains(section) {
            continue;
        }
        for comparison in section.measure(report)? {
            print!("\n{comparison}");
        }
    }
    Ok(())
}
