//! The commands that need more than the compiler.

mod audit;
mod check;
#[cfg(feature = "checker")]
pub(crate) mod checker;
mod diff;
mod draft;
mod drift;
mod explain;
mod fmt;
mod import;
#[cfg(feature = "mock")]
mod mock;
mod regen_check;
mod unified;
mod validate;

use crate::arguments::Command;
use crate::context::Context;
use crate::error::Error;
use crate::output::Exit;

/// Runs one of these commands.
pub(crate) fn run(context: &Context<'_>, command: &Command) -> Result<Exit, Error> {
    match command {
        Command::Regen { check: true, format } => regen_check::run(context, *format),
        Command::Check { deny_warnings, format } => check::run(context, *deny_warnings, *format),
        Command::Fmt { check: false, .. } => fmt::write(context),
        Command::Fmt { check: true, format } => fmt::compare(context, *format),
        Command::Validate { operation, file, lenient, format } => {
            validate::run(context, operation, file, *lenient, *format)
        }
        Command::Audit { files, draft: true, .. } => draft::run(context, files),
        Command::Audit { files, section, format, .. } => audit::run(context, files, section, *format),
        Command::Diff { revision, format } => diff::run(context, revision.as_deref(), *format),
        Command::Import { file, overlay, report, diff, force } => {
            let wanted = import::Wanted { file, overlays: overlay, report: report.as_deref(), force: *force };
            match diff {
                true => import::diff(context, &wanted),
                false => import::write(context, &wanted),
            }
        }
        Command::Explain { what } => explain::run(context, what),
        #[cfg(feature = "mock")]
        Command::Mock { port, tokens, lenient } => mock::run(context, *port, tokens, *lenient),
        #[cfg(feature = "checker")]
        Command::Checker { standalone } => checker::run(context, *standalone),
        #[cfg(not(feature = "checker"))]
        Command::Checker { .. } => Err(Error::not_in_this_build()),
        #[cfg(not(feature = "mock"))]
        Command::Mock { .. } => Err(Error::not_in_this_build()),
        Command::Regen { check: false, .. }
        | Command::Docs { .. }
        | Command::Export { .. }
        | Command::New { .. } => Err(Error::not_in_this_build()),
    }
}
