//! `new client`

use std::process::Command;

use crate::support::{Ran, Shop};

fn new_client(shop: &Shop, name: &str) -> Ran {
    shop.run(&["new", "client", name, "--spec", "spec", "--out", "client"])
}

#[test]
fn the_crate_holds_what_a_crate_needs() {
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
    // The versions that the workspace has been tested with, which are also the ones at hand.
    shop.put("client/Cargo.lock", include_str!("../../../Cargo.lock"));
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

#[test]
fn in_a_workspace_the_crate_stands_alone() {
    let shop = Shop::new();
    shop.put("Cargo.toml", "[workspace]\nmembers = []\n");
    assert_eq!(new_client(&shop, "pets-client").code, Some(0));
    assert!(shop.text("client/Cargo.toml").ends_with("\n\n[workspace]\n"));
}

#[test]
fn a_folder_that_holds_something_is_refused() {
    let shop = Shop::new();
    shop.put("client/notes.txt", "by hand");
    let ran = new_client(&shop, "pets-client");
    assert_eq!((ran.code, ran.stdout.as_str()), (Some(2), ""));
    assert!(ran.stderr.starts_with("error: `client` is not empty\n"), "{}", ran.stderr);
    assert_eq!(shop.client().len(), 1);
}

#[test]
fn an_empty_folder_will_do() {
    let shop = Shop::new();
    std::fs::create_dir(shop.path("client")).unwrap();
    assert_eq!(new_client(&shop, "pets-client").code, Some(0));
}

#[test]
fn a_name_that_cargo_would_refuse_is_refused() {
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
fn both_folders_must_be_named() {
    let shop = Shop::new();
    for arguments in [&[] as &[&str], &["--spec", "spec"], &["--out", "client"]] {
        let ran = shop.run(&[&["new", "client", "pets-client"], arguments].concat());
        assert_eq!(ran.code, Some(2));
        assert!(ran.stderr.contains("needs `--spec DIR` and `--out DIR`"), "{}", ran.stderr);
        assert!(!shop.path("client").exists());
    }
}

#[test]
fn a_wrong_spec_writes_nothing() {
    let shop = Shop::broken();
    assert_eq!(new_client(&shop, "pets-client").code, Some(2));
    assert!(!shop.path("client").exists());
}
