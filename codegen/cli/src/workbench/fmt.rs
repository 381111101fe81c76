//! `fmt`: formats the spec's files, or reports those that are not formatted.

use std::fs;
use std::path::Path;

use specwright::Diagnostics;
use specwright_workbench::format;

use super::drift::Drift;
use crate::arguments::ReportFormat;
use crate::context::Context;
use crate::error::Error;
use crate::lock::Lock;
use crate::output::{self, Exit, Paint};
use crate::plan::Plan;
use crate::spec::Spec;
use crate::summary::{are, list};
use crate::write;

/// The noun for the files, and the adjective for those that do not change.
const NOUN: &str = "file";
const FORMATTED: &str = "formatted";

/// Formats every file. Invalid YAML is skipped and reported.
pub(crate) fn write(context: &Context<'_>) -> Result<Exit, Error> {
    let lock = Lock::take(&[context.spec()]);
    let Layout { spec, plan, broken } = Layout::read(context, ReportFormat::Text)?;
    write::apply(&plan, &lock)?;
    let formatted = plan.changes.len();
    let text = match (formatted, broken.is_empty()) {
        (0, true) => format!("{} {FORMATTED}\n", are(plan.unchanged, NOUN)),
        _ => list(&plan, Paint::stdout(), ["formatted", "", ""]),
    };
    output::print(&text)?;
    refuse(&spec, &broken)
}

/// Shows the differences without writing anything.
pub(crate) fn compare(context: &Context<'_>, format: ReportFormat) -> Result<Exit, Error> {
    let Layout { spec, plan, broken } = Layout::read(context, format)?;
    if !broken.is_empty() {
        return refuse(&spec, &broken);
    }
    let command = context.command("fmt") + &context.spec_argument();
    let (noun, up_to_date) = (NOUN, FORMATTED);
    Drift { plan: &plan, noun, up_to_date, command, spec: &spec, warnings: &broken }.print(format)
}

/// Returns an error if there is invalid YAML.
fn refuse(spec: &Spec, broken: &Diagnostics) -> Result<Exit, Error> {
    if broken.is_empty() { Ok(Exit::Success) } else { Err(spec.failure(broken)) }
}

/// A spec, and the changes that format its files.
struct Layout {
    spec: Spec,
    plan: Plan,
    /// The diagnostics of files that are not valid YAML.
    broken: Diagnostics,
}

impl Layout {
    fn read(context: &Context<'_>, how: ReportFormat) -> Result<Layout, Error> {
        let folder = context.spec();
        let spec = Spec::read(folder, how)?;
        let mut plan = Plan::empty(folder);
        let mut broken = Diagnostics::default();
        for (file, (source, path)) in spec.sources().iter().zip(spec.paths()).enumerate() {
            match format::format(source) {
                Ok(text) => plan = add(plan, path, &text)?,
                Err(found) => broken.extend(found.into_iter().map(|mut one| {
                    one.place.file = file;
                    one
                })),
            }
        }
        Ok(Layout { spec, plan, broken })
    }
}

/// Adds a file's new text. The target of a symbolic link is written, and the link remains.
fn add(plan: Plan, path: &Path, text: &str) -> Result<Plan, Error> {
    let path = fs::canonicalize(path).map_err(|error| Error::io("read", path, &error))?;
    if plan.changes.iter().any(|change| change.path == path) {
        // Another symbolic link has the same target.
        return Ok(plan);
    }
    plan.with_file(&path, text)
}
