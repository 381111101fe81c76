//! `specwright regen` without changes: read, check, generate, compare.

use std::fs;
use std::process::Command;

use anyhow::{Context, Result};

use super::programs::{measured, progress, results, run_to_end, scaled, specwright};
use super::table::{Comparison, MEASURES};

const SCALES: [(u32, &str); 3] = [(1, "real spec"), (10, "70 operations"), (100, "700 operations")];

pub(super) fn measure(rounds: u32) -> Result<Vec<Comparison>> {
    let specwright = specwright()?;
    let mut comparison = Comparison::new("regenerate, nothing changed", &MEASURES);
    for (copies, name) in SCALES {
        let out = results().join(format!("regenerated-{copies}"));
        let manifest = out.join("Cargo.toml");
        let made = fs::create_dir_all(&out)
            .and_then(|()| fs::write(&manifest, "[package]\nname = \"regenerated\"\n"));
        made.with_context(|| format!("cannot write `{}`", manifest.display()))?;
        let mut regen = Command::new(&specwright);
        regen.args(["regen", "--spec"]).arg(scaled(copies, false)?.join("spec")).arg("--out").arg(&out);
        run_to_end(&mut regen)?;
        for round in 1..=rounds {
            progress(&format!("regeneration, {name}: round {round} of {rounds}"));
            comparison.add(name, measured(&regen)?);
        }
    }
    Ok(vec![comparison])
}
