//! Failures: disks, pipes, and unexpected files.

use std::fs;
use std::process::Stdio;

use crate::support::{Shop, command};

const REGEN: [&str; 5] = ["regen", "--spec", "spec", "--out", "client"];

#[test]
fn invalid_utf_8_is_reported_with_other_errors() {
    let shop = Shop::broken();
    shop.put("spec/models/kind.yml", b"enum: Kind\ndoc: \xC3\xA8\xB1\n");
    let ran = shop.run(&["check", "--spec", "spec"]);
    assert_eq!(ran.code, Some(2));
    for reported in ["error[SW0001]", "spec/models/kind.yml:2:", "GBK", "error[SW0301]"] {
        assert!(ran.stdout.contains(reported), "{reported}: {}", ran.stdout);
    }
}

#[test]
fn crlf_line_endings_in_the_spec_change_nothing() {
    let shop = Shop::generated();
    for file in
        ["spec/api.yaml", "spec/models/pet.yaml", "spec/models/kind.yml", "spec/operations/add_pet.yaml"]
    {
        shop.put(file, shop.text(file).replace('\n', "\r\n"));
    }
    assert_eq!(shop.run(&[&REGEN[..], &["--check"]].concat()).code, Some(0));
    shop.edit("spec/models/pet.yaml", "max_bytes", "max_length");
    assert!(shop.run(&["check", "--spec", "spec"]).stdout.contains("spec/models/pet.yaml:5:41"));
}

#[test]
fn new_files_are_the_same_beside_files_with_crlf_line_endings() {
    let document = "# 1 Sell\nPOST /sales\nname | type | description |\n---|---|---|\nprice | int | 价格 |\n";
    let written = |ends: &str| {
        let shop = Shop::new();
        for file in
            ["spec/api.yaml", "spec/models/pet.yaml", "spec/models/kind.yml", "spec/operations/add_pet.yaml"]
        {
            shop.put(file, shop.text(file).replace('\n', ends));
        }
        shop.edit(
            "spec/models/pet.yaml",
            "model:",
            &format!("# yaml-language-server: $schema=../spec.schema.json{ends}model:"),
        );
        shop.put("docs.md", document.replace('\n', ends));
        for arguments in [
            &["new", "operation", "feed_pet", "--spec", "spec"] as &[&str],
            &["new", "model", "Bowl", "--spec", "spec"],
            &["audit", "docs.md", "--draft", "--spec", "spec"],
        ] {
            let ran = shop.run(arguments);
            assert_eq!((ran.code, ran.stderr.as_str()), (Some(0), ""), "{arguments:?}: {}", ran.stdout);
        }
        shop.edit("spec/models/pet.yaml", "  kind:", "  bowl: { type: Bowl }\r\n  kind:");
        let check = shop.run(&["check", "--spec", "spec"]);
        assert_eq!(check.code, Some(0), "{}", check.stdout);
        assert_eq!(shop.run(&["audit", "docs.md", "--spec", "spec"]).code, Some(0));
        let files = ["operations/feed_pet", "models/bowl", "operations/sell", "models/sell"];
        files.map(|file| shop.text(&format!("spec/{file}.yaml")))
    };
    let windows = written("\r\n");
    assert_eq!(windows, written("\n"));
    // Both write LF.
    assert!(windows.iter().all(|text| !text.contains('\r') && text.starts_with("# yaml-language-server: ")));
}

#[test]
fn temporary_files_beside_the_spec_are_removed() {
    let shop = Shop::new();
    shop.put("spec/models/.specwright-1-1.tmp", "half");
    shop.put("spec/models/.specwright-notes.md", "by hand");
    assert_eq!(shop.run(&["fmt", "--spec", "spec"]).code, Some(0));
    assert!(!shop.path("spec/models/.specwright-1-1.tmp").exists());
    assert_eq!(shop.text("spec/models/.specwright-notes.md"), "by hand");
}

#[test]
fn a_closed_pipe_is_not_an_error() {
    let shop = Shop::generated();
    fs::remove_dir_all(shop.path("client/src")).unwrap();
    let mut child = command(&shop.path(""), &[&REGEN[..], &["--check"]].concat())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), String::from_utf8(output.stderr).unwrap().as_str()), (Some(1), ""));
}

#[cfg(unix)]
#[test]
fn a_file_that_cannot_be_written_whole_changes_nothing_and_leaves_nothing() {
    let shop = Shop::generated();
    let long = format!("A dog. {}", "x".repeat(2000));
    shop.edit("spec/models/kind.yml", "A dog.", &long);
    shop.edit("spec/models/pet.yaml", "An animal.", "A beast.");
    let before = shop.client();
    // The file size is limited to a block, as on a full disk; the signal would end the program.
    let limited = "trap '' XFSZ; ulimit -f 1; exec \"$0\" \"$@\"";
    let output = std::process::Command::new("sh")
        .args(["-c", limited, env!("CARGO_BIN_EXE_specwright")])
        .args(REGEN)
        .current_dir(shop.path(""))
        .output()
        .unwrap();
    let stderr = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2), "{stderr}");
    assert!(stderr.starts_with("error: cannot write `client/src/generated/"), "{stderr}");
    assert!(stderr.ends_with("help: no file was changed\n"), "{stderr}");
    assert_eq!(shop.client(), before);
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_for_standard_output_is_an_error() {
    let full = fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let shop = Shop::new();
    let output = command(&shop.path(""), &["check", "--spec", "spec"]).stdout(full).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    let stderr = String::from_utf8(output.stderr).unwrap();
    assert!(stderr.starts_with("error: cannot write to standard output: "), "{stderr}");
}

#[test]
fn no_progress_is_printed_to_a_pipe() {
    let shop = Shop::generated();
    let ran = shop.run(&REGEN);
    assert_eq!((ran.code, ran.stderr.as_str()), (Some(0), ""));
}
