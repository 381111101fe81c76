//! Reading and checking a spec.

use std::fs;
use std::path::{Path, PathBuf};

use specwright::Source;
use specwright::ir::Api;

/// The API of a folder, which is told from the package's own folder.
pub(crate) fn api(folder: &str) -> Api {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let mut paths = Vec::new();
    collect(&root, &mut paths);
    paths.sort();
    let sources: Vec<Source> = paths
        .into_iter()
        .map(|path| Source { path: path.display().to_string(), bytes: fs::read(&path).unwrap() })
        .collect();
    match specwright::check::check(&sources) {
        Ok(checked) => checked.api,
        Err(problems) => panic!("{}", problems.render(&sources, false)),
    }
}

fn collect(folder: &Path, paths: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, paths);
        } else if path.extension().is_some_and(|extension| extension == "yaml") {
            paths.push(path);
        }
    }
}
