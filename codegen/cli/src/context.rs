//! The context of a command: the program that runs it, and the folders of the API.

use std::path::{Path, PathBuf};

use crate::arguments::Folders;
use crate::paths::quoted;
use crate::plan::GENERATED;

/// The program that offers the commands, and its defaults.
#[derive(Clone, Debug)]
pub struct Program {
    /// The command prefix for messages: `specwright`, `cargo xtask`.
    pub name: &'static str,
    /// The default of `--spec`.
    pub spec: PathBuf,
    /// The default of `--out`.
    pub out: PathBuf,
    /// The default folder of the web site that `docs` writes.
    pub site: PathBuf,
    /// If set, the program runs only in this folder or below it.
    pub root: Option<PathBuf>,
    /// The folder of `specwright-runtime`, if new clients depend on it by path; `None` for the published version.
    pub runtime: Option<PathBuf>,
    /// The folder of `specwright-checker`, if the command `checker` compiles that; `None` for the published version.
    pub checker: Option<PathBuf>,
}

/// The program and the arguments common to all commands.
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

    /// The spec's folder, if given as an argument.
    pub(crate) fn given_spec(&self) -> Option<&'a Path> {
        self.folders.spec.as_deref()
    }

    /// The root of the client crate, if given as an argument.
    pub(crate) fn given_out(&self) -> Option<&'a Path> {
        self.folders.out.as_deref()
    }

    /// Whether the default folder of the spec exists.
    pub(crate) fn has_default_spec(&self) -> bool {
        self.program.spec.is_dir()
    }

    /// Whether the default client exists.
    pub(crate) fn has_default_client(&self) -> bool {
        self.program.out.join(GENERATED).is_dir()
    }

    /// A command line: `cargo xtask regen`.
    pub(crate) fn command(&self, command: &str) -> String {
        format!("{} {command}", self.program.name)
    }

    /// The argument `--spec` of a command line, with a leading space; empty if it was not given.
    pub(crate) fn spec_argument(&self) -> String {
        self.given_spec().map(|spec| format!(" --spec {}", quoted(spec))).unwrap_or_default()
    }
}
