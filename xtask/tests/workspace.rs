//! The commands with the folders of this workspace.

#![cfg(test)]

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

const WORKSPACE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/..");

/// The program in an empty folder.
fn xtask(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
    command.args(arguments).current_dir(folder);
    command
}

fn run(folder: &Path, arguments: &[&str]) -> (Option<i32>, String, String) {
    let Output { status, stdout, stderr } = xtask(folder, arguments).output().unwrap();
    let [stdout, stderr] = [stdout, stderr].map(|bytes| String::from_utf8(bytes).unwrap());
    (status.code(), stdout, stderr)
}

/// A folder with a spec in `spec` and a crate in `client`.
fn pets() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (path, text) in [
        ("spec/api.yaml", "api: pets\nserver: https://pets.example\n"),
        ("spec/get_pet.yaml", "operation: get_pet\nmethod: GET\npath: /pet\n"),
        ("client/Cargo.toml", "[package]\nname = \"pets\"\n"),
    ] {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    folder
}

#[test]
fn the_spec_is_right_and_formatted_and_its_client_generated() {
    let folder = tempfile::tempdir().unwrap();
    let parcels = format!("{WORKSPACE}/codegen/tests/parcels/spec");
    let commands: [&[&str]; 5] = [
        &["check", "--deny-warnings"],
        &["fmt", "--check"],
        &["regen", "--check"],
        &["check", "--deny-warnings", "--spec", &parcels],
        &["fmt", "--check", "--spec", &parcels],
    ];
    for arguments in commands {
        let (code, stdout, stderr) = run(folder.path(), arguments);
        assert_eq!(code, Some(0), "{arguments:?}: {stdout}{stderr}");
    }
}

#[test]
fn another_spec_needs_a_crate_of_its_own() {
    let folder = pets();
    let (code, stdout, stderr) = run(folder.path(), &["regen", "--spec", "spec"]);
    assert_eq!((code, stdout.as_str()), (Some(2), ""));
    assert!(stderr.starts_with("error: `--spec spec` needs `--out DIR`"), "{stderr}");
}

#[test]
fn another_crate_needs_a_spec_of_its_own() {
    let folder = pets();
    let (code, stdout, stderr) = run(folder.path(), &["regen", "--out", "client"]);
    assert_eq!((code, stdout.as_str()), (Some(2), ""));
    assert!(stderr.starts_with("error: `--out client` needs `--spec DIR`"), "{stderr}");
    assert!(!folder.path().join("client/src").exists());
}

#[test]
fn messages_name_commands_of_this_program() {
    let folder = pets();
    let (code, stdout, _) = run(folder.path(), &["regen", "--check", "--spec", "spec", "--out", "client"]);
    assert_eq!(code, Some(1));
    assert!(stdout.ends_with("run: cargo xtask regen --spec spec --out client\n"), "{stdout}");
}

#[test]
fn a_workspace_that_was_copied_with_its_programs_is_the_one_that_is_worked_on() {
    let folder = pets();
    fs::write(folder.path().join("spec/pet.yaml"), "model: Pet\nfields: 1\n").unwrap();
    let check = |package: &str| {
        let mut command = xtask(folder.path(), &["check"]);
        // As `cargo run` starts the program of a package.
        command.env("CARGO_MANIFEST_DIR", folder.path().join("xtask")).env("CARGO_PKG_NAME", package);
        let output = command.output().unwrap();
        (output.status.code(), String::from_utf8(output.stdout).unwrap())
    };
    let (code, stdout) = check("xtask");
    assert!(code == Some(2) && stdout.contains("spec/pet.yaml:2:9"), "{stdout}");
    // A test or a program of another package may start this one.
    let (code, stdout) = check("pets");
    assert_eq!(code, Some(0), "{stdout}");
}

#[test]
fn the_help_lists_the_chores_and_the_defaults() {
    let folder = tempfile::tempdir().unwrap();
    let (code, stdout, _) = run(folder.path(), &["--help"]);
    assert_eq!(code, Some(0));
    for word in
        ["regen", "check", "mock", "bench", "`spec` of the workspace", "`generated-client` of the workspace"]
    {
        assert!(stdout.contains(word), "{word}: {stdout}");
    }
    assert!(!stdout.contains("completions"), "{stdout}");
}

/// A program in place of Cargo prints its arguments and fails.
#[cfg(unix)]
#[test]
fn the_benchmarks_get_their_arguments_and_give_their_exit_code() {
    use std::os::unix::fs::PermissionsExt;

    let folder = tempfile::tempdir().unwrap();
    let cargo = folder.path().join("cargo");
    fs::write(&cargo, "#!/bin/sh\necho \"$@\"\nexit 3\n").unwrap();
    fs::set_permissions(&cargo, fs::Permissions::from_mode(0o755)).unwrap();
    let arguments = ["bench", "--only", "requests", "--help"];
    let output = xtask(folder.path(), &arguments).env("CARGO", &cargo).output().unwrap();
    let stdout = String::from_utf8(output.stdout).unwrap();
    assert_eq!(output.status.code(), Some(3), "{stdout}");
    assert!(stdout.starts_with("run --release --locked"), "{stdout}");
    assert!(stdout.ends_with("codegen/bench/Cargo.toml -- --only requests --help\n"), "{stdout}");
}

/// Cargo packs only files inside of a package's folder; links are packed as what they lead to.
#[test]
fn every_package_that_can_be_published_has_the_licences() {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--no-deps", "--offline", "--format-version", "1"])
        .current_dir(WORKSPACE)
        .output()
        .unwrap();
    let metadata: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let packages = metadata["packages"].as_array().unwrap();
    let published: Vec<_> = packages.iter().filter(|package| package["publish"].is_null()).collect();
    assert!(published.len() >= 5, "{published:?}");
    for package in published {
        let folder = Path::new(package["manifest_path"].as_str().unwrap()).parent().unwrap();
        for licence in ["LICENSE-MIT", "LICENSE-APACHE"] {
            let own = fs::read(folder.join(licence))
                .unwrap_or_else(|error| panic!("{folder:?} {licence}: {error}"));
            assert_eq!(own, fs::read(Path::new(WORKSPACE).join(licence)).unwrap(), "{folder:?}: {licence}");
        }
    }
}
