//! The reference among the files of a client.

use std::path::{Component, Path, PathBuf};

use specwright::ir::Api;
use specwright_workbench::reference::{self, Language};

use crate::error::Error;
use crate::paths;
use crate::plan::{Compared, GENERATED, Owned, Wanted};

/// Where a client's manifest wants the reference, in paths below the crate's root:
///
/// ```toml
/// [package.metadata.specwright]
/// reference = "reference"
/// reference-zh = "README.zh-CN.md" # its first page in Chinese
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Reference {
    folder: String,
    first_page_in_chinese: Option<String>,
}

impl Reference {
    /// # Errors
    ///
    /// If a path does not stay in the crate, or is that of generated code. `shown` is the manifest.
    pub(crate) fn new(
        folder: Option<String>,
        first_page_in_chinese: Option<String>,
        shown: &str,
    ) -> Result<Option<Reference>, Error> {
        let wrong = |key: &str, what: &str| Error::new(format!("`{shown}` has a `{key}` that {what}"));
        let Some(folder) = folder else {
            return match first_page_in_chinese {
                Some(_) => {
                    Err(wrong("reference-zh", "needs `reference`").help("`reference = \"reference\"`"))
                }
                None => Ok(None),
            };
        };
        let is_code = Path::new(GENERATED).starts_with(&folder) || Path::new(&folder).starts_with("src");
        if !is_below(&folder) || is_code {
            return Err(wrong("reference", "is not a folder of its own below the crate's root")
                .help("for example: `reference = \"reference\"`"));
        }
        if let Some(page) = &first_page_in_chinese
            && (!is_below(page) || Path::new(page).starts_with(&folder))
        {
            return Err(wrong(
                "reference-zh",
                "is not a file below the crate's root, outside of the reference",
            )
            .help("for example: `reference-zh = \"README.zh-CN.md\"`"));
        }
        Ok(Some(Reference { folder, first_page_in_chinese }))
    }

    /// The folder of the pages.
    pub(crate) fn owned(&self) -> Owned {
        Owned { folder: PathBuf::from(&self.folder), head: reference::HEAD }
    }

    /// The files, compared with those on disk.
    pub(crate) fn compared(&self, root: &Path, api: &Api, public_path: &str) -> Vec<Compared> {
        let pages = reference::files(api, public_path, Language::English);
        let mut compared: Vec<Compared> = pages
            .into_iter()
            .map(|file| {
                let path = format!("{}/{}", self.folder, file.path);
                Compared::new(root, Wanted { path: &path, contents: &file.contents })
            })
            .collect();
        if let Some(path) = &self.first_page_in_chinese {
            let from = Path::new("/").join(path);
            let to = Path::new("/").join(&self.folder);
            let way = paths::slashes(&paths::relative(from.parent().unwrap_or(&from), &to));
            let contents = reference::first_page(api, Language::Chinese, &way);
            compared.push(Compared::new(root, Wanted { path, contents: &contents }));
        }
        compared
    }
}

/// Whether the path has at least one name, and stays below the folder from which it starts.
fn is_below(path: &str) -> bool {
    let mut parts = Path::new(path).components().peekable();
    parts.peek().is_some() && parts.all(|part| matches!(part, Component::Normal(_)))
}
