//! The real spec: its output is a snapshot, deterministic, and committed.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test may fail loudly")]

use std::path::{Path, PathBuf};

use specwright::{Generated, Source};

fn workspace() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn sources(folder: &str) -> Vec<Source> {
    specwright::build::read_spec(&workspace().join(folder)).unwrap()
}

fn generated(sources: &[Source]) -> Generated {
    specwright::generate(sources).unwrap_or_else(|problems| panic!("{}", problems.render(sources, false)))
}

#[test]
fn every_generated_file() {
    for (name, folder) in [("wechat", "spec"), ("parcels", "codegen/tests/parcels/spec")] {
        for file in generated(&sources(folder)).files {
            let snapshot = format!("{name}__{}", file.path.replace("src/generated/", ""));
            insta::with_settings!({prepend_module_to_snapshot => false, omit_expression => true}, {
                insta::assert_snapshot!(snapshot, file.contents);
            });
        }
    }
}

#[test]
fn every_type_and_every_call_has_an_example() {
    for folder in ["spec", "codegen/tests/parcels/spec"] {
        for file in generated(&sources(folder)).files {
            let name = file.path.rsplit('/').next().unwrap();
            let count = |text: &str| file.contents.matches(text).count();
            let credentials = count("self.core.credential(");
            let calls =
                count("#[must_use = ") + count("pub fn call_raw(") + count("pub fn token(") + credentials;
            // Of types, operations, and the module.
            let wanted = match name {
                "mod.rs" | "proptest.rs" | "tests.rs" => (0, 0),
                "operations.rs" | "reply_headers.rs" | "server.rs" => (0, 1),
                // The client itself, and each group of operations.
                "client.rs" => (count("pub struct") + calls, 0),
                // Methods of the blocking client link to those of the async one.
                "blocking.rs" => (1, 0),
                "error_codes.rs" => (count("pub enum"), 0),
                "events.rs" => (count("pub const"), 0),
                "token_sources.rs" => (count("pub struct"), 0),
                // A secret is not a literal.
                _ if count("rt::serialize_fields!(") == 0 => (1, 0),
                _ => (1, usize::from(count("rt::text_field!(") > count(".secret()"))),
            };
            let examples = (count("/// # Examples\n"), count("//! # Examples\n"));
            assert_eq!(examples, wanted, "{folder}: {name}");
        }
    }
}

#[test]
fn the_real_spec_has_no_warnings() {
    let sources = sources("spec");
    let warnings = generated(&sources).warnings;
    assert!(warnings.is_empty(), "{}", warnings.render(&sources, false));
}

#[test]
fn the_same_text_gives_the_same_files() {
    let sources = sources("spec");
    let first = generated(&sources).files;
    assert_eq!(first, generated(&sources).files);
    // The order of the files does not matter.
    let mut reversed = sources.clone();
    reversed.reverse();
    assert_eq!(first, generated(&reversed).files);
}

#[test]
fn the_committed_files_are_up_to_date() {
    let client = workspace().join("generated-client");
    let files = generated(&sources("spec")).files;
    for file in &files {
        let committed = std::fs::read_to_string(client.join(&file.path)).unwrap_or_default();
        assert_eq!(committed, file.contents, "{} is stale: run `cargo xtask regen`", file.path);
    }
    let folder = std::fs::read_dir(client.join("src/generated")).unwrap();
    assert_eq!(folder.count(), files.len(), "an orphan is left: run `cargo xtask regen`");
}
