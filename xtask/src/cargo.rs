//! Runs Cargo, whose progress, output and exit code become those of this program.

use std::env;
use std::io;
use std::path::Path;
use std::process::{Command, ExitCode, ExitStatus};

/// Runs the benchmarks in a release build, below the same `target/`.
pub(crate) fn bench(workspace: &Path, arguments: &[String]) -> ExitCode {
    let mut cargo = cargo("run");
    cargo
        .args(["--release", "--locked", "--package", "specwright-bench", "--bin", "specwright-bench"])
        .arg("--manifest-path")
        .arg(workspace.join("codegen/bench/Cargo.toml"))
        .env(
            "CARGO_TARGET_DIR",
            env::var_os("CARGO_TARGET_DIR").unwrap_or_else(|| workspace.join("target").into()),
        )
        .arg("--")
        .args(arguments);
    finish(cargo)
}

/// Runs the build of this program with a feature, with the same arguments.
pub(crate) fn run_with(workspace: &Path, feature: &str) -> ExitCode {
    let mut cargo = cargo("run");
    cargo
        .args(["--package", env!("CARGO_PKG_NAME"), "--features", feature, "--manifest-path"])
        .arg(workspace.join("Cargo.toml"))
        .arg("--")
        .args(env::args_os().skip(1));
    finish(cargo)
}

fn cargo(subcommand: &str) -> Command {
    let mut cargo = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.arg(subcommand);
    cargo
}

fn finish(mut cargo: Command) -> ExitCode {
    match replace_this_process(&mut cargo) {
        Ok(status) => {
            let code = status.code().and_then(|code| u8::try_from(code).ok());
            code.map_or(ExitCode::FAILURE, ExitCode::from)
        }
        Err(error) => {
            eprintln!("error: cannot run `{}`: {error}", cargo.get_program().to_string_lossy());
            ExitCode::from(2)
        }
    }
}

/// Signals such as Ctrl-C then reach the other program alone. Returns only if it cannot be started.
#[cfg(unix)]
fn replace_this_process(command: &mut Command) -> io::Result<ExitStatus> {
    Err(std::os::unix::process::CommandExt::exec(command))
}

/// Waits for the end of the other program where a process cannot be replaced.
#[cfg(not(unix))]
fn replace_this_process(command: &mut Command) -> io::Result<ExitStatus> {
    command.status()
}
