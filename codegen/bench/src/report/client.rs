//! A crate of its own for the client that one side generates, ready to be compiled and used.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use super::programs::{results, run_to_end, scaled, unlocked_cargo, workspace};
use super::table::OURS;

/// What each side's generated code asks for, and a program that uses two of its operations; `typify-impl` has none.
///
/// All of them are without a TLS provider, so that the same transport is compiled on every side.
const SIDES: [Side; 5] = [
    Side {
        name: OURS,
        dependencies: include_str!("clients/specwright.toml"),
        consumer: include_str!("clients/specwright.rs"),
        features: &["--no-default-features", "--features", "reqwest"],
    },
    Side {
        name: "oas3-gen",
        dependencies: include_str!("clients/oas3-gen.toml"),
        consumer: include_str!("clients/oas3-gen.rs"),
        features: &[],
    },
    Side {
        name: "openapi-to-rust",
        dependencies: include_str!("clients/openapi-to-rust.toml"),
        consumer: include_str!("clients/openapi-to-rust.rs"),
        features: &[],
    },
    Side {
        name: "progenitor-impl",
        dependencies: include_str!("clients/progenitor-impl.toml"),
        consumer: include_str!("clients/progenitor-impl.rs"),
        features: &[],
    },
    Side {
        name: "typify-impl",
        dependencies: include_str!("clients/typify-impl.toml"),
        consumer: "",
        features: &[],
    },
];

/// A generator whose output compiles.
pub(super) struct Side {
    pub(super) name: &'static str,
    dependencies: &'static str,
    consumer: &'static str,
    features: &'static [&'static str],
}

impl Side {
    /// All of them.
    pub(super) fn all() -> &'static [Side] {
        &SIDES
    }

    /// Whether there is a program that uses the client.
    pub(super) fn has_consumer(&self) -> bool {
        !self.consumer.is_empty()
    }
}

/// The crate of one side's client, in one size.
pub(super) struct Client {
    side: &'static Side,
    folder: PathBuf,
    plain: PathBuf,
    changed: PathBuf,
}

impl Client {
    /// Has the code generated, as it is and with one field more, and writes the crate around it.
    pub(super) fn generate(side: &'static Side, copies: u32, generators: &Path) -> Result<Self> {
        let make = |changed: bool| -> Result<PathBuf> {
            let to = results().join(format!(
                "code/{}-{copies}{}",
                side.name,
                if changed { "-changed" } else { "" }
            ));
            let input = scaled(copies, changed)?;
            run_to_end(Command::new(generators).arg(side.name).arg(input).arg(&to))?;
            Ok(to)
        };
        let (plain, changed) = (make(false)?, make(true)?);
        let client =
            Self { side, folder: results().join(format!("clients/{}-{copies}", side.name)), plain, changed };
        write_crate(side, &client.folder, "#[rustfmt::skip]\nmod generated;\npub use generated::*;\n")?;
        client.turn(false)?;
        Ok(client)
    }

    /// Puts the code with or without the added field in place. As `regen` does, it writes only what differs.
    pub(super) fn turn(&self, changed: bool) -> Result<()> {
        let from = if changed { &self.changed } else { &self.plain };
        let to = self.folder.join("src/generated");
        for entry in fs::read_dir(from).with_context(|| format!("cannot read `{}`", from.display()))? {
            let entry = entry.with_context(|| format!("cannot read `{}`", from.display()))?;
            let text = fs::read_to_string(entry.path())
                .with_context(|| format!("cannot read `{}`", entry.path().display()))?;
            write(&to.join(entry.file_name()), &text)?;
        }
        Ok(())
    }

    /// A subcommand of cargo for this crate. All sizes of a side share their dependencies.
    pub(super) fn cargo(&self, subcommand: &str) -> Command {
        let mut cargo = cargo(&self.folder, subcommand);
        cargo.env("CARGO_TARGET_DIR", results().join("built").join(self.side.name));
        if subcommand != "clean" {
            cargo.args(self.side.features);
        }
        cargo
    }

    /// Builds the program that uses two operations and answers its size in bytes.
    pub(super) fn consumer_size(&self) -> Result<u64> {
        run_to_end(self.cargo("build").args(["--release", "--example", "consumer"]))?;
        let built = results().join("built").join(self.side.name).join("release/examples");
        let program = built.join(format!("consumer{}", std::env::consts::EXE_SUFFIX));
        let about = fs::metadata(&program).with_context(|| format!("cannot read `{}`", program.display()))?;
        Ok(about.len())
    }
}

/// The dependencies of a side's client and an empty crate that has them.
pub(super) struct Dependencies {
    folder: PathBuf,
    features: &'static [&'static str],
}

impl Dependencies {
    /// Writes the crate. Other features than the side's own can be asked for.
    pub(super) fn of(side: &'static Side, features: Option<&'static [&'static str]>) -> Result<Self> {
        let folder = results().join("dependencies").join(side.name);
        write_crate(side, &folder, "")?;
        Ok(Self { folder, features: features.unwrap_or(side.features) })
    }

    /// The names of the crates.
    pub(super) fn crates(&self) -> Result<Vec<String>> {
        let mut tree = cargo(&self.folder, "tree");
        tree.args(self.features).args(["--edges", "normal", "--prefix", "none", "--format", "{p}"]);
        let [tree, _] = run_to_end(&mut tree)?;
        // The first is the client itself.
        let mut crates: Vec<String> =
            tree.lines().skip(1).map(|line| line.trim_end_matches(" (*)").to_owned()).collect();
        crates.sort();
        crates.dedup();
        Ok(crates)
    }

    /// What builds all of them in release, from nothing.
    pub(super) fn build(&self) -> Command {
        let built = results().join("built/dependencies");
        // Where nothing was built yet, there is nothing to remove.
        let _ = fs::remove_dir_all(&built);
        let mut build = cargo(&self.folder, "build");
        build.arg("--release").args(self.features).env("CARGO_TARGET_DIR", built);
        build
    }
}

fn cargo(folder: &Path, subcommand: &str) -> Command {
    let mut cargo = unlocked_cargo(subcommand);
    // As a user has it: incremental in development, not in release.
    cargo.arg("--manifest-path").arg(folder.join("Cargo.toml")).env_remove("CARGO_INCREMENTAL");
    cargo
}

fn write_crate(side: &Side, folder: &Path, lib: &str) -> Result<()> {
    let runtime = workspace().join("codegen/runtime").display().to_string();
    let dependencies = side.dependencies.replace("{{runtime}}", &runtime);
    let manifest = format!(
        "[package]\nname = \"client\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n{dependencies}\n\
         [dev-dependencies]\ntokio = {{ version = \"1.54\", features = [\"macros\", \"rt\"] }}\n\n\
         [profile.release]\nstrip = true\n\n[workspace]\n"
    );
    write(&folder.join("Cargo.toml"), &manifest)?;
    write(&folder.join("src/lib.rs"), &format!("//! A generated client.\n\n{lib}"))?;
    if side.has_consumer() && !lib.is_empty() {
        write(&folder.join("examples/consumer.rs"), side.consumer)?;
    }
    // The versions are those of the benchmarks, which Cargo reduces to what this crate needs.
    let lock = workspace().join("codegen/bench/Cargo.lock");
    fs::copy(&lock, folder.join("Cargo.lock"))
        .with_context(|| format!("cannot copy `{}`", lock.display()))?;
    Ok(())
}

/// Writes a file unless it is so already: what is written anew is compiled anew.
fn write(path: &Path, text: &str) -> Result<()> {
    if fs::read_to_string(path).is_ok_and(|there| there == text) {
        return Ok(());
    }
    let folder = path.parent().unwrap_or(path);
    fs::create_dir_all(folder)
        .and_then(|()| fs::write(path, text))
        .with_context(|| format!("cannot write `{}`", path.display()))
}
