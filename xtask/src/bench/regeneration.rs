//! The whole of `cargo xtask regen` where nothing has changed: read, check, generate in full, compare.

use std::fs;
use std::process::Command;

use super::comparison::Comparison;
use super::helper::{Helper, MEASURES, results};
use super::process::{built, cargo, run_to_end};
use crate::cli::workspace;
use crate::error::Error;
use crate::output;

const SCALES: [(u32, &str); 3] = [(1, "real spec"), (10, "70 operations"), (100, "700 operations")];

pub(super) fn measure(rounds: u32) -> Result<Vec<Comparison>, Error> {
    let mut build = cargo("build");
    build.arg("--locked").arg("--manifest-path").arg(workspace().join("Cargo.toml"));
    let xtask = built(build, "xtask")?;
    let helper = Helper::new()?;
    let mut comparison = Comparison::new("regenerate, nothing changed", &MEASURES);
    for (copies, name) in SCALES {
        let out = results().join(format!("regenerated-{copies}"));
        let manifest = out.join("Cargo.toml");
        let made = fs::create_dir_all(&out)
            .and_then(|()| fs::write(&manifest, "[package]\nname = \"regenerated\"\n"));
        made.map_err(|error| Error::io("write", &manifest, &error))?;
        let mut regen = Command::new(&xtask);
        regen
            .args(["regen", "--spec"])
            .arg(helper.scaled(copies, false)?.join("spec"))
            .arg("--out")
            .arg(&out);
        run_to_end(&mut regen)?;
        for round in 1..=rounds {
            output::progress(&format!("regeneration, {name}: round {round} of {rounds}"));
            comparison.add(name, helper.usage(&regen)?);
        }
    }
    Ok(vec![comparison])
}
