//! What the benchmarks found: medians by round, shown as a table.

use std::collections::BTreeMap;
use std::fmt;
use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::error::Error;

/// The side that the others are compared with.
const OURS: &str = "specwright";

/// For each kind of work and each side, the median time of every round in nanoseconds.
#[derive(Debug, Default)]
pub(super) struct Measured(BTreeMap<String, BTreeMap<String, Vec<f64>>>);

impl Measured {
    /// Adds what Criterion wrote below a folder.
    ///
    /// # Errors
    ///
    /// When a result cannot be read.
    pub(super) fn read_round(&mut self, folder: &Path) -> Result<(), Error> {
        for group in folders(folder)? {
            for side in folders(&group)? {
                let result = side.join("new");
                if !result.is_dir() {
                    continue;
                }
                let name = json(&result.join("benchmark.json"))?;
                let estimates = json(&result.join("estimates.json"))?;
                let word = |key: &str| name.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
                let median = estimates.pointer("/median/point_estimate").and_then(Value::as_f64);
                let sides = self.0.entry(word("group_id")).or_default();
                sides.entry(word("function_id")).or_default().extend(median);
            }
        }
        Ok(())
    }
}

impl fmt::Display for Measured {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (group, sides) in &self.0 {
            writeln!(f, "| {group} | median | times {OURS} | lowest – highest |\n|---|---|---|---|")?;
            let ours = sides.get(OURS);
            for (side, rounds) in sides {
                write!(f, "| {side} | {} |", Time(middle(rounds)))?;
                match ours {
                    Some(ours) => {
                        let ratios: Vec<f64> =
                            rounds.iter().zip(ours).map(|(theirs, ours)| theirs / ours).collect();
                        let (low, high) = (extreme(&ratios, f64::min), extreme(&ratios, f64::max));
                        writeln!(f, " {:.2} | {low:.2} – {high:.2} |", middle(&ratios))?;
                    }
                    None => {
                        let (low, high) = (extreme(rounds, f64::min), extreme(rounds, f64::max));
                        writeln!(f, " | {} – {} |", Time(low), Time(high))?;
                    }
                }
            }
            writeln!(f)?;
        }
        Ok(())
    }
}

/// Nanoseconds in the unit that suits a person.
struct Time(f64);

impl fmt::Display for Time {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            nanoseconds if nanoseconds < 1e3 => write!(f, "{nanoseconds:.0} ns"),
            nanoseconds if nanoseconds < 1e6 => write!(f, "{:.2} µs", nanoseconds / 1e3),
            nanoseconds if nanoseconds < 1e9 => write!(f, "{:.1} ms", nanoseconds / 1e6),
            nanoseconds => write!(f, "{:.2} s", nanoseconds / 1e9),
        }
    }
}

fn middle(values: &[f64]) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted.get(sorted.len() / 2).copied().unwrap_or(f64::NAN)
}

fn extreme(values: &[f64], pick: fn(f64, f64) -> f64) -> f64 {
    values.iter().copied().reduce(pick).unwrap_or(f64::NAN)
}

fn folders(folder: &Path) -> Result<Vec<std::path::PathBuf>, Error> {
    let fail = |error: std::io::Error| Error::io("read", folder, &error);
    let mut folders = Vec::new();
    for entry in fs::read_dir(folder).map_err(fail)? {
        let path = entry.map_err(fail)?.path();
        if path.is_dir() {
            folders.push(path);
        }
    }
    Ok(folders)
}

fn json(path: &Path) -> Result<Value, Error> {
    let bytes = fs::read(path).map_err(|error| Error::io("read", path, &error))?;
    serde_json::from_slice(&bytes)
        .map_err(|error| Error::new(format!("`{}` is not what Criterion writes: {error}", path.display())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ratios_are_taken_within_a_round() {
        let sides = BTreeMap::from([
            (OURS.to_owned(), vec![100.0, 200.0, 100.0]),
            ("peer".to_owned(), vec![150.0, 500.0, 200.0]),
        ]);
        let alone = BTreeMap::from([("real spec".to_owned(), vec![2.5e6, 3e9, 2e3])]);
        let measured = Measured(BTreeMap::from([("a".to_owned(), sides), ("b".to_owned(), alone)]));
        insta::assert_snapshot!(measured, @r"
        | a | median | times specwright | lowest – highest |
        |---|---|---|---|
        | peer | 200 ns | 2.00 | 1.50 – 2.50 |
        | specwright | 100 ns | 1.00 | 1.00 – 1.00 |

        | b | median | times specwright | lowest – highest |
        |---|---|---|---|
        | real spec | 2.5 ms | | 2.00 µs – 3.00 s |
        ");
    }
}
