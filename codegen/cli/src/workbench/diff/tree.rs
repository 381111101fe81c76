//! The files of a commit. Symbolic links are followed as on a disk.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::ops::Bound;

use specwright::build::is_spec_file;

use super::git::Repository;
use crate::error::Error;

/// Maximum number of symbolic links to follow for one path, as on Linux.
const MAX_LINKS: usize = 40;

/// The files of a commit.
#[derive(Debug)]
pub(super) struct Tree<'r> {
    repository: &'r Repository,
    /// Entries by path from the root of the repository.
    entries: BTreeMap<String, Entry>,
}

#[derive(Debug)]
struct Entry {
    kind: Kind,
    object: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    File,
    Link,
    /// A commit of another repository, whose objects are not available.
    Submodule,
}

/// What a path resolves to.
enum Resolved<'t> {
    /// The folder's path without links.
    Folder(String),
    File(&'t Entry),
    Submodule,
    /// A symbolic link out of the repository.
    Outside,
    Nowhere,
}

impl<'r> Tree<'r> {
    pub(super) fn read(repository: &'r Repository, commit: &str) -> Result<Tree<'r>, Error> {
        let listed = repository.list(commit)?;
        let entries = listed.split(|byte| *byte == 0).filter_map(entry).collect();
        Ok(Tree { repository, entries })
    }

    /// The contents of a file, if it exists.
    pub(super) fn file(&self, path: &str) -> Result<Option<Vec<u8>>, Error> {
        match self.resolve(path)? {
            Resolved::File(entry) => Ok(self.repository.contents(&[&entry.object])?.pop()),
            _ => Ok(None),
        }
    }

    /// All regular files whose paths satisfy a predicate.
    pub(super) fn files(&self, wanted: impl Fn(&str) -> bool) -> Result<Vec<(&str, Vec<u8>)>, Error> {
        let files = self.entries.iter().filter(|(path, entry)| entry.kind == Kind::File && wanted(path));
        let (paths, objects): (Vec<&str>, Vec<&str>) =
            files.map(|(path, entry)| (path.as_str(), entry.object.as_str())).unzip();
        Ok(paths.into_iter().zip(self.repository.contents(&objects)?).collect())
    }

    /// The YAML files below a folder, with relative paths; none if there is no such folder.
    pub(super) fn spec_files(&self, folder: &str) -> Result<Vec<(String, Vec<u8>)>, Error> {
        let mut files = BTreeMap::new();
        if let Resolved::Folder(folder) = self.resolve(folder)? {
            self.collect(&folder, "", &mut files, &mut BTreeSet::new())?;
        }
        let objects: Vec<&str> = files.values().map(String::as_str).collect();
        let contents = self.repository.contents(&objects)?;
        Ok(files.into_keys().zip(contents).collect())
    }

    fn collect(
        &self,
        folder: &str,
        below: &str,
        files: &mut BTreeMap<String, String>,
        visited: &mut BTreeSet<String>,
    ) -> Result<(), Error> {
        if !visited.insert(folder.to_owned()) {
            return Ok(());
        }
        for name in self.names_in(folder).into_iter().filter(|name| !name.starts_with('.')) {
            let (path, shown) = (joined(folder, name), joined(below, name));
            let is_yaml = is_spec_file(name.as_ref());
            let refused = match self.resolve(&path)? {
                Resolved::Folder(real) => {
                    self.collect(&real, &shown, files, visited)?;
                    continue;
                }
                Resolved::File(entry) if is_yaml => {
                    files.insert(shown, entry.object.clone());
                    continue;
                }
                Resolved::Submodule => "is a submodule, whose files are not in this repository",
                Resolved::Outside => "is a symbolic link that leads out of the repository",
                Resolved::Nowhere if is_yaml => "is a symbolic link that leads nowhere",
                Resolved::File(_) | Resolved::Nowhere => continue,
            };
            return Err(Error::new(format!("the old spec cannot be read: `{path}` {refused}")));
        }
        Ok(())
    }

    /// The names of a folder's entries.
    fn names_in(&self, folder: &str) -> BTreeSet<&str> {
        self.paths_in(folder).filter_map(|path| path.split('/').next()).collect()
    }

    /// The paths of the files below a folder, from there.
    fn paths_in(&self, folder: &str) -> impl Iterator<Item = &str> {
        let prefix = if folder.is_empty() { String::new() } else { format!("{folder}/") };
        let from = (Bound::Included(prefix.clone()), Bound::Unbounded);
        self.entries.range::<String, _>(from).map_while(move |(path, _)| path.strip_prefix(&prefix))
    }

    fn resolve(&self, path: &str) -> Result<Resolved<'_>, Error> {
        let mut ahead: VecDeque<String> = steps(path);
        let mut at = String::new();
        let mut links = 0;
        while let Some(step) = ahead.pop_front() {
            if step == ".." {
                if at.is_empty() {
                    return Ok(Resolved::Outside);
                }
                at.truncate(at.rfind('/').unwrap_or(0));
                continue;
            }
            let next = joined(&at, &step);
            match self.entries.get(&next) {
                Some(entry) if entry.kind == Kind::Link => {
                    links += 1;
                    let target = self.repository.contents(&[&entry.object])?.pop().unwrap_or_default();
                    let target = String::from_utf8_lossy(&target).into_owned();
                    if target.starts_with('/') {
                        return Ok(Resolved::Outside);
                    }
                    if links > MAX_LINKS {
                        return Ok(Resolved::Nowhere);
                    }
                    let mut rest = steps(&target);
                    rest.append(&mut ahead);
                    ahead = rest;
                }
                Some(entry) if entry.kind == Kind::Submodule => return Ok(Resolved::Submodule),
                Some(entry) if ahead.is_empty() => return Ok(Resolved::File(entry)),
                Some(_) => return Ok(Resolved::Nowhere),
                None if self.paths_in(&next).next().is_none() => return Ok(Resolved::Nowhere),
                None => at = next,
            }
        }
        Ok(Resolved::Folder(at))
    }
}

/// `<mode> <type> <object>\t<path>`.
fn entry(line: &[u8]) -> Option<(String, Entry)> {
    let line = String::from_utf8_lossy(line);
    let (about, path) = line.split_once('\t')?;
    let mut about = about.split(' ');
    let kind = match about.next()? {
        "120000" => Kind::Link,
        "160000" => Kind::Submodule,
        _ => Kind::File,
    };
    Some((path.to_owned(), Entry { kind, object: about.nth(1)?.to_owned() }))
}

fn steps(path: &str) -> VecDeque<String> {
    path.split('/').filter(|step| !step.is_empty() && *step != ".").map(str::to_owned).collect()
}

pub(super) fn joined(folder: &str, name: &str) -> String {
    if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") }
}
