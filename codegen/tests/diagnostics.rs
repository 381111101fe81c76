//! Every kind of problem has a broken spec of its own, and what is said of it is looked at.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test may fail loudly")]

use std::fs;
use std::path::{Path, PathBuf};

use specwright::check::check;
use specwright::{Code, Diagnostics, Source, lint};

/// The folder of the broken specs: one folder each, named by code and by what is wrong.
fn fixtures() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/diagnostics");
    entries(&folder).into_iter().filter(|path| path.is_dir()).collect()
}

/// All files of a spec folder, as the tools would read them.
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

/// What is said of a spec; its doubts only where it is there for one of them.
fn problems(folder: &Path, sources: &[Source]) -> Diagnostics {
    let mut found = match check(sources) {
        Ok(checked) => checked.warnings,
        Err(found) => found,
    };
    if name(folder).starts_with("SW05") {
        found.extend(lint(sources));
    }
    found
}

#[test]
fn every_fixture_is_told_what_its_name_says() {
    for folder in fixtures() {
        let sources = sources(&folder);
        let found = problems(&folder, &sources);
        let code = name(&folder)[..6].to_owned();
        let report = found.render(&sources, false);
        assert!(
            found.iter().any(|one| one.code.as_str() == code),
            "{} is not told of:\n{report}",
            folder.display()
        );
        let settings = || {
            let mut settings = insta::Settings::clone_current();
            settings.set_snapshot_path(&folder);
            settings.set_prepend_module_to_snapshot(false);
            settings.set_omit_expression(true);
            settings
        };
        settings().bind(|| insta::assert_snapshot!("report", report));
    }
}

#[test]
fn every_code_has_a_fixture() {
    let names: Vec<_> = fixtures().iter().map(|folder| name(folder)).collect();
    let lacks = |code: &&Code| !names.iter().any(|name| name.starts_with(code.as_str()));
    // What the generator does wrong cannot be brought about by a spec, and what it was before is not in it.
    let elsewhere = [Code::UnmatchedAcceptance, Code::Internal];
    let told = Code::ALL.iter().filter(|code| !elsewhere.contains(code));
    let missing: Vec<_> = told.filter(lacks).map(|code| code.as_str()).collect();
    assert!(missing.is_empty(), "no fixture for {}", missing.join(", "));
}

#[test]
fn no_fixture_is_named_after_an_unknown_code() {
    for folder in fixtures() {
        let name = name(&folder);
        assert!(Code::parse(&name[..6]).is_some(), "{name}");
    }
}

#[test]
fn every_position_lies_in_its_file() {
    for folder in fixtures() {
        let sources = sources(&folder);
        let json = problems(&folder, &sources).to_json(&sources);
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
