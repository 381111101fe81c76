//! The compile time of a generated client, with its dependencies already built.

use anyhow::Result;

use super::client::{Client, Side};
use super::programs::{generators, measured, progress, run_to_end};
use super::table::{Comparison, MEASURES};

/// A build that is measured.
pub(super) struct Step {
    work: &'static str,
    subcommand: &'static str,
    profile: &'static [&'static str],
    /// Whether it is a build from nothing; otherwise a field was added.
    cold: bool,
}

const CHECK: &[&str] = &[];
const RELEASE: &[&str] = &["--release"];

const STEPS: [Step; 4] = [
    Step { work: "`cargo check`", subcommand: "check", profile: CHECK, cold: true },
    Step { work: "`cargo check` after a field is added", subcommand: "check", profile: CHECK, cold: false },
    Step { work: "`cargo build --release`", subcommand: "build", profile: RELEASE, cold: true },
    Step {
        work: "`cargo build --release` after a field is added",
        subcommand: "build",
        profile: RELEASE,
        cold: false,
    },
];

/// Measures all scales.
pub(super) fn measure(rounds: u32, scales: &[(u32, &str)]) -> Result<Vec<Comparison>> {
    let generators = generators()?;
    let mut comparisons = Vec::new();
    for (copies, name) in scales {
        let mut clients = Vec::new();
        for side in Side::all() {
            progress(&format!("compile, {name}: the dependencies of {}", side.name));
            let client = Client::generate(side, *copies, &generators)?;
            for step in STEPS.iter().filter(|step| step.cold) {
                run_to_end(client.cargo(step.subcommand).args(step.profile))?;
            }
            clients.push((side, client));
        }
        comparisons.extend(steps(&STEPS, name, rounds, &clients)?);
    }
    Ok(comparisons)
}

/// The steps that only check.
pub(super) fn checks() -> &'static [Step] {
    STEPS.get(..2).unwrap_or_default()
}

/// Measures builds of clients whose dependencies are built.
pub(super) fn steps(
    steps: &[Step],
    name: &str,
    rounds: u32,
    clients: &[(&Side, Client)],
) -> Result<Vec<Comparison>> {
    let comparison = |step: &Step| Comparison::new(format!("{}, {name}", step.work), &MEASURES);
    let mut comparisons: Vec<Comparison> = steps.iter().map(comparison).collect();
    for round in 1..=rounds {
        progress(&format!("compile, {name}: round {round} of {rounds}"));
        for (step, comparison) in steps.iter().zip(&mut comparisons) {
            for (side, client) in clients {
                client.turn(!step.cold)?;
                if step.cold {
                    run_to_end(client.cargo("clean").args(["--package", "client"]).args(step.profile))?;
                }
                let mut build = client.cargo(step.subcommand);
                comparison.add(side.name, measured(build.args(step.profile))?);
            }
        }
    }
    Ok(comparisons)
}
