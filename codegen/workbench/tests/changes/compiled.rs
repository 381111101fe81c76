//! The verdicts on the Rust API are what the compiler says: code that was written for the crate of before is compiled
//! against the crate of each edit.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;
use specwright::Source;
use specwright_workbench::changes::Effect;

use crate::cases::{self, Case};
use crate::edit::{changes, edited, shop};

/// What both crates need: the versions that the workspace has been tested with, which are also the ones at hand.
const LOCK: &str = include_str!("../../../../Cargo.lock");

#[test]
fn what_is_said_to_break_does_not_compile_and_nothing_else() {
    let cases: Vec<&Case> = cases::all().filter(|case| !case.consumer.is_empty()).collect();
    assert!(cases.len() >= 30);
    let old = shop();
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("changes");
    let versions: Vec<Vec<Source>> = cases.iter().map(|case| edited(&old, case.edits)).collect();
    write_versions(&folder, &old, &versions);
    write_consumers(&folder, &cases);

    let compiled = compiled(&folder);
    assert!(compiled.contains("before"), "a consumer does not compile against the crate of before");
    let mut wrong = String::new();
    for (number, (case, new)) in cases.iter().zip(&versions).enumerate() {
        let found = changes(&old, new);
        let breaks = found.iter().any(|change| change.rust.effect == Effect::Breaking);
        let compiles = compiled.contains(&format!("after_{number}"));
        if compiles == breaks {
            let said: Vec<_> = found.iter().map(|change| &change.rust).collect();
            writeln!(wrong, "{}: compiles: {compiles}, yet {said:#?}", case.name).unwrap();
        }
    }
    assert_eq!(wrong, "");
}

/// One crate with every version of the client as a module.
fn write_versions(folder: &Path, old: &[Source], versions: &[Vec<Source>]) {
    let runtime = Path::new(env!("CARGO_MANIFEST_DIR")).join("../runtime");
    let manifest = format!(
        "[package]\nname = \"versions\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n\
         [features]\nblocking = []\nfull-serde = []\nmock = []\n\n\
         [dependencies]\nspecwright-runtime = {{ path = {runtime:?}, default-features = false, features = [\"pattern\"] }}\n"
    );
    let mut modules = String::from("#![allow(deprecated)]\n");
    let named = std::iter::once(("before".to_owned(), old));
    let after =
        versions.iter().enumerate().map(|(number, sources)| (format!("after_{number}"), sources.as_slice()));
    for (name, sources) in named.chain(after) {
        let generated = match specwright::generate(sources) {
            Ok(generated) => generated,
            Err(problems) => panic!("{}", problems.render(sources, false)),
        };
        put(&folder.join(format!("versions/src/{name}.rs")), &generated.single_file());
        writeln!(modules, "pub mod {name};").unwrap();
    }
    put(&folder.join("versions/Cargo.toml"), &manifest);
    put(&folder.join("versions/src/lib.rs"), &modules);
}

/// Another crate with a program for each case, and one that holds all of them against the version of before.
fn write_consumers(folder: &Path, cases: &[&Case]) {
    put(
        &folder.join("Cargo.toml"),
        "[workspace]\nmembers = [\"versions\", \"consumers\"]\nresolver = \"3\"\n",
    );
    if !folder.join("Cargo.lock").exists() {
        put(&folder.join("Cargo.lock"), LOCK);
    }
    let manifest = "[package]\nname = \"consumers\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n\
                    [dependencies]\nversions = { path = \"../versions\" }\n";
    put(&folder.join("consumers/Cargo.toml"), manifest);
    let mut before = String::from("#![allow(unused)]\nfn main() {}\n");
    for (number, case) in cases.iter().enumerate() {
        let program =
            format!("#![allow(unused)]\n{}\nfn main() {{}}\n", consumer(case, &format!("after_{number}")));
        put(&folder.join(format!("consumers/src/bin/after_{number}.rs")), &program);
        writeln!(before, "mod case_{number} {{\n{}\n}}", consumer(case, "before")).unwrap();
    }
    put(&folder.join("consumers/src/bin/before.rs"), &before);
}

fn consumer(case: &Case, version: &str) -> String {
    let code = case.consumer.trim();
    let code = if code.starts_with("fn ") { code.to_owned() } else { format!("fn used() {{\n{code}\n}}") };
    format!("use versions::{version}::*;\n{code}")
}

/// The programs that compile.
fn compiled(folder: &Path) -> BTreeSet<String> {
    let output = Command::new(env!("CARGO"))
        .args([
            "check",
            "--keep-going",
            "--message-format=json",
            "--package",
            "consumers",
            "--bins",
            "--target-dir",
        ])
        .arg(folder.join("target"))
        .current_dir(folder)
        .output()
        .unwrap();
    let messages: Vec<Value> = output
        .stdout
        .split(|byte| *byte == b'\n')
        .filter_map(|line| serde_json::from_slice(line).ok())
        .collect();
    let names = |reason: &str, name: &str| {
        messages
            .iter()
            .filter(|message| message["reason"] == reason)
            .filter_map(|message| message["target"][name].as_str().map(str::to_owned))
            .collect::<BTreeSet<_>>()
    };
    let compiled = names("compiler-artifact", "name");
    assert!(compiled.contains("versions"), "{}", String::from_utf8_lossy(&output.stderr));
    compiled
}

/// Writes a file, unless it is there already: Cargo goes by the time of the last change.
fn put(path: &PathBuf, text: &str) {
    if fs::read_to_string(path).is_ok_and(|known| known == text) {
        return;
    }
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}
