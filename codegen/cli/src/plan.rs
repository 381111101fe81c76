//! The changes to make on disk, computed before anything is shown or written.

use std::collections::BTreeSet;
use std::fs::{self, Metadata};
use std::io;
use std::path::{Path, PathBuf};

use specwright::GeneratedFile;

use crate::error::Error;
use crate::paths;

/// The folder of a client crate with the generated code.
pub(crate) const GENERATED: &str = "src/generated";

/// A folder of a client crate that belongs to the generator: other files in it are deleted. Nothing outside of such folders is
/// ever deleted.
#[derive(Clone, Debug)]
pub(crate) struct Owned {
    /// Its path below the crate's root.
    pub(crate) folder: PathBuf,
    /// The beginning of the files that this generator writes there.
    pub(crate) head: &'static str,
}

impl Owned {
    /// The folder of the generated code.
    pub(crate) fn code() -> Owned {
        Owned { folder: PathBuf::from(GENERATED), head: GeneratedFile::HEAD }
    }
}

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

/// The result of comparing a wanted file with the disk. It keeps the contents only if they differ, so that most files
/// can be dropped while the others are still being generated.
#[derive(Debug)]
pub(crate) struct Compared {
    /// Path relative to the crate's root.
    path: PathBuf,
    found: Result<Option<Kind>, Error>,
}

impl Compared {
    /// Compares a file with the one on disk.
    pub(crate) fn new(root: &Path, wanted: Wanted<'_>) -> Compared {
        Compared {
            path: PathBuf::from(wanted.path),
            found: compare(&root.join(wanted.path), wanted.contents),
        }
    }
}

/// The changes that make files on disk equal to the wanted ones.
#[derive(Debug)]
pub(crate) struct Plan {
    /// The crate's root.
    pub(crate) root: PathBuf,
    /// Each file that must change, sorted by path.
    pub(crate) changes: Vec<Change>,
    /// The number of files that do not change.
    pub(crate) unchanged: usize,
    /// The folders of wanted files outside of those that are owned.
    pub(crate) folders: BTreeSet<PathBuf>,
    /// Whether a command can make all of its files again.
    pub(crate) is_repeatable: bool,
    /// The owned folders.
    pub(crate) owned: Vec<Owned>,
}

/// A change of one file.
#[derive(Debug)]
pub(crate) struct Change {
    pub(crate) path: PathBuf,
    pub(crate) kind: Kind,
}

/// The kind of a change.
#[derive(Debug)]
pub(crate) enum Kind {
    /// The file has other contents, or is a symbolic link.
    Stale { old: Vec<u8>, new: String },
    /// The file does not exist.
    Missing { new: String },
    /// The file should not exist.
    Orphaned { old: Vec<u8> },
}

impl Kind {
    /// The current contents.
    pub(crate) fn old_contents(&self) -> Option<&[u8]> {
        match self {
            Kind::Stale { old, .. } | Kind::Orphaned { old } => Some(old),
            Kind::Missing { .. } => None,
        }
    }

    /// The contents to write.
    pub(crate) fn new_contents(&self) -> Option<&[u8]> {
        match self {
            Kind::Stale { new, .. } | Kind::Missing { new } => Some(new.as_bytes()),
            Kind::Orphaned { .. } => None,
        }
    }
}

impl Plan {
    /// The changes of a crate whose generated files were compared.
    ///
    /// # Errors
    ///
    /// If a file cannot be read, or a path is taken by something other than a file or folder.
    pub(crate) fn new(
        root: &Path,
        owned: Vec<Owned>,
        compared: impl IntoIterator<Item = Compared>,
    ) -> Result<Plan, Error> {
        let compared: Vec<Compared> = compared.into_iter().collect();
        let wanted: BTreeSet<PathBuf> = compared.iter().map(|file| file.path.clone()).collect();
        let folders = owned.iter().map(|owned| owned.folder.as_path());
        refuse_obstacles(root, wanted.iter().map(PathBuf::as_path), folders)?;
        let mut plan = Plan { owned, ..Plan::empty(root) };
        let mut known = BTreeSet::new();
        for file in compared {
            let found = file.found?;
            let folder = plan.owned.iter().position(|owned| file.path.starts_with(&owned.folder));
            known.extend(folder.filter(|_| found.is_none()));
            match found {
                Some(kind) => plan.changes.push(Change { path: root.join(&file.path), kind }),
                None => plan.unchanged += 1,
            }
        }
        for owned in plan.owned.clone() {
            for path in files_below(root, &owned.folder)?.into_iter().filter(|path| !wanted.contains(path)) {
                let path = root.join(path);
                let old = old_contents(&path)?;
                plan.changes.push(Change { path, kind: Kind::Orphaned { old } });
            }
        }
        plan.changes.sort_by(|a, b| a.path.cmp(&b.path));
        let mut unknown = plan.owned.iter().enumerate().filter(|(index, _)| !known.contains(index));
        unknown.try_for_each(|(_, owned)| plan.refuse_foreign_files(owned))?;
        Ok(plan)
    }

    /// If none of the existing files was written by this generator, another generator or a person owns the folder.
    fn refuse_foreign_files(&self, owned: &Owned) -> Result<(), Error> {
        let folder = self.root.join(&owned.folder);
        let found = || {
            let changes = self.changes.iter().filter(|change| change.path.starts_with(&folder));
            let old = changes.map(|change| (change, change.kind.old_contents().unwrap_or_default()));
            old.filter(|(_, old)| !old.is_empty())
        };
        let is_ours = found().any(|(_, old)| old.starts_with(owned.head.as_bytes()));
        match found().next() {
            Some((change, _)) if !is_ours => Err(obstacle(&change.path, "not of this generator")),
            _ => Ok(()),
        }
    }

    /// A plan without changes.
    pub(crate) fn empty(folder: &Path) -> Plan {
        Plan {
            root: folder.to_owned(),
            changes: Vec::new(),
            unchanged: 0,
            folders: BTreeSet::new(),
            is_repeatable: false,
            owned: Vec::new(),
        }
    }

    /// Adds a file in a folder in which nothing is ever deleted.
    ///
    /// # Errors
    ///
    /// If the file cannot be read, or its path is taken by something other than a file.
    pub(crate) fn with_file(mut self, path: &Path, contents: &str) -> Result<Plan, Error> {
        self.folders.extend(path.parent().map(Path::to_owned));
        match compare(path, contents)? {
            Some(kind) => self.insert(Change { path: path.to_owned(), kind }),
            None => self.unchanged += 1,
        }
        Ok(self)
    }

    /// Adds a change where it belongs: they are sorted by path.
    pub(crate) fn insert(&mut self, change: Change) {
        // Most arrive in order.
        let at = self.changes.partition_point(|known| known.path <= change.path);
        self.changes.insert(at, change);
    }

    /// Whether nothing must change.
    pub(crate) fn is_empty(&self) -> bool {
        self.changes.is_empty()
    }
}

/// Returns an error if a folder of generated files is something else. A symbolic link could lead out of the crate.
fn refuse_obstacles<'a>(
    root: &Path,
    files: impl Iterator<Item = &'a Path>,
    owned: impl Iterator<Item = &'a Path>,
) -> Result<(), Error> {
    match fs::metadata(root) {
        Ok(found) if !found.is_dir() => return Err(obstacle(root, "not a folder")),
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(Error::io("read", root, &error)),
        _ => {}
    }
    let folders: BTreeSet<&Path> = files
        .flat_map(|file| file.ancestors().skip(1))
        .chain(owned.flat_map(Path::ancestors))
        .filter(|folder| !folder.as_os_str().is_empty())
        .collect();
    // A folder comes before its contents.
    for folder in folders {
        let path = root.join(folder);
        match metadata(&path)? {
            Some(found) if found.is_symlink() => return Err(obstacle(&path, "a symbolic link")),
            Some(found) if !found.is_dir() => return Err(obstacle(&path, "not a folder")),
            _ => {}
        }
    }
    Ok(())
}

/// The error for something else at the path of generated files.
pub(crate) fn obstacle(path: &Path, what: &str) -> Error {
    Error::new(format!("`{}` is {what}, and generated files belong there", paths::shown(path)))
        .help("move it away, or name another crate with `--out DIR`; nothing was written")
}

/// The change that gives a file these contents, if it differs.
fn compare(path: &Path, contents: &str) -> Result<Option<Kind>, Error> {
    match metadata(path)? {
        None => Ok(Some(Kind::Missing { new: contents.to_owned() })),
        Some(found) if found.is_dir() => Err(obstacle(path, "a folder")),
        Some(found) if !found.is_file() && !found.is_symlink() => Err(obstacle(path, "not a file")),
        Some(found) => {
            let old = old_contents(path)?;
            let is_same = found.is_file() && old == contents.as_bytes();
            Ok((!is_same).then(|| Kind::Stale { old, new: contents.to_owned() }))
        }
    }
}

/// A file's contents; empty for a symbolic link or a device.
fn old_contents(path: &Path) -> Result<Vec<u8>, Error> {
    match metadata(path)? {
        Some(found) if found.is_file() => fs::read(path).map_err(|error| Error::io("read", path, &error)),
        _ => Ok(Vec::new()),
    }
}

/// All files below a folder, including symbolic links, which are not followed.
fn files_below(root: &Path, folder: &Path) -> Result<Vec<PathBuf>, Error> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        let path = root.join(&folder);
        if metadata(&path)?.is_none() {
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

/// The metadata of a path, if it exists. Symbolic links are not followed.
fn metadata(path: &Path) -> Result<Option<Metadata>, Error> {
    match fs::symlink_metadata(path) {
        Ok(found) => Ok(Some(found)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(Error::io("read", path, &error)),
    }
}
