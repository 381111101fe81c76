//! `import`: makes a spec of an OpenAPI document.

mod changes;
mod list;
mod progress;
mod summary;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use specwright::Source;
use specwright_workbench::import::{self, Document, ImportError, Imported};

use crate::context::Context;
use crate::error::Error;
use crate::lock::Lock;
use crate::output::{self, Exit, Paint};
use crate::paths::shown;
use crate::plan::{Change, Kind, Plan};
use crate::write;
use list::Listed;
use progress::Progress;

/// The arguments of the command.
pub(crate) struct Wanted<'a> {
    pub(crate) file: &'a Path,
    pub(crate) overlays: &'a [PathBuf],
    pub(crate) report: Option<&'a Path>,
    pub(crate) force: bool,
}

/// Writes the spec: all of its files, or none.
pub(crate) fn write(context: &Context<'_>, wanted: &Wanted<'_>) -> Result<Exit, Error> {
    let folder = context.spec();
    let lock = Lock::take(&[folder]);
    let imported = imported(wanted)?;
    let listed = Listed::read(folder)?;
    let plan = plan(folder, &imported, listed.as_ref(), wanted.force)?;
    write::apply(&plan, &lock)?;
    write_report(wanted, &imported)?;
    output::print(&summary::of(context, wanted, &imported, &plan, Paint::stdout()))?;
    Ok(Exit::Success)
}

/// Shows what another import would change in the spec.
pub(crate) fn diff(context: &Context<'_>, wanted: &Wanted<'_>) -> Result<Exit, Error> {
    let imported = imported(wanted)?;
    write_report(wanted, &imported)?;
    let (text, is_same) = changes::of(context, &imported)?;
    output::print(&text)?;
    Ok(if is_same { Exit::Success } else { Exit::Negative })
}

fn imported(wanted: &Wanted<'_>) -> Result<Imported, Error> {
    let read = |path: &Path| fs::read(path).map_err(|error| Error::io("read", path, &error));
    let document = (shown(wanted.file), read(wanted.file)?);
    let overlays: Vec<(String, Vec<u8>)> =
        wanted.overlays.iter().map(|path| Ok((shown(path), read(path)?))).collect::<Result<_, Error>>()?;
    let overlays: Vec<Document<'_>> = overlays.iter().map(|(path, bytes)| Document { path, bytes }).collect();
    let mut progress = Progress::new();
    let document = Document { path: &document.0, bytes: &document.1 };
    let result = import::import_with(document, &overlays, &mut |step| progress.show(step));
    progress.end();
    result.map_err(|error| match error {
        ImportError::Refused(sources, problems) => {
            let problems = problems.render(&sources, Paint::stderr().color);
            Error::Spec(format!(
                "{problems}the compiler refuses what was made of the document, an error of this program; nothing was written\n"
            ))
        }
        other => Error::new(other.to_string()).help("nothing was written"),
    })
}

/// The changes that give the folder the files of the spec, and remove those of an earlier import that it lacks.
fn plan(folder: &Path, imported: &Imported, listed: Option<&Listed>, force: bool) -> Result<Plan, Error> {
    if listed.is_none() {
        list::refuse_another_spec(folder)?;
    }
    let mut plan = Plan { is_repeatable: true, ..Plan::empty(folder) };
    for file in &imported.files {
        plan = plan.with_file(&folder.join(&file.path), &file.text())?;
    }
    if let Some(listed) = listed {
        let wanted: BTreeSet<&str> = imported.files.iter().map(|file| file.path.as_str()).collect();
        for path in listed.paths().filter(|path| !wanted.contains(path)) {
            let path = folder.join(path);
            if let Ok(old) = fs::read(&path) {
                plan.insert(Change { path, kind: Kind::Orphaned { old } });
            }
        }
        if !force {
            listed.refuse_edited(folder, &plan)?;
        }
    }
    plan.with_file(&folder.join(list::NAME), &Listed::of(&imported.files).to_json())
}

fn write_report(wanted: &Wanted<'_>, imported: &Imported) -> Result<(), Error> {
    let Some(path) = wanted.report else { return Ok(()) };
    let text = format!("{:#}\n", imported.report.to_json());
    fs::write(path, text).map_err(|error| Error::io("write", path, &error))
}

/// The files with paths in the spec's folder, as messages show them.
fn sources(folder: &Path, imported: &Imported) -> Vec<Source> {
    let files = imported.files.iter();
    files.map(|file| Source { path: shown(&folder.join(&file.path)), bytes: file.bytes.clone() }).collect()
}
