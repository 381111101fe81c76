//! Prevents concurrent runs from writing to the same folders: each would delete the other's temporary files.

use std::collections::BTreeSet;
use std::fs::{self, File, TryLockError};
use std::path::{Path, PathBuf};

use crate::output;
use crate::paths::shown;

/// Locked folders, until this is dropped or the process ends.
///
/// The folders themselves are locked, so that no lock file is left behind. Where the operating system or file system
/// does not support that (Windows, some network file systems), there is no lock.
pub(crate) struct Lock {
    _held: Vec<File>,
}

impl Lock {
    /// Locks those of the folders that exist. If another process has locked one, prints a message and waits.
    pub(crate) fn take(folders: &[&Path]) -> Lock {
        // All processes lock in the same order, which excludes deadlocks, and each folder once: a second lock on it
        // would wait for the first.
        let folders: BTreeSet<PathBuf> =
            folders.iter().filter_map(|folder| fs::canonicalize(folder).ok()).collect();
        Lock { _held: folders.iter().filter_map(|folder| lock(folder)).collect() }
    }
}

fn lock(folder: &Path) -> Option<File> {
    let file = File::open(folder).ok()?;
    match file.try_lock() {
        Ok(()) => Some(file),
        Err(TryLockError::WouldBlock) => {
            output::eprint(&format!("waiting for another run that writes to `{}`\n", shown(folder)));
            file.lock().ok()?;
            Some(file)
        }
        Err(TryLockError::Error(_)) => None,
    }
}
