//! The list of the files of an import, by which the next one recognises changes that were made by hand.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use specwright::{Source, build};

use crate::error::Error;
use crate::paths::shown;
use crate::plan::Plan;

/// The name of the list in the spec's folder.
pub(super) const NAME: &str = "import.json";

/// The files of an import, each with the hash of its contents.
#[derive(Debug)]
pub(super) struct Listed {
    files: BTreeMap<String, String>,
}

impl Listed {
    pub(super) fn of(files: &[Source]) -> Listed {
        Listed { files: files.iter().map(|file| (file.path.clone(), hash(&file.bytes))).collect() }
    }

    /// Reads the list in a folder, if there is one.
    ///
    /// # Errors
    ///
    /// If it cannot be read.
    pub(super) fn read(folder: &Path) -> Result<Option<Listed>, Error> {
        let path = folder.join(NAME);
        if !path.is_file() {
            return Ok(None);
        }
        let text = fs::read_to_string(&path).map_err(|error| Error::io("read", &path, &error))?;
        let invalid = || {
            Error::new(format!("`{}` is not the list of an import", shown(&path)))
                .help("restore it, or delete it together with the files of the spec; nothing was written")
        };
        let list: Value = serde_json::from_str(&text).map_err(|_| invalid())?;
        let files = list.get("files").and_then(Value::as_object).ok_or_else(invalid)?;
        let is_below = |path: &str| !path.split(['/', '\\']).any(|step| matches!(step, "" | "." | ".."));
        let files = files.iter().map(|(path, hash)| {
            let hash = hash.as_str().filter(|_| is_below(path)).ok_or_else(invalid)?;
            Ok((path.clone(), hash.to_owned()))
        });
        Ok(Some(Listed { files: files.collect::<Result<_, Error>>()? }))
    }

    pub(super) fn to_json(&self) -> String {
        let about = "Written by `import`. The next import recognises by it which files were changed by hand.";
        format!("{:#}\n", json!({ "about": about, "files": self.files }))
    }

    pub(super) fn paths(&self) -> impl Iterator<Item = &str> {
        self.files.keys().map(String::as_str)
    }

    /// Returns an error if a file that would change is not as the last import wrote it.
    pub(super) fn refuse_edited(&self, folder: &Path, plan: &Plan) -> Result<(), Error> {
        let edited: Vec<String> = plan
            .changes
            .iter()
            .filter(|change| {
                let below = change.path.strip_prefix(folder).map(crate::paths::slashes).unwrap_or_default();
                let listed = self.files.get(&below);
                match (change.kind.old_contents(), listed) {
                    (Some(old), Some(listed)) => hash(old) != *listed,
                    // A file that was added, or one that was deleted by hand.
                    (Some(_), None) | (None, Some(_)) => true,
                    (None, None) => false,
                }
            })
            .map(|change| format!("`{}`", shown(&change.path)))
            .collect();
        let Some(first) = edited.first() else { return Ok(()) };
        let problem = match edited.len() {
            1 => format!("{first} was changed by hand since the last import"),
            more => format!("{first} and {} more were changed by hand since the last import", more - 1),
        };
        Err(Error::new(problem).help(
            "keep such changes in an overlay (`--overlay`), or overwrite them with `--force`; nothing was written",
        ))
    }
}

/// Returns an error if a folder has files of a spec that was not imported.
pub(super) fn refuse_another_spec(folder: &Path) -> Result<(), Error> {
    let Ok(files) = build::spec_files(folder) else { return Ok(()) };
    let Some(first) = files.first() else { return Ok(()) };
    let first = shown(&folder.join(first));
    Err(Error::new(format!("`{}` has a spec that was not imported: `{first}`", shown(folder)))
        .help("name another folder with `--spec DIR`; nothing was written"))
}

fn hash(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}
