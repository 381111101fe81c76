//! A spec, edits of it, and the resulting changes.

use std::path::Path;

use specwright::Source;
use specwright::check::check;
use specwright::ir::Api;
use specwright_workbench::changes::{Change, Side, compare};

/// A text in a file, and its replacement. A file without an old text is created; one whose new text is empty and that
/// has no other text is deleted.
pub(crate) type Edit = (&'static str, &'static str, &'static str);

/// The spec.
pub(crate) fn shop() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/changes/spec");
    let mut sources = specwright::build::read_spec(&root).unwrap();
    for source in &mut sources {
        source.path = source.path.rsplit('/').next().unwrap().to_owned();
    }
    sources
}

/// The sources after edits.
pub(crate) fn edited(sources: &[Source], edits: &[Edit]) -> Vec<Source> {
    let mut sources = sources.to_vec();
    for (file, from, to) in edits {
        if from.is_empty() {
            sources.push(Source::new(*file, *to));
            continue;
        }
        let index = sources.iter().position(|source| source.path == *file);
        let index = index.unwrap_or_else(|| panic!("there is no {file}"));
        let text = String::from_utf8(sources[index].bytes.clone()).unwrap();
        if *from == "*" {
            sources.remove(index);
            continue;
        }
        assert!(text.contains(from), "{file} has no `{from}`");
        sources[index].bytes = text.replacen(from, to, 1).into_bytes();
    }
    sources
}

/// The checked API.
pub(crate) fn api(sources: &[Source]) -> Api {
    match check(sources) {
        Ok(checked) => checked.api,
        Err(problems) => panic!("{}", problems.render(sources, false)),
    }
}

/// The changes between two specs.
pub(crate) fn changes(old: &[Source], new: &[Source]) -> Vec<Change> {
    let (old_api, new_api) = (api(old), api(new));
    compare(Side { sources: old, api: &old_api }, Side { sources: new, api: &new_api })
}
