//! `regen`: makes a client's generated files what the spec says, or tells where they are not.

use std::fs;
use std::path::Path;

use specwright::{Diagnostics, Generated};

use crate::cli::{Folders, ReportFormat, workspace};
use crate::drift::{Drift, are, list};
use crate::error::Error;
use crate::manifest;
use crate::output::{self, Exit, Paint, count};
use crate::paths::{quoted, shown};
use crate::plan::{self, Kind, Plan, Wanted};
use crate::spec::{SCHEMA, Spec};
use crate::write;

/// Writes what differs.
pub(crate) fn write(folders: &Folders) -> Result<Exit, Error> {
    let wanted = Compared::read(folders, ReportFormat::Text)?;
    refuse_another_client(folders)?;
    write::apply(&wanted.plan)?;
    let mut told = list(&wanted.plan, Paint::stdout(), ["wrote", "wrote", "deleted"]);
    told.push_str(&summary(&wanted.plan));
    output::print(&told)?;
    Ok(Exit::Success)
}

/// Shows what differs, and writes nothing.
pub(crate) fn compare(folders: &Folders, format: ReportFormat) -> Result<Exit, Error> {
    let Compared { spec, warnings, plan } = Compared::read(folders, format)?;
    let (thing, right) = (THING, RIGHT);
    let mend = mending_command(folders);
    Drift { plan: &plan, thing, right, mend, spec: &spec, warnings: &warnings }.print(format)
}

/// What a file is called here, and what it is when it need not change.
const THING: &str = "generated file";
const RIGHT: &str = "as the spec says";

/// A spec, and what its client lacks.
struct Compared {
    spec: Spec,
    warnings: Diagnostics,
    plan: Plan,
}

impl Compared {
    fn read(folders: &Folders, format: ReportFormat) -> Result<Compared, Error> {
        let spec = Spec::read(&folders.spec(), format)?;
        let out = folders.out();
        output::progress_of_many("generating from", spec.sources().len(), "file");
        let Generated { files, warnings, .. } =
            spec.generate(&manifest::options(&out)?, |file| plan::Compared::new(&out, Wanted::from(&file)))?;
        let plan = Plan::new(&out, files)?;
        refuse_no_crate(folders)?;
        // Another API's folder gets it when one of its files asks for it.
        let plan = match spec.asks_for(SCHEMA) {
            true => plan.beside(&folders.spec(), Wanted { path: SCHEMA, contents: &schema() })?,
            false => plan,
        };
        Ok(Compared { spec, warnings, plan })
    }
}

/// The dialect as a JSON schema, for editors.
fn schema() -> String {
    format!("{:#}\n", specwright::spec_schema())
}

/// Generated files in a folder that is no crate would be written where nobody looks for them.
fn refuse_no_crate(folders: &Folders) -> Result<(), Error> {
    let out = folders.out();
    if out.join("Cargo.toml").is_file() {
        return Ok(());
    }
    let problem = format!("`{}` is no crate: it has no `Cargo.toml`", shown(&out));
    let spec = quoted(Path::new(&shown(&folders.spec())));
    let out = quoted(Path::new(&shown(&out)));
    Err(Error::new(problem).help(format!(
        "`cargo xtask new client NAME --spec {spec} --out {out}` writes a whole crate; nothing was written"
    )))
}

/// Another API's code must not take the place of the workspace's own client because `--out` was forgotten.
fn refuse_another_client(folders: &Folders) -> Result<(), Error> {
    let is_own = |spec: &Path| {
        fs::canonicalize(spec)
            .is_ok_and(|spec| fs::canonicalize(workspace().join("spec")).is_ok_and(|own| own == spec))
    };
    match (folders.given_spec(), folders.given_out()) {
        (Some(spec), None) if !is_own(spec) => {
            let problem =
                format!("`--spec {}` needs `--out DIR`, the root of its client's crate", quoted(spec));
            let help = format!(
                "without `--out`, `{}` would be overwritten; nothing was written",
                shown(&folders.out())
            );
            Err(Error::new(problem).help(help))
        }
        _ => Ok(()),
    }
}

fn summary(plan: &Plan) -> String {
    let deleted = plan.changes.iter().filter(|change| matches!(change.kind, Kind::Orphaned { .. })).count();
    let written = plan.changes.len() - deleted;
    match (written, deleted) {
        (0, 0) => format!("{} {RIGHT}\n", are(plan.unchanged, THING)),
        _ => format!("{} written, {deleted} deleted, {} unchanged\n", count(written, THING), plan.unchanged),
    }
}

/// The command that writes what differs, with the folders in use.
fn mending_command(folders: &Folders) -> String {
    let mut command = format!("cargo xtask regen{}", folders.spec_argument());
    match (folders.given_out(), folders.given_spec()) {
        (Some(out), _) => command.push_str(&format!(" --out {}", quoted(out))),
        // `regen` asks for it beside `--spec`.
        (None, Some(_)) => command.push_str(&format!(" --out {}", quoted(Path::new(&shown(&folders.out()))))),
        (None, None) => {}
    }
    command
}
