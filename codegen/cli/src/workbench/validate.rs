//! `validate`: validates the body of a request, without compiling a client.

mod verdict;

use std::fs;
use std::io::{self, Read};
use std::path::Path;

use specwright::ir::{Api, Operation};
use specwright_workbench::judge::Judge;

use crate::arguments::ReportFormat;
use crate::context::Context;
use crate::error::Error;
use crate::output::{self, Exit, Paint};
use crate::paths::in_repository;
use crate::spec::Spec;

/// Prints the verdict to standard output.
pub(crate) fn run(
    context: &Context<'_>,
    operation: &str,
    file: &Path,
    lenient: bool,
    format: ReportFormat,
) -> Result<Exit, Error> {
    let api = Spec::read(context.spec(), format)?.check()?.api;
    let operation = find(&api, operation)?;
    let judge = Judge::new(&api);
    let judge = if lenient { judge.lenient() } else { judge };
    let verdict = judge.verdict(operation, &read(file)?);
    let report = match format {
        ReportFormat::Text => verdict::to_text(&verdict, Paint::stdout()),
        ReportFormat::Json => verdict::to_json(&verdict),
        ReportFormat::Github => {
            verdict::to_github(&verdict, (file != Path::new("-")).then(|| in_repository(file)))
        }
    };
    output::print_report(&report, format == ReportFormat::Text)?;
    Ok(if verdict.is_valid() { Exit::Success } else { Exit::Negative })
}

fn find<'a>(api: &'a Api, name: &str) -> Result<&'a Operation, Error> {
    api.operation(name).ok_or_else(|| {
        let names: Vec<&str> = api.operations.iter().map(|operation| operation.name.as_str()).collect();
        let near = specwright::suggest::nearest(name, names.iter().copied());
        let guess = near.map(|name| format!("did you mean `{name}`? ")).unwrap_or_default();
        Error::new(format!("the spec has no operation `{name}`"))
            .help(format!("{guess}the spec has: {}", names.join(", ")))
    })
}

/// Reads a file; `-` is standard input.
pub(crate) fn read(file: &Path) -> Result<Vec<u8>, Error> {
    if file == Path::new("-") {
        let mut bytes = Vec::new();
        io::stdin()
            .lock()
            .read_to_end(&mut bytes)
            .map_err(|error| Error::new(format!("cannot read standard input: {error}")))?;
        return Ok(bytes);
    }
    fs::read(file).map_err(|error| Error::io("read", file, &error))
}
