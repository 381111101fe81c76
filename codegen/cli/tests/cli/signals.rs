//! Ctrl-C and requests to terminate.

#![cfg(unix)]

use std::fs::File;
use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Child, Command, Output, Stdio};

use crate::support::{Shop, command};

/// Every command that writes files, for a shop with a `docs.md`.
const WRITING: [&[&str]; 5] = [
    &["regen", "--spec", "spec", "--out", "client"],
    &["fmt", "--spec", "spec"],
    &["new", "model", "Cage", "--spec", "spec"],
    &["new", "client", "pets-client", "--spec", "spec", "--out", "fresh"],
    &["audit", "docs.md", "--draft", "--spec", "spec"],
];

fn signal(child: &Child, name: &str) {
    let sent = Command::new("kill").args(["-s", name, &child.id().to_string()]).status().unwrap();
    assert!(sent.success());
}

fn spawn(shop: &Shop, arguments: &[&str]) -> Child {
    let mut command = command(&shop.path(""), arguments);
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
}

fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn an_interruption_before_any_write_states_it() {
    for arguments in WRITING {
        for name in ["INT", "TERM", "HUP"] {
            let shop = Shop::generated();
            shop.put("docs.md", "# 1 Sell\nPOST /sales\nname | type |\n---|---|\nprice | int |\n");
            let before = shop.client();
            // As if another process wrote there.
            let held = File::open(shop.path("spec")).unwrap();
            held.lock().unwrap();
            let mut child = spawn(&shop, arguments);
            let waiting = "waiting for another run that writes to `spec`\n";
            child.stderr.as_mut().unwrap().read_exact(&mut vec![0; waiting.len()]).unwrap();
            signal(&child, name);
            let output = child.wait_with_output().unwrap();
            drop(held);
            assert_eq!(output.status.code(), Some(2), "{arguments:?} {name}");
            assert_eq!(stderr(&output), "error: interrupted\nhelp: nothing was written\n");
            assert_eq!(output.stdout, b"");
            assert_eq!(shop.client(), before);
            assert!(!shop.path("fresh").exists() && !shop.path("spec/operations/sell.yaml").exists());
        }
    }
}

#[test]
fn after_an_interruption_all_files_are_old_or_all_are_new() {
    let shop = Shop::generated();
    let old = contents(&shop);
    shop.edit("spec/models/kind.yml", "A dog.", "A hound.");
    shop.edit("spec/models/pet.yaml", "An animal.", "A beast.");
    assert_eq!(shop.run(WRITING[0]).code, Some(0));
    let new = contents(&shop);
    assert_ne!(old, new);
    for round in 0..24_u32 {
        for (path, text) in &old {
            shop.put(&format!("client/{path}"), text);
        }
        let child = spawn(&shop, WRITING[0]);
        // A varying delay, so that rounds are interrupted at different points.
        for turn in 0..round * 250_000 {
            std::hint::black_box(turn);
        }
        signal(&child, "INT");
        let output = child.wait_with_output().unwrap();
        let now = contents(&shop);
        match output.status.code() {
            Some(0) => assert_eq!(now, new),
            // It was about to print its result.
            Some(2) if stderr(&output).ends_with("help: every file had been written\n") => {
                assert_eq!(now, new)
            }
            // Before the handler is installed, the signal ends the program.
            Some(2) | None => assert_eq!(now, old, "{}", stderr(&output)),
            other => panic!("{other:?}: {}", stderr(&output)),
        }
    }
}

fn contents(shop: &Shop) -> Vec<(String, Vec<u8>)> {
    shop.client().into_iter().map(|(path, (text, _))| (path, text)).collect()
}

#[test]
fn an_interrupted_server_exits_with_0() {
    let shop = Shop::new();
    let mut child = spawn(&shop, &["mock", "--port", "0", "--spec", "spec"]);
    let mut first = String::new();
    BufReader::new(child.stdout.as_mut().unwrap()).read_line(&mut first).unwrap();
    assert!(first.ends_with("; press Ctrl-C to stop\n"), "{first}");
    signal(&child, "INT");
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), stderr(&output).as_str()), (Some(0), ""));
}

#[test]
fn a_body_that_never_ends_can_be_interrupted() {
    let shop = Shop::new();
    let mut child = command(&shop.path(""), &["validate", "add_pet", "-", "--spec", "spec"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut input = child.stdin.take().unwrap();
    // More than the capacity of a pipe: when it is written, the program is reading.
    input.write_all(&vec![b' '; 1 << 20]).unwrap();
    signal(&child, "INT");
    let output = child.wait_with_output().unwrap();
    assert_eq!(
        (output.status.code(), stderr(&output).as_str()),
        (Some(2), "error: interrupted\nhelp: nothing was written\n")
    );
}
