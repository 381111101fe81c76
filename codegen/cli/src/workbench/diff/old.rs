//! The spec in a revision.

use specwright::build::is_spec_file;
use specwright::check::check;
use specwright::diagnostics::{Annotation, Severity};
use specwright::ir::Api;
use specwright::{Diagnostics, Source};
use specwright_workbench::changes::Side;

use super::git::Repository;
use super::tree::{Tree, joined};
use crate::arguments::ReportFormat;
use crate::error::Error;
use crate::output;
use crate::paths::shown;
use crate::spec::Spec;

/// The spec in a revision.
#[derive(Debug)]
pub(super) struct Old {
    /// The files, with paths from the root of the repository.
    sources: Vec<Source>,
    api: Api,
}

/// The spec in the working tree.
pub(super) struct New<'a> {
    pub(super) spec: &'a Spec,
    pub(super) api: &'a Api,
    /// Path from the root of the repository to the spec's folder, without a trailing slash.
    pub(super) folder: &'a str,
    pub(super) format: ReportFormat,
}

impl New<'_> {
    pub(super) fn side(&self) -> Side<'_> {
        Side { sources: self.spec.sources(), api: self.api }
    }
}

impl Old {
    /// Reads and checks the spec of a commit; `revision` is its displayed name.
    pub(super) fn read(
        repository: &Repository,
        commit: &str,
        revision: &str,
        new: &New<'_>,
    ) -> Result<Old, Error> {
        let tree = Tree::read(repository, commit)?;
        let mut folder = new.folder.to_owned();
        let mut files = tree.spec_files(&folder)?;
        if files.is_empty() {
            folder = moved_from(&tree, revision, new)?;
            files = tree.spec_files(&folder)?;
        }
        let source = |(path, bytes): (String, Vec<u8>)| Source { path: joined(&folder, &path), bytes };
        let sources: Vec<Source> = files.into_iter().map(source).collect();
        match check(&sources) {
            Ok(checked) => Ok(Old { sources, api: checked.api }),
            Err(problems) => {
                // The files are not on disk; their names are those that `git show` accepts.
                let named = |source: Source| Source { path: format!("{revision}:{}", source.path), ..source };
                let sources: Vec<Source> = sources.into_iter().map(named).collect();
                output::eprint(&format!(
                    "the spec of {revision} has errors in this version of the dialect, so it cannot be compared \
                     with it\n"
                ));
                Err(failure(revision, sources, &problems, new.format))
            }
        }
    }

    pub(super) fn side(&self) -> Side<'_> {
        Side { sources: &self.sources, api: &self.api }
    }
}

/// The error for an invalid old spec. GitHub has no file to annotate.
fn failure(revision: &str, sources: Vec<Source>, problems: &Diagnostics, format: ReportFormat) -> Error {
    match format {
        ReportFormat::Github => {
            let message = problems.render(&sources, false);
            let title = format!("the spec of {revision}");
            let annotation = Annotation::new(Severity::Error, None, title, message.trim_end());
            Error::Report(Annotation::to_github(&[annotation]))
        }
        ReportFormat::Text | ReportFormat::Json => Spec::of(sources, format).failure(problems),
    }
}

/// The only folder of the revision that describes the same API.
fn moved_from(tree: &Tree<'_>, revision: &str, new: &New<'_>) -> Result<String, Error> {
    let name = &new.api.name;
    let is_there = |source: &&Source| declares(&source.bytes, name);
    let api_file = new.spec.sources().iter().find(is_there).map(|source| new.spec.below(source));
    let is_visible = |path: &str| !path.split('/').any(|step| step.starts_with('.'));
    let found = tree.files(|path| is_spec_file(path.as_ref()) && is_visible(path))?;
    let mut folders: Vec<String> = found
        .iter()
        .filter(|(_, bytes)| declares(bytes, name))
        .map(|(path, _)| {
            let root =
                api_file.and_then(|file| path.strip_suffix(file)).map(|folder| folder.trim_end_matches('/'));
            root.unwrap_or_else(|| path.rsplit_once('/').map_or("", |(folder, _)| folder)).to_owned()
        })
        .collect();
    folders.dedup();
    let here = if new.folder.is_empty() { "." } else { new.folder };
    let problem = format!("{revision} has no spec in `{here}`");
    match folders.as_slice() {
        [only] => Ok(only.clone()),
        [] => Err(Error::new(format!("{problem} and no `api: {name}` elsewhere"))
            .help("name a revision that has the spec")),
        several => Err(Error::new(format!("{problem} and several with `api: {name}` elsewhere"))
            .help(format!("they are in {}", several.join(", ")))),
    }
}

/// Whether a file declares an API with this name.
fn declares(bytes: &[u8], name: &str) -> bool {
    let text = String::from_utf8_lossy(bytes);
    let is = |word: &str, wanted: &str| word.trim().trim_matches(['"', '\'']) == wanted;
    let top = text.trim_start_matches('\u{FEFF}').lines().filter(|line| !line.starts_with(' '));
    top.filter_map(|line| line.split_once(':'))
        .any(|(key, value)| is(key, "api") && is(value.split(" #").next().unwrap_or_default(), name))
}

/// Returns an error if files of the spec are excluded from the working tree, since they would be reported as removed.
pub(super) fn refuse_sparse(repository: &Repository, folder: &str) -> Result<(), Error> {
    let left_out = repository.left_out(folder)?;
    let left_out: Vec<_> = left_out.iter().filter(|path| is_spec_file(path.as_ref())).collect();
    let Some(first) = left_out.first() else { return Ok(()) };
    let number = output::count(left_out.len(), "file");
    Err(Error::new(format!("the sparse checkout leaves out {number} of the spec: `{first}` is one"))
        .help(format!("`git sparse-checkout add {}`", shown(&repository.root.join(folder)))))
}

#[cfg(test)]
mod tests {
    use super::declares;

    #[test]
    fn a_file_that_declares_the_api_is_found() {
        let declares = |text: &str| declares(text.as_bytes(), "shop");
        assert!(declares("# the shop\napi: shop\nserver: https://shop.example\n"));
        assert!(declares("\u{FEFF}api: \"shop\" # ours\r\n"));
        assert!(declares("\"api\": 'shop'\n"));
        assert!(!declares("api: shops\n"));
        assert!(!declares("model: Shop\nfields:\n  api: shop\n"));
    }
}
