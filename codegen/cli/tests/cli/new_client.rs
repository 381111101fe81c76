//! `new client`

use std::process::Command;

use crate::support::{Ran, Shop};

fn new_client(shop: &Shop, name: &str) -> Ran {
    shop.run(&["new", "client", name, "--spec", "spec", "--out", "client"])
}

#[test]
fn the_crate_is_complete() {
    let shop = Shop::new();
    let ran = new_client(&shop, "pets-client");
    assert_eq!((ran.code, ran.stderr.as_str()), (Some(0), ""));
    insta::assert_snapshot!(ran.stdout);
    let files = shop.client();
    for file in
        [".gitattributes", ".gitignore", "Cargo.toml", "README.md", "src/lib.rs", "src/generated/mod.rs"]
    {
        let (contents, _) = &files[file];
        assert!(!String::from_utf8_lossy(contents).contains("{{"), "{file} has a place that was not filled");
    }
    assert!(shop.text("client/Cargo.toml").contains("name = \"pets-client\"\n"));
    assert!(!shop.text("client/Cargo.toml").contains("[workspace]"));
    let ran = shop.run(&["regen", "--check", "--spec", "spec", "--out", "client"]);
    assert_eq!(ran.code, Some(0), "{}", ran.stdout);
}

#[test]
fn the_crate_compiles_with_and_without_its_features() {
    let shop = Shop::new();
    shop.edit("spec/models/pet.yaml", "max_bytes: 12,", "max_bytes: 12, pattern: \"^小|黑$\",");
    assert_eq!(new_client(&shop, "pets-client").code, Some(0));
    // The versions that the workspace is tested with.
    shop.put("client/Cargo.lock", include_str!("../../../../Cargo.lock"));
    for features in [&["--no-default-features"] as &[&str], &["--all-features", "--tests"]] {
        let output = Command::new(env!("CARGO"))
            .args(["check", "--quiet", "--config", "build.rustflags=['-Dwarnings']", "--target-dir"])
            .arg(concat!(env!("CARGO_TARGET_TMPDIR"), "/new-client"))
            .args(features)
            .current_dir(shop.path("client"))
            .output()
            .unwrap();
        assert!(output.status.success(), "{features:?}: {}", String::from_utf8_lossy(&output.stderr));
    }
}

/// Runs a command line with the program in `PATH`.
#[cfg(unix)]
fn run_line(shop: &Shop, folder: &str, line: &str) {
    let program = std::path::Path::new(env!("CARGO_BIN_EXE_specwright")).parent().unwrap();
    let path = format!("{}:{}", program.display(), std::env::var("PATH").unwrap());
    let output = Command::new("sh")
        .args(["-ec", line])
        .env("PATH", path)
        .env("CARGO_TARGET_DIR", concat!(env!("CARGO_TARGET_TMPDIR"), "/new-client"))
        .current_dir(shop.path(folder))
        .output()
        .unwrap();
    let [out, err] = [&output.stdout, &output.stderr].map(|bytes| String::from_utf8_lossy(bytes));
    assert!(output.status.success(), "{line}: {out}{err}");
}

#[cfg(unix)]
#[test]
fn the_printed_commands_run_in_the_current_folder() {
    let shop = Shop::new();
    let ran = new_client(&shop, "pets-client");
    shop.put("client/Cargo.lock", include_str!("../../../../Cargo.lock"));
    let lines: Vec<&str> = ran.stdout.lines().skip_while(|line| *line != "next:").skip(1).collect();
    assert_eq!(lines.len(), 2, "{}", ran.stdout);
    for line in lines {
        run_line(&shop, "", line);
    }
}

#[cfg(unix)]
#[test]
fn the_command_in_the_readme_runs_in_the_crate() {
    let shop = Shop::new();
    assert_eq!(new_client(&shop, "pets-client").code, Some(0));
    shop.edit("spec/models/kind.yml", "A dog.", "A hound.");
    let readme = shop.text("client/README.md");
    let (_, rest) = readme.split_once("run this in this folder:\n\n```console\n").unwrap();
    run_line(&shop, "client", rest.lines().next().unwrap());
    assert!(shop.text("client/src/generated/kind.rs").contains("A hound."));
}

/// The default configuration of Git for Windows.
#[test]
fn a_checkout_that_converts_line_endings_is_not_drift() {
    let shop = Shop::new();
    assert_eq!(new_client(&shop, "pets-client").code, Some(0));
    let git = |arguments: &[&str]| {
        let mut command = Command::new("git");
        command.args(["-c", "core.autocrlf=true", "-c", "user.name=a", "-c", "user.email=a@b.example"]);
        let output = command.args(arguments).current_dir(shop.path("client")).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    };
    git(&["init", "--quiet"]);
    git(&["add", "--all"]);
    git(&["commit", "--quiet", "--message", "Begin"]);
    std::fs::remove_dir_all(shop.path("client/src")).unwrap();
    git(&["checkout", "--", "."]);
    let ran = shop.run(&["regen", "--check", "--spec", "spec", "--out", "client"]);
    assert_eq!(ran.code, Some(0), "{}", ran.stdout);
    // Without the attributes, the same checkout is stale.
    std::fs::remove_file(shop.path("client/.gitattributes")).unwrap();
    git(&["rm", "--quiet", "--cached", ".gitattributes"]);
    std::fs::remove_dir_all(shop.path("client/src")).unwrap();
    git(&["checkout", "--", "."]);
    assert_eq!(shop.run(&["regen", "--check", "--spec", "spec", "--out", "client"]).code, Some(1));
}

#[test]
fn in_a_workspace_the_crate_is_excluded() {
    let shop = Shop::new();
    shop.put("Cargo.toml", "[workspace]\nmembers = []\n");
    assert_eq!(new_client(&shop, "pets-client").code, Some(0));
    assert!(shop.text("client/Cargo.toml").ends_with("\n\n[workspace]\n"));
}

#[test]
fn a_folder_that_is_not_empty_is_an_error() {
    let shop = Shop::new();
    shop.put("client/notes.txt", "by hand");
    let ran = new_client(&shop, "pets-client");
    assert_eq!((ran.code, ran.stdout.as_str()), (Some(2), ""));
    assert!(ran.stderr.starts_with("error: `client` is not empty\n"), "{}", ran.stderr);
    assert_eq!(shop.client().len(), 1);
}

#[test]
fn an_empty_folder_is_valid() {
    let shop = Shop::new();
    std::fs::create_dir(shop.path("client")).unwrap();
    assert_eq!(new_client(&shop, "pets-client").code, Some(0));
}

#[test]
fn a_name_that_cargo_rejects_is_an_error() {
    let shop = Shop::new();
    let long = "a".repeat(65);
    for name in
        ["", "9pets", "Pets", "pets client", "../pets", "宠物", "std", "type", "specwright-runtime", &long]
    {
        let ran = new_client(&shop, name);
        assert_eq!(ran.code, Some(2), "{name}");
        assert!(ran.stderr.contains("cannot be the name of a crate"), "{name}: {}", ran.stderr);
        assert!(!shop.path("client").exists(), "{name}");
    }
}

#[test]
fn both_folders_are_required() {
    let shop = Shop::new();
    for arguments in [&[] as &[&str], &["--spec", "spec"], &["--out", "client"]] {
        let ran = shop.run(&[&["new", "client", "pets-client"], arguments].concat());
        assert_eq!(ran.code, Some(2));
        assert!(ran.stderr.contains("needs `--spec DIR` and `--out DIR`"), "{}", ran.stderr);
        assert!(!shop.path("client").exists());
    }
}

#[test]
fn a_spec_with_errors_writes_nothing() {
    let shop = Shop::broken();
    assert_eq!(new_client(&shop, "pets-client").code, Some(2));
    assert!(!shop.path("client").exists());
}
