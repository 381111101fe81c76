//! `diff`: the source of the old spec and version.

use std::fs;

use crate::history::git_in;
use crate::support::{Ran, Shop, command, run_in};

const LEGS: &str = "  legs: { type: int, min: 0, doc: How many legs it has., example: 4 }\n";
const NOTE: &str = "  note: { type: string, doc: A note., example: 好 }\n";

/// A released shop with a field removed.
fn without_legs() -> Shop {
    let shop = Shop::released();
    shop.edit("spec/models/pet.yaml", LEGS, "");
    shop
}

/// The first line of a comparison.
fn compared(ran: &Ran) -> &str {
    ran.stdout.lines().next().unwrap_or(&ran.stderr)
}

/// Asserts a failure with this message and no result.
#[track_caller]
fn assert_fails(ran: &Ran, words: &str) {
    assert_eq!((ran.code, ran.stdout.as_str()), (Some(2), ""), "{}", ran.stderr);
    assert!(ran.stderr.contains(words), "{}", ran.stderr);
}

#[test]
fn every_name_of_git_is_a_revision() {
    let shop = without_legs();
    let commit = shop.commit("Remove the legs");
    shop.git(&["branch", "feature/票"]);
    for revision in
        [&commit, &commit[..9], "HEAD", "main", "feature/票", "@", "v0.1.0^{commit}~0", ":/Remove"]
    {
        let ran = shop.diff(&[revision]);
        assert_eq!(
            ran.code,
            Some(if revision.starts_with("v0") { 1 } else { 0 }),
            "{revision}: {}",
            ran.stderr
        );
    }
    assert_eq!(compared(&shop.diff(&["HEAD~1"])), "compared with HEAD~1 (…)");
}

#[test]
fn uncommitted_changes_are_compared_and_not_changed() {
    let shop = without_legs();
    shop.put(
        "spec/models/badge.yaml",
        "model: Badge\ndoc: A badge.\nfields: { no: { type: int, doc: Its number. } }\n",
    );
    shop.edit("spec/models/pet.yaml", "  kind:", "  badge: { type: Badge, doc: Its badge. }\n  kind:");
    shop.git(&["add", "spec/models/badge.yaml"]);
    let before = shop.git(&["status", "--porcelain=v2"]);
    let ran = shop.diff(&["HEAD"]);
    assert_eq!(ran.code, Some(1));
    assert!(
        ran.stdout.contains("model-added: Badge") && ran.stdout.contains("field-removed: Pet.legs"),
        "{}",
        ran.stdout
    );
    assert_eq!(shop.git(&["status", "--porcelain=v2"]), before);
}

#[test]
fn the_latest_release_is_the_greatest_version_before_head() {
    let shop = Shop::released();
    for tag in ["v0.9.0", "v0.10.0", "v0.11.0-rc.1", "v1", "vintage", "0.12.0", "other-v3.0.0"] {
        shop.git(&["tag", tag]);
    }
    shop.git(&["tag", "--annotate", "v0.10.1", "--message", "With words"]);
    shop.git(&["checkout", "--quiet", "-b", "next"]);
    shop.commit("Not on the main line");
    shop.git(&["tag", "v9.0.0"]);
    shop.git(&["checkout", "--quiet", "main"]);
    shop.git(&["branch", "v0.10.1"]);
    assert_eq!(compared(&shop.diff(&[])), "compared with the latest release, v0.10.1 (…)");
    shop.git(&["tag", "pets-v0.2.0"]);
    assert_eq!(compared(&shop.diff(&[])), "compared with the latest release, pets-v0.2.0 (…)");
}

#[test]
fn without_a_release_head_is_the_old_revision() {
    let shop = without_legs();
    shop.git(&["tag", "--delete", "v0.1.0"]);
    let ran = shop.diff(&[]);
    assert_eq!(ran.code, Some(1));
    assert_eq!(compared(&ran), "compared with the last commit (…), as no tag such as `v0.1.0` leads to it");
    shop.git(&["tag", "v0.2.0-rc.1"]);
    assert_eq!(compared(&shop.diff(&[])), "compared with the latest release, v0.2.0-rc.1 (…)");
}

#[test]
fn an_unknown_revision_is_an_error() {
    let shop = Shop::released();
    for revision in
        ["v9", "", "HEAD:spec", "main..main", "origin/main", "0000000000000000000000000000000000000000"]
    {
        assert_fails(&shop.diff(&[revision]), &format!("the repository has no commit `{revision}`"));
    }
    assert_fails(&shop.diff(&["--", "--help"]), "the repository has no commit `--help`");
}

#[test]
fn a_shallow_clone_has_help() {
    let shop = without_legs();
    shop.commit("Remove the legs");
    let url = format!("file://{}", shop.path("").display());
    let clone = tempfile::tempdir().unwrap();
    git_in(clone.path(), &["clone", "--quiet", "--depth", "1", "--no-tags", &url, "."]);
    let diff = |arguments: &[&str]| {
        run_in(clone.path(), &[&["diff", "--spec", "spec", "--out", "client"], arguments].concat(), b"")
    };
    assert_fails(&diff(&["v0.1.0"]), "`git fetch --unshallow --tags` fetches the rest");
    assert_fails(&diff(&[]), "this clone is shallow and has no tag of a release to compare with");
    git_in(clone.path(), &["fetch", "--quiet", "--unshallow", "--tags"]);
    assert_eq!(diff(&[]).code, Some(1));
}

#[test]
fn without_git_or_a_repository_nothing_is_compared() {
    let shop = Shop::released();
    let nowhere = shop.path("empty");
    fs::create_dir(&nowhere).unwrap();
    let mut command = command(&shop.path(""), &["diff", "--spec", "spec", "--out", "client"]);
    let output = command.env("PATH", nowhere).output().unwrap();
    assert_eq!((output.status.code(), output.stdout.as_slice()), (Some(2), &b""[..]));
    assert!(String::from_utf8(output.stderr).unwrap().contains("there is no program `git`"));

    assert_fails(&Shop::new().diff(&[]), "`spec` lies in no git repository");
    let unborn = Shop::new();
    unborn.put("client/Cargo.toml", "[package]\nname = \"pets\"\n");
    unborn.git(&["init", "--quiet"]);
    assert_fails(&unborn.diff(&[]), "the repository has no commit to compare with");
    assert_fails(&unborn.diff(&["HEAD"]), "the repository has no commit `HEAD`");
}

#[test]
fn the_spec_determines_the_repository_even_in_a_hook_of_another() {
    let shop = without_legs();
    let other = Shop::released();
    let mut command = command(&other.path(""), &["diff", "--spec"]);
    command.arg(shop.path("spec")).arg("--out").arg(shop.path("client"));
    command.env("GIT_DIR", ".git").env("GIT_INDEX_FILE", ".git/index").env("GIT_PREFIX", "spec/");
    let output = command.output().unwrap();
    assert_eq!(output.status.code(), Some(1), "{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn a_linked_working_tree_has_the_history_of_its_repository() {
    let shop = Shop::released();
    let other = tempfile::tempdir().unwrap();
    let tree = other.path().join("tree");
    shop.git(&["worktree", "add", "--quiet", tree.to_str().unwrap()]);
    fs::write(tree.join("spec/models/pet.yaml"), shop.text("spec/models/pet.yaml").replace(LEGS, ""))
        .unwrap();
    let ran = run_in(&tree, &["diff", "--spec", "spec", "--out", "client"], b"");
    assert_eq!(ran.code, Some(1), "{}", ran.stderr);
}

#[test]
fn names_of_any_kind_are_read() {
    let shop = Shop::released();
    shop.git(&["mv", "spec/models/pet.yaml", "spec/models/宠物 is 'it'.yaml"]);
    shop.commit("Rename a file");
    assert!(shop.diff(&[]).stdout.ends_with("nothing changed since v0.1.0\n"));
    shop.edit("spec/models/宠物 is 'it'.yaml", LEGS, "");
    let ran = shop.diff(&["HEAD"]);
    assert_eq!(ran.code, Some(1));
    assert!(ran.stdout.contains("\n  HEAD:spec/models/宠物 is 'it'.yaml:7:"), "{}", ran.stdout);
}

#[test]
fn a_spec_that_moved_is_found_by_the_name_of_its_api() {
    let shop = Shop::released();
    fs::create_dir(shop.path("apis")).unwrap();
    shop.git(&["mv", "spec", "apis/pets"]);
    shop.git(&["mv", "client", "rust"]);
    shop.edit("apis/pets/models/pet.yaml", LEGS, "");
    let run = || shop.run(&["diff", "--spec", "apis/pets", "--out", "rust"]);
    let ran = run();
    assert_eq!(ran.code, Some(1), "{}", ran.stderr);
    assert!(ran.stdout.contains("\n  v0.1.0:spec/models/pet.yaml:7:"), "{}", ran.stdout);
    assert!(ran.stdout.contains("pets 0.1.0 in v0.1.0, unchanged now"), "{}", ran.stdout);

    shop.edit("apis/pets/api.yaml", "api: pets", "api: animals");
    assert_fails(&run(), "v0.1.0 has no spec in `apis/pets` and no `api: animals` elsewhere");
}

#[test]
fn two_specs_of_the_same_name_are_an_error() {
    let shop = Shop::released();
    shop.put("old/api.yaml", shop.text("spec/api.yaml"));
    shop.commit("Keep a copy");
    shop.git(&["mv", "spec", "new"]);
    let ran = shop.run(&["diff", "HEAD", "--spec", "new", "--out", "client"]);
    assert_fails(&ran, "and several with `api: pets` elsewhere");
    assert!(ran.stderr.contains("they are in old, spec"), "{}", ran.stderr);
}

#[test]
fn errors_of_the_old_spec_are_reported() {
    let shop = Shop::released();
    shop.edit("spec/models/pet.yaml", "max_bytes", "max_length");
    shop.commit("Break it");
    shop.edit("spec/models/pet.yaml", "max_length", "max_bytes");
    let ran = shop.diff(&["HEAD"]);
    assert_fails(&ran, "the spec of HEAD has errors in this version of the dialect");
    assert!(ran.stderr.contains("HEAD:spec/models/pet.yaml:5:"), "{}", ran.stderr);
    let ran = shop.diff(&["HEAD", "--format", "json"]);
    assert_eq!(ran.code, Some(2));
    assert!(ran.stdout.contains("\"file\": \"HEAD:spec/models/pet.yaml\""), "{}", ran.stdout);
    let ran = shop.diff(&["HEAD", "--format", "github"]);
    let lines: Vec<_> = ran.stdout.lines().collect();
    assert_eq!((ran.code, lines.len()), (Some(2), 1), "{}", ran.stdout);
    assert!(
        lines[0].starts_with("::error title=the spec of HEAD::error[SW0301]"),
        "no file is there: {}",
        lines[0]
    );
    assert!(lines[0].contains("HEAD:spec/models/pet.yaml:5:"), "{}", lines[0]);
    assert_eq!(shop.diff(&[]).code, Some(0), "the release was right");
    shop.edit("spec/models/pet.yaml", "max_bytes", "max_length");
    assert_fails(&shop.diff(&[]), "SW0301");
}

#[test]
fn a_sparse_checkout_without_the_spec_is_an_error() {
    let shop = Shop::released();
    shop.git(&["sparse-checkout", "set", "--no-cone", "/*", "!/spec/operations/list_pets.yaml"]);
    assert!(!shop.path("spec/operations/list_pets.yaml").exists());
    assert_fails(
        &shop.diff(&[]),
        "the sparse checkout leaves out 1 file of the spec: `spec/operations/list_pets.yaml`",
    );
    shop.git(&["sparse-checkout", "set", "--no-cone", "/*", "!/client"]);
    let ran = shop.run(&["diff", "--spec", "spec"]);
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
}

#[cfg(unix)]
#[test]
fn symbolic_links_are_followed_in_the_old_spec() {
    use std::os::unix::fs::symlink;

    let shop = Shop::released();
    shop.put("common/kinds/kind.yml", shop.text("spec/models/kind.yml"));
    fs::remove_file(shop.path("spec/models/kind.yml")).unwrap();
    symlink("../common/kinds", shop.path("spec/linked")).unwrap();
    symlink("..", shop.path("spec/models/up")).unwrap();
    symlink("spec", shop.path("api")).unwrap();
    shop.commit("Share the kinds");
    assert!(shop.diff(&["HEAD"]).stdout.ends_with("nothing changed since HEAD\n"));
    assert!(shop.diff(&[]).stdout.ends_with("nothing changed since v0.1.0\n"));
    let ran = shop.run(&["diff", "HEAD", "--spec", "api", "--out", "client"]);
    assert!(ran.stdout.ends_with("nothing changed since HEAD\n"), "{}", ran.stderr);

    symlink("nothing.yaml", shop.path("spec/gone.yaml")).unwrap();
    shop.commit("Link to nothing");
    fs::remove_file(shop.path("spec/gone.yaml")).unwrap();
    assert_fails(&shop.diff(&["HEAD"]), "`spec/gone.yaml` is a symbolic link that leads nowhere");

    symlink("/etc", shop.path("spec/etc")).unwrap();
    shop.commit("Link to the outside");
    fs::remove_file(shop.path("spec/etc")).unwrap();
    assert_fails(&shop.diff(&["HEAD"]), "`spec/etc` is a symbolic link that leads out of the repository");
}

#[test]
fn a_submodule_in_the_old_spec_cannot_be_read() {
    let shop = Shop::released();
    let other = Shop::released();
    shop.git(&["submodule", "--quiet", "add", other.path("").to_str().unwrap(), "spec/other"]);
    shop.commit("Add a submodule");
    shop.git(&["rm", "--quiet", "--force", "spec/other"]);
    assert_fails(&shop.diff(&["HEAD"]), "`spec/other` is a submodule");
}

#[test]
fn a_version_of_the_workspace_is_found_on_both_sides() {
    let shop = Shop::released();
    shop.put("client/Cargo.toml", "[package]\nname = \"pets\"\nversion.workspace = true\n");
    shop.put("Cargo.toml", "[workspace]\nmembers = [\"client\"]\n[workspace.package]\nversion = \"1.4.0\"\n");
    shop.commit("Make a workspace");
    shop.git(&["tag", "v1.4.0"]);
    shop.edit("spec/models/pet.yaml", LEGS, "");
    shop.edit("Cargo.toml", "1.4.0", "1.5.0");
    let ran = shop.diff(&[]);
    assert_eq!(ran.code, Some(1));
    assert!(
        ran.stdout.contains("pets 1.4.0 in v1.4.0, 1.5.0 now; breaking changes require 2.0.0"),
        "{}",
        ran.stdout
    );
    assert!(ran.stdout.contains("in `Cargo.toml`:\n  version = \"2.0.0\""), "{}", ran.stdout);
}

#[test]
fn an_unreadable_manifest_is_an_error() {
    let shop = Shop::released();
    shop.edit("client/Cargo.toml", "0.1.0", "one");
    assert_fails(&shop.diff(&[]), "`client/Cargo.toml`: `one` is not a version");
    shop.commit("Break the version");
    shop.edit("client/Cargo.toml", "one", "0.1.0");
    assert_eq!(shop.diff(&["HEAD"]).code, Some(0), "the release has a version");
    shop.git(&["tag", "--delete", "v0.1.0"]);
    assert_fails(&shop.diff(&["HEAD"]), "`HEAD:client/Cargo.toml`: `one` is not a version");
    let ran = shop.run(&["diff", "--spec", "spec", "--out", "nowhere"]);
    assert_fails(&ran, "`nowhere` is not a crate: it has no `Cargo.toml`");
}

#[test]
fn changes_of_an_uncommitted_crate_break_nobody() {
    let shop = without_legs();
    shop.put("fresh/Cargo.toml", "[package]\nname = \"fresh\"\nversion = \"0.1.0\"\n");
    let ran = shop.run(&["diff", "--spec", "spec", "--out", "fresh"]);
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    assert!(ran.stdout.ends_with("fresh 0.1.0 has no release yet: changes break nobody\n"), "{}", ran.stdout);
}

#[test]
fn without_a_client_no_version_covers_a_break() {
    let shop = without_legs();
    let ran = shop.run(&["diff", "--spec", "spec"]);
    assert_eq!(ran.code, Some(1), "{}", ran.stderr);
    let nothing_here = "version: not compared: `.` is not a crate: it has no `Cargo.toml`";
    assert!(ran.stdout.contains(nothing_here), "{}", ran.stdout);
    shop.put("Cargo.toml", "[package]\nname = \"birds\"\n");
    let ran = shop.run(&["diff", "--spec", "spec"]);
    assert_eq!(ran.code, Some(1), "{}", ran.stderr);
    assert!(
        ran.stdout.contains("version: not compared: no `--out` names the client of `pets`"),
        "{}",
        ran.stdout
    );
    let other = Shop::released();
    let mut command = command(&shop.path(""), &["diff", "--spec", "spec", "--out"]);
    let output = command.arg(other.path("client")).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8(output.stdout).unwrap().contains("lies in another repository than the spec"));
}

#[test]
fn a_spec_can_be_the_root_of_its_repository() {
    let shop = Shop::new();
    let spec = shop.path("spec");
    git_in(&spec, &["init", "--quiet"]);
    git_in(&spec, &["add", "--all"]);
    git_in(&spec, &["commit", "--quiet", "--message", "Begin"]);
    shop.edit("spec/models/pet.yaml", "  kind:", &format!("{NOTE}  kind:"));
    let ran = run_in(&spec, &["diff", "--spec", "."], b"");
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    assert!(ran.stdout.contains("field-added: Pet.note"), "{}", ran.stdout);
    fs::write(spec.join("models/pet.yaml"), shop.text("spec/models/pet.yaml").replace(LEGS, "")).unwrap();
    let ran = run_in(&spec, &["diff", "--spec", "."], b"");
    assert!(ran.stdout.contains("\n  HEAD:models/pet.yaml:7:"), "{}", ran.stdout);
}
