//! `--format` of all commands.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::support::{Ran, Shop, run_in};

fn json(ran: &Ran) -> Value {
    serde_json::from_str(&ran.stdout).unwrap_or_else(|error| panic!("{error}: {}", ran.stdout))
}

const COMPARE: [&str; 6] = ["regen", "--check", "--spec", "spec", "--out", "client"];

fn compare(shop: &Shop, format: &str) -> Ran {
    shop.run(&[&COMPARE, ["--format", format].as_slice()].concat())
}

fn drifted() -> Shop {
    let shop = Shop::generated();
    shop.edit("client/src/generated/kind.rs", "A dog.", "一只狗。");
    shop.put("client/src/generated/old.rs", "of a removed model\n");
    shop
}

#[test]
fn drift_as_json_has_files_with_state_and_difference() {
    let ran = compare(&drifted(), "json");
    assert_eq!((ran.code, ran.stderr.as_str()), (Some(1), ""));
    let unchanged = format!("\"unchanged\": {}", json(&ran)["unchanged"]);
    insta::assert_snapshot!("drift_json", ran.stdout.replace(&unchanged, "\"unchanged\": …"));
    let ran = compare(&Shop::generated(), "json");
    assert_eq!(ran.code, Some(0));
    assert_eq!(json(&ran)["changes"], Value::Array(Vec::new()));
}

#[test]
fn drift_on_github_annotates_each_file() {
    let ran = compare(&drifted(), "github");
    assert_eq!(ran.code, Some(1));
    insta::assert_snapshot!("drift_github", ran.stdout);
    let ran = compare(&Shop::generated(), "github");
    assert_eq!((ran.code, ran.stdout.as_str()), (Some(0), ""));
}

#[test]
fn errors_of_the_spec_are_printed_in_the_requested_format() {
    let shop = Shop::broken();
    let commands: [&[&str]; 3] =
        [&["check", "--spec", "spec"], &COMPARE, &["validate", "add_pet", "-", "--spec", "spec"]];
    for command in commands {
        let ran = shop.run(&[command, &["--format", "json"]].concat());
        assert_eq!((ran.code, ran.stderr.as_str()), (Some(2), ""), "{command:?}");
        assert_eq!(json(&ran)["diagnostics"][0]["code"], "SW0301", "{command:?}");
        let ran = shop.run(&[command, &["--format", "github"]].concat());
        assert_eq!((ran.code, ran.stderr.as_str()), (Some(2), ""), "{command:?}");
        assert!(ran.stdout.starts_with("::error file=spec/models/pet.yaml,line=5,"), "{}", ran.stdout);
    }
}

#[test]
fn failures_are_printed_on_standard_error_in_every_format() {
    let shop = Shop::new();
    for format in ["text", "json", "github"] {
        let ran = shop.run(&["check", "--spec", "nowhere", "--format", format]);
        assert_eq!((ran.code, ran.stdout.as_str()), (Some(2), ""));
        assert!(ran.stderr.starts_with("error: cannot read `nowhere`"), "{}", ran.stderr);
    }
}

#[test]
fn regen_has_no_format_when_it_writes() {
    let ran = Shop::new().run(&["regen", "--format", "json"]);
    assert_eq!(ran.code, Some(2));
    assert!(ran.stderr.contains("--check"), "{}", ran.stderr);
}

#[test]
fn a_body_on_github_is_annotated() {
    let shop = Shop::new();
    shop.put("body.json", r#"{"kind": "axolotl", "name": "小黑小黑小"}"#);
    let ran = shop.run(&["validate", "add_pet", "body.json", "--spec", "spec", "--format", "github"]);
    assert_eq!((ran.code, ran.stderr.as_str()), (Some(1), ""));
    insta::assert_snapshot!("body_github", ran.stdout);
}

#[test]
fn annotations_beyond_the_limit_of_github_are_counted() {
    let shop = Shop::new();
    let fields: String = (0..12).map(|n| format!("  f{n}: {{ type: Nothing{n} }}\n")).collect();
    shop.put("spec/models/pet.yaml", format!("model: Pet\nfields:\n{fields}"));
    let ran = shop.run(&["check", "--spec", "spec", "--format", "github"]);
    let lines: Vec<_> = ran.stdout.lines().collect();
    assert!(lines[9].starts_with("::error title=12 errors in all::"), "{}", ran.stdout);
    assert_eq!(lines.len(), 13);
}

#[test]
fn github_paths_are_relative_to_the_repository() {
    const HERE: [&str; 4] = ["--spec", "../spec", "--out", "../client"];
    const LEGS: &str = "  legs: { type: int, min: 0, doc: How many legs it has., example: 4 }\n";
    let shop = Shop::released();
    shop.put("work/body.json", r#"{"name": 1}"#);
    shop.put(
        "work/docs.md",
        "# 2.1 Animals\nName | Required | Type | Description |\n---|---|---|---|\nwings | no | int | How many |\n",
    );
    shop.edit("spec/models/pet.yaml", "doc: An animal.", "doc: An animal.\nsection: \"2.1\"");
    shop.edit("spec/models/pet.yaml", "max_bytes: 12", "max_bytes:  9");
    shop.edit("spec/models/pet.yaml", LEGS, "");
    let said = |arguments: &[&str]| {
        let arguments = [arguments, &HERE, &["--format", "github"]].concat();
        let ran = run_in(&shop.path("work"), &arguments, b"");
        let files = ran.stdout.split("file=").skip(1).map(|rest| rest.split([',', ':']).next().unwrap());
        assert_eq!(ran.stderr, "", "{arguments:?}");
        (files.map(str::to_owned).collect::<BTreeSet<_>>(), ran.stdout)
    };
    let assert_files = |arguments: &[&str], files: &[&str]| {
        let (found, text) = said(arguments);
        assert_eq!(found, files.iter().map(|file| (*file).to_owned()).collect(), "{arguments:?}: {text}");
    };
    assert_files(&["validate", "add_pet", "body.json"], &["work/body.json"]);
    assert_files(&["audit", "docs.md"], &["spec/models/pet.yaml"]);
    let (_, audited) = said(&["audit", "docs.md"]);
    assert!(audited.contains("(work/docs.md:4, section 2.1)"), "{audited}");
    assert_files(&["diff"], &["spec/models/pet.yaml"]);
    let (laid_out, _) = said(&["fmt", "--check"]);
    assert!(laid_out.contains("spec/models/pet.yaml"), "{laid_out:?}");
    let (drifted, _) = said(&["regen", "--check"]);
    assert!(drifted.contains("client/src/generated/pet.rs"), "{drifted:?}");
    let (_, compared) = said(&["diff"]);
    assert!(
        compared.contains("`client/Cargo.toml`") && compared.contains("`spec/accepted.yaml`"),
        "{compared}"
    );
    shop.edit("spec/models/pet.yaml", "max_bytes", "max_length");
    assert_files(&["check"], &["spec/models/pet.yaml"]);
}
