//! Keeps runs apart that write to the same folders: each would take the other's unfinished files for leftovers.

use std::collections::BTreeSet;
use std::fs::{self, File, TryLockError};
use std::path::{Path, PathBuf};

use crate::output;
use crate::paths::shown;

/// Folders that are held against other runs until this is dropped or the program ends, however it does.
///
/// The system locks the folders themselves, so that nothing is left in them. Where it cannot (on Windows, on some
/// network disks), the work goes on without a lock.
pub(crate) struct Lock {
    _held: Vec<File>,
}

impl Lock {
    /// Takes the folders, those that are there. Where another run holds one, says so and waits for its end.
    pub(crate) fn take(folders: &[&Path]) -> Lock {
        // All runs take them in one order, so that no two wait for each other; and each once, for who takes a folder
        // twice waits for himself.
        let folders: BTreeSet<PathBuf> =
            folders.iter().filter_map(|folder| fs::canonicalize(folder).ok()).collect();
        Lock { _held: folders.iter().filter_map(|folder| hold(folder)).collect() }
    }
}

fn hold(folder: &Path) -> Option<File> {
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
