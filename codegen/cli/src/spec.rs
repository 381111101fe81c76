//! Reads a spec's files.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use specwright::check::Checked;
use specwright::{Diagnostics, Generated, GeneratedFile, Options, Source, build};

use crate::arguments::ReportFormat;
use crate::error::Error;
use crate::output::{self, Paint};
use crate::paths;

/// The schema for editors, in a spec's folder.
pub(crate) const SCHEMA: &str = "spec.schema.json";

/// What may have become of a file that a folder has and nobody can read.
const VANISHED: &str = "it was there when the folder was listed, or is a link that leads nowhere";

/// The files of a spec, named as the format wants it.
#[derive(Debug)]
pub(crate) struct Spec {
    /// The folder as the files' paths begin with it.
    folder: PathBuf,
    sources: Vec<Source>,
    /// Where each of the files lies; its name need not be Unicode. Empty where they lie on no disk.
    paths: Vec<PathBuf>,
    /// How problems are told.
    format: ReportFormat,
}

impl Spec {
    /// Reads every YAML file below a folder. Problems will be told in the format.
    pub(crate) fn read(folder: &Path, format: ReportFormat) -> Result<Spec, Error> {
        let files = build::spec_files(folder).map_err(|error| {
            Error::from(error).help("a spec is a folder of YAML files; `--spec DIR` names it")
        })?;
        // All begin with the same folder, which the generator leaves out of what it writes.
        let shown = match format.shown(folder) {
            here if here == "." => PathBuf::new(),
            shown => PathBuf::from(shown),
        };
        let paths: Vec<PathBuf> = files.iter().map(|file| folder.join(file)).collect();
        let read = |(file, path): (PathBuf, &PathBuf)| {
            let bytes = fs::read(path).map_err(|error| {
                let told = Error::io("read", path, &error);
                match error.kind() {
                    io::ErrorKind::NotFound => told.help(VANISHED),
                    _ => told,
                }
            })?;
            Ok(Source { path: paths::slashes(&shown.join(file)), bytes })
        };
        let sources = files.into_iter().zip(&paths).map(read).collect::<Result<_, Error>>()?;
        Ok(Spec { folder: shown, sources, paths, format })
    }

    /// Files that were read already, under the names that they are to have.
    pub(crate) fn of(sources: Vec<Source>, format: ReportFormat) -> Spec {
        Spec { folder: PathBuf::new(), sources, paths: Vec::new(), format }
    }

    /// Problems in the format that was asked for.
    pub(crate) fn report(&self, problems: &Diagnostics, paint: Paint) -> String {
        match self.format {
            ReportFormat::Text => problems.render(&self.sources, paint.color),
            ReportFormat::Json => format!("{:#}\n", problems.to_json(&self.sources)),
            ReportFormat::Github => problems.to_github(&self.sources),
        }
    }

    /// Compiles the spec and does some work with each file. For people, warnings go to standard error; for programs,
    /// they are part of the result.
    pub(crate) fn generate<T: Send>(
        &self,
        options: &Options,
        work: impl Fn(GeneratedFile) -> T + Sync,
    ) -> Result<Generated<T>, Error> {
        let generated = self.compile(options, work).map_err(|problems| self.wrong(&problems))?;
        self.warn(&generated.warnings);
        Ok(generated)
    }

    /// Checks the spec. Warnings are left out: whoever asks this wants to use the spec, not to mend it.
    pub(crate) fn check(&self) -> Result<Checked, Error> {
        specwright::check::check(&self.sources).map_err(|problems| self.wrong(&problems))
    }

    /// Compiles the spec and does some work with each file.
    ///
    /// # Errors
    ///
    /// All problems of all files.
    pub(crate) fn compile<T: Send>(
        &self,
        options: &Options,
        work: impl Fn(GeneratedFile) -> T + Sync,
    ) -> Result<Generated<T>, Diagnostics> {
        specwright::generate_with(&self.sources, options, work)
    }

    /// The files, for diagnostics to quote.
    pub(crate) fn sources(&self) -> &[Source] {
        &self.sources
    }

    /// Where each of the files lies on the disk.
    pub(crate) fn paths(&self) -> &[PathBuf] {
        &self.paths
    }

    /// The path of a file from the spec's folder.
    pub(crate) fn below<'s>(&self, source: &'s Source) -> &'s str {
        let folder = paths::slashes(&self.folder);
        source.path.strip_prefix(&folder).unwrap_or(&source.path).trim_start_matches('/')
    }

    /// Whether a file tells editors that the schema is this file of the spec's folder:
    /// `# yaml-language-server: $schema=../spec.schema.json`.
    pub(crate) fn asks_for(&self, schema: &str) -> bool {
        let wanted = self.folder.join(schema);
        self.sources.iter().any(|source| {
            let folder = Path::new(&source.path).parent().unwrap_or(Path::new(""));
            let text = String::from_utf8_lossy(&source.bytes);
            text.lines().filter_map(schema_named).any(|named| paths::joined(folder, named) == wanted)
        })
    }

    /// The failure that tells these problems.
    pub(crate) fn wrong(&self, problems: &Diagnostics) -> Error {
        let report = self.report(problems, Paint::stderr());
        match self.format {
            ReportFormat::Text => Error::Spec(report),
            ReportFormat::Json | ReportFormat::Github => Error::Report(report),
        }
    }

    fn warn(&self, warnings: &Diagnostics) {
        if !warnings.is_empty() && self.format == ReportFormat::Text {
            output::eprint(&self.report(warnings, Paint::stderr()));
        }
    }
}

/// The schema that a comment for editors names.
fn schema_named(line: &str) -> Option<&str> {
    let comment = line.trim_start().strip_prefix('#')?.trim_start();
    let arguments = comment.strip_prefix("yaml-language-server:")?;
    arguments.split_whitespace().find_map(|argument| argument.strip_prefix("$schema="))
}
