//! Applies a plan: all of it, or nothing.
//!
//! New contents are first written to temporary files next to those they replace, where a full disk or a read-only folder
//! causes an error early. Then each is renamed to its final path, which is atomic, and the replaced file is kept until
//! the last one is in place. A failure or Ctrl-C on the way undoes every previous step. If the process is killed, whole
//! files are left, old or new, and some temporary files ([`Work::spare`]), which the next run deletes: in the generated
//! folder as files that do not belong there, elsewhere by their names.

use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process;

use crate::error::Error;
use crate::interrupt::{self, Writing};
use crate::lock::Lock;
use crate::output;
use crate::plan::{Change, Kind, Plan};

/// Applies a plan. The folders must have been locked before the plan was made.
///
/// # Errors
///
/// If a step fails, or the program is interrupted. Every file is then unchanged, or the error states where the old
/// contents are.
pub(crate) fn apply(plan: &Plan, _lock: &Lock) -> Result<(), Error> {
    let writing = Writing::begin();
    apply_unless(interrupt::is_requested, plan)?;
    writing.done();
    Ok(())
}

fn apply_unless(interrupted: impl Fn() -> bool, plan: &Plan) -> Result<(), Error> {
    plan.folders.iter().for_each(|folder| remove_spares(folder));
    let mut work = Work::default();
    match work.carry_out(plan, interrupted) {
        Ok(()) => {
            work.finish();
            plan.owned.iter().for_each(|owned| remove_empty_folders(&plan.root.join(&owned.folder)));
            Ok(())
        }
        Err(error) if work.undo() => Err(error.help("no file was changed")),
        Err(error) => Err(error.help(
            "not every step could be undone: replaced files are kept next to the new ones as `.specwright-*.tmp`",
        )),
    }
}

/// The steps done so far.
#[derive(Default)]
struct Work {
    undo: Vec<Undo>,
    spares: usize,
}

/// How to undo one step.
enum Undo {
    RemoveFolder(PathBuf),
    RemoveFile(PathBuf),
    Restore { kept: PathBuf, path: PathBuf },
}

impl Work {
    fn carry_out(&mut self, plan: &Plan, interrupted: impl Fn() -> bool) -> Result<(), Error> {
        let check_interruption = || if interrupted() { Err(interrupt::error()) } else { Ok(()) };
        output::progress_of_many("writing", plan.changes.len(), "file");
        let is_generated =
            |path: &Path| plan.owned.iter().any(|owned| path.starts_with(plan.root.join(&owned.folder)));
        let mut written = Vec::new();
        for change in &plan.changes {
            check_interruption()?;
            if let Some(contents) = change.kind.new_contents() {
                let is_generated = plan.is_repeatable || is_generated(&change.path);
                written.push(Some(self.write_beside(&change.path, contents, is_generated)?));
            } else {
                written.push(None);
            }
        }
        for (change, written) in plan.changes.iter().zip(written) {
            check_interruption()?;
            self.put_in_place(change, written)?;
        }
        Ok(())
    }

    /// Writes a temporary file next to the final path. A file written by a person is synced to disk before it is
    /// replaced; generated files can be generated again, and syncing each would take longer than everything else.
    fn write_beside(&mut self, path: &Path, contents: &[u8], is_generated: bool) -> Result<PathBuf, Error> {
        let folder = path.parent().unwrap_or(path);
        self.create_folder(folder).map_err(|error| Error::io("create the folder", folder, &error))?;
        let spare = self.spare(folder);
        let fail = |error: io::Error| Error::io("write", path, &error);
        let mut file = OpenOptions::new().write(true).create_new(true).open(&spare).map_err(fail)?;
        self.undo.push(Undo::RemoveFile(spare.clone()));
        // Set before the file has contents, so that only those who may read the old file can read it.
        let permitted = match fs::symlink_metadata(path) {
            Ok(old) if old.is_file() => file.set_permissions(old.permissions()),
            _ => Ok(()),
        };
        permitted
            .and_then(|()| file.write_all(contents))
            .and_then(|()| if is_generated { Ok(()) } else { file.sync_all() })
            .map_err(fail)?;
        Ok(spare)
    }

    fn create_folder(&mut self, folder: &Path) -> io::Result<()> {
        if folder.as_os_str().is_empty() || folder.is_dir() {
            return Ok(());
        }
        if let Some(parent) = folder.parent() {
            self.create_folder(parent)?;
        }
        if folder.is_symlink() {
            return Err(io::Error::new(io::ErrorKind::NotFound, "a dangling symbolic link has this path"));
        }
        fs::create_dir(folder)?;
        self.undo.push(Undo::RemoveFolder(folder.to_owned()));
        Ok(())
    }

    fn put_in_place(&mut self, change: &Change, written: Option<PathBuf>) -> Result<(), Error> {
        let path = change.path.clone();
        let kept = self.spare(path.parent().unwrap_or(&path));
        match (&change.kind, written) {
            (Kind::Stale { .. }, Some(written)) => {
                // A hard link, so that the path exists at every moment.
                fs::hard_link(&path, &kept)
                    .or_else(|_| fs::copy(&path, &kept).map(drop))
                    .map_err(|error| Error::io("keep a copy of", &path, &error))?;
                self.undo.push(Undo::Restore { kept, path: path.clone() });
                fs::rename(&written, &path).map_err(|error| Error::io("replace", &path, &error))
            }
            (Kind::Missing { .. }, Some(written)) => {
                fs::rename(&written, &path).map_err(|error| Error::io("write", &path, &error))?;
                self.undo.push(Undo::RemoveFile(path));
                Ok(())
            }
            (Kind::Orphaned { .. }, _) => {
                fs::rename(&path, &kept).map_err(|error| Error::io("delete", &path, &error))?;
                self.undo.push(Undo::Restore { kept, path });
                Ok(())
            }
            (Kind::Stale { .. } | Kind::Missing { .. }, None) => Ok(()),
        }
    }

    /// An unused name in a folder; hidden, so that tools ignore the file.
    fn spare(&mut self, folder: &Path) -> PathBuf {
        loop {
            self.spares += 1;
            let path = folder.join(format!("{SPARE}{}-{}.tmp", process::id(), self.spares));
            if fs::symlink_metadata(&path).is_err() {
                return path;
            }
        }
    }

    /// Deletes the replaced files. One that cannot be deleted now is an orphan for the next run.
    fn finish(self) {
        for step in self.undo {
            if let Undo::Restore { kept, .. } = step {
                let _ = fs::remove_file(kept);
            }
        }
    }

    /// Undoes all steps in reverse order, continuing after failures. Returns whether all succeeded.
    fn undo(self) -> bool {
        let failed = self.undo.into_iter().rev().filter_map(|step| step.undo().err());
        failed.count() == 0
    }
}

impl Undo {
    fn undo(self) -> io::Result<()> {
        match self {
            Undo::RemoveFolder(path) => fs::remove_dir(path),
            Undo::RemoveFile(path) => unless_gone(fs::remove_file(path)),
            Undo::Restore { kept, path } => {
                fs::rename(&kept, path)?;
                // Renaming one hard link to another of the same file does nothing.
                unless_gone(fs::remove_file(kept))
            }
        }
    }
}

/// The prefix of temporary files.
const SPARE: &str = ".specwright-";

/// Deletes temporary files of an interrupted run, if possible.
fn remove_spares(folder: &Path) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let name = entry.file_name();
        let is_spare = name.to_str().is_some_and(|name| name.starts_with(SPARE) && name.ends_with(".tmp"));
        if is_spare && entry.file_type().is_ok_and(|kind| kind.is_file()) {
            let _ = fs::remove_file(entry.path());
        }
    }
}

/// Ignores that a file does not exist: a temporary file may have been renamed.
fn unless_gone(removed: io::Result<()>) -> io::Result<()> {
    match removed {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        other => other,
    }
}

/// Removes the empty folders in a folder, not itself. `remove_dir` fails for those that are not empty; symbolic links
/// are not followed.
fn remove_empty_folders(folder: &Path) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
            remove_empty_folders(&entry.path());
            let _ = fs::remove_dir(entry.path());
        }
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;
    use std::collections::BTreeMap;
    use std::time::SystemTime;

    use super::*;
    use crate::plan::{Compared, Owned, Wanted};

    /// Applies a plan for a folder that no other process uses.
    fn apply(plan: &Plan) -> Result<(), Error> {
        super::apply(plan, &Lock::take(&[]))
    }

    fn planned(folder: &tempfile::TempDir, files: &[(&str, &str)]) -> Plan {
        let wanted = files.iter().map(|(path, contents)| Wanted { path, contents });
        Plan::new(
            folder.path(),
            vec![Owned { head: "", ..Owned::code() }],
            wanted.map(|wanted| Compared::new(folder.path(), wanted)),
        )
        .unwrap()
    }

    /// The contents of every file below a folder, hidden ones included, and the folders.
    fn everything(root: &Path) -> BTreeMap<PathBuf, (Option<Vec<u8>>, SystemTime)> {
        let mut found = BTreeMap::new();
        let mut folders = vec![root.to_owned()];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                let modified = fs::symlink_metadata(&path).unwrap().modified().unwrap();
                if path.is_dir() {
                    folders.push(path.clone());
                    found.insert(path, (None, SystemTime::UNIX_EPOCH));
                } else {
                    found.insert(path.clone(), (Some(fs::read(&path).unwrap()), modified));
                }
            }
        }
        found
    }

    fn crate_with(files: &[(&str, &str)]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for (path, contents) in files {
            let path = folder.path().join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, contents).unwrap();
        }
        folder
    }

    #[test]
    fn a_failing_rename_changes_no_file() {
        let folder = crate_with(&[
            ("src/generated/a.rs", "old a"),
            ("src/generated/b.rs", "orphan"),
            ("src/generated/z.rs", "old z"),
        ]);
        let files = &[
            ("src/generated/a.rs", "new a"),
            ("src/generated/m.rs", "new m"),
            ("src/generated/new/n.rs", "new n"),
            ("src/generated/y.rs", "new y"),
            ("src/generated/z.rs", "new z"),
        ];
        let plan = planned(&folder, files);
        assert_eq!(plan.changes.len(), 6);
        // After the plan was made, a file is replaced by a folder.
        fs::create_dir_all(folder.path().join("src/generated/y.rs/full")).unwrap();
        let before = everything(folder.path());
        let error = apply(&plan).unwrap_err();
        assert!(error.to_string().contains("y.rs"), "{error}");
        assert_eq!(everything(folder.path()), before);
    }

    #[test]
    fn a_failure_before_the_renames_changes_no_file() {
        let folder = crate_with(&[("src/generated/a.rs", "old a")]);
        let files = &[("src/generated/a.rs", "new a"), ("src/generated/m/n.rs", "new n")];
        let plan = planned(&folder, files);
        fs::write(folder.path().join("src/generated/m"), "a file in place of a folder").unwrap();
        let before = everything(folder.path());
        apply(&plan).unwrap_err();
        assert_eq!(everything(folder.path()), before);
    }

    #[test]
    fn an_interruption_at_any_step_changes_no_file() {
        let folder = crate_with(&[("src/generated/a.rs", "old a"), ("src/generated/b/c.rs", "orphan")]);
        let files = &[("src/generated/a.rs", "new a"), ("src/generated/m/n.rs", "new n")];
        let before = everything(folder.path());
        let mut steps = 0;
        loop {
            let plan = planned(&folder, files);
            let asked = Cell::new(0);
            let interrupted = || asked.replace(asked.get() + 1) == steps;
            let Err(error) = apply_unless(interrupted, &plan) else { break };
            assert_eq!(error.to_string(), "interrupted");
            assert!(
                matches!(&error, Error::Failure { help: Some(help), .. } if help == "no file was changed")
            );
            assert_eq!(everything(folder.path()), before, "after {steps} steps");
            steps += 1;
        }
        // Each of the three changes can be interrupted before its temporary file is written, and before its rename.
        assert_eq!(steps, 6);
        assert_ne!(everything(folder.path()), before);
    }

    #[test]
    fn a_vanished_orphan_is_an_error_and_changes_nothing() {
        let folder = crate_with(&[("src/generated/a.rs", "old a"), ("src/generated/b.rs", "orphan")]);
        let plan = planned(&folder, &[("src/generated/a.rs", "new a")]);
        fs::remove_file(folder.path().join("src/generated/b.rs")).unwrap();
        let before = everything(folder.path());
        apply(&plan).unwrap_err();
        assert_eq!(everything(folder.path()), before);
    }

    #[test]
    fn temporary_files_of_an_interrupted_run_are_deleted() {
        let folder = crate_with(&[
            ("src/generated/.specwright-1-1.tmp", "half"),
            ("src/generated/old/deep/.specwright-1-2.tmp", "half"),
        ]);
        let plan = planned(&folder, &[("src/generated/a.rs", "a")]);
        apply(&plan).unwrap();
        let left: Vec<_> = everything(&folder.path().join("src/generated")).into_keys().collect();
        assert_eq!(left, [folder.path().join("src/generated/a.rs")]);
        assert!(planned(&folder, &[("src/generated/a.rs", "a")]).is_empty());
    }
}
