//! Disks that are full or read-only, files that vanish, links that lead nowhere, terminals.

#![cfg(target_os = "linux")]

use std::fs::{self, OpenOptions};
use std::io::Write;
use std::os::unix::fs::symlink;
use std::process::{Command, Stdio};

use crate::support::{Shop, command};

/// Commands that write into the folder `disk/spec` or `disk/client`.
const WRITING: [&[&str]; 4] = [
    &["regen", "--spec", "disk/spec", "--out", "disk/client"],
    &["fmt", "--spec", "disk/spec"],
    &["new", "model", "Cage", "--spec", "disk/spec"],
    &["audit", "docs.md", "--draft", "--spec", "disk/spec"],
];

/// Runs each command where `disk/` is a file system of its own that `prepare` has made unfit, and checks that it fails
/// with `problem`, changes nothing and leaves nothing. Where nobody may mount anything, nothing can be told.
fn on_a_disk(prepare: &str, problem: &str) {
    let may_mount = Command::new("unshare").args(["-Urm", "mount", "-t", "tmpfs", "tmpfs", "/mnt"]).output();
    if !may_mount.is_ok_and(|output| output.status.success()) {
        eprintln!("skipped: this user may not mount a file system");
        return;
    }
    for arguments in WRITING {
        let shop = Shop::generated();
        shop.put("docs.md", "# 1 Sell\nPOST /sales\nname | type |\n---|---|\nprice | int |\n");
        shop.edit("spec/models/pet.yaml", "An animal.", "A beast, and so on for a while.");
        fs::create_dir(shop.path("disk")).unwrap();
        let script = format!(
            "set -e
            mount -t tmpfs -o size=400k tmpfs disk
            cp -r spec client disk/
            {prepare}
            set +e
            \"$0\" \"$@\"
            echo \"exit $?\"
            diff -r spec disk/spec && diff -r client disk/client && echo unchanged"
        );
        let output = Command::new("unshare")
            .args(["-Urm", "sh", "-c", &script, env!("CARGO_BIN_EXE_xtask")])
            .args(arguments)
            .current_dir(shop.path(""))
            .output()
            .unwrap();
        let stderr = String::from_utf8(output.stderr).unwrap();
        assert_eq!(
            String::from_utf8(output.stdout).unwrap(),
            "exit 2\nunchanged\n",
            "{arguments:?}: {stderr}"
        );
        assert!(stderr.starts_with("error: cannot ") && stderr.contains(problem), "{arguments:?}: {stderr}");
        assert!(stderr.ends_with("help: every file is as it was\n"), "{arguments:?}: {stderr}");
    }
}

#[test]
fn a_full_disk_changes_nothing_and_leaves_nothing() {
    on_a_disk("dd if=/dev/zero of=disk/rest bs=1k status=none 2>disk.log || true", "No space left on device");
}

#[test]
fn a_read_only_disk_changes_nothing() {
    on_a_disk("mount -o remount,ro disk", "Read-only file system");
}

#[test]
fn a_file_that_vanishes_after_it_was_found_is_told() {
    let shop = Shop::new();
    let api = shop.text("spec/api.yaml");
    // The first file of the folder waits for its contents, and another one goes away meanwhile.
    fs::remove_file(shop.path("spec/api.yaml")).unwrap();
    assert!(Command::new("mkfifo").arg(shop.path("spec/api.yaml")).status().unwrap().success());
    let child = command(&shop.path(""), &["check", "--spec", "spec"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut writer = OpenOptions::new().write(true).open(shop.path("spec/api.yaml")).unwrap();
    fs::remove_file(shop.path("spec/models/pet.yaml")).unwrap();
    writer.write_all(api.as_bytes()).unwrap();
    drop(writer);
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), output.stdout.as_slice()), (Some(2), &b""[..]));
    assert_eq!(
        String::from_utf8(output.stderr).unwrap(),
        "error: cannot read `spec/models/pet.yaml`: No such file or directory (os error 2)\n\
         help: it was there when the folder was listed, or is a link that leads nowhere\n"
    );
}

#[test]
fn links_that_lead_in_a_circle_are_told() {
    let shop = Shop::new();
    symlink("self.yaml", shop.path("spec/models/self.yaml")).unwrap();
    let ran = shop.run(&["check", "--spec", "spec"]);
    assert_eq!((ran.code, ran.stdout.as_str()), (Some(2), ""));
    assert!(
        ran.stderr.starts_with("error: cannot read `spec/models/self.yaml`: Too many levels"),
        "{}",
        ran.stderr
    );
}

#[test]
fn a_link_in_place_of_the_folder_for_a_new_file() {
    let shop = Shop::new();
    fs::create_dir(shop.path("elsewhere")).unwrap();
    fs::rename(shop.path("spec/models"), shop.path("elsewhere/models")).unwrap();
    symlink("../elsewhere/models", shop.path("spec/models")).unwrap();
    let new = ["new", "model", "Cage", "--spec", "spec"];
    assert_eq!(shop.run(&new).code, Some(0), "a linked folder is a folder");
    assert!(shop.path("elsewhere/models/cage.yaml").is_file());
    // One that leads nowhere is none.
    let shop = Shop::new();
    fs::remove_dir_all(shop.path("spec/operations")).unwrap();
    symlink("../gone", shop.path("spec/operations")).unwrap();
    let ran = shop.run(&["new", "operation", "sell", "--spec", "spec"]);
    assert_eq!((ran.code, ran.stdout.as_str()), (Some(2), ""));
    let told = "error: cannot create the folder `spec/operations`: a symbolic link that leads nowhere is in its place\n";
    assert!(ran.stderr.starts_with(told), "{}", ran.stderr);
}

#[test]
fn a_link_in_place_of_a_new_file_is_a_file_that_is_there() {
    let shop = Shop::new();
    symlink("gone.yaml", shop.path("spec/models/cage.yaml")).unwrap();
    for arguments in [&["check", "--spec", "spec"] as &[&str], &["new", "model", "Cage", "--spec", "spec"]] {
        let ran = shop.run(arguments);
        assert_eq!(ran.code, Some(2));
        assert!(ran.stderr.starts_with("error: cannot read `spec/models/cage.yaml`"), "{}", ran.stderr);
    }
    assert!(shop.path("spec/models/cage.yaml").is_symlink());
}

#[test]
fn what_takes_long_tells_a_terminal_and_no_pipe() {
    let shop = Shop::new();
    // Without npm, it ends before anything is installed.
    let here = format!("env PATH=/nowhere {} conformance", env!("CARGO_BIN_EXE_xtask"));
    let terminal = Command::new("script")
        .args(["-qec", &here, "/dev/null"])
        .stdin(Stdio::null())
        .current_dir(shop.path(""))
        .output();
    let Ok(terminal) = terminal else {
        eprintln!("skipped: there is no `script` to make a terminal with");
        return;
    };
    let said = String::from_utf8_lossy(&terminal.stdout).into_owned();
    assert_eq!(terminal.status.code(), Some(2), "{said}");
    assert!(said.starts_with("installing the language server"), "{said}");
    let pipe = command(&shop.path(""), &["conformance"]).env("PATH", "/nowhere").output().unwrap();
    let said = String::from_utf8_lossy(&pipe.stderr).into_owned();
    assert!(pipe.status.code() == Some(2) && !said.contains("installing"), "{said}");
}
