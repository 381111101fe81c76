//! Programs that are built and run.

use std::env;
use std::path::PathBuf;
use std::process::Command;

use crate::cli::workspace;
use crate::error::Error;
use crate::output;

/// Runs a command that says nothing unless it fails. Answers what it wrote to both streams.
pub(super) fn run_to_end(command: &mut Command) -> Result<[String; 2], Error> {
    let name = name(command);
    let output = command.output().map_err(|error| Error::new(format!("cannot run `{name}`: {error}")))?;
    let [out, err] = [output.stdout, output.stderr].map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
    if !output.status.success() {
        output::eprint(&err);
        return Err(Error::new(format!("`{name}` failed")));
    }
    Ok([out, err])
}

/// A subcommand of cargo for a package of the benchmarks' workspace.
pub(super) fn cargo_bench(subcommand: &str) -> Command {
    let mut cargo = cargo(subcommand);
    cargo.arg("--locked").arg("--manifest-path").arg(workspace().join("codegen/bench/Cargo.toml"));
    cargo
}

/// A subcommand of cargo that says little. Everything is built below one folder.
pub(super) fn cargo(subcommand: &str) -> Command {
    let mut cargo = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.args([subcommand, "--quiet"]).env("CARGO_TARGET_DIR", target());
    cargo
}

/// Builds a package in release and answers where the program is.
pub(super) fn built(mut build: Command, package: &str) -> Result<PathBuf, Error> {
    output::progress(&format!("building {package}"));
    run_to_end(build.args(["--release", "--package", package]))?;
    Ok(target().join("release").join(format!("{package}{}", env::consts::EXE_SUFFIX)))
}

/// Where the peers are built, too.
pub(super) fn target() -> PathBuf {
    env::var_os("CARGO_TARGET_DIR").map_or_else(|| workspace().join("target"), PathBuf::from)
}

/// For messages: the program and its first argument.
fn name(command: &Command) -> String {
    let program = command.get_program().to_string_lossy();
    let program = program.rsplit(['/', '\\']).next().unwrap_or_default().to_owned();
    let first = command.get_args().next().map(|argument| format!(" {}", argument.to_string_lossy()));
    program + &first.unwrap_or_default()
}
