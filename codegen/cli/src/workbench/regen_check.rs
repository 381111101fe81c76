//! `regen --check`: reports where a client differs from its spec.

use super::drift::Drift;
use crate::arguments::ReportFormat;
use crate::context::Context;
use crate::error::Error;
use crate::output::Exit;
use crate::regen::{Compared, NOUN, UP_TO_DATE, regen_command};

/// Shows the differences without writing anything.
pub(crate) fn run(context: &Context<'_>, format: ReportFormat) -> Result<Exit, Error> {
    let Compared { spec, warnings, plan } = Compared::read(context, format)?;
    let command = regen_command(context);
    Drift { plan: &plan, noun: NOUN, up_to_date: UP_TO_DATE, command, spec: &spec, warnings: &warnings }
        .print(format)
}
