//! The commands of specwright for this workspace, and its own chores: `cargo xtask COMMAND`.
//!
//! No generated client is a dependency, so that a client that does not compile can be generated again.

mod cargo;

use std::env;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use specwright_cli::{EXIT_CODES, Folders, Program};

/// The commands of specwright for this workspace, and its own chores.
#[derive(Debug, Parser)]
#[command(name = "xtask", bin_name = "cargo xtask", version, after_help = EXIT_CODES)]
#[command(mut_arg("spec", |spec| spec.help("The spec's folder [default: `spec` of the workspace]")))]
#[command(mut_arg("out", |out| out.help("The root of the client crate [default: `generated-client` of the workspace]")))]
struct Arguments {
    #[command(flatten)]
    folders: Folders,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    #[command(flatten)]
    ForAnApi(specwright_cli::Command),
    /// Runs the benchmarks in `codegen/bench`; `cargo xtask bench --help` describes their arguments
    #[command(disable_help_flag = true)]
    Bench {
        #[arg(trailing_var_arg = true, allow_hyphen_values = true, hide = true)]
        arguments: Vec<String>,
    },
}

fn main() -> ExitCode {
    let Arguments { folders, command } = Arguments::parse();
    match command {
        Command::Bench { arguments } => cargo::bench(&workspace(), &arguments),
        Command::ForAnApi(command) if !command.is_available() => {
            cargo::run_with(&workspace(), if command.builds_checker() { "checker" } else { "full" })
        }
        Command::ForAnApi(command) => specwright_cli::run(&program(), &folders, &command),
    }
}

fn program() -> Program {
    let workspace = workspace();
    Program {
        name: "cargo xtask",
        spec: workspace.join("spec"),
        out: workspace.join("generated-client"),
        site: workspace.join("target/docs"),
        runtime: Some(workspace.join("codegen/runtime")),
        checker: Some(workspace.join("codegen/checker")),
        root: Some(workspace),
    }
}

/// The workspace of the current run: `cargo run` names it, and a program that is started without Cargo uses the one that
/// it was built in. They differ if a workspace was copied with its `target/`, which Cargo then takes for fresh.
fn workspace() -> PathBuf {
    let is_own = env::var_os("CARGO_PKG_NAME").is_some_and(|package| package == env!("CARGO_PKG_NAME"));
    let named = env::var_os("CARGO_MANIFEST_DIR").filter(|_| is_own);
    let own = named.map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
    own.parent().map(PathBuf::from).unwrap_or(own)
}
