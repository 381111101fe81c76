//! `check`: every problem of the spec and every doubt about it, and nothing else.

use specwright::Options;

use crate::cli::{Folders, ReportFormat};
use crate::error::Error;
use crate::output::{self, Exit, Paint};
use crate::spec::Spec;

/// Prints the problems to standard output.
pub(crate) fn run(folders: &Folders, format: ReportFormat) -> Result<Exit, Error> {
    let spec = Spec::read(&folders.spec(), format)?;
    // Each file of the client is made and thrown away, so that a spec that passes here is sure to pass `regen`.
    let problems = match spec.compile(&Options::default(), drop) {
        Ok(generated) => {
            let mut doubts = generated.warnings;
            doubts.extend(specwright_workbench::lint(spec.sources()));
            doubts
        }
        Err(problems) => problems,
    };
    let told = match format {
        ReportFormat::Text if problems.is_empty() => {
            format!("{} checked, no problems\n", output::count(spec.sources().len(), "file"))
        }
        _ => spec.report(&problems, Paint::stdout()),
    };
    output::print(&told)?;
    Ok(if problems.has_errors() { Exit::Failure } else { Exit::Success })
}
