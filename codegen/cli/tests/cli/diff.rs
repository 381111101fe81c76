//! `diff`: output and exit codes.

use serde_json::Value;

use crate::support::{Ran, Shop};

const NO_LEGS: &str =
    "accepted:\n  - { change: field-removed, at: Pet.legs, reason: Nobody counts | <b>legs</b>. }\n";

/// A shop with a removed field, a new one, and changed documentation.
fn changed() -> Shop {
    let shop = Shop::released();
    let legs = "  legs: { type: int, min: 0, doc: How many legs it has., example: 4 }\n";
    shop.edit("spec/models/pet.yaml", legs, "  note: { type: string, doc: 备注。, example: 好 }\n");
    shop.edit("spec/models/pet.yaml", "What it is called.", "\"Its name | *whatever* <it> is.\"");
    shop
}

fn json(ran: &Ran) -> Value {
    serde_json::from_str(&ran.stdout).unwrap_or_else(|error| panic!("{error}: {}{}", ran.stdout, ran.stderr))
}

#[test]
fn nothing_changed() {
    let shop = Shop::released();
    let ran = shop.diff(&[]);
    assert_eq!((ran.code, ran.stderr.as_str()), (Some(0), ""));
    assert_eq!(ran.stdout, "compared with the latest release, v0.1.0 (…)\n\nnothing changed since v0.1.0\n");
    assert_eq!(json(&shop.diff(&["--format", "json"]))["level"], Value::Null);
    assert_eq!(shop.diff(&["--format", "github"]).stdout, "");
    assert!(shop.diff(&["--format", "markdown"]).stdout.ends_with("\nNothing changed.\n"));
}

#[test]
fn an_unaccepted_break_exits_with_1_in_every_format() {
    let shop = changed();
    for format in ["text", "json", "markdown", "github"] {
        let ran = shop.diff(&["--format", format]);
        assert_eq!((ran.code, ran.stderr.as_str()), (Some(1), ""));
        insta::assert_snapshot!(format!("diff_{format}"), ran.stdout);
    }
}

#[test]
fn an_accepted_break_exits_with_0_and_shows_the_reason() {
    let shop = changed();
    shop.put("spec/accepted.yaml", NO_LEGS);
    for format in ["text", "markdown", "github"] {
        let ran = shop.diff(&["--format", format]);
        assert_eq!((ran.code, ran.stderr.as_str()), (Some(0), ""));
        insta::assert_snapshot!(format!("diff_accepted_{format}"), ran.stdout);
    }
    let report = json(&shop.diff(&["--format", "json"]));
    assert_eq!((&report["passes"], &report["accepted"]), (&Value::Bool(true), &1.into()));
}

#[test]
fn a_break_that_the_version_covers_exits_with_0() {
    let shop = changed();
    shop.edit("client/Cargo.toml", "0.1.0", "0.1.1");
    let ran = shop.diff(&[]);
    assert_eq!(ran.code, Some(1));
    assert!(
        ran.stdout.contains("pets 0.1.0 in v0.1.0, 0.1.1 now; breaking changes require 0.2.0"),
        "{}",
        ran.stdout
    );
    shop.edit("client/Cargo.toml", "0.1.1", "0.2.0");
    let ran = shop.diff(&[]);
    assert_eq!(ran.code, Some(0));
    assert!(
        ran.stdout.ends_with("pets 0.1.0 in v0.1.0, 0.2.0 now, which covers breaking changes\n"),
        "{}",
        ran.stdout
    );
    let github = shop.diff(&["--format", "github"]).stdout;
    assert!(!github.contains("::error") && github.contains("::warning"), "{github}");
    shop.edit("client/Cargo.toml", "0.2.0", "0.0.9");
    let ran = shop.diff(&[]);
    assert_eq!(ran.code, Some(1));
    assert!(ran.stdout.contains("and lower now: 0.0.9; breaking changes require 0.2.0"), "{}", ran.stdout);
}

#[test]
fn additions_are_reported_with_the_required_version_and_exit_with_0() {
    let shop = Shop::released();
    shop.edit(
        "spec/models/pet.yaml",
        "  kind:",
        "  note: { type: string, doc: A note., example: 好 }\n  kind:",
    );
    let ran = shop.diff(&[]);
    assert_eq!(ran.code, Some(0));
    assert!(ran.stdout.contains("additions require 0.1.1"), "{}", ran.stdout);
    let report = json(&shop.diff(&["--format", "json"]));
    assert_eq!((&report["level"], &report["version"]["wanted"]), (&"minor".into(), &"0.1.1".into()));
}

#[test]
fn all_entries_that_accept_nothing_are_errors_of_the_spec() {
    let shop = changed();
    shop.put(
        "spec/accepted.yaml",
        "accepted:\n  \
         - { change: field-removed, at: Pet.legs, reason: 没有人数。 }\n  \
         - { change: field-removed, at: Pet.leg, reason: Misspelt. }\n  \
         - { change: field-renamed, at: Pet.legs, reason: It is another kind. }\n  \
         - { change: field-added, at: Pet.note, reason: It breaks nothing. }\n",
    );
    let ran = shop.diff(&[]);
    assert_eq!((ran.code, ran.stdout.as_str()), (Some(2), ""));
    insta::assert_snapshot!("diff_unmatched", ran.stderr);
    let ran = shop.diff(&["--format", "json"]);
    assert_eq!((ran.code, ran.stderr.as_str()), (Some(2), ""));
    let report = json(&ran);
    assert_eq!(report["diagnostics"].as_array().unwrap().len(), 3);
    assert_eq!(report["diagnostics"][0]["code"], "SW0603");
    let ran = shop.diff(&["--format", "github"]);
    assert_eq!(ran.code, Some(2));
    assert!(ran.stdout.starts_with("::error file=spec/accepted.yaml,line=3,"), "{}", ran.stdout);
}

#[test]
fn changes_before_the_revision_are_accepted_since_the_release() {
    let shop = changed();
    shop.put("spec/accepted.yaml", NO_LEGS);
    shop.commit("Remove the legs");
    let ran = shop.diff(&["HEAD"]);
    assert_eq!((ran.code, ran.stderr.as_str()), (Some(0), ""), "the entry is of a change since v0.1.0");
    shop.git(&["tag", "--delete", "v0.1.0"]);
    let ran = shop.diff(&["HEAD"]);
    assert_eq!(ran.code, Some(2), "since when it is accepted cannot be reported");
    assert!(ran.stderr.contains("`git fetch --tags` fetches the tags"), "{}", ran.stderr);
    shop.git(&["tag", "v0.1.1"]);
    let ran = shop.diff(&["HEAD"]);
    assert_eq!(ran.code, Some(2), "a release has the change");
    assert!(ran.stderr.contains("remove the entry if the change is already released"), "{}", ran.stderr);

    shop.git(&["rm", "--quiet", "spec/accepted.yaml"]);
    shop.edit("client/Cargo.toml", "0.1.0", "0.2.0");
    shop.commit("Prepare 0.2.0");
    shop.edit("spec/models/pet.yaml", "  kind: { type: Kind, doc: What it is. }\n", "");
    shop.edit("spec/operations/add_pet.yaml", "request: Pet", "request: Pet\nreply: Kind");
    let ran = shop.diff(&["HEAD"]);
    assert_eq!(ran.code, Some(0), "{}", ran.stdout);
    assert!(
        ran.stdout.contains("pets 0.1.0 in v0.1.1, 0.2.0 now, which covers breaking changes"),
        "{}",
        ran.stdout
    );
}

#[test]
fn annotations_beyond_the_limit_of_github_are_counted() {
    let shop = Shop::released();
    let fields: String = (0..12).map(|n| format!("  f{n}: {{ type: int, doc: A field. }}\n")).collect();
    shop.edit("spec/models/pet.yaml", "  kind:", &format!("{fields}  kind:"));
    let ran = shop.diff(&["--format", "github"]);
    assert_eq!(ran.code, Some(0));
    assert!(
        ran.stdout.lines().nth(9).unwrap().starts_with("::notice title=13 notices in all::"),
        "{}",
        ran.stdout
    );
}

#[test]
fn the_help_for_an_empty_list_replaces_it() {
    let shop = changed();
    shop.put("spec/accepted.yaml", "# Nothing yet.\naccepted: []\n");
    let ran = shop.diff(&[]);
    let help = "accept it with a reason in `spec/accepted.yaml`, in place of the empty list:\n  accepted:\n    - { change: field-removed, at: Pet.legs, reason: … }\n";
    assert!(ran.stdout.ends_with(help), "{}", ran.stdout);
    shop.put("spec/accepted.yaml", NO_LEGS);
    shop.edit("spec/models/pet.yaml", "required: true, ", "");
    let ran = shop.diff(&[]);
    let help = "accept it with a reason in `spec/accepted.yaml`:\n    - { change: presence-changed, at: Pet.name, reason: … }\n";
    assert!(ran.stdout.ends_with(help), "{}", ran.stdout);
    shop.put(
        "spec/accepted.yaml",
        "accepted: [{ change: field-removed, at: Pet.legs, reason: Nobody asked. }]\n",
    );
    let ran = shop.diff(&[]);
    let entry = "{ change: presence-changed, at: Pet.name, reason: … },";
    let help = format!("accept it with a reason in `spec/accepted.yaml`, behind the `[`:\n    {entry}\n");
    assert!(ran.stdout.ends_with(&help), "{}", ran.stdout);
    shop.edit("spec/accepted.yaml", "[", &format!("[\n    {entry} "));
    assert_eq!(shop.diff(&[]).code, Some(0));
}

#[test]
fn colour_can_be_forced() {
    let shop = changed();
    assert!(!shop.diff(&[]).stdout.contains('\u{1b}'));
    let mut command = crate::support::command(&shop.path(""), &["diff", "--spec", "spec", "--out", "client"]);
    let output = command.env("CLICOLOR_FORCE", "1").output().unwrap();
    assert!(String::from_utf8(output.stdout).unwrap().contains("\u{1b}[1;31mfield-removed\u{1b}[0m"));
}

#[test]
fn one_entry_accepts_two_limits_of_a_field() {
    let shop = Shop::released();
    shop.edit("spec/models/pet.yaml", "max_bytes: 12", "max_bytes: 12, max_cjk: 4");
    shop.commit("Count characters");
    shop.git(&["tag", "v0.1.1"]);
    shop.edit("spec/models/pet.yaml", "max_bytes: 12, max_cjk: 4", "max_bytes: 9, max_cjk: 3");
    let ran = shop.diff(&[]);
    let entry = "  - { change: limit-tightened, at: Pet.name, reason: … }\n";
    assert_eq!((ran.code, ran.stdout.matches(entry).count()), (Some(1), 1), "{}", ran.stdout);
    shop.put("spec/accepted.yaml", format!("accepted:\n{entry}"));
    let ran = shop.diff(&[]);
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    assert!(ran.stdout.contains("2 breaking (2 accepted)"), "{}", ran.stdout);
}
