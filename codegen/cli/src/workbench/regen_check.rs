//! `regen --check`: reports where a client differs from what its spec says.

use super::drift::Drift;
use crate::arguments::ReportFormat;
use crate::context::Context;
use crate::error::Error;
use crate::output::Exit;
use crate::regen::{Compared, RIGHT, THING, mending_command};

/// Shows the differences, and writes nothing.
pub(crate) fn run(context: &Context<'_>, format: ReportFormat) -> Result<Exit, Error> {
    let Compared { spec, warnings, plan } = Compared::read(context, format)?;
    let mend = mending_command(context);
    Drift { plan: &plan, thing: THING, right: RIGHT, mend, spec: &spec, warnings: &warnings }.print(format)
}
