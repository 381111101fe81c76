//! Full and read-only file systems, dangling links, terminals.

#![cfg(target_os = "linux")]

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use crate::support::Shop;

/// Commands that write into the folder `disk/spec` or `disk/client`.
const WRITING: [&[&str]; 4] = [
    &["regen", "--spec", "disk/spec", "--out", "disk/client"],
    &["fmt", "--spec", "disk/spec"],
    &["new", "model", "Cage", "--spec", "disk/spec"],
    &["audit", "docs.md", "--draft", "--spec", "disk/spec"],
];

/// Runs each command in a shop with a folder `disk`, and asserts that it fails with `problem` and changes nothing.
/// `run` receives the shop and the arguments.
fn on_a_disk(problem: &str, run: impl Fn(&Shop, &[&str]) -> Output) {
    for arguments in WRITING {
        let shop = Shop::generated();
        shop.put("docs.md", "# 1 Sell\nPOST /sales\nname | type |\n---|---|\nprice | int |\n");
        shop.edit("spec/models/pet.yaml", "An animal.", "A beast, and so on for a while.");
        fs::create_dir(shop.path("disk")).unwrap();
        for folder in ["spec", "client"] {
            fs::rename(shop.path(folder), shop.path("disk").join(folder)).unwrap();
        }
        let before = files_in(&shop.path("disk"));
        let output = run(&shop, arguments);
        let stderr = String::from_utf8(output.stderr).unwrap();
        assert_eq!(
            (output.status.code(), output.stdout.as_slice()),
            (Some(2), &b""[..]),
            "{arguments:?}: {stderr}"
        );
        assert!(stderr.starts_with("error: cannot ") && stderr.contains(problem), "{arguments:?}: {stderr}");
        assert!(stderr.ends_with("help: no file was changed\n"), "{arguments:?}: {stderr}");
        assert_eq!(files_in(&shop.path("disk")), before, "{arguments:?}");
    }
}

#[test]
fn a_full_disk_changes_nothing_and_leaves_nothing() {
    on_a_disk("File too large", |shop, arguments| {
        // The file size is limited to 0; the signal would end the program.
        let limited = "trap '' XFSZ; ulimit -f 0; exec \"$0\" \"$@\"";
        let mut shell = Command::new("sh");
        shell.args(["-c", limited, env!("CARGO_BIN_EXE_specwright")]).args(arguments);
        shell.current_dir(shop.path("")).output().unwrap()
    });
}

#[test]
fn a_read_only_folder_changes_nothing() {
    on_a_disk("Permission denied", |shop, arguments| {
        // Root could write here: the program then runs as another user, from a folder that everybody
        // can access.
        const NOBODY: u32 = 65534;
        let program = shop.path("specwright");
        fs::copy(env!("CARGO_BIN_EXE_specwright"), &program).unwrap();
        let mut command = Command::new(program);
        if fs::metadata(shop.path("docs.md")).unwrap().uid() == 0 {
            command.uid(NOBODY).gid(NOBODY);
        }
        let disk = shop.path("disk");
        set_mode(&shop.path(""), 0o755);
        folders_in(&disk).iter().for_each(|folder| set_mode(folder, 0o555));
        let output = command.args(arguments).current_dir(shop.path("")).output().unwrap();
        folders_in(&disk).iter().for_each(|folder| set_mode(folder, 0o755));
        output
    });
}

fn set_mode(path: &Path, mode: u32) {
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
}

/// A folder and those below it.
fn folders_in(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let below = entries.filter(|path| path.is_dir()).flat_map(|path| folders_in(&path));
    [folder.to_owned()].into_iter().chain(below).collect()
}

/// The contents of every file below a folder, including hidden ones.
fn files_in(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let entries = folders_in(folder).into_iter().flat_map(|folder| fs::read_dir(folder).unwrap());
    let files = entries.map(|entry| entry.unwrap().path()).filter(|path| path.is_file());
    files.map(|path| (path.clone(), fs::read(path).unwrap())).collect()
}

#[test]
fn cyclic_links_are_errors() {
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
    // A dangling link is an error.
    let shop = Shop::new();
    fs::remove_dir_all(shop.path("spec/operations")).unwrap();
    symlink("../gone", shop.path("spec/operations")).unwrap();
    let ran = shop.run(&["new", "operation", "sell", "--spec", "spec"]);
    assert_eq!((ran.code, ran.stdout.as_str()), (Some(2), ""));
    let reported =
        "error: cannot create the folder `spec/operations`: a dangling symbolic link has this path\n";
    assert!(ran.stderr.starts_with(reported), "{}", ran.stderr);
}

#[test]
fn a_link_in_place_of_a_new_file_is_an_existing_file() {
    let shop = Shop::new();
    symlink("gone.yaml", shop.path("spec/models/cage.yaml")).unwrap();
    for arguments in [&["check", "--spec", "spec"] as &[&str], &["new", "model", "Cage", "--spec", "spec"]] {
        let ran = shop.run(arguments);
        assert_eq!(ran.code, Some(2));
        assert!(ran.stderr.starts_with("error: cannot read `spec/models/cage.yaml`"), "{}", ran.stderr);
    }
    assert!(shop.path("spec/models/cage.yaml").is_symlink());
}

/// Runs the program in a terminal created by `script`, and returns its output.
fn at_a_terminal(shop: &Shop, command: &str, code: i32) -> String {
    let output = Command::new("script")
        .args(["-qec", command, "/dev/null"])
        .stdin(Stdio::null())
        .current_dir(shop.path(""))
        .output()
        .expect("`script` of util-linux is there");
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert_eq!(output.status.code(), Some(code), "{said}");
    said
}

#[test]
fn progress_is_printed_to_a_terminal_only() {
    const REGEN: [&str; 5] = ["regen", "--spec", "spec", "--out", "client"];
    let shop = Shop::generated();
    let regen = format!("{} {}", env!("CARGO_BIN_EXE_specwright"), REGEN.join(" "));
    assert!(!at_a_terminal(&shop, &regen, 0).contains("generating"), "a small one takes no time");
    let mut fields = String::new();
    for number in 0..200 {
        shop.put(
            &format!("spec/models/part{number}.yaml"),
            format!("model: Part{number}\ndoc: A part.\nfields: {{ size: {{ type: int, min: 0, doc: Its size., example: 1 }} }}\n"),
        );
        fields.push_str(&format!("  part{number}: {{ type: Part{number}, doc: A part. }}\n"));
    }
    shop.edit("spec/models/pet.yaml", "fields:\n", &format!("fields:\n{fields}"));
    let said = at_a_terminal(&shop, &regen, 0);
    assert!(said.starts_with("generating from 205 files\r\nwriting 2"), "{said}");
    fs::remove_dir_all(shop.path("client/src")).unwrap();
    let piped = shop.run(&REGEN);
    assert_eq!((piped.code, piped.stderr.as_str()), (Some(0), ""));
}
