//! `fmt`: gives the spec's files the layout of the dialect, or tells where they do not have it.

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

/// What a file is called here, and what it is when it need not change.
const THING: &str = "file";
const RIGHT: &str = "formatted";

/// Formats every file that is YAML. What is none is left alone and told of.
pub(crate) fn write(context: &Context<'_>) -> Result<Exit, Error> {
    let lock = Lock::take(&[context.spec()]);
    let Layout { spec, plan, broken } = Layout::read(context, ReportFormat::Text)?;
    write::apply(&plan, &lock)?;
    let formatted = plan.changes.len();
    let told = match (formatted, broken.is_empty()) {
        (0, true) => format!("{} {RIGHT}\n", are(plan.unchanged, THING)),
        _ => list(&plan, Paint::stdout(), ["formatted", "", ""]),
    };
    output::print(&told)?;
    refuse(&spec, &broken)
}

/// Shows what would change, and writes nothing.
pub(crate) fn compare(context: &Context<'_>, format: ReportFormat) -> Result<Exit, Error> {
    let Layout { spec, plan, broken } = Layout::read(context, format)?;
    if !broken.is_empty() {
        return refuse(&spec, &broken);
    }
    let mend = context.command("fmt") + &context.spec_argument();
    let (thing, right) = (THING, RIGHT);
    Drift { plan: &plan, thing, right, mend, spec: &spec, warnings: &broken }.print(format)
}

/// A failure that tells what is no YAML, if anything.
fn refuse(spec: &Spec, broken: &Diagnostics) -> Result<Exit, Error> {
    if broken.is_empty() { Ok(Exit::Success) } else { Err(spec.wrong(broken)) }
}

/// A spec, and what its files lack in layout.
struct Layout {
    spec: Spec,
    plan: Plan,
    /// What is wrong with the files that are no YAML.
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
                Ok(text) => plan = want(plan, path, &text)?,
                Err(found) => broken.extend(found.into_iter().map(|mut one| {
                    one.place.file = file;
                    one
                })),
            }
        }
        Ok(Layout { spec, plan, broken })
    }
}

/// Wants a file's new text. The file that a link leads to is written, and the link stays.
fn want(plan: Plan, path: &Path, text: &str) -> Result<Plan, Error> {
    let path = fs::canonicalize(path).map_err(|error| Error::io("read", path, &error))?;
    if plan.changes.iter().any(|change| change.path == path) {
        // Another link leads to it, too.
        return Ok(plan);
    }
    plan.beside(&path, text)
}
