//! The verdicts on the Rust API agree with the compiler: code for the old crate is compiled with the crate of each
//! edit.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;
use specwright::Source;
use specwright_workbench::changes::Effect;

use crate::cases::{self, Case};
use crate::edit::{edited, shop};

/// The dependencies of both crates: the versions that the workspace is tested with.
const LOCK: &str = include_str!("../../../../Cargo.lock");

#[test]
fn exactly_the_breaking_changes_do_not_compile() {
    let cases: Vec<&Case> = cases::all().filter(|case| !case.consumer.is_empty()).collect();
    assert!(cases.len() >= 30);
    let old = shop();
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("changes");
    let versions: Vec<Vec<Source>> = cases.iter().map(|case| edited(&old, case.edits)).collect();
    write_versions(&folder, &old, &versions);
    let broken = broken(&folder, &cases);
    assert_eq!(broken.get(BEFORE), None, "a consumer does not compile against the crate of before");
    let mut wrong = String::new();
    for (number, case) in cases.iter().enumerate() {
        let found = case.changes();
        let breaks = found.iter().any(|change| change.rust.effect == Effect::Breaking);
        let compiles = !broken.contains_key(&format!("after_{number}"));
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

/// The module with the code of all cases, compiled with the old version.
const BEFORE: &str = "all_before";

/// The cases that do not compile, and their first errors. All are modules of one crate, and the compiler is called again without those with
/// errors, since errors of one phase hide those of the next.
fn broken(folder: &Path, cases: &[&Case]) -> BTreeMap<String, String> {
    put(
        &folder.join("Cargo.toml"),
        "[workspace]\nmembers = [\"versions\", \"consumers\"]\nresolver = \"3\"\n\n[profile.dev]\nincremental = false\n",
    );
    if !folder.join("Cargo.lock").exists() {
        put(&folder.join("Cargo.lock"), LOCK);
    }
    let manifest = "[package]\nname = \"consumers\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n\
                    [dependencies]\nversions = { path = \"../versions\" }\n";
    put(&folder.join("consumers/Cargo.toml"), manifest);
    let mut modules = vec![BEFORE.to_owned()];
    let mut before = String::new();
    for (number, case) in cases.iter().enumerate() {
        let module = format!("after_{number}");
        put(&folder.join(format!("consumers/src/{module}.rs")), &consumer(case, &module));
        writeln!(before, "mod case_{number} {{\n{}\n}}", consumer(case, "before")).unwrap();
        modules.push(module);
    }
    put(&folder.join(format!("consumers/src/{BEFORE}.rs")), &before);

    let mut broken = BTreeMap::new();
    loop {
        let remaining = modules.iter().filter(|module| !broken.contains_key(*module));
        let lines: String = remaining.map(|module| format!("mod {module};\n")).collect();
        put(&folder.join("consumers/src/lib.rs"), &format!("#![allow(unused)]\n{lines}"));
        let reported = reported(folder);
        if reported.is_empty() {
            return broken;
        }
        broken.extend(reported);
    }
}

fn consumer(case: &Case, version: &str) -> String {
    let code = case.consumer.trim();
    let code = if code.starts_with("fn ") { code.to_owned() } else { format!("fn used() {{\n{code}\n}}") };
    format!("use versions::{version}::*;\n{code}")
}

/// The modules with compile errors, and the first error of each.
fn reported(folder: &Path) -> BTreeMap<String, String> {
    let arguments =
        ["check", "--message-format=json", "--package", "consumers", "--lib", "--target-dir", "target"];
    let output = Command::new(env!("CARGO")).args(arguments).current_dir(folder).output().unwrap();
    let lines = output.stdout.split(|byte| *byte == b'\n');
    let messages: Vec<Value> = lines.filter_map(|line| serde_json::from_slice(line).ok()).collect();
    let errors = messages
        .iter()
        .filter(|message| message["reason"] == "compiler-message" && message["message"]["level"] == "error");
    let mut reported = BTreeMap::new();
    for error in errors {
        for span in error["message"]["spans"].as_array().into_iter().flatten() {
            // An error in a macro is where the consumer calls it.
            let call = &span["expansion"]["span"];
            let file = if call.is_object() { &call["file_name"] } else { &span["file_name"] };
            let path = file.as_str().and_then(|path| path.strip_prefix("consumers/src/"));
            if let Some(module) = path.and_then(|path| path.strip_suffix(".rs")) {
                let rendered = error["message"]["rendered"].as_str().unwrap();
                reported.entry(module.to_owned()).or_insert_with(|| rendered.to_owned());
            }
        }
    }
    assert_ne!(output.status.success(), !reported.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
    reported
}

/// Writes a file if it differs: Cargo checks the time of the last change.
fn put(path: &PathBuf, text: &str) {
    if fs::read_to_string(path).is_ok_and(|known| known == text) {
        return;
    }
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}
