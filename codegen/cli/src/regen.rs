//! `regen`: generates the files of a client.

use std::fs;
use std::path::Path;

use specwright::{Diagnostics, Generated, GeneratedFile};

use crate::arguments::ReportFormat;
use crate::context::Context;
use crate::error::Error;
use crate::lock::Lock;
use crate::manifest;
use crate::output::{self, Exit, Paint, count};
use crate::paths::{quoted, shown};
use crate::plan::{self, Kind, Plan, Wanted};
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
        let Generated { files, warnings, .. } =
            spec.generate(&manifest::options(out)?, |file| plan::Compared::new(out, Wanted::from(&file)))?;
        let plan = Plan::new(out, files)?;
        refuse_no_crate(context)?;
        refuse_foreign_files(&plan)?;
        // Another API's folder gets the schema if one of its files refers to it.
        let plan = match spec.refers_to(SCHEMA) {
            true => plan.with_file(&context.spec().join(SCHEMA), &schema())?,
            false => plan,
        };
        let plan = match manifest::openapi(out)? {
            Some(file) => plan.with_file(&out.join(file), &openapi(context, &spec)?)?,
            None => plan,
        };
        Ok(Compared { spec, warnings, plan })
    }
}

/// The OpenAPI document of the client.
#[cfg(feature = "export")]
fn openapi(context: &Context<'_>, spec: &Spec) -> Result<String, Error> {
    crate::export::document(context, &spec.check()?.api)
}

#[cfg(not(feature = "export"))]
fn openapi(_: &Context<'_>, _: &Spec) -> Result<String, Error> {
    Err(Error::not_in_this_build())
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

/// If none of the existing files was written by this generator, another generator or a person owns the folder.
fn refuse_foreign_files(plan: &Plan) -> Result<(), Error> {
    let found = || {
        let old = plan.changes.iter().map(|change| (change, change.kind.old_contents().unwrap_or_default()));
        old.filter(|(_, old)| !old.is_empty())
    };
    let is_ours =
        plan.unchanged > 0 || found().any(|(_, old)| old.starts_with(GeneratedFile::HEAD.as_bytes()));
    match found().next() {
        Some((change, _)) if !is_ours => Err(plan::obstacle(&change.path, "not of this generator")),
        _ => Ok(()),
    }
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
