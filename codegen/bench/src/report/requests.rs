//! The cost of a request, measured by Criterion within one process.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use serde_json::Value;

use super::programs::{cargo_bench, progress, results, run_to_end};
use super::table::{Comparison, Measure, OURS, Unit};

const MEASURES: [Measure; 1] = [Measure { name: "median", unit: Unit::Nanoseconds, compared: true }];

/// Runs all benchmarks of Criterion in several rounds.
pub(super) fn measure(rounds: u32) -> Result<Vec<Comparison>> {
    let results = results().join("criterion");
    let mut comparisons = Vec::new();
    for round in 1..=rounds {
        progress(&format!("requests: round {round} of {rounds}"));
        // Results of an earlier run are removed.
        let _ = fs::remove_dir_all(&results);
        let mut cargo = cargo_bench("bench");
        cargo.args(["--", "--quiet", "--noplot"]).env("CRITERION_HOME", &results);
        run_to_end(&mut cargo)?;
        read_round(&results, &mut comparisons)?;
    }
    Ok(comparisons)
}

/// Adds the results of Criterion below a folder.
fn read_round(folder: &Path, comparisons: &mut Vec<Comparison>) -> Result<()> {
    for work in folders(folder)? {
        let mut sides = folders(&work)?;
        // Ours is first.
        sides.sort_by_key(|side| side.file_name().is_none_or(|name| name != OURS));
        for side in sides {
            let result = side.join("new");
            if !result.is_dir() {
                continue;
            }
            let name = json(&result.join("benchmark.json"))?;
            let estimates = json(&result.join("estimates.json"))?;
            let word = |key: &str| name.get(key).and_then(Value::as_str).unwrap_or_default();
            let work = word("group_id");
            let position = comparisons.iter().position(|known| known.work() == work).unwrap_or_else(|| {
                comparisons.push(Comparison::new(work, &MEASURES));
                comparisons.len() - 1
            });
            if let Some(comparison) = comparisons.get_mut(position) {
                let median = estimates.pointer("/median/point_estimate").and_then(Value::as_f64);
                comparison.add(word("function_id"), median);
            }
        }
    }
    Ok(())
}

/// The subfolders, by name.
fn folders(folder: &Path) -> Result<Vec<PathBuf>> {
    let fail = || format!("cannot read `{}`", folder.display());
    let mut folders = Vec::new();
    for entry in fs::read_dir(folder).with_context(fail)? {
        let path = entry.with_context(fail)?.path();
        if path.is_dir() {
            folders.push(path);
        }
    }
    folders.sort();
    Ok(folders)
}

fn json(path: &Path) -> Result<Value> {
    let bytes = fs::read(path).with_context(|| format!("cannot read `{}`", path.display()))?;
    serde_json::from_slice(&bytes)
        .with_context(|| format!("`{}` is not what Criterion writes", path.display()))
}
