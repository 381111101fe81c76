//! The programs that are built, run and measured, and their folders.

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, anyhow, bail};
use specwright_bench::{folder, scale};

/// The workspace of the generator.
pub(super) fn workspace() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The target folder, including that of the peers.
pub(super) fn target() -> PathBuf {
    env::var_os("CARGO_TARGET_DIR").map_or_else(|| workspace().join("target"), PathBuf::from)
}

/// The folder of all other output.
pub(super) fn results() -> PathBuf {
    target().join("specwright-bench")
}

/// Prints progress.
pub(super) fn progress(text: &str) {
    eprintln!("{text}");
}

/// Runs a program. Returns its standard output and standard error.
///
/// # Errors
///
/// If it cannot be run or fails; the error contains what it wrote to standard error.
pub(super) fn run_to_end(command: &mut Command) -> Result<[String; 2]> {
    let name = name(command);
    let output = command.output().with_context(|| format!("cannot run `{name}`"))?;
    let [out, err] = [output.stdout, output.stderr].map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
    if !output.status.success() {
        bail!("`{name}` failed:\n{err}");
    }
    Ok([out, err])
}

/// A command that fails after a time; it needs `timeout` of the GNU coreutils.
pub(super) fn within(minutes: u32, command: &Command) -> Command {
    let mut timeout = Command::new("timeout");
    timeout.arg(format!("{minutes}m"));
    run_by(timeout, command)
}

/// A program that runs another one, with the environment of that.
fn run_by(mut program: Command, command: &Command) -> Command {
    program.arg(command.get_program()).args(command.get_args());
    for (key, value) in command.get_envs() {
        match value {
            Some(value) => program.env(key, value),
            None => program.env_remove(key),
        };
    }
    program
}

/// A subcommand of Cargo for a package of the benchmarks' workspace.
pub(super) fn cargo_bench(subcommand: &str) -> Command {
    cargo(subcommand, &workspace().join("codegen/bench"))
}

/// A quiet subcommand of Cargo, for the workspace in a folder and the versions in its lock file.
fn cargo(subcommand: &str, folder: &Path) -> Command {
    let mut cargo = unlocked_cargo(subcommand);
    cargo.arg("--locked").arg("--manifest-path").arg(folder.join("Cargo.toml"));
    cargo
}

/// The same for any workspace.
pub(super) fn unlocked_cargo(subcommand: &str) -> Command {
    let mut cargo = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.args([subcommand, "--quiet"]).env("CARGO_TARGET_DIR", target());
    cargo
}

/// Builds the program with all generators.
pub(super) fn generators() -> Result<PathBuf> {
    built(cargo_bench("build"), "specwright-bench-generators", "specwright-bench-generators")
}

/// Builds the program `specwright`.
pub(super) fn specwright() -> Result<PathBuf> {
    built(cargo("build", &workspace()), "specwright-cli", "specwright")
}

/// Builds a package in release mode and returns the path of its program.
fn built(mut build: Command, package: &str, program: &str) -> Result<PathBuf> {
    progress(&format!("building {package}"));
    run_to_end(build.args(["--release", "--package", package]))?;
    Ok(target().join("release").join(format!("{program}{}", env::consts::EXE_SUFFIX)))
}

/// This program.
pub(super) fn this_program() -> Result<Command> {
    Ok(Command::new(env::current_exe().context("cannot find this program")?))
}

/// Writes the real spec with several copies of its operations, and the same as OpenAPI. Returns the folder. With
/// `changed`, one model has an additional field.
pub(super) fn scaled(copies: u32, changed: bool) -> Result<PathBuf> {
    let folder = results().join(format!("spec-{copies}{}", if changed { "-changed" } else { "" }));
    let spec = scale::scaled(copies as usize);
    let spec = if changed { scale::changed(spec) } else { spec };
    folder::write(&spec, &folder).map_err(|error| anyhow!("cannot write a scaled spec: {error}"))?;
    Ok(folder)
}

/// Runs a program and returns its wall time and CPU time in nanoseconds and its peak memory in bytes, in the order of
/// [`MEASURES`](super::table::MEASURES). A separate process measures, for the reason in `usage::of`.
pub(super) fn measured(command: &Command) -> Result<[f64; 3]> {
    let mut measure = this_program()?;
    measure.arg("measure");
    let [printed, _] = run_to_end(&mut run_by(measure, command))?;
    let mut numbers = printed.split_whitespace().map_while(|number| number.parse().ok());
    match [numbers.next(), numbers.next(), numbers.next()] {
        [Some(wall), Some(cpu), Some(memory)] => Ok([wall, cpu, memory]),
        _ => bail!("`measure` printed `{printed}`"),
    }
}

/// The program and its first argument, for messages.
fn name(command: &Command) -> String {
    let program = command.get_program().to_string_lossy();
    let program = program.rsplit(['/', '\\']).next().unwrap_or_default().to_owned();
    let first = command.get_args().next().map(|argument| format!(" {}", argument.to_string_lossy()));
    program + &first.unwrap_or_default()
}
