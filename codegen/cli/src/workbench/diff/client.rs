//! The client crate whose version is compared, now and in a revision.

use std::fs;
use std::io;

use specwright::ir::Api;

use super::git::Repository;
use super::report::{Client, Versions};
use super::tree::Tree;
use super::version::{Files, Manifest};
use crate::arguments::ReportFormat;
use crate::context::Context;
use crate::error::Error;
use crate::paths::shown;

/// The current client crate.
#[derive(Debug)]
pub(super) enum Crate {
    Found {
        /// Path from the root of the repository, without a trailing slash.
        folder: String,
        manifest: Manifest,
    },
    /// There is none whose versions can be compared.
    Missing { why: String },
}

impl Crate {
    /// The crate given by `--out`; without it, the program's default if it is the client of this API.
    pub(super) fn find(repository: &Repository, context: &Context<'_>, api: &Api) -> Result<Crate, Error> {
        let out = context.out();
        let name = shown(out);
        if !out.join("Cargo.toml").is_file() {
            let problem = format!("`{name}` is not a crate: it has no `Cargo.toml`");
            return match context.given_out() {
                Some(_) => Err(Error::new(problem).help("`--out DIR` names the root of the client's crate")),
                None => Ok(Crate::Missing { why: problem }),
            };
        }
        let is_named = context.given_out().is_some() || context.given_spec().is_none();
        let no_name = || Ok(Crate::Missing { why: format!("no `--out` names the client of `{}`", api.name) });
        let place = Repository::containing(out).ok().filter(|(other, _)| other.root == repository.root);
        let Some((_, prefix)) = place else {
            let why = format!("`{name}` lies in another repository than the spec");
            return if is_named { Ok(Crate::Missing { why }) } else { no_name() };
        };
        let folder = prefix.trim_end_matches('/').to_owned();
        let Some(manifest) = Manifest::read(&folder, &OnDisk(repository))? else {
            return Ok(Crate::Missing { why: format!("`{name}` has no `Cargo.toml`") });
        };
        if !is_named && manifest.name != api.name {
            return no_name();
        }
        Ok(Crate::Found { folder, manifest })
    }

    /// The name used in tags: that of the crate, or else of the API.
    pub(super) fn name<'a>(&'a self, api: &'a Api) -> &'a str {
        match self {
            Crate::Found { manifest, .. } => &manifest.name,
            Crate::Missing { .. } => &api.name,
        }
    }

    /// The current version and that in the first of these revisions that has the crate. A revision is a pair of its
    /// displayed name and its commit.
    pub(super) fn compared(
        self,
        repository: &Repository,
        with: &[(&str, &str)],
        format: ReportFormat,
    ) -> Result<Client, Error> {
        let (folder, manifest) = match self {
            Crate::Found { folder, manifest } => (folder, manifest),
            Crate::Missing { why } => return Ok(Client::Unknown { why }),
        };
        for (revision, commit) in with {
            let old = InCommit { tree: Tree::read(repository, commit)?, revision };
            let Some(old) = old.manifest(&folder, &manifest.name)? else { continue };
            return Ok(Client::Compared(Versions {
                name: manifest.name,
                manifest: format.shown(&repository.root.join(&manifest.written_in)),
                released: (*revision).to_owned(),
                old: old.version,
                new: manifest.version,
            }));
        }
        Ok(Client::New { name: manifest.name, version: manifest.version })
    }
}

struct OnDisk<'a>(&'a Repository);

impl Files for OnDisk<'_> {
    fn text(&self, path: &str) -> Result<Option<String>, Error> {
        let file = self.0.root.join(path);
        match fs::read_to_string(&file) {
            Ok(text) => Ok(Some(text)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(Error::io("read", &file, &error)),
        }
    }

    fn shown(&self, path: &str) -> String {
        shown(&self.0.root.join(path))
    }
}

struct InCommit<'a> {
    tree: Tree<'a>,
    revision: &'a str,
}

impl InCommit<'_> {
    /// The manifest in this folder; or else that of a package with this name, which has moved.
    fn manifest(&self, folder: &str, name: &str) -> Result<Option<Manifest>, Error> {
        if let Some(manifest) = Manifest::read(folder, self)? {
            return Ok(Some(manifest));
        }
        let is_manifest = |path: &str| path == "Cargo.toml" || path.ends_with("/Cargo.toml");
        for (path, text) in self.tree.files(is_manifest)? {
            if !String::from_utf8_lossy(&text).contains(name) {
                continue;
            }
            let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
            // An invalid manifest elsewhere does not matter here.
            if let Ok(Some(manifest)) = Manifest::read(folder, self)
                && manifest.name == name
            {
                return Ok(Some(manifest));
            }
        }
        Ok(None)
    }
}

impl Files for InCommit<'_> {
    fn text(&self, path: &str) -> Result<Option<String>, Error> {
        let bytes = self.tree.file(path)?;
        Ok(bytes.map(|bytes| String::from_utf8_lossy(&bytes).into_owned()))
    }

    fn shown(&self, path: &str) -> String {
        format!("{}:{path}", self.revision)
    }
}
