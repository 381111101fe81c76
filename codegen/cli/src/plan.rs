//! What must change on the disk, worked out before anything is shown or written.

use std::collections::BTreeSet;
use std::fs::{self, Metadata};
use std::io;
use std::path::{Path, PathBuf};

use specwright::GeneratedFile;

use crate::error::Error;
use crate::paths;

/// The folder of a client crate in which every file is the generator's: what it did not make is deleted there.
/// Nothing outside is ever deleted.
pub(crate) const OWNED: &str = "src/generated";

/// A file of a crate as it should be.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Wanted<'a> {
    /// Its path below the crate's root, with forward slashes.
    pub(crate) path: &'a str,
    pub(crate) contents: &'a str,
}

impl<'a> From<&'a GeneratedFile> for Wanted<'a> {
    fn from(file: &'a GeneratedFile) -> Self {
        Wanted { path: &file.path, contents: &file.contents }
    }
}

/// A wanted file, held against the disk. Its contents are kept only where they differ, so that files can be compared
/// as they are generated, and most of them dropped at once.
#[derive(Debug)]
pub(crate) struct Compared {
    /// Its path below the crate's root.
    path: PathBuf,
    found: Result<Option<Kind>, Error>,
}

impl Compared {
    /// Compares a file with what a crate holds in its place.
    pub(crate) fn new(root: &Path, wanted: Wanted<'_>) -> Compared {
        Compared {
            path: PathBuf::from(wanted.path),
            found: compare(&root.join(wanted.path), wanted.contents),
        }
    }
}

/// What must change in a crate, and in what lies elsewhere, so that all is as it should be.
#[derive(Debug)]
pub(crate) struct Plan {
    /// The crate's root.
    pub(crate) root: PathBuf,
    /// Each file that must change, sorted by path.
    pub(crate) changes: Vec<Change>,
    /// How many files are as they should be.
    pub(crate) unchanged: usize,
    /// The folders in which files are wanted, outside the one that is owned whole.
    pub(crate) folders: BTreeSet<PathBuf>,
}

/// One file that must change.
#[derive(Debug)]
pub(crate) struct Change {
    pub(crate) path: PathBuf,
    pub(crate) kind: Kind,
}

/// What is wrong with a file.
#[derive(Debug)]
pub(crate) enum Kind {
    /// It holds something else, or is a symbolic link.
    Stale { old: Vec<u8>, new: String },
    /// It is not there.
    Missing { new: String },
    /// It should not be there.
    Orphaned { old: Vec<u8> },
}

impl Kind {
    /// The bytes that are there.
    pub(crate) fn old_contents(&self) -> Option<&[u8]> {
        match self {
            Kind::Stale { old, .. } | Kind::Orphaned { old } => Some(old),
            Kind::Missing { .. } => None,
        }
    }

    /// The bytes that are to be written.
    pub(crate) fn new_contents(&self) -> Option<&[u8]> {
        match self {
            Kind::Stale { new, .. } | Kind::Missing { new } => Some(new.as_bytes()),
            Kind::Orphaned { .. } => None,
        }
    }
}

impl Plan {
    /// What a crate lacks, with all the files that it should hold.
    ///
    /// # Errors
    ///
    /// When a file cannot be read, or when something other than a file or folder stands in the way.
    pub(crate) fn new(root: &Path, compared: impl IntoIterator<Item = Compared>) -> Result<Plan, Error> {
        let compared: Vec<Compared> = compared.into_iter().collect();
        let wanted: BTreeSet<PathBuf> = compared.iter().map(|file| file.path.clone()).collect();
        refuse_obstacles(root, wanted.iter().map(PathBuf::as_path))?;
        let mut plan = Plan::empty(root);
        for file in compared {
            plan.want(root.join(&file.path), file.found?);
        }
        for path in files_below(root, Path::new(OWNED))? {
            if !wanted.contains(&path) {
                let path = root.join(path);
                let old = old_contents(&path)?;
                plan.changes.push(Change { path, kind: Kind::Orphaned { old } });
            }
        }
        plan.changes.sort_by(|a, b| a.path.cmp(&b.path));
        Ok(plan)
    }

    /// Wants nothing yet.
    pub(crate) fn empty(folder: &Path) -> Plan {
        Plan { root: folder.to_owned(), changes: Vec::new(), unchanged: 0, folders: BTreeSet::new() }
    }

    /// Wants one more file, in a folder in which nothing is ever deleted.
    ///
    /// # Errors
    ///
    /// When the file cannot be read, or when something other than a file stands in its place.
    pub(crate) fn beside(mut self, path: &Path, contents: &str) -> Result<Plan, Error> {
        self.folders.extend(path.parent().map(Path::to_owned));
        self.want(path.to_owned(), compare(path, contents)?);
        self.changes.sort_by(|a, b| a.path.cmp(&b.path));
        Ok(self)
    }

    fn want(&mut self, path: PathBuf, found: Option<Kind>) {
        match found {
            Some(kind) => self.changes.push(Change { path, kind }),
            None => self.unchanged += 1,
        }
    }

    /// Whether nothing must change.
    pub(crate) fn is_empty(&self) -> bool {
        self.changes.is_empty()
    }
}

/// Refuses to go on where a folder that must hold files is something else. A link would lead out of the crate.
fn refuse_obstacles<'a>(root: &Path, files: impl Iterator<Item = &'a Path>) -> Result<(), Error> {
    match fs::metadata(root) {
        Ok(found) if !found.is_dir() => return Err(in_the_way(root, "not a folder")),
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(Error::io("read", root, &error)),
        _ => {}
    }
    let owned = Path::new(OWNED);
    let folders: BTreeSet<&Path> = files
        .flat_map(|file| file.ancestors().skip(1))
        .chain(owned.ancestors())
        .filter(|folder| !folder.as_os_str().is_empty())
        .collect();
    // A folder stands before what is in it.
    for folder in folders {
        let path = root.join(folder);
        match look(&path)? {
            Some(found) if found.is_symlink() => return Err(in_the_way(&path, "a symbolic link")),
            Some(found) if !found.is_dir() => return Err(in_the_way(&path, "not a folder")),
            _ => {}
        }
    }
    Ok(())
}

/// The failure that tells what stands where generated files belong.
pub(crate) fn in_the_way(path: &Path, what: &str) -> Error {
    Error::new(format!("`{}` is {what}, and generated files belong there", paths::shown(path)))
        .help("move it away, or name another crate with `--out DIR`; nothing was written")
}

/// What must be done so that a file holds some text, if anything.
fn compare(path: &Path, contents: &str) -> Result<Option<Kind>, Error> {
    match look(path)? {
        None => Ok(Some(Kind::Missing { new: contents.to_owned() })),
        Some(found) if found.is_dir() => Err(in_the_way(path, "a folder")),
        Some(found) if !found.is_file() && !found.is_symlink() => Err(in_the_way(path, "not a file")),
        Some(found) => {
            let old = old_contents(path)?;
            let is_same = found.is_file() && old == contents.as_bytes();
            Ok((!is_same).then(|| Kind::Stale { old, new: contents.to_owned() }))
        }
    }
}

/// What a file holds. A link and a device hold nothing of their own.
fn old_contents(path: &Path) -> Result<Vec<u8>, Error> {
    match look(path)? {
        Some(found) if found.is_file() => fs::read(path).map_err(|error| Error::io("read", path, &error)),
        _ => Ok(Vec::new()),
    }
}

/// Everything below a folder that is not a folder itself, links included; links are not followed.
fn files_below(root: &Path, folder: &Path) -> Result<Vec<PathBuf>, Error> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        let path = root.join(&folder);
        if look(&path)?.is_none() {
            continue;
        }
        let fail = |error: io::Error| Error::io("read", &path, &error);
        for entry in fs::read_dir(&path).map_err(fail)? {
            let entry = entry.map_err(fail)?;
            let below = folder.join(entry.file_name());
            if entry.file_type().map_err(fail)?.is_dir() {
                folders.push(below);
            } else {
                files.push(below);
            }
        }
    }
    Ok(files)
}

/// What stands at a path, if anything. Links are not followed.
fn look(path: &Path) -> Result<Option<Metadata>, Error> {
    match fs::symlink_metadata(path) {
        Ok(found) => Ok(Some(found)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(Error::io("read", path, &error)),
    }
}
