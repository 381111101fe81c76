//! `bench`: measures the generator and the client beside their peers, in rounds.
//!
//! Each round measures every side within seconds, so that what else the machine does meets all sides alike: the
//! ratios are taken within a round, and their spread over the rounds is shown.

mod measured;

use std::path::PathBuf;
use std::process::Command;
use std::{env, fs};

use crate::cli::workspace;
use crate::error::Error;
use crate::output::{self, Exit};
use measured::Measured;

/// Runs the benchmarks and prints what they found.
pub(crate) fn run(rounds: u32) -> Result<Exit, Error> {
    let target = env::var_os("CARGO_TARGET_DIR").map_or_else(|| workspace().join("target"), PathBuf::from);
    let results = target.join("specwright-bench");
    let mut measured = Measured::default();
    for round in 1..=rounds {
        output::eprint(&format!("round {round} of {rounds}\n"));
        // What an earlier run left must not be taken for this one's.
        let _ = fs::remove_dir_all(&results);
        let output = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
            .args(["bench", "--quiet", "--locked", "--manifest-path"])
            .arg(workspace().join("codegen/bench/Cargo.toml"))
            .args(["--", "--quiet", "--noplot"])
            .env("CARGO_TARGET_DIR", &target)
            .env("CRITERION_HOME", &results)
            .output()
            .map_err(|error| Error::new(format!("cannot run `cargo bench`: {error}")))?;
        if !output.status.success() {
            output::eprint(&String::from_utf8_lossy(&output.stderr));
            return Err(Error::new("`cargo bench` failed"));
        }
        measured.read_round(&results)?;
    }
    output::print(&measured.to_string())?;
    Ok(Exit::Success)
}
