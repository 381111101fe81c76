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

/// Writes what differs.
pub(crate) fn write(context: &Context<'_>) -> Result<Exit, Error> {
    let lock = Lock::take(&[context.spec(), context.out()]);
    let wanted = Compared::read(context, ReportFormat::Text)?;
    refuse_another_client(context)?;
    write::apply(&wanted.plan, &lock)?;
    let mut told = list(&wanted.plan, Paint::stdout(), ["wrote", "wrote", "deleted"]);
    told.push_str(&summary(&wanted.plan));
    output::print(&told)?;
    Ok(Exit::Success)
}

/// What a file is called, and what it is if it need not change.
pub(crate) const THING: &str = "generated file";
pub(crate) const RIGHT: &str = "as the spec says";

/// A spec, and what its client lacks.
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
        // Another API's folder gets it when one of its files asks for it.
        let plan = match spec.asks_for(SCHEMA) {
            true => plan.beside(&context.spec().join(SCHEMA), &schema())?,
            false => plan,
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

/// Where nothing is ours of what stands in place of generated files, another generator or a person wrote it.
fn refuse_foreign_files(plan: &Plan) -> Result<(), Error> {
    let found = || {
        let old = plan.changes.iter().map(|change| (change, change.kind.old_contents().unwrap_or_default()));
        old.filter(|(_, old)| !old.is_empty())
    };
    let is_ours =
        plan.unchanged > 0 || found().any(|(_, old)| old.starts_with(GeneratedFile::HEAD.as_bytes()));
    match found().next() {
        Some((change, _)) if !is_ours => Err(plan::in_the_way(&change.path, "not of this generator")),
        _ => Ok(()),
    }
}

/// A client must not become that of another API because one of the two folders was not given.
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

fn summary(plan: &Plan) -> String {
    let deleted = plan.changes.iter().filter(|change| matches!(change.kind, Kind::Orphaned { .. })).count();
    let written = plan.changes.len() - deleted;
    match (written, deleted) {
        (0, 0) => format!("{} {RIGHT}\n", are(plan.unchanged, THING)),
        _ => format!("{} written, {deleted} deleted, {} unchanged\n", count(written, THING), plan.unchanged),
    }
}

/// The command that writes what differs, with the folders in use: both, as `regen` may refuse one alone.
pub(crate) fn mending_command(context: &Context<'_>) -> String {
    if context.given_spec().is_none() && context.given_out().is_none() {
        return context.command("regen");
    }
    let argument = |given: Option<&Path>, used: &Path| quoted(given.unwrap_or(Path::new(&shown(used))));
    let spec = argument(context.given_spec(), context.spec());
    let out = argument(context.given_out(), context.out());
    format!("{} --spec {spec} --out {out}", context.command("regen"))
}
