//! Carries out a plan: all of it, or nothing.
//!
//! New contents are first written to files of their own beside those they replace, which is where a full disk
//! or a read-only folder shows. Then each takes its place by a rename, which is all or nothing, and what it
//! replaces is kept until the last one is in place. A failure on the way takes back every step before it, and so does
//! Ctrl-C. Where the program is killed, whole files are left, old or new, and some files with names of
//! [`Work::spare`], which the next run deletes: in the generated folder as everything that does not belong there,
//! elsewhere by their names.

use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process;

use crate::error::Error;
use crate::interrupt::{self, Writing};
use crate::lock::Lock;
use crate::output;
use crate::plan::{Change, Kind, OWNED, Plan};

/// Makes the crate hold what the plan wants it to. What the plan was made of must have been locked before it was read.
///
/// # Errors
///
/// When a step fails, or the program is interrupted. Every file is then as it was, or the error tells where the old
/// contents are.
pub(crate) fn apply(plan: &Plan, _lock: &Lock) -> Result<(), Error> {
    let writing = Writing::begin();
    apply_unless(interrupt::is_wanted, plan)?;
    writing.done();
    Ok(())
}

fn apply_unless(interrupted: impl Fn() -> bool, plan: &Plan) -> Result<(), Error> {
    plan.folders.iter().for_each(|folder| remove_spares(folder));
    let mut work = Work::default();
    match work.carry_out(plan, interrupted) {
        Ok(()) => {
            work.finish();
            remove_empty_folders(&plan.root.join(OWNED));
            Ok(())
        }
        Err(error) if work.take_back() => Err(error.help("every file is as it was")),
        Err(error) => Err(error.help(
            "not every step could be taken back: what was replaced is in `.specwright-*.tmp` files beside its place",
        )),
    }
}

/// The steps taken so far.
#[derive(Default)]
struct Work {
    undo: Vec<Undo>,
    spares: usize,
}

/// How to take one step back.
enum Undo {
    RemoveFolder(PathBuf),
    RemoveFile(PathBuf),
    Restore { kept: PathBuf, path: PathBuf },
}

impl Work {
    fn carry_out(&mut self, plan: &Plan, interrupted: impl Fn() -> bool) -> Result<(), Error> {
        let go_on = || if interrupted() { Err(interrupt::error()) } else { Ok(()) };
        output::progress_of_many("writing", plan.changes.len(), "file");
        let generated = plan.root.join(OWNED);
        let mut written = Vec::new();
        for change in &plan.changes {
            go_on()?;
            if let Some(contents) = change.kind.new_contents() {
                let is_generated = change.path.starts_with(&generated);
                written.push(Some(self.write_beside(&change.path, contents, is_generated)?));
            } else {
                written.push(None);
            }
        }
        for (change, written) in plan.changes.iter().zip(written) {
            go_on()?;
            self.put_in_place(change, written)?;
        }
        Ok(())
    }

    /// Writes a file beside the one that it will become. What was written by hand is on the disk before anything
    /// takes its place; what is generated can be generated again, and waiting for the disk at each file takes longer
    /// than all the rest.
    fn write_beside(&mut self, path: &Path, contents: &[u8], is_generated: bool) -> Result<PathBuf, Error> {
        let folder = path.parent().unwrap_or(path);
        self.create_folder(folder).map_err(|error| Error::io("create the folder", folder, &error))?;
        let spare = self.spare(folder);
        let fail = |error: io::Error| Error::io("write", path, &error);
        let mut file = OpenOptions::new().write(true).create_new(true).open(&spare).map_err(fail)?;
        self.undo.push(Undo::RemoveFile(spare.clone()));
        // Before there is anything to read in it, it may be read by those who may read the old one.
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
            return Err(io::Error::new(
                io::ErrorKind::NotFound,
                "a symbolic link that leads nowhere is in its place",
            ));
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
                // A second name for the old file: it is never away, not even for a moment.
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

    /// A free name in a folder. It is hidden, so that no tool takes the file for source.
    fn spare(&mut self, folder: &Path) -> PathBuf {
        loop {
            self.spares += 1;
            let path = folder.join(format!("{SPARE}{}-{}.tmp", process::id(), self.spares));
            if fs::symlink_metadata(&path).is_err() {
                return path;
            }
        }
    }

    /// Drops what was kept for taking steps back. What cannot be deleted now is an orphan for the next run.
    fn finish(self) {
        for step in self.undo {
            if let Undo::Restore { kept, .. } = step {
                let _ = fs::remove_file(kept);
            }
        }
    }

    /// Takes back every step, the last one first. Goes on where one fails, and tells whether none did.
    fn take_back(self) -> bool {
        let failed = self.undo.into_iter().rev().filter_map(|step| step.take_back().err());
        failed.count() == 0
    }
}

impl Undo {
    fn take_back(self) -> io::Result<()> {
        match self {
            Undo::RemoveFolder(path) => fs::remove_dir(path),
            Undo::RemoveFile(path) => unless_gone(fs::remove_file(path)),
            Undo::Restore { kept, path } => {
                fs::rename(&kept, path)?;
                // A rename between two names of one file does nothing and leaves both.
                unless_gone(fs::remove_file(kept))
            }
        }
    }
}

/// How the names of spare files begin.
const SPARE: &str = ".specwright-";

/// Removes what an interrupted run has left in a folder, where that can be done.
fn remove_spares(folder: &Path) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let name = entry.file_name();
        let is_spare = name.to_str().is_some_and(|name| name.starts_with(SPARE) && name.ends_with(".tmp"));
        if is_spare && entry.file_type().is_ok_and(|kind| kind.is_file()) {
            let _ = fs::remove_file(entry.path());
        }
    }
}

/// What is not there need not be removed: a file that was written may have become another by a rename.
fn unless_gone(removed: io::Result<()>) -> io::Result<()> {
    match removed {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        other => other,
    }
}

/// Removes the empty folders in a folder, not itself. Removing one that is not empty fails, which is what keeps
/// it; links are not followed.
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
    use crate::plan::{Compared, Wanted};

    /// Carries out a plan for a folder that no other run knows.
    fn apply(plan: &Plan) -> Result<(), Error> {
        super::apply(plan, &Lock::take(&[]))
    }

    fn planned(folder: &tempfile::TempDir, files: &[(&str, &str)]) -> Plan {
        let wanted = files.iter().map(|(path, contents)| Wanted { path, contents });
        Plan::new(folder.path(), wanted.map(|wanted| Compared::new(folder.path(), wanted))).unwrap()
    }

    /// Every file below a folder with what it holds, hidden ones included, and the folders.
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
    fn a_failing_rename_leaves_every_file_as_it_was() {
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
        // Since the plan was made, a folder has taken the place of a file.
        fs::create_dir_all(folder.path().join("src/generated/y.rs/full")).unwrap();
        let before = everything(folder.path());
        let error = apply(&plan).unwrap_err();
        assert!(error.to_string().contains("y.rs"), "{error}");
        assert_eq!(everything(folder.path()), before);
    }

    #[test]
    fn a_failure_before_the_renames_leaves_every_file_as_it_was() {
        let folder = crate_with(&[("src/generated/a.rs", "old a")]);
        let files = &[("src/generated/a.rs", "new a"), ("src/generated/m/n.rs", "new n")];
        let plan = planned(&folder, files);
        fs::write(folder.path().join("src/generated/m"), "a file in place of a folder").unwrap();
        let before = everything(folder.path());
        apply(&plan).unwrap_err();
        assert_eq!(everything(folder.path()), before);
    }

    #[test]
    fn an_interruption_at_any_step_leaves_every_file_as_it_was() {
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
                matches!(&error, Error::Failure { help: Some(help), .. } if help == "every file is as it was")
            );
            assert_eq!(everything(folder.path()), before, "after {steps} steps");
            steps += 1;
        }
        // Each of the three changes can be interrupted before it is prepared, and before it takes its place.
        assert_eq!(steps, 6);
        assert_ne!(everything(folder.path()), before);
    }

    #[test]
    fn a_vanished_orphan_fails_and_changes_nothing() {
        let folder = crate_with(&[("src/generated/a.rs", "old a"), ("src/generated/b.rs", "orphan")]);
        let plan = planned(&folder, &[("src/generated/a.rs", "new a")]);
        fs::remove_file(folder.path().join("src/generated/b.rs")).unwrap();
        let before = everything(folder.path());
        apply(&plan).unwrap_err();
        assert_eq!(everything(folder.path()), before);
    }

    #[test]
    fn what_an_interrupted_run_left_is_deleted() {
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
