//! Measurements of several sides that do the same work, and their table.

use std::fmt;

/// The side that the others are compared with.
pub(super) const OURS: &str = "specwright";

/// Wall time, CPU time and peak memory of a process and its children.
pub(super) const MEASURES: [Measure; 3] = [
    Measure { name: "wall", unit: Unit::Nanoseconds, compared: true },
    Measure { name: "CPU", unit: Unit::Nanoseconds, compared: true },
    Measure { name: "peak memory", unit: Unit::Bytes, compared: true },
];

/// The meaning of a number.
#[derive(Clone, Copy, Debug)]
pub(super) struct Measure {
    /// The heading of its column.
    pub(super) name: &'static str,
    pub(super) unit: Unit,
    /// Whether the numbers are shown relative to ours.
    pub(super) compared: bool,
}

/// What a number counts.
#[derive(Clone, Copy, Debug)]
pub(super) enum Unit {
    Nanoseconds,
    Bytes,
    Plain,
}

/// One kind of work, done by all sides.
#[derive(Debug)]
pub(super) struct Comparison {
    work: String,
    measures: &'static [Measure],
    sides: Vec<Side>,
}

#[derive(Debug)]
struct Side {
    name: String,
    /// For each measure, the number of every round.
    rounds: Vec<Vec<f64>>,
}

impl Comparison {
    pub(super) fn new(work: impl Into<String>, measures: &'static [Measure]) -> Self {
        Self { work: work.into(), measures, sides: Vec::new() }
    }

    pub(super) fn work(&self) -> &str {
        &self.work
    }

    /// Adds what was measured of a side in one round, a number for each measure. Sides are in the order in which
    /// they were first added.
    pub(super) fn add(&mut self, side: &str, numbers: impl IntoIterator<Item = f64>) {
        let side = match self.sides.iter_mut().position(|known| known.name == side) {
            Some(position) => self.sides.get_mut(position),
            None => {
                let rounds = vec![Vec::new(); self.measures.len()];
                self.sides.push(Side { name: side.to_owned(), rounds });
                self.sides.last_mut()
            }
        };
        let rounds = side.map(|side| side.rounds.iter_mut()).into_iter().flatten();
        for (rounds, number) in rounds.zip(numbers) {
            rounds.push(number);
        }
    }

    fn is_repeated(&self) -> bool {
        self.sides.iter().flat_map(|side| &side.rounds).any(|rounds| rounds.len() > 1)
    }

    /// The sides by name, each with the numbers of one measure.
    pub(super) fn rounds(&self, measure: usize) -> impl Iterator<Item = (&str, &[f64])> {
        self.sides
            .iter()
            .filter_map(move |side| Some((side.name.as_str(), side.rounds.get(measure)?.as_slice())))
    }
}

impl fmt::Display for Comparison {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let ours = self.sides.iter().find(|side| side.name == OURS);
        let is_compared = ours.is_some() && self.measures.iter().any(|measure| measure.compared);
        let tells_less = is_compared && self.sides.iter().any(|side| !lacks(&side.name).is_empty());

        let mut heading = vec![self.work.clone()];
        for measure in self.measures {
            heading.push(measure.name.to_owned());
            if ours.is_some() && measure.compared {
                let spread = if self.is_repeated() { ", lowest – highest" } else { "" };
                heading.push(format!("times {OURS}{spread}"));
            }
        }
        heading.extend(tells_less.then(|| "lacks".to_owned()));
        row(f, &heading)?;
        writeln!(f, "|{}", "---|".repeat(heading.len()))?;

        for side in &self.sides {
            let mut cells = vec![side.name.clone()];
            for (index, (measure, rounds)) in self.measures.iter().zip(&side.rounds).enumerate() {
                let shown = |number| measure.unit.shown(number);
                match ours.and_then(|ours| ours.rounds.get(index)).filter(|_| measure.compared) {
                    Some(ours) => {
                        let ratios: Vec<f64> =
                            rounds.iter().zip(ours).map(|(side, ours)| side / ours).collect();
                        cells.push(shown(middle(rounds)));
                        cells.push(spread(&ratios, |ratio| format!("{ratio:.2}")));
                    }
                    None => cells.push(spread(rounds, shown)),
                }
            }
            cells.extend(tells_less.then(|| lacks(&side.name).to_owned()));
            row(f, &cells)?;
        }
        Ok(())
    }
}

fn row(f: &mut fmt::Formatter<'_>, cells: &[String]) -> fmt::Result {
    writeln!(f, "| {} |", cells.join(" | "))
}

/// The median, and the minimum and the maximum if they differ.
fn spread(rounds: &[f64], shown: impl Fn(f64) -> String) -> String {
    let extreme = |pick: fn(f64, f64) -> f64| rounds.iter().copied().reduce(pick).unwrap_or(f64::NAN);
    let [middle, low, high] = [middle(rounds), extreme(f64::min), extreme(f64::max)].map(shown);
    if low == high { middle } else { format!("{middle}, {low} – {high}") }
}

/// The median.
pub(super) fn middle(rounds: &[f64]) -> f64 {
    let mut sorted = rounds.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted.get(sorted.len() / 2).copied().unwrap_or(f64::NAN)
}

impl Unit {
    /// The number in a readable unit.
    fn shown(self, number: f64) -> String {
        match self {
            Unit::Nanoseconds => match number {
                ns if ns < 1e3 => format!("{ns:.0} ns"),
                ns if ns < 1e6 => format!("{:.2} µs", ns / 1e3),
                ns if ns < 1e9 => format!("{:.1} ms", ns / 1e6),
                ns => format!("{:.2} s", ns / 1e9),
            },
            Unit::Bytes => match number / 1024.0 {
                kib if kib < 1024.0 => format!("{kib:.0} KiB"),
                kib => format!("{:.1} MiB", kib / 1024.0),
            },
            Unit::Plain => format!("{number:.2}").trim_end_matches('0').trim_end_matches('.').to_owned(),
        }
    }
}

/// The parts of the compared work that the peers omit, by the beginning of a side's name.
const LACKS: [(&str, &str); 10] = [
    ("garde", "wire paths, warnings"),
    ("validator", "wire paths, warnings"),
    ("serde_json, no validation", "validation"),
    ("jsonschema", "bytes (it counts characters), order, control characters, warnings"),
    ("reqwest and serde_json", "validation, tokens, retries"),
    ("oas3-gen", "bytes, conditions, order, warnings; tests; tokens, retries"),
    ("openapi-to-rust", "all validation; tests; tokens, retries"),
    ("progenitor", "bytes, conditions, order, warnings; tests; tokens, retries; more than one file"),
    ("floor", "reading a spec, checks, creating the code: it parses and prints our files, on one core"),
    ("typify", "operations; bytes, conditions, order, warnings; tests; more than one file"),
];

/// Empty for a side that does the same as ours.
fn lacks(side: &str) -> &'static str {
    LACKS.iter().find(|(name, _)| side.starts_with(name)).map_or("", |(_, lacks)| lacks)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TIME: Measure = Measure { name: "median", unit: Unit::Nanoseconds, compared: true };
    const SIZE: Measure = Measure { name: "output", unit: Unit::Bytes, compared: false };

    #[test]
    fn ratios_are_taken_within_a_round() {
        let mut comparison = Comparison::new("validate", &[TIME, SIZE]);
        for (ours, garde) in [(100.0, 150.0), (200.0, 500.0), (100.0, 200.0)] {
            comparison.add(OURS, [ours, 2048.0]);
            comparison.add("garde", [garde, 3.0 * 1024.0 * 1024.0]);
        }
        insta::assert_snapshot!(comparison, @r"
        | validate | median | times specwright, lowest – highest | output | lacks |
        |---|---|---|---|---|
        | specwright | 100 ns | 1.00 | 2 KiB |  |
        | garde | 200 ns | 2.00, 1.50 – 2.50 | 3.0 MiB | wire paths, warnings |
        ");
    }

    #[test]
    fn without_our_side_the_rounds_themselves_are_shown() {
        let mut comparison = Comparison::new("wait", &[TIME]);
        for time in [2.5e6, 3e9, 2e3] {
            comparison.add("alone", [time]);
        }
        insta::assert_snapshot!(comparison, @r"
        | wait | median |
        |---|---|
        | alone | 2.5 ms, 2.00 µs – 3.00 s |
        ");
    }

    #[test]
    fn a_plain_number_has_no_fraction() {
        assert_eq!(
            [1.0, 1.5, 0.987, 76.0].map(|number| Unit::Plain.shown(number)),
            ["1", "1.5", "0.99", "76"]
        );
    }
}
