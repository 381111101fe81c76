//! The maintainers' commands: `cargo xtask regen`, `check`, `fmt`, `validate`, `audit`, `diff`, `explain`, `conformance`,
//! `mock`, `bench`, and `new` for a client, an operation, a model, a union or an enumeration.
//!
//! This is the only program of the workspace that reads a spec and writes a client. It depends on the generator
//! and never on a generated client, so that a broken client cannot stop its own regeneration.
//!
//! | module | does |
//! |---|---|
//! | [`cli`] | the arguments |
//! | [`spec`] | reads a spec's files |
//! | [`plan`], [`write`](mod@write) | compares generated files with those on the disk; makes them equal |
//! | [`lock`] | keeps runs apart that write to the same folders |
//! | [`drift`] | tells where they are not |
//! | [`interrupt`] | ends the program when somebody wants it to |
//! | [`output`], [`error`], [`paths`] | what a person sees: colour, exit codes, messages, paths |
//! | the others | a command each |

mod audit;
mod bench;
mod check;
mod cli;
mod conformance;
mod diff;
mod draft;
mod drift;
mod error;
mod explain;
mod fmt;
mod interrupt;
mod lock;
mod manifest;
mod mock;
mod new_client;
mod new_file;
mod output;
mod paths;
mod plan;
mod regen;
mod spec;
mod unified;
mod validate;
mod write;

use std::process::ExitCode;

use clap::Parser;

use cli::{Cli, Command, NewKind};
use error::Error;
use new_file::Declares;
use output::Exit;

/// Compiling a spec makes and drops small pieces by the million, on every core: that is what this one is good at.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let cli = Cli::parse();
    let exit = interrupt::listen().and_then(|()| run(&cli)).unwrap_or_else(|error| {
        output::error(&error);
        Exit::Failure
    });
    exit.into()
}

fn run(cli: &Cli) -> Result<Exit, Error> {
    let folders = &cli.folders;
    match &cli.command {
        Command::Regen { check: false, .. } => regen::write(folders),
        Command::Regen { check: true, format } => regen::compare(folders, *format),
        Command::Check { format } => check::run(folders, *format),
        Command::Conformance => conformance::run(),
        Command::Fmt { check: false, .. } => fmt::write(folders),
        Command::Fmt { check: true, format } => fmt::compare(folders, *format),
        Command::Validate { operation, file, format } => validate::run(folders, operation, file, *format),
        Command::Audit { file, draft: true, .. } => draft::run(folders, file),
        Command::Audit { file, format, .. } => audit::run(folders, file, *format),
        Command::Diff { revision, format } => diff::run(folders, revision.as_deref(), *format),
        Command::Explain { what } => explain::run(folders, what),
        Command::Mock { port, tokens } => mock::run(folders, *port, tokens),
        Command::Bench(bench) => bench::run(bench),
        Command::New { kind } => match kind {
            NewKind::Client { name } => new_client::run(folders, name),
            NewKind::Operation { name } => new_file::run(folders, Declares::Operation, name),
            NewKind::Model { name } => new_file::run(folders, Declares::Model, name),
            NewKind::Union { name } => new_file::run(folders, Declares::Union, name),
            NewKind::Enum { name } => new_file::run(folders, Declares::Enum, name),
        },
    }
}
