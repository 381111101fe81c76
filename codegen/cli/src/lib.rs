//! The commands of specwright, for any API: they read files, call the compiler and the workbench, compare or write
//! files, and print results.
//!
//! The program `specwright` offers them. A workspace can have its own program with default folders:
//!
//! ```no_run
//! use clap::Parser;
//! use specwright_cli::{Command, Folders, Program};
//!
//! #[derive(Parser)]
//! struct Arguments {
//!     #[command(flatten)]
//!     folders: Folders,
//!     #[command(subcommand)]
//!     command: Command,
//! }
//!
//! fn main() -> std::process::ExitCode {
//!     let arguments = Arguments::parse();
//!     let program = Program {
//!         name: "cargo pets",
//!         spec: "api".into(),
//!         out: "client".into(),
//!         site: "target/docs".into(),
//!         root: None,
//!         runtime: None,
//!         checker: None,
//!     };
//!     specwright_cli::run(&program, &arguments.folders, &arguments.command)
//! }
//! ```
//!
//! No command depends on a generated client, so that a client that does not compile can be generated again.
//!
//! | module | contents |
//! |---|---|
//! | `arguments`, `context` | the arguments, and the folders that a command works on |
//! | `spec` | reads the files of a spec |
//! | `plan`, `write` | compares files with those on disk; writes the differences |
//! | `lock` | prevents concurrent writes to the same folders |
//! | `interrupt` | Ctrl-C and requests to terminate |
//! | `output`, `error`, `paths` | colour, exit codes, messages, paths |
//! | `reference` | the reference among a client's files |
//! | `regen`, `docs`, `new_client`, `new_file`, `export` | one command each |
//! | `workbench` | the commands that need more than the compiler, one in each module |

// Some helpers are used by the commands of the workbench only.
#![cfg_attr(not(feature = "workbench"), allow(dead_code))]

mod arguments;
mod context;
mod docs;
mod error;
mod export;
mod interrupt;
mod lock;
mod manifest;
mod new_client;
mod new_file;
mod output;
mod paths;
mod plan;
mod reference;
mod regen;
mod spec;
mod summary;
#[cfg(feature = "workbench")]
mod workbench;
mod write;

use std::process::ExitCode;

pub use arguments::{
    Command, DiffFormat, DocsLanguage, EXIT_CODES, ExportFormat, ExportKind, Folders, NewKind,
    OpenapiVersion, ReportFormat,
};
pub use context::Program;

use context::Context;
use error::Error;
use new_file::Declares;
use output::Exit;
#[cfg(feature = "workbench")]
use workbench::run as in_workbench;

/// Runs a command: prints its result to standard output, or its error to standard error.
///
/// The exit code is 0 for success, 1 for a negative result such as drift or an invalid body, 2 for an error of the spec
/// and any other failure. Installs a handler of Ctrl-C for the process: it exits with 2, and no file is half written.
pub fn run(program: &Program, folders: &Folders, command: &Command) -> ExitCode {
    let context = Context::new(program, folders);
    let exit = interrupt::listen().and_then(|()| dispatch(&context, command)).unwrap_or_else(|error| {
        output::error(&error);
        Exit::Failure
    });
    exit.into()
}

impl Command {
    /// Whether the command builds the checker, for which a build with the feature `checker` is needed.
    pub fn builds_checker(&self) -> bool {
        match self {
            Command::Checker { .. } => true,
            Command::Docs { checker, no_checker, .. } => checker.is_none() && !no_checker,
            Command::Regen { .. }
            | Command::Check { .. }
            | Command::Fmt { .. }
            | Command::Validate { .. }
            | Command::Audit { .. }
            | Command::Diff { .. }
            | Command::Import { .. }
            | Command::Explain { .. }
            | Command::Mock { .. }
            | Command::Export { .. }
            | Command::New { .. } => false,
        }
    }

    /// Whether this build has the whole command: the features `workbench`, `mock` and `checker` add some.
    pub fn is_available(&self) -> bool {
        match self {
            Command::Regen { check: false, .. } | Command::Export { .. } | Command::New { .. } => true,
            Command::Regen { check: true, .. }
            | Command::Check { .. }
            | Command::Fmt { .. }
            | Command::Validate { .. }
            | Command::Audit { .. }
            | Command::Diff { .. }
            | Command::Import { .. }
            | Command::Explain { .. } => cfg!(feature = "workbench"),
            Command::Mock { .. } => cfg!(feature = "mock"),
            Command::Checker { .. } | Command::Docs { .. } => {
                cfg!(feature = "checker") || !self.builds_checker()
            }
        }
    }
}

fn dispatch(context: &Context<'_>, command: &Command) -> Result<Exit, Error> {
    match command {
        Command::Regen { check: false, .. } => regen::write(context),
        Command::Docs { site, lang, checker, no_checker, serve } => docs::run(
            context,
            &docs::Options {
                site: site.as_deref(),
                language: *lang,
                checker: match checker {
                    Some(folder) => docs::Checker::Folder(folder),
                    None if *no_checker => docs::Checker::None,
                    None => docs::Checker::Built,
                },
                serve: *serve,
            },
        ),
        Command::New { kind } => match kind {
            NewKind::Client { name } => new_client::run(context, name),
            NewKind::Operation { name } => new_file::run(context, Declares::Operation, name),
            NewKind::Model { name } => new_file::run(context, Declares::Model, name),
            NewKind::FieldGroup { name } => new_file::run(context, Declares::FieldGroup, name),
            NewKind::Union { name } => new_file::run(context, Declares::Union, name),
            NewKind::Enum { name } => new_file::run(context, Declares::Enum, name),
        },
        Command::Export { kind } => export::run(context, kind),
        Command::Regen { check: true, .. }
        | Command::Check { .. }
        | Command::Fmt { .. }
        | Command::Validate { .. }
        | Command::Audit { .. }
        | Command::Diff { .. }
        | Command::Import { .. }
        | Command::Explain { .. }
        | Command::Mock { .. }
        | Command::Checker { .. } => in_workbench(context, command),
    }
}

#[cfg(not(feature = "workbench"))]
fn in_workbench(_: &Context<'_>, _: &Command) -> Result<Exit, Error> {
    Err(Error::not_in_this_build())
}
