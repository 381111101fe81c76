//! `regen`: makes a client's generated files what the spec says, or tells where they are not.

use std::fs;
use std::path::Path;

use specwright::Generated;

use crate::cli::{Folders, workspace};
use crate::diff;
use crate::error::Error;
use crate::output::{self, Exit, Paint, count};
use crate::paths::{quoted, shown};
use crate::plan::{Kind, Plan, Wanted};
use crate::spec::{SCHEMA, Spec};
use crate::write;

/// Writes what differs.
pub(crate) fn write(folders: &Folders) -> Result<Exit, Error> {
    let plan = plan(folders)?;
    refuse_another_client(folders)?;
    write::apply(&plan)?;
    let mut told = list(&plan, Paint::stdout(), ["wrote", "wrote", "deleted"]);
    told.push_str(&summary(&plan));
    output::print(&told)?;
    Ok(Exit::Success)
}

/// Shows what differs, and writes nothing.
pub(crate) fn compare(folders: &Folders) -> Result<Exit, Error> {
    let plan = plan(folders)?;
    if plan.is_empty() {
        output::print(&format!("{} as the spec says\n", are(plan.unchanged)))?;
        return Ok(Exit::Success);
    }
    let paint = Paint::stdout();
    let mut told: String = plan.changes.iter().map(|change| diff::change(change, paint) + "\n").collect();
    told.push_str(&format!("{} not as the spec says:\n", are(plan.changes.len())));
    told.push_str(&list(&plan, paint, ["stale", "missing", "orphaned"]));
    told.push_str(&format!("to mend it, run: {}\n", paint.bold(&mending_command(folders))));
    output::print(&told)?;
    Ok(Exit::Negative)
}

fn plan(folders: &Folders) -> Result<Plan, Error> {
    let spec = Spec::read(&folders.spec())?;
    let Generated { files, .. } = spec.generate()?;
    let plan = Plan::new(&folders.out(), files.iter().map(Wanted::from))?;
    refuse_no_crate(folders)?;
    // Another API's folder gets it when one of its files asks for it.
    match spec.asks_for(SCHEMA) {
        true => plan.beside(&folders.spec(), Wanted { path: SCHEMA, contents: &schema() }),
        false => Ok(plan),
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

/// One line for each file that differs; the words are those for stale, missing and orphaned ones.
pub(crate) fn list(plan: &Plan, paint: Paint, words: [&str; 3]) -> String {
    let width = words.iter().map(|word| word.len()).max().unwrap_or_default();
    let [stale, missing, orphaned] = words;
    let mut lines = String::new();
    for change in &plan.changes {
        let word = match change.kind {
            Kind::Stale { .. } => paint.yellow(&format!("{stale:width$}")),
            Kind::Missing { .. } => paint.green(&format!("{missing:width$}")),
            Kind::Orphaned { .. } => paint.red(&format!("{orphaned:width$}")),
        };
        lines.push_str(&format!("  {word}  {}\n", shown(&change.path)));
    }
    lines
}

fn summary(plan: &Plan) -> String {
    let deleted = plan.changes.iter().filter(|change| matches!(change.kind, Kind::Orphaned { .. })).count();
    let written = plan.changes.len() - deleted;
    match (written, deleted) {
        (0, 0) => format!("{} as the spec says\n", are(plan.unchanged)),
        _ => format!(
            "{} written, {deleted} deleted, {} unchanged\n",
            count(written, "generated file"),
            plan.unchanged
        ),
    }
}

/// `1 generated file is`, `2 generated files are`.
fn are(number: usize) -> String {
    format!("{} {}", count(number, "generated file"), if number == 1 { "is" } else { "are" })
}

/// The command that writes what differs, with the folders in use.
fn mending_command(folders: &Folders) -> String {
    let mut command = String::from("cargo xtask regen");
    if let Some(spec) = folders.given_spec() {
        command.push_str(&format!(" --spec {}", quoted(spec)));
    }
    match (folders.given_out(), folders.given_spec()) {
        (Some(out), _) => command.push_str(&format!(" --out {}", quoted(out))),
        // `regen` asks for it beside `--spec`.
        (None, Some(_)) => command.push_str(&format!(" --out {}", quoted(Path::new(&shown(&folders.out()))))),
        (None, None) => {}
    }
    command
}
