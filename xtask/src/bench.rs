//! `bench`: measures the generator and the client beside their peers, in rounds.
//!
//! Each round measures every side within seconds, so that what else the machine does meets all sides alike: the
//! ratios are taken within a round, and their spread over the rounds is shown.

mod instructions;
mod measured;

use std::path::PathBuf;
use std::process::Command;
use std::{env, fs};

use crate::cli::workspace;
use crate::error::Error;
use crate::output::{self, Exit};
pub(crate) use instructions::count_instructions;
use measured::Measured;

/// Runs the benchmarks and prints what they found.
pub(crate) fn run(rounds: u32) -> Result<Exit, Error> {
    let target = target();
    let results = target.join("specwright-bench");
    let mut measured = Measured::default();
    for round in 1..=rounds {
        output::progress(&format!("round {round} of {rounds}"));
        // What an earlier run left must not be taken for this one's.
        let _ = fs::remove_dir_all(&results);
        let mut cargo = cargo("bench");
        cargo.args(["--", "--quiet", "--noplot"]).env("CRITERION_HOME", &results);
        run_to_end(&mut cargo, "cargo bench")?;
        measured.read_round(&results)?;
    }
    output::print(&measured.to_string())?;
    Ok(Exit::Success)
}

/// Where the peers are built, too.
fn target() -> PathBuf {
    env::var_os("CARGO_TARGET_DIR").map_or_else(|| workspace().join("target"), PathBuf::from)
}

/// A subcommand of cargo for the workspace of the benchmarks.
fn cargo(subcommand: &str) -> Command {
    let mut cargo = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo
        .args([subcommand, "--quiet", "--locked", "--manifest-path"])
        .arg(workspace().join("codegen/bench/Cargo.toml"))
        .env("CARGO_TARGET_DIR", target());
    cargo
}

/// Runs a command that says nothing unless it fails. Answers what it wrote to both streams.
fn run_to_end(command: &mut Command, name: &str) -> Result<[String; 2], Error> {
    let output = command.output().map_err(|error| Error::new(format!("cannot run `{name}`: {error}")))?;
    let [out, err] = [output.stdout, output.stderr].map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
    if !output.status.success() {
        output::eprint(&err);
        return Err(Error::new(format!("`{name}` failed")));
    }
    Ok([out, err])
}
