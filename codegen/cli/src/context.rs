//! What a command works on: the program that runs it, and the folders of the API.

use std::path::{Path, PathBuf};

use crate::arguments::Folders;
use crate::paths::quoted;
use crate::plan::OWNED;

/// The program that offers the commands, and its defaults.
#[derive(Clone, Debug)]
pub struct Program {
    /// What is typed before a command, for messages that name one: `specwright`, `cargo xtask`.
    pub name: &'static str,
    /// The default of `--spec`.
    pub spec: PathBuf,
    /// The default of `--out`.
    pub out: PathBuf,
    /// The only folder in and below which the program runs; `None` if it runs everywhere.
    pub root: Option<PathBuf>,
    /// The folder of `specwright-runtime`, on which new clients depend by path; `None` if they depend on the published
    /// version.
    pub runtime: Option<PathBuf>,
}

/// The program and the arguments that all commands have in common.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Context<'a> {
    pub(crate) program: &'a Program,
    folders: &'a Folders,
}

impl<'a> Context<'a> {
    pub(crate) fn new(program: &'a Program, folders: &'a Folders) -> Self {
        Context { program, folders }
    }

    /// The spec's folder.
    pub(crate) fn spec(&self) -> &'a Path {
        self.given_spec().unwrap_or(&self.program.spec)
    }

    /// The root of the client crate.
    pub(crate) fn out(&self) -> &'a Path {
        self.given_out().unwrap_or(&self.program.out)
    }

    /// The spec's folder, if the arguments name it.
    pub(crate) fn given_spec(&self) -> Option<&'a Path> {
        self.folders.spec.as_deref()
    }

    /// The root of the client crate, if the arguments name it.
    pub(crate) fn given_out(&self) -> Option<&'a Path> {
        self.folders.out.as_deref()
    }

    /// Whether there is an API where the program expects one.
    pub(crate) fn has_default_spec(&self) -> bool {
        self.program.spec.is_dir()
    }

    /// Whether there is a client where the program expects one.
    pub(crate) fn has_default_client(&self) -> bool {
        self.program.out.join(OWNED).is_dir()
    }

    /// A command to type: `cargo xtask regen`.
    pub(crate) fn command(&self, command: &str) -> String {
        format!("{} {command}", self.program.name)
    }

    /// The argument `--spec` for a command to type, with a space before it; empty if it was not given.
    pub(crate) fn spec_argument(&self) -> String {
        self.given_spec().map(|spec| format!(" --spec {}", quoted(spec))).unwrap_or_default()
    }
}
