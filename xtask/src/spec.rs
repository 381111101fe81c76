//! Reads a spec's files.

use std::fs;
use std::path::Path;

use specwright::check::Checked;
use specwright::{Diagnostics, Generated, Source, build};

use crate::error::Error;
use crate::output::{self, Paint};
use crate::paths;

/// The files of a spec, under two names each.
#[derive(Debug)]
pub(crate) struct Spec {
    /// Named from the spec's folder (`spec/models/sku.yaml`), whatever the current folder is: generated files
    /// repeat these names and must not change with it.
    sources: Vec<Source>,
    /// Named from the current folder, as people and editors open them.
    shown: Vec<Source>,
}

impl Spec {
    /// Reads every YAML file below a folder.
    pub(crate) fn read(folder: &Path) -> Result<Spec, Error> {
        let files = build::spec_files(folder).map_err(|error| {
            Error::from(error).help("a spec is a folder of YAML files; `--spec DIR` names it")
        })?;
        let name = folder_name(folder);
        let mut spec = Spec { sources: Vec::new(), shown: Vec::new() };
        for file in files {
            let path = folder.join(&file);
            let bytes = fs::read(&path).map_err(|error| Error::io("read", &path, &error))?;
            let named = format!("{name}/{}", paths::slashes(&file));
            spec.sources.push(Source { path: named, bytes: bytes.clone() });
            spec.shown.push(Source { path: paths::shown(&path), bytes });
        }
        Ok(spec)
    }

    /// Compiles the spec. Warnings go to standard error.
    pub(crate) fn generate(&self) -> Result<Generated, Error> {
        let generated = self.compile().map_err(|problems| self.wrong(&problems))?;
        self.warn(&generated.warnings);
        Ok(generated)
    }

    /// Checks the spec. Warnings are left out: whoever asks this wants to use the spec, not to mend it.
    pub(crate) fn check(&self) -> Result<Checked, Error> {
        specwright::check::check(&self.sources).map_err(|problems| self.wrong(&problems))
    }

    /// Compiles the spec.
    ///
    /// # Errors
    ///
    /// All problems of all files.
    pub(crate) fn compile(&self) -> Result<Generated, Diagnostics> {
        specwright::generate(&self.sources)
    }

    /// The files as diagnostics name them.
    pub(crate) fn shown(&self) -> &[Source] {
        &self.shown
    }

    fn wrong(&self, problems: &Diagnostics) -> Error {
        Error::Spec(problems.render(&self.shown, Paint::stderr().color))
    }

    fn warn(&self, warnings: &Diagnostics) {
        if !warnings.is_empty() {
            output::eprint(&warnings.render(&self.shown, Paint::stderr().color));
        }
    }
}

/// The last name of a folder's path; of `.` or `..`, the name of the folder it leads to.
fn folder_name(folder: &Path) -> String {
    let named = match folder.file_name() {
        Some(_) => folder.to_owned(),
        None => fs::canonicalize(folder).unwrap_or_default(),
    };
    named.file_name().map_or_else(|| "spec".to_owned(), |name| name.to_string_lossy().into_owned())
}
