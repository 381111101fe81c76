//! The program `specwright`. By default, the spec is in the folder `spec` and the client in the current folder.

use std::io::{self, Write};
use std::path::Path;
use std::process::ExitCode;

use clap::{CommandFactory, Parser, Subcommand};
use clap_complete::Shell;
use specwright_cli::{EXIT_CODES, Folders, Program};

/// Compiling a spec makes millions of small allocations on all cores, which mimalloc is much faster at.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Compiles the description of an HTTP API into a Rust client, and works on such descriptions.
#[derive(Debug, Parser)]
#[command(name = "specwright", version, after_help = EXIT_CODES)]
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
    /// Prints a completion script for a shell
    Completions {
        /// The shell
        shell: Shell,
    },
}

fn main() -> ExitCode {
    let Arguments { folders, command } = Arguments::parse();
    match command {
        Command::ForAnApi(command) => specwright_cli::run(&program(), &folders, &command),
        Command::Completions { shell } => {
            let mut script = Vec::new();
            clap_complete::generate(shell, &mut Arguments::command(), "specwright", &mut script);
            match io::stdout().write_all(&script) {
                Err(error) if error.kind() != io::ErrorKind::BrokenPipe => ExitCode::from(2),
                _ => ExitCode::SUCCESS,
            }
        }
    }
}

fn program() -> Program {
    // Exists if the program was built in a checkout, and not from a published package.
    let beside = |name: &str| {
        let package = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(name);
        package.join("Cargo.toml").is_file().then_some(package)
    };
    Program {
        name: "specwright",
        spec: "spec".into(),
        out: ".".into(),
        site: "target/docs".into(),
        root: None,
        runtime: beside("runtime"),
        checker: beside("checker"),
    }
}
