//! Concurrent runs.

#![cfg(unix)]

use std::fs::{self, File};
use std::io::{BufRead, BufReader, Read};
use std::process::{Child, Stdio};

use crate::support::{Shop, command};

const REGEN: &[&str] = &["regen", "--spec", "spec", "--out", "client"];
const FMT: &[&str] = &["fmt", "--spec", "spec"];

fn spawn(shop: &Shop, arguments: &[&str]) -> Child {
    let mut command = command(&shop.path(""), arguments);
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
}

/// Runs all of them concurrently and asserts that each succeeds.
fn at_once(shop: &Shop, runs: &[&[&str]]) {
    let children: Vec<Child> = runs.iter().map(|arguments| spawn(shop, arguments)).collect();
    for child in children {
        let output = child.wait_with_output().unwrap();
        assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    }
}

#[test]
fn a_run_waits_for_another_that_writes_to_the_same_folder() {
    let commands = [
        (REGEN, "client"),
        (REGEN, "spec"),
        (FMT, "spec"),
        (&["new", "model", "Cage", "--spec", "spec"], "spec"),
        (&["new", "client", "pets-client", "--spec", "spec", "--out", "fresh"], "spec"),
        (&["audit", "docs.md", "--draft", "--spec", "spec"], "spec"),
    ];
    for (arguments, folder) in commands {
        let shop = Shop::generated();
        shop.put("docs.md", "# 1 Sell\nPOST /sales\nname | type |\n---|---|\nprice | int |\n");
        let held = File::open(shop.path(folder)).unwrap();
        held.lock().unwrap();
        let mut child = spawn(&shop, arguments);
        let mut stderr = BufReader::new(child.stderr.take().unwrap());
        let mut reported = String::new();
        stderr.read_line(&mut reported).unwrap();
        assert_eq!(reported, format!("waiting for another run that writes to `{folder}`\n"), "{arguments:?}");
        assert!(child.try_wait().unwrap().is_none());
        // This run finds what the other one has written.
        shop.edit("spec/models/kind.yml", "A dog.", "A hound.");
        drop(held);
        reported.clear();
        stderr.read_to_string(&mut reported).unwrap();
        assert_eq!(child.wait().unwrap().code(), Some(0), "{reported}");
        let looks = shop.text("client/src/generated/kind.rs").contains("A hound.");
        assert_eq!(looks, arguments == REGEN);
    }
}

#[test]
fn the_same_folder_for_both_is_locked_once() {
    let shop = Shop::new();
    shop.put("spec/Cargo.toml", "[package]\nname = \"pets\"\n");
    let ran = shop.run(&["regen", "--spec", "spec", "--out", "spec/models/.."]);
    assert_eq!((ran.code, ran.stderr.as_str()), (Some(0), ""));
    assert!(shop.path("spec/src/generated/pet.rs").exists());
}

#[test]
fn concurrent_runs_succeed_with_the_result_of_one() {
    let shop = Shop::generated();
    assert_eq!(shop.run(FMT).code, Some(0));
    let tidy = shop.text("spec/models/pet.yaml");
    for round in 0..12 {
        // Some files are stale, one is missing, and one is an orphan.
        shop.edit("spec/models/kind.yml", " dog.", " good dog.");
        fs::remove_file(shop.path("client/src/generated/pet.rs")).unwrap();
        shop.put("client/src/generated/old.rs", "// of a removed model\n");
        for file in ["models/pet.yaml", "operations/add_pet.yaml", "operations/list_pets.yaml"] {
            shop.edit(&format!("spec/{file}"), "doc: ", "doc:   ");
        }
        at_once(&shop, &[REGEN, FMT, REGEN, FMT]);
        assert_eq!(shop.text("spec/models/pet.yaml"), tidy, "round {round}");
        at_once(&shop, &[&[REGEN, &["--check"]].concat(), &[FMT, &["--check"]].concat()]);
    }
}
