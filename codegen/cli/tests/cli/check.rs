//! `check`

use crate::support::{Shop, command};

#[test]
fn a_valid_spec_passes() {
    let ran = Shop::new().run(&["check", "--spec", "spec"]);
    assert_eq!(
        (ran.code, ran.stdout.as_str(), ran.stderr.as_str()),
        (Some(0), "5 files checked, no problems\n", "")
    );
}

#[test]
fn errors_are_printed_on_standard_output() {
    let ran = Shop::broken().run(&["check", "--spec", "spec"]);
    assert_eq!(ran.code, Some(2));
    assert_eq!(ran.stderr, "");
    assert!(ran.stdout.contains("error[SW0301]: "), "{}", ran.stdout);
    assert!(ran.stdout.contains("spec/models/pet.yaml:5:41"), "{}", ran.stdout);
    assert!(!ran.stdout.contains('\u{1b}'), "{}", ran.stdout);
}

#[test]
fn json_is_an_object_with_and_without_problems() {
    let ran = Shop::new().run(&["check", "--spec", "spec", "--format", "json"]);
    assert_eq!(ran.code, Some(0));
    insta::assert_snapshot!("json_without_problems", ran.stdout);
    let ran = Shop::broken().run(&["check", "--spec", "spec", "--format", "json"]);
    assert_eq!((ran.code, ran.stderr.as_str()), (Some(2), ""));
    insta::assert_snapshot!("json_with_an_error", ran.stdout);
}

#[test]
fn github_format_has_annotations() {
    let ran = Shop::broken().run(&["check", "--spec", "spec", "--format", "github"]);
    assert_eq!(ran.code, Some(2));
    assert!(ran.stdout.starts_with("::error file=spec/models/pet.yaml,line=5,"), "{}", ran.stdout);
    let ran = Shop::new().run(&["check", "--spec", "spec", "--format", "github"]);
    assert_eq!((ran.code, ran.stdout.as_str()), (Some(0), ""));
}

#[test]
fn the_environment_determines_color() {
    let shop = Shop::broken();
    let colored = |variables: &[(&str, &str)]| {
        let mut command = command(&shop.path(""), &["check", "--spec", "spec"]);
        let output = command.envs(variables.iter().copied()).output().unwrap();
        String::from_utf8(output.stdout).unwrap().contains('\u{1b}')
    };
    assert!(!colored(&[]));
    assert!(colored(&[("CLICOLOR_FORCE", "1")]));
    assert!(!colored(&[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")]));
}

#[test]
fn invalid_arguments_are_errors() {
    let shop = Shop::new();
    let wrong: [&[&str]; 6] = [
        &[],
        &["chek"],
        &["check", "--format", "xml"],
        &["check", "more"],
        &["new"],
        &["validate", "add_pet"],
    ];
    for arguments in wrong {
        let ran = shop.run(arguments);
        assert_eq!((ran.code, ran.stdout.as_str()), (Some(2), ""), "{arguments:?}");
        assert!(ran.stderr.contains("--help"), "{}", ran.stderr);
    }
}

#[test]
fn help_and_version_are_successes() {
    let shop = Shop::new();
    let ran = shop.run(&["--help"]);
    assert_eq!(ran.code, Some(0));
    for command in ["regen", "check", "fmt", "validate", "mock", "new", "completions", "--spec", "--out"] {
        assert!(ran.stdout.contains(command), "{}", ran.stdout);
    }
    let ran = shop.run(&["--version"]);
    assert_eq!((ran.code, ran.stdout), (Some(0), format!("specwright {}\n", env!("CARGO_PKG_VERSION"))));
}

#[test]
fn a_lint_is_a_warning_that_the_spec_can_allow() {
    let shop = Shop::new();
    shop.edit("spec/models/pet.yaml", "doc: How many legs it has., ", "");
    let check = || shop.run(&["check", "--spec", "spec"]);
    let ran = check();
    assert_eq!(ran.code, Some(0));
    assert!(ran.stdout.starts_with("warning[SW0501]: the field `legs` has no `doc`\n"), "{}", ran.stdout);
    let denied = shop.run(&["check", "--deny-warnings", "--spec", "spec"]);
    assert_eq!((denied.code, denied.stdout), (Some(1), ran.stdout), "the same, and another exit code");
    shop.edit(
        "spec/models/pet.yaml",
        "example: 4",
        "example: 4, allow: [{ code: SW0501, reason: Obvious. }]",
    );
    assert_eq!(check().stdout, "5 files checked, no problems\n");
    assert_eq!(shop.run(&["check", "--deny-warnings", "--spec", "spec"]).code, Some(0));
    // An unused allowance is an error of `check` only.
    shop.edit("spec/models/pet.yaml", "min: 0, ", "min: 0, doc: How many., ");
    let ran = check();
    assert_eq!(ran.code, Some(2));
    assert!(ran.stdout.contains("error[SW0509]"), "{}", ran.stdout);
    shop.put("client/Cargo.toml", "[package]\nname = \"pets\"\n");
    let ran = shop.run(&["regen", "--spec", "spec", "--out", "client"]);
    assert_eq!((ran.code, ran.stderr.as_str()), (Some(0), ""));
}

#[test]
fn an_error_is_an_error_if_warnings_are_denied() {
    let shop = Shop::broken();
    for format in ["text", "json", "github"] {
        let ran = shop.run(&["check", "--deny-warnings", "--spec", "spec", "--format", format]);
        assert_eq!(ran.code, Some(2), "{format}");
    }
}

#[test]
fn the_folders_have_defaults() {
    let shop = Shop::new();
    assert_eq!(shop.run(&["check"]).stdout, "5 files checked, no problems\n");
    shop.put("Cargo.toml", "[package]\nname = \"pets\"\n");
    let ran = shop.run(&["regen"]);
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    assert!(shop.text("src/generated/pet.rs").contains("pub struct Pet"));
    assert_eq!(shop.run(&["regen", "--check"]).code, Some(0));
}
