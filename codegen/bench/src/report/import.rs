//! From the description of a large API that others wrote to formatted Rust, in whole processes, and what the compiler takes for it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};
use serde_json::Value;
use specwright_bench::document::{copied, with_field};

use super::client::{Client, Side};
use super::compile::{checks, steps};
use super::generation::{empty, exponent};
use super::programs::{generators, measured, progress, results, run_to_end, specwright, within};
use super::table::{Comparison, MEASURES, Measure, OURS, Unit, middle};

/// GitHub's description: 1 223 operations, 13 MB.
const PACKAGE: &str = "@octokit/openapi@23.0.2";
const DOCUMENT: &str = "package/generated/api.github.com.json";

/// What the generated client needs of the runtime for this API.
const FEATURES: &[&str] = &["--no-default-features", "--features", "reqwest,multipart,pattern"];

/// The generators that can read the description.
const PEERS: [&str; 2] = ["oas3-gen", "openapi-to-rust"];

/// The time limit of the compiler for each client: for that of one peer, it was stopped after 10 minutes of CPU time.
const COMPILE_MINUTES: u32 = 20;

const COPIES: [usize; 4] = [1, 2, 4, 8];

const GROWTH: [Measure; 4] = {
    let [wall, cpu, memory] = MEASURES;
    [wall, cpu, memory, Measure { name: "exponent of CPU time", unit: Unit::Plain, compared: false }]
};

pub(super) fn measure(rounds: u32) -> Result<Vec<Comparison>> {
    let (specwright, generators) = (specwright()?, generators()?);
    let folder = results().join("import");
    let text = description(&folder)?;
    let changed = with_field(&text).context("the description has no schema with fields")?;
    let inputs = [Input::write(&folder, "plain", &text)?, Input::write(&folder, "changed", &changed)?];
    let [plain, _] = &inputs;
    let mut generation = Comparison::new("import and generate, GitHub's description", &MEASURES);
    for round in 1..=rounds {
        progress(&format!("import: round {round} of {rounds}"));
        generation.add(OURS, plain.ours(&specwright)?);
        for peer in PEERS {
            generation.add(peer, plain.peer(&generators, peer)?);
        }
    }
    let mut comparisons = vec![generation, growth(&specwright, &folder, &text, rounds)?];
    inputs.last().map(|changed| changed.ours(&specwright)).transpose()?;
    let mut clients = Vec::new();
    for side in Side::all().iter().filter(|side| side.name == OURS || PEERS.contains(&side.name)) {
        if side.name != OURS {
            inputs.iter().try_for_each(|input| input.peer(&generators, side.name).map(drop))?;
        }
        let features = if side.name == OURS { FEATURES } else { &[] };
        let client =
            Client::of(side, features, "github", inputs.each_ref().map(|input| input.code(side.name)))?;
        progress(&format!("import: the dependencies of {}", side.name));
        match run_to_end(&mut within(COMPILE_MINUTES, &client.cargo("check"))) {
            Ok(_) => clients.push((side, client)),
            Err(problem) => progress(&format!("what {} generates does not compile: {problem:#}", side.name)),
        }
    }
    comparisons.extend(steps(checks(), "GitHub's client", rounds, &clients)?);
    Ok(comparisons)
}

/// How the cost of importing and generating grows with the description.
fn growth(specwright: &Path, folder: &Path, text: &str, rounds: u32) -> Result<Comparison> {
    let document: Value = serde_json::from_str(text).context("the description is not JSON")?;
    let mut growth = Comparison::new("import and generate, copies of GitHub's description", &GROWTH);
    let mut single = f64::NAN;
    for copies in COPIES {
        let input =
            Input::write(folder, &format!("copies-{copies}"), &copied(&document, copies).to_string())?;
        progress(&format!("import: {copies} copies"));
        let runs = (0..rounds).map(|_| input.ours(specwright)).collect::<Result<Vec<_>>>()?;
        let cpu = middle(&runs.iter().map(|[_, cpu, _]| *cpu).collect::<Vec<_>>());
        if copies == 1 {
            single = cpu;
        }
        let grown = if copies == 1 { 1.0 } else { exponent(cpu / single, copies as f64) };
        for [wall, cpu, memory] in runs {
            growth.add(&copies.to_string(), [wall, cpu, memory, grown]);
        }
        // They are large, and written again each time.
        let _ = fs::remove_dir_all(input.folder);
    }
    Ok(growth)
}

/// The text of the description, which is fetched once.
fn description(folder: &Path) -> Result<String> {
    let file = folder.join(DOCUMENT);
    if !file.exists() {
        fs::create_dir_all(folder).with_context(|| format!("cannot make `{}`", folder.display()))?;
        progress(&format!("fetching {PACKAGE}"));
        let [archive, _] =
            run_to_end(Command::new("npm").args(["pack", "--silent", PACKAGE]).current_dir(folder))?;
        run_to_end(Command::new("tar").args(["xzf", archive.trim(), DOCUMENT]).current_dir(folder))?;
    }
    fs::read_to_string(&file).with_context(|| format!("cannot read `{}`", file.display()))
}

/// A folder with a description and with what each side makes of it.
struct Input {
    folder: PathBuf,
}

impl Input {
    /// The name of the file is that which the peers read; they accept other versions in it.
    fn write(folder: &Path, name: &str, text: &str) -> Result<Self> {
        let input = Self { folder: folder.join(name) };
        empty(&input.folder)?;
        let file = input.document();
        fs::write(&file, text).with_context(|| format!("cannot write `{}`", file.display()))?;
        Ok(input)
    }

    fn document(&self) -> PathBuf {
        self.folder.join("openapi-3.1.json")
    }

    /// The folder of the Rust that a side generates.
    fn code(&self, side: &str) -> PathBuf {
        if side == OURS { self.folder.join(side).join("src/generated") } else { self.folder.join(side) }
    }

    /// Imports and generates from nothing: the sum of the times, and the larger peak.
    fn ours(&self, specwright: &Path) -> Result<[f64; 3]> {
        let (spec, crate_folder) = (self.folder.join("spec"), self.folder.join(OURS));
        empty(&spec)?;
        empty(&crate_folder)?;
        let manifest = crate_folder.join("Cargo.toml");
        fs::write(&manifest, "[package]\nname = \"client\"\n")
            .with_context(|| format!("cannot write `{}`", manifest.display()))?;
        let mut import = Command::new(specwright);
        import.arg("import").arg(self.document()).arg("--spec").arg(&spec);
        let mut regen = Command::new(specwright);
        regen.args(["regen", "--spec"]).arg(&spec).arg("--out").arg(&crate_folder);
        let ([wall, cpu, peak], [other_wall, other_cpu, other_peak]) =
            (measured(&import)?, measured(&regen)?);
        Ok([wall + other_wall, cpu + other_cpu, peak.max(other_peak)])
    }

    fn peer(&self, generators: &Path, peer: &str) -> Result<[f64; 3]> {
        let to = self.code(peer);
        empty(&to)?;
        measured(Command::new(generators).arg(peer).arg(&self.folder).arg(to))
    }
}
