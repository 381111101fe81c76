//! The reference of 1 000 operations: its Markdown beside all else that `regen` does, and its site beside what mdBook alone takes.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use super::programs::{measured, progress, results, run_to_end, scaled, specwright};
use super::table::{Comparison, MEASURES};

/// Copies of the real spec that make 1 000 operations.
const COPIES: u32 = 142;

pub(super) fn measure(rounds: u32) -> Result<Vec<Comparison>> {
    let specwright = specwright()?;
    let spec = scaled(COPIES, false)?.join("spec");
    let client = |name: &str, metadata: &str| -> Result<PathBuf> {
        let out = results().join(name);
        let manifest = out.join("Cargo.toml");
        let made = fs::create_dir_all(&out)
            .and_then(|()| fs::write(&manifest, format!("[package]\nname = \"{name}\"\n{metadata}")));
        made.with_context(|| format!("cannot write `{}`", manifest.display()))?;
        Ok(out)
    };
    let command = |what: &str, out: &Path| {
        let mut command = Command::new(&specwright);
        command.args([what, "--spec"]).arg(&spec).arg("--out").arg(out);
        command
    };
    let plain = client("without-reference", "")?;
    let with = client("with-reference", "\n[package.metadata.specwright]\nreference = \"reference\"\n")?;
    let sides = [("regen without the reference", &plain), ("regen with it", &with)];
    let mut markdown = Comparison::new("Markdown of 1 000 operations, nothing changed", &MEASURES);
    for (_, out) in sides {
        run_to_end(&mut command("regen", out))?;
    }
    for round in 1..=rounds {
        progress(&format!("Markdown: round {round} of {rounds}"));
        for (name, out) in sides {
            markdown.add(name, measured(&command("regen", out))?);
        }
    }
    let mdbook = env::var_os("MDBOOK").unwrap_or_else(|| "mdbook".into());
    if Command::new(&mdbook).arg("--version").output().is_err() {
        progress("the site is not measured: mdBook is not installed; `MDBOOK` can name it");
        return Ok(vec![markdown]);
    }
    let site = results().join("site");
    let mut docs = command("docs", &plain);
    docs.args(["--no-checker", "--site"]).arg(&site);
    let mut alone = Command::new(&mdbook);
    alone.arg("build").arg(results().join("site.source")).arg("--dest-dir").arg(results().join("site-alone"));
    let mut book = Comparison::new("site of 1 000 operations", &MEASURES);
    // Each takes long enough for disturbances to average out.
    for round in 1..=rounds.min(3) {
        progress(&format!("site: round {round} of {}", rounds.min(3)));
        book.add("docs", measured(&docs)?);
        book.add("mdBook alone", measured(&alone)?);
    }
    Ok(vec![markdown, book])
}
