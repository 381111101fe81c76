//! `regen`: makes a client's generated files what the spec says, or tells where they are not.

use std::fs;
use std::path::Path;

use specwright::{Diagnostics, Generated, GeneratedFile};

use crate::cli::{Folders, ReportFormat, workspace};
use crate::drift::{Drift, are, list};
use crate::error::Error;
use crate::lock::Lock;
use crate::manifest;
use crate::output::{self, Exit, Paint, count};
use crate::paths::{quoted, shown};
use crate::plan::{self, Kind, Plan, Wanted};
use crate::spec::{SCHEMA, Spec};
use crate::write;

/// Writes what differs.
pub(crate) fn write(folders: &Folders) -> Result<Exit, Error> {
    let lock = Lock::take(&[&folders.spec(), &folders.out()]);
    let wanted = Compared::read(folders, ReportFormat::Text)?;
    refuse_another_client(folders)?;
    write::apply(&wanted.plan, &lock)?;
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
        refuse_foreign_files(&plan)?;
        // Another API's folder gets it when one of its files asks for it.
        let plan = match spec.asks_for(SCHEMA) {
            true => plan.beside(&folders.spec().join(SCHEMA), &schema())?,
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

/// No code must take the place of another API's because one of the folders was forgotten.
fn refuse_another_client(folders: &Folders) -> Result<(), Error> {
    let is_own = |folder: &Path, own: &str| {
        let own = workspace().join(own);
        fs::canonicalize(folder).is_ok_and(|folder| fs::canonicalize(own).is_ok_and(|own| own == folder))
    };
    let (given, needed, lost) = match (folders.given_spec(), folders.given_out()) {
        (Some(spec), None) if !is_own(spec, "spec") => {
            let needed = "`--out DIR`, the root of its client's crate";
            (format!("--spec {}", quoted(spec)), needed, "`--out`")
        }
        (None, Some(out)) if !is_own(out, "generated-client") => {
            let needed = "`--spec DIR`, the folder of its API's YAML files";
            (format!("--out {}", quoted(out)), needed, "`--spec`")
        }
        _ => return Ok(()),
    };
    let (spec, out) = (shown(&folders.spec()), shown(&folders.out()));
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

/// The command that writes what differs, with the folders in use. `regen` asks for both where one is given.
fn mending_command(folders: &Folders) -> String {
    if folders.given_spec().is_none() && folders.given_out().is_none() {
        return "cargo xtask regen".to_owned();
    }
    let argument = |given: Option<&Path>, used: &Path| quoted(given.unwrap_or(Path::new(&shown(used))));
    let spec = argument(folders.given_spec(), &folders.spec());
    let out = argument(folders.given_out(), &folders.out());
    format!("cargo xtask regen --spec {spec} --out {out}")
}
