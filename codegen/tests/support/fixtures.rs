//! Invalid specs with their expected reports: one folder each, named by code and problem.

use std::fs;
use std::path::{Path, PathBuf};

use specwright::{Code, Diagnostics, Source};

/// The folders of the package's fixtures.
fn fixtures() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/diagnostics");
    entries(&folder).into_iter().filter(|path| path.is_dir()).collect()
}

/// All files of a spec folder.
fn sources(folder: &Path) -> Vec<Source> {
    let mut sources = Vec::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(next) = folders.pop() {
        for path in entries(&next) {
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "yaml") {
                let inside = path.strip_prefix(folder).unwrap().to_string_lossy().replace('\\', "/");
                sources.push(Source { path: format!("spec/{inside}"), bytes: fs::read(&path).unwrap() });
            }
        }
    }
    sources.sort_by(|a, b| a.path.cmp(&b.path));
    sources
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    let mut paths: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths
}

fn name(folder: &Path) -> String {
    folder.file_name().unwrap().to_string_lossy().into_owned()
}

/// Compares the report of every fixture with its snapshot; one of its diagnostics has the code in the folder's name.
pub(crate) fn assert_reports(problems: impl Fn(&[Source]) -> Diagnostics) {
    for folder in fixtures() {
        let sources = sources(&folder);
        let found = problems(&sources);
        let code = name(&folder)[..6].to_owned();
        let report = found.render(&sources, false);
        assert!(
            found.iter().any(|one| one.code.as_str() == code),
            "{} is not reported:\n{report}",
            folder.display()
        );
        let mut settings = insta::Settings::clone_current();
        settings.set_snapshot_path(&folder);
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        settings.bind(|| insta::assert_snapshot!("report", report));
    }
}

/// Asserts that every code has a fixture, and every fixture one of the codes.
pub(crate) fn assert_complete(is_wanted: impl Fn(Code) -> bool) {
    let names: Vec<_> = fixtures().iter().map(|folder| name(folder)).collect();
    let wanted: Vec<&str> =
        Code::ALL.iter().filter(|code| is_wanted(**code)).map(|code| code.as_str()).collect();
    let missing: Vec<_> =
        wanted.iter().filter(|code| !names.iter().any(|name| name.starts_with(**code))).collect();
    assert!(missing.is_empty(), "no fixture for {missing:?}");
    for name in names {
        assert!(wanted.contains(&&name[..6]), "{name}");
    }
}

/// Asserts that every position is inside its file and on character boundaries.
pub(crate) fn assert_positions(problems: impl Fn(&[Source]) -> Diagnostics) {
    for folder in fixtures() {
        let sources = sources(&folder);
        let json = problems(&sources).to_json(&sources);
        for one in json["diagnostics"].as_array().unwrap() {
            let source = sources.iter().find(|source| source.path == one["file"].as_str().unwrap()).unwrap();
            let lines = String::from_utf8_lossy(&source.bytes).split('\n').count();
            let number = |key: &str| usize::try_from(one[key].as_u64().unwrap()).unwrap();
            assert!((1..=lines).contains(&number("line")), "{one}");
            assert!(
                number("end_line") == number("line") && number("end_column") >= number("column"),
                "{one}"
            );
            let bytes = number("byte_offset")..number("end_byte_offset");
            let is_text = std::str::from_utf8(&source.bytes).is_ok();
            assert!(!is_text || std::str::from_utf8(&source.bytes[bytes]).is_ok(), "{one}");
            assert!(number("utf16_column") >= number("column"), "{one}");
        }
    }
}
