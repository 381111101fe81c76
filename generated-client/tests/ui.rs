//! Mistakes that the compiler finds, and what it says of them.
//!
//! Each program in `ui/` compiles as it stands, and no longer with `--cfg mistake="…"`: so it is the mistake that
//! the compiler refuses. What is compared are our own words and names, and the codes of rustc's errors: its sentences
//! change.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail loudly")]

use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::LazyLock;
use std::time::SystemTime;
use std::{env, fs};

/// What the compiler is asked for, and so how far it goes.
#[derive(Clone, Copy)]
enum Emit {
    /// What `cargo check` asks for.
    Metadata,
    /// What `cargo build` and `cargo test` ask for, short of linking.
    Object,
}

#[test]
fn a_literal_that_is_too_long_does_not_build() {
    let ascii = "brand_name: 37 bytes (37 characters, none CJK), limit 36 bytes (12 CJK characters)";
    refused("lit_in_place", "ascii", Emit::Object, &[ascii]);
    let cjk = "title: 30 bytes (10 CJK characters), limit 27 bytes (9 CJK characters)";
    refused("lit_in_place", "cjk", Emit::Object, &[cjk]);
}

#[test]
fn a_literal_that_names_its_field_is_checked_without_a_build() {
    let ascii = "brand_name: 37 bytes (37 characters, none CJK), limit 36 bytes (12 CJK characters)";
    refused("lit_with_field", "ascii", Emit::Metadata, &[ascii]);
    let cjk = "brand_name: 39 bytes (13 CJK characters), limit 36 bytes (12 CJK characters)";
    refused("lit_with_field", "cjk", Emit::Metadata, &[cjk]);
}

#[test]
fn a_string_that_is_no_literal_is_told_what_to_do() {
    let words = ["`lit!` takes a string literal", "`.into()`"];
    refused("lit_variable", "in_place", Emit::Metadata, &words);
    refused("lit_variable", "with_field", Emit::Metadata, &words);
}

#[cfg(not(feature = "blocking"))]
#[test]
fn the_blocking_client_is_behind_a_feature() {
    refused("gated", "blocking", Emit::Metadata, &["the item is gated behind the `blocking` feature"]);
}

#[cfg(not(feature = "mock"))]
#[test]
fn the_mock_is_behind_a_feature() {
    refused("gated", "mock", Emit::Metadata, &["the item is gated behind the `mock` feature"]);
}

#[test]
fn required_fields_that_are_missing_are_named_in_one_message() {
    refused("required", "one", Emit::Metadata, &["`flight`", "boarding_pass::Required`"]);
    refused("required", "three", Emit::Metadata, &["`air_model`", "`flight`", "`to`"]);
}

#[test]
fn the_text_of_one_field_is_not_taken_for_another() {
    refused("swapped", "assignment", Emit::Metadata, &["Text<To>", "Text<FromField>"]);
    refused("swapped", "setter", Emit::Metadata, &["Text<Gate>", "Text<CheckInUrl>"]);
}

#[test]
fn only_reading_makes_an_unknown_value() {
    refused("unknown", "field", Emit::Metadata, &["E0423"]);
    refused("unknown", "constructor", Emit::Metadata, &["E0624", "`read`"]);
    refused("unknown", "node", Emit::Metadata, &["E0423", "private fields"]);
    refused("unknown", "deserialize", Emit::Metadata, &["E0277", "Unknown: ", "Deserialize"]);
}

/// Holds that the program compiles without the mistake, and with it does not, for the reason that one line of the
/// compiler's output gives in all of the `words`.
#[track_caller]
fn refused(program: &str, mistake: &str, emit: Emit, words: &[&str]) {
    let (as_it_stands, errors) = finish(&mut rustc(&LIBRARY, program, emit, mistake));
    assert!(as_it_stands, "{program} does not compile as it stands:\n{errors}");

    let cfg = format!("mistake={mistake:?}");
    let (with_mistake, errors) = finish(rustc(&LIBRARY, program, emit, mistake).args(["--cfg", &cfg]));
    assert!(!with_mistake, "{program} compiles with the mistake `{mistake}`");
    let told = errors.lines().any(|line| words.iter().all(|word| line.contains(word)));
    assert!(told, "no line of this says {words:?}:\n{errors}");
}

/// The compiler, to be run on a program of `ui/`. What it makes is named by the program and the purpose.
fn rustc(library: &Path, program: &str, emit: Emit, purpose: &str) -> Command {
    let (emit, extension) = match emit {
        Emit::Metadata => ("metadata", "rmeta"),
        Emit::Object => ("obj", "o"),
    };
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/ui").join(program).with_extension("rs");
    let output = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("ui-{program}-{purpose}.{extension}"));
    let mut rustc = Command::new(env::var_os("RUSTC").unwrap_or("rustc".into()));
    rustc.args(["--edition=2024", "--crate-type=bin", "--cap-lints=allow", "--color=never"]);
    rustc.arg(format!("--emit={emit}")).arg("-o").arg(output);
    rustc.arg("--extern").arg(format!("wechat_tickets={}", library.display()));
    rustc.arg("-L").arg(format!("dependency={}", library.parent().unwrap().display()));
    rustc.arg(source);
    rustc
}

/// Whether the compiler was content, and what it said.
fn finish(rustc: &mut Command) -> (bool, String) {
    let Output { status, stderr, .. } = rustc.output().unwrap();
    (status.success(), String::from_utf8(stderr).unwrap())
}

/// The client that cargo built for this test: among those next to it, which may stem from other features and other
/// compilers, the newest that this compiler reads.
static LIBRARY: LazyLock<PathBuf> = LazyLock::new(|| {
    let test = env::current_exe().unwrap();
    let folder = test.parent().unwrap();
    let mut found: Vec<(SystemTime, PathBuf)> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap())
        .filter(|entry| {
            let name = entry.file_name().into_string().unwrap_or_default();
            name.starts_with("libwechat_tickets-") && name.ends_with(".rlib")
        })
        .map(|entry| (entry.metadata().unwrap().modified().unwrap(), entry.path()))
        .collect();
    found.sort();

    let readable = |library: &PathBuf| finish(&mut rustc(library, "library", Emit::Metadata, "probe")).0;
    found
        .into_iter()
        .rev()
        .map(|(_, library)| library)
        .find(readable)
        .unwrap_or_else(|| panic!("no client in {} that `rustc` reads", folder.display()))
});
