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

/// The file name of the schema for editors, in a spec's folder.
pub(crate) const SCHEMA: &str = "spec.schema.json";

/// Help for a file that was listed and cannot be found.
const VANISHED: &str = "it was deleted after the folder was listed, or is a dangling symbolic link";

/// The files of a spec, with paths for messages in the given format.
#[derive(Debug)]
pub(crate) struct Spec {
    /// The folder as it is displayed in paths.
    folder: PathBuf,
    sources: Vec<Source>,
    /// The path of each file on disk, which may be not Unicode; empty for files that are not on disk.
    paths: Vec<PathBuf>,
    /// The format of diagnostics.
    format: ReportFormat,
}

impl Spec {
    /// Reads every YAML file below a folder.
    pub(crate) fn read(folder: &Path, format: ReportFormat) -> Result<Spec, Error> {
        let files = build::spec_files(folder).map_err(|error| {
            Error::from(error).help("a spec is a folder of YAML files; `--spec DIR` names it")
        })?;
        // The generator removes the common prefix of the paths in what it writes.
        let shown = match format.shown(folder) {
            here if here == "." => PathBuf::new(),
            shown => PathBuf::from(shown),
        };
        let paths: Vec<PathBuf> = files.iter().map(|file| folder.join(file)).collect();
        let read = |(file, path): (PathBuf, &PathBuf)| {
            let bytes = fs::read(path).map_err(|error| {
                let failure = Error::io("read", path, &error);
                match error.kind() {
                    io::ErrorKind::NotFound => failure.help(VANISHED),
                    _ => failure,
                }
            })?;
            Ok(Source { path: paths::slashes(&shown.join(file)), bytes })
        };
        let sources = files.into_iter().zip(&paths).map(read).collect::<Result<_, Error>>()?;
        Ok(Spec { folder: shown, sources, paths, format })
    }

    /// A spec from files in memory.
    pub(crate) fn of(sources: Vec<Source>, format: ReportFormat) -> Spec {
        Spec { folder: PathBuf::new(), sources, paths: Vec::new(), format }
    }

    /// Renders diagnostics.
    pub(crate) fn report(&self, problems: &Diagnostics, paint: Paint) -> String {
        match self.format {
            ReportFormat::Text => problems.render(&self.sources, paint.color),
            ReportFormat::Json => format!("{:#}\n", problems.to_json(&self.sources)),
            ReportFormat::Github => problems.to_github(&self.sources),
        }
    }

    /// Compiles the spec and processes each file with `work`. In the text format, warnings are printed to standard
    /// error; in the others, the caller includes them in its result.
    pub(crate) fn generate<T: Send>(
        &self,
        options: &Options,
        work: impl Fn(GeneratedFile) -> T + Sync,
    ) -> Result<Generated<T>, Error> {
        let generated = self.compile(options, work).map_err(|problems| self.failure(&problems))?;
        self.warn(&generated.warnings);
        Ok(generated)
    }

    /// Checks the spec and ignores warnings, for commands that use the spec.
    pub(crate) fn check(&self) -> Result<Checked, Error> {
        specwright::check::check(&self.sources).map_err(|problems| self.failure(&problems))
    }

    /// Compiles the spec and processes each file with `work`.
    ///
    /// # Errors
    ///
    /// All errors of all files.
    pub(crate) fn compile<T: Send>(
        &self,
        options: &Options,
        work: impl Fn(GeneratedFile) -> T + Sync,
    ) -> Result<Generated<T>, Diagnostics> {
        specwright::generate_with(&self.sources, options, work)
    }

    /// The files.
    pub(crate) fn sources(&self) -> &[Source] {
        &self.sources
    }

    /// The paths of the files on disk.
    pub(crate) fn paths(&self) -> &[PathBuf] {
        &self.paths
    }

    /// A file's path relative to the spec's folder.
    pub(crate) fn below<'s>(&self, source: &'s Source) -> &'s str {
        let folder = paths::slashes(&self.folder);
        source.path.strip_prefix(&folder).unwrap_or(&source.path).trim_start_matches('/')
    }

    /// Whether a comment in one of the files names this schema of the spec's folder to editors:
    /// `# yaml-language-server: $schema=../spec.schema.json`.
    pub(crate) fn refers_to(&self, schema: &str) -> bool {
        let wanted = self.folder.join(schema);
        self.sources.iter().any(|source| {
            let folder = Path::new(&source.path).parent().unwrap_or(Path::new(""));
            let text = String::from_utf8_lossy(&source.bytes);
            text.lines().filter_map(schema_named).any(|named| paths::joined(folder, named) == wanted)
        })
    }

    /// The error for these diagnostics.
    pub(crate) fn failure(&self, problems: &Diagnostics) -> Error {
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

/// The schema named by a comment for editors.
fn schema_named(line: &str) -> Option<&str> {
    let comment = line.trim_start().strip_prefix('#')?.trim_start();
    let arguments = comment.strip_prefix("yaml-language-server:")?;
    arguments.split_whitespace().find_map(|argument| argument.strip_prefix("$schema="))
}
