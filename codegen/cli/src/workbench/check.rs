//! `check`: reports every error and every warning of the spec.

use crate::arguments::ReportFormat;
use crate::context::Context;
use crate::error::Error;
use crate::output::{self, Exit, Paint};
use crate::spec::Spec;

/// Prints the diagnostics to standard output. Warnings alone are a success, unless they are denied.
pub(crate) fn run(context: &Context<'_>, deny_warnings: bool, format: ReportFormat) -> Result<Exit, Error> {
    let spec = Spec::read(context.spec(), format)?;
    let problems = match specwright::check::check(spec.sources()) {
        Ok(checked) => {
            let mut warnings = checked.warnings;
            warnings.extend(specwright_workbench::lint_checked(spec.sources(), &checked.api));
            warnings
        }
        Err(problems) => problems,
    };
    match format {
        ReportFormat::Text if problems.is_empty() => {
            let files = output::count(spec.sources().len(), "file");
            output::print(&format!("{files} checked, no problems\n"))?;
        }
        ReportFormat::Text => {
            let mut written = Ok(());
            problems.render_parts(spec.sources(), Paint::stdout().color, &mut |part| {
                if written.is_ok() {
                    written = output::print(part);
                }
            });
            written?;
        }
        ReportFormat::Json | ReportFormat::Github => {
            output::print_data(&spec.report(&problems, Paint::stdout()))?;
        }
    }
    Ok(match problems.has_errors() {
        true => Exit::Failure,
        false if deny_warnings && !problems.is_empty() => Exit::Negative,
        false => Exit::Success,
    })
}
