//! The version in a client's manifest, and which changes an increase covers by Cargo's rules.

use semver::Version;
use specwright_workbench::changes::Level;
use toml::{Table, Value};

use super::tree::joined;
use crate::error::Error;
use crate::manifest;

/// The package described by a manifest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Manifest {
    pub(super) name: String,
    pub(super) version: Version,
    /// The file that contains the version: the workspace's if the package inherits it.
    pub(super) written_in: String,
}

/// The files of one side, by path from the root of the repository.
pub(super) trait Files {
    /// A file's contents, if it exists.
    fn text(&self, path: &str) -> Result<Option<String>, Error>;
    /// The path for messages.
    fn shown(&self, path: &str) -> String;
}

impl Manifest {
    /// The manifest in a crate's folder, if it exists.
    ///
    /// # Errors
    ///
    /// If it is invalid.
    pub(super) fn read(folder: &str, files: &impl Files) -> Result<Option<Manifest>, Error> {
        let path = joined(folder, "Cargo.toml");
        let Some(manifest) = table(&path, files)? else { return Ok(None) };
        let wrong = |what: &str| Error::new(format!("`{}` {what}", files.shown(&path)));
        let package = manifest::package(&manifest, &files.shown(&path))?;
        let (text, written_in) = match package.table.get("version") {
            Some(Value::String(version)) => (version.clone(), path.clone()),
            // Cargo regards this as a package that is never published.
            None => ("0.0.0".to_owned(), path.clone()),
            Some(inherited) if inherited.get("workspace") == Some(&Value::Boolean(true)) => {
                let root = package.table.get("workspace").and_then(Value::as_str);
                inherited_version(folder, root, files)?
                    .ok_or_else(|| wrong("inherits its version, and no workspace above it has one"))?
            }
            Some(_) => return Err(wrong("has a version that is not a string")),
        };
        let version = Version::parse(&text).map_err(|error| {
            Error::new(format!("`{}`: `{text}` is not a version: {error}", files.shown(&written_in)))
        })?;
        Ok(Some(Manifest { name: package.name.to_owned(), version, written_in }))
    }
}

/// The version that a crate inherits from its workspace, and the file that contains it.
fn inherited_version(
    folder: &str,
    root: Option<&str>,
    files: &impl Files,
) -> Result<Option<(String, String)>, Error> {
    let mut folders: Vec<String> = Vec::new();
    match root {
        Some(root) => folders.push(resolved(folder, root)),
        None => {
            let mut at = folder;
            folders.push(at.to_owned());
            while !at.is_empty() {
                at = at.rsplit_once('/').map_or("", |(above, _)| above);
                folders.push(at.to_owned());
            }
        }
    }
    for folder in folders {
        let path = joined(&folder, "Cargo.toml");
        let Some(manifest) = table(&path, files)? else { continue };
        let Some(workspace) = manifest.get("workspace") else { continue };
        let version = workspace.get("package").and_then(|package| package.get("version"));
        return Ok(version.and_then(Value::as_str).map(|version| (version.to_owned(), path)));
    }
    Ok(None)
}

/// A relative path from a folder, without `.` and `..`.
fn resolved(folder: &str, way: &str) -> String {
    let mut steps: Vec<&str> = folder.split('/').filter(|step| !step.is_empty()).collect();
    for step in way.split('/') {
        match step {
            "" | "." => {}
            ".." => drop(steps.pop()),
            step => steps.push(step),
        }
    }
    steps.join("/")
}

fn table(path: &str, files: &impl Files) -> Result<Option<Table>, Error> {
    let text = files.text(path)?;
    text.map(|text| manifest::parse(&text, &files.shown(path))).transpose()
}

/// The greatest level that an increase of the version covers; `None` if the version does not increase.
pub(super) fn covered(old: &Version, new: &Version) -> Option<Level> {
    let triple = |version: &Version| (version.major, version.minor, version.patch);
    if new.cmp_precedence(old).is_le() {
        return None;
    }
    // Pre-releases promise nothing.
    let before_release = triple(old) == triple(new);
    let level = match (new.major, new.minor) {
        _ if before_release || new.major != old.major => Level::Major,
        (0, minor) if minor != old.minor => Level::Major,
        // Cargo regards no two versions 0.0.x as compatible.
        (0, 0) => Level::Major,
        (0, _) => Level::Minor,
        (_, minor) if minor != old.minor => Level::Minor,
        _ => Level::Patch,
    };
    Some(level)
}

/// The least version after another one that covers changes of this level.
pub(super) fn enough(old: &Version, level: Level) -> Version {
    let (major, minor, patch) = (old.major, old.minor, old.patch);
    if !old.pre.is_empty() {
        return Version::new(major, minor, patch);
    }
    match (level, major, minor) {
        (Level::Major, 0, 0) | (Level::Minor, 0, _) | (Level::Patch, _, _) => {
            Version::new(major, minor, patch + 1)
        }
        (Level::Major, 0, _) | (Level::Minor, _, _) => Version::new(major, minor + 1, 0),
        (Level::Major, _, _) => Version::new(major + 1, 0, 0),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    impl Files for BTreeMap<&str, &str> {
        fn text(&self, path: &str) -> Result<Option<String>, Error> {
            Ok(self.get(path).map(|text| (*text).to_owned()))
        }

        fn shown(&self, path: &str) -> String {
            path.to_owned()
        }
    }

    fn version(text: &str) -> Version {
        Version::parse(text).unwrap()
    }

    #[test]
    fn an_increase_covers_what_cargo_regards_as_incompatible() {
        let covered = |old: &str, new: &str| covered(&version(old), &version(new));
        assert_eq!(covered("1.2.3", "1.2.3"), None);
        assert_eq!(covered("1.2.3", "1.2.2"), None);
        assert_eq!(covered("1.2.3", "1.2.3+build"), None, "build metadata does not change the version");
        assert_eq!(covered("1.2.3", "1.2.4"), Some(Level::Patch));
        assert_eq!(covered("1.2.3", "1.3.0"), Some(Level::Minor));
        assert_eq!(covered("1.2.3", "2.0.0"), Some(Level::Major));
        assert_eq!(covered("0.2.3", "0.2.4"), Some(Level::Minor));
        assert_eq!(covered("0.2.3", "0.3.0"), Some(Level::Major));
        assert_eq!(covered("0.2.3", "1.0.0"), Some(Level::Major));
        assert_eq!(covered("0.0.3", "0.0.4"), Some(Level::Major));
        assert_eq!(covered("0.2.3", "0.3.0-rc.1"), Some(Level::Major));
        assert_eq!(covered("1.0.0-rc.1", "1.0.0-rc.2"), Some(Level::Major));
        assert_eq!(covered("1.0.0-rc.1", "1.0.0"), Some(Level::Major));
        assert_eq!(covered("1.0.0", "1.0.0-rc.1"), None);
    }

    #[test]
    fn the_least_sufficient_version_covers_the_level() {
        let versions = ["0.0.0", "0.0.7", "0.1.0", "0.3.4", "1.0.0", "2.5.9", "0.2.0-rc.1", "3.0.0-beta"];
        for old in versions.map(version) {
            for level in [Level::Patch, Level::Minor, Level::Major] {
                let new = enough(&old, level);
                assert!(covered(&old, &new) >= Some(level), "{old} {level:?} {new}");
            }
        }
        let enough = |old: &str, level| enough(&version(old), level).to_string();
        assert_eq!(enough("0.1.3", Level::Major), "0.2.0");
        assert_eq!(enough("0.1.3", Level::Minor), "0.1.4");
        assert_eq!(enough("1.1.3", Level::Major), "2.0.0");
        assert_eq!(enough("1.1.3", Level::Minor), "1.2.0");
        assert_eq!(enough("1.1.3", Level::Patch), "1.1.4");
        assert_eq!(enough("0.0.3", Level::Major), "0.0.4");
    }

    #[test]
    fn a_version_can_be_inherited() {
        let files = BTreeMap::from([
            ("Cargo.toml", "[workspace.package]\nversion = \"0.3.0\"\n"),
            ("own/Cargo.toml", "[package]\nname = \"own\"\nversion = \"1.0.0\"\n"),
            ("a/b/Cargo.toml", "[package]\nname = \"b\"\nversion.workspace = true\n"),
            (
                "a/c/Cargo.toml",
                "[package]\nname = \"c\"\nversion = { workspace = true }\nworkspace = \"../w\"\n",
            ),
            ("a/w/Cargo.toml", "[workspace.package]\nversion = \"0.4.0\"\n"),
            ("none/Cargo.toml", "[package]\nname = \"none\"\n"),
        ]);
        let read = |folder: &str| {
            let manifest = Manifest::read(folder, &files).unwrap().unwrap();
            (manifest.version.to_string(), manifest.written_in)
        };
        assert_eq!(read("own"), ("1.0.0".to_owned(), "own/Cargo.toml".to_owned()));
        assert_eq!(read("a/b"), ("0.3.0".to_owned(), "Cargo.toml".to_owned()));
        assert_eq!(read("a/c"), ("0.4.0".to_owned(), "a/w/Cargo.toml".to_owned()));
        assert_eq!(read("none"), ("0.0.0".to_owned(), "none/Cargo.toml".to_owned()));
        assert_eq!(Manifest::read("gone", &files).unwrap(), None);
    }

    #[test]
    fn an_invalid_manifest_is_an_error_with_its_name() {
        let files = BTreeMap::from([
            ("Cargo.toml", "[workspace]\n"),
            ("toml/Cargo.toml", "[package\n"),
            ("text/Cargo.toml", "[package]\nname = \"a\"\nversion = \"1.0\"\n"),
            ("number/Cargo.toml", "[package]\nname = \"a\"\nversion = 1\n"),
            ("lonely/Cargo.toml", "[package]\nname = \"a\"\nversion.workspace = true\n"),
        ]);
        let said = |folder: &str| Manifest::read(folder, &files).unwrap_err().to_string();
        assert_eq!(said(""), "`Cargo.toml` has no table `package`");
        assert!(said("toml").starts_with("`toml/Cargo.toml` is not valid TOML: "));
        assert!(said("text").starts_with("`text/Cargo.toml`: `1.0` is not a version: "));
        assert_eq!(said("number"), "`number/Cargo.toml` has a version that is not a string");
        assert!(said("lonely").contains("inherits its version"));
    }
}
