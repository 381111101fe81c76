//! How the cost of the commands grows with each dimension of a spec: 1 where it grows in proportion.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};
use specwright::Source;
use specwright_bench::growth::{Dimension, Grown};

use super::generation::{empty, exponent, size};
use super::programs::{measured, progress, results, run_to_end, specwright};
use super::table::{Comparison, Measure, Unit, middle};

/// The dimension is measured at its size and at this multiple of it.
const TIMES: usize = 8;

const COMMANDS: [&str; 6] = ["check", "regen", "validate", "audit", "diff", "fmt"];

const COSTS: [Measure; 3] = [
    Measure { name: "exponent of CPU time", unit: Unit::Plain, compared: false },
    Measure { name: "CPU time at the larger size", unit: Unit::Nanoseconds, compared: false },
    Measure { name: "peak memory", unit: Unit::Bytes, compared: false },
];

const OUTPUT: [Measure; 2] = [
    Measure { name: "exponent of its size", unit: Unit::Plain, compared: false },
    Measure { name: "generated files", unit: Unit::Bytes, compared: false },
];

pub(super) fn measure(rounds: u32) -> Result<Vec<Comparison>> {
    let specwright = specwright()?;
    let mut comparisons = Vec::new();
    for (dimension, least) in Dimension::ALL {
        let name = format!("{} from {least} to {}", dimension.name(), least * TIMES);
        // Starting a program costs the same at any size.
        let [start, small, large] = [1, least, least * TIMES].map(|size| Folder::write(dimension, size));
        let (start, small, large) = (start?, small?, large?);
        let mut comparison = Comparison::new(&name, &COSTS);
        for command in COMMANDS {
            progress(&format!("growth, {name}: {command}"));
            let cpu = |folder: &Folder| -> Result<(f64, f64)> {
                let runs =
                    (0..rounds).map(|_| folder.run(&specwright, command)).collect::<Result<Vec<_>>>()?;
                let of =
                    |measure: fn(&[f64; 3]) -> f64| middle(&runs.iter().map(measure).collect::<Vec<_>>());
                Ok((of(|[_, cpu, _]| *cpu), of(|[_, _, memory]| *memory)))
            };
            let ((start, _), (small, _), (large, memory)) = (cpu(&start)?, cpu(&small)?, cpu(&large)?);
            let grown = exponent((large - start).max(1.0) / (small - start).max(1.0), TIMES as f64);
            comparison.add(command, [grown, large, memory]);
        }
        comparisons.push(comparison);
        let mut output = Comparison::new(&name, &OUTPUT);
        let [small, large] =
            [&small, &large].map(|folder| size(&folder.path.join("src")).unwrap_or_default() as f64);
        output.add("regen", [exponent(large / small, TIMES as f64), large]);
        comparisons.push(output);
    }
    Ok(comparisons)
}

/// A spec of some size in a repository, with a renamed version of it that was not committed.
struct Folder {
    path: PathBuf,
}

impl Folder {
    fn write(dimension: Dimension, size: usize) -> Result<Folder> {
        let path = results().join("growth").join(format!("{dimension:?}-{size}"));
        let folder = Folder { path };
        let Grown { spec, renamed, body, document } = dimension.grown(size);
        empty(&folder.path)?;
        let manifest = "[package]\nname = \"load\"\nversion = \"0.1.0\"\n";
        for (name, text) in [("Cargo.toml", manifest), ("body.json", &body), ("document.md", &document)] {
            write(&folder.path.join(name), text.as_bytes())?;
        }
        // The old version of the renamed spec is the other one.
        let changed = folder.path.join("renamed");
        write_spec(&folder.path.join("spec"), &spec)?;
        write_spec(&changed, &spec)?;
        let git =
            |arguments: &[&str]| run_to_end(Command::new("git").arg("-C").arg(&folder.path).args(arguments));
        git(&["init", "--quiet"])?;
        git(&["add", "renamed"])?;
        git(&[
            "-c",
            "user.name=bench",
            "-c",
            "user.email=bench@example.com",
            "commit",
            "--quiet",
            "-m",
            "old",
        ])?;
        write_spec(&changed, &renamed)?;
        Ok(folder)
    }

    fn run(&self, specwright: &Path, command: &str) -> Result<[f64; 3]> {
        let spec = if command == "diff" { "renamed" } else { "spec" };
        let mut run = Command::new(specwright);
        run.arg(command);
        match command {
            "validate" => run.arg("send").arg(self.path.join("body.json")),
            "audit" => run.arg(self.path.join("document.md")),
            _ => &mut run,
        };
        measured(run.arg("--spec").arg(self.path.join(spec)).arg("--out").arg(&self.path))
    }
}

fn write_spec(folder: &Path, sources: &[Source]) -> Result<()> {
    empty(folder)?;
    sources.iter().try_for_each(|source| write(&folder.join(&source.path), &source.bytes))
}

fn write(file: &Path, bytes: &[u8]) -> Result<()> {
    fs::write(file, bytes).with_context(|| format!("cannot write `{}`", file.display()))
}
