//! From a spec on disk to files of formatted Rust, each side in its own process.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use super::programs::{generators, measured, progress, results, scaled};
use super::table::{Comparison, MEASURES, Measure, OURS, Unit, middle};

/// Seven operations of the real spec are copied; the others occur once.
const SCALES: [(u32, &str); 4] =
    [(1, "real spec"), (10, "70 operations"), (100, "700 operations"), (300, "2100 operations")];

/// The generators by package name.
pub(super) const SIDES: [&str; 5] = [OURS, "oas3-gen", "openapi-to-rust", "progenitor-impl", "typify-impl"];

/// The cost of parsing and printing our output, item by item: a lower bound for generators that print Rust in this
/// way.
const FLOOR: &str = "floor";

const WITH_OUTPUT: [Measure; 4] = {
    let [wall, cpu, memory] = MEASURES;
    [wall, cpu, memory, Measure { name: "output", unit: Unit::Bytes, compared: false }]
};

const GROWTH: [Measure; 1] = [Measure { name: "exponent", unit: Unit::Plain, compared: false }];

pub(super) fn measure(rounds: u32) -> Result<Vec<Comparison>> {
    let generators = generators()?;
    let to = output_folder();
    let ours = to.with_extension("ours");
    let mut comparisons = Vec::new();
    for (copies, name) in SCALES {
        let input = scaled(copies, false)?;
        empty(&ours)?;
        measured(Command::new(&generators).arg(OURS).arg(&input).arg(&ours))?;
        let sides = SIDES.map(|side| (side, &input)).into_iter().chain([(FLOOR, &ours)]);
        let mut comparison = Comparison::new(format!("generate, {name}"), &WITH_OUTPUT);
        for round in 1..=rounds {
            progress(&format!("generation, {name}: round {round} of {rounds}"));
            for (side, input) in sides.clone() {
                empty(&to)?;
                let [wall, cpu, memory] = measured(Command::new(&generators).arg(side).arg(input).arg(&to))?;
                comparison.add(side, [wall, cpu, memory, size(&to)? as f64]);
            }
        }
        comparisons.push(comparison);
    }
    comparisons.extend(growth(&comparisons));
    // They are written again each time.
    let _ = (fs::remove_dir_all(&to), fs::remove_dir_all(&ours));
    Ok(comparisons)
}

/// A folder in memory if possible: the time that the disk takes for thousands of files varies more than
/// the sides differ.
fn output_folder() -> PathBuf {
    let memory = Path::new("/dev/shm");
    let parent = if memory.is_dir() { memory.to_owned() } else { results() };
    parent.join(format!("specwright-bench-{}", std::process::id()))
}

/// How CPU time grows from the second scale to the last: 1 if it is proportional to the operations.
fn growth(comparisons: &[Comparison]) -> Option<Comparison> {
    let [_, small, .., large] = comparisons else { return None };
    let ((from, _), (to, _)) = (*SCALES.get(1)?, *SCALES.last()?);
    let mut growth = Comparison::new("CPU from 70 to 2100 operations", &GROWTH);
    for ((side, small), (_, large)) in small.rounds(1).zip(large.rounds(1)) {
        growth.add(side, [exponent(middle(large) / middle(small), f64::from(to) / f64::from(from))]);
    }
    Some(growth)
}

pub(super) fn exponent(costs: f64, sizes: f64) -> f64 {
    costs.ln() / sizes.ln()
}

pub(super) fn empty(folder: &Path) -> Result<()> {
    // It may not exist yet; an error is reported when it is created.
    let _ = fs::remove_dir_all(folder);
    fs::create_dir_all(folder).with_context(|| format!("cannot make `{}`", folder.display()))
}

/// The number of bytes of all files below a folder.
pub(super) fn size(folder: &Path) -> Result<u64> {
    let fail = || format!("cannot read `{}`", folder.display());
    let mut total = 0;
    for entry in fs::read_dir(folder).with_context(fail)? {
        let path: PathBuf = entry.with_context(fail)?.path();
        total += if path.is_dir() { size(&path)? } else { path.metadata().with_context(fail)?.len() };
    }
    Ok(total)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn linear_growth_has_exponent_1() {
        assert!((exponent(2.0, 2.0) - 1.0).abs() < 1e-9);
        assert!((exponent(4.0, 2.0) - 2.0).abs() < 1e-9);
    }

    #[test]
    fn growth_is_computed_for_each_side() {
        let comparison = |ours, peer| {
            let mut comparison = Comparison::new("generate", &WITH_OUTPUT);
            comparison.add(OURS, [1.0, ours, 1.0, 1.0]);
            comparison.add("peer", [1.0, peer, 1.0, 1.0]);
            comparison
        };
        let comparisons =
            [comparison(9.0, 9.0), comparison(1.0, 2.0), comparison(9.0, 9.0), comparison(30.0, 1800.0)];
        insta::assert_snapshot!(growth(&comparisons).unwrap(), @r"
        | CPU from 70 to 2100 operations | exponent |
        |---|---|
        | specwright | 1 |
        | peer | 2 |
        ");
    }
}
