//! Mistakes that the compiler finds, and its messages.
//!
//! Each program in `ui/` compiles, but not with `--cfg mistake="…"`, so that the mistake is what the compiler rejects.
//! Only our own messages and names and the codes of rustc's errors are compared, since the text of rustc's errors
//! changes.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail loudly")]

use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::LazyLock;
use std::time::SystemTime;
use std::{env, fs};

/// How far the program is compiled.
#[derive(Clone, Copy)]
enum Emit {
    /// As by `cargo check`.
    Metadata,
    /// As by `cargo build` and `cargo test`, without linking.
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
fn the_text_of_one_field_is_not_accepted_for_another() {
    refused("swapped", "assignment", Emit::Metadata, &["Text<To>", "Text<FromField>"]);
    refused("swapped", "setter", Emit::Metadata, &["Text<Gate>", "Text<CheckInUrl>"]);
}

#[test]
fn only_reading_creates_an_unknown_value() {
    refused("unknown", "field", Emit::Metadata, &["E0423"]);
    refused("unknown", "constructor", Emit::Metadata, &["E0624", "`read`"]);
    refused("unknown", "node", Emit::Metadata, &["E0423", "private fields"]);
    refused("unknown", "deserialize", Emit::Metadata, &["E0277", "Unknown: ", "Deserialize"]);
}

/// All programs of the reference, each in a module of its own.
#[cfg(all(feature = "blocking", feature = "multipart"))]
#[test]
fn the_programs_of_the_reference_compile() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("reference/operations");
    let mut program = String::from("fn main() {}\n");
    let mut count = 0;
    let mut pages: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    pages.sort();
    for page in &pages {
        let text = fs::read_to_string(page).unwrap();
        for example in text.split("```rust\n").skip(1) {
            let example = example.split("```").next().unwrap();
            program.push_str(&format!("// {}\nmod m{count} {{\n{example}}}\n", page.display()));
            count += 1;
        }
    }
    assert!(count >= 2 * pages.len(), "an operation has a program for each of the two clients");
    let source = Path::new(env!("CARGO_TARGET_TMPDIR")).join("reference.rs");
    fs::write(&source, program).unwrap();
    let (compiles, errors) = finish(&mut rustc_of(&LIBRARY, &source, Emit::Metadata, "ui-reference"));
    assert!(compiles, "{errors}");
}

/// Asserts that the program compiles without the mistake, and does not with it, with a line of the
/// compiler's output that contains all of `words`.
#[track_caller]
fn refused(program: &str, mistake: &str, emit: Emit, words: &[&str]) {
    let (as_it_stands, errors) = finish(&mut rustc(&LIBRARY, program, emit, mistake));
    assert!(as_it_stands, "{program} does not compile as it stands:\n{errors}");

    let cfg = format!("mistake={mistake:?}");
    let (with_mistake, errors) = finish(rustc(&LIBRARY, program, emit, mistake).args(["--cfg", &cfg]));
    assert!(!with_mistake, "{program} compiles with the mistake `{mistake}`");
    let reported = errors.lines().any(|line| words.iter().all(|word| line.contains(word)));
    assert!(reported, "no line of this says {words:?}:\n{errors}");
}

/// The compiler for a program of `ui/`. Output files are named by the program and the purpose.
fn rustc(library: &Path, program: &str, emit: Emit, purpose: &str) -> Command {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/ui").join(program).with_extension("rs");
    rustc_of(library, &source, emit, &format!("ui-{program}-{purpose}"))
}

/// The compiler for a program. The output file has this name.
fn rustc_of(library: &Path, source: &Path, emit: Emit, name: &str) -> Command {
    let (emit, extension) = match emit {
        Emit::Metadata => ("metadata", "rmeta"),
        Emit::Object => ("obj", "o"),
    };
    let output = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}.{extension}"));
    let mut rustc = Command::new(env::var_os("RUSTC").unwrap_or("rustc".into()));
    rustc.args(["--edition=2024", "--crate-type=bin", "--cap-lints=allow", "--color=never"]);
    rustc.arg(format!("--emit={emit}")).arg("-o").arg(output);
    rustc.arg("--extern").arg(format!("wechat_tickets={}", library.display()));
    rustc.arg("-L").arg(format!("dependency={}", library.parent().unwrap().display()));
    rustc.arg(source);
    rustc
}

/// Whether the compiler succeeded, and its output.
fn finish(rustc: &mut Command) -> (bool, String) {
    let Output { status, stderr, .. } = rustc.output().unwrap();
    (status.success(), String::from_utf8(stderr).unwrap())
}

/// The client that Cargo built for this test: among those next to it, which may be of other features and compilers, the
/// newest that this compiler can read.
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
