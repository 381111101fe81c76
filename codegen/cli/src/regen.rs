//! `regen`: generates the files of a client.

use std::fs;
use std::path::Path;

use specwright::{Diagnostics, Generated};

use crate::arguments::ReportFormat;
use crate::context::Context;
use crate::error::Error;
use crate::export;
use crate::lock::Lock;
use crate::manifest;
use crate::output::{self, Exit, Paint, count};
use crate::paths::{quoted, shown};
use crate::plan::{self, Kind, Owned, Plan, Wanted};
use crate::spec::{SCHEMA, Spec};
use crate::summary::{are, list};
use crate::write;

/// Writes the files that differ.
pub(crate) fn write(context: &Context<'_>) -> Result<Exit, Error> {
    let lock = Lock::take(&[context.spec(), context.out()]);
    let wanted = Compared::read(context, ReportFormat::Text)?;
    refuse_another_client(context)?;
    write::apply(&wanted.plan, &lock)?;
    let mut text = list(&wanted.plan, Paint::stdout(), ["wrote", "wrote", "deleted"]);
    text.push_str(&totals(&wanted.plan));
    output::print(&text)?;
    Ok(Exit::Success)
}

/// The noun for the files, and the adjective for those that do not change.
pub(crate) const NOUN: &str = "generated file";
pub(crate) const UP_TO_DATE: &str = "as the spec says";

/// A spec, and the changes of its client.
pub(crate) struct Compared {
    pub(crate) spec: Spec,
    pub(crate) warnings: Diagnostics,
    pub(crate) plan: Plan,
}

impl Compared {
    pub(crate) fn read(context: &Context<'_>, format: ReportFormat) -> Result<Compared, Error> {
        let spec = Spec::read(context.spec(), format)?;
        let out = context.out();
        output::progress_of_many("generating from", spec.sources().len(), "file");
        let client = manifest::Client::read(out)?;
        let Generated { mut files, warnings, api, .. } =
            spec.generate(&client.options(), |file| plan::Compared::new(out, Wanted::from(&file)))?;
        let mut owned = vec![Owned::code()];
        if let Some(reference) = &client.reference {
            files.extend(reference.compared(out, &api, &client.public_path(&api)));
            owned.push(reference.owned());
        }
        let plan = Plan::new(out, owned, files)?;
        refuse_no_crate(context)?;
        // Another API's folder gets the schema if one of its files refers to it.
        let plan = match spec.refers_to(SCHEMA) {
            true => plan.with_file(&context.spec().join(SCHEMA), &schema())?,
            false => plan,
        };
        let plan = match &client.openapi {
            Some(file) => plan.with_file(&out.join(file), &export::document(&client, &api)?)?,
            None => plan,
        };
        Ok(Compared { spec, warnings, plan })
    }
}

/// The dialect as a JSON schema, for editors.
fn schema() -> String {
    format!("{:#}\n", specwright::spec_schema())
}

/// Generated files outside of a crate would never be compiled.
fn refuse_no_crate(context: &Context<'_>) -> Result<(), Error> {
    let out = context.out();
    if out.join("Cargo.toml").is_file() {
        return Ok(());
    }
    let problem = format!("`{}` is not a crate: it has no `Cargo.toml`", shown(out));
    let new = context.command("new client NAME");
    let spec = quoted(Path::new(&shown(context.spec())));
    let out = quoted(Path::new(&shown(out)));
    Err(Error::new(problem)
        .help(format!("`{new} --spec {spec} --out {out}` writes a whole crate; nothing was written")))
}

/// Prevents that a client is overwritten by that of another API because one of the two folders was not given.
fn refuse_another_client(context: &Context<'_>) -> Result<(), Error> {
    let is_same = |folder: &Path, other: &Path| {
        fs::canonicalize(folder)
            .is_ok_and(|folder| fs::canonicalize(other).is_ok_and(|other| other == folder))
    };
    let (given, needed, lost) = match (context.given_spec(), context.given_out()) {
        (Some(spec), None) if context.has_default_spec() && !is_same(spec, &context.program.spec) => {
            let needed = "`--out DIR`, the root of its client's crate";
            (format!("--spec {}", quoted(spec)), needed, "`--out`")
        }
        (None, Some(out)) if context.has_default_client() && !is_same(out, &context.program.out) => {
            let needed = "`--spec DIR`, the folder of its API's YAML files";
            (format!("--out {}", quoted(out)), needed, "`--spec`")
        }
        _ => return Ok(()),
    };
    let (spec, out) = (shown(context.spec()), shown(context.out()));
    Err(Error::new(format!("`{given}` needs {needed}"))
        .help(format!("without {lost}, `{out}` would become the client of `{spec}`; nothing was written")))
}

fn totals(plan: &Plan) -> String {
    let deleted = plan.changes.iter().filter(|change| matches!(change.kind, Kind::Orphaned { .. })).count();
    let written = plan.changes.len() - deleted;
    match (written, deleted) {
        (0, 0) => format!("{} {UP_TO_DATE}\n", are(plan.unchanged, NOUN)),
        _ => format!("{} written, {deleted} deleted, {} unchanged\n", count(written, NOUN), plan.unchanged),
    }
}

/// The command that writes the differences, with both folders, since `regen` refuses one alone.
pub(crate) fn regen_command(context: &Context<'_>) -> String {
    if context.given_spec().is_none() && context.given_out().is_none() {
        return context.command("regen");
    }
    let argument = |given: Option<&Path>, used: &Path| quoted(given.unwrap_or(Path::new(&shown(used))));
    let spec = argument(context.given_spec(), context.spec());
    let out = argument(context.given_out(), context.out());
    format!("{} --spec {spec} --out {out}", context.command("regen"))
}
